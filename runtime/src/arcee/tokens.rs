//! The tokens of a user, which are the API keys of this server.

use arcee_api::operations::{
    CreateToken, CreateTokenError, DeleteToken, DeleteTokenError, ListTokens, ListTokensError,
    TokensApi,
};
use arcee_api::types;
use arcee_api::wire::{Call, Date, Outcome, Secret};

use super::Arcee;
use super::refusal::{Refusal, property, refuse, violation};
use crate::store::{Key, NewKey};

impl TokensApi for Arcee {
    type Principal = Key;

    async fn list_tokens(&self, call: Call<ListTokens, Key>) -> Outcome<ListTokens> {
        let tokens = self.tokens(&call.principal).await.map_err(refuse::<ListTokensError>)?;
        Ok(types::ListTokensOutput::new(tokens))
    }

    async fn create_token(&self, call: Call<CreateToken, Key>) -> Outcome<CreateToken> {
        let expiry = call.body.expiry;
        let token = self.issue(&call.principal, expiry).await;
        token.map(types::CreateTokenOutput::new).map_err(refuse::<CreateTokenError>)
    }

    async fn delete_token(&self, call: Call<DeleteToken, Key>) -> Outcome<DeleteToken> {
        self.revoke(&call.principal, &call.id).await.map_err(refuse::<DeleteTokenError>)?;
        Ok(types::DeleteTokenOutput::new("Token deleted."))
    }
}

impl Arcee {
    async fn tokens(&self, caller: &Key) -> Result<Vec<types::ApiToken>, Refusal> {
        Ok(self.keys.list(&caller.owner).await?.into_iter().map(token).collect())
    }

    async fn issue(&self, caller: &Key, expiry: Date) -> Result<Secret, Refusal> {
        if expiry < self.clock.today() {
            let message = "must be today or later (UTC)";
            return Err(Refusal::invalid(vec![violation(
                [property("expiry")],
                "minimum",
                message,
            )]));
        }
        let new = NewKey {
            owner: caller.owner.clone(),
            org: caller.org.clone(),
            name: "arcee".to_owned(),
            expires_on: Some(expiry),
        };
        Ok(Secret::new(self.keys.issue(new).await?.secret))
    }

    async fn revoke(&self, caller: &Key, id: &str) -> Result<(), Refusal> {
        if self.keys.revoke(&caller.owner, id).await? {
            Ok(())
        } else {
            Err(Refusal::not_found("There is no token with this id."))
        }
    }
}

fn token(key: Key) -> types::ApiToken {
    // The document requires an expiry; a key without one is shown with the latest possible date.
    let mut token = types::ApiToken::new(key.id, key.expires_on.unwrap_or(Date::MAX))
        .with_created_at(key.created_at.into());
    token.hint = Some(key.hint).filter(|hint| !hint.is_empty());
    token
}
