//! What the server remembers: records, texts to search, counters, API keys and jobs in `SQLite`, files in a folder.
//!
//! Goes in: a [`Place`]. Comes out: a [`Store`], cheap to clone, from which a [`Scope`] hands out typed collections. No
//! API's logic is in here, so that every API is built from the same few blocks.

pub mod collection;
pub mod counter;
pub mod error;
pub mod files;
pub mod index;
pub mod keys;
mod migrate;
mod open;
pub mod page;
mod row;
mod scope;
mod transaction;
mod words;

pub use collection::{Bound, Collection};
pub use counter::Counter;
pub use error::StoreError;
pub use files::{FileInfo, FilePath, Files};
pub use index::{Document, Hit, Index};
pub use keys::{IssuedKey, Key, Keys, NewKey};
pub use page::{List, Page};
pub use row::Record;
pub(crate) use row::timestamp;
pub use scope::Scope;
pub use transaction::Transaction;

use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;

use sqlx::SqlitePool;

use crate::clock::Clock;

/// Where the data lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In this folder, which is made when it is not there.
    Folder(PathBuf),
    /// In memory, gone when the server ends.
    Memory,
}

/// The database and the files, shared by every API.
#[derive(Debug, Clone)]
pub struct Store {
    /// `SQLite` has one writer at a time. A pool of one connection queues writers here, fairly, instead of letting them meet
    /// in the database and fail as busy.
    writer: SqlitePool,
    /// The same pool as `writer` in memory, where a second connection would be a second, empty database.
    readers: SqlitePool,
    files: Files,
    clock: Clock,
    /// The claim on the data folder, given up when the last clone is dropped.
    _lock: Option<Arc<File>>,
}

impl Store {
    /// Opens the store and brings its tables up to date.
    pub async fn open(place: &Place, clock: Clock) -> Result<Self, StoreError> {
        match place {
            Place::Folder(folder) => open::folder(folder, clock).await,
            Place::Memory => open::memory(clock).await,
        }
    }

    /// The part of the store that belongs to one tenant of one API.
    pub fn scope(&self, api: impl Into<String>, tenant: impl Into<String>) -> Scope {
        Scope::new(self.clone(), api.into(), tenant.into())
    }

    /// The files.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// The API keys.
    pub fn keys(&self) -> Keys {
        Keys::new(self.clone())
    }

    /// The clock that records are dated by.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Starts a transaction that sees and changes everything. Until it is committed or dropped, other writers wait, and
    /// in memory other readers too: do not use the store itself meanwhile, only what is bound to the transaction.
    pub async fn begin(&self) -> Result<Transaction, StoreError> {
        Transaction::begin(&self.writer).await
    }

    /// Finishes what is under way and closes the files. What was acknowledged is safe without it.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }

    pub(crate) fn readers(&self) -> &SqlitePool {
        &self.readers
    }
}
