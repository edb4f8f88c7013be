//! Removes files that a crash has left behind: files that were being written, and files that no record refers to.
//!
//! It runs before the server serves, so nobody writes files at the same time. A file is kept if its id occurs anywhere
//! in a record of its tenant, or in a job.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use futures_util::TryStreamExt;
use sqlx::SqlitePool;

use super::{FilePath, StoreError};

/// The sign in the name of a file that is being written.
const STAGED: char = '#';

/// The names of the files of each tenant, by the folder of the tenant.
type Files = BTreeMap<PathBuf, BTreeSet<String>>;

/// Removes the files and returns their number.
pub(super) async fn run(pool: &SqlitePool, root: &Path) -> Result<usize, StoreError> {
    let folder = root.to_owned();
    let found = tokio::task::spawn_blocking(move || files(&folder)).await;
    let (mut unknown, mut doomed) =
        found.map_err(io::Error::other).and_then(|found| found).map_err(|error| {
            StoreError::Folder { folder: root.display().to_string(), reason: error.to_string() }
        })?;
    if !unknown.is_empty() {
        let scopes: Vec<(String, String)> =
            sqlx::query_as("SELECT DISTINCT api, tenant FROM records").fetch_all(pool).await?;
        for (api, tenant) in scopes {
            let folder = FilePath::new(&api, &tenant, "").within(root);
            if let Some(files) = unknown.get_mut(&folder) {
                forget_known(pool, (&api, &tenant), files).await?;
            }
        }
    }
    for (folder, files) in unknown {
        doomed.extend(files.into_iter().map(|file| folder.join(file)));
    }
    let number = doomed.len();
    let removed = tokio::task::spawn_blocking(move || {
        doomed.iter().filter(|file| std::fs::remove_file(file).is_ok()).count()
    });
    let removed = removed.await.unwrap_or(0);
    if number > 0 {
        tracing::info!(
            removed,
            failed = number - removed,
            "removed files that a crash left behind"
        );
    }
    Ok(removed)
}

/// Forgets the files that a record or a job of the tenant refers to.
async fn forget_known(
    pool: &SqlitePool,
    (api, tenant): (&str, &str),
    files: &mut BTreeSet<String>,
) -> Result<(), StoreError> {
    let mut texts = sqlx::query_as::<_, (String, String)>(
        "SELECT id, body FROM records WHERE api = $1 AND tenant = $2
         UNION ALL SELECT id, subject FROM jobs WHERE api = $1 AND tenant = $2 AND due_at IS NOT NULL",
    )
    .bind(api)
    .bind(tenant)
    .fetch(pool);
    while let Some((id, text)) = texts.try_next().await? {
        for word in [id.as_str(), &text].into_iter().flat_map(|text| text.split(is_outside)) {
            files.remove(word);
        }
    }
    Ok(())
}

/// Returns whether a character cannot occur in the id of a file.
fn is_outside(sign: char) -> bool {
    !sign.is_ascii_alphanumeric() && sign != '-' && sign != '_'
}

/// Returns the files by tenant, and the files that were being written. Files with other names are not ours.
fn files(root: &Path) -> io::Result<(Files, Vec<PathBuf>)> {
    let (mut all, mut staged) = (Files::new(), Vec::new());
    for api in folders(root)? {
        for tenant in folders(&api)? {
            for entry in std::fs::read_dir(&tenant)? {
                let entry = entry?;
                let Ok(name) = entry.file_name().into_string() else { continue };
                if !entry.file_type()?.is_file() {
                    continue;
                }
                if name.contains(STAGED) {
                    staged.push(entry.path());
                } else if !name.contains(is_outside) {
                    all.entry(tenant.clone()).or_default().insert(name);
                }
            }
        }
    }
    Ok((all, staged))
}

fn folders(parent: &Path) -> io::Result<Vec<PathBuf>> {
    let mut folders = Vec::new();
    for entry in std::fs::read_dir(parent)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            folders.push(entry.path());
        }
    }
    Ok(folders)
}
