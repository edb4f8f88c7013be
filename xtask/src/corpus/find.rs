//! The documents of a folder: every file below it that begins like one. What such files refer to has no version
//! of its own and is none.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

/// A document.
#[derive(Debug)]
pub(crate) struct Found {
    /// Its path below the folder, with dashes for slashes, without its ending.
    pub(crate) name: String,
    /// Where it is.
    pub(crate) path: PathBuf,
    /// What it says that it is, such as `3.1.0`.
    pub(crate) version: String,
    /// How long its text is, in bytes.
    pub(crate) bytes: u64,
}

/// The documents of `folder` in the order of their names; of a single file, that one.
pub(crate) fn documents(folder: &Path) -> anyhow::Result<Vec<Found>> {
    let mut found = Vec::new();
    if folder.is_file() {
        let parent = folder.parent().unwrap_or(folder);
        found.extend(document(parent, folder)?);
    } else {
        walk(folder, folder, &mut found)?;
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    let names: Vec<String> = found.iter().map(|found| found.name.clone()).collect();
    for document in &mut found {
        // The same document as JSON and as YAML.
        if names.iter().filter(|name| **name == document.name).count() > 1 {
            let ending = document.path.extension().unwrap_or_default().to_string_lossy();
            document.name = format!("{}-{ending}", document.name);
        }
    }
    Ok(found)
}

fn walk(root: &Path, folder: &Path, found: &mut Vec<Found>) -> anyhow::Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            walk(root, &path, found)?;
        } else {
            found.extend(document(root, &path)?);
        }
    }
    Ok(())
}

fn document(root: &Path, path: &Path) -> anyhow::Result<Option<Found>> {
    let ending = path.extension().unwrap_or_default();
    if !["json", "yaml", "yml"].iter().any(|known| ending == *known) {
        return Ok(None);
    }
    let text = fs::read(path).with_context(|| path.display().to_string())?;
    let Some(version) = version(&String::from_utf8_lossy(&text)) else { return Ok(None) };
    let name = path.strip_prefix(root).unwrap_or(path).with_extension("");
    let name = name.to_string_lossy().replace(['/', '\\'], "-");
    let bytes = u64::try_from(text.len()).unwrap_or(u64::MAX);
    Ok(Some(Found { name, path: path.to_owned(), version, bytes }))
}

/// The version of the outermost object: the least indented key of its name. A document is not parsed for it:
/// those with faults have one too.
fn version(text: &str) -> Option<String> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let keys = ["openapi", "swagger"];
    let of_line = |line: &str| {
        let bare = line.trim_start().trim_start_matches(['{', ' ']);
        let (key, value) = bare.split_once(':')?;
        keys.contains(&key.trim().trim_matches(['"', '\''])).then(|| {
            let value = value.trim().split([',', ' ', '}']).next().unwrap_or_default();
            value.trim_matches(['"', '\'']).to_owned()
        })
    };
    let lines = text.lines().filter(|line| indent(line) <= 4);
    let found = lines.filter_map(|line| Some((indent(line), of_line(line)?)));
    let least = found.min_by_key(|(indent, _)| *indent).map(|(_, version)| version);
    // All on one line.
    least
        .or_else(|| {
            let single = text.lines().count() < 4;
            let at = keys.iter().find_map(|key| text.find(&format!("\"{key}\"")))?;
            single.then(|| of_line(text.get(at..)?)).flatten()
        })
        .filter(|version| version.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::version;

    #[test]
    fn a_version_is_found_without_parsing() {
        for (text, expected) in [
            ("openapi: 3.1.0\ninfo: {}", Some("3.1.0")),
            ("# a comment\n'swagger': \"2.0\"\n", Some("2.0")),
            ("{\n  \"info\": {},\n  \"openapi\": \"3.0.3\"\n}", Some("3.0.3")),
            ("{\"info\":{},\"openapi\":\"3.0.3\",\"paths\":{}}", Some("3.0.3")),
            ("type: object\nproperties:\n  openapi: {type: string}", None),
        ] {
            assert_eq!(version(text).as_deref(), expected, "{text}");
        }
    }
}
