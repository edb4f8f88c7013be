//! Adds credentials to a request.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderName, HeaderValue};

use super::{Credential, Scheme, SchemeKind};
use crate::messages::request::RequestWriter;
use crate::values::location::Location;

impl Scheme {
    /// Adds `credential` to a request in the way this scheme requires.
    pub(crate) fn present(&self, credential: &Credential, to: &mut RequestWriter) {
        let name = match self.kind {
            SchemeKind::ApiKey { location: Location::Query, name } => {
                return to.push_query(name, credential.secret().expose());
            }
            SchemeKind::ApiKey { location: Location::Cookie, name } => {
                return to.push_cookie(name, credential.secret().expose());
            }
            SchemeKind::ApiKey { name, .. } => name,
            SchemeKind::Bearer | SchemeKind::Basic => "authorization",
        };
        match (HeaderName::try_from(name), self.header_value(credential)) {
            (Ok(name), Some(value)) => to.set_header(name, value),
            _ => to.fail(format!("the credential for `{}` cannot be sent in a header", self.name)),
        }
    }

    /// Returns the header value for `credential`, marked sensitive. `None` if it is not valid in a header or of
    /// another kind than the scheme.
    fn header_value(&self, credential: &Credential) -> Option<HeaderValue> {
        let secret = credential.secret().expose();
        let text = match (self.kind, credential) {
            (SchemeKind::ApiKey { .. }, _) => secret.to_owned(),
            (SchemeKind::Bearer, _) => format!("Bearer {secret}"),
            // A colon would end the user name (RFC 7617, section 2).
            (SchemeKind::Basic, Credential::Basic { user, .. }) if !user.contains(':') => {
                format!("Basic {}", STANDARD.encode(format!("{user}:{secret}")))
            }
            (SchemeKind::Basic, _) => return None,
        };
        let mut value = HeaderValue::try_from(text).ok()?;
        value.set_sensitive(true);
        Some(value)
    }
}
