//! Where the corpus is made: a folder below `target` with a package for each document, all compiled against the
//! same dependencies.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, ensure};

use crate::{root, say};

/// The folder.
#[derive(Debug)]
pub(crate) struct Room {
    folder: PathBuf,
}

/// A package in it.
#[derive(Debug)]
pub(crate) struct Package {
    /// What it is called.
    pub(crate) name: String,
    /// Its folder.
    pub(crate) folder: PathBuf,
    /// Where notes about it are.
    pub(crate) notes: PathBuf,
}

impl Room {
    /// Makes the folder, and the `counterpart` command as users have it.
    pub(crate) fn open() -> anyhow::Result<Self> {
        let folder = root().join("target/corpus");
        fs::create_dir_all(&folder)?;
        let build = ["build", "--release", "--quiet", "--package", "counterpart-generator"];
        run(&build, &root()).context("the `counterpart` command cannot be built")?;
        Ok(Self { folder })
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where all packages of the room are compiled.
    pub(crate) fn target(&self) -> String {
        self.folder.join("target").display().to_string()
    }

    /// The place of a package, in a workspace of its own with the versions of this one.
    pub(crate) fn package(&self, document: &str) -> anyhow::Result<Package> {
        let plain: String =
            document.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        let notes = self.folder.join(&plain);
        let folder = notes.join("package");
        fs::create_dir_all(&folder)?;
        write(
            &notes.join("Cargo.toml"),
            "[workspace]\nresolver = \"3\"\nmembers = [\"package\"]\n",
        )?;
        fs::copy(root().join("Cargo.lock"), notes.join("Cargo.lock"))?;
        Ok(Package { name: format!("corpus-{}", plain.to_lowercase()), folder, notes })
    }

    /// Compiles once what every package needs, so that it is not counted for the first of them.
    pub(crate) fn build_dependencies(&self) -> anyhow::Result<()> {
        let package = self.package("dependencies")?;
        let manifest = format!(
            "[package]\nname = \"{}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
             [dependencies]\ncounterpart-wire = {{ path = {:?}, default-features = false, features = [\"client\", \"server\"] }}\n",
            package.name,
            wire(),
        );
        write(&package.folder.join("Cargo.toml"), &manifest)?;
        fs::create_dir_all(package.folder.join("src"))?;
        write(&package.folder.join("src/lib.rs"), "//! Nothing.\n")?;
        let target = self.target();
        let check = ["check", "--quiet", "--target-dir", &target];
        run(&check, &package.notes)
    }
}

/// The command that is measured.
pub(crate) fn command() -> String {
    root().join("target/release/counterpart").display().to_string()
}

/// The crate that generated code stands on.
pub(crate) fn wire() -> String {
    root().join("wire").display().to_string()
}

/// Writes a file where it differs: Cargo looks at the times.
pub(crate) fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    if fs::read_to_string(path).is_ok_and(|known| known == text) {
        return Ok(());
    }
    fs::write(path, text).with_context(|| path.display().to_string())
}

/// Runs Cargo, and fails when it does.
pub(crate) fn run(arguments: &[&str], folder: &Path) -> anyhow::Result<()> {
    let status = Command::new("cargo")
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_INCREMENTAL", "0")
        .status()?;
    if !status.success() {
        say(&format!("failed: cargo {}", arguments.join(" ")));
    }
    ensure!(status.success(), "cargo {}", arguments.join(" "));
    Ok(())
}
