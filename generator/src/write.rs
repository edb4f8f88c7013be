//! Files go to the disk, or are compared with it. Only what changed is written; what was generated before and no
//! longer belongs is removed; what a user added stays.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::files::{Files, Fingerprint};

/// The list of what was generated, so that a later run knows what is its own. Behind the path of a Rust file stands the
/// seal of its code and text, by which a later run knows that it need not be printed again.
const MANIFEST: &str = ".generated";

/// What a run did, or would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Files that were written, new or changed.
    pub written: Vec<String>,
    /// Files that were as they should be.
    pub unchanged: usize,
    /// Files that were removed.
    pub removed: Vec<String>,
}

impl Report {
    /// Whether the disk already was as it should be.
    pub fn is_fresh(&self) -> bool {
        self.written.is_empty() && self.removed.is_empty()
    }
}

/// Returns a look-up of the files that an earlier run printed into a folder, for
/// [`emit_changed`](crate::emit::emit_changed). A file that somebody edited since is not found.
pub fn printed(directory: &Path) -> impl Fn(&str, &Fingerprint) -> Option<String> + Sync {
    let directory = directory.to_owned();
    // Without a readable list every file is printed; writing reports what is wrong with the folder.
    let listed = listed(&directory).unwrap_or_default();
    move |path, code| {
        let seal = listed.get(path).filter(|seal| !seal.is_empty())?;
        let text = std::fs::read_to_string(directory.join(path)).ok()?;
        (code.seal(&text) == *seal).then_some(text)
    }
}

/// Compares: says what [`write()`] would do, and does nothing.
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

/// Writes. A new package stands whole beside its place before it is moved there, and so does each text that changes
/// in one that stands, so a write that fails half-way leaves the old tree.
pub fn write(files: Files, directory: &Path) -> io::Result<Report> {
    let files = with_manifest(files);
    let report = compare(&files, directory)?;
    if directory.exists() || !create(&files, directory)? {
        replace(&files, &report, directory)?;
    }
    Ok(report)
}

/// Makes the folder with all that is in it at once. Says no where something has the name that it would have meanwhile.
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

/// Writes what changed, and removes what no longer belongs.
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

/// Where a file or folder stands until it is whole.
fn beside(place: &Path) -> PathBuf {
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    place.with_file_name(format!(".{name}.new"))
}

/// Makes the folder of a file, unless it has been made.
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

/// What an earlier run generated, with the seals of printed files. A line that leads out of the folder is not believed.
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

/// Removes the folders that a removed file leaves empty.
fn remove_empty(directory: &Path, path: &Path) {
    for parent in path.ancestors().skip(1).filter(|parent| !parent.as_os_str().is_empty()) {
        if std::fs::remove_dir(directory.join(parent)).is_err() {
            break;
        }
    }
}
