//! Sign-up: public or by invite, access requests, and the limit of an invite's uses.

use agents_api::wire::StringEnum as _;
use agents_api::{Client, operations as op, types};
use counterpart_runtime::Environment;
use counterpart_runtime::store::Place;

use super::server::{DAY, Server, lives, registration, start, start_in, start_with};
use crate::refused;

fn register(body: types::UserRegisterRequest) -> op::RegisterTenant {
    op::RegisterTenant::new(body)
}

async fn issue(
    client: &Client,
    body: types::SignupInviteIssueRequest,
) -> types::SignupInviteIssueResponse {
    client.issue_invite(op::IssueInvite::new(body)).await.unwrap()
}

async fn with_policy(policy: &str) -> Server {
    start_with(Environment::default().with("AGENTS_SIGNUP_POLICY", policy)).await
}

#[tokio::test]
async fn a_rejected_registration_leaves_nothing_behind() {
    let server = start().await;
    let visitor = server.visitor();
    let policy = visitor.get_signup_policy(op::GetSignupPolicy::new()).await.unwrap();
    assert_eq!(
        (policy.policy.as_str(), policy.invite_required, policy.request_access_enabled),
        ("public", false, false)
    );

    let body = registration("ada@acme.example", "Acme");
    let invalid = async |body: types::UserRegisterRequest| {
        let why = refused!(
            visitor.register_tenant(register(body)),
            RegisterTenantError::UnprocessableContent
        );
        why.details[0].type_.clone()
    };
    assert_eq!(invalid(body.clone().with_accept_terms(false)).await, "terms");
    let weak = types::UserRegisterRequest::new("ada@acme.example", "aaaaaaaaaaaaaaaa", "Acme");
    assert_eq!(invalid(weak.with_accept_terms(true)).await, "weak_password");
    assert_eq!(invalid(registration("ada", "Acme")).await, "format");
    let unknown = body.clone().with_invite_token(agents_api::wire::Secret::new("nonsense"));
    refused!(visitor.register_tenant(register(unknown)), RegisterTenantError::Forbidden);
    // Rejected sign-ups leave nothing behind: the address is still free.
    let ada = server.register("ada@acme.example", "Acme").await;
    assert!(ada.session.scopes.iter().any(|scope| scope == "platform:operator"));
    refused!(visitor.register_tenant(register(body)), RegisterTenantError::Conflict);
    server.stop().await;
}

#[tokio::test]
async fn concurrent_sign_ups_with_one_address_create_one_account() {
    let server = start().await;
    let calls = (0..6).map(|number| {
        let visitor = server.visitor();
        let body = registration("ada@acme.example", &format!("Acme {number}"));
        async move { visitor.register_tenant(register(body)).await.is_ok() }
    });
    let made = futures_util::future::join_all(calls).await;
    assert_eq!(made.into_iter().filter(|made| *made).count(), 1);
    server.stop().await;
}

#[tokio::test]
async fn an_invite_has_a_limited_number_of_uses() {
    let server = start().await;
    let ada = server.register("ada@acme.example", "Acme").await;
    let invite =
        issue(&ada.client, types::SignupInviteIssueRequest::new().with_max_redemptions(3)).await;
    assert_eq!(
        (invite.status.as_str(), invite.max_redemptions, invite.redeemed_count),
        ("active", 3, 0)
    );
    assert!(invite.invite_token.expose().ends_with(&invite.token_hint));
    let calls = (0..8).map(|number| {
        let body = registration(&format!("guest{number}@acme.example"), "Guests")
            .with_invite_token(invite.invite_token.clone());
        let visitor = server.visitor();
        async move { visitor.register_tenant(register(body)).await.is_ok() }
    });
    let made = futures_util::future::join_all(calls).await;
    assert_eq!(made.into_iter().filter(|made| *made).count(), 3);
    let listed = ada.client.list_invites(op::ListInvites::new()).await.unwrap();
    assert_eq!(
        (listed.total, listed.invites[0].status.as_str(), listed.invites[0].redeemed_count),
        (1, "exhausted", 3)
    );
    server.stop().await;
}

