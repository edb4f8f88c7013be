//! The scopes of operations: from the OpenAPI document to a decision about a caller.
//!
//! The security requirements of an operation name its scopes. Users have the scopes of their role, service accounts
//! those of their token.

use agents_api::security::BEARER_AUTH;
use agents_api::wire::server::{AuthError, AuthRequest};

use super::caller::Caller;

/// Rejects a caller who lacks a scope of the operation. An operation without scopes is for users only.
pub(super) fn check(presented: &AuthRequest<'_>, caller: &Caller) -> Result<(), AuthError> {
    let required = presented.scopes(&BEARER_AUTH);
    if required.is_empty() && caller.is_service_account() {
        let why = "This operation requires the access token of a user.";
        return Err(AuthError::Forbidden(why.to_owned()));
    }
    match required.iter().find(|scope| !caller.has_scope(scope)) {
        None => Ok(()),
        Some(scope) => {
            Err(AuthError::Forbidden(format!("The token does not have the scope {scope}.")))
        }
    }
}
