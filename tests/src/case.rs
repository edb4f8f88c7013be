//! Cases and their goldens. A case is a document under `cases/<area>/`; what a stage makes of it stands beside it,
//! under the same name with another extension. A new case is a new file and no Rust.
//!
//! Documents below a folder `parts` are no cases: cases refer to them.
//!
//! With `UPDATE_EXPECT=1` goldens are written instead of compared; `cargo xtask bless` does that.

use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use expect_test::ExpectFile;

/// What goldens end with; everything else under `cases/` that is YAML, JSON or TOML is a case.
const GOLDENS: &[&str] = &["tree.json", "stderr", "api", "names", "rs", "txt"];

/// A document under `cases/`.
#[derive(Debug, Clone)]
pub struct Case {
    /// Its path below the folder of its area.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
}

impl Case {
    /// Its golden with this extension.
    fn golden(&self, extension: &str) -> PathBuf {
        self.path.with_extension(extension)
    }
}

/// What a stage makes of a case: texts by the extension of their golden. An empty text has no golden.
pub type Outputs = Vec<(&'static str, String)>;

/// The folder of an area.
pub fn folder(area: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(area)
}

/// The cases of an area, by name.
///
/// # Panics
///
/// When there is none, or one cannot be read: a harness that finds nothing tests nothing.
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

/// Compares what `produce` makes of every case of an area with the goldens.
///
/// # Panics
///
/// When any case differs, or a golden belongs to no case. All of them are named, each with its difference.
pub fn check(area: &str, produce: impl Fn(&Case) -> Outputs) {
    let updating = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut wrong = Vec::new();
    let mut known = BTreeSet::new();
    for case in cases(area) {
        known.insert(case.path.clone());
        let made = catch_unwind(AssertUnwindSafe(|| produce(&case)));
        let Ok(outputs) = made else {
            wrong.push(format!(
                "{}: the stage panicked, or found what a case must not have",
                case.name
            ));
            continue;
        };
        for (extension, text) in outputs.into_iter().filter(|(_, text)| !text.is_empty()) {
            let path = case.golden(extension);
            known.insert(path.clone());
            if !same(&path, &text) {
                wrong.push(format!("{}: differs from its golden `.{extension}`", case.name));
            }
        }
    }
    let whole = folder(area);
    let is_left = |path: &PathBuf| !known.contains(path) && !is_part(path, &whole);
    for path in files(&whole).into_iter().filter(is_left) {
        if updating && is_golden(&path) {
            fs::remove_file(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        } else {
            wrong.push(format!("{}: belongs to no case", path.display()));
        }
    }
    assert!(
        wrong.is_empty(),
        "{}\nif that is as it should be: cargo xtask bless",
        wrong.join("\n")
    );
}

/// Compares a text with its golden, or writes it.
fn same(path: &Path, text: &str) -> bool {
    let golden = ExpectFile { path: path.to_owned(), position: file!() };
    catch_unwind(AssertUnwindSafe(|| golden.assert_eq(text))).is_ok()
}

fn is_document(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    matches!(extension, Some("yaml" | "json" | "toml")) && !is_golden(path)
}

/// Whether a document of the folder of an area is there to be referred to. What is above does not matter.
fn is_part(path: &Path, folder: &Path) -> bool {
    let inside = path.strip_prefix(folder).unwrap_or(path);
    inside.components().any(|part| part.as_os_str() == "parts")
}

/// The documents that the cases of an area may refer to, by their names below its folder.
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

/// Every file below a folder, by path.
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
