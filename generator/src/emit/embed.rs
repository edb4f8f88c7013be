//! A package becomes a module of another crate: its root is `mod.rs`, and what was named from the root of the crate is
//! named from the file that names it.

/// Returns the path of a file in the folder of the module. A file that is no part of the module has none.
pub(super) fn path(path: &str) -> Option<&str> {
    let inside = path.strip_prefix("src/")?;
    Some(if inside == "lib.rs" { "mod.rs" } else { inside })
}

/// Returns the text of a file in the folder of the module. Its path is the one in the package.
pub(super) fn text(path: &str, text: &str) -> String {
    let depth = path.split('/').count() - 1;
    let up = "super::".repeat(depth);
    // Only at the start of a line is it code: string literals have no line breaks, and comments begin with a slash.
    let lines = text.lines().map(|line| match line.trim_start().strip_prefix("use crate::") {
        Some(rest) => {
            let indent = line.len() - line.trim_start().len();
            format!("{}use {up}{rest}\n", line.get(..indent).unwrap_or_default())
        }
        None => format!("{line}\n"),
    });
    lines.collect()
}
