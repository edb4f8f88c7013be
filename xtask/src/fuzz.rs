//! Robustness tests for as long as wanted: random changes of documents for the generator, of messages for generated
//! packages, and of JSON texts for the reader. No input may panic, and JSON is read as `serde_json` reads it.

use anyhow::Context as _;

use crate::workspace::cargo;

/// The tests: package, target and name.
const TESTS: [(&str, &str, &str); 2] = [
    ("counterpart-stages", "hostile", "no_change_of_a_document_is_too_much"),
    ("counterpart-tests", "garbled", "no_change_of_a_message_is_too_much"),
];

/// Runs each test for some minutes, or for so many texts, from a seed on. Returns `false` if one fails.
pub(crate) fn run(minutes: u64, texts: u64, seed: u64) -> anyhow::Result<bool> {
    for (package, target, test) in TESTS.into_iter().filter(|_| minutes > 0) {
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
    read(texts, seed)
}

/// Compares the JSON reader with `serde_json` on this many changed texts. Optimized: there are many texts, and each is short.
fn read(texts: u64, seed: u64) -> anyhow::Result<bool> {
    let status = cargo()?
        .env("COUNTERPART_FUZZ_TEXTS", texts.to_string())
        .env("COUNTERPART_FUZZ_SEED", seed.to_string())
        .args([
            "test",
            "--package",
            "counterpart-wire",
            "--test",
            "json",
            "--profile",
            "fuzz",
            "changed",
        ])
        .args(["--", "--nocapture"])
        .status()
        .context("cannot run cargo")?;
    Ok(status.success())
}
