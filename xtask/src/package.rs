//! Packages every published package, builds each from its archive, and uses two of the archives in a project outside the
//! repository.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, bail};
use serde::Deserialize;

use crate::output::{eprint_line, print_line};
use crate::workspace::{program, root, target};

/// The project that uses the archives.
const PROJECT: &str = "tests/outside";

/// The packages that the project uses.
const USED: [&str; 2] = ["counterpart-wire", "arcee-api"];

/// Files that every archive must contain.
const FILES: [&str; 3] = ["README.md", "LICENSE-MIT", "LICENSE-APACHE"];

/// The part of `cargo metadata` that is read.
#[derive(Debug, Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Debug, Deserialize)]
struct Package {
    name: String,
    version: String,
    /// The registries that it may be published to. Without a list, any.
    publish: Option<Vec<String>>,
    description: Option<String>,
    license: Option<String>,
    repository: Option<String>,
    rust_version: Option<String>,
    keywords: Vec<String>,
    categories: Vec<String>,
}

impl Package {
    fn is_published(&self) -> bool {
        self.publish.as_ref().is_none_or(|registries| !registries.is_empty())
    }

    /// Returns the keys that its manifest lacks.
    fn lacks(&self) -> Vec<&'static str> {
        let keys = [
            ("description", self.description.is_some()),
            ("license", self.license.is_some()),
            ("repository", self.repository.is_some()),
            ("rust-version", self.rust_version.is_some()),
            ("keywords", !self.keywords.is_empty()),
            ("categories", !self.categories.is_empty()),
        ];
        keys.into_iter().filter(|(_, is_there)| !is_there).map(|(key, _)| key).collect()
    }

    fn full_name(&self) -> String {
        format!("{}-{}", self.name, self.version)
    }
}

/// Runs all steps. Returns `false` if a package is not complete, or does not build from its archive.
pub(crate) fn run() -> anyhow::Result<bool> {
    let metadata = metadata()?;
    // A directory of its own, so that `cargo package` and the project share what they build.
    let target = target()?.join("packaged");
    let archives = target.join("package");
    let (published, kept): (Vec<_>, Vec<_>) =
        metadata.packages.iter().partition(|package| package.is_published());

    forget(&published)?;
    let mut cargo = cargo(&root());
    cargo.args(["package", "--workspace", "--allow-dirty", "--offline", "--target-dir"]);
    cargo.arg(&target);
    for package in kept {
        cargo.args(["--exclude", &package.name]);
    }
    if !cargo.status().context("cargo package")?.success() {
        return Ok(false);
    }

    let mut is_whole = true;
    for package in &published {
        let listed = output(Command::new("tar").arg("-tzf").arg(archive(&archives, package)))?;
        let has = |file: &&str| {
            listed.lines().any(|line| *line == format!("{}/{file}", package.full_name()))
        };
        let missing: Vec<&str> = FILES.into_iter().filter(|file| !has(file)).collect();
        for what in missing.into_iter().chain(package.lacks()) {
            eprint_line(&format!("{}: no {what}", package.name));
            is_whole = false;
        }
    }
    if !is_whole {
        return Ok(false);
    }

    let used: Vec<&Package> =
        published.iter().copied().filter(|package| USED.contains(&package.name.as_str())).collect();
    let folder = tempfile::tempdir().context("a temporary directory")?;
    prepare(folder.path(), &archives, &used)?;
    let mut cargo = self::cargo(folder.path());
    cargo.args(["run", "--offline", "--target-dir"]).arg(&target);
    let is_well = cargo.status().context("cargo run")?.success();
    let verb = if is_well { "built from their archives" } else { "of no use outside" };
    print_line(&format!("{} packages {verb}", published.len()));
    Ok(is_well)
}

/// Removes what Cargo unpacked from the archives of an earlier run. It puts the archives into a registry of its own below
/// the target directory, and does not unpack a version again that it knows from a registry of the same path.
fn forget(packages: &[&Package]) -> anyhow::Result<()> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    let Some(Ok(registries)) = home.map(|home| fs::read_dir(home.join("registry/src"))) else {
        return Ok(());
    };
    for registry in registries {
        let registry = registry?;
        // A registry in a directory has no host in its name.
        if !registry.file_name().to_string_lossy().starts_with('-') {
            continue;
        }
        for package in packages {
            let unpacked = registry.path().join(package.full_name());
            if unpacked.is_dir() {
                fs::remove_dir_all(&unpacked).with_context(|| unpacked.display().to_string())?;
            }
        }
    }
    Ok(())
}

/// Copies the project into a directory, and unpacks the archives there.
fn prepare(folder: &Path, archives: &Path, packages: &[&Package]) -> anyhow::Result<()> {
    let project = root().join(PROJECT);
    fs::create_dir(folder.join("src"))?;
    for file in ["Cargo.toml", "src/main.rs"] {
        fs::copy(project.join(file), folder.join(file)).with_context(|| file.to_owned())?;
    }
    // The versions of the workspace, so that nothing is downloaded.
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).context("Cargo.lock")?;
    for package in packages {
        let place = folder.join("packages").join(&package.name);
        fs::create_dir_all(&place)?;
        let mut tar = Command::new("tar");
        tar.arg("-xzf").arg(archive(archives, package)).arg("-C").arg(place);
        output(tar.arg("--strip-components=1"))?;
    }
    Ok(())
}

fn archive(archives: &Path, package: &Package) -> PathBuf {
    archives.join(format!("{}.crate", package.full_name()))
}

fn metadata() -> anyhow::Result<Metadata> {
    let mut cargo = cargo(&root());
    let text = output(cargo.args(["metadata", "--no-deps", "--offline", "--format-version", "1"]))?;
    serde_json::from_str(&text).context("the output of `cargo metadata`")
}

fn cargo(folder: &Path) -> Command {
    let mut cargo = Command::new(program());
    cargo.current_dir(folder);
    cargo
}

/// Runs a program and returns its output. Fails if the program does.
fn output(command: &mut Command) -> anyhow::Result<String> {
    let line = format!("{command:?}");
    let output = command.output().with_context(|| line.clone())?;
    if !output.status.success() {
        bail!("{line}: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
