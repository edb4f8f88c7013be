//! Generates two modules of this crate: one by settings, one without any.

use counterpart_generator::{BuildError, Builder};

fn main() -> Result<(), BuildError> {
    Builder::from_file("counterpart.toml")?.build("zoo")?;
    Builder::new("plain.yaml").build("plain")
}
