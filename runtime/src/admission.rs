//! Who is let in at the start: the keys that the operator names, or else one that is made and kept in the data folder.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::store::keys::random_secret;
use crate::store::{Keys, NewKey, Place};

/// The owner of the keys of the start.
pub const OWNER: &str = "owner@counterpart.example";
/// The organization of that owner.
pub const ORG: &str = "counterpart";

/// Where the keys came from, for the summary and the front page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Admission {
    /// The operator named so many.
    Given(usize),
    /// It was made now.
    Made {
        /// The key.
        secret: String,
        /// The file that keeps it, if one does.
        file: Option<PathBuf>,
    },
    /// It was made at an earlier start, and is in this file.
    Kept(PathBuf),
}

/// Makes the store accept the keys of the start.
pub async fn admit(keys: &Keys, place: &Place, given: &[String]) -> anyhow::Result<Admission> {
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
                "a key of the command line was revoked, and stays so"
            );
        }
        return Ok(Admission::Given(good));
    }
    let file = match place {
        Place::Folder(folder) => Some(folder.join("key")),
        Place::Memory => None,
    };
    if let Some(file) = &file
        && let Some(kept) =
            read(file).with_context(|| format!("the file {} cannot be read", file.display()))?
        && keys.accept_at_start(std::slice::from_ref(&kept), &new).await? == 1
    {
        return Ok(Admission::Kept(file.clone()));
    }
    let secret = random_secret()?;
    // Kept before it is accepted: a key that no one can find out is no use.
    if let Some(file) = &file {
        write(file, &secret)
            .with_context(|| format!("the file {} cannot be written", file.display()))?;
    }
    keys.accept_at_start(std::slice::from_ref(&secret), &new).await?;
    Ok(Admission::Made { secret, file })
}

impl Admission {
    /// Where a reader of the front page finds a key.
    pub fn hint(&self) -> String {
        match self {
            Self::Given(_) => "It is the one this server was started with, by --key.".to_owned(),
            Self::Made { file: None, .. } => {
                "It was printed when this server was started.".to_owned()
            }
            Self::Made { .. } | Self::Kept(_) => {
                "It is in the file “key” of the data folder, and was printed at the first start."
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

/// Writes a file that only its owner can read. It is whole or not there, and never readable by others in between.
fn write(file: &Path, secret: &str) -> io::Result<()> {
    let draft = file.with_extension("new");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut open = options.open(&draft)?;
    writeln!(open, "{secret}")?;
    open.sync_all()?;
    fs::rename(draft, file)
}
