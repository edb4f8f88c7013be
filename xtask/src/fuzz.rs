//! Changes documents at random places for as long as one likes: whatever comes of it must end in files or findings.

use std::process::Command;

use anyhow::Context as _;

use crate::root;

/// Runs the test that does so, for so many minutes from this seed on.
pub(crate) fn run(minutes: u64, seed: u64) -> anyhow::Result<bool> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .current_dir(root())
        .env("COUNTERPART_FUZZ_MINUTES", minutes.to_string())
        .env("COUNTERPART_FUZZ_SEED", seed.to_string())
        .args(["test", "--package", "counterpart-tests", "--test", "hostile"])
        .args(["no_change_of_a_document", "--", "--nocapture"])
        .status()
        .context("cargo")?;
    Ok(status.success())
}
