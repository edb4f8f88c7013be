//! Generates the whole package of every case under `cases/emit/` and `cases/values/`, as modules that `tests/emitted/`
//! compiles.
//!
//! A golden file shows a part of the generated code; here all of it must compile without a warning of the workspace's lints.

#[allow(unreachable_pub)] // the tests have it too
#[path = "src/composed.rs"]
mod composed;

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use counterpart_generator::diag::Diagnostics;
use counterpart_generator::source::Sources;
use counterpart_generator::{Builder, Config, Files, generate};

fn main() -> io::Result<()> {
    let package = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default()).join("emitted");
    let cases = package.join("cases");
    let (emitted, values) = (cases.join("emit"), cases.join("values"));
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    fs::create_dir_all(&out)?;
    let mut index = String::new();
    let mut rows = String::new();
    let documents = documents(&emitted)?.into_iter().chain(documents(&values)?);
    for path in documents {
        let name = path.strip_prefix(&emitted).or_else(|_| path.strip_prefix(&cases));
        let name = name.unwrap_or(&path).with_extension("");
        let name = name.display().to_string().replace(['/', '\\'], "_");
        let mut text = fs::read_to_string(&path)?;
        if path.starts_with(&values) {
            text = composed::compose(&text);
        }
        match package_of(&path, &text) {
            Ok(files) => {
                let root = write(&out.join(&name), &name, &files)?.display().to_string();
                let path = path.display().to_string();
                let _ = writeln!(index, "#[path = {root:?}]\nmod {name};");
                let _ = writeln!(
                    rows,
                    "({path:?}, {name}::roundtrip::types, {name}::roundtrip::operations),"
                );
            }
            Err(report) => {
                let _ = writeln!(index, "compile_error!({report:?});");
            }
        }
    }
    let _ = writeln!(index, "const PACKAGES: &[Package] = &[{rows}];");
    fs::write(out.join("index.rs"), index)?;
    // The API of the guide's examples.
    Builder::new("petstore.yaml").build("petstore").map_err(io::Error::other)
}

/// Returns the documents below a folder. Cargo runs this script again when one of them changes.
fn documents(folder: &Path) -> io::Result<Vec<PathBuf>> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(documents(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            println!("cargo::rerun-if-changed={}", path.display());
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn package_of(path: &Path, text: &str) -> Result<Files, String> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut sources = Sources::from_text(&name, text);
    let mut diagnostics = Diagnostics::new();
    generate(&mut sources, &Config::default(), &mut diagnostics)
        .ok_or_else(|| diagnostics.render(&sources, false))
}

/// Writes the Rust files of a package below `folder`, with `crate` replaced by the path of the module.
fn write(folder: &Path, name: &str, files: &Files) -> io::Result<PathBuf> {
    for (path, text) in files.iter().filter(|(path, _)| path.starts_with("src/")) {
        let to = folder.join(path);
        fs::create_dir_all(to.parent().unwrap_or(folder))?;
        // At the beginning of a line it is an attribute: string literals have no line breaks, and docs begin with a slash.
        let code = text.lines().filter(|line| !line.starts_with("#[cfg(feature = "));
        let lines = code.map(|line| match line.trim_start().strip_prefix("use crate::") {
            Some(rest) => format!("use crate::{name}::{rest}"),
            None => line.replace("../README.md", "README.md"),
        });
        fs::write(to, lines.collect::<Vec<_>>().join("\n"))?;
    }
    fs::write(folder.join("src/README.md"), "A package of a case.")?;
    Ok(folder.join("src/lib.rs"))
}
