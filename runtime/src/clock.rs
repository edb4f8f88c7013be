//! The time, which tests can hold and move. Everything in this program that asks for the time or waits asks a [`Clock`].

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
    /// The machine's clock.
    pub fn system() -> Self {
        Self(Kind::System)
    }

    /// A clock that stands still until it is moved by [`advance`](Self::advance).
    pub fn manual(start: Timestamp) -> Self {
        Self(Kind::Manual(watch::Sender::new(start)))
    }

    /// The time.
    pub fn now(&self) -> Timestamp {
        match &self.0 {
            Kind::System => Timestamp::now(),
            Kind::Manual(time) => *time.borrow(),
        }
    }

    /// The day, in UTC.
    pub fn today(&self) -> civil::Date {
        self.now().to_zoned(TimeZone::UTC).date()
    }

    /// Moves a manual clock on, and wakes who waits for it. The machine's clock is left alone.
    pub fn advance(&self, by: Duration) {
        if let Kind::Manual(time) = &self.0 {
            time.send_modify(|now| *now = later(*now, by));
        }
    }

    /// Waits until a time has come.
    pub async fn sleep_until(&self, until: Timestamp) {
        match &self.0 {
            Kind::System => {
                // A machine's clock can be set while one waits: look at it again when the wait is over.
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

/// A time that comes after another; the end of time when there is none.
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
