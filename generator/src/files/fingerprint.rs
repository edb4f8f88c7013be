//! Fingerprints of code, by which a file is recognized that is already printed. XXH3 with 128 bits has the same result
//! on every machine and with every version of Rust, and costs little beside the code itself.

use std::fmt::{self, Write as _};

use xxhash_rust::xxh3::Xxh3;

/// The fingerprint of the code that a file is printed from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint(u128);

impl Fingerprint {
    /// Computes the fingerprint of code, part by part, in a layout of this name.
    pub fn of<T: fmt::Display>(layout: &str, code: &[T]) -> Self {
        let mut hash = Xxh3::new();
        hash.update(layout.as_bytes());
        let mut text = String::new();
        for part in code {
            text.clear();
            // Writing to a `String` cannot fail.
            let _ = write!(text, "\n{part}");
            hash.update(text.as_bytes());
        }
        Self(hash.digest128())
    }

    /// Returns the seal of a text that was printed from this code: 32 hexadecimal digits. Another code has another
    /// seal, and so has a text that somebody edited.
    pub fn seal(self, text: &str) -> String {
        let mut hash = Xxh3::new();
        hash.update(&self.0.to_le_bytes());
        hash.update(text.as_bytes());
        format!("{:032x}", hash.digest128())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprints_are_the_same_on_every_machine() {
        let code = Fingerprint::of("layout 1", &["struct A ;", "struct B ;"]);
        assert_eq!(code.seal("struct A;\n\nstruct B;\n"), "858b48842575229e46fdd00bc508c3bf");
        assert_ne!(code, Fingerprint::of("layout 2", &["struct A ;", "struct B ;"]));
        assert_ne!(code, Fingerprint::of("layout 1", &["struct A ; struct B ;"]));
        assert_ne!(code.seal("a"), code.seal("b"));
    }
}
