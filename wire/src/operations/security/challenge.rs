//! Challenges: how a response says which credentials an operation requires (RFC 9110, section 11.6.1).

use std::fmt::Write as _;

use http::HeaderValue;

use super::{Requirement, Scheme, SchemeKind};

/// The challenge for an operation without security whose implementation answers 401. A 401 must have a challenge (RFC
/// 9110, section 15.5.2), and the document names no scheme.
const UNDOCUMENTED: &str = "Undocumented";

/// The challenges of a response, each once, in the order of the document.
#[derive(Debug, Default)]
pub(crate) struct Challenges(Vec<String>);

impl Challenges {
    /// Asks for each scheme of an operation. `wrong` has the names of those whose credentials were rejected.
    pub(crate) fn of(security: &[Requirement], wrong: &[&str]) -> Self {
        let mut challenges = Self::default();
        for (scheme, _) in security.iter().copied().flatten() {
            if wrong.contains(&scheme.name) {
                challenges.ask_again(scheme);
            } else {
                challenges.ask(scheme);
            }
        }
        challenges
    }

    /// Returns whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Asks for the credential of a scheme.
    fn ask(&mut self, scheme: &Scheme) {
        self.push(scheme, &[]);
    }

    /// Asks for another credential than the one sent. Only bearer tokens have a word for it (RFC 6750, section 3.1).
    fn ask_again(&mut self, scheme: &Scheme) {
        match scheme.kind {
            SchemeKind::Bearer => self.push(scheme, &[("error", "invalid_token")]),
            _ => self.ask(scheme),
        }
    }

    /// Asks for a credential that grants `scopes` (RFC 6750, section 3.1). Names outside the grammar of scopes are left
    /// out of the list (section 3).
    pub(crate) fn ask_for_scopes(&mut self, scheme: &Scheme, scopes: &[&str]) {
        let named: Vec<&str> = scopes.iter().copied().filter(|scope| is_scope(scope)).collect();
        let (error, scopes) = (("error", "insufficient_scope"), named.join(" "));
        match named.as_slice() {
            [] => self.push(scheme, &[error]),
            _ => self.push(scheme, &[error, ("scope", &scopes)]),
        }
    }

    fn push(&mut self, scheme: &Scheme, parameters: &[(&str, &str)]) {
        let (word, own): (_, &[(&str, &str)]) = match &scheme.kind {
            SchemeKind::ApiKey { name, .. } => ("ApiKey", &[("name", name)]),
            SchemeKind::Bearer => ("Bearer", &[("realm", "api")]),
            SchemeKind::Basic => ("Basic", &[("realm", "api"), ("charset", "UTF-8")]),
        };
        let mut text = word.to_owned();
        for (index, (name, value)) in own.iter().chain(parameters).enumerate() {
            let before = if index == 0 { " " } else { ", " };
            let _ = write!(text, "{before}{name}={}", quoted(value));
        }
        if !self.0.contains(&text) {
            self.0.push(text);
        }
    }

    /// Returns the value of `WWW-Authenticate`.
    pub(crate) fn into_header(self) -> HeaderValue {
        let undocumented = HeaderValue::from_static(UNDOCUMENTED);
        if self.0.is_empty() {
            return undocumented;
        }
        // Never an error: `quoted` leaves only visible characters of ASCII.
        HeaderValue::try_from(self.0.join(", ")).unwrap_or(undocumented)
    }
}

/// Returns whether a text is a scope of OAuth (RFC 6749, section 3.3).
fn is_scope(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_graphic() && byte != b'"' && byte != b'\\';
    !text.is_empty() && text.bytes().all(is_plain)
}

/// Returns a quoted string (RFC 9110, section 5.6.4). Bytes that are no visible ASCII are percent-encoded.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for byte in text.bytes() {
        match byte {
            b'"' | b'\\' => quoted.extend(['\\', char::from(byte)]),
            b' '..=b'~' => quoted.push(char::from(byte)),
            _ => {
                let _ = write!(quoted, "%{byte:02X}");
            }
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::Challenges;
    use crate::operations::security::{Scheme, SchemeKind};
    use crate::values::location::Location;

    const TOKEN: Scheme = Scheme { name: "token", kind: SchemeKind::Bearer };

    #[test]
    fn any_name_of_a_document_makes_a_valid_header() {
        let key = |name| Scheme {
            name: "key",
            kind: SchemeKind::ApiKey { location: Location::Query, name },
        };
        for (name, expected) in [
            ("api key", r#"ApiKey name="api key""#),
            ("a\"b\\c", r#"ApiKey name="a\"b\\c""#),
            ("clé\r\n", r#"ApiKey name="cl%C3%A9%0D%0A""#),
            ("", r#"ApiKey name="""#),
        ] {
            let mut challenges = Challenges::default();
            challenges.ask(&key(name));
            assert_eq!(challenges.into_header(), expected);
        }
        assert_eq!(Challenges::default().into_header(), "Undocumented");
    }

    #[test]
    fn only_scopes_of_oauth_are_listed() {
        for (scopes, listed) in [
            (&["read", "write:all"][..], r#", scope="read write:all""#),
            (&["store manager", "read", "", "a\"b", "é"], r#", scope="read""#),
            (&["store manager"], ""),
        ] {
            let mut challenges = Challenges::default();
            challenges.ask_for_scopes(&TOKEN, scopes);
            let expected = format!(r#"Bearer realm="api", error="insufficient_scope"{listed}"#);
            assert_eq!(challenges.into_header(), expected);
        }
    }
}
