//! What references may lead to: files of one folder, and more only when the user says so. Everything that is
//! read is read here, within bounds.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::place::is_web;

/// The largest document that is read; the largest published ones have some ten megabytes.
const LARGEST: u64 = 256 * 1024 * 1024;

/// All documents together are no larger, and no more.
const LARGEST_SUM: usize = 512 * 1024 * 1024;
const MOST: usize = 50_000;

/// Reads an address of the web.
pub type Fetch = Arc<dyn Fn(&str) -> Result<Vec<u8>, String> + Send + Sync>;

/// What references may lead to.
#[derive(Clone, Default)]
pub struct Access {
    /// Files of this folder and below are read.
    folder: Option<PathBuf>,
    outside: bool,
    web: Option<Fetch>,
    texts: BTreeMap<String, String>,
    read: usize,
    bytes: usize,
}

/// Why a document is not read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Refused {
    /// It is outside the folder.
    Outside,
    /// It is a file, and the document is in memory: there is no folder.
    NoFolder,
    /// It is on the web.
    Web,
    /// There are too many, or they are too large.
    TooMuch,
    /// It cannot be read, for this reason.
    Unreadable(String),
}

impl Access {
    pub(super) fn folder(folder: PathBuf) -> Access {
        Access { folder: Some(folder), ..Access::default() }
    }

    /// Lets references lead to the files of `folder` and below, in place of the folder of the document.
    pub fn set_root(&mut self, folder: PathBuf) {
        self.folder = Some(folder);
    }

    /// Lets references lead to any file.
    pub fn allow_outside(&mut self) {
        self.outside = true;
    }

    /// Lets references lead to the web, by this reader.
    pub fn allow_web(&mut self, fetch: Fetch) {
        self.web = Some(fetch);
    }

    pub(super) fn add_text(&mut self, name: &str, text: &str) {
        self.texts.insert(name.to_owned(), text.to_owned());
    }

    /// The bytes at a place.
    pub(super) fn fetch(&mut self, place: &str) -> Result<Vec<u8>, Refused> {
        self.read += 1;
        if self.read > MOST || self.bytes > LARGEST_SUM {
            return Err(Refused::TooMuch);
        }
        let bytes = if let Some(text) = self.texts.get(place) {
            text.clone().into_bytes()
        } else if is_web(place) {
            let fetch = self.web.as_ref().ok_or(Refused::Web)?;
            fetch(place).map_err(Refused::Unreadable)?
        } else {
            self.file(Path::new(place))?
        };
        self.bytes += bytes.len();
        Ok(bytes)
    }

    fn file(&self, path: &Path) -> Result<Vec<u8>, Refused> {
        let missing = || Refused::Unreadable("there is no such file".to_owned());
        let folder = self.folder.as_ref().ok_or(Refused::NoFolder)?;
        let say = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => missing(),
            _ => Refused::Unreadable(error.to_string()),
        };
        // Links are followed first, so that none leads out of the folder.
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let folder = folder.canonicalize().map_err(say)?;
        if !self.outside {
            // Whether a file outside exists is nobody's business.
            let real = path.canonicalize();
            let lexical = std::path::absolute(path).map_err(say)?;
            let is_inside = match &real {
                Ok(real) => real.starts_with(&folder),
                Err(_) => lexical.starts_with(&folder),
            };
            if !is_inside {
                return Err(Refused::Outside);
            }
        }
        // A pipe or a device may have no end.
        if !path.metadata().map_err(say)?.is_file() {
            return Err(Refused::Unreadable("it is no file".to_owned()));
        }
        read(path).map_err(say)
    }
}

impl fmt::Debug for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Access")
            .field("folder", &self.folder)
            .field("outside", &self.outside)
            .field("web", &self.web.is_some())
            .finish_non_exhaustive()
    }
}

/// Reads a file, within bounds.
pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let data = file.metadata()?;
    if data.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
    }
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|len| len > LARGEST) {
        let message = format!("the document has more than {} MiB", LARGEST >> 20);
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
    }
    Ok(bytes)
}
