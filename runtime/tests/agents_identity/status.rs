//! The status page, its feed, and subscriptions with verification.

use std::fmt::Write as _;

use agents_api::wire::{Nullable, StringEnum as _};
use agents_api::{Client, operations as op, types};
use aws_lc_rs::hmac;
use serde_json::Value;

use super::server::{DAY, Server, start};
use crate::refused;

const HOOK: &str = "https://hooks.acme.example/status?key=1";

async fn subscribe(
    client: &Client,
    channel: &str,
    target: &str,
    severity: Option<&str>,
) -> types::StatusSubscriptionResponse {
    let mut body = types::StatusSubscriptionCreateRequest::new(channel, target);
    if let Some(severity) = severity {
        body.severity_filter = Nullable::Value(types::StatusSeverity::from_text(severity));
    }
    client.create_status_subscription(op::CreateStatusSubscription::new(body)).await.unwrap()
}

async fn verify(server: &Server, target: &str) -> types::StatusSubscriptionResponse {
    let token = server.token(target, "status_verification").await;
    let body = types::StatusSubscriptionVerifyRequest::new(token);
    server
        .visitor()
        .verify_status_subscription(op::VerifyStatusSubscription::new(body))
        .await
        .unwrap()
}

#[tokio::test]
async fn the_page_and_the_feed_agree() {
    let server = start().await;
    let status = server.visitor().get_status(op::GetStatus::new()).await.unwrap();
    assert_eq!(status.overview.state, "All systems operational");
    assert_eq!(status.generated_at.to_string(), "2026-01-01T12:00:00Z");
    let agents = status.services.iter().find(|service| service.name == "Agents").unwrap();
    assert_eq!(agents.last_incident_at.value(), Some(&status.incidents[0].occurred_at));
    assert!(
        status
            .incidents
            .iter()
            .all(|incident| status.services.iter().any(|service| service.name == incident.service))
    );

    let mut feeds = Vec::new();
    for path in ["/api/v1/status/rss", "/api/v1/status.rss"] {
        let answer = reqwest::get(server.url(path)).await.unwrap();
        assert_eq!(answer.headers()["Content-Type"], "application/rss+xml; charset=utf-8");
        feeds.push(answer.text().await.unwrap());
    }
    assert_eq!(feeds[0], feeds[1]);
    assert!(
        feeds[0].starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\">")
    );
    for incident in &status.incidents {
        assert!(
            feeds[0]
                .contains(&format!("<guid isPermaLink=\"false\">{}</guid>", incident.incident_id))
        );
    }
    assert!(
        feeds[0].contains("<lastBuildDate>Thu, 1 Jan 2026 12:00:00 GMT</lastBuildDate>")
            || feeds[0].contains("<lastBuildDate>Thu, 01 Jan 2026 12:00:00 GMT</lastBuildDate>")
    );
    let body = server.visitor().get_status_feed(op::GetStatusFeed::new()).await.unwrap();
    assert_eq!(body, feeds[0]);
    server.stop().await;
}

