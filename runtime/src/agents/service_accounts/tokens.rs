//! The stored service account tokens.

use agents_api::types::{
    ServiceAccountTokenItem, ServiceAccountTokenResponse, ServiceAccountTokenStatus,
    UserSessionResponse,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::time::Duration;

use super::super::Agents;
use super::super::caller::{Caller, Role};
use super::super::keyring::{Claims, Use};
use super::super::refusal::Refusal;
use super::super::sessions::ACCESS;
use crate::clock::later;
use crate::store::{Collection, List, Record, StoreError};

/// The prefix of a service account's name where the id of a user could be used as well.
pub(crate) const PREFIX: &str = "service-account:";
/// The default lifetime of a token.
const LIFETIME: Duration = Duration::from_hours(30 * 24);
/// The scope that makes a service account an administrator of its tenant.
const MANAGES: &str = "tenant:manage";

/// A token that was issued. Its id is the token's `jti`.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ServiceToken {
    pub(crate) account: String,
    pub(crate) scopes: Vec<String>,
    /// The id of the tenant; `None` for an account of the whole installation.
    pub(crate) tenant: Option<String>,
    pub(crate) fingerprint: Option<String>,
    pub(crate) expires_at: Timestamp,
    revoked_at: Option<Timestamp>,
    revoked_reason: Option<String>,
    revoked_by: Option<String>,
    kid: String,
    /// The id of the user who requested the token, or the subject of the vault credential.
    issued_by: String,
    /// The reason given by the user.
    reason: Option<String>,
}

/// The input for a new token.
#[derive(Debug)]
pub(super) struct NewToken {
    pub(super) account: String,
    pub(super) scopes: Vec<String>,
    pub(super) tenant: Option<String>,
    pub(super) lifetime_minutes: Option<i64>,
    pub(super) fingerprint: Option<String>,
    pub(super) force: bool,
    pub(super) issued_by: String,
    pub(super) reason: Option<String>,
}

impl ServiceToken {
    /// Returns whether the token is valid.
    pub(crate) fn lives(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none() && self.expires_at > now
    }

    /// Returns whether the token matches the filters.
    pub(super) fn stands(&self, status: &ServiceAccountTokenStatus, now: Timestamp) -> bool {
        match status {
            ServiceAccountTokenStatus::Revoked => self.revoked_at.is_some(),
            ServiceAccountTokenStatus::All => self.revoked_at.is_some() || self.lives(now),
            _ => self.lives(now),
        }
    }

    /// Returns the role of the account in its tenant, according to its scopes.
    pub(crate) fn role(&self) -> Role {
        let manages = self.scopes.iter().any(|scope| scope == MANAGES);
        if manages { Role::Admin } else { Role::Viewer }
    }

    /// Tokens with the same slot are for the same account, tenant and machine.
    fn slot(&self) -> String {
        format!("{:?} {:?} {:?}", self.account, self.tenant, self.fingerprint)
    }

    pub(super) fn item(record: Record<Self>) -> ServiceAccountTokenItem {
        let Record { id, value, created_at, .. } = record;
        let mut item = ServiceAccountTokenItem::new(
            id,
            value.account,
            value.scopes,
            created_at.into(),
            value.expires_at.into(),
            value.revoked_at.map(Into::into),
            value.kid,
        );
        item.tenant_id = value.tenant.into();
        item.fingerprint = value.fingerprint.into();
        item.revoked_reason = value.revoked_reason.into();
        item
    }
}

impl Agents {
    /// All tokens, by id, by tenant (an empty text for those of the installation), and by slot.
    pub(crate) fn service_tokens(&self) -> Collection<ServiceToken> {
        self.shared()
            .collection("service_tokens")
            .key("tenant", |token: &ServiceToken| [token.tenant.clone().unwrap_or_default()])
            .key("slot", |token: &ServiceToken| [token.slot()])
    }

    /// Returns the tokens of a tenant, and those of the installation if requested, most recently issued first.
    pub(super) async fn service_tokens_of(
        &self,
        tenant: &str,
        global: bool,
    ) -> Result<Vec<Record<ServiceToken>>, StoreError> {
        let of = |tenant: &str| List::new().newest_first().with_key("tenant", tenant);
        let mut tokens = self.service_tokens().list(&of(tenant)).await?.items;
        if global {
            tokens.extend(self.service_tokens().list(&of("")).await?.items);
            tokens.sort_by_key(|token| std::cmp::Reverse(token.seq));
        }
        Ok(tokens)
    }

