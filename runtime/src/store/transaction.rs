//! Transactions: several changes that happen together or not at all.

use std::fmt;
use std::sync::Arc;

use sqlx::{Sqlite, SqliteConnection, SqlitePool};
use tokio::sync::Notify;

use super::StoreError;

/// A transaction. If it is dropped without [`commit`](Self::commit), it changes nothing.
pub struct Transaction {
    inner: sqlx::Transaction<'static, Sqlite>,
    after: Vec<Box<dyn FnOnce() + Send>>,
}

impl Transaction {
    pub(super) async fn begin(pool: &SqlitePool) -> Result<Self, StoreError> {
        // IMMEDIATE acquires the write lock at the start, so that data read in the transaction cannot change before it
        // is written.
        Ok(Self { inner: pool.begin_with("BEGIN IMMEDIATE").await?, after: Vec::new() })
    }

    /// Commits the changes. After this has returned, they survive a crash.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.inner.commit().await?;
        for act in self.after {
            act();
        }
        Ok(())
    }

    /// Registers an action to run after the commit. It does not run if the transaction is not committed.
    pub fn after_commit(&mut self, act: impl FnOnce() + Send + 'static) {
        self.after.push(Box::new(act));
    }

    /// Registers a notification to send after the commit.
    pub(crate) fn wake_on_commit(&mut self, waiting: Arc<Notify>) {
        self.after_commit(move || waiting.notify_one());
    }

    pub(crate) fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.inner
    }
}

impl fmt::Debug for Transaction {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Transaction").finish_non_exhaustive()
    }
}
