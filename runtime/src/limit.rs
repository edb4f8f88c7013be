//! Rate limiting. A [`Limiter`] is asked before an action, with a key such as the id of an API key. It allows the
//! action or returns the time to wait.
//!
//! The counts are kept in memory. After a restart, callers can exceed a limit once. Times are those of a clock that is
//! never set ([`Clock::uptime`]), so a correction of the system time neither extends nor ends a wait.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::clock::Clock;

/// When this many keys are remembered, expired ones are removed.
const KEYS: usize = 1024;

/// A maximum number of actions within any time span of the given length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rule {
    /// The maximum number.
    pub most: usize,
    /// The length of the time span.
    pub within: Duration,
}

/// A rate limiter with one or more rules that counts by key. Cheap to clone; clones share their counts.
#[derive(Debug, Clone)]
pub struct Limiter {
    clock: Clock,
    rules: Vec<Rule>,
    enforced: bool,
    counts: Arc<Mutex<Counts>>,
}

/// The limit was exceeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("more than {} within {} seconds", rule.most, rule.within.as_secs())]
#[non_exhaustive]
pub struct Exceeded {
    /// The rule that was exceeded; if there are several, the one with the longest wait.
    pub rule: Rule,
    /// The time to wait.
    pub wait: Duration,
}

/// A counted action whose outcome is open. Dropping it leaves the action counted.
#[derive(Debug)]
pub struct Reservation {
    limiter: Limiter,
    key: String,
    at: Duration,
}

#[derive(Debug)]
struct Counts {
    by_key: HashMap<String, VecDeque<Duration>>,
    /// Grows with the number of keys in use, so that scans of all keys stay rare.
    tidy_at: usize,
}

impl Limiter {
    /// Creates a limiter without rules. It allows everything.
    pub fn new(clock: Clock) -> Self {
        let counts = Counts { by_key: HashMap::new(), tidy_at: KEYS };
        Self { clock, rules: Vec::new(), enforced: true, counts: Arc::new(Mutex::new(counts)) }
    }

    /// Disables the limiter: everything is allowed, whatever the rules.
    #[must_use]
    pub fn off(self) -> Self {
        Self { enforced: false, ..self }
    }

    /// Adds a rule: at most `times` actions within any span of this length, for each key. Add all rules before sharing
    /// the limiter.
    #[must_use]
    pub fn rule(mut self, most: usize, within: Duration) -> Self {
        if self.enforced {
            self.rules.push(Rule { most, within });
        }
        self
    }

    /// Checks whether the action is allowed, without counting it.
    pub fn look(&self, key: &str) -> Result<(), Exceeded> {
        let now = self.clock.uptime();
        let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let exceeded = counts.by_key.get(key).and_then(|times| self.exceeded(times, now));
        exceeded.map_or(Ok(()), Err)
    }

    /// Counts an action for a key if all rules allow it. A rejected action is not counted, so waiting always helps.
    pub fn take(&self, key: &str) -> Result<(), Exceeded> {
        self.reserve(key).map(drop)
    }

    /// Counts an action before its outcome is known, so that concurrent actions cannot exceed the limit. The action
    /// stays counted unless it is released.
    pub fn reserve(&self, key: &str) -> Result<Reservation, Exceeded> {
        let now = self.clock.uptime();
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if !counts.by_key.contains_key(key) {
            counts.tidy(now, self.longest());
        }
        let times = counts.by_key.entry(key.to_owned()).or_default();
        forget(times, now, self.longest());
        if let Some(exceeded) = self.exceeded(times, now) {
            return Err(exceeded);
        }
        times.push_back(now);
        Ok(Reservation { limiter: self.clone(), key: key.to_owned(), at: now })
    }

    fn exceeded(&self, times: &VecDeque<Duration>, now: Duration) -> Option<Exceeded> {
        let exceeded = self.rules.iter().filter_map(|rule| rule.exceeded(times, now));
        exceeded.max_by_key(|exceeded| exceeded.wait)
    }

    fn longest(&self) -> Duration {
        self.rules.iter().map(|rule| rule.within).max().unwrap_or_default()
    }
}

impl Rule {
    /// Returns the wait if these times, oldest first, leave no room for another action.
    fn exceeded(&self, times: &VecDeque<Duration>, now: Duration) -> Option<Exceeded> {
        let oldest_that_counts = match times.len().checked_sub(self.most)? {
            // Nothing is ever allowed, so any answer is as good as the length of the span.
            _ if self.most == 0 => now,
            before => *times.get(before)?,
        };
        let wait = oldest_that_counts.saturating_add(self.within).saturating_sub(now);
        (!wait.is_zero()).then_some(Exceeded { rule: *self, wait })
    }
}

impl Reservation {
    /// Takes the action back, as if it had not happened.
    pub fn release(self) {
        let mut counts = self.limiter.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(times) = counts.by_key.get_mut(&self.key)
            && let Some(place) = times.iter().rposition(|time| *time == self.at)
        {
            times.remove(place);
        }
    }
}

impl Exceeded {
    /// The wait in whole seconds, rounded up, for the `Retry-After` header.
    pub fn seconds(&self) -> u64 {
        self.wait.as_secs().saturating_add(u64::from(self.wait.subsec_nanos() > 0))
    }
}

