//! Where `counterpart.toml` is: beside the document, or above it.

use std::path::{Path, PathBuf};

/// What the file is called.
pub const FILE: &str = "counterpart.toml";

/// The nearest file of that name in a folder or above it, as far as the repository goes.
pub fn find(folder: &Path) -> Option<PathBuf> {
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let file = here.join(FILE);
    if file.is_file() {
        let plain = folder.join(FILE);
        return Some(if plain.is_file() { plain } else { file });
    }
    let whole = std::path::absolute(here).ok()?;
    let mut below = whole.as_path();
    while let Some(above) = below.parent() {
        // What is above a repository belongs to somebody else.
        if below.join(".git").exists() {
            return None;
        }
        let file = above.join(FILE);
        if file.is_file() {
            return Some(file);
        }
        below = above;
    }
    None
}
