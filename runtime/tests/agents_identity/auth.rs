//! Sessions: login, refresh, list and end.

use agents_api::wire::Json;
use agents_api::{Client, operations as op, types};

use super::server::{DAY, MINUTE, PASSWORD, Server, lives, start};
use crate::refused;

async fn login(server: &Server, email: &str) -> types::UserSessionResponse {
    let body = types::UserLoginRequest::new(email, PASSWORD);
    server.visitor().login(op::Login::new(body)).await.unwrap()
}

fn refresh(token: &str) -> op::RefreshSession {
    op::RefreshSession::new(types::UserRefreshRequest::new(token))
}

async fn sessions(client: &Client) -> Vec<types::UserSessionItem> {
    client.list_sessions(op::ListSessions::new()).await.unwrap().sessions
}

#[tokio::test]
async fn signing_up_starts_a_session() {
    let server = start().await;
    let ada = server.register("Ada@Acme.example", "Acme Research").await;
    let session = &ada.session;
    assert_eq!((session.tenant_slug.as_str(), session.email_verified), ("acme-research", false));
    assert_eq!(session.token_type.as_deref(), Some("bearer"));
    assert_eq!(
        (session.kid.as_str(), session.refresh_kid.as_str()),
        ("ed25519-2026-01", "ed25519-2026-01")
    );
    assert_eq!(session.expires_at.to_string(), "2026-01-01T12:30:00Z");
    assert_eq!(session.refresh_expires_at.to_string(), "2026-01-31T12:00:00Z");
    assert!(session.scopes.iter().any(|scope| scope == "platform:operator"));

    let me = ada.client.get_current_user(op::GetCurrentUser::new()).await.unwrap().data.unwrap();
    assert_eq!(me["user_id"], session.user_id.as_str());
    let claims = &me["token_payload"];
    assert_eq!(claims["sid"], session.session_id.to_string());
    assert_eq!(
        (&claims["tenant_id"], &claims["roles"]),
        (&Json::from(session.tenant_id.as_str()), &serde_json::json!(["owner"]))
    );
    assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 1800);

    // Email addresses are compared without regard to case. Later users are not operators.
    let again = login(&server, "ada@acme.EXAMPLE").await;
    assert_eq!((&again.user_id, &again.tenant_id), (&session.user_id, &session.tenant_id));
    assert_ne!(again.session_id, session.session_id);
    let bob = server.register("bob@acme.example", "Acme Research").await;
    assert!(!bob.session.scopes.iter().any(|scope| scope == "platform:operator"));
    assert!(bob.session.tenant_slug.starts_with("acme-research-"), "{}", bob.session.tenant_slug);
    server.stop().await;
}

#[tokio::test]
async fn a_failed_login_does_not_reveal_the_reason() {
    let server = start().await;
    let ada = server.register("ada@acme.example", "Acme").await;
    let visitor = server.visitor();
    let wrong = types::UserLoginRequest::new("ada@acme.example", "not-the-password");
    let wrong = refused!(visitor.login(op::Login::new(wrong)), LoginError::Unauthorized);
    let unknown = types::UserLoginRequest::new("eve@acme.example", PASSWORD);
    let unknown = refused!(visitor.login(op::Login::new(unknown)), LoginError::Unauthorized);
    assert_eq!(wrong, unknown);
    assert_eq!((wrong.success, wrong.error.as_str()), (false, "Unauthorized"));

    let own = types::UserLoginRequest::new("ada@acme.example", PASSWORD);
    let session =
        visitor.login(op::Login::new(own.clone().with_tenant_id(ada.tenant().to_owned()))).await;
    assert_eq!(session.unwrap().tenant_id, ada.tenant());
    let other = own.with_tenant_id("elsewhere".to_owned());
    refused!(visitor.login(op::Login::new(other)), LoginError::Forbidden);
    let short = types::UserLoginRequest::new("ada@acme.example", "short");
    let raw = reqwest::Client::new()
        .post(server.url("/api/v1/auth/token"))
        .body(agents_api::wire::to_text(&short));
    let answer: Json =
        serde_json::from_str(&raw.send().await.unwrap().text().await.unwrap()).unwrap();
    assert_eq!(
        (answer["error"].as_str(), &answer["details"][0]["loc"]),
        (Some("ValidationError"), &serde_json::json!(["body", "password"]))
    );
    server.stop().await;
}

