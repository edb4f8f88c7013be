//! The guide of `docs/`: writes its generated parts, checks its links and builds it with mdBook.

mod links;

use std::process::Command;

use anyhow::Context as _;

use crate::output::{eprint_line, print_line};
use crate::workspace::{cargo, root, target};

/// Writes what is generated, or with `check` compares it; checks the links and builds the book. `false` when something
/// is stale, a link is dead or the book does not build.
pub(crate) fn run(check: bool) -> anyhow::Result<bool> {
    let fresh = generated(check)?;
    let alive = links::run()?;
    Ok(fresh && alive && build()?)
}

/// Writes the generated parts of the guide, or with `check` compares them. Golden tests of the generator make them.
fn generated(check: bool) -> anyhow::Result<bool> {
    let mut command = cargo()?;
    command.args(["test", "--quiet", "--package", "counterpart-generator"]);
    command.args(["--test", "guide", "--test", "formats"]);
    if !check {
        command.env("UPDATE_EXPECT", "1");
    }
    let fresh = command.status().context("cargo")?.success();
    if !fresh {
        eprint_line("the guide is not up to date: run `cargo xtask docs`");
    }
    Ok(fresh)
}

/// Builds the book, where `mdbook` is installed.
fn build() -> anyhow::Result<bool> {
    let installed = Command::new("mdbook").arg("--version").output();
    if !installed.is_ok_and(|output| output.status.success()) {
        eprint_line("mdbook is not installed: the book is not built");
        eprint_line("help: cargo install mdbook --locked --no-default-features --features search");
        return Ok(true);
    }
    let folder = target()?.join("book");
    let status = Command::new("mdbook")
        .arg("build")
        .arg(root().join("docs"))
        .arg("--dest-dir")
        .arg(&folder)
        .status()
        .context("mdbook")?;
    if status.success() {
        print_line(&format!("the book is built: open {}", folder.join("index.html").display()));
    }
    Ok(status.success())
}
