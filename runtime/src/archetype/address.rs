//! The addresses that answers contain: of this server, as the caller sees it, under the base path of this API.

use http::HeaderMap;

use crate::origin;

/// The base path, below which every path of the document is.
pub(super) const BASE: &str = "/archetype/v0.5";

/// Where the object is that was made. Its id may be any text of the caller's.
pub(super) fn location(collection: &str, id: &str) -> String {
    format!("{BASE}{collection}/{}", step(id))
}

/// A text as a step of a path, or as the value of an extended parameter: everything but the plainest signs escaped.
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

/// The address of a path of this API, for who sent these headers.
pub(super) fn url(headers: &HeaderMap, path: &str) -> String {
    format!("{}{BASE}{path}", origin::of(headers))
}

/// The same for a WebSocket.
pub(super) fn socket(headers: &HeaderMap, path: &str) -> String {
    // `http` becomes `ws`, and `https` becomes `wss`.
    url(headers, path).replacen("http", "ws", 1)
}
