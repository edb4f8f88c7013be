//! Finds `counterpart.toml`: in the folder of the document or above it.

use std::path::{Path, PathBuf};

/// The name of the file.
pub const FILE: &str = "counterpart.toml";

/// Returns the nearest file of that name in a folder or above it, up to the root of the repository.
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
        // Files above the repository do not belong to the project.
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
