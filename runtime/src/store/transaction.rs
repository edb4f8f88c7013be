//! Several changes that happen together or not at all.

use std::sync::Arc;

use sqlx::{Sqlite, SqliteConnection, SqlitePool};
use tokio::sync::Notify;

use super::StoreError;

/// A transaction. Dropped without [`commit`](Self::commit), it changes nothing.
#[derive(Debug)]
pub struct Transaction {
    inner: sqlx::Transaction<'static, Sqlite>,
    wake: Vec<Arc<Notify>>,
}

impl Transaction {
    pub(super) async fn begin(pool: &SqlitePool) -> Result<Self, StoreError> {
        // IMMEDIATE: the right to write is taken at the start, so that what is read cannot change before it is written.
        Ok(Self { inner: pool.begin_with("BEGIN IMMEDIATE").await?, wake: Vec::new() })
    }

    /// Makes the changes last. When this returns, they survive a crash.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.inner.commit().await?;
        for waiting in self.wake {
            waiting.notify_one();
        }
        Ok(())
    }

    /// Someone to wake once the changes are there to be seen.
    pub(crate) fn wake_on_commit(&mut self, waiting: Arc<Notify>) {
        self.wake.push(waiting);
    }

    pub(crate) fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.inner
    }
}
