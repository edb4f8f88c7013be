//! Service account tokens: issued with a vault credential or by a user, listed, exchanged and revoked.

use agents_api::{Client, operations as op, types};
use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE, URL_SAFE_NO_PAD};
use counterpart_runtime::Environment;
use serde_json::{Value, json};

use super::server::{DAY, MINUTE, PASSWORD, Person, Server, start, start_with};
use crate::refused;

const KEY: &str = "vault-key";

fn by_person(tenant: Option<&str>) -> types::BrowserServiceAccountIssueRequest {
    let scopes = vec!["conversations:read".to_owned()];
    let mut body = types::BrowserServiceAccountIssueRequest::new(
        "nightly-export",
        scopes,
        "Nightly export to the warehouse",
    );
    body.tenant_id = tenant.map(str::to_owned).into();
    body
}

async fn issue(
    client: &Client,
    body: types::BrowserServiceAccountIssueRequest,
) -> types::ServiceAccountTokenResponse {
    client
        .issue_service_account_token_from_browser(op::IssueServiceAccountTokenFromBrowser::new(
            body,
        ))
        .await
        .unwrap()
}

async fn tokens(
    client: &Client,
    request: op::ListServiceAccountTokens,
) -> Vec<types::ServiceAccountTokenItem> {
    client.list_service_account_tokens(request).await.unwrap().items
}

async fn exchange(server: &Server, token: &str) -> Option<types::UserSessionResponse> {
    let body = types::UserRefreshRequest::new(token);
    server.visitor().refresh_session(op::RefreshSession::new(body)).await.ok()
}

/// Returns the claims of a token, without a check of its signature.
fn claims(token: &str) -> Value {
    let claims = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap()
}

#[tokio::test]
async fn a_token_is_valid_for_a_year_at_most() {
    let server = start().await;
    let ada = server.register("ada@acme.example", "Acme").await;
    let with = |minutes| {
        let body = by_person(Some(ada.tenant())).with_lifetime_minutes(minutes);
        ada.client.issue_service_account_token_from_browser(
            op::IssueServiceAccountTokenFromBrowser::new(body),
        )
    };
    for minutes in [365 * 24 * 60 + 1, 1 << 53] {
        refused!(with(minutes), IssueServiceAccountTokenFromBrowserError::UnprocessableContent);
    }
    assert_eq!(with(365 * 24 * 60).await.unwrap().expires_at, "2027-01-01T12:00:00Z");
    server.stop().await;
}

