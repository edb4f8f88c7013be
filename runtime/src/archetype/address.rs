//! The addresses that answers contain: of this server, as the caller sees it, under the base path of this API.

use http::HeaderMap;

use crate::origin;

/// The base path, below which every path of the document is.
pub(super) const BASE: &str = "/archetype/v0.5";

/// The address of a path of this API, for who sent these headers.
pub(super) fn url(headers: &HeaderMap, path: &str) -> String {
    format!("{}{BASE}{path}", origin::of(headers))
}

/// The same for a WebSocket.
pub(super) fn socket(headers: &HeaderMap, path: &str) -> String {
    // `http` becomes `ws`, and `https` becomes `wss`.
    url(headers, path).replacen("http", "ws", 1)
}
