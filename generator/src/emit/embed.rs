//! A package becomes a module of another crate: its root is `mod.rs`, and what was named from the root of the crate is
//! named from the file that names it.

use crate::files::Files;

/// The files of the module, relative to its folder.
pub(super) fn embed(files: &Files) -> Files {
    let mut module = Files::default();
    for (path, text) in files.iter() {
        let Some(path) = path.strip_prefix("src/") else { continue };
        let place = if path == "lib.rs" { "mod.rs" } else { path };
        let up = "super::".repeat(path.split('/').count());
        // Only at the begin of a line is it code: a literal has no line breaks, and comments begin with a slash.
        let lines = text.lines().map(|line| match line.trim_start().strip_prefix("use crate::") {
            Some(rest) => {
                let indent = line.len() - line.trim_start().len();
                format!("{}use {up}{rest}\n", line.get(..indent).unwrap_or_default())
            }
            None => format!("{line}\n"),
        });
        module.insert(place, lines.collect::<String>());
    }
    module
}
