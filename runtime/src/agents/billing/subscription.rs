//! What a tenant is subscribed to, as it goes through trial, periods and end. Nothing in here waits or stores: whoever
//! looks at a subscription asks it by [`Subscription::settle`] to catch up with the time.

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
    /// Periods are counted from the start, so that a subscription of the 31st does not slip to the 28th for good.
    period: i32,
    pub(super) trial_ends_at: Option<Timestamp>,
    pub(super) cancel_at: Option<Timestamp>,
    pub(super) seats: i64,
    pub(super) metadata: BTreeMap<String, String>,
}

/// Where a subscription stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Status {
    Trialing,
    Active,
    PastDue,
    Canceled,
}

/// What a subscription is started with.
#[derive(Debug, Clone)]
pub(in crate::agents) struct Start {
    pub(in crate::agents) plan: &'static Plan,
    pub(in crate::agents) billing_email: Option<String>,
    pub(in crate::agents) auto_renew: bool,
    /// As many as the plan includes when it is `None`.
    pub(in crate::agents) seats: Option<i64>,
    /// A shorter trial than the plan's, of a plan that has one.
    pub(in crate::agents) trial_days: Option<i64>,
}

/// Something that has happened to a subscription, and what is to be paid for it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Happening {
    pub(super) at: Timestamp,
    /// In Stripe's words.
    pub(super) kind: &'static str,
    /// The subscription after it.
    pub(super) after: Subscription,
    /// The amount in cents, and in Stripe's words why.
    pub(super) bill: Option<(i64, &'static str)>,
    /// The begin and the end of the period that ended by it.
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
    /// A subscription that begins now.
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

    /// The begin and the end of the present period, or of the last one.
    pub(super) fn period(&self) -> (Timestamp, Timestamp) {
        (self.begin_of(self.period), self.begin_of(self.period.saturating_add(1)))
    }

    /// Lets another period follow, or not.
    pub(super) fn renew(&mut self, auto_renew: bool) {
        self.auto_renew = auto_renew;
        self.cancel_at = if auto_renew { None } else { Some(self.period().1) };
    }

    /// Ends the subscription with the present period. A trial is a period of its own, so nobody pays for one that
    /// they have called off.
    pub(super) fn cancel_later(&mut self) {
        self.auto_renew = false;
        let trial = self.trial_ends_at.filter(|_| self.status == Status::Trialing);
        self.cancel_at = Some(trial.unwrap_or_else(|| self.period().1));
    }

    /// Ends the subscription at once.
    pub(super) fn cancel(&mut self, now: Timestamp) -> Happening {
        self.auto_renew = false;
        self.cancel_at = Some(now);
        self.status = Status::Canceled;
        Happening { ended: Some(self.period()), ..self.happening(now, DELETED) }
    }

    /// When something is going to happen by itself.
    pub(super) fn due(&self) -> Option<Timestamp> {
        if self.has_ended() {
            return None;
        }
        let trial = self.trial_ends_at.filter(|_| self.status == Status::Trialing);
        [trial, self.cancel_at, Some(self.period().1)].into_iter().flatten().min()
    }

    /// Does everything whose time has come, in the order of time.
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

    /// The bill for the present period, of a plan that costs something.
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
    fn what_is_not_renewed_ends_with_its_period() {
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
    fn a_trial_that_is_called_off_costs_nothing() {
        let (mut pro, _) = start("pro", true, "2026-01-01T00:00:00Z");
        pro.cancel_later();
        assert_eq!(pro.cancel_at, pro.trial_ends_at);
        let happened = pro.settle(time("2026-02-01T00:00:00Z"));
        assert_eq!(told(&happened), [at("2026-01-15T00:00:00Z", DELETED, None)]);
    }

    #[test]
    fn a_free_plan_has_no_bills() {
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
