//! Billing events: the stored record, and its conversion to responses.

use agents_api::types::{
    BillingEventInvoiceResponse, BillingEventResponse, BillingEventSubscriptionResponse,
    BillingEventUsageResponse,
};
use agents_api::wire::Nullable;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::subscription::Subscription;

/// An event of a subscription, an invoice or usage. Its id is the id of the Stripe event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(in crate::agents) struct Entry {
    /// As named by Stripe.
    pub(in crate::agents) kind: String,
    pub(in crate::agents) occurred_at: Timestamp,
    /// A human-readable description.
    pub(in crate::agents) summary: String,
    /// The processing status, a value of `StripeEventStatus`.
    pub(in crate::agents) status: String,
    pub(in crate::agents) subscription: Option<View>,
    pub(in crate::agents) invoice: Option<Invoice>,
    pub(in crate::agents) usage: Vec<Usage>,
}

/// The status of events created by this server.
pub(in crate::agents) const PROCESSED: &str = "processed";

/// A subscription after an event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(in crate::agents) struct View {
    pub(in crate::agents) plan_code: String,
    pub(in crate::agents) status: String,
    pub(in crate::agents) seat_count: Option<i64>,
    pub(in crate::agents) auto_renew: bool,
    pub(in crate::agents) current_period_start: Option<Timestamp>,
    pub(in crate::agents) current_period_end: Option<Timestamp>,
    pub(in crate::agents) trial_ends_at: Option<Timestamp>,
    pub(in crate::agents) cancel_at: Option<Timestamp>,
}

/// An invoice after an event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(in crate::agents) struct Invoice {
    pub(in crate::agents) id: String,
    pub(in crate::agents) status: String,
    pub(in crate::agents) amount_due_cents: i64,
    pub(in crate::agents) currency: String,
    pub(in crate::agents) billing_reason: Option<String>,
    pub(in crate::agents) hosted_invoice_url: Option<String>,
    pub(in crate::agents) collection_method: Option<String>,
    pub(in crate::agents) period_start: Option<Timestamp>,
    pub(in crate::agents) period_end: Option<Timestamp>,
}

/// The usage of an event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(in crate::agents) struct Usage {
    pub(in crate::agents) feature: String,
    pub(in crate::agents) quantity: i64,
    pub(in crate::agents) period_start: Timestamp,
    pub(in crate::agents) period_end: Timestamp,
}

impl View {
    pub(super) fn of(subscription: &Subscription) -> Self {
        let (begin, end) = subscription.period();
        Self {
            plan_code: subscription.plan.clone(),
            status: subscription.status.name().to_owned(),
            seat_count: Some(subscription.seats),
            auto_renew: subscription.auto_renew,
            current_period_start: Some(begin),
            current_period_end: Some(end),
            trial_ends_at: subscription.trial_ends_at,
            cancel_at: subscription.cancel_at,
        }
    }

    fn show(self) -> BillingEventSubscriptionResponse {
        BillingEventSubscriptionResponse::new(self.plan_code, self.status, self.auto_renew)
            .with_seat_count(self.seat_count)
            .with_current_period_start(text(self.current_period_start))
            .with_current_period_end(text(self.current_period_end))
            .with_trial_ends_at(text(self.trial_ends_at))
            .with_cancel_at(text(self.cancel_at))
    }
}

impl Invoice {
    fn show(self) -> BillingEventInvoiceResponse {
        let Self { id, status, amount_due_cents, currency, .. } = self;
        BillingEventInvoiceResponse::new(id, status, amount_due_cents, currency)
            .with_billing_reason(self.billing_reason)
            .with_hosted_invoice_url(self.hosted_invoice_url)
            .with_collection_method(self.collection_method)
            .with_period_start(text(self.period_start))
            .with_period_end(text(self.period_end))
    }
}

impl Usage {
    fn show(self) -> BillingEventUsageResponse {
        BillingEventUsageResponse::new(self.feature, self.quantity)
            .with_period_start(self.period_start.to_string())
            .with_period_end(self.period_end.to_string())
            .with_amount_cents(Nullable::Null)
    }
}

impl Entry {
    pub(super) fn show(self, tenant: &str, id: &str) -> BillingEventResponse {
        let occurred_at = self.occurred_at.to_string();
        BillingEventResponse::new(tenant, self.kind, id, occurred_at, self.status)
            .with_summary(self.summary)
            .with_subscription(self.subscription.map(View::show))
            .with_invoice(self.invoice.map(Invoice::show))
            .with_usage(self.usage.into_iter().map(Usage::show).collect::<Vec<_>>())
    }
}

fn text(time: Option<Timestamp>) -> Option<String> {
    time.map(|time| time.to_string())
}
