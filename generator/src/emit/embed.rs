//! Turns the files of a package into a module of another crate: `lib.rs` becomes `mod.rs`, and imports that start with
//! `crate::` become relative to the file.

/// Returns the path of a file within the module, or `None` if the file is not part of it.
pub(super) fn path(path: &str) -> Option<&str> {
    let inside = path.strip_prefix("src/")?;
    Some(if inside == "lib.rs" { "mod.rs" } else { inside })
}

/// Returns the text of a file within the module. `path` is its path in the package.
pub(super) fn text(path: &str, text: &str) -> String {
    let depth = path.split('/').count() - 1;
    let up = "super::".repeat(depth);
    // A line that starts with `use` is code: string literals contain no line breaks, and comments start with a slash.
    let lines = text.lines().map(|line| match line.trim_start().strip_prefix("use crate::") {
        Some(rest) => {
            let indent = line.len() - line.trim_start().len();
            format!("{}use {up}{rest}\n", line.get(..indent).unwrap_or_default())
        }
        None => format!("{line}\n"),
    });
    lines.collect()
}
