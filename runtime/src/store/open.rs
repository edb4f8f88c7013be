//! Opens the database and files of the store: in a folder that only one server can use at a time, or in memory.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use super::{Files, Store, StoreError, migrate};
use crate::clock::Clock;

const READERS: u32 = 4;
const PATIENCE: Duration = Duration::from_secs(10);

/// Opens the store in a folder.
pub(super) async fn folder(folder: &Path, clock: Clock) -> Result<Store, StoreError> {
    let refuse =
        |reason: String| StoreError::Folder { folder: folder.display().to_string(), reason };
    make_private(folder).map_err(|error| refuse(error.to_string()))?;
    let lock = lock(folder).map_err(refuse)?;

    // FULL instead of NORMAL: with NORMAL, an acknowledged write survives a crash of the process, but not of the
    // machine.
    let options = options()
        .filename(folder.join("counterpart.db"))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    let database = |error: sqlx::Error| match error {
        sqlx::Error::Database(error) => refuse(error.message().to_owned()),
        other => StoreError::Database(other),
    };
    let writer = pool(1).connect_with(options.clone()).await.map_err(database)?;
    migrate::run(&writer).await?;
    let readers = pool(READERS).connect_with(options.read_only(true)).await.map_err(database)?;

    let files = folder.join("files");
    make_private(&files).map_err(|error| refuse(error.to_string()))?;
    Ok(Store { writer, readers, files: Files::folder(&files)?, clock, _lock: Some(Arc::new(lock)) })
}

/// Opens a store in memory.
pub(super) async fn memory(clock: Clock) -> Result<Store, StoreError> {
    // An in-memory database lives in its connection, so there is exactly one, and it must not be closed for being idle
    // or old.
    let writer = pool(1)
        .min_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .connect_with(options().in_memory(true))
        .await?;
    migrate::run(&writer).await?;
    let readers = writer.clone();
    Ok(Store { writer, readers, files: Files::memory(), clock, _lock: None })
}

fn options() -> SqliteConnectOptions {
    SqliteConnectOptions::new().foreign_keys(true).busy_timeout(PATIENCE)
}

fn pool(connections: u32) -> SqlitePoolOptions {
    // If a caller disconnects while a connection is being tested, the connection is lost, and with it the in-memory
    // database. The test is unnecessary, because no network is involved.
    SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(PATIENCE)
        .test_before_acquire(false)
}

/// Creates a folder that other users of the machine cannot access.
fn make_private(folder: &Path) -> std::io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Locks the folder. The operating system releases the lock when the process ends in any way.
fn lock(folder: &Path) -> Result<File, String> {
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(folder.join("lock"))
        .map_err(|error| format!("it is not writable ({error})"))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err("another server is using it".to_owned()),
        Err(TryLockError::Error(error)) => Err(error.to_string()),
    }
}
