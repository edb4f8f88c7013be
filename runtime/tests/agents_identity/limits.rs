//! Rate limits of operations that can be abused, with the time to wait.

use agents_api::{operations as op, types};

use super::server::{MINUTE, PASSWORD, Server, start};

/// Returns the status of a raw request, and its `Retry-After`.
async fn post(server: &Server, path: &str, body: String) -> (u16, Option<String>) {
    let answer = reqwest::Client::new().post(server.url(path)).body(body).send().await.unwrap();
    let wait = answer.headers().get("Retry-After").map(|wait| wait.to_str().unwrap().to_owned());
    let status = answer.status().as_u16();
    if status == 429 {
        let body: serde_json::Value =
            serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap();
        assert_eq!(body["success"], false);
    }
    (status, wait)
}

#[tokio::test]
async fn password_guessing_is_rate_limited() {
    let server = start().await;
    server.register("ada@acme.example", "Acme").await;
    let login =
        |password: &str| format!(r#"{{"email":"ada@acme.example","password":"{password}"}}"#);
    for _ in 0..10 {
        assert_eq!(post(&server, "/api/v1/auth/token", login("not-this-one")).await.0, 401);
    }
    // Not even the correct password is checked, so that it cannot be found by guessing.
    let refused = (429, Some("900".to_owned()));
    assert_eq!(post(&server, "/api/v1/auth/token", login(PASSWORD)).await, refused);
    assert!(server.login("ada@acme.example", PASSWORD).await.is_none());
    server.clock.advance(15 * MINUTE);
    assert!(server.login("ada@acme.example", PASSWORD).await.is_some());
    server.stop().await;
}

#[tokio::test]
async fn emails_to_an_address_are_rate_limited() {
    let server = start().await;
    let ada = server.register("ada@acme.example", "Acme").await;
    let forgot = |email: &str| format!(r#"{{"email":"{email}"}}"#);
    // With and without an account.
    for email in ["ada@acme.example", "eve@acme.example"] {
        for _ in 0..5 {
            assert_eq!(post(&server, "/api/v1/auth/password/forgot", forgot(email)).await.0, 202);
        }
        let refused = post(&server, "/api/v1/auth/password/forgot", forgot(email)).await;
        assert_eq!(refused, (429, Some("3600".to_owned())));
    }
    for sent in 0..6 {
        let answer = ada.client.send_verification_email(op::SendVerificationEmail::new()).await;
        assert_eq!(answer.is_ok(), sent < 5);
    }
    assert_eq!(server.letters(&ada.email, "password_reset").await.len(), 5);
    server.stop().await;
}

#[tokio::test]
async fn visitors_are_rate_limited() {
    let server = start().await;
    let contact =
        types::ContactSubmissionRequest::new("grace@harbor.example", "Do you offer a discount?");
    let access = types::SignupRequestPublicRequest::new(
        "grace@harbor.example",
        "Harbor",
        "Grace Hopper",
        true,
    );
    let (contact, access) =
        (agents_api::wire::to_text(&contact), agents_api::wire::to_text(&access));
    for (path, body) in [("/api/v1/contact", contact), ("/api/v1/auth/request-access", access)] {
        for _ in 0..120 {
            assert_eq!(post(&server, path, body.clone()).await.0, 202);
        }
        assert_eq!(post(&server, path, body).await, (429, Some("60".to_owned())));
    }
    server.stop().await;
}
