//! Organizations. Their creator is an administrator and can invite others.

use arcee_api::operations::{
    CreateOrganization, CreateOrganizationError, InviteMember, InviteMemberError, OrganizationsApi,
};
use arcee_api::types;
use arcee_api::wire::{Call, Outcome};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Arcee;
use super::membership::{ADMIN, Member, Standing, address, members};
use super::refusal::{Refusal, position, property, refuse, violation};
use crate::store::{Collection, Key, StoreError};

/// The default role of invited people.
const MEMBER: &str = "member";

/// An organization. Its id is the slug.
#[derive(Debug, Serialize, Deserialize)]
struct Organization {
    id: String,
    name: String,
    kind: Option<String>,
}

impl OrganizationsApi for Arcee {
    type Principal = Key;

    async fn create_organization(
        &self,
        call: Call<CreateOrganization, Key>,
    ) -> Outcome<CreateOrganization> {
        let created = self.create(&call.principal, &call.request.body).await;
        created.map_err(refuse::<CreateOrganizationError>)
    }

    async fn invite_member(&self, call: Call<InviteMember, Key>) -> Outcome<InviteMember> {
        self.invite(&call.principal, &call.request).await.map_err(refuse::<InviteMemberError>)
    }
}

impl Arcee {
    async fn create(
        &self,
        key: &Key,
        input: &types::CreateOrganizationInput,
    ) -> Result<types::CreateOrganizationOutput, Refusal> {
        let slug = slug(&input.name).ok_or_else(|| {
            let message = "must contain a letter or digit (a–z, 0–9), from which the slug is built";
            Refusal::invalid(vec![violation([property("name")], "pattern", message)])
        })?;
        let taken = || Refusal::conflict(format!("There is already an organization {slug}."));
        // The organizations of generated keys exist without having been created.
        if self.keys.knows_org(&slug).await? {
            return Err(taken());
        }
        let organization = Organization {
            id: Uuid::new_v4().to_string(),
            name: input.name.clone(),
            kind: input.type_.value().cloned(),
        };
        let administrator = Member { role: ADMIN.to_owned(), invited_by: None };
        let (organizations, members) = (self.organizations(), members(&self.scope(&slug)));
        let mut transaction = self.store.begin().await?;
        let created = organizations.on(&mut transaction).create(&slug, &organization).await;
        let created = created.map_err(|error| match error {
            StoreError::Exists { .. } => taken(),
            other => other.into(),
        })?;
        members.on(&mut transaction).create(&address(&key.owner), &administrator).await?;
        transaction.commit().await?;

        let mut answer = types::Organization::new(organization.id, organization.name, slug)
            .with_created_at(created.created_at.into());
        answer.type_ = input.type_.clone();
        Ok(types::CreateOrganizationOutput::new(answer))
    }

    async fn invite(
        &self,
        key: &Key,
        request: &InviteMember,
    ) -> Result<types::InviteMemberOutput, Refusal> {
        let InviteMember { org, body, .. } = request;
        check(&body.invitees)?;
        self.enter(key, request.x_arcee_org.as_ref()).await?;
        if self.organizations().get(org).await?.is_none() && !self.keys.knows_org(org).await? {
            return Err(Refusal::not_found(format!("There is no organization {org}.")));
        }
        if self.standing(key, org).await? != Standing::Administrator {
            let detail = format!("Only an administrator of {org} may invite members.");
            return Err(Refusal::forbidden(detail));
        }

        let members = members(&self.scope(org));
        let mut invited = Vec::new();
        let mut transaction = self.store.begin().await?;
        for invitee in &body.invitees {
            let role = invitee.role.clone().unwrap_or_else(|| MEMBER.to_owned());
            let member = Member { role: role.clone(), invited_by: Some(key.owner.clone()) };
            let id = address(&invitee.email);
            let own = *org == key.org && id == address(&key.owner);
            if !own && members.on(&mut transaction).get(&id).await?.is_none() {
                members.on(&mut transaction).create(&id, &member).await?;
                invited.push(types::Invitee::new(invitee.email.clone()).with_role(role));
            }
        }
        transaction.commit().await?;
        let message = match invited.len() {
            0 => format!("Everyone is already a member of {org} or has already been invited."),
            1 => format!("1 person was invited to {org}."),
            several => format!("{several} people were invited to {org}."),
        };
        Ok(types::InviteMemberOutput::new(message, invited))
    }

    /// Returns the collection of all organizations, which belongs to none of them.
    fn organizations(&self) -> Collection<Organization> {
        self.shared().collection("organizations")
    }
}

/// The lengths have been validated before, but not that the address has two parts.
fn check(invitees: &[types::Invitee]) -> Result<(), Refusal> {
    let two_sided = |email: &str| {
        email
            .split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'))
            && !email.contains(char::is_whitespace)
    };
    let wrong: Vec<_> = (0..)
        .zip(invitees)
        .filter(|(_, invitee)| !two_sided(&invitee.email))
        .map(|(index, _)| {
            let place = [property("invitees"), position(index), property("email")];
            violation(place, "format", "expected an email address, such as ada@acme.example")
        })
        .collect();
    if wrong.is_empty() { Ok(()) } else { Err(Refusal::invalid(wrong)) }
}

/// Returns the name in lower-case letters and digits, with a hyphen for everything else.
fn slug(name: &str) -> Option<String> {
    let words = name.split(|sign: char| !sign.is_ascii_alphanumeric());
    let words: Vec<String> =
        words.filter(|word| !word.is_empty()).map(str::to_ascii_lowercase).collect();
    (!words.is_empty()).then(|| words.join("-"))
}
