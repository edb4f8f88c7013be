//! Authentication: turns an access token into a caller with an active session.

use agents_api::security::BEARER_AUTH;
use agents_api::wire::server::{AuthError, AuthRequest, Authenticator, Granted};
use agents_api::wire::{Fault, StatusCode};

use super::Agents;
use super::caller::{Caller, Role};
use super::keyring::Use;
use super::refusal::Refusal;
use super::scopes;
use crate::store::error::RETRY_AFTER;

/// Authenticates callers with their access tokens.
#[derive(Debug)]
pub(super) struct TokenAuth {
    agents: Agents,
}

impl TokenAuth {
    pub(super) fn new(agents: Agents) -> Self {
        Self { agents }
    }

    async fn caller(&self, token: &str) -> Result<Option<Caller>, Refusal> {
        let claims = self.agents.keyring.read(token).await?;
        let Some(claims) = claims.filter(|claims| claims.token_use == Use::Access) else {
            return Ok(None);
        };
        let tenant = self.agents.tenant_of_session(&claims).await?;
        let role = claims.roles.iter().find_map(|name| Role::of(name));
        Ok(tenant.zip(role).map(|(tenant, role)| Caller {
            user: claims.sub.clone(),
            tenant,
            role,
            scopes: claims.scope.split_whitespace().map(str::to_owned).collect(),
            session: claims.sid.clone(),
            claims,
        }))
    }
}

impl Authenticator for TokenAuth {
    type Principal = Caller;

    async fn authenticate(&self, presented: AuthRequest<'_>) -> Result<Granted<Caller>, AuthError> {
        let token = presented.get(&BEARER_AUTH).ok_or_else(AuthError::unauthorized)?;
        match self.caller(token.secret().expose()).await {
            Ok(Some(caller)) => scopes::grant(&presented, caller),
            Ok(None) => {
                let why = "The access token is not valid or has expired.";
                Err(AuthError::Unauthorized(why.to_owned()))
            }
            Err(Refusal::Fault(fault)) if is_busy(&fault) => {
                Err(AuthError::Unavailable(fault.to_string(), RETRY_AFTER))
            }
            Err(refusal) => Err(AuthError::Failed(format!("{refusal:?}"))),
        }
    }
}

/// Returns whether the store was busy.
fn is_busy(fault: &Fault) -> bool {
    fault.to_problem().status == StatusCode::SERVICE_UNAVAILABLE
}
