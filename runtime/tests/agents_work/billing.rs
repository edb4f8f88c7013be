//! Plans, subscriptions with their periods, and usage records.

use agents_api::operations as op;
use agents_api::types::{
    BillingEventResponse, CancelSubscriptionRequest, StartSubscriptionRequest,
};
use agents_api::types::{StripeEventStatus, TenantSubscriptionResponse, UpdateSubscriptionRequest};
use agents_api::types::{SuccessResponse, UsageRecordRequest};
use agents_api::wire::Json;
use std::time::Duration;

use super::server::{Owner, start_with_owner};
use crate::refused;

const DAY: Duration = Duration::from_hours(24);

fn start(who: &Owner, plan: &str) -> op::StartSubscription {
    op::StartSubscription::new(&who.tenant, StartSubscriptionRequest::new(plan))
}

async fn end_now(who: &Owner) -> TenantSubscriptionResponse {
    let body = CancelSubscriptionRequest::new().with_cancel_at_period_end(false);
    let cancel = op::CancelSubscription::new(&who.tenant, body);
    who.client.cancel_subscription(cancel).await.unwrap()
}

async fn now(who: &Owner) -> TenantSubscriptionResponse {
    who.client.get_subscription(op::GetSubscription::new(&who.tenant)).await.unwrap()
}

async fn events(who: &Owner) -> Vec<BillingEventResponse> {
    let list = op::ListBillingEvents::new(&who.tenant).with_limit(100);
    who.client.list_billing_events(list).await.unwrap().items.unwrap()
}

fn kinds(events: &[BillingEventResponse]) -> Vec<&str> {
    events.iter().map(|event| event.event_type.as_str()).collect()
}

async fn record(who: &Owner, quantity: i64, key: Option<&str>) -> SuccessResponse {
    let mut body = UsageRecordRequest::new("messages", quantity);
    body.idempotency_key = key.map(str::to_owned).into();
    who.client.record_usage(op::RecordUsage::new(&who.tenant, body)).await.unwrap()
}

fn total(answer: &SuccessResponse) -> i64 {
    answer.data.as_ref().unwrap()["total"].as_i64().unwrap()
}

#[tokio::test]
async fn a_new_server_has_plans_and_a_new_tenant_is_subscribed() {
    let (server, ada) = start_with_owner().await;
    let visitor = agents_api::Client::builder().base_url(server.url("")).build().unwrap();
    let plans = visitor.list_billing_plans(op::ListBillingPlans::new()).await.unwrap();
    let codes: Vec<(&str, i64)> =
        plans.iter().map(|plan| (plan.code.as_str(), plan.price_cents)).collect();
    assert_eq!(codes, [("starter", 0), ("pro", 9900), ("enterprise", 990_000)]);
    let limit = plans[0].features.as_ref().unwrap()[0].hard_limit.value();
    assert_eq!(limit, Some(&500));

    let present = now(&ada).await;
    assert_eq!((present.plan_code.as_str(), present.status.as_str()), ("starter", "active"));
    assert_eq!(present.billing_email.as_deref(), Some("ada@acme.example"));
    assert_eq!(present.current_period_end.value().unwrap().to_string(), "2026-02-01T12:00:00Z");
    server.stop().await;
}

