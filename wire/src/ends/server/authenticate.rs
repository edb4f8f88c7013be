//! Authentication: takes the credentials of a request, returns a principal with its scopes, or a rejection.

use std::future::Future;

use super::admission::{Admission, Offer};
use crate::messages::param::Pairs;
use crate::messages::problem::Problem;
use crate::operations::security::{Credential, Credentials, Granted, Requirement, Scheme};
use crate::operations::spec::OperationSpec;

/// Authenticates callers. Implement this trait once for an API; the router calls it for operations with security.
///
/// The authenticator says who the caller is and which scopes the credentials grant. The router compares these scopes with
/// those of the OpenAPI document.
///
/// # Examples
///
/// ```
/// use counterpart_wire::Credential;
/// use counterpart_wire::server::{AuthError, AuthRequest, Authenticator, Granted};
///
/// struct Tokens;
///
/// impl Authenticator for Tokens {
///     type Principal = String;
///
///     async fn authenticate(&self, presented: AuthRequest<'_>) -> Result<Granted<String>, AuthError> {
///         for (scheme, _scopes) in presented.requirement {
///             if let Some(Credential::Bearer(token)) = presented.get(scheme)
///                 && token.expose() == "t-1"
///             {
///                 // `Ok("ada".to_owned().into())` is sufficient for an API without scopes.
///                 return Ok(Granted::new("ada".to_owned()).scopes(["pets:read"]));
///             }
///         }
///         Err(AuthError::unauthorized())
///     }
/// }
/// ```
pub trait Authenticator: Send + Sync + 'static {
    /// The authenticated caller, such as a user or an account.
    type Principal: Send + Sync + 'static;

    /// Authenticates the caller. `presented` has all credentials of one alternative.
    ///
    /// If several schemes are required together, all their credentials belong to the one principal that is returned. The
    /// authenticator must read each of them: the router refuses the call with 500 if some were read and others were not.
    ///
    /// # Errors
    ///
    /// Returns why the caller is rejected. If the operation has several alternatives, the next one is tried.
    fn authenticate(
        &self,
        presented: AuthRequest<'_>,
    ) -> impl Future<Output = Result<Granted<Self::Principal>, AuthError>> + Send;
}

/// The credentials of a request for one alternative of an operation's security requirements.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct AuthRequest<'a> {
    /// The operation called.
    pub operation: &'static OperationSpec,
    /// The schemes of this alternative, with the scopes that each must grant.
    pub requirement: Requirement,
    offer: &'a Offer,
}

impl<'a> AuthRequest<'a> {
    /// Returns the credential for a scheme, if this alternative has it.
    pub fn get(&self, scheme: &Scheme) -> Option<&'a Credential> {
        self.offer.get(scheme)
    }

    /// Returns the credentials, one for each scheme of this alternative.
    pub fn credentials(&self) -> &'a Credentials {
        self.offer.all()
    }

    /// Returns the scopes that a scheme must grant.
    pub fn scopes(&self, scheme: &Scheme) -> &'static [&'static str] {
        let asked = self.requirement.iter().find(|(asked, _)| *asked == scheme);
        asked.map_or(&[], |(_, scopes)| scopes)
    }
}

/// Why a caller is rejected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuthError {
    /// The credentials are invalid: 401. The text is sent to the caller.
    Unauthorized(String),
    /// The caller lacks permission: 403. The text is sent to the caller.
    Forbidden(String),
    /// The caller sent too many requests: 429, with a `Retry-After` in seconds. The text is sent to the caller.
    TooOften(String, u64),
    /// Authentication has to wait: 503, with a `Retry-After` in seconds. The text is only logged.
    Unavailable(String, u64),
    /// Authentication is not possible at the moment: 500. The text is only logged.
    Failed(String),
}

impl AuthError {
    /// Rejects unknown, expired or revoked credentials.
    pub fn unauthorized() -> Self {
        Self::Unauthorized("the credentials are invalid".to_owned())
    }
}

/// Rejects all credentials, for an API without security.
impl Authenticator for () {
    type Principal = ();

    async fn authenticate(&self, _: AuthRequest<'_>) -> Result<Granted<()>, AuthError> {
        Err(AuthError::unauthorized())
    }
}

/// An authenticator that accepts all credentials and returns them, for a gateway that forwards them. It grants every
/// scope: the server behind the gateway checks the credentials and their scopes.
#[derive(Debug, Clone, Copy, Default)]
pub struct PassThrough;

impl Authenticator for PassThrough {
    type Principal = Credentials;

    async fn authenticate(
        &self,
        presented: AuthRequest<'_>,
    ) -> Result<Granted<Credentials>, AuthError> {
        Ok(Granted::new(presented.credentials().clone()).all_scopes())
    }
}

/// Tries the alternatives in order. Returns `Ok(None)` if an anonymous caller may call the operation.
pub(super) async fn authenticate_any<A: Authenticator>(
    authenticator: &A,
    operation: &'static OperationSpec,
    headers: &http::HeaderMap,
    query: &Pairs,
) -> Result<Option<A::Principal>, Problem> {
    let cookies = Pairs::of_cookies(headers);
    let mut admission = Admission::to(operation);
    for requirement in operation.security {
        let Some(offer) = admission.offer(requirement, headers, query, &cookies) else { continue };
        let presented = AuthRequest { operation, requirement, offer: &offer };
        match authenticator.authenticate(presented).await {
            Ok(granted) => {
                let (principal, scopes) = granted.into_parts();
                if admission.allows(&offer, &scopes) {
                    return Ok(Some(principal));
                }
            }
            Err(denied) => admission.deny(requirement, denied),
        }
    }
    admission.of_nobody().map(|()| None)
}
