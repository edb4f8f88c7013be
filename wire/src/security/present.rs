//! Presenting a credential: the header value that a scheme asks for.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderValue;

use super::{Credential, Scheme, SchemeKind};

impl Scheme {
    /// The header value that presents `credential`, marked so that no log shows it. `None` when no header can hold
    /// it or the scheme does not take it.
    pub(crate) fn header_value(&self, credential: &Credential) -> Option<HeaderValue> {
        let secret = credential.secret().expose();
        let text = match (self.kind, credential) {
            (SchemeKind::ApiKey { .. }, _) => secret.to_owned(),
            (SchemeKind::Bearer, _) => format!("Bearer {secret}"),
            // A colon ends the user's name (RFC 7617, section 2).
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
