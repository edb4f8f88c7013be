//! Reads credentials from a request.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, HeaderValue, header};

use super::{Credential, Scheme, SchemeKind};
use crate::messages::param::Pairs;
use crate::values::location::Location;

/// A credential that is there, but not in the form of its scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Malformed;

impl Scheme {
    /// Returns the credential for this scheme, if the request has one.
    pub(crate) fn extract(
        &self,
        headers: &HeaderMap,
        query: &Pairs,
        cookies: &Pairs,
    ) -> Result<Option<Credential>, Malformed> {
        let key = |key: String| Credential::ApiKey(key.into());
        match self.kind {
            SchemeKind::ApiKey { location: Location::Header, name } => {
                headers.get(name).map(|value| Ok(key(text(value)?.to_owned()))).transpose()
            }
            SchemeKind::ApiKey { location: Location::Query, name } => {
                Ok(query.first(name).map(key))
            }
            SchemeKind::ApiKey { name, .. } => Ok(cookies.first(name).map(key)),
            SchemeKind::Bearer => authorization(headers, "bearer")?
                .map(|token| match token {
                    "" => Err(Malformed),
                    token => Ok(Credential::Bearer(token.into())),
                })
                .transpose(),
            SchemeKind::Basic => authorization(headers, "basic")?
                .map(|encoded| basic(encoded).ok_or(Malformed))
                .transpose(),
        }
    }
}

/// Decodes a user name and a password (RFC 7617, section 2).
fn basic(encoded: &str) -> Option<Credential> {
    let text = String::from_utf8(STANDARD.decode(encoded).ok()?).ok()?;
    let (user, password) = text.split_once(':')?;
    Some(Credential::Basic { user: user.to_owned(), password: password.into() })
}

/// Returns the credentials of the `Authorization` header if it has this scheme.
fn authorization<'h>(headers: &'h HeaderMap, scheme: &str) -> Result<Option<&'h str>, Malformed> {
    let Some(value) = headers.get(header::AUTHORIZATION) else { return Ok(None) };
    let text = text(value)?;
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    Ok(word.eq_ignore_ascii_case(scheme).then(|| rest.trim()))
}

fn text(value: &HeaderValue) -> Result<&str, Malformed> {
    std::str::from_utf8(value.as_bytes()).map_err(|_| Malformed)
}
