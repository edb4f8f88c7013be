//! Installs the tools from `PyPI` and npm, in fixed versions, below the target directory.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, bail};

use super::{Tool, folder};
use crate::output::eprint_line;
use crate::process;
use crate::workspace::root;

/// The requirements file of Schemathesis.
const PYTHON: &str = "xtask/conformance/python.txt";
/// The requirements file of the client packages of vendors.
const PACKAGES: &str = "xtask/conformance/packages.txt";
const SCHEMATHESIS: &str = "4.32.5";
const PRISM: &str = "5.14.2";
/// npm installs no package that was published later.
const BEFORE: &str = "2026-11-20";

/// The time limit for an installation.
const INSTALL: Duration = Duration::from_mins(10);
const ANSWER: Duration = Duration::from_mins(1);

/// Installs a tool if it is missing, and returns the path of its program.
pub(super) fn prepare(tool: Tool) -> anyhow::Result<PathBuf> {
    let folder = folder()?;
    std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    match tool {
        Tool::Schemathesis => schemathesis(&folder.join("python")),
        Tool::Prism => prism(&folder.join("node")),
        Tool::Packages => packages(&folder.join("packages")),
    }
}

fn schemathesis(home: &Path) -> anyhow::Result<PathBuf> {
    let program = home.join("bin/schemathesis");
    if !has_version(&program, SCHEMATHESIS) {
        eprint_line(&format!("installing Schemathesis {SCHEMATHESIS} from PyPI"));
        python(home, PYTHON)?;
    }
    Ok(program)
}

/// Python with the client packages of vendors. A copy of the requirements file shows what is installed.
fn packages(home: &Path) -> anyhow::Result<PathBuf> {
    let (copy, list) = (home.join("packages.txt"), std::fs::read(root().join(PACKAGES))?);
    if std::fs::read(&copy).ok().as_ref() != Some(&list) {
        eprint_line("installing the client packages of vendors from PyPI");
        python(home, PACKAGES)?;
        std::fs::write(&copy, list)?;
    }
    Ok(home.join("bin/python"))
}

/// Creates a virtual environment with the packages of a requirements file.
fn python(home: &Path, list: &str) -> anyhow::Result<()> {
    let venv = ["-m", "venv", "--clear", &text(home)];
    execute("python3", &venv, "Python 3.10 or newer with `venv`")?;
    let (pip, list) = (text(&home.join("bin/pip")), text(&root().join(list)));
    let quiet = ["install", "--quiet", "--disable-pip-version-check"];
    execute(&pip, &[&quiet[..], &["--requirement", &list]].concat(), "PyPI")
}

fn prism(home: &Path) -> anyhow::Result<PathBuf> {
    let program = home.join("node_modules/.bin/prism");
    if !has_version(&program, PRISM) {
        eprint_line(&format!("installing Prism {PRISM} from npm"));
        npm(home, &[&format!("@stoplight/prism-cli@{PRISM}")])?;
    }
    Ok(program)
}

/// Installs packages from npm into a folder.
pub(super) fn npm(home: &Path, packages: &[&str]) -> anyhow::Result<()> {
    let prefix = text(home);
    let quiet = ["--silent", "--no-audit", "--no-fund", "--before", BEFORE];
    let arguments = [&["install", "--prefix", &prefix][..], &quiet, packages].concat();
    execute("npm", &arguments, "npm of Node.js 18 or newer")
}

/// Whether a program is installed in this version.
fn has_version(program: &Path, version: &str) -> bool {
    let mut command = Command::new(program);
    let Ok(mut process) = process::Process::start(command.arg("--version").stdout(Stdio::piped()))
    else {
        return false;
    };
    process.lines_until(ANSWER, |line| line.contains(version)).is_ok()
}

fn execute(program: &str, arguments: &[&str], needs: &str) -> anyhow::Result<()> {
    let status = process::run(Command::new(program).args(arguments), INSTALL);
    let status = status.with_context(|| format!("{needs} is needed"))?;
    if !status.success() {
        bail!("`{program} {}`: {status}; {needs} is needed", arguments.join(" "));
    }
    Ok(())
}

fn text(path: &Path) -> String {
    path.display().to_string()
}