#[tokio::test]
async fn a_subscription_has_a_trial_periods_and_an_end() {
    let (server, ada) = start_with_owner().await;
    let why = refused!(
        ada.client.start_subscription(start(&ada, "pro")),
        StartSubscriptionError::Conflict
    );
    assert_eq!(why, "The tenant already has a subscription.");
    assert_eq!(end_now(&ada).await.status, "canceled");
    refused!(ada.client.start_subscription(start(&ada, "gold")), StartSubscriptionError::NotFound);
    let body = StartSubscriptionRequest::new("pro").with_billing_email("billing@acme.example");
    let pro = op::StartSubscription::new(&ada.tenant, body.with_seat_count(7));
    let pro = ada.client.start_subscription(pro).await.unwrap().into_body();
    assert_eq!((pro.status.as_str(), pro.seat_count.value()), ("trialing", Some(&7)));
    assert_eq!(pro.trial_ends_at.value().unwrap().to_string(), "2026-01-15T12:00:00Z");
    assert_eq!(pro.current_period_end.value().unwrap().to_string(), "2026-02-01T12:00:00Z");
    assert_eq!(now(&ada).await, pro);

    server.clock.advance(14 * DAY);
    let ada = server.back(&ada).await;
    assert_eq!(now(&ada).await.status, "active");
    let body = UpdateSubscriptionRequest::new().with_seat_count(8).with_auto_renew(false);
    let update = op::UpdateSubscription::new(&ada.tenant, body);
    let changed = ada.client.update_subscription(update).await.unwrap();
    assert_eq!((changed.seat_count.value(), changed.auto_renew), (Some(&8), false));
    assert_eq!(changed.cancel_at, changed.current_period_end);
    assert_eq!(
        changed.billing_email.as_deref(),
        Some("billing@acme.example"),
        "the other properties are unchanged"
    );
    let nothing = op::UpdateSubscription::new(&ada.tenant, UpdateSubscriptionRequest::new());
    assert_eq!(ada.client.update_subscription(nothing).await.unwrap(), changed);
    let body = UpdateSubscriptionRequest::new().with_auto_renew(true);
    let update = op::UpdateSubscription::new(&ada.tenant, body);
    assert_eq!(ada.client.update_subscription(update).await.unwrap().cancel_at.value(), None);

    server.clock.advance(31 * DAY);
    let ada = server.back(&ada).await;
    assert_eq!(
        now(&ada).await.current_period_start.value().unwrap().to_string(),
        "2026-02-01T12:00:00Z"
    );
    let cancel = op::CancelSubscription::new(&ada.tenant, CancelSubscriptionRequest::new());
    let later = ada.client.cancel_subscription(cancel.clone()).await.unwrap();
    assert_eq!(
        (later.status.as_str(), later.cancel_at.value()),
        ("active", later.current_period_end.value())
    );
    server.clock.advance(31 * DAY);
    let ada = server.back(&ada).await;
    assert_eq!(now(&ada).await.status, "canceled");
    refused!(ada.client.cancel_subscription(cancel), CancelSubscriptionError::Conflict);
    let late = op::UpdateSubscription::new(&ada.tenant, UpdateSubscriptionRequest::new());
    refused!(ada.client.update_subscription(late), UpdateSubscriptionError::Conflict);

    let all = events(&ada).await;
    let paid: Vec<(&str, i64)> = all
        .iter()
        .filter_map(|event| {
            Some((event.occurred_at.as_str(), event.invoice.value()?.amount_due_cents))
        })
        .collect();
    assert_eq!(paid, [("2026-02-01T12:00:00Z", 9900), ("2026-01-15T12:00:00Z", 9900)]);
    assert_eq!(all[0].event_type, "customer.subscription.deleted");
    assert_eq!(all[0].subscription.value().unwrap().status, "canceled");
    assert_eq!(all.last().unwrap().event_type, "customer.subscription.created");
    ada.client.start_subscription(start(&ada, "enterprise")).await.unwrap().into_body();
    server.stop().await;
}

#[tokio::test]
async fn usage_adds_up_once_for_each_key_and_within_limits() {
    let (server, ada) = start_with_owner().await;
    assert_eq!(total(&record(&ada, 25, Some("one")).await), 25);
    let again = record(&ada, 25, Some("one")).await;
    assert_eq!(
        (again.message.as_str(), total(&again)),
        ("The usage has already been recorded.", 25)
    );
    assert_eq!(total(&record(&ada, 30, Some("one")).await), 25, "only the first one counts");
    assert_eq!(total(&record(&ada, 5, None).await), 30);
    assert_eq!(total(&record(&ada, 5, None).await), 35);
    let above = record(&ada, 400, Some("two")).await;
    assert_eq!(above.message, "The usage was recorded. It exceeds the soft limit of 400.");

    let too_much = op::RecordUsage::new(&ada.tenant, UsageRecordRequest::new("messages", 66));
    let why = refused!(ada.client.record_usage(too_much), RecordUsageError::Conflict);
    assert_eq!(why, "More than 500 of messages in a billing period.");
    assert_eq!(total(&record(&ada, 65, None).await), 500, "rejected usage does not count");
    let other = op::RecordUsage::new(&ada.tenant, UsageRecordRequest::new("parking", 1));
    refused!(ada.client.record_usage(other), RecordUsageError::NotFound);
    let mut body = UsageRecordRequest::new("messages", 1);
    body.period_start = Some("2026-01-02T00:00:00Z".parse().unwrap()).into();
    body.period_end = Some("2026-01-01T00:00:00Z".parse().unwrap()).into();
    let backwards = op::RecordUsage::new(&ada.tenant, body);
    refused!(ada.client.record_usage(backwards), RecordUsageError::UnprocessableContent);

    let all = events(&ada).await;
    let recorded: i64 = all
        .iter()
        .filter(|event| event.event_type == "usage.recorded")
        .map(|event| event.usage.as_ref().unwrap()[0].quantity)
        .sum();
    assert_eq!(recorded, 500);
    // At the end of the period, the total is invoiced and counting restarts.
    server.clock.advance(31 * DAY);
    let ada = server.back(&ada).await;
    assert_eq!(total(&record(&ada, 1, None).await), 1);
    let all = events(&ada).await;
    let end = all.iter().find(|event| event.event_type == "customer.subscription.updated").unwrap();
    let usage = &end.usage.as_ref().unwrap()[0];
    assert_eq!((usage.feature_key.as_str(), usage.quantity), ("messages", 500));
    end_now(&ada).await;
    let none = op::RecordUsage::new(&ada.tenant, UsageRecordRequest::new("messages", 1));
    refused!(ada.client.record_usage(none), RecordUsageError::NotFound);
    server.stop().await;
}