#[tokio::test]
async fn invites_have_an_address_an_expiry_and_a_status() {
    let server = start().await;
    let ada = server.register("ada@acme.example", "Acme").await;
    let visitor = server.visitor();
    let new = types::SignupInviteIssueRequest::new;
    let meant = issue(
        &ada.client,
        new().with_invited_email("Grace@Harbor.example".to_owned()).with_note("hello".to_owned()),
    )
    .await;
    assert_eq!(meant.expires_at.value().unwrap().to_string(), "2026-01-04T12:00:00Z");
    assert_eq!(server.token("grace@harbor.example", "invite").await, meant.invite_token.expose());
    let late = issue(&ada.client, new().with_expires_in_hours(24)).await;
    let revoked = issue(&ada.client, new()).await;
    let revoke = || ada.client.revoke_invite(op::RevokeInvite::new(revoked.id));
    assert_eq!(revoke().await.unwrap().status, "revoked");
    assert_eq!(revoke().await.unwrap().status, "revoked", "repeating it is not an error");
    let unknown = op::RevokeInvite::new(ada.session.session_id);
    refused!(ada.client.revoke_invite(unknown), RevokeInviteError::NotFound);
    server.clock.advance(DAY);
    let ada = server.client(
        server
            .visitor()
            .login(op::Login::new(types::UserLoginRequest::new(
                "ada@acme.example",
                super::server::PASSWORD,
            )))
            .await
            .unwrap()
            .access_token
            .expose(),
    );

    let with = |email: &str, invite: &types::SignupInviteIssueResponse| {
        let body = registration(email, "Harbor").with_invite_token(invite.invite_token.clone());
        visitor.register_tenant(register(body))
    };
    for wrong in [&meant, &late, &revoked] {
        let refusal = refused!(with("eve@harbor.example", wrong), RegisterTenantError::Forbidden);
        assert_eq!(refusal.error, "Forbidden");
    }
    with("grace@harbor.example", &meant).await.unwrap();
    let listed = async |request: op::ListInvites| {
        let listed = ada.list_invites(request).await.unwrap();
        listed.invites.into_iter().map(|invite| (invite.id, invite.status)).collect::<Vec<_>>()
    };
    let all = [(revoked.id, "revoked"), (late.id, "expired"), (meant.id, "exhausted")]
        .map(|(id, status)| (id, status.to_owned()));
    assert_eq!(listed(op::ListInvites::new()).await, all);
    for (index, status) in ["revoked", "expired", "exhausted"].into_iter().enumerate() {
        let request =
            op::ListInvites::new().with_status(types::SignupInviteStatus::from_text(status));
        assert_eq!(listed(request).await, all[index..=index]);
    }
    assert_eq!(listed(op::ListInvites::new().with_email("grace@HARBOR.example")).await, all[2..]);
    assert_eq!(listed(op::ListInvites::new().with_limit(1).with_offset(1)).await, all[1..2]);
    server.stop().await;
}