#[tokio::test]
async fn notifications_are_sent_to_verified_subscriptions() {
    let server = start().await;
    let ada = server.register("ada@acme.example", "Acme").await;
    let mail = subscribe(&ada.client, "email", "ops@acme.example", None).await;
    assert_eq!(
        (mail.status.as_str(), mail.severity_filter.as_str(), mail.target_masked.as_str()),
        ("pending_verification", "major", "o**@acme.example")
    );
    assert_eq!(
        (mail.webhook_secret.value(), mail.created_by.as_str()),
        (None, ada.session.user_id.as_str())
    );
    let hook = subscribe(&ada.client, "webhook", HOOK, Some("all")).await;
    let secret = hook.webhook_secret.value().unwrap().clone();
    assert_eq!(
        (hook.channel.as_str(), hook.target_masked.as_str()),
        ("webhook", "https://hooks.acme.example/***")
    );
    let late = subscribe(&ada.client, "email", "late@acme.example", Some("all")).await;

    let resend = |severity: &str| {
        let body = types::StatusIncidentResendRequest::new()
            .with_severity(types::StatusSeverity::from_text(severity));
        let client = ada.client.clone();
        async move {
            let request = op::ResendIncident::new("inc-2025-11-12-streaming", body);
            client.resend_incident(request).await.unwrap().dispatched
        }
    };
    assert_eq!(resend("all").await, 0, "nobody has verified yet");
    assert_eq!(verify(&server, "ops@acme.example").await.status, "active");
    // Each channel has its own verification, and each token can be used once.
    let challenge = |token: String| {
        let body = types::StatusSubscriptionChallengeRequest::new(token);
        let visitor = server.visitor();
        async move { visitor.confirm_webhook_challenge(op::ConfirmWebhookChallenge::new(body)).await }
    };
    let token = server.token(HOOK, "status_challenge").await;
    let wrong_way = types::StatusSubscriptionVerifyRequest::new(token.clone());
    refused!(
        server.visitor().verify_status_subscription(op::VerifyStatusSubscription::new(wrong_way)),
        VerifyStatusSubscriptionError::NotFound
    );
    let confirmed = challenge(token.clone()).await.unwrap();
    assert_eq!(
        (confirmed.id, confirmed.status.as_str(), confirmed.webhook_secret.value()),
        (hook.id, "active", None)
    );
    refused!(challenge(token), ConfirmWebhookChallengeError::NotFound);

    assert_eq!(
        (resend("major").await, resend("maintenance").await, resend("all").await),
        (2, 1, 2)
    );
    let word: Vec<Value> = server.letters(HOOK, "incident").await;
    assert_eq!(word.len(), 3);
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.expose().as_bytes());
    let tag = hmac::sign(&key, word[0]["text"].as_str().unwrap().as_bytes());
    let digits = tag.as_ref().iter().fold(String::new(), |mut digits, byte| {
        write!(digits, "{byte:02x}").unwrap();
        digits
    });
    assert_eq!(word[0]["signature"], digits);

    // An expired token, an unknown incident, and a caller who is not an operator.
    server.clock.advance(2 * DAY);
    let token = server.token("late@acme.example", "status_verification").await;
    let body = types::StatusSubscriptionVerifyRequest::new(token);
    refused!(
        server.visitor().verify_status_subscription(op::VerifyStatusSubscription::new(body)),
        VerifyStatusSubscriptionError::NotFound
    );
    let ada = server.login("ada@acme.example", super::server::PASSWORD).await.unwrap();
    let body = types::StatusIncidentResendRequest::new;
    refused!(
        ada.resend_incident(op::ResendIncident::new("inc-none", body())),
        ResendIncidentError::NotFound
    );
    let bob = server.register("bob@harbor.example", "Harbor").await;
    refused!(
        bob.client.resend_incident(op::ResendIncident::new("inc-2025-11-12-streaming", body())),
        ResendIncidentError::Forbidden
    );
    let elsewhere = body().with_tenant_id(bob.tenant().parse::<agents_api::wire::Uuid>().unwrap());
    let told = ada
        .resend_incident(op::ResendIncident::new("inc-2025-11-12-streaming", elsewhere))
        .await
        .unwrap();
    assert_eq!(told.dispatched, 0);
    assert_ne!(late.id, mail.id);
    server.stop().await;
}

