//! Passwords: changed by their owner, or reset by email or by an administrator. All sessions end in each case.

use std::time::Duration;

use agents_api::operations::{
    ChangePassword, ChangePasswordError, ConfirmPasswordReset, ConfirmPasswordResetError,
    PasswordsApi, RequestPasswordReset, RequestPasswordResetError, ResetPassword,
    ResetPasswordError,
};
use agents_api::types::{PasswordChangeRequest, PasswordResetConfirmRequest, PasswordResetRequest};
use agents_api::wire::{Call, Outcome};
use serde_json::json;

use super::Agents;
use super::answer::success;
use super::caller::{Caller, Role};
use super::device::Device;
use super::outbox::Notification;
use super::password;
use super::people::address;
use super::proofs::{Purpose, fingerprint};
use super::refusal::{Refusal, refuse};
use crate::store::Transaction;

/// The lifetime of a token in a password reset email.
const RESET: Duration = Duration::from_hours(1);

impl PasswordsApi for Agents {
    type Principal = Caller;

    async fn request_password_reset(
        &self,
        call: Call<RequestPasswordReset, ()>,
    ) -> Outcome<RequestPasswordReset> {
        let device = Device::of(&call.context);
        let sent = self.send_reset(&call.body.email, &device).await;
        sent.map_err(refuse::<RequestPasswordResetError>)?;
        let message = "If the account exists, an email is on its way.";
        Ok(success(message, json!(null)))
    }

    async fn confirm_password_reset(
        &self,
        call: Call<ConfirmPasswordReset, ()>,
    ) -> Outcome<ConfirmPasswordReset> {
        let set = self.set_by_token(&call.body).await;
        set.map_err(refuse::<ConfirmPasswordResetError>)?;
        Ok(success("The password was set. Log in with it.", json!(null)))
    }

    async fn change_password(&self, call: Call<ChangePassword, Caller>) -> Outcome<ChangePassword> {
        let changed = self.change(&call.principal, &call.body).await;
        changed.map_err(refuse::<ChangePasswordError>)?;
        Ok(success("The password was changed. Log in with it.", json!(null)))
    }

    async fn reset_password(&self, call: Call<ResetPassword, Caller>) -> Outcome<ResetPassword> {
        let set = self.set_for_other(&call.principal, &call.body).await;
        set.map_err(refuse::<ResetPasswordError>)?;
        Ok(success("The password was set.", json!(null)))
    }
}

impl Agents {
    /// Sends an email if the account exists. Neither the response nor the work reveals whether it does: for an unknown
    /// address, a token and a message are written as well, but nobody gets them.
    async fn send_reset(&self, to: &str, device: &Device) -> Result<(), Refusal> {
        self.limits.visitor("password_reset", device)?;
        // Counted for unknown addresses as well, so that the limit reveals nothing.
        self.limits.mail("password_reset", &address(to))?;
        let (people, email) = (self.people(), address(to));
        let mut transaction = self.store.begin().await?;
        let person = people.on(&mut transaction).find("email", &email).await?;
        let (subject, purpose) = match &person {
            Some(person) => (person.id.clone(), Purpose::PasswordReset),
            None => (fingerprint(&email), Purpose::Nothing),
        };
        let token = self.issue_proof_in(&mut transaction, purpose, &subject, RESET).await?;
        let text =
            "Set a new password with this token. If you did not request it, ignore this email.";
        let notification = Notification::email(email, "password_reset", text).with_token(token);
        if person.is_some() {
            self.post_in(&mut transaction, &notification).await?;
        } else {
            self.pretend_to_post_in(&mut transaction, &notification).await?;
        }
        Ok(transaction.commit().await?)
    }

    async fn set_by_token(&self, body: &PasswordResetConfirmRequest) -> Result<(), Refusal> {
        let (purpose, token) = (Purpose::PasswordReset, body.token.expose());
        // The token is checked first and used up last, so that a rejected password does not use it up.
        let id = self.look_at_proof(purpose, token).await?;
        let person = self.people().get(&id).await?;
        let person = person.ok_or_else(|| Refusal::fault("a token has no subject"))?;
        let new = body.new_password.expose();
        password::check("new_password", new, &person.value.email)?;
        let before = std::iter::once(&person.value.password).chain(&person.value.earlier_passwords);
        for hash in before {
            if self.passwords.enter()?.fits(new, Some(hash)).await? {
                let why = "was used before; choose another one";
                return Err(Refusal::invalid("new_password", "used_password", why));
            }
        }
        let hash = self.passwords.enter()?.hash(new).await?;
        let mut transaction = self.store.begin().await?;
        self.redeem_proof_in(&mut transaction, purpose, token).await?;
        self.set_password_in(&mut transaction, &id, hash).await?;
        Ok(transaction.commit().await?)
    }

    async fn change(&self, caller: &Caller, body: &PasswordChangeRequest) -> Result<(), Refusal> {
        let person = self.account_of(caller).await?;
        let (present, new) = (body.current_password.expose(), body.new_password.expose());
        let hasher = self.passwords.enter()?;
        let attempt = self.limits.present_password(&person.id)?;
        let fits = hasher.fits(present, Some(&person.value.password)).await;
        if !attempt.end(fits)? {
            return Err(Refusal::forbidden("The current password is wrong."));
        }
        if new == present {
            let why = "must differ from the current password";
            return Err(Refusal::invalid("new_password", "used_password", why));
        }
        password::check("new_password", new, &person.value.email)?;
        let hash = self.passwords.enter()?.hash(new).await?;
        let mut transaction = self.store.begin().await?;
        self.set_password_in(&mut transaction, &person.id, hash).await?;
        Ok(transaction.commit().await?)
    }

    async fn set_for_other(
        &self,
        caller: &Caller,
        body: &PasswordResetRequest,
    ) -> Result<(), Refusal> {
        caller.needs(Role::Admin)?;
        let nobody = || Refusal::not_found("There is no user with this id in the tenant.");
        let person = self.people().get(&body.user_id.to_string()).await?.ok_or_else(nobody)?;
        let role = person.value.role_in(&caller.tenant).ok_or_else(nobody)?;
        if role > caller.role {
            return Err(Refusal::forbidden(format!(
                "This operation requires the role {}.",
                role.name()
            )));
        }
        let new = body.new_password.expose();
        password::check("new_password", new, &person.value.email)?;
        let hash = self.passwords.enter()?.hash(new).await?;
        let mut transaction = self.store.begin().await?;
        self.set_password_in(&mut transaction, &person.id, hash).await?;
        Ok(transaction.commit().await?)
    }

    /// Sets a password in a transaction. It ends all sessions and invalidates the tokens in emails.
    async fn set_password_in(
        &self,
        transaction: &mut Transaction,
        id: &str,
        hash: String,
    ) -> Result<(), Refusal> {
        let people = self.people();
        let person = people.on(transaction).get(id).await?;
        let mut person = person.ok_or_else(|| Refusal::fault("a user is missing"))?.value;
        person.set_password(hash);
        people.on(transaction).put(id, &person).await?;
        self.drop_proofs_in(transaction, Purpose::PasswordReset, id).await?;
        self.end_sessions_in(transaction, id).await?;
        Ok(())
    }
}
