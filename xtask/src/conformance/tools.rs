//! The tools themselves: installed from `PyPI` and npm, in these versions, into a folder of their own.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, bail};

use super::{Tool, folder};
use crate::say;

const SCHEMATHESIS: &str = "4.32.5";
const PRISM: &str = "5.14.2";

/// The program of a tool, installed if it is not there.
pub(super) fn prepare(tool: Tool) -> anyhow::Result<PathBuf> {
    let folder = folder();
    std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    match tool {
        Tool::Schemathesis => schemathesis(&folder.join("python")),
        Tool::Prism => prism(&folder.join("node")),
    }
}

fn schemathesis(home: &Path) -> anyhow::Result<PathBuf> {
    let program = home.join("bin/schemathesis");
    if !is(&program, SCHEMATHESIS) {
        say(&format!("installing Schemathesis {SCHEMATHESIS} from PyPI"));
        done("python3", &["-m", "venv", &text(home)], "Python 3.10 or newer with `venv`")?;
        let pip = text(&home.join("bin/pip"));
        let package = format!("schemathesis=={SCHEMATHESIS}");
        done(&pip, &["install", "--quiet", "--disable-pip-version-check", &package], "PyPI")?;
    }
    Ok(program)
}

fn prism(home: &Path) -> anyhow::Result<PathBuf> {
    let program = home.join("node_modules/.bin/prism");
    if !is(&program, PRISM) {
        say(&format!("installing Prism {PRISM} from npm"));
        let package = format!("@stoplight/prism-cli@{PRISM}");
        let prefix = text(home);
        let quiet = ["--silent", "--no-audit", "--no-fund"];
        let arguments = [&["install", "--prefix", &prefix][..], &quiet, &[&package]].concat();
        done("npm", &arguments, "npm of Node.js 18 or newer")?;
    }
    Ok(program)
}

/// Whether a program is there, in this version.
fn is(program: &Path, version: &str) -> bool {
    let output = Command::new(program).arg("--version").output();
    output.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains(version))
}

fn done(program: &str, arguments: &[&str], needs: &str) -> anyhow::Result<()> {
    let status = Command::new(program).args(arguments).status();
    let status = status.with_context(|| format!("`{program}`: {needs} is needed"))?;
    if !status.success() {
        bail!("`{program} {}`: {status}; {needs} is needed", arguments.join(" "));
    }
    Ok(())
}

fn text(path: &Path) -> String {
    path.display().to_string()
}
