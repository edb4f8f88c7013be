//! Public operations: health, service information and the contact form. Acknowledged data survives a restart.

use agents_api::{operations as op, types};
use counterpart_runtime::Environment;
use counterpart_runtime::store::Place;

use super::server::{MINUTE, PASSWORD, lives, start, start_in};
use crate::refused;

#[tokio::test]
async fn the_service_reports_its_information_and_health() {
    let server = start().await;
    let visitor = server.visitor();
    server.clock.advance(MINUTE);
    let health = visitor.get_health(op::GetHealth::new()).await.unwrap();
    assert_eq!((health.status.as_str(), health.version.as_str()), ("healthy", "1.0.0"));
    assert_eq!(
        (health.timestamp.as_str(), health.uptime.value()),
        ("2026-01-01T12:01:00Z", Some(&60.0))
    );
    assert_eq!(visitor.get_readiness(op::GetReadiness::new()).await.unwrap().status, "ready");
    assert_eq!(
        visitor.get_storage_health(op::GetStorageHealth::new()).await.unwrap().status,
        "healthy"
    );
    let info = visitor.get_service_info(op::GetServiceInfo::new()).await.unwrap();
    assert_eq!(
        (info.service.as_str(), info.api.as_str(), info.chat.as_str()),
        ("API Service", "/api/v1", "/api/v1/chat")
    );
    server.stop().await;
}

#[tokio::test]
async fn a_message_gets_a_reference() {
    let server = start().await;
    let visitor = server.visitor();
    let message =
        || types::ContactSubmissionRequest::new("grace@harbor.example", "Do you offer a discount?");
    let submit = |body| visitor.submit_contact(op::SubmitContact::new(body));
    let reference = submit(message().with_topic("Pricing".to_owned())).await.unwrap().data.unwrap()
        ["reference_id"]
        .clone();
    assert!(reference.as_str().unwrap().starts_with("contact-20260101-"), "{reference}");
    let letters = server.letters("contact@counterpart.example", "contact").await;
    assert_eq!((letters.len(), &letters[0]["about"]), (1, &reference));
    // A bot gets the same response, and its message is discarded.
    submit(message().with_honeypot("http://spam.example".to_owned())).await.unwrap();
    assert_eq!(server.letters("contact@counterpart.example", "contact").await.len(), 1);
    let nobody = types::ContactSubmissionRequest::new("grace", "Do you offer a discount?");
    let wrong = refused!(submit(nobody), SubmitContactError::UnprocessableContent);
    assert_eq!(wrong.details[0].type_, "format");
    server.stop().await;
}

#[tokio::test]
async fn acknowledged_data_survives_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::Folder(folder.path().to_owned());
    let server = start_in(place.clone(), Environment::default()).await;
    let ada = server.register("ada@acme.example", "Acme").await;
    let verification = server.token(&ada.email, "email_verification").await;
    server.stop().await;

    let server = start_in(place, Environment::default()).await;
    // The signing keys are the same, so existing tokens stay valid.
    let client = server.client(ada.session.access_token.expose());
    assert!(lives(&client).await && server.login(&ada.email, PASSWORD).await.is_some());
    let body = types::EmailVerificationConfirmRequest::new(verification);
    server.visitor().verify_email(op::VerifyEmail::new(body)).await.unwrap();
    let refresh = types::UserRefreshRequest::new(ada.session.refresh_token.expose());
    let session = server.visitor().refresh_session(op::RefreshSession::new(refresh)).await.unwrap();
    assert!(session.email_verified);
    server.stop().await;
}
