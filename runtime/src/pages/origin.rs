//! The address at which a reader sees this server, for the calls they copy from a page.

use http::{HeaderMap, header};

/// `http://` and the host that the request names. A host that is not spelled as one is left out: the text goes into a
/// command that people paste into a shell.
pub(crate) fn of(headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let fits =
        |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '-' | ':' | '[' | ']');
    let host = if !host.is_empty() && host.chars().all(fits) { host } else { "localhost" };
    format!("http://{host}")
}
