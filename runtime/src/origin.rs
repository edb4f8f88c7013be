//! The address at which a caller sees this server: for the calls they copy from a page, and for addresses in answers.

use http::{HeaderMap, header};

/// What a proxy says that it was called by.
const FORWARDED_PROTO: &str = "x-forwarded-proto";

/// `http://`, or `https://` behind a proxy that says so, and the host that the request names. A host that is not spelled
/// as one is left out: the text goes into a command that people paste into a shell.
pub(crate) fn of(headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let fits =
        |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '-' | ':' | '[' | ']');
    let host = if !host.is_empty() && host.chars().all(fits) { host } else { "localhost" };
    let secure = headers.get(FORWARDED_PROTO).is_some_and(|proto| proto == "https");
    format!("{}://{host}", if secure { "https" } else { "http" })
}
