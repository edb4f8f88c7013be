//! Stripe events reach their tenant: the history, the subscribers of the stream, and the subscription.

use agents_api::operations as op;
use counterpart_runtime::Environment;
use counterpart_runtime::store::Place;
use futures_util::StreamExt;
use serde_json::{Value, json};

use super::server::{Owner, Server, start_in};

const SECRET: &str = "whsec_test";

async fn tell(server: &Server, id: &str, kind: &str, object: Value) -> u16 {
    let time = server.clock.now().as_second();
    let body = json!({"id": id, "type": kind, "created": time, "data": {"object": object}});
    let body = body.to_string();
    let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, SECRET.as_bytes());
    let signature = aws_lc_rs::hmac::sign(&key, format!("{time}.{body}").as_bytes());
    let digits = signature.as_ref().iter();
    let digits = digits.fold(String::new(), |digits, byte| format!("{digits}{byte:02x}"));
    let request = reqwest::Client::new().post(server.url("/webhooks/stripe")).body(body);
    let request = request.header("stripe-signature", format!("t={time},v1={digits}"));
    request.header("content-type", "application/json").send().await.unwrap().status().as_u16()
}

async fn status(who: &Owner) -> String {
    let get = op::GetSubscription::new(&who.tenant);
    who.client.get_subscription(get).await.unwrap().status
}

#[tokio::test]
async fn an_event_of_stripe_reaches_its_tenant() {
    let environment = Environment::default().with("STRIPE_WEBHOOK_SECRET", SECRET);
    let server = start_in(Place::Memory, environment).await;
    let ada = server.register("ada@acme.example").await;
    let eve = server.register("eve@other.example").await;
    let follow = op::StreamBillingEvents::new();
    let mut events = ada.client.stream_billing_events(follow).await.unwrap();
    let invoice = json!({
        "id": "in_1", "status": "open", "amount_due": 9900, "currency": "usd",
        "billing_reason": "subscription_cycle", "metadata": {"tenant_id": ada.tenant},
    });
    assert_eq!(tell(&server, "evt_1", "invoice.payment_failed", invoice.clone()).await, 202);
    let event = events.next().await.unwrap().unwrap().data;
    assert_eq!((event.stripe_event_id.as_str(), event.status.as_str()), ("evt_1", "processed"));
    let told = event.invoice.value().unwrap();
    assert_eq!(
        (told.invoice_id.as_str(), told.amount_due_cents, told.currency.as_str()),
        ("in_1", 9900, "USD")
    );
    assert_eq!(status(&ada).await, "past_due");

    // A repeated event has no effect, and an event without a known tenant is accepted and ignored.
    assert_eq!(tell(&server, "evt_1", "invoice.payment_failed", invoice.clone()).await, 202);
    let strange = json!({"id": "in_2", "metadata": {"tenant_id": "elsewhere"}});
    assert_eq!(tell(&server, "evt_2", "invoice.paid", strange).await, 202);
    assert_eq!(tell(&server, "evt_3", "invoice.paid", invoice).await, 202);
    assert_eq!(events.next().await.unwrap().unwrap().data.stripe_event_id, "evt_3");
    assert_eq!(status(&ada).await, "active");
    let ended = json!({"id": "sub_1", "status": "canceled", "metadata": {"tenant_id": ada.tenant}});
    assert_eq!(tell(&server, "evt_4", "customer.subscription.deleted", ended).await, 202);
    assert_eq!((status(&ada).await.as_str(), status(&eve).await.as_str()), ("canceled", "active"));

    let all =
        ada.client.list_billing_events_all(op::ListBillingEvents::new(&ada.tenant).with_limit(1));
    let ids: Vec<String> = all.map(|event| event.unwrap().stripe_event_id).collect().await;
    assert_eq!(ids[..3], ["evt_4", "evt_3", "evt_1"]);
    drop(events);
    server.stop().await;
}
