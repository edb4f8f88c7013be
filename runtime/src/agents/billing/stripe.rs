//! Events from Stripe that concern a tenant: those of subscriptions and invoices with a `tenant_id` in their
//! `metadata`. They are stored and update the tenant's subscription.

use jiff::Timestamp;
use serde_json::Value;

use super::entry::{Entry, Invoice, PROCESSED, View};
use super::subscription::{DELETED, PAID, Status, Subscription, UPDATED};
use crate::agents::Agents;
use crate::agents::refusal::Refusal;
use crate::store::Transaction;

const FAILED: &str = "invoice.payment_failed";

/// The maximum length of an event id. Stripe's ids are much shorter.
const LONGEST: usize = 255;

impl Agents {
    /// Processes a new, verified Stripe event, in the transaction that records its id.
    pub(in crate::agents) async fn take_stripe_event_in(
        &self,
        transaction: &mut Transaction,
        event: &Value,
    ) -> Result<(), Refusal> {
        let text = |name: &str| event.get(name).and_then(Value::as_str);
        let object = event.pointer("/data/object").unwrap_or(&Value::Null);
        let (Some(id), Some(kind), Some(tenant)) = (text("id"), text("type"), tenant(object))
        else {
            return Ok(());
        };
        let is_known = self.tenants().on(transaction).get(tenant).await?.is_some();
        if !is_known || id.len() > LONGEST {
            return Ok(());
        }
        let ledger = self.ledger(tenant);
        let present = ledger.settle_in(transaction).await?;
        let occurred_at = time(event.get("created")).unwrap_or_else(|| ledger.now());
        if let Some(mut present) = present
            && moves(&mut present, kind, object, ledger.now())
        {
            ledger.keep(transaction, &present, Vec::new()).await?;
        }
        let entry = Entry {
            kind: kind.to_owned(),
            occurred_at,
            summary: summary(kind, object),
            status: PROCESSED.to_owned(),
            subscription: kind.starts_with("customer.subscription.").then(|| view(object)),
            invoice: kind.starts_with("invoice.").then(|| invoice(object)),
            usage: Vec::new(),
        };
        ledger.record_in(transaction, id, &entry).await?;
        Ok(())
    }
}

/// Returns the tenant of the event.
fn tenant(object: &Value) -> Option<&str> {
    let places = ["/metadata/tenant_id", "/subscription_details/metadata/tenant_id"];
    places.iter().find_map(|place| object.pointer(place)?.as_str())
}

/// Updates a subscription from an event. Returns whether it changed.
fn moves(present: &mut Subscription, kind: &str, object: &Value, now: Timestamp) -> bool {
    let before = present.clone();
    if present.has_ended() {
        return false;
    }
    match kind {
        DELETED => {
            present.cancel(now);
        }
        FAILED => present.status = Status::PastDue,
        PAID if present.status == Status::PastDue => present.status = Status::Active,
        UPDATED => {
            if let Some(ends) = object.get("cancel_at_period_end").and_then(Value::as_bool)
                && ends == present.auto_renew
            {
                present.renew(!ends);
            }
            if let Some(seats) = object.get("quantity").and_then(Value::as_i64) {
                present.seats = seats;
            }
        }
        _ => {}
    }
    *present != before
}

fn view(object: &Value) -> View {
    let time = |name: &str| time(object.get(name));
    View {
        plan_code: text(object.pointer("/metadata/plan_code")).unwrap_or_default(),
        status: text(object.get("status")).unwrap_or_default(),
        seat_count: object.get("quantity").and_then(Value::as_i64),
        auto_renew: object.get("cancel_at_period_end").and_then(Value::as_bool) != Some(true),
        current_period_start: time("current_period_start"),
        current_period_end: time("current_period_end"),
        trial_ends_at: time("trial_end"),
        cancel_at: time("cancel_at"),
    }
}

fn invoice(object: &Value) -> Invoice {
    let text = |name: &str| text(object.get(name));
    Invoice {
        id: text("id").unwrap_or_default(),
        status: text("status").unwrap_or_default(),
        amount_due_cents: object.get("amount_due").and_then(Value::as_i64).unwrap_or(0),
        currency: text("currency").unwrap_or_default().to_uppercase(),
        billing_reason: text("billing_reason"),
        hosted_invoice_url: text("hosted_invoice_url"),
        collection_method: text("collection_method"),
        period_start: time(object.get("period_start")),
        period_end: time(object.get("period_end")),
    }
}

fn summary(kind: &str, object: &Value) -> String {
    let id = object.get("id").and_then(Value::as_str).unwrap_or("without an id");
    match kind {
        PAID => format!("Invoice {id} was paid."),
        FAILED => format!("Invoice {id} could not be collected."),
        UPDATED => format!("Subscription {id} changed."),
        DELETED => format!("Subscription {id} ended."),
        _ => format!("Stripe reported {kind} for {id}."),
    }
}

fn text(value: Option<&Value>) -> Option<String> {
    value?.as_str().map(str::to_owned)
}

/// Converts a Unix timestamp in seconds.
fn time(value: Option<&Value>) -> Option<Timestamp> {
    Timestamp::from_second(value?.as_i64()?).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::plans::coded;
    use super::super::subscription::Start;
    use super::*;

    #[test]
    fn an_event_names_its_tenant() {
        assert_eq!(tenant(&json!({"metadata": {"tenant_id": "t"}})), Some("t"));
        let invoice =
            json!({"metadata": {}, "subscription_details": {"metadata": {"tenant_id": "t"}}});
        assert_eq!(tenant(&invoice), Some("t"));
        assert_eq!(tenant(&json!({"metadata": {"tenant_id": 1}})), None);
        assert_eq!(tenant(&Value::Null), None);
    }

    #[test]
    fn stripe_events_update_a_subscription() {
        let plan = coded("enterprise").unwrap();
        let start =
            Start { plan, billing_email: None, auto_renew: true, seats: None, trial_days: None };
        let (mut present, _) = Subscription::start(start, Timestamp::UNIX_EPOCH);
        let mut tell = |kind: &str, object: Value| {
            let moved = moves(&mut present, kind, &object, Timestamp::UNIX_EPOCH);
            (moved, present.status, present.auto_renew, present.seats)
        };
        let none = json!({});
        assert_eq!(tell(PAID, none.clone()), (false, Status::Active, true, 50));
        assert_eq!(tell(FAILED, none.clone()), (true, Status::PastDue, true, 50));
        assert_eq!(tell(PAID, none.clone()), (true, Status::Active, true, 50));
        let changed = json!({"cancel_at_period_end": true, "quantity": 60});
        assert_eq!(tell(UPDATED, changed.clone()), (true, Status::Active, false, 60));
        assert_eq!(tell(UPDATED, changed), (false, Status::Active, false, 60));
        assert_eq!(tell(DELETED, none.clone()), (true, Status::Canceled, false, 60));
        assert_eq!(tell(FAILED, none), (false, Status::Canceled, false, 60));
    }
}
