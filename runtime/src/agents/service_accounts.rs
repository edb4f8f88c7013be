//! Service account tokens: issued with a vault credential or by a user, listed and revoked.
//!
//! Such a token is a refresh token that is not used up: `refreshSession` exchanges it for access tokens until it
//! expires or is revoked. The access tokens expire no later than the token itself.

use agents_api::operations::{
    IssueServiceAccountToken, IssueServiceAccountTokenError, IssueServiceAccountTokenFromBrowser,
    IssueServiceAccountTokenFromBrowserError, ListServiceAccountTokens,
    ListServiceAccountTokensError, RevokeServiceAccountToken, RevokeServiceAccountTokenError,
    ServiceAccountsApi,
};
use agents_api::types::{
    BrowserServiceAccountIssueRequest, ServiceAccountTokenListResponse,
    ServiceAccountTokenResponse, ServiceAccountTokenStatus,
};
use agents_api::wire::{Call, Outcome};
use serde_json::json;

use super::Agents;
use super::answer::{Part, success};
use super::caller::{Caller, Role};
use super::device::Device;
use super::refusal::{Refusal, refuse};

pub(super) mod tokens;
mod vault;

use tokens::NewToken;

impl ServiceAccountsApi for Agents {
    type Principal = Caller;

    async fn issue_service_account_token(
        &self,
        call: Call<IssueServiceAccountToken, ()>,
    ) -> Outcome<IssueServiceAccountToken> {
        let device = Device::of(&call.context);
        let issued = async {
            self.limits.visitor("service_token", &device)?;
            let payload = call.x_vault_payload.as_deref();
            self.issue_by_vault(call.authorization.expose(), payload, &call.body).await
        };
        issued.await.map_err(refuse::<IssueServiceAccountTokenError>)
    }

    async fn issue_service_account_token_from_browser(
        &self,
        call: Call<IssueServiceAccountTokenFromBrowser, Caller>,
    ) -> Outcome<IssueServiceAccountTokenFromBrowser> {
        let issued = async {
            let caller = call.principal.clone().beyond(
                (call.x_operator_override.as_ref(), call.x_operator_reason.as_ref()),
                (call.x_tenant_id.as_ref(), call.x_tenant_role.as_ref()),
            )?;
            self.issue_by_person(&caller, &call.body).await
        };
        issued.await.map_err(refuse::<IssueServiceAccountTokenFromBrowserError>)
    }

    async fn list_service_account_tokens(
        &self,
        call: Call<ListServiceAccountTokens, Caller>,
    ) -> Outcome<ListServiceAccountTokens> {
        let listed = async {
            let caller = call.principal.clone().beyond(
                (call.x_operator_override.as_ref(), call.x_operator_reason.as_ref()),
                (call.x_tenant_id.as_ref(), call.x_tenant_role.as_ref()),
            )?;
            self.list_service_tokens(&caller, &call.request).await
        };
        listed.await.map_err(refuse::<ListServiceAccountTokensError>)
    }

    async fn revoke_service_account_token(
        &self,
        call: Call<RevokeServiceAccountToken, Caller>,
    ) -> Outcome<RevokeServiceAccountToken> {
        let revoked = async {
            let caller = call.principal.clone().beyond(
                (call.x_operator_override.as_ref(), call.x_operator_reason.as_ref()),
                (call.x_tenant_id.as_ref(), call.x_tenant_role.as_ref()),
            )?;
            caller.needs(Role::Admin)?;
            let reason = call.body.reason.value().map(String::as_str);
            self.revoke_service_token(&caller, &call.jti, reason).await?;
            Ok(success("The token was revoked.", json!({ "jti": call.jti })))
        };
        revoked.await.map_err(refuse::<RevokeServiceAccountTokenError>)
    }
}

impl Agents {
    async fn issue_by_person(
        &self,
        caller: &Caller,
        body: &BrowserServiceAccountIssueRequest,
    ) -> Result<ServiceAccountTokenResponse, Refusal> {
        caller.needs(Role::Admin)?;
        // A user can grant only scopes that they have.
        if let Some(scope) = body.scopes.iter().find(|scope| !caller.scopes.contains(scope)) {
            return Err(Refusal::forbidden(format!(
                "Your session does not have the scope {scope}."
            )));
        }
        let tenant = body.tenant_id.value();
        if tenant != Some(&caller.tenant) && !caller.is_operator() {
            return Err(Refusal::forbidden("The tenant is not your own."));
        }
        self.issue_service_token(NewToken {
            account: body.account.clone(),
            scopes: body.scopes.clone(),
            tenant: tenant.cloned(),
            lifetime_minutes: body.lifetime_minutes.value().copied(),
            fingerprint: body.fingerprint.value().cloned(),
            force: body.force.unwrap_or(false),
            issued_by: caller.user.clone(),
            reason: Some(body.reason.clone()),
        })
        .await
    }

    async fn list_service_tokens(
        &self,
        caller: &Caller,
        request: &ListServiceAccountTokens,
    ) -> Result<ServiceAccountTokenListResponse, Refusal> {
        caller.needs(Role::Admin)?;
        let tenant = request.tenant_id.as_ref().unwrap_or(&caller.tenant);
        if *tenant != caller.tenant && !caller.is_operator() {
            return Err(Refusal::forbidden("The tenant is not your own."));
        }
        let global = request.include_global.unwrap_or(false) && caller.is_operator();
        let status = request.status.as_ref().unwrap_or(&ServiceAccountTokenStatus::Active);
        let now = self.clock.now();
        let mut tokens = self.service_tokens_of(tenant, global).await?;
        tokens.retain(|token| {
            let token = &token.value;
            request.account.as_ref().is_none_or(|part| token.account.contains(part))
                && (request.fingerprint.is_none() || token.fingerprint == request.fingerprint)
                && token.stands(status, now)
        });
        let part = Part::of(request.limit, request.offset, 20);
        let (tokens, total) = part.cut(tokens);
        let items = tokens.into_iter().map(tokens::ServiceToken::item).collect();
        Ok(ServiceAccountTokenListResponse::new(items, total, part.limit, part.offset))
    }
}
