//! Sessions: log in, refresh, log out, see who is asking, and show that an e-mail address is yours.

use agents_api::operations::{
    AuthApi, GetCurrentUser, ListSessions, Login, Logout, LogoutEverywhere, RefreshSession,
    RevokeSession, SendVerificationEmail, VerifyEmail,
};
use agents_api::wire::{Call, Outcome};

use super::Agents;
use super::caller::Caller;
use super::refusal::not_done;

impl AuthApi for Agents {
    type Principal = Caller;

    async fn login(&self, _: Call<Login, ()>) -> Outcome<Login> {
        not_done()
    }

    async fn refresh_session(&self, _: Call<RefreshSession, ()>) -> Outcome<RefreshSession> {
        not_done()
    }

    async fn logout(&self, _: Call<Logout, Caller>) -> Outcome<Logout> {
        not_done()
    }

    async fn logout_everywhere(
        &self,
        _: Call<LogoutEverywhere, Caller>,
    ) -> Outcome<LogoutEverywhere> {
        not_done()
    }

    async fn list_sessions(&self, _: Call<ListSessions, Caller>) -> Outcome<ListSessions> {
        not_done()
    }

    async fn revoke_session(&self, _: Call<RevokeSession, Caller>) -> Outcome<RevokeSession> {
        not_done()
    }

    async fn get_current_user(&self, _: Call<GetCurrentUser, Caller>) -> Outcome<GetCurrentUser> {
        not_done()
    }

    async fn send_verification_email(
        &self,
        _: Call<SendVerificationEmail, Caller>,
    ) -> Outcome<SendVerificationEmail> {
        not_done()
    }

    async fn verify_email(&self, _: Call<VerifyEmail, ()>) -> Outcome<VerifyEmail> {
        not_done()
    }
}