#[tokio::test]
async fn a_user_issues_a_token_that_is_valid_until_it_is_revoked() {
    let server = start().await;
    let ada = server.register("ada@acme.example", "Acme").await;
    let bob = server.register("bob@harbor.example", "Harbor").await;
    let issued = issue(
        &bob.client,
        by_person(Some(bob.tenant()))
            .with_lifetime_minutes(1440)
            .with_fingerprint("ci-7".to_owned()),
    )
    .await;
    assert_eq!(
        (issued.issued_at.as_str(), issued.expires_at.as_str()),
        ("2026-01-01T12:00:00Z", "2026-01-02T12:00:00Z")
    );
    assert_eq!(
        (issued.account.as_str(), issued.token_use.as_str(), issued.session_id.value()),
        ("nightly-export", "refresh", None)
    );

    // It is exchanged repeatedly for access tokens with its scopes.
    let token = issued.refresh_token.expose();
    let session = exchange(&server, token).await.unwrap();
    assert_eq!(
        (session.user_id.as_str(), session.tenant_id.as_str()),
        ("service-account:nightly-export", bob.tenant())
    );
    assert_eq!((&session.scopes, session.refresh_token.expose()), (&issued.scopes, token));
    assert_eq!(claims(session.access_token.expose())["roles"], json!(["viewer"]));
    let robot = server.client(session.access_token.expose());
    let list = || op::ListConversations::new();
    robot.list_conversations(list()).await.unwrap();
    refused!(robot.get_current_user(op::GetCurrentUser::new()), GetCurrentUserError::Forbidden);
    refused!(
        robot.get_tenant_settings(op::GetTenantSettings::new()),
        GetTenantSettingsError::Forbidden
    );
    let usage = op::GetSubscription::new(bob.tenant());
    refused!(robot.get_subscription(usage), GetSubscriptionError::Forbidden);
    let change = types::PasswordChangeRequest::new(PASSWORD, "seven-quiet-otters-sing");
    refused!(
        robot.change_password(op::ChangePassword::new(change)),
        ChangePasswordError::Forbidden
    );
    assert!(exchange(&server, token).await.is_some());

    let listed = tokens(&bob.client, op::ListServiceAccountTokens::new()).await;
    assert_eq!(
        (listed.len(), listed[0].fingerprint.value().map(String::as_str), &listed[0].signing_kid),
        (1, Some("ci-7"), &issued.kid)
    );
    let jti = listed[0].jti.clone();
    let revoke = |client: &Client, reason: Option<&str>| {
        let mut body = types::ServiceAccountTokenRevokeRequest::new();
        body.reason = reason.map(str::to_owned).into();
        client.revoke_service_account_token(op::RevokeServiceAccountToken::new(jti.as_str(), body))
    };
    let eve = server.register("eve@elsewhere.example", "Elsewhere").await;
    refused!(revoke(&eve.client, None), RevokeServiceAccountTokenError::NotFound);
    // An operator has to give a reason.
    refused!(revoke(&ada.client, None), RevokeServiceAccountTokenError::UnprocessableContent);
    assert_eq!(
        revoke(&bob.client, Some("retired")).await.unwrap().data.unwrap()["jti"],
        jti.as_str()
    );
    revoke(&ada.client, Some("once more")).await.unwrap();
    assert!(exchange(&server, token).await.is_none());
    // The access token is invalid as well.
    refused!(robot.list_conversations(list()), ListConversationsError::Unauthorized);
    let revoked =
        op::ListServiceAccountTokens::new().with_status(types::ServiceAccountTokenStatus::Revoked);
    let revoked = tokens(&bob.client, revoked).await;
    assert_eq!(
        (revoked[0].revoked_reason.value().map(String::as_str), revoked[0].revoked_at.is_some()),
        (Some("retired"), true)
    );
    assert!(tokens(&bob.client, op::ListServiceAccountTokens::new()).await.is_empty());
    server.stop().await;
}

#[tokio::test]
async fn users_can_grant_only_scopes_they_have() {
    let server = start().await;
    let ada = server.register("ada@acme.example", "Acme").await;
    let bob = server.register("bob@harbor.example", "Harbor").await;
    let try_issue = |client: &Client, body| {
        client.issue_service_account_token_from_browser(
            op::IssueServiceAccountTokenFromBrowser::new(body),
        )
    };
    for tenant in [None, Some(ada.tenant())] {
        refused!(
            try_issue(&bob.client, by_person(tenant)),
            IssueServiceAccountTokenFromBrowserError::Forbidden
        );
    }
    let mut grand = by_person(Some(bob.tenant()));
    grand.scopes = vec!["platform:operator".to_owned()];
    refused!(try_issue(&bob.client, grand), IssueServiceAccountTokenFromBrowserError::Forbidden);
    let narrowed = op::IssueServiceAccountTokenFromBrowser::new(by_person(Some(bob.tenant())))
        .with_x_tenant_role("viewer");
    refused!(
        bob.client.issue_service_account_token_from_browser(narrowed),
        IssueServiceAccountTokenFromBrowserError::Forbidden
    );

    // An operator can name any existing tenant, or none.
    issue(&ada.client, by_person(Some(bob.tenant()))).await;
    let global = issue(&ada.client, by_person(None)).await;
    assert_eq!(global.tenant_id.value(), None);
    assert!(exchange(&server, global.refresh_token.expose()).await.is_none(), "it has no tenant");
    refused!(
        try_issue(&ada.client, by_person(Some("nowhere"))),
        IssueServiceAccountTokenFromBrowserError::UnprocessableContent
    );

    let of = |tenant: &str| op::ListServiceAccountTokens::new().with_tenant_id(tenant);
    assert_eq!(tokens(&ada.client, op::ListServiceAccountTokens::new()).await.len(), 0);
    assert_eq!(tokens(&ada.client, of(bob.tenant())).await.len(), 1);
    assert_eq!(tokens(&ada.client, of(bob.tenant()).with_include_global(true)).await.len(), 2);
    assert_eq!(tokens(&bob.client, of(bob.tenant()).with_include_global(true)).await.len(), 1);
    refused!(
        bob.client.list_service_account_tokens(of(ada.tenant())),
        ListServiceAccountTokensError::Forbidden
    );

    // The operator headers: only for operators, and with a reason.
    let over = |tenant: &str| {
        op::ListServiceAccountTokens::new()
            .with_x_operator_override("true")
            .with_x_tenant_id(tenant)
    };
    refused!(
        bob.client.list_service_account_tokens(over(bob.tenant())),
        ListServiceAccountTokensError::Forbidden
    );
    refused!(
        ada.client.list_service_account_tokens(over(bob.tenant())),
        ListServiceAccountTokensError::UnprocessableContent
    );
    assert_eq!(
        tokens(&ada.client, over(bob.tenant()).with_x_operator_reason("Support case 4711"))
            .await
            .len(),
        1
    );
    let foreign = op::ListServiceAccountTokens::new().with_x_tenant_id(bob.tenant());
    refused!(
        ada.client.list_service_account_tokens(foreign),
        ListServiceAccountTokensError::Forbidden
    );
    server.stop().await;
}

