//! What an authenticator grants: a principal, and the scopes of its credentials.

use super::{Requirement, Scheme};

/// A principal and the scopes that its credentials grant.
///
/// The router compares the scopes with those that the OpenAPI document requires, and refuses the call if some are missing.
/// This also holds for the roles that a document lists for a scheme without OAuth scopes (OpenAPI 3.1, Security
/// Requirement Object). Scopes are compared byte by byte (RFC 6749, section 3.3).
///
/// A `Granted` that says nothing of scopes grants none. It is sufficient for every operation that requires none, so that
/// `principal.into()` is all that an API without scopes needs.
///
/// # Examples
///
/// ```
/// use counterpart_wire::server::Granted;
///
/// let ada: Granted<&str> = "ada".into();
/// let with_scopes = Granted::new("ada").scopes("pets:read pets:write".split_whitespace());
/// assert_ne!(ada, with_scopes);
/// assert_eq!(with_scopes.principal(), &"ada");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Granted<P> {
    principal: P,
    scopes: Scopes,
}

impl<P> Granted<P> {
    /// Grants access to `principal`, and says nothing of scopes.
    pub fn new(principal: P) -> Self {
        Self { principal, scopes: Scopes::Unsaid }
    }

    /// Adds scopes that every scheme of the alternative grants.
    pub fn scopes(mut self, scopes: impl IntoIterator<Item: Into<String>>) -> Self {
        self.scopes.add(None, scopes.into_iter().map(Into::into));
        self
    }

    /// Adds scopes that one scheme grants. Use it where an operation requires several schemes together and their scopes
    /// differ.
    pub fn scopes_of(
        mut self,
        scheme: &Scheme,
        scopes: impl IntoIterator<Item: Into<String>>,
    ) -> Self {
        self.scopes.add(Some(scheme.name), scopes.into_iter().map(Into::into));
        self
    }

    /// Grants every scope. Use it for callers who may do everything, and where another server checks the scopes.
    pub fn all_scopes(mut self) -> Self {
        self.scopes = Scopes::All;
        self
    }

    /// Returns the principal.
    pub fn principal(&self) -> &P {
        &self.principal
    }

    /// Splits off the part that does not depend on the type of the principal.
    pub(crate) fn into_parts(self) -> (P, Scopes) {
        (self.principal, self.scopes)
    }
}

/// Grants access to a principal, and says nothing of scopes.
impl<P> From<P> for Granted<P> {
    fn from(principal: P) -> Self {
        Self::new(principal)
    }
}

/// The scopes of a [`Granted`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Scopes {
    /// The authenticator said nothing of scopes.
    Unsaid,
    /// These, each of one scheme or of all.
    Listed(Vec<(Option<&'static str>, String)>),
    /// Every scope.
    All,
}

impl Scopes {
    fn add(&mut self, scheme: Option<&'static str>, scopes: impl Iterator<Item = String>) {
        let added = scopes.map(|scope| (scheme, scope));
        match self {
            Self::Unsaid => *self = Self::Listed(added.collect()),
            Self::Listed(listed) => listed.extend(added),
            Self::All => {}
        }
    }

    fn grants(&self, scheme: &Scheme, scope: &str) -> bool {
        match self {
            Self::Unsaid => false,
            Self::Listed(listed) => listed
                .iter()
                .any(|(of, granted)| granted == scope && of.is_none_or(|name| name == scheme.name)),
            Self::All => true,
        }
    }

    /// Returns the entries of a requirement of which a scope is missing.
    pub(crate) fn lacking(&self, requirement: Requirement) -> Vec<&'static ScopedScheme> {
        let lacks = |(scheme, scopes): &&ScopedScheme| {
            scopes.iter().any(|scope| !self.grants(scheme, scope))
        };
        requirement.iter().filter(lacks).collect()
    }
}

/// A scheme with the scopes that an operation requires of it.
type ScopedScheme = (&'static Scheme, &'static [&'static str]);
