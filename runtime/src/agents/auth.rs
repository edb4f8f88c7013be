//! Sessions: login, refresh, logout, the calling user, and email verification.

use std::time::Duration;

use agents_api::operations::{
    AuthApi, GetCurrentUser, GetCurrentUserError, ListSessions, ListSessionsError, Login,
    LoginError, Logout, LogoutError, LogoutEverywhere, LogoutEverywhereError, RefreshSession,
    RefreshSessionError, RevokeSession, RevokeSessionError, SendVerificationEmail,
    SendVerificationEmailError, VerifyEmail, VerifyEmailError,
};
use agents_api::types::{
    SuccessResponse, UserLoginRequest, UserSessionItem, UserSessionListResponse,
    UserSessionResponse,
};
use agents_api::wire::{Call, Outcome};
use jiff::Timestamp;
use serde_json::json;

use super::Agents;
use super::answer::success;
use super::caller::Caller;
use super::device::Device;
use super::keyring::Use;
use super::outbox::Notification;
use super::people::{Person, address};
use super::proofs::Purpose;
use super::refusal::{Refusal, refuse};
use super::service_accounts::tokens::PREFIX;
use super::sessions::Session;
use crate::store::{List, Record, Transaction};

/// The lifetime of a token in a verification email.
const VERIFICATION: Duration = Duration::from_hours(48);

impl AuthApi for Agents {
    type Principal = Caller;

    async fn login(&self, call: Call<Login, ()>) -> Outcome<Login> {
        let device = Device::of(&call.context);
        self.log_in(&call.body, device).await.map_err(refuse::<LoginError>)
    }

    async fn refresh_session(&self, call: Call<RefreshSession, ()>) -> Outcome<RefreshSession> {
        let refreshed = self.refresh(call.body.refresh_token.expose()).await;
        refreshed.map_err(refuse::<RefreshSessionError>)
    }

    async fn logout(&self, call: Call<Logout, Caller>) -> Outcome<Logout> {
        let ended = self.log_out(&call.principal, call.body.refresh_token.expose()).await;
        let revoked = ended.map_err(refuse::<LogoutError>)?;
        let message =
            if revoked { "The session was ended." } else { "The session had already ended." };
        Ok(success(message, json!({ "revoked": revoked })))
    }

    async fn logout_everywhere(
        &self,
        call: Call<LogoutEverywhere, Caller>,
    ) -> Outcome<LogoutEverywhere> {
        let ended = async {
            let mut transaction = self.store.begin().await?;
            let ended = self.end_sessions_in(&mut transaction, &call.principal.user).await?;
            transaction.commit().await?;
            Ok(ended)
        };
        let revoked = ended.await.map_err(refuse::<LogoutEverywhereError>)?;
        let message = match revoked {
            1 => "1 session was ended.".to_owned(),
            several => format!("{several} sessions were ended."),
        };
        Ok(success(message, json!({ "revoked": revoked })))
    }

    async fn list_sessions(&self, call: Call<ListSessions, Caller>) -> Outcome<ListSessions> {
        let listed = self.own_sessions(&call.principal, &call.request).await;
        listed.map_err(refuse::<ListSessionsError>)
    }

    async fn revoke_session(&self, call: Call<RevokeSession, Caller>) -> Outcome<RevokeSession> {
        let ended = async {
            let id = call.session_id.to_string();
            if self.end_session(&id, &call.principal.user).await? {
                return Ok(success("The session was ended.", json!({ "revoked": true })));
            }
            Err(Refusal::not_found("There is no active session with this id."))
        };
        ended.await.map_err(refuse::<RevokeSessionError>)
    }

    async fn get_current_user(
        &self,
        call: Call<GetCurrentUser, Caller>,
    ) -> Outcome<GetCurrentUser> {
        let claims = serde_json::to_value(&call.principal.claims)
            .map_err(|error| refuse::<GetCurrentUserError>(error.into()))?;
        let data = json!({ "user_id": call.principal.user, "token_payload": claims });
        Ok(success("These are your details.", data))
    }

    async fn send_verification_email(
        &self,
        call: Call<SendVerificationEmail, Caller>,
    ) -> Outcome<SendVerificationEmail> {
        let sent = self.send_verification(&call.principal).await;
        sent.map_err(refuse::<SendVerificationEmailError>)
    }

    async fn verify_email(&self, call: Call<VerifyEmail, ()>) -> Outcome<VerifyEmail> {
        let verified = self.verify(call.body.token.expose()).await;
        verified.map_err(refuse::<VerifyEmailError>)?;
        Ok(success("The email address is verified.", json!(null)))
    }
}

impl Agents {
    async fn log_in(
        &self,
        body: &UserLoginRequest,
        device: Device,
    ) -> Result<UserSessionResponse, Refusal> {
        let email = address(&body.email);
        self.limits.visitor("login", &device)?;
        let hasher = self.passwords.enter()?;
        let person = self.people().find("email", &email).await?;
        let id = person.as_ref().map(|person| person.id.as_str());
        let is_known = self.limits.is_attacked(&email) && self.has_used(id, &device).await?;
        let attempt = self.limits.login(&email, &device, is_known)?;
        let hash = person.as_ref().map(|person| person.value.password.as_str());
        let fits = attempt.end(hasher.fits(body.password.expose(), hash).await)?;
        let refused = || Refusal::unauthorized("The email address and password do not match.");
        let person = person.filter(|_| fits).ok_or_else(refused)?;
        let tenant = body.tenant_id.value().map(String::as_str);
        let tenant = match (tenant, person.value.memberships.as_slice()) {
            (Some(tenant), _) => tenant,
            (None, [only]) => only.tenant.as_str(),
            (None, []) => return Err(Refusal::forbidden("You do not belong to any tenant.")),
            (None, _) => {
                let why = "is required, because you belong to several tenants";
                return Err(Refusal::invalid("tenant_id", "missing", why));
            }
        };
        let role = person.value.role_in(tenant);
        let role = role.ok_or_else(|| Refusal::forbidden("You do not belong to this tenant."))?;
        let pen = self.keyring.pen().await?;
        let who = (person.id.as_str(), &person.value);
        let mut transaction = self.store.begin().await?;
        // The password may have been changed during the check, which ended all sessions.
        let people = self.people();
        let now = people.on(&mut transaction).get(&person.id).await?;
        if now.is_none_or(|now| now.value.password != person.value.password) {
            return Err(refused());
        }
        let begun =
            self.begin_session_in(&mut transaction, &pen, who, (tenant, role), device).await;
        let (session, tokens) = begun?;
        transaction.commit().await?;
        Ok(tokens.answer(session, tenant, who))
    }

