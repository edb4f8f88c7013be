//! Security schemes and credentials (OpenAPI, Security Scheme Object).

#[cfg(feature = "server")]
mod challenge;
#[cfg(feature = "server")]
mod extract;
#[cfg(feature = "server")]
mod granted;
#[cfg(feature = "client")]
mod present;

use std::fmt;

#[cfg(feature = "server")]
pub(crate) use challenge::Challenges;
#[cfg(feature = "server")]
pub(crate) use extract::Malformed;
#[cfg(feature = "server")]
pub use granted::Granted;
#[cfg(feature = "server")]
pub(crate) use granted::Scopes;

use crate::values::location::Location;
use crate::values::scalar::Secret;

/// A security scheme.
#[derive(Debug, PartialEq, Eq)]
pub struct Scheme {
    /// The name in the OpenAPI document.
    pub name: &'static str,
    /// The kind of credential required.
    pub kind: SchemeKind,
}

/// The kind of credential that a scheme requires.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SchemeKind {
    /// An API key in a header, the query or a cookie.
    ApiKey {
        /// The part of the request.
        location: Location,
        /// The name of the header, query parameter or cookie.
        name: &'static str,
    },
    /// A bearer token (RFC 6750), for `http` with scheme `bearer`, `oauth2` and `openIdConnect`.
    Bearer,
    /// A user name and password (RFC 7617).
    Basic,
}

/// Schemes that are required together, each with its scopes.
pub type Requirement = &'static [(&'static Scheme, &'static [&'static str])];

/// A credential. `Debug` hides its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Credential {
    /// An API key.
    ApiKey(Secret),
    /// A bearer token.
    Bearer(Secret),
    /// A user name and a password.
    Basic {
        /// The user name.
        user: String,
        /// The password.
        password: Secret,
    },
}

impl Credential {
    /// Returns the secret: the key, the token or the password.
    pub fn secret(&self) -> &Secret {
        match self {
            Self::ApiKey(secret) | Self::Bearer(secret) | Self::Basic { password: secret, .. } => {
                secret
            }
        }
    }
}

/// Credentials by scheme. `Debug` shows the names of the schemes only.
///
/// # Examples
///
/// ```
/// use counterpart_wire::{Credential, Credentials, Scheme, SchemeKind};
///
/// static TOKEN: Scheme = Scheme { name: "token", kind: SchemeKind::Bearer };
///
/// let held = Credentials::new().with(&TOKEN, Credential::Bearer("s3cr3t".into()));
/// assert_eq!(held.get(&TOKEN).map(|credential| credential.secret().expose()), Some("s3cr3t"));
/// assert_eq!(format!("{held:?}"), r#"{"token"}"#);
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Credentials(Vec<(&'static str, Credential)>);

impl Credentials {
    /// Creates an empty set.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds or replaces the credential for `scheme`.
    #[must_use]
    pub fn with(mut self, scheme: &'static Scheme, credential: Credential) -> Self {
        self.0.retain(|(name, _)| *name != scheme.name);
        self.0.push((scheme.name, credential));
        self
    }

    /// Returns the credential for `scheme`.
    pub fn get(&self, scheme: &Scheme) -> Option<&Credential> {
        self.0.iter().find(|(name, _)| *name == scheme.name).map(|(_, credential)| credential)
    }

    /// Returns whether there are no credentials.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the names of the schemes with a credential.
    pub fn schemes(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().map(|(name, _)| *name)
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.schemes()).finish()
    }
}
