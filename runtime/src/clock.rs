//! The clock. Everything in this program that reads the time or waits uses a [`Clock`], so that tests can control time.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp, civil, tz::TimeZone};
use tokio::sync::watch;

/// A clock, shared by all its clones.
#[derive(Debug, Clone)]
pub struct Clock(Kind);

#[derive(Debug, Clone)]
enum Kind {
    System,
    Manual(watch::Sender<Timestamp>),
}

impl Clock {
    /// Returns the system clock.
    pub fn system() -> Self {
        Self(Kind::System)
    }

    /// Returns a clock that only moves when [`advance`](Self::advance) is called.
    pub fn manual(start: Timestamp) -> Self {
        Self(Kind::Manual(watch::Sender::new(start)))
    }

    /// Returns the current time.
    pub fn now(&self) -> Timestamp {
        match &self.0 {
            Kind::System => Timestamp::now(),
            Kind::Manual(time) => *time.borrow(),
        }
    }

    /// Returns the current date in UTC.
    pub fn today(&self) -> civil::Date {
        self.now().to_zoned(TimeZone::UTC).date()
    }

    /// Moves a manual clock forward and wakes its waiters. Has no effect on the system clock.
    pub fn advance(&self, by: Duration) {
        if let Kind::Manual(time) = &self.0 {
            time.send_modify(|now| *now = later(*now, by));
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
                let _ = time.subscribe().wait_for(|now| *now >= until).await;
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
