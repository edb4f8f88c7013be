//! A module for the crate whose build script runs: files below `OUT_DIR`, one to include, and what Cargo must be told.

use std::path::{Path, PathBuf};

use super::{BuildError, Builder};
use crate::config;
use crate::source::FileId;
use crate::write;

impl Builder {
    /// Generates a module for the crate whose build script this is: `OUT_DIR` gets a file of the module's name to
    /// `include!`. Cargo is told which files were read.
    pub fn build(mut self, module: &str) -> Result<(), BuildError> {
        let Some(out) = std::env::var_os("OUT_DIR").map(PathBuf::from) else {
            return Err(BuildError::other(
                "`OUT_DIR` is not set: this is no build script".to_owned(),
            ));
        };
        if !config::is_name(module) {
            return Err(BuildError::other(format!("`{module}` is no name for a module")));
        }
        self.config.embedded = true;
        let lines = self.build_into(module, &out)?;
        for line in lines {
            tell(&line);
        }
        Ok(())
    }

    /// Generates a module below a folder, and answers with what Cargo must be told.
    fn build_into(&self, module: &str, out: &Path) -> Result<Vec<String>, BuildError> {
        let made = self.generate()?;
        let mut lines: Vec<String> = made
            .sources
            .names()
            .filter(|name| self.text.is_none() && !name.contains("://"))
            .map(|name| format!("cargo::rerun-if-changed={name}"))
            .collect();
        if self.text.is_some() {
            lines.push("cargo::rerun-if-changed=build.rs".to_owned());
        }
        let folder = out.join(module);
        let files = match made.files_for(&folder) {
            Ok(files) => files,
            Err(error) => {
                for line in &lines {
                    tell(line);
                }
                return Err(error);
            }
        };
        if made.diagnostics.iter().next().is_some() {
            let (name, found) = (made.sources.name(FileId::ROOT), made.diagnostics.summary());
            lines.push(format!("cargo::warning={name}: {found}; `counterpart check` shows them"));
        }
        let io =
            |error| BuildError::other(format!("{}: cannot be written: {error}", folder.display()));
        write::write(files, &folder).map_err(io)?;
        let root = folder.join("mod.rs").display().to_string();
        let index = format!(
            "// The module that this crate's build script generated.\n\
             #[allow(dead_code, unreachable_pub, unused_imports, clippy::pedantic)]\n\
             #[path = {root:?}]\npub mod {module};\n"
        );
        std::fs::write(out.join(format!("{module}.rs")), index).map_err(io)?;
        Ok(lines)
    }
}

/// A line for Cargo.
fn tell(line: &str) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stdout(), "{line}");
}
