//! A tenant's subscription, usage and billing events in the store. Changes are written in one transaction with their
//! event. Subscribers of the event stream are notified after the commit.

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

/// The id of a tenant's only subscription. An ended subscription is kept until a new one starts.
const CURRENT: &str = "current";

/// Returns a tenant's billing data.
#[derive(Debug, Clone)]
pub(in crate::agents) struct Ledger {
    scope: Scope,
    clock: Clock,
    live: Arc<Live>,
}

/// The usage of a feature in a period.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Total {
    quantity: i64,
}

/// A change in progress.
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

    /// The events, by the id of the Stripe event.
    pub(super) fn entries(&self) -> Collection<Entry> {
        self.scope.collection("billing events").key("kind", |entry: &Entry| [entry.kind.clone()])
    }

    fn totals(&self) -> Collection<Total> {
        self.scope.collection("usage")
    }

    /// Subscribes the tenant in a transaction; `None` if it has a subscription that has not ended.
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

    /// Writes an event in a transaction and notifies the subscribers of the stream.
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

    /// Returns the current subscription.
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

    /// Starts a change.
    pub(super) async fn open(&self) -> Result<Page<'_>, StoreError> {
        Ok(Page { ledger: self, transaction: self.scope.store().begin().await? })
    }

    /// Returns the subscription, brought up to date.
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

    /// Returns the usage in a period, by feature.
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
    /// Returns the current subscription.
    pub(super) async fn subscription(&mut self) -> Result<Option<Subscription>, StoreError> {
        self.ledger.settle_in(&mut self.transaction).await
    }

    /// Writes the subscription and its events.
    pub(super) async fn keep(
        &mut self,
        subscription: &Subscription,
        happened: Vec<Happening>,
    ) -> Result<(), StoreError> {
        self.ledger.keep(&mut self.transaction, subscription, happened).await
    }

    /// Adds usage in the current period and returns the total; `None` if it would exceed `most`.
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

    /// Returns the usage of a feature in the current period.
    pub(super) async fn total(
        &mut self,
        subscription: &Subscription,
        feature: &str,
    ) -> Result<i64, StoreError> {
        let id = total_id(feature, subscription.period().0);
        let total = self.ledger.totals().on(&mut self.transaction).get(&id).await?;
        Ok(total.map_or(0, |record| record.value.quantity))
    }

    /// Commits the change.
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
        (CREATED, _) => format!("The subscription to the {name} plan started."),
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

/// Generates an id in the vendor's format: a prefix and random characters.
fn vendor_id(kind: &str) -> String {
    format!("{kind}{}", Uuid::new_v4().simple())
}
