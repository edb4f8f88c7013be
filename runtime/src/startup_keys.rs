//! The API keys accepted at startup: the keys given by the operator, or a generated key stored in the data folder.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::store::keys::random_secret;
use crate::store::{Keys, NewKey, Place};

/// The owner of the startup keys.
pub const OWNER: &str = "owner@counterpart.example";
/// The organization of that owner.
pub const ORG: &str = "counterpart";

/// Where the startup keys came from, for the summary and the front page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StartupKeys {
    /// The operator gave this number of keys.
    Given(usize),
    /// A key was generated at this start.
    Generated {
        /// The key.
        secret: String,
        /// The file that stores the key, if there is one.
        file: Option<PathBuf>,
    },
    /// A key was generated at an earlier start and is stored in this file.
    Stored(PathBuf),
}

/// Registers the startup keys in the store.
pub async fn register(keys: &Keys, place: &Place, given: &[String]) -> anyhow::Result<StartupKeys> {
    let new = NewKey {
        owner: OWNER.to_owned(),
        org: ORG.to_owned(),
        name: "start".to_owned(),
        expires_on: None,
    };
    if !given.is_empty() {
        let good = keys.accept_at_start(given, &new).await?;
        if good < given.len() {
            tracing::warn!(
                given = given.len(),
                good,
                "a key given on the command line has been revoked and cannot be used again"
            );
        }
        return Ok(StartupKeys::Given(good));
    }
    let file = match place {
        Place::Folder(folder) => Some(folder.join("key")),
        Place::Memory => None,
    };
    if let Some(file) = &file
        && let Some(kept) =
            read(file).with_context(|| format!("cannot read the file {}", file.display()))?
        && keys.accept_at_start(std::slice::from_ref(&kept), &new).await? == 1
    {
        return Ok(StartupKeys::Stored(file.clone()));
    }
    let secret = random_secret()?;
    // Written before the key is registered: a key that nobody can look up is useless.
    if let Some(file) = &file {
        write(file, &secret)
            .with_context(|| format!("cannot write the file {}", file.display()))?;
    }
    keys.accept_at_start(std::slice::from_ref(&secret), &new).await?;
    Ok(StartupKeys::Generated { secret, file })
}

impl StartupKeys {
    /// Tells a reader of the front page where to find a key.
    pub fn hint(&self) -> String {
        match self {
            Self::Given(_) => "Use the key that was passed to this server with --key.".to_owned(),
            Self::Generated { file: None, .. } => {
                "The key was printed when this server started.".to_owned()
            }
            Self::Generated { .. } | Self::Stored(_) => {
                "The key is in the file “key” of the data folder. It was also printed at the first start."
                    .to_owned()
            }
        }
    }
}

fn read(file: &Path) -> io::Result<Option<String>> {
    match fs::read_to_string(file) {
        Ok(text) => Ok(Some(text.trim().to_owned()).filter(|key| !key.is_empty())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Writes a file that only its owner can read. The file is either complete or absent, and never readable by others in
/// between.
fn write(file: &Path, secret: &str) -> io::Result<()> {
    let draft = file.with_extension("new");
    // A draft that an earlier start left behind is removed. A link is removed too, and never followed.
    match fs::remove_file(&draft) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut open = options.open(&draft)?;
    writeln!(open, "{secret}")?;
    open.sync_all()?;
    fs::rename(draft, file)
}
