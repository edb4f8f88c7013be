//! Generates two modules of this crate: one with a settings file, one without.

use counterpart_generator::{BuildError, Builder};

fn main() -> Result<(), BuildError> {
    Builder::from_file("counterpart.toml")?.build("zoo")?;
    Builder::new("plain.yaml").build("plain")
}