impl Counts {
    /// Removes keys without current entries if there are many keys.
    fn tidy(&mut self, now: Duration, longest: Duration) {
        if self.by_key.len() < self.tidy_at {
            return;
        }
        self.by_key.retain(|_, times| {
            forget(times, now, longest);
            !times.is_empty()
        });
        self.tidy_at = self.by_key.len().saturating_mul(2).max(KEYS);
    }
}

/// Removes times that no rule counts any longer.
fn forget(times: &mut VecDeque<Duration>, now: Duration, longest: Duration) {
    while times.front().is_some_and(|time| now.saturating_sub(*time) >= longest) {
        times.pop_front();
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn limiter() -> (Clock, Limiter) {
        let clock = Clock::manual(Timestamp::UNIX_EPOCH);
        (clock.clone(), Limiter::new(clock).rule(5, 60 * SECOND).rule(2, SECOND))
    }

    #[test]
    fn the_wait_depends_on_earlier_actions() {
        let (clock, limiter) = limiter();
        assert_eq!(limiter.take("a"), Ok(()));
        clock.advance(Duration::from_millis(400));
        assert_eq!(limiter.take("a"), Ok(()));
        let exceeded = limiter.take("a").unwrap_err();
        assert_eq!((exceeded.rule.most, exceeded.wait), (2, Duration::from_millis(600)));
        assert_eq!(
            (exceeded.seconds(), exceeded.to_string().as_str()),
            (1, "more than 2 within 1 seconds")
        );
        assert_eq!(
            limiter.look("a"),
            Err(exceeded),
            "a check gives the same result and counts nothing"
        );
        assert_eq!(
            (limiter.look("b"), limiter.take("b")),
            (Ok(()), Ok(())),
            "keys are counted separately"
        );
        clock.advance(exceeded.wait);
        assert_eq!(limiter.take("a"), Ok(()));
        assert_eq!(limiter.take("a").unwrap_err().wait, Duration::from_millis(400));
    }

    #[test]
    fn all_rules_apply_and_the_longest_wait_is_returned() {
        let (clock, limiter) = limiter();
        for _ in 0..5 {
            assert_eq!(limiter.take("a"), Ok(()));
            clock.advance(SECOND);
        }
        for _ in 0..10 {
            let exceeded = limiter.take("a").unwrap_err();
            assert_eq!(
                (exceeded.rule.most, exceeded.wait),
                (5, 55 * SECOND),
                "a rejection does not count"
            );
        }
        clock.advance(55 * SECOND);
        assert_eq!(limiter.take("a"), Ok(()));
        assert_eq!(limiter.take("a").unwrap_err().seconds(), 1);
    }

    #[test]
    fn without_rules_everything_is_allowed_and_a_limit_of_zero_allows_nothing() {
        let clock = Clock::manual(Timestamp::UNIX_EPOCH);
        let free = Limiter::new(clock.clone());
        let off = Limiter::new(clock.clone()).off().rule(0, SECOND);
        assert_eq!(off.take("a"), Ok(()));
        assert!((0..1000).all(|_| free.take("a").is_ok()));
        let shut = Limiter::new(clock).rule(0, SECOND);
        assert_eq!(shut.take("a").unwrap_err().wait, SECOND);
    }

    #[test]
    fn a_released_action_is_not_counted() {
        let clock = Clock::manual(Timestamp::UNIX_EPOCH);
        let limiter = Limiter::new(clock).rule(2, SECOND);
        let first = limiter.reserve("a").unwrap();
        let second = limiter.reserve("a").unwrap();
        assert!(limiter.reserve("a").is_err(), "both count while their outcome is open");
        first.release();
        assert_eq!(limiter.take("a"), Ok(()));
        drop(second);
        assert!(limiter.take("a").is_err(), "a dropped reservation stays counted");
    }

    #[test]
    fn setting_the_system_time_changes_no_wait() {
        let clock = Clock::manual("2026-01-01T12:00:00Z".parse().unwrap());
        let limiter = Limiter::new(clock.clone()).rule(1, 60 * SECOND);
        assert_eq!(limiter.take("a"), Ok(()));
        for time in ["2025-12-31T10:00:00Z", "2027-01-01T00:00:00Z"] {
            clock.set(time.parse().unwrap());
            assert_eq!(limiter.take("a").unwrap_err().wait, 60 * SECOND, "{time}");
        }
        clock.advance(60 * SECOND);
        assert_eq!(limiter.take("a"), Ok(()));
    }

    #[test]
    fn unused_keys_are_removed() {
        let (clock, limiter) = limiter();
        for number in 0..KEYS {
            assert_eq!(limiter.take(&number.to_string()), Ok(()));
        }
        clock.advance(60 * SECOND);
        assert_eq!(limiter.take("one more"), Ok(()));
        assert_eq!(limiter.counts.lock().unwrap().by_key.len(), 1);
    }

    #[test]
    fn clones_count_together_from_many_threads() {
        let clock = Clock::manual(Timestamp::UNIX_EPOCH);
        let limiter = Limiter::new(clock).rule(100, SECOND);
        let taken: usize = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..4)
                .map(|_| {
                    let limiter = limiter.clone();
                    scope.spawn(move || (0..50).filter(|_| limiter.take("a").is_ok()).count())
                })
                .collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).sum()
        });
        assert_eq!(taken, 100);
    }
}
