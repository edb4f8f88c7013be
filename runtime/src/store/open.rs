//! Opens the database and files of the store: in a folder that only one server can use at a time, or in memory.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::str::FromStr as _;
use std::sync::Arc;
use std::time::Duration;

use sqlx::Connection as _;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use super::proof::Proof;
use super::{Files, Hold, Space, Store, StoreError, migrate, private, sweep};
use crate::clock::Clock;

const READERS: u32 = 4;
/// How long a request waits for a connection, and for the database to be unlocked, before it is answered with 503.
const PATIENCE: Duration = Duration::from_secs(5);
/// The name of the database file.
const DATABASE: &str = "counterpart.db";

/// Opens the store in a folder.
pub(super) async fn folder(folder: &Path, clock: Clock) -> Result<Store, StoreError> {
    let refuse =
        |reason: String| StoreError::Folder { folder: folder.display().to_string(), reason };
    private::folder(folder).map_err(refuse)?;
    let lock = lock(folder).map_err(refuse)?;

    let file = folder.join(DATABASE);
    let private = private::file(&file)
        .and_then(|()| private::existing_file(&folder.join(format!("{DATABASE}-wal"))))
        .and_then(|()| private::existing_file(&folder.join(format!("{DATABASE}-shm"))));
    private.map_err(|error| refuse(format!("it is not writable ({error})")))?;
    // FULL instead of NORMAL: with NORMAL, an acknowledged write survives a crash of the process, but not of the
    // machine.
    let options = options(SqliteConnectOptions::new())
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    let database = |error: sqlx::Error| match error {
        sqlx::Error::Database(error) => refuse(error.message().to_owned()),
        other => other.into(),
    };
    let writer = pool(1).connect_with(options.clone()).await.map_err(database)?;
    migrate::run(&writer).await?;
    let readers = pool(READERS).connect_with(options.read_only(true)).await.map_err(database)?;

    let files = folder.join("files");
    private::inner_folder(&files).map_err(|error| refuse(error.to_string()))?;
    sweep::run(&readers, &files).await?;
    let space = Space::folder(folder);
    let files = Files::folder(&files, space.clone())?;
    let hold = Arc::new(Hold::Folder(lock));
    Ok(Store { writer, readers, files, clock, space, proof: Proof::default(), _hold: hold })
}

/// Opens a store in memory.
pub(super) async fn memory(clock: Clock) -> Result<Store, StoreError> {
    // Each parsed name is a new database, which all connections with these options share. It lives as long as one of
    // them, so one is held that is never used, and so never closed.
    let options = options(SqliteConnectOptions::from_str("sqlite::memory:")?);
    let anchor = pool(1)
        .min_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .connect_with(options.clone())
        .await?;
    let writer = pool(1).connect_with(options).await?;
    migrate::run(&writer).await?;
    let readers = writer.clone();
    let files = Files::memory();
    let (space, hold) = (Space::memory(), Arc::new(Hold::Memory(anchor)));
    Ok(Store { writer, readers, files, clock, space, proof: Proof::default(), _hold: hold })
}

fn options(options: SqliteConnectOptions) -> SqliteConnectOptions {
    options.foreign_keys(true).busy_timeout(PATIENCE)
}

fn pool(connections: u32) -> SqlitePoolOptions {
    // Testing a connection before its use is unnecessary, because no network is involved.
    SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(PATIENCE)
        .test_before_acquire(false)
        .before_acquire(|connection, _| {
            Box::pin(async move {
                // A dropped transaction is rolled back in the background. That has happened when the ping is answered.
                if connection.is_in_transaction() {
                    connection.ping().await?;
                }
                // SQLite ends a transaction by itself when the disk is full or fails. sqlx does not notice, and would
                // refuse to begin another one on this connection. So a connection whose transaction did not end
                // well is closed.
                let ended = !connection.is_in_transaction();
                if !ended {
                    tracing::warn!("a transaction did not end; its connection is closed");
                }
                Ok(ended)
            })
        })
}

/// Locks the folder itself, because a lock file could be deleted. The operating system releases the lock when the
/// process ends in any way.
fn lock(folder: &Path) -> Result<File, String> {
    #[cfg(unix)]
    let file = File::open(folder);
    #[cfg(not(unix))]
    let file = std::fs::OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(folder.join("lock"));
    let file = file.map_err(|error| format!("it is not readable ({error})"))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err("another server is using it".to_owned()),
        Err(TryLockError::Error(error)) => Err(error.to_string()),
    }
}
