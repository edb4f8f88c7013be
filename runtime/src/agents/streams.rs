//! Open streams of callers: how many a user and a tenant may have, and their end with the session.

use std::future::Future;
use std::time::Duration;

use futures_util::{Stream, StreamExt};
use jiff::Timestamp;

use super::Agents;
use super::caller::Caller;
use super::keyring::Claims;
use super::live::Slot;
use super::refusal::Refusal;
use crate::clock::later;

/// The interval in which sessions are checked although nothing was heard of them.
const CHECK: Duration = Duration::from_secs(30);

impl Agents {
    /// Counts a stream of a user. It is counted until the slots are dropped.
    pub(super) fn open_stream(&self, caller: &Caller) -> Result<Vec<Slot>, Refusal> {
        let of_user = self.live.streams.take(&caller.user)?;
        Ok(vec![of_user, self.live.tenant_streams.take(&caller.tenant)?])
    }

    /// Returns the events until the caller's access token expires or the session ends. Holds the slots until then.
    pub(super) fn while_in_session<S: Stream>(
        &self,
        caller: &Caller,
        slots: Vec<Slot>,
        events: S,
    ) -> impl Stream<Item = S::Item> + use<S> {
        let end = self.end_of_session(caller.claims.clone());
        events.take_until(async move {
            let _slots = slots;
            end.await;
        })
    }

    /// Completes when an access token expires or its session ends.
    fn end_of_session(&self, claims: Claims) -> impl Future<Output = ()> + Send + use<> {
        let agents = self.clone();
        // Registered before the first check, so that no end in between is missed.
        let mut notifier = self.live.sessions.listen(&claims.sub);
        async move {
            let expiry = Timestamp::from_second(claims.exp).unwrap_or(Timestamp::MIN);
            while agents.is_in_session(&claims, expiry).await {
                let next = later(agents.clock.now(), CHECK).min(expiry);
                tokio::select! {
                    // The notifier lives as long as the server.
                    _ = notifier.changed() => {}
                    () = agents.clock.sleep_until(next) => {}
                }
            }
        }
    }

    /// Returns whether a stream may go on. A session that cannot be checked counts as ended.
    async fn is_in_session(&self, claims: &Claims, expiry: Timestamp) -> bool {
        if expiry <= self.clock.now() {
            return false;
        }
        self.tenant_of_session(claims).await.map_or_else(
            |error| {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "cannot check the session of a stream, so the stream ends"
                );
                false
            },
            |tenant| tenant.is_some(),
        )
    }
}
