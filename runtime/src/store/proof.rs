//! Proves that the store accepts writes, by committing one.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::Instant;

use super::{Store, StoreError};

/// How long a result is used again, so that callers of a health check cannot keep the disk busy.
const GOOD_FOR: Duration = Duration::from_secs(1);

/// The last result and its time. Callers that come during a proof wait for its result.
#[derive(Clone, Default)]
pub(super) struct Proof(Arc<Mutex<Option<(Instant, bool)>>>);

impl Proof {
    pub(super) async fn of(&self, store: &Store) -> Result<(), StoreError> {
        let mut last = self.0.lock().await;
        match *last {
            Some((at, good)) if at.elapsed() < GOOD_FOR => {
                if good {
                    Ok(())
                } else {
                    Err(StoreError::busy("a write failed a moment ago"))
                }
            }
            _ => {
                let proven = write(store).await;
                *last = Some((Instant::now(), proven.is_ok()));
                proven
            }
        }
    }
}

/// Writes a row. An unchanged value is written too.
async fn write(store: &Store) -> Result<(), StoreError> {
    store.space().check(0)?;
    let mut transaction = store.begin().await?;
    store.scope("store", "").counter("proofs").add_in(&mut transaction, 0).await?;
    transaction.commit().await
}

impl fmt::Debug for Proof {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Proof").finish_non_exhaustive()
    }
}
