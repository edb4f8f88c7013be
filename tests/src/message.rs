//! Requests and answers as tests compare them: by what they mean, not by the order of headers and keys.

use std::collections::BTreeMap;

use counterpart_wire::{Body, Bytes, http};
use serde_json::Value as Json;

/// No body of a test is larger.
const LIMIT: usize = 1 << 20;

/// An answer.
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
    /// An answer with everything that came.
    ///
    /// # Panics
    ///
    /// When the body breaks off.
    pub async fn of(response: http::Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        let media = parts.headers.get(http::header::CONTENT_TYPE);
        let media = media.map(|media| String::from_utf8_lossy(media.as_bytes()).into_owned());
        Self { status: parts.status.as_u16(), media, body: collect(body).await }
    }

    /// What the body says.
    pub fn meaning(&self) -> Meaning {
        Meaning::of(&self.body, "")
    }

    /// Whether it says the same as another one.
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
    /// The path, unescaped in part: escapes that are not needed make no difference.
    path: String,
    query: Vec<String>,
    headers: BTreeMap<String, String>,
    body: Meaning,
}

impl Message {
    /// A request with everything that is sent, but for what its transport adds.
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

/// What a body says: JSON by its value, anything else by its text.
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
    body.collect(LIMIT).await.unwrap_or_else(|error| panic!("a body broke off: {error}"))
}