    pub(super) async fn issue_service_token(
        &self,
        new: NewToken,
    ) -> Result<ServiceAccountTokenResponse, Refusal> {
        if let Some(tenant) = &new.tenant
            && self.tenants().get(tenant).await?.is_none()
        {
            let why = "There is no tenant with this id.";
            return Err(Refusal::invalid("tenant_id", "unknown", why));
        }
        let (pen, now) = (self.keyring.pen().await?, self.clock.now());
        let minutes = new.lifetime_minutes.map(u64::try_from).transpose()?;
        let lifetime =
            minutes.map_or(LIFETIME, |minutes| Duration::from_secs(minutes.saturating_mul(60)));
        let expires_at = later(now, lifetime);
        let subject = format!("{PREFIX}{}", new.account);
        let mut claims = Claims::new(subject, Use::Refresh, now, expires_at);
        claims.sid.clone_from(&claims.jti);
        claims.tenant_id.clone_from(&new.tenant);
        claims.scope = new.scopes.join(" ");
        let signed = pen.sign(&claims)?;
        let token = ServiceToken {
            account: new.account,
            scopes: new.scopes,
            tenant: new.tenant,
            fingerprint: new.fingerprint,
            expires_at,
            revoked_at: None,
            revoked_reason: None,
            revoked_by: None,
            kid: pen.kid().to_owned(),
            issued_by: new.issued_by,
            reason: new.reason,
        };

        let tokens = self.service_tokens();
        let mut transaction = self.store.begin().await?;
        let alike = List::new().with_key("slot", token.slot());
        let alike = tokens.on(&mut transaction).list(&alike).await?.items;
        if !new.force && alike.iter().any(|token| token.value.lives(now)) {
            let why = "A valid token already exists for the same account, tenant and fingerprint.";
            return Err(Refusal::conflict(why));
        }
        tokens.on(&mut transaction).create(&claims.jti, &token).await?;
        transaction.commit().await?;
        tracing::info!(
            jti = claims.jti,
            issued_by = token.issued_by,
            "issued a token to a service account"
        );
        let mut answer = ServiceAccountTokenResponse::new(
            signed,
            expires_at.to_string(),
            now.to_string(),
            token.scopes,
            token.kid,
            token.account,
            "refresh",
        );
        answer.tenant_id = token.tenant.into();
        answer.session_id = None.into();
        Ok(answer)
    }

    /// Exchanges a service account token for an access token.
    pub(crate) async fn exchange_service_token(
        &self,
        claims: &Claims,
        token: &str,
    ) -> Result<UserSessionResponse, Refusal> {
        let (record, now) = (self.service_tokens().get(&claims.jti).await?, self.clock.now());
        let living = record.filter(|record| record.value.lives(now));
        let record = living.ok_or_else(|| {
            Refusal::unauthorized("The refresh token is unknown, expired or revoked.")
        })?;
        let tenant = record.value.tenant.as_deref().ok_or_else(|| {
            Refusal::unauthorized(
                "The account does not belong to a tenant, so it cannot have a session.",
            )
        })?;
        let pen = self.keyring.pen().await?;
        let expires_at = later(now, ACCESS).min(record.value.expires_at);
        let mut access = Claims::new(&claims.sub, Use::Access, now, expires_at);
        access.sid.clone_from(&record.id);
        access.tenant_id = Some(tenant.to_owned());
        access.roles = vec![record.value.role().name().to_owned()];
        access.scope = record.value.scopes.join(" ");
        Ok(UserSessionResponse::new(
            pen.sign(&access)?,
            token,
            expires_at.into(),
            record.value.expires_at.into(),
            pen.kid(),
            &record.value.kid,
            record.value.scopes.clone(),
            tenant,
            &claims.sub,
            false,
            record.id.parse()?,
        )
        .with_token_type("bearer"))
    }

    /// Revokes a token. A revoked token stays unchanged.
    pub(super) async fn revoke_service_token(
        &self,
        caller: &Caller,
        jti: &str,
        reason: Option<&str>,
    ) -> Result<(), Refusal> {
        let missing = || Refusal::not_found("There is no token with this id.");
        let (tokens, now) = (self.service_tokens(), self.clock.now());
        let revoked = tokens.try_update(jti, |token| {
            if token.tenant.as_ref() != Some(&caller.tenant) {
                if !caller.is_operator() {
                    return Err(missing());
                }
                if reason.is_none_or(|reason| reason.trim().is_empty()) {
                    let why = "is required when an operator revokes a token of another tenant";
                    return Err(Refusal::invalid("reason", "missing", why));
                }
            }
            if token.revoked_at.is_none() {
                token.revoked_at = Some(now);
                token.revoked_reason = reason.map(str::to_owned);
                token.revoked_by = Some(caller.user.clone());
            }
            Ok(())
        });
        let revoked = revoked.await?.ok_or_else(missing)?;
        self.live.sessions.ring(&format!("{PREFIX}{}", revoked.value.account));
        Ok(())
    }
}
