//! Fingerprints of code, by which a file is recognized that is already printed. SHA-256, so that neither the machine
//! nor the version of Rust matters.

use std::fmt::{self, Write as _};

use sha2::{Digest as _, Sha256};

/// The fingerprint of the code that a file is printed from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// Computes the fingerprint of code, part by part, in a layout of this name.
    pub fn of<T: fmt::Display>(layout: &str, code: &[T]) -> Self {
        let mut hash = Sha256::new_with_prefix(layout);
        let mut text = String::new();
        for part in code {
            text.clear();
            // Writing to a `String` cannot fail.
            let _ = write!(text, "\n{part}");
            hash.update(&text);
        }
        Self(hash.finalize().into())
    }

    /// Returns the seal of a text that was printed from this code: 32 hexadecimal digits. Another code has another
    /// seal, and so has a text that somebody edited.
    pub fn seal(&self, text: &str) -> String {
        let hash = Sha256::new().chain_update(self.0).chain_update(text).finalize();
        hash.iter().take(16).fold(String::new(), |mut seal, byte| {
            let _ = write!(seal, "{byte:02x}");
            seal
        })
    }
}