#[tokio::test]
async fn concurrent_callers_are_counted_once_each() {
    let (server, ada) = start_with_owner().await;
    let calls = (0..40).map(|number| {
        let key = format!("key {}", number / 2);
        let ada = &ada;
        async move { record(ada, 10, Some(&key)).await }
    });
    futures_util::future::join_all(calls).await;
    assert_eq!(total(&record(&ada, 1, None).await), 201);
    let recorded =
        kinds(&events(&ada).await).iter().filter(|kind| **kind == "usage.recorded").count();
    assert_eq!(recorded, 21);
    let body = CancelSubscriptionRequest::new().with_cancel_at_period_end(false);
    let cancel = op::CancelSubscription::new(&ada.tenant, body);
    let calls = (0..10).map(|_| ada.client.cancel_subscription(cancel.clone()).into_future());
    let done = futures_util::future::join_all(calls).await;
    assert_eq!(done.iter().filter(|one| one.is_ok()).count(), 1);
    server.stop().await;
}

#[tokio::test]
async fn pagination_is_stable_while_events_occur() {
    let (server, ada) = start_with_owner().await;
    for _ in 0..9 {
        record(&ada, 1, None).await;
    }
    let before = events(&ada).await;
    let list = op::ListBillingEvents::new(&ada.tenant).with_limit(3);
    let (mut seen, mut cursor) = (Vec::new(), None);
    loop {
        let mut page = list.clone();
        page.cursor = cursor;
        let page = ada.client.list_billing_events(page).await.unwrap();
        seen.extend(page.items.unwrap());
        // Newer events come first and do not shift the pages.
        record(&ada, 1, None).await;
        cursor = page.next_cursor.into_value();
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(seen, before);
    let usage = op::ListBillingEvents::new(&ada.tenant).with_event_type("usage.recorded");
    let usage = ada.client.list_billing_events(usage.with_limit(100)).await.unwrap();
    assert_eq!(usage.items.unwrap().len(), 13);
    for (status, any) in [(StripeEventStatus::Processed, true), (StripeEventStatus::Failed, false)]
    {
        let list = op::ListBillingEvents::new(&ada.tenant).with_processing_status(status);
        let page = ada.client.list_billing_events(list).await.unwrap();
        assert_eq!(!page.items.unwrap().is_empty(), any);
    }
    let wrong = op::ListBillingEvents::new(&ada.tenant).with_cursor("x");
    refused!(ada.client.list_billing_events(wrong), ListBillingEventsError::UnprocessableContent);
    let raw = ada.ask("POST", server.url(&format!("/api/v1/billing/tenants/{}/usage", ada.tenant)));
    let raw = raw.header("content-type", "application/json");
    let raw = raw.body(r#"{"feature_key": "messages", "quantity": 0}"#).send().await.unwrap();
    let (status, body) = (raw.status().as_u16(), raw.text().await.unwrap());
    let body: Json = serde_json::from_str(&body).unwrap();
    assert_eq!((status, &body["details"][0]["loc"][1]), (422, &"quantity".into()), "{body}");
    server.stop().await;
}
