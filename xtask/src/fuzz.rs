//! Changes documents, and the messages of generated packages, at random places for as long as one likes: whatever
//! comes of it must end in files or findings, in values or errors.

use std::process::Command;

use anyhow::Context as _;

use crate::root;

/// The tests that do so.
const TESTS: [(&str, &str); 2] = [
    ("hostile", "no_change_of_a_document_is_too_much"),
    ("garbled", "no_change_of_a_message_is_too_much"),
];

/// Runs each test for so many minutes from this seed on.
pub(crate) fn run(minutes: u64, seed: u64) -> anyhow::Result<bool> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    for (file, test) in TESTS {
        let status = Command::new(&cargo)
            .current_dir(root())
            .env("COUNTERPART_FUZZ_MINUTES", minutes.to_string())
            .env("COUNTERPART_FUZZ_SEED", seed.to_string())
            .args(["test", "--package", "counterpart-tests", "--test", file])
            .args([test, "--", "--nocapture"])
            .status()
            .context("cargo")?;
        if !status.success() {
            return Ok(false);
        }
    }
    Ok(true)
}
