//! Organizations, invitations, and access.

use arcee_api::operations::{CreateOrganizationError, InviteMemberError, WhoamiError};
use arcee_api::wire::CallError;
use arcee_api::{Client, operations as op, types};

use super::server::start;

async fn create(
    client: &Client,
    name: &str,
) -> Result<types::Organization, CallError<CreateOrganizationError>> {
    let input = types::CreateOrganizationInput::new(name).with_type("business");
    let output = client.create_organization(op::CreateOrganization::new(input)).await?;
    Ok(output.organization)
}

async fn invite(
    client: &Client,
    org: &str,
    people: &[(&str, Option<&str>)],
) -> Result<types::InviteMemberOutput, CallError<InviteMemberError>> {
    let invitees = people.iter().map(|(email, role)| {
        let mut invitee = types::Invitee::new(*email);
        invitee.role = role.map(str::to_owned);
        invitee
    });
    let input = types::InviteMemberInput::new(invitees.collect::<Vec<_>>());
    client.invite_member(op::InviteMember::new(org, input)).await
}

async fn whoami(
    client: &Client,
    org: Option<&str>,
) -> Result<types::WhoamiOutput, CallError<WhoamiError>> {
    let mut request = op::Whoami::new();
    request.x_arcee_org = org.map(str::to_owned);
    client.whoami(request).await
}

fn is_forbidden(error: CallError<WhoamiError>, detail: &str) -> bool {
    matches!(error, CallError::Api(WhoamiError::Forbidden(why)) if why.detail == detail)
}

#[tokio::test]
async fn the_creator_of_an_organization_is_a_member() {
    let server = start().await;
    let client = server.client();
    let caller = whoami(&client, None).await.unwrap();
    assert_eq!(
        (caller.email.as_str(), caller.org.as_str()),
        ("owner@counterpart.example", "counterpart")
    );
    // Unknown organizations and those of others give the same response.
    let stranger = whoami(&client, Some("acme-research")).await.unwrap_err();
    assert!(is_forbidden(stranger, "You are not a member of acme-research."));

    let made = create(&client, "  Acme: Research! ").await.unwrap();
    assert_eq!((made.name.as_str(), made.slug.as_str()), ("  Acme: Research! ", "acme-research"));
    assert_eq!(made.type_.value().map(String::as_str), Some("business"));
    assert_eq!(made.created_at.unwrap().to_string(), "2026-01-01T12:00:00Z");
    assert!(!made.id.is_empty());
    assert_eq!(whoami(&client, Some("acme-research")).await.unwrap().org, "acme-research");
    // The organization of the key stays the default.
    assert_eq!(whoami(&client, None).await.unwrap().org, "counterpart");
}

#[tokio::test]
async fn slugs_are_unique() {
    let server = start().await;
    let eve = server.user("eve@other.example", "eves-org").await;
    let client = server.client();
    create(&client, "Acme Research").await.unwrap();
    // A slug cannot be reused: by the creator, by another user, or if a key names the organization.
    for (client, name) in [
        (&client, "ACME research"),
        (&eve, "acme-research"),
        (&client, "Eves Org"),
        (&eve, "Counterpart"),
    ] {
        let error = create(client, name).await.unwrap_err();
        assert!(
            matches!(&error, CallError::Api(CreateOrganizationError::Conflict(_))),
            "{name}: {error}"
        );
    }
    let error = create(&client, "日本").await.unwrap_err();
    assert!(matches!(error, CallError::Api(CreateOrganizationError::UnprocessableContent(_))));
    // With concurrent requests, one succeeds.
    let several = (0..8).map(|_| create(&client, "Race"));
    let made = futures_util::future::join_all(several).await;
    assert_eq!(made.iter().filter(|made| made.is_ok()).count(), 1);
}

#[tokio::test]
async fn invited_people_become_members() {
    let server = start().await;
    let client = server.client();
    create(&client, "Acme").await.unwrap();
    let ada = server.user("Ada@acme.example", "ada").await;
    let grace = server.user("grace@acme.example", "grace").await;
    assert!(whoami(&ada, Some("acme")).await.is_err());

    let people = [
        ("ada@acme.example", Some("admin")),
        ("grace@acme.example", None),
        ("GRACE@acme.example", None),
    ];
    let invited = invite(&client, "acme", &people).await.unwrap();
    assert_eq!(invited.message, "2 people were invited to acme.");
    let roles: Vec<_> =
        invited.invitees.iter().map(|one| (one.email.as_str(), one.role.as_deref())).collect();
    assert_eq!(
        roles,
        [("ada@acme.example", Some("admin")), ("grace@acme.example", Some("member"))]
    );
    assert_eq!(whoami(&ada, Some("acme")).await.unwrap().email, "Ada@acme.example");
    assert_eq!(whoami(&grace, Some("acme")).await.unwrap().org, "acme");

    // An administrator can invite, a member cannot; existing members are not affected.
    let again = invite(&ada, "acme", &[("grace@acme.example", Some("admin"))]).await.unwrap();
    assert!(again.invitees.is_empty());
    let error = invite(&grace, "acme", &[("eve@acme.example", None)]).await.unwrap_err();
    assert!(matches!(error, CallError::Api(InviteMemberError::Forbidden(_))));
    let error = invite(&ada, "acne", &[("eve@acme.example", None)]).await.unwrap_err();
    assert!(matches!(error, CallError::Api(InviteMemberError::NotFound(_))));
    // The owner of a key administers its organization.
    assert_eq!(
        invite(&grace, "grace", &[("ada@acme.example", None)]).await.unwrap().invitees.len(),
        1
    );
    assert!(whoami(&ada, Some("grace")).await.is_ok());
}

#[tokio::test]
async fn invitations_are_validated() {
    let server = start().await;
    let client = server.client();
    let eleven: Vec<String> = (0..11).map(|number| format!("p{number}@acme.example")).collect();
    let eleven: Vec<_> = eleven.iter().map(|email| (email.as_str(), None)).collect();
    for people in [&eleven[..], &[], &[("nobody", None)], &[("a@b", None), ("a@@b", None)]] {
        let error = invite(&client, "counterpart", people).await.unwrap_err();
        assert!(
            matches!(error, CallError::Api(InviteMemberError::UnprocessableContent(_))),
            "{people:?}"
        );
    }
    assert_eq!(invite(&client, "counterpart", &eleven[..10]).await.unwrap().invitees.len(), 10);
    let mut request = op::InviteMember::new(
        "counterpart",
        types::InviteMemberInput::new(vec![types::Invitee::new("a@b.example")]),
    );
    request.x_arcee_org = Some("elsewhere".to_owned());
    let error = client.invite_member(request).await.unwrap_err();
    assert!(matches!(error, CallError::Api(InviteMemberError::Forbidden(_))));
}
