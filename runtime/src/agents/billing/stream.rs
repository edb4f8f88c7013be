//! The stream of billing events. Events are read from the store, and notifications only trigger a new read, so slow
//! subscribers miss nothing.

use agents_api::types::BillingEventResponse;
use futures_util::{Stream, stream};
use jiff::Timestamp;
use tokio::sync::watch;

use super::entry::Entry;
use super::ledger::Ledger;
use crate::store::{List, Page, StoreError};

/// The position of a subscriber.
#[derive(Debug)]
struct Follower {
    ledger: Ledger,
    notifier: watch::Receiver<()>,
    /// The last event that was read.
    last: Option<String>,
    seen: std::vec::IntoIter<BillingEventResponse>,
}

/// The number of events to read at once.
const CHUNK: u64 = 50;

/// Returns the events from now on, as an endless stream.
pub(super) async fn follow(
    ledger: Ledger,
) -> Result<impl Stream<Item = Result<BillingEventResponse, StoreError>> + Send, StoreError> {
    // The notification is registered before the store is read, so that no event in between is missed.
    let notifier = ledger.live().billing.listen(ledger.scope().tenant());
    ledger.subscription().await?;
    let newest = ledger.entries().list(&List::new().newest_first().limit(1)).await?;
    let last = newest.items.into_iter().next().map(|record| record.id);
    let follower = Follower { ledger, notifier, last, seen: Vec::new().into_iter() };
    Ok(stream::try_unfold(follower, |mut follower| async move {
        let event = follower.next().await?;
        Ok(Some((event, follower)))
    }))
}

impl Follower {
    async fn next(&mut self) -> Result<BillingEventResponse, StoreError> {
        loop {
            if let Some(event) = self.seen.next() {
                return Ok(event);
            }
            self.notifier.mark_unchanged();
            let due = self.ledger.subscription().await?.and_then(|present| present.due());
            let page = self.news().await?;
            if page.items.is_empty() {
                self.wait(due).await;
                continue;
            }
            self.last = page.items.last().map(|record| record.id.clone());
            let tenant = self.ledger.scope().tenant();
            let seen = page.items.into_iter().map(|record| record.value.show(tenant, &record.id));
            self.seen = seen.collect::<Vec<_>>().into_iter();
        }
    }

    async fn news(&self) -> Result<Page<Entry>, StoreError> {
        let list = List::new().limit(CHUNK);
        let list = match &self.last {
            Some(seen) => list.after(seen),
            None => list,
        };
        self.ledger.entries().list(&list).await
    }

    /// Waits for a notification or for the next time-based change.
    async fn wait(&mut self, due: Option<Timestamp>) {
        let clock = self.ledger.clock().clone();
        tokio::select! {
            heard = self.notifier.changed() => {
                if heard.is_err() {
                    // No more notifications are possible.
                    std::future::pending::<()>().await;
                }
            }
            () = clock.sleep_until(due.unwrap_or(Timestamp::MAX)) => {}
        }
    }
}
