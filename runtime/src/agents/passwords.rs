//! Passwords: changed by their owner, set anew by an e-mail or by an administrator.

use agents_api::operations::{
    ChangePassword, ConfirmPasswordReset, PasswordsApi, RequestPasswordReset, ResetPassword,
};
use agents_api::wire::{Call, Outcome};

use super::Agents;
use super::caller::Caller;
use super::refusal::not_done;

impl PasswordsApi for Agents {
    type Principal = Caller;

    async fn request_password_reset(
        &self,
        _: Call<RequestPasswordReset, ()>,
    ) -> Outcome<RequestPasswordReset> {
        not_done()
    }

    async fn confirm_password_reset(
        &self,
        _: Call<ConfirmPasswordReset, ()>,
    ) -> Outcome<ConfirmPasswordReset> {
        not_done()
    }

    async fn change_password(&self, _: Call<ChangePassword, Caller>) -> Outcome<ChangePassword> {
        not_done()
    }

    async fn reset_password(&self, _: Call<ResetPassword, Caller>) -> Outcome<ResetPassword> {
        not_done()
    }
}
