//! Sessions: started by login, extended with one-time refresh tokens, and ended.
//!
//! A session stores the id of its most recent refresh token. If an older one is used, it was copied, so the session is
//! ended. Access tokens are valid while their session is active.

use agents_api::types::UserSessionResponse;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use std::time::Duration;

use super::Agents;
use super::caller::Role;
use super::device::Device;
use super::keyring::{Claims, Pen, Use};
use super::people::Person;
use super::refusal::Refusal;
use super::service_accounts::tokens::PREFIX;
use crate::clock::later;
use crate::store::{Collection, List, StoreError, Transaction};

/// The lifetime of an access token.
pub(super) const ACCESS: Duration = Duration::from_mins(30);
/// The lifetime of a refresh token.
const REFRESH: Duration = Duration::from_hours(30 * 24);
/// The number of sessions that count as recent.
const RECENT: u64 = 50;
/// The precision of the time of last use, because each update is a write.
const SEEN: Duration = Duration::from_mins(1);

/// A session.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Session {
    /// The id of the user.
    pub(super) person: String,
    /// The id of the tenant.
    pub(super) tenant: String,
    pub(super) last_seen_at: Option<Timestamp>,
    pub(super) revoked_at: Option<Timestamp>,
    /// The id of the most recent refresh token.
    refresh: String,
    pub(super) refresh_expires_at: Timestamp,
    pub(super) device: Device,
}

/// The two signed tokens of a session.
#[derive(Debug)]
pub(super) struct Tokens {
    pub(super) access: String,
    pub(super) refresh: String,
    refresh_id: String,
    pub(super) access_expires_at: Timestamp,
    pub(super) refresh_expires_at: Timestamp,
    pub(super) kid: String,
    pub(super) scopes: Vec<String>,
}

impl Session {
    /// Returns whether the token is valid.
    pub(super) fn lives(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none() && self.refresh_expires_at > now
    }
}

impl Tokens {
    /// Creates tokens for a user in a tenant, without accessing the store.
    fn write(
        pen: &Pen,
        now: Timestamp,
        session: &str,
        (person_id, person): (&str, &Person),
        (tenant, role): (&str, Role),
    ) -> Result<Self, Refusal> {
        let scopes = person.scopes(role);
        let (access_expires_at, refresh_expires_at) = (later(now, ACCESS), later(now, REFRESH));
        let claims = |token_use, expires_at| {
            let mut claims = Claims::new(person_id, token_use, now, expires_at);
            session.clone_into(&mut claims.sid);
            claims.tenant_id = Some(tenant.to_owned());
            claims.roles = vec![role.name().to_owned()];
            claims.scope = scopes.join(" ");
            claims.email_verified = person.email_verified_at.is_some();
            claims
        };
        let refresh = claims(Use::Refresh, refresh_expires_at);
        Ok(Self {
            access: pen.sign(&claims(Use::Access, access_expires_at))?,
            refresh: pen.sign(&refresh)?,
            refresh_id: refresh.jti,
            access_expires_at,
            refresh_expires_at,
            kid: pen.kid().to_owned(),
            scopes,
        })
    }

    /// Returns the response to a login or refresh.
    pub(super) fn answer(
        self,
        session: Uuid,
        tenant: &str,
        (person_id, person): (&str, &Person),
    ) -> UserSessionResponse {
        let verified = person.email_verified_at.is_some();
        UserSessionResponse::new(
            self.access,
            self.refresh,
            self.access_expires_at.into(),
            self.refresh_expires_at.into(),
            self.kid.clone(),
            self.kid,
            self.scopes,
            tenant,
            person_id,
            verified,
            session,
        )
        .with_token_type("bearer")
    }
}

impl Agents {
    /// All sessions, by id and by user.
    pub(super) fn sessions(&self) -> Collection<Session> {
        self.shared()
            .collection("sessions")
            .key("person", |session: &Session| [session.person.clone()])
    }

    /// Starts a session in a transaction.
    pub(super) async fn begin_session_in(
        &self,
        transaction: &mut Transaction,
        pen: &Pen,
        (person_id, person): (&str, &Person),
        (tenant, role): (&str, Role),
        device: Device,
    ) -> Result<(Uuid, Tokens), Refusal> {
        let (id, now) = (Uuid::new_v4(), self.clock.now());
        let tokens = Tokens::write(pen, now, &id.to_string(), (person_id, person), (tenant, role))?;
        let session = Session {
            person: person_id.to_owned(),
            tenant: tenant.to_owned(),
            last_seen_at: Some(now),
            revoked_at: None,
            refresh: tokens.refresh_id.clone(),
            refresh_expires_at: tokens.refresh_expires_at,
            device,
        };
        self.sessions().on(transaction).create(&id.to_string(), &session).await?;
        Ok((id, tokens))
    }

