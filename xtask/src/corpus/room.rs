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
    /// Makes the folder, with copies of what is run in it: the `counterpart` command as users have it, and this one.
    /// Either may be built anew meanwhile.
    pub(crate) fn open() -> anyhow::Result<Self> {
        let room = Self { folder: root().join("target/corpus") };
        fs::create_dir_all(&room.folder)?;
        // First of all: while the other is built, which takes minutes, this one may become another.
        copy(&std::env::current_exe()?, &room.between())?;
        let build = ["build", "--release", "--quiet", "--package", "counterpart-generator"];
        run(&build, &root()).context("the `counterpart` command cannot be built")?;
        copy(&root().join("target/release/counterpart"), &room.command())?;
        Ok(room)
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The command that is measured.
    pub(crate) fn command(&self) -> PathBuf {
        self.folder.join("counterpart")
    }

    /// The command that measures.
    pub(crate) fn between(&self) -> PathBuf {
        self.folder.join("xtask")
    }

    /// Where a worker compiles: Cargo lets only one at a time into a folder.
    pub(crate) fn target(&self, worker: usize) -> String {
        self.folder.join(format!("target-{worker}")).display().to_string()
    }

    /// The place of a package, in a workspace of its own with the versions of this one.
    pub(crate) fn package(&self, document: &str) -> anyhow::Result<Package> {
        let plain: String =
            document.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        let notes = self.folder.join(&plain);
        let folder = notes.join("package");
        fs::create_dir_all(&notes)?;
        // An earlier run may have left its laws, which this workspace does not have.
        let _ = fs::remove_dir_all(notes.join("laws"));
        write(
            &notes.join("Cargo.toml"),
            "[workspace]\nresolver = \"3\"\nmembers = [\"package\"]\n",
        )?;
        fs::copy(root().join("Cargo.lock"), notes.join("Cargo.lock"))?;
        let name = format!("corpus-{}", plain.to_lowercase());
        Ok(Package { name, folder, notes })
    }

    /// Compiles once what every package needs, so that it is not counted for the first of them.
    pub(crate) fn build_dependencies(&self, worker: usize, target: &str) -> anyhow::Result<()> {
        let package = self.package(&format!("dependencies-{worker}"))?;
        let manifest = format!(
            "[package]\nname = \"{}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
             [dependencies]\ncounterpart-wire = {{ path = {:?}, default-features = false, features = [\"client\", \"server\"] }}\n",
            package.name,
            wire(),
        );
        fs::create_dir_all(package.folder.join("src"))?;
        write(&package.folder.join("Cargo.toml"), &manifest)?;
        write(&package.folder.join("src/lib.rs"), "//! Nothing.\n")?;
        run(&["check", "--quiet", "--target-dir", target], &package.notes)
    }
}

impl Package {
    /// Removes what was compiled of it, and what was generated unless it is to be `kept`: a folder of documents must
    /// not fill the disk.
    pub(crate) fn clean(&self, target: &str, kept: bool) -> anyhow::Result<()> {
        let mut clean = vec!["clean", "--quiet", "--target-dir", target];
        clean.extend(["--package", &self.name]);
        if self.notes.join("laws").exists() {
            clean.extend(["--package", "laws"]);
        }
        run(&clean, &self.notes)?;
        if !kept {
            fs::remove_dir_all(&self.folder)?;
        }
        Ok(())
    }
}

/// The crate that generated code stands on.
pub(crate) fn wire() -> String {
    root().join("wire").display().to_string()
}

/// Copies a program over an older one that may be running.
fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    let new = to.with_extension("new");
    fs::copy(from, &new).with_context(|| from.display().to_string())?;
    fs::rename(&new, to).with_context(|| to.display().to_string())
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
