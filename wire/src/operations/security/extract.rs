//! Reads credentials from a request, and writes the challenge of a 401.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, header};

use super::{Credential, Scheme, SchemeKind};
use crate::messages::param::Pairs;
use crate::values::location::Location;

impl Scheme {
    /// Returns the credential for this scheme, if the request has one.
    pub(crate) fn extract(
        &self,
        headers: &HeaderMap,
        query: &Pairs,
        cookies: &Pairs,
    ) -> Option<Credential> {
        match self.kind {
            SchemeKind::ApiKey { location: Location::Header, name } => {
                let key = std::str::from_utf8(headers.get(name)?.as_bytes()).ok()?;
                Some(Credential::ApiKey(key.into()))
            }
            SchemeKind::ApiKey { location: Location::Query, name } => {
                query.first(name).map(|key| Credential::ApiKey(key.into()))
            }
            SchemeKind::ApiKey { name, .. } => {
                cookies.first(name).map(|key| Credential::ApiKey(key.into()))
            }
            SchemeKind::Bearer => {
                authorization(headers, "bearer").map(|token| Credential::Bearer(token.into()))
            }
            SchemeKind::Basic => {
                let decoded = STANDARD.decode(authorization(headers, "basic")?).ok()?;
                let text = String::from_utf8(decoded).ok()?;
                let (user, password) = text.split_once(':')?;
                Some(Credential::Basic { user: user.to_owned(), password: password.into() })
            }
        }
    }

    /// Returns the `WWW-Authenticate` challenge (RFC 9110, section 11.6.1).
    pub(crate) fn challenge(&self) -> String {
        match self.kind {
            SchemeKind::ApiKey { name, .. } => format!("ApiKey name=\"{name}\""),
            SchemeKind::Bearer => "Bearer".to_owned(),
            SchemeKind::Basic => "Basic realm=\"api\", charset=\"UTF-8\"".to_owned(),
        }
    }
}

/// Returns the credentials of the `Authorization` header if it has this scheme.
fn authorization<'h>(headers: &'h HeaderMap, scheme: &str) -> Option<&'h str> {
    let text = std::str::from_utf8(headers.get(header::AUTHORIZATION)?.as_bytes()).ok()?;
    let (word, rest) = text.split_once(' ')?;
    word.eq_ignore_ascii_case(scheme).then(|| rest.trim())
}
