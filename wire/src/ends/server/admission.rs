//! Decides which alternative of an operation's security a request satisfies, and how it is refused if it satisfies none.
//!
//! Nothing here depends on the type of the principal: see [`authenticate_any`](super::authenticate::authenticate_any) for
//! the part that does.

use std::sync::atomic::{AtomicBool, Ordering};

use http::{HeaderMap, StatusCode, header};

use super::authenticate::AuthError;
use crate::messages::param::Pairs;
use crate::messages::problem::Problem;
use crate::operations::security::{
    Challenges, Credential, Credentials, Malformed, Requirement, Scheme, Scopes,
};
use crate::operations::spec::OperationSpec;

/// The credentials of a request for one alternative, and which of them the authenticator has read.
#[derive(Debug)]
pub(super) struct Offer {
    requirement: Requirement,
    credentials: Credentials,
    read: Vec<AtomicBool>,
}

impl Offer {
    /// Returns the credential for a scheme.
    pub(super) fn get(&self, scheme: &Scheme) -> Option<&Credential> {
        let index = self.requirement.iter().position(|(own, _)| own.name == scheme.name)?;
        self.read.get(index)?.store(true, Ordering::Relaxed);
        self.credentials.get(scheme)
    }

    /// Returns all credentials.
    pub(super) fn all(&self) -> &Credentials {
        self.read.iter().for_each(|read| read.store(true, Ordering::Relaxed));
        &self.credentials
    }

    /// Returns a scheme whose credential was not read although others were. An authenticator that reads none accepts
    /// everybody on purpose.
    fn forgotten(&self) -> Option<&'static Scheme> {
        let read: Vec<bool> = self.read.iter().map(|read| read.load(Ordering::Relaxed)).collect();
        let index = read.iter().position(|read| !read).filter(|_| read.contains(&true))?;
        self.requirement.get(index).map(|(scheme, _)| *scheme)
    }
}

/// What is known about a request while the alternatives are tried.
pub(super) struct Admission {
    operation: &'static OperationSpec,
    /// The most informative rejection so far.
    denied: Option<AuthError>,
    /// The schemes whose credentials are known to be wrong.
    wrong: Vec<&'static str>,
    /// The challenges for accepted credentials whose scopes are not sufficient.
    lacking: Challenges,
}

impl Admission {
    pub(super) fn to(operation: &'static OperationSpec) -> Self {
        let (wrong, lacking) = (Vec::new(), Challenges::default());
        Self { operation, denied: None, wrong, lacking }
    }

    /// Returns the credentials for an alternative. `None` if the request does not have all of them or one is malformed, and
    /// for the alternative of anonymous callers.
    pub(super) fn offer(
        &mut self,
        requirement: Requirement,
        headers: &HeaderMap,
        query: &Pairs,
        cookies: &Pairs,
    ) -> Option<Offer> {
        if requirement.is_empty() {
            return None;
        }
        let (mut credentials, mut malformed) = (Credentials::new(), Vec::new());
        for (scheme, _) in requirement {
            match scheme.extract(headers, query, cookies) {
                Ok(credential) => credentials = credentials.with(scheme, credential?),
                Err(Malformed) => malformed.push(scheme.name),
            }
        }
        if !malformed.is_empty() {
            self.wrong.extend(malformed);
            self.note(AuthError::Unauthorized("the credentials are malformed".to_owned()));
            return None;
        }
        let read = requirement.iter().map(|_| AtomicBool::new(false)).collect();
        Some(Offer { requirement, credentials, read })
    }

    /// Notes that the authenticator rejected the credentials of an alternative.
    pub(super) fn deny(&mut self, requirement: Requirement, denied: AuthError) {
        // Of several credentials, only the authenticator knows which one is wrong.
        if let (AuthError::Unauthorized(_), [(only, _)]) = (&denied, requirement) {
            self.wrong.push(only.name);
        }
        self.note(denied);
    }

