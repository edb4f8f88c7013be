//! Compares the generated parts of the guide in `docs/src/` with what the generator does. With `UPDATE_EXPECT=1` these parts
//! are written instead; `cargo xtask docs` does that.

mod commands;
mod diagnostics;

use std::path::PathBuf;

use expect_test::ExpectFile;

/// The folder of the repository.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A page of the guide, as a golden file.
fn page(name: &str) -> ExpectFile {
    ExpectFile { path: root().join("docs/src").join(name), position: file!() }
}
