//! Sign-up: the policy, registration, access requests, and invites.

use agents_api::operations::{
    ApproveSignupRequest, ApproveSignupRequestError, GetSignupPolicy, IssueInvite,
    IssueInviteError, ListInvites, ListInvitesError, ListSignupRequests, ListSignupRequestsError,
    RegisterTenant, RegisterTenantError, RejectSignupRequest, RejectSignupRequestError,
    RequestAccess, RequestAccessError, RevokeInvite, RevokeInviteError, SignupApi,
};
use agents_api::types::{
    SignupInviteListResponse, SignupRequestDecisionResponse, SignupRequestListResponse,
};
use agents_api::wire::{Call, Outcome, StringEnum};

use super::Agents;
use super::answer::Part;
use super::caller::Caller;
use super::device::Device;
use super::invites::NewInvite;
use super::people::address;
use super::refusal::refuse;

/// The default page size of access requests and invites.
const PAGE: i64 = 50;

impl SignupApi for Agents {
    type Principal = Caller;

    async fn get_signup_policy(&self, _: Call<GetSignupPolicy, ()>) -> Outcome<GetSignupPolicy> {
        Ok(self.policy.answer())
    }

    async fn register_tenant(&self, call: Call<RegisterTenant, ()>) -> Outcome<RegisterTenant> {
        let device = Device::of(&call.context);
        self.register(&call.body, device).await.map_err(refuse::<RegisterTenantError>)
    }

    async fn request_access(&self, call: Call<RequestAccess, ()>) -> Outcome<RequestAccess> {
        let device = Device::of(&call.context);
        let taken = self.ask_for_access(&call.body, &device).await;
        taken.map_err(refuse::<RequestAccessError>)?;
        Ok(self.policy.answer())
    }

    async fn list_signup_requests(
        &self,
        call: Call<ListSignupRequests, Caller>,
    ) -> Outcome<ListSignupRequests> {
        let listed = async {
            call.principal.needs_operator()?;
            let status = call.status.as_ref().map(StringEnum::as_str);
            let part = Part::of(call.limit, call.offset, PAGE);
            let (requests, total) = part.cut(self.access_requests_with(status).await?);
            let shown = requests.iter().map(|request| request.value.answer(request));
            Ok(SignupRequestListResponse::new(shown.collect::<Result<_, _>>()?, total))
        };
        listed.await.map_err(refuse::<ListSignupRequestsError>)
    }

    async fn approve_signup_request(
        &self,
        call: Call<ApproveSignupRequest, Caller>,
    ) -> Outcome<ApproveSignupRequest> {
        let approved = async {
            call.principal.needs_operator()?;
            let note = call.body.note.value().cloned();
            let hours = call.body.invite_expires_in_hours.value().copied();
            let id = call.request_id.to_string();
            let (request, invite) = self.approve(&id, &call.principal.user, note, hours).await?;
            let answer = SignupRequestDecisionResponse::new(request.value.answer(&request)?);
            Ok(answer.with_invite(invite))
        };
        approved.await.map_err(refuse::<ApproveSignupRequestError>)
    }

    async fn reject_signup_request(
        &self,
        call: Call<RejectSignupRequest, Caller>,
    ) -> Outcome<RejectSignupRequest> {
        let rejected = async {
            call.principal.needs_operator()?;
            let reason = call.body.reason.value().cloned();
            let id = call.request_id.to_string();
            let request = self.reject(&id, &call.principal.user, reason).await?;
            let mut answer = SignupRequestDecisionResponse::new(request.value.answer(&request)?);
            answer.invite = None.into();
            Ok(answer)
        };
        rejected.await.map_err(refuse::<RejectSignupRequestError>)
    }

    async fn list_invites(&self, call: Call<ListInvites, Caller>) -> Outcome<ListInvites> {
        let listed = async {
            call.principal.needs_operator()?;
            let now = self.clock.now();
            let email = call.email.as_deref().map(address);
            let request = call.request_id.map(|id| id.to_string());
            let status = call.status.as_ref().map(StringEnum::as_str);
            let mut invites = self.all_invites().await?;
            invites.retain(|invite| {
                let invite = &invite.value;
                status.is_none_or(|status| invite.status(now) == status)
                    && (email.is_none() || invite.email == email)
                    && (request.is_none() || invite.request == request)
            });
            let (invites, total) = Part::of(call.limit, call.offset, PAGE).cut(invites);
            let shown = invites.iter().map(|invite| invite.value.answer(invite, now));
            Ok(SignupInviteListResponse::new(shown.collect::<Result<_, _>>()?, total))
        };
        listed.await.map_err(refuse::<ListInvitesError>)
    }

    async fn issue_invite(&self, call: Call<IssueInvite, Caller>) -> Outcome<IssueInvite> {
        let issued = async {
            call.principal.needs_operator()?;
            self.invite(NewInvite::asked_for(&call.body)).await
        };
        issued.await.map_err(refuse::<IssueInviteError>)
    }

    async fn revoke_invite(&self, call: Call<RevokeInvite, Caller>) -> Outcome<RevokeInvite> {
        let revoked = async {
            call.principal.needs_operator()?;
            let invite = self.take_back_invite(&call.invite_id.to_string()).await?;
            invite.value.answer(&invite, self.clock.now())
        };
        revoked.await.map_err(refuse::<RevokeInviteError>)
    }
}
