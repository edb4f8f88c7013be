//! What lives only as long as the server runs: who waits for news, who follows a run, who may call how often, and how many
//! streams are open.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use agents_api::wire::{Fault, Problem, StatusCode};
use tokio::sync::{mpsc, watch};

use super::refusal::Refusal;
use super::workflows::Told;
use crate::clock::Clock;
use crate::environment::Environment;
use crate::limit::Limiter;

/// The setting that switches the stream of billing events off.
const BILLING_STREAM: &str = "AGENTS_BILLING_STREAM";

const MINUTE: Duration = Duration::from_mins(1);

/// When to try again where a stream of the caller's own has to end first, in seconds.
const SOON: u64 = 5;

/// Everything of that kind, for all tenants.
#[derive(Debug)]
pub(super) struct Live {
    /// News of billing events, by the tenant.
    pub(super) billing: Bells,
    /// News of files that were made searchable, by the attachment.
    pub(super) indexing: Bells,
    /// News of runs that were cancelled, by the run.
    pub(super) cancelled: Bells,
    /// Who follows which run.
    pub(super) feeds: Feeds,
    /// How often a person may chat.
    pub(super) chats: Gauge,
    /// How often a person may have an answer streamed, and how many at once.
    pub(super) chat_streams: Gauge,
    /// How often a tenant may follow billing events, and how many at once.
    pub(super) billing_streams: Gauge,
    /// Whether billing events can be followed at all.
    pub(super) may_follow_billing: bool,
}

/// Wakes those who wait for news under a name.
#[derive(Debug, Default)]
pub(super) struct Bells(Mutex<BTreeMap<String, watch::Sender<()>>>);

/// Where a run tells what happens in it, by the run.
#[derive(Debug, Default)]
pub(super) struct Feeds(Mutex<BTreeMap<String, mpsc::UnboundedSender<Told>>>);

/// How often something may be begun in a minute, and how many of it may be under way at once.
#[derive(Debug)]
pub(super) struct Gauge {
    what: &'static str,
    often: Limiter,
    most: usize,
    open: Arc<Mutex<BTreeMap<String, usize>>>,
}

/// One of those that may be under way at once. It makes room when it is dropped.
#[derive(Debug)]
pub(super) struct Slot {
    key: String,
    open: Arc<Mutex<BTreeMap<String, usize>>>,
}

impl Live {
    pub(super) fn new(clock: &Clock, environment: &Environment) -> Self {
        Self {
            may_follow_billing: environment.get(BILLING_STREAM) != Some("off"),
            billing: Bells::default(),
            indexing: Bells::default(),
            cancelled: Bells::default(),
            feeds: Feeds::default(),
            chats: Gauge::new("chats", clock, 60, usize::MAX),
            chat_streams: Gauge::new("streams", clock, 30, 5),
            billing_streams: Gauge::new("streams", clock, 20, 3),
        }
    }
}

impl Bells {
    /// Tells everyone who listens for this name. Nobody may be listening.
    pub(super) fn ring(&self, name: &str) {
        let mut bells = lock(&self.0);
        if let Some(bell) = bells.get(name) {
            bell.send_replace(());
            if bell.is_closed() {
                bells.remove(name);
            }
        }
    }

    /// Hears of everything that is told from now on.
    pub(super) fn listen(&self, name: &str) -> watch::Receiver<()> {
        let mut bells = lock(&self.0);
        // Nobody may ever have rung the bells that nobody listens to any more.
        bells.retain(|_, bell| !bell.is_closed());
        bells.entry(name.to_owned()).or_insert_with(|| watch::Sender::new(())).subscribe()
    }
}

impl Feeds {
    /// Follows a run that is about to begin.
    pub(super) fn follow(&self, run: &str) -> mpsc::UnboundedReceiver<Told> {
        let (teller, follower) = mpsc::unbounded_channel();
        let mut feeds = lock(&self.0);
        feeds.retain(|_, teller| !teller.is_closed());
        feeds.insert(run.to_owned(), teller);
        follower
    }

    /// Where a run that begins tells what happens, if someone follows it.
    pub(super) fn of(&self, run: &str) -> Option<mpsc::UnboundedSender<Told>> {
        lock(&self.0).remove(run)
    }
}

impl Gauge {
    fn new(what: &'static str, clock: &Clock, a_minute: usize, most: usize) -> Self {
        let often = Limiter::new(clock.clone()).rule(a_minute, MINUTE);
        Self { what, often, most, open: Arc::default() }
    }

    /// Begins one for a key, and holds a slot for as long as it is under way.
    pub(super) fn take(&self, key: &str) -> Result<Slot, Refusal> {
        let mut open = lock(&self.open);
        let count = open.get(key).copied().unwrap_or(0);
        if count >= self.most {
            return Err(too_many(format!("{count} {} are open already.", self.what), SOON));
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

    #[test]
    fn so_many_at_once_and_so_many_in_a_minute() {
        let clock = Clock::manual(Timestamp::UNIX_EPOCH);
        let gauge = Gauge::new("streams", &clock, 4, 2);
        let first = gauge.take("a").unwrap();
        let second = gauge.take("a").unwrap();
        assert!(gauge.take("a").is_err(), "two are open");
        assert!(gauge.take("b").is_ok(), "keys are counted apart");
        drop(first);
        drop(gauge.take("a").unwrap());
        drop(second);
        drop(gauge.take("a").unwrap());
        assert!(gauge.take("a").is_err(), "four in a minute");
        clock.advance(MINUTE);
        assert!(gauge.take("a").is_ok());
    }

    #[tokio::test]
    async fn a_bell_is_heard_by_all_who_listen() {
        let bells = Bells::default();
        bells.ring("a");
        let (mut one, mut other) = (bells.listen("a"), bells.listen("a"));
        assert!(!one.has_changed().unwrap());
        bells.ring("b");
        bells.ring("a");
        one.changed().await.unwrap();
        other.changed().await.unwrap();
        drop((one, other));
        bells.ring("a");
        assert!(lock(&bells.0).is_empty());
    }
}
