//! The stream of billing events.

use agents_api::operations as op;
use agents_api::types::{BillingEventResponse, UsageRecordRequest};
use agents_api::wire::{CallError, Events};
use counterpart_runtime::Environment;
use counterpart_runtime::store::Place;
use futures_util::StreamExt;
use std::time::Duration;

use super::server::{Owner, start_in, start_with_owner};
use crate::refused;

async fn follow(who: &Owner) -> Events<BillingEventResponse> {
    who.client.stream_billing_events(op::StreamBillingEvents::new()).await.unwrap()
}

async fn next(events: &mut Events<BillingEventResponse>) -> BillingEventResponse {
    events.next().await.unwrap().unwrap().data
}

async fn record(who: &Owner, quantity: i64) {
    let body = UsageRecordRequest::new("messages", quantity);
    who.client.record_usage(op::RecordUsage::new(&who.tenant, body)).await.unwrap();
}

#[tokio::test]
async fn events_reach_the_tenants_subscribers_in_order() {
    let (server, ada) = start_with_owner().await;
    let eve = server.register("eve@other.example").await;
    let (mut one, mut other) = (follow(&ada).await, follow(&ada).await);
    let mut hers = follow(&eve).await;
    for quantity in 1..=5 {
        record(&ada, quantity).await;
        // Each event is read before the next one occurs.
        assert_eq!(next(&mut one).await.usage.unwrap()[0].quantity, quantity);
    }
    for quantity in 1..=5 {
        assert_eq!(next(&mut other).await.usage.unwrap()[0].quantity, quantity);
    }
    record(&eve, 7).await;
    let event = next(&mut hers).await;
    assert_eq!(
        (event.tenant_id.as_str(), event.usage.unwrap()[0].quantity),
        (eve.tenant.as_str(), 7)
    );
    // It is the same event as in the history.
    let newest = op::ListBillingEvents::new(&eve.tenant).with_limit(1);
    let last = eve.client.list_billing_events(newest).await.unwrap().items.unwrap().remove(0);
    assert_eq!(last.stripe_event_id, event.stripe_event_id);
    drop((one, other, hers));
    server.stop().await;
}

#[tokio::test]
async fn time_based_events_arrive_when_due() {
    let (server, ada) = start_with_owner().await;
    // A stream does not outlast its access token.
    let minutes = Duration::from_mins(10);
    server.clock.advance(Duration::from_mins(31 * 24 * 60 - 10));
    let ada = server.back(&ada).await;
    let mut events = follow(&ada).await;
    server.clock.advance(minutes);
    let event = next(&mut events).await;
    assert_eq!(event.event_type, "customer.subscription.updated");
    assert_eq!(event.occurred_at, "2026-02-01T12:00:00Z");
    drop(events);
    server.stop().await;
}

#[tokio::test]
async fn at_most_three_streams_are_open_and_twenty_start_per_minute() {
    let (server, ada) = start_with_owner().await;
    let mut open = vec![follow(&ada).await, follow(&ada).await, follow(&ada).await];
    let again = op::StreamBillingEvents::new();
    let call = ada.client.stream_billing_events(again.clone());
    let why = refused!(call, StreamBillingEventsError::TooManyRequests);
    assert_eq!(why, "3 streams are already open.");
    let mut begun = 3;
    let why = loop {
        // Store users take turns: after this call, the subscriber has read the store and is waiting.
        ada.client.get_subscription(op::GetSubscription::new(&ada.tenant)).await.unwrap();
        open.clear();
        match ada.client.stream_billing_events(again.clone()).await {
            Ok(events) => {
                open.push(events);
                begun += 1;
            }
            Err(CallError::Api(op::StreamBillingEventsError::TooManyRequests(body))) => {
                if body.message.starts_with("More than") {
                    break body.message.clone();
                }
                // A disconnected stream releases its slot when the server notices.
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            Err(other) => panic!("{other:?}"),
        }
    };
    assert_eq!(
        (begun, why.as_str()),
        (20, "More than 20 streams in a minute. Try again in 60 seconds.")
    );
    server.stop().await;
}

#[tokio::test]
async fn a_silent_stream_sends_keep_alive_comments() {
    let (server, ada) = start_with_owner().await;
    let raw = ada.ask("GET", server.url("/api/v1/billing/stream")).send().await.unwrap();
    assert_eq!(
        (raw.status().as_u16(), raw.headers()["content-type"].to_str().unwrap()),
        (200, "text/event-stream")
    );
    let mut chunks = raw.bytes_stream();
    record(&ada, 1).await;
    let first = chunks.next().await.unwrap().unwrap();
    assert!(first.starts_with(b"data: {"), "{first:?}");
    // Store users take turns: after these calls, the subscriber has read the store and is waiting.
    for _ in 0..3 {
        ada.client.get_subscription(op::GetSubscription::new(&ada.tenant)).await.unwrap();
    }
    // From here on, tokio's clock is paused: it jumps ahead when all tasks are idle.
    tokio::time::pause();
    let before = tokio::time::Instant::now();
    assert_eq!(chunks.next().await.unwrap().unwrap(), ": ping\n\n");
    let waited = before.elapsed().as_secs();
    assert!((14..=16).contains(&waited), "{waited}");
    tokio::time::resume();
    drop(chunks);
    server.stop().await;
}

#[tokio::test]
async fn a_server_that_stops_ends_the_stream() {
    let (server, ada) = start_with_owner().await;
    let mut events = follow(&ada).await;
    record(&ada, 1).await;
    assert_eq!(next(&mut events).await.usage.unwrap()[0].quantity, 1);
    server.stop().await;
    // The stream was cut: an end without an error would say that there are no more events.
    assert!(events.next().await.unwrap().is_err());
}

#[tokio::test]
async fn an_installation_can_disable_the_stream() {
    let environment = Environment::default().with("AGENTS_BILLING_STREAM", "off");
    let server = start_in(Place::Memory, environment).await;
    let ada = server.register("ada@acme.example").await;
    let call = ada.client.stream_billing_events(op::StreamBillingEvents::new());
    refused!(call, StreamBillingEventsError::ServiceUnavailable);
    server.stop().await;
}
