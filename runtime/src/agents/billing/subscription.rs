//! A tenant's subscription: trial, periods and end. Nothing in this module waits or stores. Callers use
//! [`Subscription::settle`] to bring a subscription up to date.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

use super::plans::{Plan, coded};

/// A subscription.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(in crate::agents) struct Subscription {
    pub(super) plan: String,
    pub(super) status: Status,
    pub(super) auto_renew: bool,
    pub(super) billing_email: Option<String>,
    pub(super) starts_at: Timestamp,
    /// Periods are counted from the start date, so that a subscription started on the 31st does not move to the 28th
    /// permanently.
    period: i32,
    pub(super) trial_ends_at: Option<Timestamp>,
    pub(super) cancel_at: Option<Timestamp>,
    pub(super) seats: i64,
    pub(super) metadata: BTreeMap<String, String>,
}

/// The status of a subscription.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Status {
    Trialing,
    Active,
    PastDue,
    Canceled,
}

/// The input for a new subscription.
#[derive(Debug, Clone)]
pub(in crate::agents) struct Start {
    pub(in crate::agents) plan: &'static Plan,
    pub(in crate::agents) billing_email: Option<String>,
    pub(in crate::agents) auto_renew: bool,
    /// `None` means the number included in the plan.
    pub(in crate::agents) seats: Option<i64>,
    /// A trial shorter than that of the plan. Only for plans with a trial.
    pub(in crate::agents) trial_days: Option<i64>,
}

/// An event of a subscription and the amount to be paid for it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Happening {
    pub(super) at: Timestamp,
    /// As named by Stripe.
    pub(super) kind: &'static str,
    /// The subscription after the event.
    pub(super) after: Subscription,
    /// The amount in cents, and the reason as named by Stripe.
    pub(super) bill: Option<(i64, &'static str)>,
    /// The start and end of the period that ended.
    pub(super) ended: Option<(Timestamp, Timestamp)>,
}

pub(super) const CREATED: &str = "customer.subscription.created";
pub(super) const UPDATED: &str = "customer.subscription.updated";
pub(super) const DELETED: &str = "customer.subscription.deleted";
pub(super) const PAID: &str = "invoice.paid";

impl Status {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Trialing => "trialing",
            Self::Active => "active",
            Self::PastDue => "past_due",
            Self::Canceled => "canceled",
        }
    }
}

impl Subscription {
    /// Creates a subscription that starts now.
    pub(super) fn start(start: Start, now: Timestamp) -> (Self, Vec<Happening>) {
        let Start { plan, billing_email, auto_renew, seats, trial_days } = start;
        let trial = plan.trial_days.map(|most| trial_days.unwrap_or(most).min(most));
        let trial = trial.filter(|days| *days > 0).map(days);
        let trial_ends_at = trial.map(|trial| now.checked_add(trial).unwrap_or(Timestamp::MAX));
        let mut subscription = Self {
            plan: plan.code.to_owned(),
            status: if trial.is_some() { Status::Trialing } else { Status::Active },
            auto_renew,
            billing_email,
            starts_at: now,
            period: 0,
            trial_ends_at,
            cancel_at: None,
            seats: seats.unwrap_or(plan.seats),
            metadata: BTreeMap::new(),
        };
        subscription.renew(auto_renew);
        let mut happened = vec![subscription.happening(now, CREATED)];
        if trial.is_none() {
            happened.extend(subscription.bill(now, "subscription_create"));
        }
        (subscription, happened)
    }

    pub(super) fn has_ended(&self) -> bool {
        self.status == Status::Canceled
    }

    /// Returns the start and end of the current or last period.
    pub(super) fn period(&self) -> (Timestamp, Timestamp) {
        (self.begin_of(self.period), self.begin_of(self.period.saturating_add(1)))
    }

    /// Enables or disables automatic renewal.
    pub(super) fn renew(&mut self, auto_renew: bool) {
        self.auto_renew = auto_renew;
        self.cancel_at = if auto_renew { None } else { Some(self.period().1) };
    }

    /// Ends the subscription at the end of the current period. A trial is a separate period, so a subscription canceled
    /// during the trial costs nothing.
    pub(super) fn cancel_later(&mut self) {
        self.auto_renew = false;
        let trial = self.trial_ends_at.filter(|_| self.status == Status::Trialing);
        self.cancel_at = Some(trial.unwrap_or_else(|| self.period().1));
    }

    /// Ends the subscription immediately.
    pub(super) fn cancel(&mut self, now: Timestamp) -> Happening {
        self.auto_renew = false;
        self.cancel_at = Some(now);
        self.status = Status::Canceled;
        Happening { ended: Some(self.period()), ..self.happening(now, DELETED) }
    }

    /// Returns the time of the next time-based change.
    pub(super) fn due(&self) -> Option<Timestamp> {
        if self.has_ended() {
            return None;
        }
        let trial = self.trial_ends_at.filter(|_| self.status == Status::Trialing);
        [trial, self.cancel_at, Some(self.period().1)].into_iter().flatten().min()
    }

    /// Applies all time-based changes that are due, in chronological order.
    pub(super) fn settle(&mut self, now: Timestamp) -> Vec<Happening> {
        let mut happened = Vec::new();
        while let Some(at) = self.due().filter(|at| *at <= now && *at < Timestamp::MAX) {
            self.step(at, &mut happened);
        }
        happened
    }