    fn note(&mut self, denied: AuthError) {
        let operation = self.operation.id;
        match &denied {
            AuthError::Failed(cause) => tracing::error!(operation, %cause, "authentication failed"),
            AuthError::Unavailable(cause, _) => {
                tracing::warn!(operation, %cause, "authentication has to wait");
            }
            _ => {}
        }
        if self.denied.as_ref().is_none_or(|before| rank(&denied) > rank(before)) {
            self.denied = Some(denied);
        }
    }

    /// Returns whether an alternative allows a caller whom the authenticator accepted.
    pub(super) fn allows(&mut self, offer: &Offer, scopes: &Scopes) -> bool {
        if let Some(scheme) = offer.forgotten() {
            let name = scheme.name;
            let why = format!("the authenticator did not read the credential for `{name}`");
            self.note(AuthError::Failed(why));
            return false;
        }
        let lacking = scopes.lacking(offer.requirement);
        for (scheme, required) in &lacking {
            self.lacking.ask_for_scopes(scheme, required);
            self.log(scheme, required, scopes);
        }
        lacking.is_empty()
    }

    fn log(&self, scheme: &Scheme, required: &[&str], scopes: &Scopes) {
        let (operation, scheme, required) = (self.operation.id, scheme.name, required.join(" "));
        if *scopes == Scopes::Unsaid {
            let why = "the authenticator names no scopes, and the operation requires some: add them with `Granted::scopes`";
            tracing::warn!(operation, scheme, required, "{why}");
        } else {
            tracing::info!(operation, scheme, required, "the scopes are not sufficient");
        }
    }

    /// Decides when no alternative with credentials is satisfied.
    ///
    /// Anonymous callers pass if one alternative is empty, and so do callers whose scopes are not sufficient for the others.
    /// Rejected credentials are an error all the same: their sender expects to be known.
    pub(super) fn of_nobody(self) -> Result<(), Problem> {
        let is_optional = self.operation.security.iter().any(|requirement| requirement.is_empty());
        let lacks_scopes = !is_optional && !self.lacking.is_empty();
        Err(match self.denied {
            None | Some(AuthError::Unauthorized(_)) if lacks_scopes => {
                let why = "the credentials do not grant the scopes that this operation requires";
                Problem::new(StatusCode::FORBIDDEN, why)
                    .header(header::WWW_AUTHENTICATE, self.lacking.into_header())
            }
            None if is_optional => return Ok(()),
            None => Problem::new(StatusCode::UNAUTHORIZED, "this operation requires credentials"),
            Some(AuthError::Unauthorized(why)) => {
                let challenges = Challenges::of(self.operation.security, &self.wrong);
                Problem::new(StatusCode::UNAUTHORIZED, why)
                    .header(header::WWW_AUTHENTICATE, challenges.into_header())
            }
            Some(AuthError::Forbidden(why)) => Problem::new(StatusCode::FORBIDDEN, why),
            Some(AuthError::TooOften(why, seconds)) => {
                Problem::new(StatusCode::TOO_MANY_REQUESTS, why).retry_after(seconds)
            }
            // The causes are in the log.
            Some(AuthError::Unavailable(_, seconds)) => {
                Problem::new(StatusCode::SERVICE_UNAVAILABLE, NOT_NOW).retry_after(seconds)
            }
            Some(AuthError::Failed(_)) => Problem::new(StatusCode::INTERNAL_SERVER_ERROR, NOT_NOW),
        })
    }
}

const NOT_NOW: &str = "authentication is not possible at the moment";

/// Ranks rejections when several alternatives fail. A failure comes first, since it may have prevented a success; then
/// those for a known caller.
fn rank(denied: &AuthError) -> u8 {
    match denied {
        AuthError::Unauthorized(_) => 0,
        AuthError::Forbidden(_) => 1,
        AuthError::TooOften(..) => 2,
        AuthError::Unavailable(..) => 3,
        AuthError::Failed(_) => 4,
    }
}
