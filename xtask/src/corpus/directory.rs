//! Where the corpus is generated and compiled: a directory below the target directory, with a package for each
//! document. All of them are compiled against the same dependencies.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, ensure};

use crate::workspace::{self, root};

/// The directory of the corpus.
#[derive(Debug)]
pub(crate) struct Directory {
    path: PathBuf,
}

/// The generated package of a document.
#[derive(Debug)]
pub(crate) struct Package {
    /// Its name.
    pub(crate) name: String,
    /// Its directory.
    pub(crate) directory: PathBuf,
    /// The workspace around it, which also holds logs and reports.
    pub(crate) workspace: PathBuf,
}

impl Directory {
    /// Creates the directory, with a copy of each program that runs in it: the `counterpart` command as users have it,
    /// and this command. The originals may be rebuilt while a corpus is running.
    pub(crate) fn create() -> anyhow::Result<Self> {
        let directory = Self { path: workspace::target()?.join("corpus") };
        fs::create_dir_all(&directory.path)?;
        // This command first: the other build takes minutes, and this file may be replaced meanwhile.
        copy(&std::env::current_exe()?, &directory.measuring_command())?;
        let built =
            workspace::build(&["--release", "--package", "counterpart-generator", "--bins"])?;
        let counterpart = built.get("counterpart").context("cargo built no `counterpart`")?;
        copy(counterpart, &directory.counterpart())?;
        Ok(directory)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The `counterpart` command that is measured.
    pub(crate) fn counterpart(&self) -> PathBuf {
        self.path.join("counterpart")
    }

    /// The copy of this command that measures other programs.
    pub(crate) fn measuring_command(&self) -> PathBuf {
        self.path.join("xtask")
    }

    /// The target directory of a worker. Each has its own, because Cargo locks a target directory while it builds.
    pub(crate) fn target(&self, worker: usize) -> String {
        self.path.join(format!("target-{worker}")).display().to_string()
    }

    /// Creates the workspace of a document's package, with the lock file of this workspace.
    pub(crate) fn package(&self, document: &str) -> anyhow::Result<Package> {
        let plain: String =
            document.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        let workspace = self.path.join(&plain);
        let directory = workspace.join("package");
        fs::create_dir_all(&workspace)?;
        // An earlier run with `--roundtrip` may have left a package that is no member here.
        let _ = fs::remove_dir_all(workspace.join("roundtrip"));
        write(
            &workspace.join("Cargo.toml"),
            "[workspace]\nresolver = \"3\"\nmembers = [\"package\"]\n",
        )?;
        fs::copy(root().join("Cargo.lock"), workspace.join("Cargo.lock"))?;
        let name = format!("corpus-{}", plain.to_lowercase());
        Ok(Package { name, directory, workspace })
    }

    /// Compiles the shared dependencies once, so that they do not count for the first package.
    pub(crate) fn build_dependencies(&self, worker: usize, target: &str) -> anyhow::Result<()> {
        let package = self.package(&format!("dependencies-{worker}"))?;
        let manifest = format!(
            "[package]\nname = \"{}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
             [dependencies]\ncounterpart-wire = {{ path = {:?}, default-features = false, features = [\"client\", \"server\"] }}\n",
            package.name,
            wire(),
        );
        fs::create_dir_all(package.directory.join("src"))?;
        write(&package.directory.join("Cargo.toml"), &manifest)?;
        write(&package.directory.join("src/lib.rs"), "//! An empty crate.\n")?;
        run(&["check", "--quiet", "--target-dir", target], &package.workspace)
    }
}

impl Package {
    /// Removes what was compiled, and the generated sources unless `keep` is set, so that a large corpus does not fill
    /// the disk.
    pub(crate) fn clean(&self, target: &str, keep: bool) -> anyhow::Result<()> {
        let mut clean = vec!["clean", "--quiet", "--target-dir", target];
        clean.extend(["--package", &self.name]);
        if self.workspace.join("roundtrip").exists() {
            clean.extend(["--package", "roundtrip"]);
        }
        run(&clean, &self.workspace)?;
        if !keep {
            fs::remove_dir_all(&self.directory)?;
        }
        Ok(())
    }
}

/// The path of the `counterpart-wire` crate.
pub(crate) fn wire() -> String {
    root().join("wire").display().to_string()
}

/// Copies a program. The rename makes it safe to replace a copy that is still running.
fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    let new = to.with_extension("new");
    fs::copy(from, &new).with_context(|| from.display().to_string())?;
    fs::rename(&new, to).with_context(|| to.display().to_string())
}

/// Writes a file only if its text differs: Cargo compares modification times.
pub(crate) fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    if fs::read_to_string(path).is_ok_and(|known| known == text) {
        return Ok(());
    }
    fs::write(path, text).with_context(|| path.display().to_string())
}

/// Runs Cargo in a directory of the corpus.
fn run(arguments: &[&str], directory: &Path) -> anyhow::Result<()> {
    let status = Command::new(workspace::program())
        .args(arguments)
        .current_dir(directory)
        .env("CARGO_INCREMENTAL", "0")
        .status()?;
    ensure!(status.success(), "`cargo {}`: {status}", arguments.join(" "));
    Ok(())
}
