//! The persistent state of the server: records, text indexes, counters, API keys and jobs in `SQLite`, and files in a
//! folder.
//!
//! A [`Place`] opens a [`Store`], which is cheap to clone. Its [`Scope`]s give access to typed collections. The store
//! contains no API-specific logic; all APIs are built from the same few parts.

pub mod collection;
pub mod counter;
pub mod error;
pub mod files;
pub mod index;
pub mod keys;
mod migrate;
mod open;
pub mod page;
mod private;
mod proof;
mod row;
mod scope;
mod space;
mod sweep;
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
pub(crate) use space::Space;
pub use transaction::Transaction;

use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;

use sqlx::SqlitePool;

use crate::clock::Clock;
use proof::Proof;

/// Where to store the data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In this folder, which is created if it does not exist.
    Folder(PathBuf),
    /// In memory; lost when the server stops.
    Memory,
}

/// The database and the files, shared by all APIs.
#[derive(Debug, Clone)]
pub struct Store {
    /// `SQLite` allows one writer at a time. A pool with one connection queues writers fairly, so that they do not fail
    /// with "database is busy".
    writer: SqlitePool,
    /// In memory, the same pool as `writer`, because connections to one database in memory lock each other's tables.
    readers: SqlitePool,
    files: Files,
    clock: Clock,
    space: Space,
    proof: Proof,
    _hold: Arc<Hold>,
}

/// A resource that is released when the last clone of the store is dropped.
#[derive(Debug)]
#[allow(dead_code)] // the fields are never read
enum Hold {
    /// The lock on the data folder.
    Folder(File),
    /// The connection that keeps the database in memory.
    Memory(SqlitePool),
}

impl Store {
    /// Opens the store and migrates its tables.
    pub async fn open(place: &Place, clock: Clock) -> Result<Self, StoreError> {
        match place {
            Place::Folder(folder) => open::folder(folder, clock).await,
            Place::Memory => open::memory(clock).await,
        }
    }

    /// Returns the part of the store that belongs to one tenant of one API.
    pub fn scope(&self, api: impl Into<String>, tenant: impl Into<String>) -> Scope {
        Scope::new(self.clone(), api.into(), tenant.into())
    }

    /// Returns the files.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// The API keys.
    pub fn keys(&self) -> Keys {
        Keys::new(self.clone())
    }

    /// Returns the clock for record timestamps.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Starts a transaction with access to the whole store. Until it is committed or dropped, other writers wait; in
    /// memory, readers wait as well. Meanwhile, use only what is bound to the transaction, not the store itself.
    pub async fn begin(&self) -> Result<Transaction, StoreError> {
        Transaction::begin(&self.writer).await
    }

    /// Proves that the store accepts writes, by committing one. A result is used again for a second.
    pub async fn prove(&self) -> Result<(), StoreError> {
        self.proof.of(self).await
    }

    /// Returns the free space of the disk.
    pub(crate) fn space(&self) -> &Space {
        &self.space
    }

    /// Waits for running work and closes the database. Acknowledged data is safe without it.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }

    pub(crate) fn readers(&self) -> &SqlitePool {
        &self.readers
    }
}
