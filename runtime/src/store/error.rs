//! What can go wrong in the store. Trait implementations turn the first three into answers of their API; the rest are
//! faults of the server.

/// Why the store did not do what it was asked to.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// Something with this id or with this unique key is there already.
    #[error("{what} `{id}` exists already")]
    Exists {
        /// What kind of thing: the collection's name.
        what: String,
        /// The id that was asked for.
        id: String,
    },
    /// The record that a list was to go on after never was there.
    #[error("there never was a record `{0}` to go on after")]
    UnknownCursor(String),
    /// The record was changed by someone else since it was read.
    #[error("`{0}` was changed meanwhile")]
    Changed(String),
    /// A stored record no longer fits the type it is read as.
    #[error("`{id}` in `{collection}` cannot be read")]
    Unreadable {
        /// The collection's name.
        collection: String,
        /// The record's id.
        id: String,
        /// What does not fit.
        source: serde_json::Error,
    },
    /// A value cannot be written as JSON.
    #[error("a value cannot be stored as JSON")]
    Unwritable(#[source] serde_json::Error),
    /// A value in the database is not of the form that this program writes.
    #[error("the database holds a value that cannot be read: {0}")]
    Corrupt(String),
    /// The database refused.
    #[error("the database failed")]
    Database(#[from] sqlx::Error),
    /// The files could not be read or written.
    #[error("the file store failed")]
    Files(#[from] object_store::Error),
    /// The data folder cannot be used.
    #[error("the data folder {folder} cannot be used: {reason}")]
    Folder {
        /// The folder.
        folder: String,
        /// Why not, for the person at the terminal.
        reason: String,
    },
    /// The operating system has no random numbers.
    #[error("no random numbers from the operating system: {0}")]
    Random(getrandom::Error),
    /// The database was written by a newer version of this program.
    #[error(
        "the data is of version {found}, and this program knows up to {known}; use a newer program or another folder"
    )]
    TooNew {
        /// The version in the database.
        found: i64,
        /// The newest version this program knows.
        known: i64,
    },
}

/// Tells a broken uniqueness rule from other failures of the database.
pub(crate) fn exists(error: sqlx::Error, what: &str, id: &str) -> StoreError {
    let unique =
        error.as_database_error().is_some_and(sqlx::error::DatabaseError::is_unique_violation);
    if unique {
        StoreError::Exists { what: what.to_owned(), id: id.to_owned() }
    } else {
        StoreError::Database(error)
    }
}
