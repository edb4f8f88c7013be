//! URLs in responses: on this server as the caller reaches it, under the base path of this API.

use http::HeaderMap;

use crate::origin;

/// The prefix of all paths of the document.
pub(super) const BASE: &str = "/archetype/v0.5";

/// Returns the path of a new resource. Its id can be any text from the caller.
pub(super) fn location(collection: &str, id: &str) -> String {
    format!("{BASE}{collection}/{}", step(id))
}

/// Percent-encodes a text for a path segment or an extended header parameter. Only unreserved characters are kept.
pub(super) fn step(text: &str) -> String {
    use std::fmt::Write;
    text.bytes().fold(String::new(), |mut step, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            step.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(step, "%{byte:02X}");
        }
        step
    })
}

/// Returns the URL of a path of this API, for the caller who sent these headers.
pub(super) fn url(headers: &HeaderMap, path: &str) -> String {
    format!("{}{BASE}{path}", origin::of(headers))
}

/// The same for a WebSocket.
pub(super) fn socket(headers: &HeaderMap, path: &str) -> String {
    // `http` becomes `ws`, and `https` becomes `wss`.
    url(headers, path).replacen("http", "ws", 1)
}