    fn step(&mut self, at: Timestamp, happened: &mut Vec<Happening>) {
        if self.cancel_at.is_some_and(|cancel| cancel <= at) {
            self.status = Status::Canceled;
            let ended = Some(self.period());
            happened.push(Happening { ended, ..self.happening(at, DELETED) });
            return;
        }
        let mut ended = None;
        if self.period().1 <= at {
            ended = Some(self.period());
            self.period = self.period.saturating_add(1);
        }
        let trial_is_over =
            self.status == Status::Trialing && self.trial_ends_at.is_some_and(|trial| trial <= at);
        if trial_is_over {
            self.status = Status::Active;
        }
        happened.push(Happening { ended, ..self.happening(at, UPDATED) });
        if self.status != Status::Trialing {
            happened.extend(self.bill(at, "subscription_cycle"));
        }
    }

    pub(super) fn happening(&self, at: Timestamp, kind: &'static str) -> Happening {
        Happening { at, kind, after: self.clone(), bill: None, ended: None }
    }

    /// Returns the invoice for the current period, if the plan has a price.
    fn bill(&self, at: Timestamp, reason: &'static str) -> Option<Happening> {
        let price = coded(&self.plan).map_or(0, |plan| plan.price_cents);
        let bill = (price > 0).then_some((price, reason))?;
        Some(Happening { bill: Some(bill), ..self.happening(at, PAID) })
    }

    fn begin_of(&self, period: i32) -> Timestamp {
        let months = coded(&self.plan).map_or(1, |plan| plan.months).saturating_mul(period);
        let start = self.starts_at.to_zoned(TimeZone::UTC);
        start.checked_add(months.months()).map_or(Timestamp::MAX, |begin| begin.timestamp())
    }
}

fn days(days: i64) -> SignedDuration {
    SignedDuration::from_hours(days.saturating_mul(24))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn start(plan: &str, auto_renew: bool, at: &str) -> (Subscription, Vec<Happening>) {
        let plan = coded(plan).unwrap();
        let start = Start { plan, billing_email: None, auto_renew, seats: None, trial_days: None };
        Subscription::start(start, time(at))
    }

    fn told(happened: &[Happening]) -> Vec<(String, &'static str, Option<i64>)> {
        let tell = |one: &Happening| (one.at.to_string(), one.kind, one.bill.map(|bill| bill.0));
        happened.iter().map(tell).collect()
    }

    fn at(
        time: &str,
        kind: &'static str,
        bill: Option<i64>,
    ) -> (String, &'static str, Option<i64>) {
        (time.to_owned(), kind, bill)
    }

    #[test]
    fn a_trial_ends_and_periods_follow_from_the_first_day() {
        let (mut pro, happened) = start("pro", true, "2026-01-31T12:00:00Z");
        assert_eq!(told(&happened), [at("2026-01-31T12:00:00Z", CREATED, None)]);
        assert_eq!(pro.status, Status::Trialing);
        assert_eq!(pro.settle(time("2026-02-14T11:59:59Z")), []);

        let happened = pro.settle(time("2026-05-01T00:00:00Z"));
        let expected = [
            at("2026-02-14T12:00:00Z", UPDATED, None),
            at("2026-02-14T12:00:00Z", PAID, Some(9900)),
            at("2026-02-28T12:00:00Z", UPDATED, None),
            at("2026-02-28T12:00:00Z", PAID, Some(9900)),
            at("2026-03-31T12:00:00Z", UPDATED, None),
            at("2026-03-31T12:00:00Z", PAID, Some(9900)),
            at("2026-04-30T12:00:00Z", UPDATED, None),
            at("2026-04-30T12:00:00Z", PAID, Some(9900)),
        ];
        assert_eq!(told(&happened), expected);
        assert_eq!(pro.status, Status::Active);
        let (begin, end) = pro.period();
        assert_eq!((begin, end), (time("2026-04-30T12:00:00Z"), time("2026-05-31T12:00:00Z")));
        assert_eq!(pro.settle(time("2026-05-01T00:00:00Z")), []);
    }

    #[test]
    fn without_renewal_a_subscription_ends_with_its_period() {
        let (mut year, happened) = start("enterprise", false, "2026-03-01T00:00:00Z");
        let now = "2026-03-01T00:00:00Z";
        assert_eq!(told(&happened), [at(now, CREATED, None), at(now, PAID, Some(990_000))]);
        assert_eq!(year.cancel_at, Some(time("2027-03-01T00:00:00Z")));
        let happened = year.settle(time("2030-01-01T00:00:00Z"));
        assert_eq!(told(&happened), [at("2027-03-01T00:00:00Z", DELETED, None)]);
        assert!(year.has_ended());
        assert_eq!((year.due(), year.settle(Timestamp::MAX)), (None, vec![]));
    }

    #[test]
    fn a_canceled_trial_costs_nothing() {
        let (mut pro, _) = start("pro", true, "2026-01-01T00:00:00Z");
        pro.cancel_later();
        assert_eq!(pro.cancel_at, pro.trial_ends_at);
        let happened = pro.settle(time("2026-02-01T00:00:00Z"));
        assert_eq!(told(&happened), [at("2026-01-15T00:00:00Z", DELETED, None)]);
    }

    #[test]
    fn a_free_plan_has_no_invoices() {
        let (mut starter, happened) = start("starter", true, "2026-01-01T00:00:00Z");
        assert_eq!(told(&happened), [at("2026-01-01T00:00:00Z", CREATED, None)]);
        let happened = starter.settle(time("2026-03-01T00:00:00Z"));
        let kinds: Vec<&str> = happened.iter().map(|one| one.kind).collect();
        assert_eq!(kinds, [UPDATED, UPDATED]);
        let end = starter.cancel(time("2026-03-05T00:00:00Z"));
        let period = (time("2026-03-01T00:00:00Z"), time("2026-04-01T00:00:00Z"));
        assert_eq!((end.kind, end.ended), (DELETED, Some(period)));
    }
}
