//! State that lives only while the server is running: subscribers, followers of runs, rate limits, and open streams.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use agents_api::wire::{Fault, Problem, StatusCode};
use tokio::sync::{mpsc, watch};

use super::refusal::Refusal;
use super::workflows::RunEvent;
use crate::context::Context;
use crate::limit::Limiter;

/// The setting that disables the stream of billing events.
const BILLING_STREAM: &str = "AGENTS_BILLING_STREAM";

const MINUTE: Duration = Duration::from_mins(1);

/// The time to wait, in seconds, if one of the caller's own streams has to end first.
const SOON: u64 = 5;

/// The state of all tenants.
#[derive(Debug)]
pub(super) struct Live {
    /// Notifications of billing events, by tenant.
    pub(super) billing: Notifiers,
    /// Notifications of indexed files, by attachment.
    pub(super) indexing: Notifiers,
    /// Notifications of canceled runs, by run.
    pub(super) cancelled: Notifiers,
    /// The followers of runs.
    pub(super) feeds: Feeds,
    /// Notifications of ended sessions and revoked tokens, by user or service account.
    pub(super) sessions: Notifiers,
    /// The rate limit of chats per user.
    pub(super) chats: Gauge,
    /// The rate limit of streamed responses per user, and the limit of open streams.
    pub(super) streams: Gauge,
    /// The limit of open streams per tenant.
    pub(super) tenant_streams: Gauge,
    /// The rate limit of billing streams per tenant, and the limit of open streams.
    pub(super) billing_streams: Gauge,
    /// Whether billing streams are enabled.
    pub(super) may_follow_billing: bool,
}

/// Named notifications.
#[derive(Debug, Default)]
pub(super) struct Notifiers(Mutex<BTreeMap<String, watch::Sender<()>>>);

/// The channels for the events of runs, by run.
#[derive(Debug, Default)]
pub(super) struct Feeds(Mutex<BTreeMap<String, mpsc::UnboundedSender<RunEvent>>>);

/// A rate limit per minute, combined with a limit of concurrent uses.
#[derive(Debug)]
pub(super) struct Gauge {
    what: &'static str,
    often: Limiter,
    most: usize,
    open: Arc<Mutex<BTreeMap<String, usize>>>,
}

/// A slot for one use. It is released when dropped.
#[derive(Debug)]
pub(super) struct Slot {
    key: String,
    open: Arc<Mutex<BTreeMap<String, usize>>>,
}

impl Live {
    pub(super) fn new(context: &Context) -> Self {
        Self {
            may_follow_billing: context.environment.get(BILLING_STREAM) != Some("off"),
            billing: Notifiers::default(),
            indexing: Notifiers::default(),
            cancelled: Notifiers::default(),
            sessions: Notifiers::default(),
            feeds: Feeds::default(),
            chats: Gauge::new("chats", context.limiter(), 60, usize::MAX),
            streams: Gauge::new("streams", context.limiter(), 30, 5),
            tenant_streams: Gauge::new("streams of the tenant", context.limiter(), usize::MAX, 50),
            billing_streams: Gauge::new("streams", context.limiter(), 20, 3),
        }
    }
}

impl Notifiers {
    /// Notifies all listeners of a name. There may be none.
    pub(super) fn ring(&self, name: &str) {
        let mut notifiers = lock(&self.0);
        if let Some(notifier) = notifiers.get(name) {
            notifier.send_replace(());
            if notifier.is_closed() {
                notifiers.remove(name);
            }
        }
    }

    /// Returns a receiver for all later notifications.
    pub(super) fn listen(&self, name: &str) -> watch::Receiver<()> {
        let mut notifiers = lock(&self.0);
        // Removes the names without listeners.
        notifiers.retain(|_, notifier| !notifier.is_closed());
        notifiers.entry(name.to_owned()).or_insert_with(|| watch::Sender::new(())).subscribe()
    }
}

impl Feeds {
    /// Subscribes to a run that is about to start.
    pub(super) fn follow(&self, run: &str) -> mpsc::UnboundedReceiver<RunEvent> {
        let (teller, follower) = mpsc::unbounded_channel();
        let mut feeds = lock(&self.0);
        feeds.retain(|_, teller| !teller.is_closed());
        feeds.insert(run.to_owned(), teller);
        follower
    }

    /// Returns the channel for the events of a starting run, if it has a follower.
    pub(super) fn of(&self, run: &str) -> Option<mpsc::UnboundedSender<RunEvent>> {
        lock(&self.0).remove(run)
    }
}

impl Gauge {
    fn new(what: &'static str, limiter: Limiter, a_minute: usize, most: usize) -> Self {
        let often = limiter.rule(a_minute, MINUTE);
        Self { what, often, most, open: Arc::default() }
    }

    /// Starts a use for a key, and holds a slot until it ends.
    pub(super) fn take(&self, key: &str) -> Result<Slot, Refusal> {
        let mut open = lock(&self.open);
        let count = open.get(key).copied().unwrap_or(0);
        if count >= self.most {
            return Err(too_many(format!("{count} {} are already open.", self.what), SOON));
        }
        self.often.take(key).map_err(|exceeded| {
            let (most, what, seconds) = (exceeded.rule.most, self.what, exceeded.seconds());
            let unit = if seconds == 1 { "second" } else { "seconds" };
            let why =
                format!("More than {most} {what} in a minute. Try again in {seconds} {unit}.");
            too_many(why, seconds)
        })?;
        open.insert(key.to_owned(), count + 1);
        Ok(Slot { key: key.to_owned(), open: Arc::clone(&self.open) })
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut open = lock(&self.open);
        if let Some(count) = open.get_mut(&self.key) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                open.remove(&self.key);
            }
        }
    }
}

fn too_many(why: String, seconds: u64) -> Refusal {
    let problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, why);
    Refusal::Fault(Fault::problem(problem.code("TooManyRequests").retry_after(seconds)))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::clock::Clock;

    #[test]
    fn concurrent_uses_and_uses_per_minute_are_limited() {
        let clock = Clock::manual(Timestamp::UNIX_EPOCH);
        let gauge = Gauge::new("streams", Limiter::new(clock.clone()), 4, 2);
        let first = gauge.take("a").unwrap();
        let second = gauge.take("a").unwrap();
        assert!(gauge.take("a").is_err(), "two are open");
        assert!(gauge.take("b").is_ok(), "keys are counted separately");
        drop(first);
        drop(gauge.take("a").unwrap());
        drop(second);
        drop(gauge.take("a").unwrap());
        assert!(gauge.take("a").is_err(), "four in a minute");
        clock.advance(MINUTE);
        assert!(gauge.take("a").is_ok());
    }

    #[tokio::test]
    async fn a_notification_reaches_all_listeners() {
        let notifiers = Notifiers::default();
        notifiers.ring("a");
        let (mut one, mut other) = (notifiers.listen("a"), notifiers.listen("a"));
        assert!(!one.has_changed().unwrap());
        notifiers.ring("b");
        notifiers.ring("a");
        one.changed().await.unwrap();
        other.changed().await.unwrap();
        drop((one, other));
        notifiers.ring("a");
        assert!(lock(&notifiers.0).is_empty());
    }
}
