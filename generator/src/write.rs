//! Writes files to the disk, or compares them with it. Only changed files are written. Files of an earlier run that are
//! no longer generated are removed. Files that a user added stay.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use crate::files::{Files, Fingerprint, Printed};

/// The list of what was generated, so that a later run knows what is its own. Behind the path of a Rust file stands the
/// seal of its code and text, by which a later run knows that it need not be printed again.
const MANIFEST: &str = ".generated";

/// The changes that a run made, or would make.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// New and changed files.
    pub written: Vec<String>,
    /// The number of files that were up to date.
    pub unchanged: usize,
    /// Removed files.
    pub removed: Vec<String>,
}

impl Report {
    /// Returns `true` when the disk was up to date.
    pub fn is_fresh(&self) -> bool {
        self.written.is_empty() && self.removed.is_empty()
    }
}

/// Returns a look-up of the files that an earlier run printed into a folder, for
/// [`emit_changed`](crate::emit::emit_changed). A file that somebody edited since is not found.
pub fn printed(directory: &Path) -> impl Fn(&str, Fingerprint) -> Option<Printed> + Sync {
    let directory: Arc<Path> = directory.into();
    // Without a readable list every file is printed; writing reports what is wrong with the folder.
    let listed = listed(&directory).unwrap_or_default();
    move |path, code| {
        let seal = listed.get(path).filter(|seal| !seal.is_empty())?;
        let text = std::fs::read_to_string(directory.join(path)).ok()?;
        Printed::find(text, seal, code, &directory)
    }
}

/// Returns what [`write()`] would change, without changing anything.
///
/// # Errors
///
/// Fails when a file of the folder cannot be read.
pub fn check(files: Files, directory: &Path) -> io::Result<Report> {
    compare(&with_manifest(files), directory)
}

fn compare(files: &Files, directory: &Path) -> io::Result<Report> {
    let mut report = Report::default();
    if !directory.exists() {
        report.written.extend(files.iter().map(|(path, _)| path.to_owned()));
        return Ok(report);
    }
    for (path, text) in files.iter() {
        if files.is_found_in(path, directory) {
            report.unchanged += 1;
            continue;
        }
        match std::fs::read(directory.join(path)) {
            Ok(found) if found == text.as_bytes() => report.unchanged += 1,
            Ok(_) => report.written.push(path.to_owned()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                report.written.push(path.to_owned());
            }
            Err(error) => return Err(error),
        }
    }
    let listed = listed(directory)?.into_keys();
    let stale = listed.filter(|path| files.get(path).is_none());
    report.removed = stale.filter(|path| directory.join(path).is_file()).collect();
    Ok(report)
}

/// Writes the files into a folder, and removes files that are no longer generated.
///
/// A new package is written next to its place and then moved there as a whole. In an existing package, all changed
/// files are written under temporary names before the first one is renamed. A write that fails leaves the old files.
///
/// # Errors
///
/// Fails when a file or folder cannot be read, written or removed.
pub fn write(files: Files, directory: &Path) -> io::Result<Report> {
    let files = with_manifest(files);
    let report = compare(&files, directory)?;
    if directory.exists() || !create(&files, directory)? {
        replace(&files, &report, directory)?;
    }
    Ok(report)
}

/// Creates the folder with all its files at once. Returns `false` when the temporary name is taken.
fn create(files: &Files, directory: &Path) -> io::Result<bool> {
    if let Some(parent) = directory.parent() {
        std::fs::create_dir_all(parent)?;
    }
    let temporary = beside(directory);
    match std::fs::create_dir(&temporary) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(false),
        Err(error) => return Err(error),
    }
    let mut made = BTreeSet::new();
    let written = files.iter().try_for_each(|(path, text)| {
        let place = temporary.join(path);
        make_parent(&place, &mut made)?;
        std::fs::write(place, text)
    });
    let done = written.and_then(|()| std::fs::rename(&temporary, directory));
    if done.is_err() {
        let _ = std::fs::remove_dir_all(&temporary);
    }
    done.map(|()| true)
}

/// Writes changed files, and removes files that are no longer generated.
fn replace(files: &Files, report: &Report, directory: &Path) -> io::Result<()> {
    let mut staged: Vec<(PathBuf, PathBuf)> = Vec::new();
    let result = stage(files, report, directory, &mut staged);
    if let Err(error) = result {
        for (temporary, _) in &staged {
            let _ = std::fs::remove_file(temporary);
        }
        return Err(error);
    }
    for (temporary, place) in &staged {
        std::fs::rename(temporary, place)?;
    }
    for path in &report.removed {
        std::fs::remove_file(directory.join(path))?;
        remove_empty(directory, Path::new(path));
    }
    Ok(())
}

fn stage(
    files: &Files,
    report: &Report,
    directory: &Path,
    staged: &mut Vec<(PathBuf, PathBuf)>,
) -> io::Result<()> {
    let mut made = BTreeSet::new();
    for path in &report.written {
        let place = directory.join(path);
        let temporary = beside(&place);
        make_parent(&place, &mut made)?;
        staged.push((temporary.clone(), place));
        std::fs::write(&temporary, files.get(path).unwrap_or_default())?;
    }
    Ok(())
}

/// The temporary name of a file or folder.
fn beside(place: &Path) -> PathBuf {
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    place.with_file_name(format!(".{name}.new"))
}

/// Creates the folder of a file, unless it is in `made`.
fn make_parent(place: &Path, made: &mut BTreeSet<PathBuf>) -> io::Result<()> {
    if let Some(parent) = place.parent()
        && !made.contains(parent)
    {
        std::fs::create_dir_all(parent)?;
        made.insert(parent.to_owned());
    }
    Ok(())
}

fn with_manifest(mut files: Files) -> Files {
    let lines = files.seals().map(|(path, seal)| match seal {
        Some(seal) => format!("{path} {seal}\n"),
        None => format!("{path}\n"),
    });
    let lines: BTreeSet<String> = lines.chain([format!("{MANIFEST}\n")]).collect();
    files.insert(MANIFEST, lines.into_iter().collect::<String>());
    files
}

/// The files of an earlier run, with the seals of printed files. Paths that lead out of the folder are ignored.
fn listed(directory: &Path) -> io::Result<BTreeMap<String, String>> {
    let text = match std::fs::read_to_string(directory.join(MANIFEST)) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeMap::new()),
        Err(error) => return Err(error),
    };
    let inside = |(path, _): &(&str, &str)| {
        let mut parts = Path::new(path).components();
        !path.is_empty() && parts.all(|part| matches!(part, Component::Normal(_)))
    };
    let lines = text.lines().map(|line| line.split_once(' ').unwrap_or((line, "")));
    Ok(lines.filter(inside).map(|(path, seal)| (path.to_owned(), seal.to_owned())).collect())
}

/// Removes the folders that are empty after a file was removed.
fn remove_empty(directory: &Path, path: &Path) {
    for parent in path.ancestors().skip(1).filter(|parent| !parent.as_os_str().is_empty()) {
        if std::fs::remove_dir(directory.join(parent)).is_err() {
            break;
        }
    }
}
