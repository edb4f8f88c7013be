//! Robustness tests for as long as wanted: random changes of documents for the generator, and of messages for generated
//! packages. No input may panic.

use anyhow::Context as _;

use crate::workspace::cargo;

/// The tests: package, target and name.
const TESTS: [(&str, &str, &str); 2] = [
    ("counterpart-stages", "hostile", "no_change_of_a_document_is_too_much"),
    ("counterpart-tests", "garbled", "no_change_of_a_message_is_too_much"),
];

/// Runs each test for some minutes, from a seed on. Returns `false` if one fails.
pub(crate) fn run(minutes: u64, seed: u64) -> anyhow::Result<bool> {
    for (package, target, test) in TESTS {
        let status = cargo()?
            .env("COUNTERPART_FUZZ_MINUTES", minutes.to_string())
            .env("COUNTERPART_FUZZ_SEED", seed.to_string())
            .args(["test", "--package", package, "--test", target, test, "--", "--nocapture"])
            .status()
            .context("cannot run cargo")?;
        if !status.success() {
            return Ok(false);
        }
    }
    Ok(true)
}