    async fn refresh(&self, token: &str) -> Result<UserSessionResponse, Refusal> {
        let claims = self.keyring.read(token).await?;
        let claims = claims.filter(|claims| claims.token_use == Use::Refresh).ok_or_else(|| {
            Refusal::unauthorized("The refresh token is unknown, expired or already used.")
        })?;
        if claims.sub.starts_with(PREFIX) {
            return self.exchange_service_token(&claims, token).await;
        }
        self.rotate(&claims).await
    }

    /// Ends the session of a refresh token. Returns whether this request ended it.
    async fn log_out(&self, caller: &Caller, token: &str) -> Result<bool, Refusal> {
        let claims = self.keyring.read(token).await?;
        let Some(claims) = claims.filter(|claims| claims.token_use == Use::Refresh) else {
            return Ok(false);
        };
        // A service account token has no session. It is revoked instead.
        if claims.sub.starts_with(PREFIX) {
            return Ok(false);
        }
        if claims.sub != caller.user {
            return Err(Refusal::forbidden("The session belongs to another user."));
        }
        Ok(self.end_session(&claims.sid, &caller.user).await?)
    }

    async fn own_sessions(
        &self,
        caller: &Caller,
        request: &ListSessions,
    ) -> Result<UserSessionListResponse, Refusal> {
        let (limit, offset) = (request.limit.unwrap_or(20), request.offset.unwrap_or(0));
        let (now, ended) = (self.clock.now(), request.include_revoked.unwrap_or(false));
        let tenant = request.tenant_id.map(|tenant| tenant.to_string());
        let all = self.sessions().list(&List::new().with_key("person", &caller.user)).await?;
        let mut sessions: Vec<Record<Session>> = all.items;
        sessions.retain(|session| {
            (ended || session.value.lives(now))
                && tenant.as_ref().is_none_or(|tenant| session.value.tenant == *tenant)
        });
        sessions
            .sort_by_key(|session| std::cmp::Reverse((session.value.last_seen_at, session.seq)));
        let total = i64::try_from(sessions.len()).unwrap_or(i64::MAX);
        let page = sessions
            .iter()
            .skip(usize::try_from(offset).unwrap_or(usize::MAX))
            .take(usize::try_from(limit).unwrap_or(usize::MAX))
            .map(|session| item(session, &caller.session))
            .collect::<Result<_, _>>()?;
        Ok(UserSessionListResponse::new(page, total, limit, offset))
    }

    async fn send_verification(&self, caller: &Caller) -> Result<SuccessResponse, Refusal> {
        let person = self.account_of(caller).await?;
        if person.value.email_verified_at.is_some() {
            let data = json!({ "email_verified": true });
            return Ok(success("The email address is already verified.", data));
        }
        self.limits.mail("email_verification", &person.value.email)?;
        let mut transaction = self.store.begin().await?;
        self.ask_for_verification_in(&mut transaction, &person.id, &person.value).await?;
        transaction.commit().await?;
        Ok(success("Verification email sent.", json!({ "email_verified": false })))
    }

    /// Sends an email with a token that verifies the address.
    pub(super) async fn ask_for_verification_in(
        &self,
        transaction: &mut Transaction,
        id: &str,
        person: &Person,
    ) -> Result<(), Refusal> {
        let purpose = Purpose::EmailVerification;
        let token = self.issue_proof_in(transaction, purpose, id, VERIFICATION).await?;
        let text = "Please confirm your email address with this token.";
        let notification =
            Notification::email(&person.email, "email_verification", text).with_token(token);
        Ok(self.post_in(transaction, &notification).await?)
    }

    async fn verify(&self, token: &str) -> Result<(), Refusal> {
        let people = self.people();
        let mut transaction = self.store.begin().await?;
        let purpose = Purpose::EmailVerification;
        let id = self.redeem_proof_in(&mut transaction, purpose, token).await?;
        if let Some(mut person) = people.on(&mut transaction).get(&id).await? {
            person.value.email_verified_at.get_or_insert(self.clock.now());
            people.on(&mut transaction).put(&id, &person.value).await?;
        }
        Ok(transaction.commit().await?)
    }
}

fn item(session: &Record<Session>, current: &str) -> Result<UserSessionItem, Refusal> {
    let Record { id, value, created_at, .. } = session;
    let time = |time: Option<Timestamp>| time.map(Into::into);
    let mut item = UserSessionItem::new(
        id.parse()?,
        value.tenant.parse()?,
        (*created_at).into(),
        time(value.last_seen_at),
        time(value.revoked_at),
        value.device.client(),
        id == current,
    );
    item.ip_address_masked = value.device.masked_address().into();
    item.fingerprint = Some(value.device.fingerprint()).into();
    // The locations of IP addresses are unknown here.
    item.location = None.into();
    Ok(item)
}
