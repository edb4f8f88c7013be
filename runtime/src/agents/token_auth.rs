//! Authentication: turns an access token into a caller with an active session.

use agents_api::security::BEARER_AUTH;
use agents_api::wire::OperationSpec;
use agents_api::wire::server::{AuthError, AuthRequest, Authenticator};

use super::Agents;
use super::caller::{Caller, Role};
use super::keyring::Use;
use super::refusal::Refusal;
use super::service_accounts::tokens::PREFIX;

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
        let tenant = if claims.sub.starts_with(PREFIX) {
            let token = self.agents.service_tokens().get(&claims.sid).await?;
            let now = self.agents.clock.now();
            token.filter(|token| token.value.lives(now)).and_then(|token| token.value.tenant)
        } else {
            self.agents.living_session(&claims.sid).await?.map(|session| session.value.tenant)
        };
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

    async fn authenticate(&self, presented: AuthRequest<'_>) -> Result<Caller, AuthError> {
        let token = presented.get(&BEARER_AUTH).ok_or_else(AuthError::unauthorized)?;
        match self.caller(token.secret().expose()).await {
            Ok(Some(caller)) => match scope(presented.operation) {
                Some(scope) if !caller.scopes.iter().any(|held| held == scope) => {
                    Err(AuthError::Forbidden(format!("The token does not have the scope {scope}.")))
                }
                _ => Ok(caller),
            },
            Ok(None) => {
                let why = "The access token is not valid or has expired.";
                Err(AuthError::Unauthorized(why.to_owned()))
            }
            Err(refusal) => Err(AuthError::Failed(format!("{refusal:?}"))),
        }
    }
}

/// Returns the scope that an operation requires. Users have the scopes of their role, service accounts those of their
/// token.
fn scope(operation: &OperationSpec) -> Option<&'static str> {
    let reads = operation.method == "GET";
    let area = operation.path.strip_prefix("/api/v1/")?.split('/').next()?;
    match (area, reads) {
        ("conversations" | "workflows", true) => Some("conversations:read"),
        ("chat" | "conversations" | "workflows", _) => Some("conversations:write"),
        ("billing", true) => Some("billing:read"),
        ("billing", false) => Some("billing:manage"),
        _ => None,
    }
}
