//! Registration: creates a user, their tenant, its subscription and a session, all or nothing; and the sign-up policy.

use agents_api::types::{SignupAccessPolicyResponse, UserRegisterRequest, UserRegisterResponse};
use uuid::Uuid;

use super::Agents;
use super::caller::Role;
use super::device::Device;
use super::password;
use super::people::{Membership, Person, address};
use super::refusal::Refusal;
use crate::environment::Environment;

/// The name of the setting.
const SETTING: &str = "AGENTS_SIGNUP_POLICY";

/// The sign-up policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Policy {
    Public,
    InviteOnly,
    Approval,
}

impl Policy {
    /// Reads the policy from the setting. The default is public; an invalid setting means invite only.
    pub(super) fn of(environment: &Environment) -> Self {
        match environment.get(SETTING) {
            None | Some("public") => Self::Public,
            Some("invite_only") => Self::InviteOnly,
            Some("approval") => Self::Approval,
            Some(_) => {
                tracing::warn!(
                    setting = SETTING,
                    "expected public, invite_only or approval; sign-up requires an invite"
                );
                Self::InviteOnly
            }
        }
    }

    pub(super) fn answer(self) -> SignupAccessPolicyResponse {
        let word = match self {
            Self::Public => "public",
            Self::InviteOnly => "invite_only",
            Self::Approval => "approval",
        };
        SignupAccessPolicyResponse::new(word, self != Self::Public, self == Self::Approval)
    }
}

impl Agents {
    pub(super) async fn register(
        &self,
        body: &UserRegisterRequest,
        device: Device,
    ) -> Result<UserRegisterResponse, Refusal> {
        let email = address(&body.email);
        if body.accept_terms != Some(true) {
            let why = "must be true: the terms of service must be accepted";
            return Err(Refusal::invalid("accept_terms", "terms", why));
        }
        password::check("password", body.password.expose(), &email)?;
        self.limits.visitor("register", &device)?;
        let taken = || Refusal::conflict("There is already an account with this email address.");
        let people = self.people();
        let hash = self.passwords.enter()?.hash(body.password.expose()).await?;
        let pen = self.keyring.pen().await?;
        let (id, tenant) = (Uuid::new_v4().to_string(), Uuid::new_v4().to_string());

        let mut transaction = self.store.begin().await?;
        let slug = self.create_tenant_in(&mut transaction, &tenant, &body.tenant_name).await?;
        // Whoever may not sign up does not learn whether the address has an account.
        let operator = match body.invite_token.value() {
            Some(invite) => self.redeem_in(&mut transaction, invite.expose(), &email).await?,
            None if self.policy == Policy::Public => false,
            None => return Err(Refusal::forbidden("Signing up requires an invite.")),
        };
        if people.on(&mut transaction).find("email", &email).await?.is_some() {
            return Err(taken());
        }
        let (plan, trial) = (body.plan_code.value(), body.trial_days.value());
        let plan = plan.map(String::as_str);
        self.subscribe_in(&mut transaction, &tenant, plan, trial.copied(), &email).await?;
        let person = Person {
            email,
            display_name: body.display_name.value().cloned(),
            password: hash,
            earlier_passwords: Vec::new(),
            email_verified_at: None,
            operator,
            memberships: vec![Membership { tenant: tenant.clone(), role: Role::Owner }],
        };
        people.on(&mut transaction).create(&id, &person).await?;
        self.ask_for_verification_in(&mut transaction, &id, &person).await?;
        let (who, place) = ((id.as_str(), &person), (tenant.as_str(), Role::Owner));
        let (session, tokens) =
            self.begin_session_in(&mut transaction, &pen, who, place, device).await?;
        transaction.commit().await?;

        let session = tokens.answer(session, &tenant, who);
        Ok(UserRegisterResponse::new(
            session.access_token,
            session.refresh_token,
            session.expires_at,
            session.refresh_expires_at,
            session.kid,
            session.refresh_kid,
            session.scopes,
            session.tenant_id,
            session.user_id,
            session.email_verified,
            session.session_id,
            slug,
        )
        .with_token_type("bearer"))
    }
}
