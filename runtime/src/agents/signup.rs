//! Signing up: the policy, registration, requests for access, and invites.

use agents_api::operations::{
    ApproveSignupRequest, GetSignupPolicy, IssueInvite, ListInvites, ListSignupRequests,
    RegisterTenant, RejectSignupRequest, RequestAccess, RevokeInvite, SignupApi,
};
use agents_api::wire::{Call, Outcome};

use super::Agents;
use super::caller::Caller;
use super::refusal::not_done;

impl SignupApi for Agents {
    type Principal = Caller;

    async fn get_signup_policy(&self, _: Call<GetSignupPolicy, ()>) -> Outcome<GetSignupPolicy> {
        not_done()
    }

    async fn register_tenant(&self, _: Call<RegisterTenant, ()>) -> Outcome<RegisterTenant> {
        not_done()
    }

    async fn request_access(&self, _: Call<RequestAccess, ()>) -> Outcome<RequestAccess> {
        not_done()
    }

    async fn list_signup_requests(
        &self,
        _: Call<ListSignupRequests, Caller>,
    ) -> Outcome<ListSignupRequests> {
        not_done()
    }

    async fn approve_signup_request(
        &self,
        _: Call<ApproveSignupRequest, Caller>,
    ) -> Outcome<ApproveSignupRequest> {
        not_done()
    }

    async fn reject_signup_request(
        &self,
        _: Call<RejectSignupRequest, Caller>,
    ) -> Outcome<RejectSignupRequest> {
        not_done()
    }

    async fn list_invites(&self, _: Call<ListInvites, Caller>) -> Outcome<ListInvites> {
        not_done()
    }

    async fn issue_invite(&self, _: Call<IssueInvite, Caller>) -> Outcome<IssueInvite> {
        not_done()
    }

    async fn revoke_invite(&self, _: Call<RevokeInvite, Caller>) -> Outcome<RevokeInvite> {
        not_done()
    }
}
