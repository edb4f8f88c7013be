//! The URL under which a caller reaches this server, for copied commands and for URLs in responses.

use http::{HeaderMap, header};

/// The scheme reported by a proxy.
const FORWARDED_PROTO: &str = "x-forwarded-proto";

/// Returns `http://` (or `https://` if a proxy says so) and the host of the request. An invalid host is omitted,
/// because the text becomes part of a command that people paste into a shell.
pub(crate) fn of(headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let fits =
        |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '-' | ':' | '[' | ']');
    let host = if !host.is_empty() && host.chars().all(fits) { host } else { "localhost" };
    let secure = headers.get(FORWARDED_PROTO).is_some_and(|proto| proto == "https");
    format!("{}://{host}", if secure { "https" } else { "http" })
}
