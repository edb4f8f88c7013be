//! Tokens of service accounts: issued by a vault credential or by a person, listed and revoked.

use agents_api::operations::{
    IssueServiceAccountToken, IssueServiceAccountTokenFromBrowser, ListServiceAccountTokens,
    RevokeServiceAccountToken, ServiceAccountsApi,
};
use agents_api::wire::{Call, Outcome};

use super::Agents;
use super::caller::Caller;
use super::refusal::not_done;

impl ServiceAccountsApi for Agents {
    type Principal = Caller;

    async fn issue_service_account_token(
        &self,
        _: Call<IssueServiceAccountToken, ()>,
    ) -> Outcome<IssueServiceAccountToken> {
        not_done()
    }

    async fn issue_service_account_token_from_browser(
        &self,
        _: Call<IssueServiceAccountTokenFromBrowser, Caller>,
    ) -> Outcome<IssueServiceAccountTokenFromBrowser> {
        not_done()
    }

    async fn list_service_account_tokens(
        &self,
        _: Call<ListServiceAccountTokens, Caller>,
    ) -> Outcome<ListServiceAccountTokens> {
        not_done()
    }

    async fn revoke_service_account_token(
        &self,
        _: Call<RevokeServiceAccountToken, Caller>,
    ) -> Outcome<RevokeServiceAccountToken> {
        not_done()
    }
}
