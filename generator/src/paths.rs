//! Paths by their text alone: what a path of one folder is, seen from another.

use std::path::{Component, Path, PathBuf};

/// `path`, which is seen from `folder`, as it is seen from `from`; with `/` between its parts.
pub(crate) fn seen_from(from: &Path, folder: &Path, path: &str) -> String {
    let plain = Path::new(path);
    if plain.is_absolute() {
        return path.to_owned();
    }
    let (Some(from), Some(to)) = (whole(from), whole(&folder.join(plain))) else {
        return path.to_owned();
    };
    let (from, to): (Vec<_>, Vec<_>) = (from.components().collect(), to.components().collect());
    let same = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
    let up = from.iter().skip(same).map(|_| "..".to_owned());
    let down = to.iter().skip(same).map(|part| part.as_os_str().to_string_lossy().into_owned());
    let parts: Vec<String> = up.chain(down).collect();
    if parts.is_empty() { ".".to_owned() } else { parts.join("/") }
}

/// An absolute path without `.` and `..`.
fn whole(path: &Path) -> Option<PathBuf> {
    let path = std::path::absolute(path).ok()?;
    let mut whole = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                whole.pop();
            }
            Component::CurDir => {}
            part => whole.push(part),
        }
    }
    Some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_seen_from_elsewhere() {
        let see = |from, path| seen_from(Path::new(from), Path::new("/a/b"), path);
        assert_eq!(see("/a/b/out", "wire"), "../wire");
        assert_eq!(see("/a/b/out/api", "../c/wire"), "../../../c/wire");
        assert_eq!(see("/a/b", "."), ".");
        assert_eq!(see("/a/b", "/x"), "/x");
    }
}