#[tokio::test]
async fn access_is_requested_and_decided_once() {
    let server = with_policy("approval").await;
    let visitor = server.visitor();
    let policy = visitor.get_signup_policy(op::GetSignupPolicy::new()).await.unwrap();
    assert_eq!(
        (policy.policy.as_str(), policy.invite_required, policy.request_access_enabled),
        ("approval", true, true)
    );
    server.stop().await;

    let server = start().await;
    let ada = server.register("ada@acme.example", "Acme").await;
    let visitor = server.visitor();
    let ask = |body: types::SignupRequestPublicRequest| {
        visitor.request_access(op::RequestAccess::new(body))
    };
    let grace = || {
        types::SignupRequestPublicRequest::new(
            "grace@harbor.example",
            "Harbor",
            "Grace Hopper",
            true,
        )
    };
    assert_eq!(ask(grace()).await.unwrap().policy, "public");
    // The same address again, and a bot, get the same response and create nothing.
    ask(grace()).await.unwrap();
    let program =
        types::SignupRequestPublicRequest::new("bot@harbor.example", "Harbor", "A Program", true);
    ask(program.with_honeypot("http://spam.example".to_owned())).await.unwrap();
    let rude =
        types::SignupRequestPublicRequest::new("rude@harbor.example", "Harbor", "Rude", false);
    refused!(ask(rude), RequestAccessError::UnprocessableContent);
    ask(types::SignupRequestPublicRequest::new("eve@harbor.example", "Harbor", "Eve", true))
        .await
        .unwrap();

    let list = async |status: Option<&str>| {
        let mut request = op::ListSignupRequests::new();
        request.status = status.map(types::SignupRequestStatus::from_text);
        ada.client.list_signup_requests(request).await.unwrap().requests
    };
    let all = list(None).await;
    assert_eq!(
        all.iter().map(|request| request.email.as_str()).collect::<Vec<_>>(),
        ["eve@harbor.example", "grace@harbor.example"]
    );
    let (eve, grace_id) = (all[0].id, all[1].id);

    let approval =
        types::SignupRequestApprovalRequest::new().with_note("Met at the conference".to_owned());
    let approve =
        |id| ada.client.approve_signup_request(op::ApproveSignupRequest::new(id, approval.clone()));
    let decided = approve(grace_id).await.unwrap();
    let invite = decided.invite.value().unwrap();
    assert_eq!(
        (decided.request.status.as_str(), decided.request.invite_token_hint.value()),
        ("approved", Some(&invite.token_hint))
    );
    assert_eq!(
        (invite.signup_request_id.value(), invite.note.value().map(String::as_str)),
        (Some(&grace_id), Some("Met at the conference"))
    );
    refused!(approve(grace_id), ApproveSignupRequestError::Conflict);
    refused!(approve(ada.session.session_id), ApproveSignupRequestError::NotFound);
    let rejection =
        types::SignupRequestRejectionRequest::new().with_reason("No seats left".to_owned());
    let reject =
        |id| ada.client.reject_signup_request(op::RejectSignupRequest::new(id, rejection.clone()));
    let rejected = reject(eve).await.unwrap();
    assert_eq!((rejected.request.status.as_str(), rejected.invite.value()), ("rejected", None));
    assert_eq!(rejected.request.decision_reason.value().map(String::as_str), Some("No seats left"));
    refused!(reject(eve), RejectSignupRequestError::Conflict);
    refused!(reject(ada.session.session_id), RejectSignupRequestError::NotFound);
    assert_eq!(list(Some("approved")).await.len(), 1);
    assert!(list(Some("pending")).await.is_empty());
    let by_request =
        ada.client.list_invites(op::ListInvites::new().with_request_id(grace_id)).await.unwrap();
    assert_eq!(by_request.total, 1);

    let body = registration("grace@harbor.example", "Harbor")
        .with_invite_token(invite.invite_token.clone());
    let session = visitor.register_tenant(register(body)).await.unwrap();
    assert!(lives(&server.client(session.access_token.expose())).await);
    // An invite for a request that does not exist, and callers who are not operators.
    let missing =
        types::SignupInviteIssueRequest::new().with_signup_request_id(ada.session.session_id);
    refused!(ada.client.issue_invite(op::IssueInvite::new(missing)), IssueInviteError::NotFound);
    let grace = server.client(session.access_token.expose());
    let none = types::SignupInviteIssueRequest::new();
    refused!(grace.issue_invite(op::IssueInvite::new(none)), IssueInviteError::Forbidden);
    refused!(grace.list_invites(op::ListInvites::new()), ListInvitesError::Forbidden);
    refused!(grace.revoke_invite(op::RevokeInvite::new(invite.id)), RevokeInviteError::Forbidden);
    refused!(
        grace.list_signup_requests(op::ListSignupRequests::new()),
        ListSignupRequestsError::Forbidden
    );
    refused!(
        grace.approve_signup_request(op::ApproveSignupRequest::new(eve, approval.clone())),
        ApproveSignupRequestError::Forbidden
    );
    refused!(
        grace.reject_signup_request(op::RejectSignupRequest::new(eve, rejection.clone())),
        RejectSignupRequestError::Forbidden
    );
    server.stop().await;
}