#[tokio::test]
async fn a_second_valid_token_requires_force() {
    let server = start().await;
    let ada = server.register("ada@acme.example", "Acme").await;
    let body = || by_person(Some(ada.tenant()));
    issue(&ada.client, body().with_lifetime_minutes(10)).await;
    let again = op::IssueServiceAccountTokenFromBrowser::new(body());
    refused!(
        ada.client.issue_service_account_token_from_browser(again.clone()),
        IssueServiceAccountTokenFromBrowserError::Conflict
    );
    issue(&ada.client, body().with_fingerprint("other".to_owned())).await;
    issue(&ada.client, body().with_force(true).with_lifetime_minutes(5)).await;
    server.clock.advance(10 * MINUTE);
    issue(&ada.client, body()).await;

    let calls = (0..4).map(|_| {
        let request = op::IssueServiceAccountTokenFromBrowser::new(
            body().with_fingerprint("race".to_owned()),
        );
        async { ada.client.issue_service_account_token_from_browser(request).await.is_ok() }
    });
    let issued = futures_util::future::join_all(calls).await;
    assert_eq!(issued.into_iter().filter(|issued| *issued).count(), 1);

    // Filters and pages. Expired tokens are neither active nor revoked.
    let list = op::ListServiceAccountTokens::new;
    assert_eq!(tokens(&ada.client, list()).await.len(), 3);
    assert_eq!(
        tokens(&ada.client, list().with_status(types::ServiceAccountTokenStatus::All)).await.len(),
        3
    );
    assert_eq!(
        tokens(&ada.client, list().with_account("export").with_fingerprint("other")).await.len(),
        1
    );
    assert_eq!(tokens(&ada.client, list().with_account("import")).await.len(), 0);
    let page =
        ada.client.list_service_account_tokens(list().with_limit(1).with_offset(1)).await.unwrap();
    assert_eq!((page.total, page.limit, page.offset, page.items.len()), (3, 1, 1, 1));
    server.stop().await;
}

/// Returns the headers of a credential for a payload, and the matching body.
fn credential(payload: &Value, padded: bool) -> (String, String) {
    let bytes = payload.to_string();
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, KEY.as_bytes()), bytes.as_bytes());
    let engine = if padded { URL_SAFE } else { URL_SAFE_NO_PAD };
    (format!("Bearer vault:v1:{}", STANDARD.encode(tag)), engine.encode(bytes))
}

async fn by_vault(
    server: &Server,
    credential: (Option<&str>, Option<&str>),
    body: &Value,
) -> (u16, Value) {
    let mut request = reqwest::Client::new()
        .post(server.url("/api/v1/auth/service-accounts/issue"))
        .body(body.to_string());
    if let Some(authorization) = credential.0 {
        request = request.header("Authorization", authorization);
    }
    if let Some(payload) = credential.1 {
        request = request.header("X-Vault-Payload", payload);
    }
    let answer = request.send().await.unwrap();
    let status = answer.status().as_u16();
    (status, serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap())
}

async fn with_vault() -> (Server, Person) {
    let server = start_with(Environment::default().with("AGENTS_VAULT_KEY", KEY)).await;
    let ada = server.register("ada@acme.example", "Acme").await;
    (server, ada)
}

fn payload(server: &Server, ada: &Person, nonce: &str) -> Value {
    let now = server.clock.now().as_second();
    json!({
        "iss": "vault", "sub": "ci", "aud": ["auth-service"], "iat": now, "exp": now + 300, "nonce": nonce,
        "account": "nightly-export", "scopes": ["conversations:read", "tenant:manage"],
        "tenant_id": ada.tenant(), "lifetime_minutes": 60,
    })
}

