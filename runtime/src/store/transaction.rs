//! Several changes that happen together or not at all.

use std::fmt;
use std::sync::Arc;

use sqlx::{Sqlite, SqliteConnection, SqlitePool};
use tokio::sync::Notify;

use super::StoreError;

/// A transaction. Dropped without [`commit`](Self::commit), it changes nothing.
pub struct Transaction {
    inner: sqlx::Transaction<'static, Sqlite>,
    after: Vec<Box<dyn FnOnce() + Send>>,
}

impl Transaction {
    pub(super) async fn begin(pool: &SqlitePool) -> Result<Self, StoreError> {
        // IMMEDIATE: the right to write is taken at the start, so that what is read cannot change before it is written.
        Ok(Self { inner: pool.begin_with("BEGIN IMMEDIATE").await?, after: Vec::new() })
    }

    /// Makes the changes last. When this returns, they survive a crash.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.inner.commit().await?;
        for act in self.after {
            act();
        }
        Ok(())
    }

    /// Something to do once the changes are there to be seen. It is not done when they never are.
    pub fn after_commit(&mut self, act: impl FnOnce() + Send + 'static) {
        self.after.push(Box::new(act));
    }

    /// Someone to wake once the changes are there to be seen.
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
