//! Cases and their golden files. A case is a document under `tests/cases/<area>/`. The output of its stage is beside it,
//! in files of the same name with other extensions. A new case is a new file; it needs no Rust.
//!
//! Documents in a directory `parts` are not cases themselves: cases refer to them.
//!
//! With `UPDATE_EXPECT=1`, golden files are written instead of compared; `cargo xtask bless` does that.

use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use expect_test::ExpectFile;

/// The extensions of golden files. Every other YAML, JSON or TOML file is a case.
const GOLDENS: &[&str] = &["tree.json", "stderr", "api", "names", "rs", "txt"];

/// A document under `tests/cases/`.
#[derive(Debug, Clone)]
pub struct Case {
    /// Its path below the directory of its area.
    pub name: String,
    /// Its path.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
}

impl Case {
    /// Its golden file with this extension.
    fn golden(&self, extension: &str) -> PathBuf {
        self.path.with_extension(extension)
    }
}

/// The output of a stage for a case: a text for each extension of a golden file. An empty text has no file.
pub type Outputs = Vec<(&'static str, String)>;

/// The directory of an area.
pub fn folder(area: &str) -> PathBuf {
    crate::document::root().join("tests/cases").join(area)
}

/// Returns the cases of an area, in the order of their paths.
///
/// # Panics
///
/// Panics if there is no case, or if one cannot be read.
pub fn cases(area: &str) -> Vec<Case> {
    let folder = folder(area);
    let mut found = Vec::new();
    for path in
        files(&folder).into_iter().filter(|path| is_document(path) && !is_part(path, &folder))
    {
        let name = path.strip_prefix(&folder).unwrap_or(&path).display().to_string();
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
        found.push(Case { name, path, text });
    }
    assert!(!found.is_empty(), "there is no case in {}", folder.display());
    found
}

/// Compares the output of `produce` for every case of an area with the golden files.
///
/// # Panics
///
/// Panics if any output differs from its golden file, or if a golden file belongs to no case. The message names all of
/// them.
pub fn check(area: &str, produce: impl Fn(&Case) -> Outputs) {
    let is_updating = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut wrong = Vec::new();
    let mut known = BTreeSet::new();
    for case in cases(area) {
        known.insert(case.path.clone());
        let produced = catch_unwind(AssertUnwindSafe(|| produce(&case)));
        let Ok(outputs) = produced else {
            wrong.push(format!(
                "{}: the stage panicked or failed an assertion, see above",
                case.name
            ));
            continue;
        };
        for (extension, text) in outputs.into_iter().filter(|(_, text)| !text.is_empty()) {
            let path = case.golden(extension);
            known.insert(path.clone());
            if !is_same(&path, &text) {
                wrong.push(format!("{}: differs from its golden file `.{extension}`", case.name));
            }
        }
    }
    let folder = folder(area);
    let is_unknown = |path: &PathBuf| !known.contains(path) && !is_part(path, &folder);
    for path in files(&folder).into_iter().filter(is_unknown) {
        if is_updating && is_golden(&path) {
            fs::remove_file(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        } else {
            wrong.push(format!("{}: belongs to no case", path.display()));
        }
    }
    assert!(
        wrong.is_empty(),
        "{}\nto accept the new output, run: cargo xtask bless",
        wrong.join("\n")
    );
}

/// Compares a text with its golden file, or writes the file.
fn is_same(path: &Path, text: &str) -> bool {
    let golden = ExpectFile { path: path.to_owned(), position: file!() };
    catch_unwind(AssertUnwindSafe(|| golden.assert_eq(text))).is_ok()
}

fn is_document(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    matches!(extension, Some("yaml" | "json" | "toml")) && !is_golden(path)
}

/// Whether a file is in a directory `parts` below the directory of its area.
fn is_part(path: &Path, folder: &Path) -> bool {
    let inside = path.strip_prefix(folder).unwrap_or(path);
    inside.components().any(|part| part.as_os_str() == "parts")
}

/// Returns the documents that a case can refer to: names below the directory of its area, and texts.
pub fn parts(case: &Case) -> Vec<(String, String)> {
    let depth = Path::new(&case.name).components().count();
    let Some(folder) = case.path.ancestors().nth(depth) else { return Vec::new() };
    let parts = files(folder).into_iter().filter(|path| is_part(path, folder));
    let named = parts.filter_map(|path| {
        let name = path.strip_prefix(folder).ok()?.display().to_string();
        Some((name, fs::read_to_string(&path).ok()?))
    });
    named.collect()
}

fn is_golden(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    GOLDENS.iter().any(|extension| name.ends_with(&format!(".{extension}")))
}

/// Returns every file below a directory, in the order of their paths.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() { waiting.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}
