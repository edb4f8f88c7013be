//! Who calls: in come the credentials that a request presents, out comes a principal or a refusal.

use std::future::Future;

use http::StatusCode;

use crate::messages::param::Pairs;
use crate::messages::problem::Problem;
use crate::operations::security::{Credential, Credentials, Requirement, Scheme};
use crate::operations::spec::OperationSpec;

/// Turns credentials into a principal. An API owner writes one for an API; generated code decides when it is asked.
pub trait Authenticator: Send + Sync + 'static {
    /// What authentication proves: a user, a tenant, an account.
    type Principal: Send + Sync + 'static;

    /// Proves who calls. Every credential that the alternative asks for is there.
    fn authenticate(
        &self,
        presented: Presented<'_>,
    ) -> impl Future<Output = Result<Self::Principal, Denied>> + Send;
}

/// What a request presents for one alternative of an operation's security.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Presented<'a> {
    /// The operation that is called.
    pub operation: &'static OperationSpec,
    /// The schemes of the alternative, with the scopes that each must grant.
    pub requirement: Requirement,
    /// The credentials, one for each scheme.
    pub credentials: &'a Credentials,
}

impl<'a> Presented<'a> {
    /// The credential for a scheme, if the alternative has it.
    pub fn get(&self, scheme: &Scheme) -> Option<&'a Credential> {
        self.credentials.get(scheme)
    }

    /// The scopes that a scheme must grant.
    pub fn scopes(&self, scheme: &Scheme) -> &'static [&'static str] {
        let asked = self.requirement.iter().find(|(asked, _)| *asked == scheme);
        asked.map_or(&[], |(_, scopes)| scopes)
    }
}

/// A refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Denied {
    /// The credentials prove nobody: 401. The text reaches the caller.
    Unauthorized(String),
    /// The caller is known and may not: 403. The text reaches the caller.
    Forbidden(String),
    /// The caller is known and has called too often: 429, with a `Retry-After` of so many seconds. The text reaches the
    /// caller.
    TooOften(String, u64),
    /// Nothing can be proved now: 500. The text reaches the log alone.
    Failed(String),
}

impl Denied {
    /// The credentials are unknown, expired or revoked.
    pub fn unauthorized() -> Self {
        Self::Unauthorized("the credentials are not valid".to_owned())
    }

    /// Which of several refusals is told: a failure may hide a proof, and who is known is told more than who is not.
    fn weight(&self) -> u8 {
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
                Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the caller cannot be proved now")
            }
        }
    }
}

/// Nobody can be proved: for an API without security.
impl Authenticator for () {
    type Principal = ();

    async fn authenticate(&self, _: Presented<'_>) -> Result<(), Denied> {
        Err(Denied::unauthorized())
    }
}

/// The caller's credentials as they are: for a router in front of a client, which sends them on.
#[derive(Debug, Clone, Copy, Default)]
pub struct PassThrough;

impl Authenticator for PassThrough {
    type Principal = Credentials;

    async fn authenticate(&self, presented: Presented<'_>) -> Result<Credentials, Denied> {
        Ok(presented.credentials.clone())
    }
}

/// Tries the alternatives in turn. `Ok(None)` when an empty alternative lets everybody in.
pub(super) async fn prove<A: Authenticator>(
    authenticator: &A,
    operation: &'static OperationSpec,
    headers: &http::HeaderMap,
    query: &Pairs,
) -> Result<Option<A::Principal>, Problem> {
    let cookies = Pairs::of_cookies(headers);
    let mut denied: Option<Denied> = None;
    for requirement in operation.security {
        if requirement.is_empty() {
            continue;
        }
        let Some(credentials) = collect(requirement, headers, query, &cookies) else { continue };
        let presented = Presented { operation, requirement, credentials: &credentials };
        match authenticator.authenticate(presented).await {
            Ok(principal) => return Ok(Some(principal)),
            Err(why) if denied.as_ref().is_none_or(|denied| why.weight() > denied.weight()) => {
                denied = Some(why);
            }
            Err(_) => {}
        }
    }
    // Credentials that were presented and are wrong are refused even where none are needed.
    match denied {
        Some(why) => Err(why.into_problem()),
        None if operation.security.iter().any(|requirement| requirement.is_empty()) => Ok(None),
        None => Err(Problem::new(StatusCode::UNAUTHORIZED, "this operation needs credentials")),
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