#[tokio::test]
async fn subscriptions_are_listed_page_by_page() {
    let server = start().await;
    let ada = server.register("ada@acme.example", "Acme").await;
    let bob = server.register("bob@harbor.example", "Harbor").await;
    let mut ids = Vec::new();
    for number in 0..5 {
        ids.insert(
            0,
            subscribe(&bob.client, "email", &format!("ops{number}@harbor.example"), None).await.id,
        );
    }
    subscribe(&ada.client, "email", "ops@acme.example", None).await;
    let mut seen = Vec::new();
    let mut request = op::ListStatusSubscriptions::new().with_limit(2);
    loop {
        let page = bob.client.list_status_subscriptions(request.clone()).await.unwrap();
        seen.extend(page.items.iter().map(|item| item.id));
        let Some(next) = page.next_cursor.into_value() else { break };
        // New subscriptions do not shift the pages.
        subscribe(&bob.client, "email", "more@harbor.example", None).await;
        request = request.with_cursor(next);
    }
    assert_eq!(seen, ids);
    let listed = async |client: &Client, request| {
        client.list_status_subscriptions(request).await.map(|page| page.items.len())
    };
    let all = || op::ListStatusSubscriptions::new().with_all(true).with_limit(100);
    let of_bob =
        || op::ListStatusSubscriptions::new().with_tenant_id(bob.tenant().parse().unwrap());
    let of_ada =
        || op::ListStatusSubscriptions::new().with_tenant_id(ada.tenant().parse().unwrap());
    assert_eq!(listed(&ada.client, all()).await.unwrap(), 8);
    assert_eq!(listed(&ada.client, of_bob()).await.unwrap(), 7);
    assert_eq!(listed(&bob.client, of_bob()).await.unwrap(), 7);
    refused!(listed(&bob.client, all()), ListStatusSubscriptionsError::Forbidden);
    refused!(listed(&bob.client, of_ada()), ListStatusSubscriptionsError::Forbidden);
    let wrong = op::ListStatusSubscriptions::new().with_cursor("nonsense");
    let wrong =
        refused!(listed(&bob.client, wrong), ListStatusSubscriptionsError::UnprocessableContent);
    assert_eq!(wrong.details[0].type_, "cursor");
    server.stop().await;
}

#[tokio::test]
async fn a_subscription_is_ended_by_its_tenant_its_token_or_an_operator() {
    let server = start().await;
    let ada = server.register("ada@acme.example", "Acme").await;
    let bob = server.register("bob@harbor.example", "Harbor").await;
    let eve = server.register("eve@elsewhere.example", "Elsewhere").await;
    let end = |client: &Client, id, token: Option<&str>| {
        let mut request = op::RevokeStatusSubscription::new(id);
        request.token = token.map(Into::into);
        client.revoke_status_subscription(request)
    };
    let mut ids = Vec::new();
    for target in ["a@harbor.example", "b@harbor.example", "c@harbor.example"] {
        ids.push(subscribe(&bob.client, "email", target, Some("all")).await.id);
        verify(&server, target).await;
    }
    let resend = op::ResendIncident::new(
        "inc-2025-11-12-streaming",
        types::StatusIncidentResendRequest::new(),
    );
    assert_eq!(ada.client.resend_incident(resend.clone()).await.unwrap().dispatched, 3);
    let token = server.token("c@harbor.example", "incident").await;
    refused!(end(&eve.client, ids[0], None), RevokeStatusSubscriptionError::NotFound);
    refused!(end(&eve.client, ids[0], Some(&token)), RevokeStatusSubscriptionError::NotFound);
    refused!(
        end(&bob.client, eve.session.session_id, None),
        RevokeStatusSubscriptionError::NotFound
    );
    end(&bob.client, ids[0], None).await.unwrap();
    end(&bob.client, ids[0], None).await.unwrap();
    end(&ada.client, ids[1], None).await.unwrap();
    end(&eve.client, ids[2], Some(&token)).await.unwrap();
    assert_eq!(ada.client.resend_incident(resend).await.unwrap().dispatched, 0);
    let listed =
        bob.client.list_status_subscriptions(op::ListStatusSubscriptions::new()).await.unwrap();
    assert!(listed.items.iter().all(|item| item.status == "revoked"));

    // An ended subscription can no longer be verified, and a target must match its channel.
    let pending = subscribe(&bob.client, "email", "d@harbor.example", None).await;
    let token = server.token("d@harbor.example", "status_verification").await;
    end(&bob.client, pending.id, None).await.unwrap();
    let body = types::StatusSubscriptionVerifyRequest::new(token);
    refused!(
        server.visitor().verify_status_subscription(op::VerifyStatusSubscription::new(body)),
        VerifyStatusSubscriptionError::NotFound
    );
    for (channel, target) in [
        ("email", "https://hooks.acme.example"),
        ("webhook", "ops@acme.example"),
        ("webhook", "http://hooks.acme.example"),
    ] {
        let body = types::StatusSubscriptionCreateRequest::new(channel, target);
        let wrong = refused!(
            bob.client.create_status_subscription(op::CreateStatusSubscription::new(body)),
            CreateStatusSubscriptionError::UnprocessableContent
        );
        assert_eq!(wrong.details[0].type_, "format", "{channel} {target}");
    }
    server.stop().await;
}
