//! Invites: secrets for signing up, limited in time and number of uses.
//!
//! A use is counted in the transaction that creates the account, so that concurrent sign-ups cannot exceed the limit.

use agents_api::types::{
    SignupInviteIssueRequest, SignupInviteIssueResponse, SignupInviteResponse,
};
use agents_api::wire::Nullable;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use uuid::Uuid;

use super::Agents;
use super::outbox::Notification;
use super::people::address;
use super::proofs::fingerprint;
use super::refusal::Refusal;
use crate::clock::later;
use crate::store::keys::random_secret;
use crate::store::{Collection, List, Record, StoreError, Transaction};

/// The default validity of an invite in hours.
const HOURS: i64 = 72;

/// An invite.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Invite {
    /// The hash of the secret.
    secret: String,
    /// The last characters of the secret.
    pub(super) hint: String,
    /// The email address of the only person who can use it, in lower case; `None` for anyone.
    pub(super) email: Option<String>,
    max_redemptions: i64,
    redeemed: i64,
    expires_at: Timestamp,
    revoked_at: Option<Timestamp>,
    /// The id of the access request that it was issued for.
    pub(super) request: Option<String>,
    note: Option<String>,
    /// Whether the user who signs up with it becomes an operator.
    #[serde(default)]
    operator: bool,
}

/// The input for a new invite.
#[derive(Debug)]
pub(super) struct NewInvite {
    pub(super) email: Option<String>,
    pub(super) max_redemptions: i64,
    pub(super) hours: Option<i64>,
    pub(super) note: Option<String>,
    pub(super) request: Option<String>,
}

impl NewInvite {
    pub(super) fn asked_for(body: &SignupInviteIssueRequest) -> Self {
        Self {
            email: body.invited_email.value().map(|email| address(email)),
            max_redemptions: body.max_redemptions.unwrap_or(1),
            hours: body.expires_in_hours.value().copied(),
            note: body.note.value().cloned(),
            request: body.signup_request_id.value().map(Uuid::to_string),
        }
    }
}

impl Invite {
    /// Creates an invite that makes one user an operator.
    pub(super) fn of_operator(secret: &str, expires_at: Timestamp) -> Self {
        Self {
            secret: fingerprint(secret),
            hint: String::new(),
            email: None,
            max_redemptions: 1,
            redeemed: 0,
            expires_at,
            revoked_at: None,
            request: None,
            note: None,
            operator: true,
        }
    }

    pub(super) fn is_unused(&self) -> bool {
        self.redeemed == 0
    }

    /// The status, as named by the document.
    pub(super) fn status(&self, now: Timestamp) -> &'static str {
        if self.revoked_at.is_some() {
            "revoked"
        } else if self.redeemed >= self.max_redemptions {
            "exhausted"
        } else if self.expires_at <= now {
            "expired"
        } else {
            "active"
        }
    }

    pub(super) fn answer(
        &self,
        record: &Record<Self>,
        now: Timestamp,
    ) -> Result<SignupInviteResponse, Refusal> {
        let (id, created) = (record.id.parse()?, record.created_at.into());
        let (max, redeemed) = (self.max_redemptions, self.redeemed);
        let mut answer =
            SignupInviteResponse::new(id, &self.hint, self.status(now), max, redeemed, created);
        answer.invited_email = self.email.clone().into();
        answer.expires_at = Nullable::Value(self.expires_at.into());
        answer.signup_request_id =
            self.request.as_deref().map(str::parse::<Uuid>).transpose()?.into();
        answer.note = self.note.clone().into();
        Ok(answer)
    }
}

impl Agents {
    /// All invites, by id and by secret.
    pub(super) fn invites(&self) -> Collection<Invite> {
        self.shared()
            .collection("invites")
            .unique_key("secret", |invite: &Invite| [invite.secret.clone()])
    }

    /// The newest first, without the one of the first start.
    pub(super) async fn all_invites(&self) -> Result<Vec<Record<Invite>>, StoreError> {
        let mut invites = self.invites().list(&List::new().newest_first()).await?.items;
        invites.retain(|invite| !invite.value.operator);
        Ok(invites)
    }

    /// Issues an invite for an operator.
    pub(super) async fn invite(
        &self,
        new: NewInvite,
    ) -> Result<SignupInviteIssueResponse, Refusal> {
        let mut transaction = self.store.begin().await?;
        if let Some(request) = &new.request {
            let requests = self.access_requests();
            let request = requests.on(&mut transaction).get(request).await?;
            request
                .ok_or_else(|| Refusal::not_found("There is no access request with this id."))?;
        }
        let issued = self.invite_in(&mut transaction, new).await?;
        transaction.commit().await?;
        Ok(issued)
    }

    /// Issues an invite in a transaction and sends it to the invited person.
    pub(super) async fn invite_in(
        &self,
        transaction: &mut Transaction,
        new: NewInvite,
    ) -> Result<SignupInviteIssueResponse, Refusal> {
        let (secret, now) = (random_secret()?, self.clock.now());
        let hours = u64::try_from(new.hours.unwrap_or(HOURS))?;
        let invite = Invite {
            hint: secret.get(secret.len().saturating_sub(4)..).unwrap_or_default().to_owned(),
            secret: fingerprint(&secret),
            email: new.email,
            max_redemptions: new.max_redemptions,
            redeemed: 0,
            expires_at: later(now, Duration::from_hours(hours)),
            revoked_at: None,
            request: new.request,
            note: new.note,
            operator: false,
        };
        let id = Uuid::new_v4().to_string();
        let record = self.invites().on(transaction).create(&id, &invite).await?;
        if let Some(email) = &invite.email {
            let text = "You are invited to sign up with this token.";
            let notification =
                Notification::email(email, "invite", text).with_token(&secret).about(&id);
            self.post_in(transaction, &notification).await?;
        }
        let shown = invite.answer(&record, now)?;
        let mut answer = SignupInviteIssueResponse::new(
            shown.id,
            shown.token_hint,
            shown.status,
            shown.max_redemptions,
            shown.redeemed_count,
            shown.created_at,
            secret,
        );
        answer.invited_email = shown.invited_email;
        answer.expires_at = shown.expires_at;
        answer.signup_request_id = shown.signup_request_id;
        answer.note = shown.note;
        Ok(answer)
    }

    /// Counts a use of an invite in the transaction that creates the account. Returns whether it makes the user an
    /// operator.
    pub(super) async fn redeem_in(
        &self,
        transaction: &mut Transaction,
        secret: &str,
        email: &str,
    ) -> Result<bool, Refusal> {
        let (invites, now) = (self.invites(), self.clock.now());
        let found = invites.on(transaction).find("secret", &fingerprint(secret)).await?;
        let good = found.filter(|invite| {
            let invite = &invite.value;
            invite.status(now) == "active"
                && invite.email.as_ref().is_none_or(|meant| meant == email)
        });
        let mut invite = good.ok_or_else(|| {
            let why =
                "The invite is unknown, expired, revoked, used up or meant for another address.";
            Refusal::forbidden(why)
        })?;
        invite.value.redeemed += 1;
        invites.on(transaction).put(&invite.id, &invite.value).await?;
        Ok(invite.value.operator)
    }

    /// Revokes an invite. A revoked invite stays unchanged.
    pub(super) async fn take_back_invite(&self, id: &str) -> Result<Record<Invite>, Refusal> {
        let (invites, now) = (self.invites(), self.clock.now());
        let revoked = invites.update(id, |invite| {
            invite.revoked_at.get_or_insert(now);
        });
        let revoked = revoked.await?;
        revoked.ok_or_else(|| Refusal::not_found("There is no invite with this id."))
    }
}
