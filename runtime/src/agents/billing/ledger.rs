//! A tenant's subscription, usage and billing events in the store. What happens to them is written in one transaction with
//! the event that tells of it; those who follow are told when it lasts.

use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::entry::{Entry, Invoice, PROCESSED, Usage, View};
use super::plans::{CURRENCY, Plan, coded};
use super::subscription::{CREATED, DELETED, Happening, PAID, Start, Subscription};
use crate::agents::live::Live;
use crate::clock::Clock;
use crate::store::{Collection, Scope, StoreError, Transaction};

/// The id of the one subscription that a tenant has. One that has ended stays until another is started.
const CURRENT: &str = "current";

/// A tenant's part of the books.
#[derive(Debug, Clone)]
pub(in crate::agents) struct Ledger {
    scope: Scope,
    clock: Clock,
    live: Arc<Live>,
}

/// How much of a feature was used in a period.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Total {
    quantity: i64,
}

/// A change of the books that is under way.
#[derive(Debug)]
pub(super) struct Page<'l> {
    pub(super) ledger: &'l Ledger,
    pub(super) transaction: Transaction,
}

impl Ledger {
    pub(in crate::agents) fn new(scope: Scope, clock: Clock, live: Arc<Live>) -> Self {
        Self { scope, clock, live }
    }

    pub(super) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(super) fn clock(&self) -> &Clock {
        &self.clock
    }

    pub(super) fn scope(&self) -> &Scope {
        &self.scope
    }

    pub(super) fn live(&self) -> &Live {
        &self.live
    }

    fn subscriptions(&self) -> Collection<Subscription> {
        self.scope.collection("subscriptions")
    }

    /// What has happened, by the id of Stripe's event.
    pub(super) fn entries(&self) -> Collection<Entry> {
        self.scope.collection("billing events").key("kind", |entry: &Entry| [entry.kind.clone()])
    }

    fn totals(&self) -> Collection<Total> {
        self.scope.collection("usage")
    }

    /// Subscribes the tenant, as a part of a transaction; `None` when it has a subscription that has not ended.
    pub(in crate::agents) async fn start_in(
        &self,
        transaction: &mut Transaction,
        start: Start,
    ) -> Result<Option<Subscription>, StoreError> {
        if self.settle_in(transaction).await?.is_some_and(|present| !present.has_ended()) {
            return Ok(None);
        }
        let (subscription, happened) = Subscription::start(start, self.now());
        self.keep(transaction, &subscription, happened).await?;
        Ok(Some(subscription))
    }

    /// Writes down an event, as a part of a transaction, and tells those who follow.
    pub(super) async fn record_in(
        &self,
        transaction: &mut Transaction,
        id: &str,
        entry: &Entry,
    ) -> Result<(), StoreError> {
        self.entries().on(transaction).put(id, entry).await?;
        let (live, tenant) = (Arc::clone(&self.live), self.scope.tenant().to_owned());
        transaction.after_commit(move || live.billing.ring(&tenant));
        Ok(())
    }

    /// The subscription as it is now.
    pub(super) async fn subscription(&self) -> Result<Option<Subscription>, StoreError> {
        let Some(record) = self.subscriptions().get(CURRENT).await? else { return Ok(None) };
        if record.value.due().is_none_or(|due| due > self.now()) {
            return Ok(Some(record.value));
        }
        let mut page = self.open().await?;
        let subscription = self.settle_in(&mut page.transaction).await?;
        page.close().await?;
        Ok(subscription)
    }

    /// Begins a change.
    pub(super) async fn open(&self) -> Result<Page<'_>, StoreError> {
        Ok(Page { ledger: self, transaction: self.scope.store().begin().await? })
    }

    /// The subscription, with everything done whose time has come.
    pub(super) async fn settle_in(
        &self,
        transaction: &mut Transaction,
    ) -> Result<Option<Subscription>, StoreError> {
        let found = self.subscriptions().on(transaction).get(CURRENT).await?;
        let Some(mut subscription) = found.map(|record| record.value) else { return Ok(None) };
        let happened = subscription.settle(self.now());
        if !happened.is_empty() {
            self.keep(transaction, &subscription, happened).await?;
        }
        Ok(Some(subscription))
    }

    pub(super) async fn keep(
        &self,
        transaction: &mut Transaction,
        subscription: &Subscription,
        happened: Vec<Happening>,
    ) -> Result<(), StoreError> {
        self.subscriptions().on(transaction).put(CURRENT, subscription).await?;
        for happening in happened {
            let usage = match happening.ended {
                Some(period) => self.used_in(transaction, &happening.after, period).await?,
                None => Vec::new(),
            };
            self.record_in(transaction, &event_id(), &entry(happening, usage)).await?;
        }
        Ok(())
    }

    /// What was used in a period, feature by feature.
    async fn used_in(
        &self,
        transaction: &mut Transaction,
        subscription: &Subscription,
        (period_start, period_end): (Timestamp, Timestamp),
    ) -> Result<Vec<Usage>, StoreError> {
        let mut used = Vec::new();
        for feature in coded(&subscription.plan).map_or(&[][..], |plan| plan.features) {
            let id = total_id(feature.key, period_start);
            if let Some(total) = self.totals().on(transaction).get(&id).await? {
                used.push(Usage {
                    feature: feature.key.to_owned(),
                    quantity: total.value.quantity,
                    period_start,
                    period_end,
                });
            }
        }
        Ok(used)
    }
}