#[tokio::test]
async fn only_the_invite_of_the_first_start_makes_an_operator() {
    let server = start().await;
    let invite = server.operator_invite().unwrap();
    let is_operator = |session: &types::UserRegisterResponse| {
        session.scopes.iter().any(|scope| scope == "platform:operator")
    };
    let first = server.register("eve@elsewhere.example", "Elsewhere").await;
    assert!(!is_operator(&first.session), "the first visitor is nobody special");
    let with = |email: &str| {
        let body = registration(email, "Acme");
        register(body.with_invite_token(agents_api::wire::Secret::new(invite.as_str())))
    };
    let visitor = server.visitor();
    let ada = visitor.register_tenant(with("ada@acme.example")).await.unwrap();
    assert!(is_operator(&ada));
    refused!(visitor.register_tenant(with("bob@acme.example")), RegisterTenantError::Forbidden);
    let ada = server.client(ada.access_token.expose());
    assert_eq!(ada.list_invites(op::ListInvites::new()).await.unwrap().total, 0);
    server.stop().await;
}

#[tokio::test]
async fn an_unused_operator_invite_is_replaced_at_each_start() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::Folder(folder.path().to_owned());
    let mut invites = Vec::new();
    for _ in 0..2 {
        let server = start_in(place.clone(), Environment::default()).await;
        invites.push(server.operator_invite().unwrap());
        server.stop().await;
    }
    assert_ne!(invites[0], invites[1]);
    let given = Environment::default().with("AGENTS_OPERATOR_INVITE", "a-given-invite");
    let server = start_in(place.clone(), given.clone()).await;
    for unknown in invites {
        let unknown = agents_api::wire::Secret::new(unknown);
        let body = registration("ada@acme.example", "Acme").with_invite_token(unknown);
        refused!(server.visitor().register_tenant(register(body)), RegisterTenantError::Forbidden);
    }
    let ada = server.register("ada@acme.example", "Acme").await;
    assert!(ada.session.scopes.iter().any(|scope| scope == "platform:operator"));
    server.stop().await;
    // Once it has been used, no start makes another operator.
    let server = start_in(place, given).await;
    assert_eq!(server.operator_invite(), None);
    let invite = agents_api::wire::Secret::new("a-given-invite");
    let body = registration("bob@acme.example", "Acme").with_invite_token(invite);
    refused!(server.visitor().register_tenant(register(body)), RegisterTenantError::Forbidden);
    server.stop().await;
}

#[tokio::test]
async fn every_sign_up_needs_the_invite_that_the_policy_requires() {
    let server = with_policy("invite_only").await;
    let visitor = server.visitor();
    let policy = visitor.get_signup_policy(op::GetSignupPolicy::new()).await.unwrap();
    assert_eq!((policy.policy.as_str(), policy.request_access_enabled), ("invite_only", false));
    let ada = registration("ada@acme.example", "Acme");
    refused!(visitor.register_tenant(register(ada.clone())), RegisterTenantError::Forbidden);
    let operator = server.register("ada@acme.example", "Acme").await;
    // The same response as before there was such an account.
    refused!(visitor.register_tenant(register(ada)), RegisterTenantError::Forbidden);
    let bob = registration("bob@acme.example", "Bob");
    let invite = issue(&operator.client, types::SignupInviteIssueRequest::new()).await;
    let bob = bob.with_invite_token(invite.invite_token);
    visitor.register_tenant(register(bob)).await.unwrap();
    server.stop().await;
}
