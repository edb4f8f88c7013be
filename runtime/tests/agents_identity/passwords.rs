//! Passwords: change, reset by email, and reset by an administrator.

use agents_api::{operations as op, types};

use super::server::{MINUTE, PASSWORD, lives, start};
use crate::refused;

const NEW: &str = "seven-quiet-otters-sing";

#[tokio::test]
async fn a_password_is_changed_by_its_owner() {
    let server = start().await;
    let ada = server.register("ada@acme.example", "Acme").await;
    let other = server.login(&ada.email, PASSWORD).await.unwrap();
    let change = |present: &str, new: &str| {
        let body = types::PasswordChangeRequest::new(present, new);
        ada.client.change_password(op::ChangePassword::new(body))
    };
    refused!(change("not-the-present-one", NEW), ChangePasswordError::Forbidden);
    let same = refused!(change(PASSWORD, PASSWORD), ChangePasswordError::UnprocessableContent);
    assert_eq!(same.details[0].type_, "used_password");
    let weak =
        refused!(change(PASSWORD, "aaaaaaaaaaaaaaaaaa"), ChangePasswordError::UnprocessableContent);
    assert_eq!(
        (weak.details[0].type_.as_str(), weak.detail.as_ref()),
        ("weak_password", Some(&weak.details))
    );
    assert!(lives(&ada.client).await && lives(&other).await);
    change(PASSWORD, NEW).await.unwrap();
    assert!(!lives(&ada.client).await && !lives(&other).await);
    assert!(server.login(&ada.email, PASSWORD).await.is_none());
    assert!(server.login(&ada.email, NEW).await.is_some());
    server.stop().await;
}

#[tokio::test]
async fn a_forgotten_password_is_reset_by_email() {
    let server = start().await;
    let ada = server.register("ada@acme.example", "Acme").await;
    let visitor = server.visitor();
    let forgot = |email: &str| {
        let body = types::PasswordForgotRequest::new(email);
        visitor.request_password_reset(op::RequestPasswordReset::new(body))
    };
    let confirm = |token: &str, new: &str| {
        let body = types::PasswordResetConfirmRequest::new(token, new);
        visitor.confirm_password_reset(op::ConfirmPasswordReset::new(body))
    };
    // The response does not reveal whether the account exists.
    assert_eq!(forgot(&ada.email).await.unwrap(), forgot("eve@acme.example").await.unwrap());
    assert!(server.letters("eve@acme.example", "password_reset").await.is_empty());
    let token = server.token(&ada.email, "password_reset").await;
    refused!(confirm("nonsense", NEW), ConfirmPasswordResetError::NotFound);
    let used = refused!(confirm(&token, PASSWORD), ConfirmPasswordResetError::UnprocessableContent);
    assert_eq!(used.details[0].type_, "used_password");
    let weak = "ada@acme.example-1234";
    refused!(confirm(&token, weak), ConfirmPasswordResetError::UnprocessableContent);
    // A rejected password does not use up the token; an accepted one does.
    confirm(&token, NEW).await.unwrap();
    refused!(confirm(&token, "eight-quiet-otters-sing"), ConfirmPasswordResetError::NotFound);
    assert!(!lives(&ada.client).await);
    assert!(server.login(&ada.email, PASSWORD).await.is_none());
    let client = server.login(&ada.email, NEW).await.unwrap();

    // An earlier password cannot be reused, a token expires, and a password change invalidates it.
    forgot(&ada.email).await.unwrap();
    let token = server.token(&ada.email, "password_reset").await;
    refused!(confirm(&token, PASSWORD), ConfirmPasswordResetError::UnprocessableContent);
    let body = types::PasswordChangeRequest::new(NEW, "eight-quiet-otters-sing");
    client.change_password(op::ChangePassword::new(body)).await.unwrap();
    refused!(confirm(&token, "nine-quiet-otters-sing"), ConfirmPasswordResetError::NotFound);
    forgot(&ada.email).await.unwrap();
    let token = server.token(&ada.email, "password_reset").await;
    server.clock.advance(60 * MINUTE);
    refused!(confirm(&token, "nine-quiet-otters-sing"), ConfirmPasswordResetError::NotFound);
    let wrong = refused!(forgot("nobody"), RequestPasswordResetError::UnprocessableContent);
    assert_eq!(wrong.details[0].type_, "format");
    server.stop().await;
}

#[tokio::test]
async fn an_unknown_address_costs_the_same_work() {
    let server = start().await;
    server.register("ada@acme.example", "Acme").await;
    let forgot = async |email: &str| {
        let body = types::PasswordForgotRequest::new(email);
        let request = op::RequestPasswordReset::new(body);
        server.visitor().request_password_reset(request).await.unwrap();
        server.count("proofs").await
    };
    let before = server.count("proofs").await;
    for (number, email) in (1..).zip(["ada@acme.example", "eve@acme.example"]) {
        assert_eq!(forgot(email).await, before + number, "{email}: a token is written");
        assert_eq!(forgot(email).await, before + number, "{email}: it replaces the earlier one");
    }
    assert_eq!((server.count("no_outbox").await, server.count("outbox").await), (1, 3));
    // Expired tokens do not pile up.
    for hour in 0..10 {
        server.clock.advance(60 * MINUTE);
        forgot(&format!("user-{hour}@acme.example")).await;
    }
    assert!(server.count("proofs").await <= 3);
    server.stop().await;
}

#[tokio::test]
async fn an_administrator_sets_passwords_in_their_tenant() {
    let server = start().await;
    let ada = server.register("ada@acme.example", "Acme").await;
    let bob = server.register("bob@harbor.example", "Harbor").await;
    let set = |id: &str, new: &str| {
        let body = types::PasswordResetRequest::new(id.parse().unwrap(), new);
        ada.client.reset_password(op::ResetPassword::new(body))
    };
    refused!(set(&bob.session.user_id, NEW), ResetPasswordError::NotFound);
    refused!(set(ada.tenant(), NEW), ResetPasswordError::NotFound);
    let own = ada.session.user_id.as_str();
    refused!(set(own, "abababababababab"), ResetPasswordError::UnprocessableContent);
    set(own, NEW).await.unwrap();
    assert!(!lives(&ada.client).await && lives(&bob.client).await);
    assert!(server.login(&ada.email, NEW).await.is_some());
    server.stop().await;
}
