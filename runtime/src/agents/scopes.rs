//! The scopes of callers. The document names the scopes of each operation, and generated code compares them with what
//! is granted here: users have the scopes of their role, service accounts those of their token.

use agents_api::security::BEARER_AUTH;
use agents_api::wire::server::{AuthError, AuthRequest, Granted};

use super::caller::Caller;

/// Grants a caller its scopes. An operation without scopes is for users only.
pub(super) fn grant(
    request: &AuthRequest<'_>,
    caller: Caller,
) -> Result<Granted<Caller>, AuthError> {
    if request.scopes(&BEARER_AUTH).is_empty() && caller.is_service_account() {
        let why = "This operation requires the access token of a user.";
        return Err(AuthError::Forbidden(why.to_owned()));
    }
    let scopes = caller.scopes.clone();
    Ok(Granted::new(caller).scopes(scopes))
}
