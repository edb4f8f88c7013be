//! Stripe events as sent by Stripe: JSON, with a signature of the bytes.

use std::fmt::Write as _;

use aws_lc_rs::hmac;
use counterpart_runtime::Environment;
use serde_json::{Value, json};

use super::server::{MINUTE, Server, start, start_with};

const SECRET: &str = "whsec_test";

fn signature(secret: &str, time: i64, body: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let tag = hmac::sign(&key, format!("{time}.{body}").as_bytes());
    let digits = tag.as_ref().iter().fold(String::new(), |mut digits, byte| {
        write!(digits, "{byte:02x}").unwrap();
        digits
    });
    format!("t={time},v1={digits}")
}

async fn send(server: &Server, signature: Option<&str>, body: &str) -> (u16, Value) {
    let mut request = reqwest::Client::new()
        .post(server.url("/webhooks/stripe"))
        .header("Content-Type", "application/json; charset=utf-8")
        .body(body.to_owned());
    if let Some(signature) = signature {
        request = request.header("Stripe-Signature", signature);
    }
    let answer = request.send().await.unwrap();
    let status = answer.status().as_u16();
    (status, serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap())
}

async fn with_secret() -> Server {
    start_with(Environment::default().with("STRIPE_WEBHOOK_SECRET", SECRET)).await
}

#[tokio::test]
async fn an_event_is_processed_once() {
    let server = with_secret().await;
    let now = server.clock.now().as_second();
    // The signature covers the bytes, not the parsed value.
    let event =
        "{ \"id\": \"evt_1\",\n  \"type\": \"customer.created\", \"data\": {\"object\": {}} }\n";
    let signed = signature(SECRET, now, event);
    assert_eq!(send(&server, Some(&signed), event).await, (202, json!({"success": true})));
    assert_eq!(
        send(&server, Some(&signed), event).await,
        (202, json!({"success": true, "duplicate": true}))
    );
    let later = signature(SECRET, now + 60, event);
    assert_eq!(send(&server, Some(&later), event).await.1["duplicate"], true);
    let other = event.replace("evt_1", "evt_2");
    let answers = futures_util::future::join_all((0..4).map(|_| {
        let (server, other) = (&server, other.as_str());
        async move { send(server, Some(&signature(SECRET, now, other)), other).await.1 }
    }));
    let new = answers.await.into_iter().filter(|answer| answer.get("duplicate").is_none()).count();
    assert_eq!(new, 1);
    server.stop().await;
}

#[tokio::test]
async fn invalid_stripe_signatures_are_rejected() {
    let server = with_secret().await;
    let now = server.clock.now().as_second();
    let event = r#"{"id":"evt_1","type":"invoice.paid","data":{"object":{}}}"#;
    let word = async |signature: Option<&str>, body: &str| {
        let (status, answer) = send(&server, signature, body).await;
        assert_eq!((status, &answer["success"]), (400, &json!(false)));
        answer["error"].as_str().unwrap().to_owned()
    };
    let good = signature(SECRET, now, event);
    assert_eq!(word(None, event).await, "MissingStripeSignature");
    assert_eq!(word(Some("nonsense"), event).await, "InvalidStripeSignature");
    assert_eq!(word(Some(&signature("other", now, event)), event).await, "InvalidStripeSignature");
    assert_eq!(word(Some(&good), &event.replace("paid", "void")).await, "InvalidStripeSignature");
    assert_eq!(
        word(Some(&signature(SECRET, now - 301, event)), event).await,
        "InvalidStripeSignature"
    );
    for body in ["no json", "[]", r#"{"id":"evt_1"}"#, r#"{"id":7,"type":"x"}"#] {
        assert_eq!(word(Some(&signature(SECRET, now, body)), body).await, "InvalidStripePayload");
    }
    // It is valid until it is too old.
    assert_eq!(send(&server, Some(&good), event).await.0, 202);
    server.clock.advance(6 * MINUTE);
    assert_eq!(word(Some(&good), event).await, "InvalidStripeSignature");
    server.stop().await;
}

#[tokio::test]
async fn without_a_secret_events_are_rejected() {
    let server = start().await;
    let event = r#"{"id":"evt_1","type":"invoice.paid"}"#;
    let signed = signature("", server.clock.now().as_second(), event);
    let (status, answer) = send(&server, Some(&signed), event).await;
    assert_eq!((status, answer["error"].as_str()), (503, Some("StripeWebhookNotConfigured")));
    server.stop().await;
}