impl Page<'_> {
    /// The subscription as it is now.
    pub(super) async fn subscription(&mut self) -> Result<Option<Subscription>, StoreError> {
        self.ledger.settle_in(&mut self.transaction).await
    }

    /// Writes the subscription down, and what happened to it.
    pub(super) async fn keep(
        &mut self,
        subscription: &Subscription,
        happened: Vec<Happening>,
    ) -> Result<(), StoreError> {
        self.ledger.keep(&mut self.transaction, subscription, happened).await
    }

    /// Adds to what was used in the present period, and says the sum; `None` when that is more than `most`.
    pub(super) async fn add(
        &mut self,
        subscription: &Subscription,
        usage: Usage,
        most: Option<i64>,
    ) -> Result<Option<i64>, StoreError> {
        let id = total_id(&usage.feature, subscription.period().0);
        let totals = self.ledger.totals();
        let before = totals.on(&mut self.transaction).get(&id).await?;
        let before = before.map_or(0, |record| record.value.quantity);
        let sum = before.checked_add(usage.quantity);
        let Some(sum) = sum.filter(|sum| most.is_none_or(|most| *sum <= most)) else {
            return Ok(None);
        };
        totals.on(&mut self.transaction).put(&id, &Total { quantity: sum }).await?;
        let entry = Entry {
            kind: "usage.recorded".to_owned(),
            occurred_at: self.ledger.now(),
            summary: format!("{} of {} were used.", usage.quantity, usage.feature),
            status: PROCESSED.to_owned(),
            subscription: None,
            invoice: None,
            usage: vec![usage],
        };
        self.ledger.record_in(&mut self.transaction, &event_id(), &entry).await?;
        Ok(Some(sum))
    }

    /// How much of a feature was used in the present period.
    pub(super) async fn total(
        &mut self,
        subscription: &Subscription,
        feature: &str,
    ) -> Result<i64, StoreError> {
        let id = total_id(feature, subscription.period().0);
        let total = self.ledger.totals().on(&mut self.transaction).get(&id).await?;
        Ok(total.map_or(0, |record| record.value.quantity))
    }

    /// Makes the change last.
    pub(super) async fn close(self) -> Result<(), StoreError> {
        self.transaction.commit().await
    }
}

fn entry(happening: Happening, usage: Vec<Usage>) -> Entry {
    let Happening { at, kind, after, bill, ended: _ } = happening;
    let name = coded(&after.plan).map_or(after.plan.as_str(), |plan: &Plan| plan.name);
    let (period_start, period_end) = after.period();
    let invoice = bill.map(|(amount_due_cents, reason)| Invoice {
        id: vendor_id("in_"),
        status: "paid".to_owned(),
        amount_due_cents,
        currency: CURRENCY.to_owned(),
        billing_reason: Some(reason.to_owned()),
        hosted_invoice_url: None,
        collection_method: Some("charge_automatically".to_owned()),
        period_start: Some(period_start),
        period_end: Some(period_end),
    });
    let summary = match (kind, &invoice) {
        (CREATED, _) => format!("The subscription to the {name} plan began."),
        (DELETED, _) => format!("The subscription to the {name} plan ended."),
        (PAID, Some(invoice)) => format!("Invoice {} was paid.", invoice.id),
        _ => format!("The subscription to the {name} plan changed."),
    };
    Entry {
        kind: kind.to_owned(),
        occurred_at: at,
        summary,
        status: PROCESSED.to_owned(),
        subscription: (kind != PAID).then(|| View::of(&after)),
        invoice,
        usage,
    }
}

fn total_id(feature: &str, period: Timestamp) -> String {
    format!("{feature} from {period}")
}

fn event_id() -> String {
    vendor_id("evt_")
}

/// An id as the vendor makes them: what it is of, then signs.
fn vendor_id(kind: &str) -> String {
    format!("{kind}{}", Uuid::new_v4().simple())
}
