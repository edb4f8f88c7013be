//! Generates the packages of `generated/`. The work is done by a program of `counterpart-stages`, so that a change of the
//! generator does not rebuild this command.

use anyhow::Context as _;

use crate::workspace::cargo;

/// Generates the packages with these names, or all. With `check`, only compares, and returns `false` if a file is out of
/// date.
pub(crate) fn run(names: &[String], check: bool) -> anyhow::Result<bool> {
    let status = cargo()?
        .args(["run", "--quiet", "--package", "counterpart-stages", "--bin", "codegen", "--"])
        .args(names)
        .args(check.then_some("--check"))
        .status()
        .context("cannot run cargo")?;
    Ok(status.success())
}
