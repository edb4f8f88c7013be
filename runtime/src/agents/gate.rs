//! Who calls: in comes an access token, out comes a caller whose session lives.

use agents_api::security::BEARER_AUTH;
use agents_api::wire::server::{Authenticator, Denied, Presented};

use super::Agents;
use super::caller::{Caller, Role};
use super::keyring::Use;
use super::refusal::Refusal;

/// Proves callers by their access tokens.
#[derive(Debug)]
pub(super) struct Gate {
    agents: Agents,
}

impl Gate {
    pub(super) fn new(agents: Agents) -> Self {
        Self { agents }
    }

    async fn caller(&self, token: &str) -> Result<Option<Caller>, Refusal> {
        let claims = self.agents.keyring.read(token).await?;
        let Some(claims) = claims.filter(|claims| claims.token_use == Use::Access) else {
            return Ok(None);
        };
        let Some(session) = self.agents.living_session(&claims.sid).await? else {
            return Ok(None);
        };
        let role = claims.roles.iter().find_map(|name| Role::of(name));
        Ok(role.map(|role| Caller {
            user: claims.sub.clone(),
            tenant: session.value.tenant,
            role,
            scopes: claims.scope.split_whitespace().map(str::to_owned).collect(),
            session: claims.sid.clone(),
            claims,
        }))
    }
}

impl Authenticator for Gate {
    type Principal = Caller;

    async fn authenticate(&self, presented: Presented<'_>) -> Result<Caller, Denied> {
        let token = presented.get(&BEARER_AUTH).ok_or_else(Denied::unauthorized)?;
        match self.caller(token.secret().expose()).await {
            Ok(Some(caller)) => Ok(caller),
            Ok(None) => {
                let why = "The access token is not valid or has expired.";
                Err(Denied::Unauthorized(why.to_owned()))
            }
            Err(refusal) => Err(Denied::Failed(format!("{refusal:?}"))),
        }
    }
}