#[tokio::test]
async fn the_vault_credential_limits_the_token() {
    let (server, ada) = with_vault().await;
    let body = json!({"account": "nightly-export", "scopes": ["tenant:manage"], "tenant_id": ada.tenant()});
    let good = payload(&server, &ada, "1");
    let (authorization, signed) = credential(&good, true);
    let (status, issued) = by_vault(&server, (Some(&authorization), Some(&signed)), &body).await;
    assert_eq!((status, &issued["expires_at"]), (201, &json!("2026-01-01T13:00:00Z")));
    let session = exchange(&server, issued["refresh_token"].as_str().unwrap()).await.unwrap();
    let robot = server.client(session.access_token.expose());
    assert_eq!(
        robot.get_tenant_settings(op::GetTenantSettings::new()).await.unwrap().tenant_id,
        ada.tenant()
    );

    // A payload is valid once, and a second valid token is not issued.
    assert_eq!(by_vault(&server, (Some(&authorization), Some(&signed)), &body).await.0, 401);
    let (authorization, signed) = credential(&payload(&server, &ada, "2"), false);
    assert_eq!(by_vault(&server, (Some(&authorization), Some(&signed)), &body).await.0, 409);
    let (authorization, signed) = credential(&payload(&server, &ada, "3"), false);
    let mut forced = body.clone();
    forced["force"] = json!(true);
    assert_eq!(by_vault(&server, (Some(&authorization), Some(&signed)), &forced).await.0, 201);

    for (number, (property, value)) in [
        ("account", json!("other")),
        ("scopes", json!(["platform:operator"])),
        ("tenant_id", Value::Null),
        ("lifetime_minutes", json!(61)),
        ("fingerprint", json!("other")),
    ]
    .into_iter()
    .enumerate()
    {
        let (authorization, signed) =
            credential(&payload(&server, &ada, &format!("more {number}")), false);
        let mut more = body.clone();
        more[property] = value;
        let (status, answer) =
            by_vault(&server, (Some(&authorization), Some(&signed)), &more).await;
        assert_eq!((status, answer["error"].as_str()), (403, Some("Forbidden")), "{property}");
    }
    server.clock.advance(DAY);
    refused!(
        robot.get_tenant_settings(op::GetTenantSettings::new()),
        GetTenantSettingsError::Unauthorized
    );
    server.stop().await;
}

#[tokio::test]
async fn invalid_vault_credentials_are_rejected() {
    let (server, ada) = with_vault().await;
    let body = json!({"account": "nightly-export", "scopes": ["conversations:read"], "tenant_id": ada.tenant()});
    let good = payload(&server, &ada, "1");
    let now = server.clock.now().as_second();
    let (authorization, signed) = credential(&good, false);
    let other = credential(&payload(&server, &ada, "2"), false).1;
    for wrong in [
        (Some(authorization.as_str()), None),
        (Some(authorization.as_str()), Some(other.as_str())),
        (Some(authorization.as_str()), Some("%%%")),
        (Some("Bearer vault:v1:AAAA"), Some(signed.as_str())),
        (Some(ada.session.access_token.expose()), Some(signed.as_str())),
    ] {
        let (status, answer) = by_vault(&server, wrong, &body).await;
        assert_eq!((status, answer["error"].as_str()), (401, Some("Unauthorized")));
    }
    for (property, value) in [
        ("aud", json!(["elsewhere"])),
        ("exp", json!(now)),
        ("exp", json!(now + 601)),
        ("iat", json!(now + 61)),
        ("nonce", Value::Null),
    ] {
        let mut wrong = good.clone();
        wrong[property] = value;
        let (authorization, signed) = credential(&wrong, false);
        assert_eq!(
            by_vault(&server, (Some(&authorization), Some(&signed)), &body).await.0,
            401,
            "{property}"
        );
    }
    assert_eq!(by_vault(&server, (Some(&authorization), Some(&signed)), &body).await.0, 201);
    server.stop().await;

    // A required header is checked before anything else.
    let server = start().await;
    assert_eq!(by_vault(&server, (None, Some(&signed)), &body).await.0, 422);
    let (status, answer) = by_vault(&server, (Some(&authorization), Some(&signed)), &body).await;
    assert_eq!((status, answer["error"].as_str()), (503, Some("VaultNotConfigured")));
    server.stop().await;
}
