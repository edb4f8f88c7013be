//! Runs the tests that guard some stages, and nothing else.

use std::time::Instant;

use anyhow::Context as _;

use crate::output::{eprint_line, print_line};
use crate::stage::Stage;
use crate::workspace::cargo;

/// The generator and its tests. Every call names both packages, with the same features, so that Cargo compiles the generator
/// once for all of them.
const GENERATOR: [&str; 5] = [
    "--package",
    "counterpart-generator",
    "--package",
    "counterpart-stages",
    "--no-default-features",
];

/// Runs the tests of these stages. Returns `false` if one fails.
pub(crate) fn run(stages: &[Stage]) -> anyhow::Result<bool> {
    let begun = Instant::now();
    let (mut units, mut targets, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for stage in stages {
        let tests = stage.tests();
        units.extend_from_slice(tests.units);
        targets.extend(tests.targets.iter().flat_map(|target| ["--test", target]));
        others.extend_from_slice(tests.others);
    }
    let mut passed = true;
    if !units.is_empty() {
        passed &= unit_tests(&units, false)?;
    }
    if !targets.is_empty() {
        passed &= test(&[&GENERATOR[..], &targets].concat(), false)?;
    }
    for arguments in others {
        passed &= test(arguments, false)?;
    }
    let names: Vec<String> = stages.iter().map(|stage| stage.name()).collect();
    let outcome = if passed { "passed" } else { "failed" };
    print_line(&format!("{}: {outcome} in {} s", names.join(", "), begun.elapsed().as_secs()));
    Ok(passed)
}

/// Runs the unit tests of the generator and the golden tests that have one of the filters in their path. With `bless`, golden
/// files are written instead of compared.
pub(crate) fn unit_tests(filters: &[&str], bless: bool) -> anyhow::Result<bool> {
    test(&[&GENERATOR[..], &["--lib", "--"], filters].concat(), bless)
}

fn test(arguments: &[&str], bless: bool) -> anyhow::Result<bool> {
    eprint_line(&format!("cargo test {}", arguments.join(" ")));
    let mut command = cargo()?;
    command.args(["test", "--quiet", "--no-fail-fast"]).args(arguments);
    if bless {
        command.env("UPDATE_EXPECT", "1");
    }
    Ok(command.status().context("cannot run cargo")?.success())
}
