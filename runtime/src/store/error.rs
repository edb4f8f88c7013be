//! Errors of the store. The APIs turn the first three into responses. [`StoreError::Busy`] and [`StoreError::Full`]
//! carry their own response, 503 and 507. The others are internal errors.

use std::io;

use counterpart_wire::server::AuthError;
use counterpart_wire::{Fault, Problem, StatusCode};

/// The `Retry-After` of a response that says that the store is busy, in seconds.
pub(crate) const RETRY_AFTER: u64 = 2;

/// An error of the store.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// A record with this id or unique key already exists.
    #[error("{what} `{id}` already exists")]
    Exists {
        /// The name of the collection.
        what: String,
        /// The requested id.
        id: String,
    },
    /// The record at which a list should start never existed.
    #[error("unknown start of the list: record `{0}` never existed")]
    UnknownCursor(String),
    /// The record has changed since it was read.
    #[error("`{0}` was changed concurrently")]
    Changed(String),
    /// A stored record does not match the type it is read as.
    #[error("cannot read `{id}` in `{collection}`")]
    Unreadable {
        /// The name of the collection.
        collection: String,
        /// The id of the record.
        id: String,
        /// The mismatch.
        source: serde_json::Error,
    },
    /// A value cannot be serialized as JSON.
    #[error("cannot store a value as JSON")]
    Unwritable(#[source] serde_json::Error),
    /// A value in the database has an unexpected format.
    #[error("invalid value in the database: {0}")]
    Corrupt(String),
    /// Others hold the database or the processor for too long.
    #[error("the store is busy: {reason}")]
    Busy {
        /// The resource that is busy. For the log.
        reason: String,
        /// The response: 503.
        #[source]
        response: Fault,
    },
    /// There is no space left for more data.
    #[error("the store is full: {reason}")]
    Full {
        /// The limit that was reached. For the log.
        reason: String,
        /// The response: 507.
        #[source]
        response: Fault,
    },
    /// The database returned an error.
    #[error("database error")]
    Database(#[source] sqlx::Error),
    /// The files could not be read or written.
    #[error("file store error")]
    Files(#[source] object_store::Error),
    /// The data folder cannot be used.
    #[error("cannot use the data folder {folder}: {reason}")]
    Folder {
        /// The folder.
        folder: String,
        /// The reason, for the person at the terminal.
        reason: String,
    },
    /// The operating system provides no random numbers.
    #[error("no random numbers from the operating system: {0}")]
    Random(getrandom::Error),
    /// The database was written by a newer version of this program.
    #[error(
        "the data has version {found}, but this program supports only versions up to {known}; \
         use a newer program or another folder"
    )]
    TooNew {
        /// The version in the database.
        found: i64,
        /// The newest version that this program supports.
        known: i64,
    },
}

impl StoreError {
    /// The caller has waited too long for something that others hold.
    pub(crate) fn busy(reason: impl Into<String>) -> Self {
        let why = "The server is busy with other requests. Try again in a few seconds.";
        let problem = Problem::new(StatusCode::SERVICE_UNAVAILABLE, why).retry_after(RETRY_AFTER);
        Self::Busy { reason: reason.into(), response: Fault::problem(problem) }
    }

    /// The data has no more space.
    pub(crate) fn full(reason: impl Into<String>) -> Self {
        let why = "The server has no space left for more data.";
        let problem = Problem::new(StatusCode::INSUFFICIENT_STORAGE, why);
        Self::Full { reason: reason.into(), response: Fault::problem(problem) }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        // The low byte is the primary result code (https://sqlite.org/rescode.html).
        let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
        let code = code.and_then(|code| code.parse::<i32>().ok()).map(|code| code & 0xff);
        match (&error, code) {
            (sqlx::Error::PoolTimedOut, _) => Self::busy("no connection to the database was free"),
            (_, Some(SQLITE_BUSY)) => Self::busy("the database is locked"),
            (_, Some(SQLITE_FULL)) => Self::full("the database"),
            _ => Self::Database(error),
        }
    }
}

const SQLITE_BUSY: i32 = 5;
const SQLITE_FULL: i32 = 13;

impl From<object_store::Error> for StoreError {
    fn from(error: object_store::Error) -> Self {
        let cause: &(dyn std::error::Error + 'static) = &error;
        let full = std::iter::successors(Some(cause), |cause| cause.source()).any(|cause| {
            let kind = cause.downcast_ref::<io::Error>().map(io::Error::kind);
            matches!(kind, Some(io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded))
        });
        if full { Self::full("the files") } else { Self::Files(error) }
    }
}

impl From<StoreError> for AuthError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy { .. } => Self::Unavailable(error.to_string(), RETRY_AFTER),
            other => Self::Failed(other.to_string()),
        }
    }
}

/// Distinguishes a violated uniqueness constraint from other database errors.
pub(crate) fn exists(error: sqlx::Error, what: &str, id: &str) -> StoreError {
    let unique =
        error.as_database_error().is_some_and(sqlx::error::DatabaseError::is_unique_violation);
    if unique {
        StoreError::Exists { what: what.to_owned(), id: id.to_owned() }
    } else {
        error.into()
    }
}