#[tokio::test]
async fn a_refresh_token_is_valid_once() {
    let server = start().await;
    let ada = server.register("ada@acme.example", "Acme").await;
    let visitor = server.visitor();
    let first = ada.session.refresh_token.expose();
    server.clock.advance(25 * MINUTE);
    let second = visitor.refresh_session(refresh(first)).await.unwrap();
    assert_eq!((second.session_id, &second.scopes), (ada.session.session_id, &ada.session.scopes));
    assert_eq!(second.expires_at.to_string(), "2026-01-01T12:55:00Z");
    let client = server.client(second.access_token.expose());
    // Both access tokens belong to the active session.
    assert!(lives(&ada.client).await && lives(&client).await);
    server.clock.advance(10 * MINUTE);
    assert!(!lives(&ada.client).await, "it has expired");
    assert!(lives(&client).await);

    // The used token is sent again, which means that it was copied, so both clients lose access.
    refused!(visitor.refresh_session(refresh(first)), RefreshSessionError::Unauthorized);
    assert!(!lives(&client).await);
    let ended = refresh(second.refresh_token.expose());
    refused!(visitor.refresh_session(ended), RefreshSessionError::Unauthorized);

    // Neither an access token nor an unsigned text is a refresh token.
    let session = login(&server, "ada@acme.example").await;
    for wrong in [session.access_token.expose(), "nonsense", "a.b.c"] {
        refused!(visitor.refresh_session(refresh(wrong)), RefreshSessionError::Unauthorized);
    }
    let client = server.client(session.refresh_token.expose());
    assert!(!lives(&client).await, "an access token is not a refresh token");
    server.clock.advance(30 * DAY);
    let late = refresh(session.refresh_token.expose());
    refused!(visitor.refresh_session(late), RefreshSessionError::Unauthorized);
    server.stop().await;
}

#[tokio::test]
async fn concurrent_uses_of_a_refresh_token_succeed_at_most_once() {
    let server = start().await;
    let ada = server.register("ada@acme.example", "Acme").await;
    let token = ada.session.refresh_token.expose();
    let calls = (0..8).map(|_| {
        let visitor = server.visitor();
        async move { visitor.refresh_session(refresh(token)).await.is_ok() }
    });
    let answers = futures_util::future::join_all(calls).await;
    assert_eq!(answers.into_iter().filter(|served| *served).count(), 1);
    assert!(!lives(&ada.client).await);
    server.stop().await;
}