    /// Exchanges a user's refresh token. If a token is used twice, the second use ends the session.
    pub(super) async fn rotate(&self, claims: &Claims) -> Result<UserSessionResponse, Refusal> {
        let used =
            || Refusal::unauthorized("The refresh token is unknown, expired or already used.");
        let person = self.people().get(&claims.sub).await?.ok_or_else(used)?;
        let tenant = claims.tenant_id.as_deref().ok_or_else(used)?;
        let role = person.value.role_in(tenant).ok_or_else(used)?;
        let (pen, now) = (self.keyring.pen().await?, self.clock.now());
        let who = (person.id.as_str(), &person.value);
        let tokens = Tokens::write(&pen, now, &claims.sid, who, (tenant, role))?;
        let (mut lived, mut copied) = (false, false);
        self.sessions()
            .update(&claims.sid, |session| {
                lived = session.lives(now);
                copied = session.refresh != claims.jti;
                if lived && copied {
                    session.revoked_at = Some(now);
                } else if lived {
                    session.refresh.clone_from(&tokens.refresh_id);
                    session.refresh_expires_at = tokens.refresh_expires_at;
                    session.last_seen_at = Some(now);
                }
            })
            .await?;
        if lived && copied {
            self.live.sessions.ring(&claims.sub);
            tracing::warn!(
                session = claims.sid,
                "a refresh token was used twice; its session was ended"
            );
        }
        if !lived || copied {
            return Err(used());
        }
        Ok(tokens.answer(claims.sid.parse()?, tenant, who))
    }

    /// Ends a session of a user. Returns whether it was active.
    pub(super) async fn end_session(&self, id: &str, person: &str) -> Result<bool, StoreError> {
        let (now, mut lived) = (self.clock.now(), false);
        self.sessions()
            .update(id, |session| {
                lived = session.person == person && session.lives(now);
                if lived {
                    session.revoked_at = Some(now);
                }
            })
            .await?;
        if lived {
            self.live.sessions.ring(person);
        }
        Ok(lived)
    }

    /// Ends all sessions of a user in a transaction. Returns the number of active ones.
    pub(super) async fn end_sessions_in(
        &self,
        transaction: &mut Transaction,
        person: &str,
    ) -> Result<usize, StoreError> {
        let (sessions, now) = (self.sessions(), self.clock.now());
        let all = sessions.on(transaction).list(&List::new().with_key("person", person)).await?;
        let mut ended = 0;
        for mut session in all.items.into_iter().filter(|session| session.value.lives(now)) {
            session.value.revoked_at = Some(now);
            sessions.on(transaction).put(&session.id, &session.value).await?;
            ended += 1;
        }
        let (live, person) = (self.live.clone(), person.to_owned());
        transaction.after_commit(move || live.sessions.ring(&person));
        Ok(ended)
    }

    /// Returns whether a user has recently had a session in the network of a device. Without a user, the same query is
    /// made.
    pub(super) async fn has_used(
        &self,
        person: Option<&str>,
        device: &Device,
    ) -> Result<bool, StoreError> {
        let recent = List::new().with_key("person", person.unwrap_or_default());
        let recent = self.sessions().list(&recent.newest_first().limit(RECENT)).await?;
        Ok(recent.items.iter().any(|session| session.value.device.network() == device.network()))
    }

    /// Returns the tenant of an access token if its session, or the token of its service account, is active. The time
    /// of last use is updated occasionally.
    pub(super) async fn tenant_of_session(
        &self,
        claims: &Claims,
    ) -> Result<Option<String>, StoreError> {
        let now = self.clock.now();
        if claims.sub.starts_with(PREFIX) {
            let token = self.service_tokens().get(&claims.sid).await?;
            let token = token.filter(|token| token.value.lives(now));
            return Ok(token.and_then(|token| token.value.tenant));
        }
        let session = self.sessions().get(&claims.sid).await?;
        let session = session.filter(|session| session.value.lives(now));
        let stale = |seen: Timestamp| later(seen, SEEN) <= now;
        if session.as_ref().is_some_and(|session| session.value.last_seen_at.is_none_or(stale)) {
            self.sessions().update(&claims.sid, |session| session.last_seen_at = Some(now)).await?;
        }
        Ok(session.map(|session| session.value.tenant))
    }
}
