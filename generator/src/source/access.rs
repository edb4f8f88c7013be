//! Where references may lead: to files of one folder, and further only when the user allows it. All reading
//! is done here, with limits on size and number.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::location::is_web;

/// The largest accepted document, in bytes. The largest published ones have about ten megabytes.
const LARGEST: u64 = 256 * 1024 * 1024;

/// The limits for all documents together: bytes and number.
const LARGEST_SUM: usize = 512 * 1024 * 1024;
const MOST: usize = 50_000;

/// A function that fetches a URL.
pub type Fetch = Arc<dyn Fn(&str) -> Result<Vec<u8>, String> + Send + Sync>;

/// The rules for where references may lead.
#[derive(Clone, Default)]
pub struct Access {
    /// Files in this folder and below may be read.
    folder: Option<PathBuf>,
    outside: bool,
    web: Option<Fetch>,
    texts: BTreeMap<String, String>,
    read: usize,
    bytes: usize,
}

/// Why a document was not read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum AccessError {
    /// It is outside the folder.
    Outside,
    /// It is on the web, which is not allowed.
    Web,
    /// The limits for all documents together are exceeded.
    TooMuch,
    /// It cannot be read; the reason, as in "leads to `a.yaml`: the file does not exist".
    Unreadable(String),
}

impl Access {
    pub(super) fn folder(folder: PathBuf) -> Access {
        Access { folder: Some(folder), ..Access::default() }
    }

    /// Allows files in `folder` and below, instead of the folder of the root document.
    pub fn set_root(&mut self, folder: PathBuf) {
        self.folder = Some(folder);
    }

    /// Allows any file.
    pub fn allow_outside(&mut self) {
        self.outside = true;
    }

    /// Allows the web, fetched by this function.
    pub fn allow_web(&mut self, fetch: Fetch) {
        self.web = Some(fetch);
    }

    pub(super) fn add_text(&mut self, name: &str, text: &str) {
        self.texts.insert(name.to_owned(), text.to_owned());
    }

    /// Returns the bytes at a location.
    pub(super) fn fetch(&mut self, place: &str) -> Result<Vec<u8>, AccessError> {
        self.read += 1;
        if self.read > MOST || self.bytes > LARGEST_SUM {
            return Err(AccessError::TooMuch);
        }
        let bytes = if let Some(text) = self.texts.get(place) {
            text.clone().into_bytes()
        } else if is_web(place) {
            let fetch = self.web.as_ref().ok_or(AccessError::Web)?;
            fetch(place).map_err(AccessError::Unreadable)?
        } else {
            self.file(Path::new(place))?
        };
        self.bytes += bytes.len();
        Ok(bytes)
    }

    fn file(&self, path: &Path) -> Result<Vec<u8>, AccessError> {
        let missing = || AccessError::Unreadable("the file does not exist".to_owned());
        let folder = self.folder.as_ref().ok_or_else(missing)?;
        let say = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => missing(),
            _ => AccessError::Unreadable(error.to_string()),
        };
        // Symbolic links are resolved first, so that none leads out of the folder.
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let folder = folder.canonicalize().map_err(say)?;
        if !self.outside {
            // The answer must not show whether a file outside exists.
            let real = path.canonicalize();
            let lexical = std::path::absolute(path).map_err(say)?;
            let is_inside = match &real {
                Ok(real) => real.starts_with(&folder),
                Err(_) => lexical.starts_with(&folder),
            };
            if !is_inside {
                return Err(AccessError::Outside);
            }
        }
        // A pipe or a device may never end.
        if !path.metadata().map_err(say)?.is_file() {
            return Err(AccessError::Unreadable("it is not a regular file".to_owned()));
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

/// Reads a file of at most [`LARGEST`] bytes.
pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let data = file.metadata()?;
    if data.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a directory"));
    }
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|len| len > LARGEST) {
        let message = format!("the document is larger than {} MiB", LARGEST >> 20);
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
    }
    Ok(bytes)
}
