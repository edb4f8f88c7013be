//! Errors of the store. The APIs turn the first three into responses; the others are internal errors.

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
    /// The database returned an error.
    #[error("database error")]
    Database(#[from] sqlx::Error),
    /// The files could not be read or written.
    #[error("file store error")]
    Files(#[from] object_store::Error),
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

/// Distinguishes a violated uniqueness constraint from other database errors.
pub(crate) fn exists(error: sqlx::Error, what: &str, id: &str) -> StoreError {
    let unique =
        error.as_database_error().is_some_and(sqlx::error::DatabaseError::is_unique_violation);
    if unique {
        StoreError::Exists { what: what.to_owned(), id: id.to_owned() }
    } else {
        StoreError::Database(error)
    }
}
