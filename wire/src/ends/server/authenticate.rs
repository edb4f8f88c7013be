//! Authentication: takes the credentials of a request, returns a principal or a rejection.

use std::future::Future;

use http::StatusCode;

use crate::messages::param::Pairs;
use crate::messages::problem::Problem;
use crate::operations::security::{Credential, Credentials, Requirement, Scheme};
use crate::operations::spec::OperationSpec;

/// Authenticates callers. Implement this trait once for an API; the router calls it for operations with security.
///
/// # Examples
///
/// ```
/// use counterpart_wire::Credential;
/// use counterpart_wire::server::{Authenticator, AuthError, AuthRequest};
///
/// struct Tokens;
///
/// impl Authenticator for Tokens {
///     type Principal = String;
///
///     async fn authenticate(&self, presented: AuthRequest<'_>) -> Result<String, AuthError> {
///         for (scheme, _scopes) in presented.requirement {
///             if let Some(Credential::Bearer(token)) = presented.get(scheme)
///                 && token.expose() == "t-1"
///             {
///                 return Ok("ada".to_owned());
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
    /// # Errors
    ///
    /// Returns why the caller is rejected. If the operation has several alternatives, the next one is tried.
    fn authenticate(
        &self,
        presented: AuthRequest<'_>,
    ) -> impl Future<Output = Result<Self::Principal, AuthError>> + Send;
}

/// The credentials of a request for one alternative of an operation's security requirements.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct AuthRequest<'a> {
    /// The operation called.
    pub operation: &'static OperationSpec,
    /// The schemes of this alternative, with the scopes that each must grant.
    pub requirement: Requirement,
    /// The credentials, one for each scheme.
    pub credentials: &'a Credentials,
}

impl<'a> AuthRequest<'a> {
    /// Returns the credential for a scheme, if this alternative has it.
    pub fn get(&self, scheme: &Scheme) -> Option<&'a Credential> {
        self.credentials.get(scheme)
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
    /// Authentication is not possible at the moment: 500. The text is only logged.
    Failed(String),
}

impl AuthError {
    /// Rejects unknown, expired or revoked credentials.
    pub fn unauthorized() -> Self {
        Self::Unauthorized("the credentials are invalid".to_owned())
    }

    /// Ranks rejections when several alternatives fail. A failure comes first, since it may have prevented a success;
    /// then those for a known caller.
    fn rank(&self) -> u8 {
        match self {
            Self::Unauthorized(_) => 0,
            Self::Forbidden(_) => 1,
            Self::TooOften(..) => 2,
            Self::Failed(_) => 3,
        }
    }

    fn into_problem(self) -> Problem {
        match self {
            Self::Unauthorized(why) => Problem::new(StatusCode::UNAUTHORIZED, why),
            Self::Forbidden(why) => Problem::new(StatusCode::FORBIDDEN, why),
            Self::TooOften(why, seconds) => {
                Problem::new(StatusCode::TOO_MANY_REQUESTS, why).retry_after(seconds)
            }
            Self::Failed(cause) => {
                tracing::error!(%cause, "authentication failed");
                Problem::new(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "authentication is not possible at the moment",
                )
            }
        }
    }
}

/// Rejects all credentials, for an API without security.
impl Authenticator for () {
    type Principal = ();

    async fn authenticate(&self, _: AuthRequest<'_>) -> Result<(), AuthError> {
        Err(AuthError::unauthorized())
    }
}

/// An authenticator that accepts all credentials and returns them, for a gateway that forwards them.
#[derive(Debug, Clone, Copy, Default)]
pub struct PassThrough;

impl Authenticator for PassThrough {
    type Principal = Credentials;

    async fn authenticate(&self, presented: AuthRequest<'_>) -> Result<Credentials, AuthError> {
        Ok(presented.credentials.clone())
    }
}

/// Tries the alternatives in order. Returns `Ok(None)` if credentials are optional and none were sent.
pub(super) async fn authenticate_any<A: Authenticator>(
    authenticator: &A,
    operation: &'static OperationSpec,
    headers: &http::HeaderMap,
    query: &Pairs,
) -> Result<Option<A::Principal>, Problem> {
    let cookies = Pairs::of_cookies(headers);
    let mut denied: Option<AuthError> = None;
    for requirement in operation.security {
        if requirement.is_empty() {
            continue;
        }
        let Some(credentials) = collect(requirement, headers, query, &cookies) else { continue };
        let presented = AuthRequest { operation, requirement, credentials: &credentials };
        match authenticator.authenticate(presented).await {
            Ok(principal) => return Ok(Some(principal)),
            Err(why) if denied.as_ref().is_none_or(|denied| why.rank() > denied.rank()) => {
                denied = Some(why);
            }
            Err(_) => {}
        }
    }
    // Invalid credentials are rejected even if credentials are optional.
    match denied {
        Some(why) => Err(why.into_problem()),
        None if operation.security.iter().any(|requirement| requirement.is_empty()) => Ok(None),
        None => Err(Problem::new(StatusCode::UNAUTHORIZED, "this operation requires credentials")),
    }
}

fn collect(
    requirement: Requirement,
    headers: &http::HeaderMap,
    query: &Pairs,
    cookies: &Pairs,
) -> Option<Credentials> {
    requirement.iter().try_fold(Credentials::new(), |held, (scheme, _)| {
        Some(held.with(scheme, scheme.extract(headers, query, cookies)?))
    })
}
