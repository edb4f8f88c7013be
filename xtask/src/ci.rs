//! Continuous integration: runs all checks, one after the other, and stops at the first that fails.

use std::process::Command;
use std::time::Instant;

use anyhow::Context as _;

use crate::conformance::ConformanceOptions;
use crate::output::{eprint_line, print_line};
use crate::workspace::{cargo, root, target};
use crate::{codegen, conformance, docs, package, tidy};

/// Format and lints: arguments of Cargo.
const LINTS: &[&[&str]] = &[
    &["fmt", "--all", "--check"],
    &["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"],
    &["clippy", "-p", "counterpart-wire", "--", "-D", "warnings"],
    &["clippy", "-p", "counterpart-wire", "--features", "client", "--", "-D", "warnings"],
    &["clippy", "-p", "counterpart-wire", "--features", "server", "--", "-D", "warnings"],
];

/// The arguments of `cargo deny`. An inclusion graph for each duplicate would hide the findings.
const DENY: [&str; 7] =
    ["deny", "--workspace", "check", "--hide-inclusion-graph", "bans", "licenses", "sources"];

/// Directories of documents in `../shared`, with options of `corpus`. The round-trip properties are tested for documents
/// below 900 KiB: that is most of them, without those that take minutes to compile.
const CORPORA: [(&str, &[&str]); 5] = [
    ("corpus", &[]),
    ("corpus", &["--roundtrip", "--below", "900"]),
    ("corpus-multifile", &[]),
    ("corpus-small", &["--faulty"]),
    ("negative", &["--faulty"]),
];

/// Runs all checks. Returns `false` if one fails.
pub(crate) fn run() -> anyhow::Result<bool> {
    for arguments in LINTS {
        if !run_cargo(arguments, &[])? {
            return Ok(false);
        }
    }
    if !minimum_rust_version()?
        || !step("codegen --check", || codegen::run(&[], true))?
        || !step("tidy", tidy::run)?
        || !step("docs --check", || docs::run(true))?
        || !single_ends()?
        || !run_cargo(&["test", "--workspace"], &[])?
        || !step("attack --quick", run_attack)?
        || !step("package", package::run)?
        || !step("conformance", run_conformance)?
    {
        return Ok(false);
    }
    let doc = ["doc", "--workspace", "--all-features", "--no-deps"];
    Ok(run_cargo(&doc, &[("RUSTDOCFLAGS", "-D warnings")])? && deny()? && corpora()?)
}

/// The attacks use signals, descriptors and access rights of Unix.
fn run_attack() -> anyhow::Result<bool> {
    #[cfg(unix)]
    return crate::attack::run(&crate::attack::AttackOptions::quick());
    #[cfg(not(unix))]
    {
        eprint_line("skipped: the attacks need Unix");
        Ok(true)
    }
}

/// Whether published and generated packages use only items of the `rust-version` in their manifest. Clippy compares it with
/// the version in which each item of the standard library became stable.
fn minimum_rust_version() -> anyhow::Result<bool> {
    let mut arguments = vec!["clippy".to_owned(), "--lib".to_owned(), "--all-features".to_owned()];
    let mut packages = vec!["counterpart-wire".to_owned(), "counterpart-generator".to_owned()];
    let generated = root().join("generated");
    for entry in std::fs::read_dir(&generated).with_context(|| generated.display().to_string())? {
        packages.push(format!("{}-api", entry?.file_name().to_string_lossy()));
    }
    packages.sort();
    arguments.extend(packages.into_iter().flat_map(|name| ["-p".to_owned(), name]));
    arguments.extend(["--", "-D", "clippy::incompatible_msrv"].map(str::to_owned));
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    run_cargo(&arguments, &[])
}

/// Lints generated packages with the client alone and the server alone.
fn single_ends() -> anyhow::Result<bool> {
    for end in ["client", "server"] {
        for package in ["arcee-api", "arcanna-api"] {
            let features = ["clippy", "-p", package, "--no-default-features", "--features", end];
            if !run_cargo(&[&features[..], &["--", "-D", "warnings"]].concat(), &[])? {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

/// Generates and compiles the documents of `../shared`, if that directory exists. Each run is a process of its own, because
/// the tests have rebuilt this command.
fn corpora() -> anyhow::Result<bool> {
    if !root().join("../shared/corpus").is_dir() {
        eprint_line("skipped: there is no ../shared/corpus");
        return Ok(true);
    }
    let jobs = std::thread::available_parallelism().map_or(1, |all| all.get().min(2)).to_string();
    let results = target()?.join("corpus/roundtrip.json").display().to_string();
    // All of them run: a change can break documents of several directories.
    let mut passed = true;
    for (directory, options) in CORPORA {
        let directory = format!("../shared/{directory}");
        if root().join(&directory).is_dir() {
            let mut arguments = vec!["xtask", "corpus", &directory, "--jobs", &jobs];
            arguments.extend(options);
            if options.contains(&"--roundtrip") {
                arguments.extend(["--json", &results]);
            }
            passed &= run_cargo(&arguments, &[])?;
        }
    }
    Ok(passed)
}

fn step(name: &str, step: impl FnOnce() -> anyhow::Result<bool>) -> anyhow::Result<bool> {
    eprint_line(&format!("── {name}"));
    let begun = Instant::now();
    let passed = step()?;
    let outcome = if passed { "passed" } else { "failed" };
    print_line(&format!("{name}: {outcome} in {} s", begun.elapsed().as_secs()));
    Ok(passed)
}

fn run_cargo(arguments: &[&str], environment: &[(&str, &str)]) -> anyhow::Result<bool> {
    let line = format!("cargo {}", arguments.join(" "));
    step(&line, || {
        let mut command = cargo()?;
        command.args(arguments).envs(environment.iter().copied());
        Ok(command.status().with_context(|| line.clone())?.success())
    })
}

/// Runs the conformance tests, if their tools can be installed.
fn run_conformance() -> anyhow::Result<bool> {
    let options = ConformanceOptions::all();
    if let Err(error) = conformance::prepare(&options) {
        eprint_line(&format!("skipped: the tools cannot be installed: {error:#}"));
        return Ok(true);
    }
    conformance::run(&options)
}

/// Checks licences and sources of dependencies, if `cargo-deny` is installed.
fn deny() -> anyhow::Result<bool> {
    let installed = Command::new("cargo").args(["deny", "--version"]).output();
    if !installed.is_ok_and(|output| output.status.success()) {
        eprint_line(
            "skipped: cargo-deny is not installed, run `cargo install cargo-deny --locked`",
        );
        return Ok(true);
    }
    run_cargo(&DENY, &[])
}