#[tokio::test]
async fn sessions_are_listed_and_ended() {
    let server = start().await;
    let ada = server.register("ada@acme.example", "Acme").await;
    server.clock.advance(MINUTE);
    let browser = reqwest::Client::new()
        .post(server.url("/api/v1/auth/token"))
        .header(
            "User-Agent",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:145.0) Gecko/20100101 Firefox/145.0",
        )
        .body(format!(r#"{{"email":"ada@acme.example","password":"{PASSWORD}"}}"#));
    assert_eq!(browser.send().await.unwrap().status(), 200);
    server.clock.advance(MINUTE);
    let third = login(&server, "ada@acme.example").await;
    let client = server.client(third.access_token.expose());

    let listed = sessions(&client).await;
    let seen: Vec<String> =
        listed.iter().map(|session| session.last_seen_at.as_ref().unwrap().to_string()).collect();
    assert_eq!(seen, ["2026-01-01T12:02:00Z", "2026-01-01T12:01:00Z", "2026-01-01T12:00:00Z"]);
    assert_eq!(
        listed.iter().map(|session| session.current).collect::<Vec<_>>(),
        [true, false, false]
    );
    let browser = &listed[1];
    let words = [&browser.client.platform, &browser.client.browser, &browser.client.device];
    assert_eq!(words.map(|word| word.value().unwrap().as_str()), ["macOS", "Firefox", "desktop"]);
    assert_eq!(browser.ip_address_masked.value().unwrap(), "127.0.0.*");
    assert_eq!(browser.fingerprint.value().unwrap().len(), 8);
    assert_ne!(browser.fingerprint, listed[0].fingerprint);

    // Pages, and the tenant filter.
    let page =
        client.list_sessions(op::ListSessions::new().with_limit(1).with_offset(1)).await.unwrap();
    assert_eq!((page.total, page.limit, page.offset), (3, 1, 1));
    assert_eq!(page.sessions, listed[1..2]);
    let here = op::ListSessions::new().with_tenant_id(ada.tenant().parse().unwrap());
    assert_eq!(client.list_sessions(here).await.unwrap().total, 3);
    let elsewhere = op::ListSessions::new().with_tenant_id(ada.session.session_id);
    assert_eq!(client.list_sessions(elsewhere).await.unwrap().total, 0);

    // One session is ended by its id. Its access token becomes invalid immediately.
    let revoke = |id| client.revoke_session(op::RevokeSession::new(id));
    assert_eq!(revoke(ada.session.session_id).await.unwrap().data.unwrap()["revoked"], true);
    assert!(!lives(&ada.client).await);
    refused!(revoke(ada.session.session_id), RevokeSessionError::NotFound);
    let bob = server.register("bob@acme.example", "Bob").await;
    refused!(revoke(bob.session.session_id), RevokeSessionError::NotFound);
    assert_eq!(sessions(&client).await.len(), 2);
    let all =
        client.list_sessions(op::ListSessions::new().with_include_revoked(true)).await.unwrap();
    assert_eq!(all.total, 3);
    assert_eq!(all.sessions[2].revoked_at.as_ref().unwrap().to_string(), "2026-01-01T12:02:00Z");

    // All sessions of the user are ended, including the current one; those of others stay active.
    let everywhere = client.logout_everywhere(op::LogoutEverywhere::new()).await.unwrap();
    assert_eq!(
        (everywhere.message.as_str(), &everywhere.data.unwrap()["revoked"]),
        ("2 sessions were ended.", &Json::from(2))
    );
    assert!(!lives(&client).await && lives(&bob.client).await);
    server.stop().await;
}

#[tokio::test]
async fn logging_out_ends_the_session_of_a_refresh_token() {
    let server = start().await;
    let ada = server.register("ada@acme.example", "Acme").await;
    let other = login(&server, "ada@acme.example").await;
    let logout = |token: &str| op::Logout::new(types::UserLogoutRequest::new(token));
    let ended = async |client: &Client, token: &str| {
        client.logout(logout(token)).await.unwrap().data.unwrap()["revoked"].as_bool().unwrap()
    };
    assert!(ended(&ada.client, other.refresh_token.expose()).await);
    assert!(!ended(&ada.client, other.refresh_token.expose()).await);
    assert!(!ended(&ada.client, "nonsense").await);
    let bob = server.register("bob@acme.example", "Bob").await;
    let foreign = logout(bob.session.refresh_token.expose());
    refused!(ada.client.logout(foreign), LogoutError::Forbidden);
    assert!(ended(&ada.client, ada.session.refresh_token.expose()).await);
    assert!(!lives(&ada.client).await && lives(&bob.client).await);
    server.stop().await;
}

#[tokio::test]
async fn an_address_is_verified_by_email() {
    let server = start().await;
    let ada = server.register("ada@acme.example", "Acme").await;
    let first = server.token(&ada.email, "email_verification").await;
    let send = || ada.client.send_verification_email(op::SendVerificationEmail::new());
    let verify = |token: &str| {
        let body = types::EmailVerificationConfirmRequest::new(token);
        let (visitor, request) = (server.visitor(), op::VerifyEmail::new(body));
        async move { visitor.verify_email(request).await }
    };
    assert_eq!(send().await.unwrap().data.unwrap()["email_verified"], false);
    let second = server.token(&ada.email, "email_verification").await;
    // The token in the earlier email is no longer valid.
    refused!(verify(&first), VerifyEmailError::NotFound);
    assert!(verify(&second).await.unwrap().data.is_none_or(|data| data.is_null()));
    refused!(verify(&second), VerifyEmailError::NotFound);
    assert!(login(&server, "ada@acme.example").await.email_verified);
    assert_eq!(send().await.unwrap().data.unwrap()["email_verified"], true);
    assert_eq!(server.letters(&ada.email, "email_verification").await.len(), 2);

    let bob = server.register("bob@acme.example", "Bob").await;
    let late = server.token(&bob.email, "email_verification").await;
    server.clock.advance(2 * DAY);
    refused!(verify(&late), VerifyEmailError::NotFound);
    server.stop().await;
}
