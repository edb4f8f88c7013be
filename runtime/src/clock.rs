//! The clock. Everything in this program that reads the time or waits uses a [`Clock`], so that tests can control time.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp, civil, tz::TimeZone};
use tokio::sync::watch;

/// The start of [`Clock::uptime`] for the system clock.
static START: LazyLock<Instant> = LazyLock::new(Instant::now);

/// A clock, shared by all its clones.
#[derive(Debug, Clone)]
pub struct Clock(Kind);

#[derive(Debug, Clone)]
enum Kind {
    System,
    Manual(watch::Sender<Moment>),
}

/// The state of a manual clock.
#[derive(Debug, Clone, Copy)]
struct Moment {
    now: Timestamp,
    uptime: Duration,
}

impl Clock {
    /// Returns the system clock.
    pub fn system() -> Self {
        Self(Kind::System)
    }

    /// Returns a clock that only moves when [`advance`](Self::advance) or [`set`](Self::set) is called.
    pub fn manual(start: Timestamp) -> Self {
        Self(Kind::Manual(watch::Sender::new(Moment { now: start, uptime: Duration::ZERO })))
    }

    /// Returns the current time.
    pub fn now(&self) -> Timestamp {
        match &self.0 {
            Kind::System => Timestamp::now(),
            Kind::Manual(time) => time.borrow().now,
        }
    }

    /// Returns the time since a fixed point in the past. It never goes back, and setting the system time does not
    /// change it.
    pub fn uptime(&self) -> Duration {
        match &self.0 {
            Kind::System => START.elapsed(),
            Kind::Manual(time) => time.borrow().uptime,
        }
    }

    /// Returns the current date in UTC.
    pub fn today(&self) -> civil::Date {
        self.now().to_zoned(TimeZone::UTC).date()
    }

    /// Moves a manual clock forward and wakes its waiters. Has no effect on the system clock.
    pub fn advance(&self, by: Duration) {
        if let Kind::Manual(time) = &self.0 {
            time.send_modify(|moment| {
                moment.now = later(moment.now, by);
                moment.uptime = moment.uptime.saturating_add(by);
            });
        }
    }

    /// Sets the time of a manual clock, as an operator who corrects the system time does. [`uptime`](Self::uptime)
    /// stays unchanged. Has no effect on the system clock.
    pub fn set(&self, to: Timestamp) {
        if let Kind::Manual(time) = &self.0 {
            time.send_modify(|moment| moment.now = to);
        }
    }

    /// Waits until the given time.
    pub async fn sleep_until(&self, until: Timestamp) {
        match &self.0 {
            Kind::System => {
                // The system clock can be changed during the wait, so it is checked again afterwards.
                while let Some(left) = left(until, self.now()) {
                    tokio::time::sleep(left).await;
                }
            }
            Kind::Manual(time) => {
                // The sender lives in `self`, so the wait cannot end for any other reason.
                let _ = time.subscribe().wait_for(|moment| moment.now >= until).await;
            }
        }
    }
}

/// Adds a duration to a time; saturates at the maximum time.
pub fn later(time: Timestamp, by: Duration) -> Timestamp {
    SignedDuration::try_from(by)
        .ok()
        .and_then(|by| time.checked_add(by).ok())
        .unwrap_or(Timestamp::MAX)
}

fn left(until: Timestamp, now: Timestamp) -> Option<Duration> {
    let left = Duration::try_from(until.duration_since(now)).ok()?;
    (!left.is_zero()).then_some(left)
}
