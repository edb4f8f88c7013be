//! Finds the documents of a directory: every YAML or JSON file below it that states an OpenAPI version. A file that is
//! only referred to states none, so it is no document.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

/// An OpenAPI document.
#[derive(Debug)]
pub(crate) struct Document {
    /// Its path below the directory, with dashes for slashes and without its extension.
    pub(crate) name: String,
    /// Its path.
    pub(crate) path: PathBuf,
    /// The version that it states, such as `3.1.0`.
    pub(crate) version: String,
    /// Its size in bytes.
    pub(crate) bytes: u64,
}

/// Returns the documents of a directory, in the order of their paths. A path to a file returns that one document.
pub(crate) fn documents(directory: &Path) -> anyhow::Result<Vec<Document>> {
    let mut found = Vec::new();
    if directory.is_file() {
        let parent = directory.parent().unwrap_or(directory);
        found.extend(document(parent, directory)?);
    } else {
        walk(directory, directory, &mut found)?;
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    let names: Vec<String> = found.iter().map(|found| found.name.clone()).collect();
    for document in &mut found {
        // `api.json` beside `api.yaml`.
        if names.iter().filter(|name| **name == document.name).count() > 1 {
            let extension = document.path.extension().unwrap_or_default().to_string_lossy();
            document.name = format!("{}-{extension}", document.name);
        }
    }
    Ok(found)
}

fn walk(root: &Path, directory: &Path, found: &mut Vec<Document>) -> anyhow::Result<()> {
    for entry in fs::read_dir(directory).with_context(|| directory.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            walk(root, &path, found)?;
        } else {
            found.extend(document(root, &path)?);
        }
    }
    Ok(())
}

fn document(root: &Path, path: &Path) -> anyhow::Result<Option<Document>> {
    let extension = path.extension().unwrap_or_default();
    if !["json", "yaml", "yml"].iter().any(|known| extension == *known) {
        return Ok(None);
    }
    let text = fs::read(path).with_context(|| path.display().to_string())?;
    let Some(version) = version(&String::from_utf8_lossy(&text)) else { return Ok(None) };
    let name = path.strip_prefix(root).unwrap_or(path).with_extension("");
    let name = name.to_string_lossy().replace(['/', '\\'], "-");
    let bytes = u64::try_from(text.len()).unwrap_or(u64::MAX);
    Ok(Some(Document { name, path: path.to_owned(), version, bytes }))
}

/// Returns the version of the outermost object: the value of the least indented `openapi` or `swagger` key. The document
/// is not parsed, because an invalid document has a version too.
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
    // A document on a single line.
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
