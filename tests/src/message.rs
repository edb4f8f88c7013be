//! Requests and responses for comparison: the order of headers and keys does not count.

use std::collections::BTreeMap;

use counterpart_wire::{Body, Bytes, http};
use serde_json::Value as Json;

/// The size limit for bodies.
const LIMIT: usize = 1 << 20;

/// A response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// The media type of its body.
    pub media: Option<String>,
    /// Its body.
    pub body: Bytes,
}

impl Answer {
    /// Reads a response.
    ///
    /// # Panics
    ///
    /// Panics if the body cannot be read.
    pub async fn of(response: http::Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        let media = parts.headers.get(http::header::CONTENT_TYPE);
        let media = media.map(|media| String::from_utf8_lossy(media.as_bytes()).into_owned());
        Self { status: parts.status.as_u16(), media, body: collect(body).await }
    }

    /// The meaning of the body.
    pub fn meaning(&self) -> Meaning {
        Meaning::of(&self.body, "")
    }

    /// Whether both have the same status, media type and meaning.
    pub fn is_like(&self, other: &Self) -> bool {
        self.status == other.status
            && self.media == other.media
            && self.meaning() == other.meaning()
    }
}

/// A request.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    method: String,
    /// The path.
    path: String,
    query: Vec<String>,
    headers: BTreeMap<String, String>,
    body: Meaning,
}

impl Message {
    /// Reads a request, without the headers that a transport adds.
    pub async fn of(request: http::Request<Body>) -> Self {
        let (parts, body) = request.into_parts();
        let body = collect(body).await;
        let media = parts.headers.get(http::header::CONTENT_TYPE);
        let media = media.map(|media| String::from_utf8_lossy(media.as_bytes()).into_owned());
        let boundary = media.as_deref().and_then(|media| media.split_once("boundary="));
        let boundary = boundary.map_or("", |(_, boundary)| boundary);
        let shown = |text: &str| match boundary {
            "" => text.to_owned(),
            boundary => text.replace(boundary, "BOUNDARY"),
        };
        let headers =
            parts.headers.iter().filter(|(name, _)| **name != http::header::CONTENT_LENGTH);
        let headers = headers.map(|(name, value)| {
            (name.to_string(), shown(&String::from_utf8_lossy(value.as_bytes())))
        });
        let mut query: Vec<String> =
            parts.uri.query().unwrap_or_default().split('&').map(str::to_owned).collect();
        query.sort();
        Self {
            method: parts.method.to_string(),
            path: parts.uri.path().to_owned(),
            query,
            headers: headers.collect(),
            body: Meaning::of(&body, boundary),
        }
    }
}

/// The meaning of a body: its JSON value, or its text.
#[derive(Debug, Clone, PartialEq)]
pub enum Meaning {
    /// JSON.
    Json(Json),
    /// Anything else.
    Text(String),
}

impl Meaning {
    fn of(body: &[u8], boundary: &str) -> Self {
        if let Ok(json) = serde_json::from_slice(body) {
            return Self::Json(json);
        }
        let text = String::from_utf8_lossy(body).into_owned();
        Self::Text(if boundary.is_empty() { text } else { text.replace(boundary, "BOUNDARY") })
    }
}

async fn collect(body: Body) -> Bytes {
    body.collect(LIMIT).await.unwrap_or_else(|error| panic!("cannot read a body: {error}"))
}
