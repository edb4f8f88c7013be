//! All that continuous integration does, one step after the other; the first that fails ends it.

use std::process::Command;
use std::time::Instant;

use anyhow::Context as _;

use crate::{codegen, conformance, package, root, say, tell, tidy};

/// The steps that are other programs, with their arguments.
const BEFORE: &[&[&str]] = &[
    &["cargo", "fmt", "--all", "--check"],
    &["cargo", "clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"],
    &["cargo", "clippy", "-p", "counterpart-wire", "--", "-D", "warnings"],
    &["cargo", "clippy", "-p", "counterpart-wire", "--features", "client", "--", "-D", "warnings"],
    &["cargo", "clippy", "-p", "counterpart-wire", "--features", "server", "--", "-D", "warnings"],
];

const AFTER: &[&[&str]] = &[&["cargo", "test", "--workspace"]];

/// Two versions of a crate are worth a line, not the tree of all who need them.
const DENY: [&str; 8] = [
    "cargo",
    "deny",
    "--workspace",
    "check",
    "--hide-inclusion-graph",
    "bans",
    "licenses",
    "sources",
];

/// The folders of documents that others wrote, with the options of `corpus`. Documents of less than 900 KiB have their
/// laws tried, too: most, and not those that take minutes to compile.
const OTHERS: [(&str, &[&str]); 5] = [
    ("corpus", &[]),
    ("corpus", &["--laws", "--below", "900", "--json", "target/corpus/laws.json"]),
    ("corpus-multifile", &[]),
    ("corpus-small", &["--faulty"]),
    ("negative", &["--faulty"]),
];

/// Runs every step.
pub(crate) fn run() -> anyhow::Result<bool> {
    for step in BEFORE {
        if !external(step, &[])? {
            return Ok(false);
        }
    }
    if !named("codegen --check", || codegen::run(&[], true))? || !named("tidy", tidy::run)? {
        return Ok(false);
    }
    for end in ["client", "server"] {
        for package in ["arcee-api", "arcanna-api"] {
            let alone =
                ["cargo", "clippy", "-p", package, "--no-default-features", "--features", end];
            if !external(&[&alone[..], &["--", "-D", "warnings"]].concat(), &[])? {
                return Ok(false);
            }
        }
    }
    for step in AFTER {
        if !external(step, &[])? {
            return Ok(false);
        }
    }
    if !named("package", package::run)? || !named("conformance", conforms)? {
        return Ok(false);
    }
    let doc = ["cargo", "doc", "--workspace", "--all-features", "--no-deps"];
    if !external(&doc, &[("RUSTDOCFLAGS", "-D warnings")])? {
        return Ok(false);
    }
    Ok(deny()? && others()?)
}

/// The documents that others wrote, where they lie beside the repository: all are generated and compiled, and what
/// is wrong with the wrong ones is said. Each step is a program of its own, since the tests have built the chores anew.
fn others() -> anyhow::Result<bool> {
    if !root().join("../shared/corpus").is_dir() {
        say("there is no ../shared/corpus: no document of others is generated");
        return Ok(true);
    }
    let jobs = std::thread::available_parallelism().map_or(1, |all| all.get().min(2)).to_string();
    // What a document breaks, the others may break too: all are tried.
    let mut well = true;
    for (folder, options) in OTHERS {
        let folder = format!("../shared/{folder}");
        if root().join(&folder).is_dir() {
            let corpus = ["cargo", "xtask", "corpus", &folder, "--jobs", &jobs];
            well &= external(&[&corpus[..], options].concat(), &[])?;
        }
    }
    Ok(well)
}

fn named(name: &str, step: impl FnOnce() -> anyhow::Result<bool>) -> anyhow::Result<bool> {
    say(&format!("── {name}"));
    let well = step()?;
    if !well {
        say(&format!("failed: {name}"));
    }
    Ok(well)
}

fn external(step: &[&str], environment: &[(&str, &str)]) -> anyhow::Result<bool> {
    let line = step.join(" ");
    named(&line, || {
        let begun = Instant::now();
        let (program, arguments) = step.split_first().context("a step has a program")?;
        let status = Command::new(program)
            .args(arguments)
            .envs(environment.iter().copied())
            .current_dir(root())
            .status()
            .with_context(|| line.clone())?;
        tell(&format!("{line}: {status} in {} s", begun.elapsed().as_secs()));
        Ok(status.success())
    })
}

/// What tools of others find, where these can be installed.
fn conforms() -> anyhow::Result<bool> {
    let wish = conformance::Wish::all();
    if let Err(why) = conformance::prepare(&wish) {
        let what =
            "Schemathesis, Prism and the client packages of vendors cannot be installed here";
        say(&format!("{what}: their step is left out\n{why:#}"));
        return Ok(true);
    }
    let begun = Instant::now();
    let well = conformance::run(&wish)?;
    tell(&format!("conformance: {} s", begun.elapsed().as_secs()));
    Ok(well)
}

/// The policy on licences and sources, where `cargo-deny` is installed.
fn deny() -> anyhow::Result<bool> {
    let installed = Command::new("cargo").args(["deny", "--version"]).output();
    if !installed.is_ok_and(|output| output.status.success()) {
        say("cargo-deny is not installed: `cargo install cargo-deny --locked`");
        return Ok(true);
    }
    external(&DENY, &[])
}
