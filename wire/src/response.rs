//! Answers: writing one from typed values, and reading one back.

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header};

use crate::body::Body;
use crate::data::{Decode, Encode, Report, to_json};
use crate::error::{Fault, FaultKind};
use crate::violation::Violations;

/// Writing answers: what generated code calls, one function a kind of body.
pub mod respond {
    use super::{Body, Encode, HeaderValue, StatusCode, header, to_json};

    /// An answer without body.
    pub fn empty(status: u16) -> http::Response<Body> {
        let mut response = http::Response::new(Body::empty());
        *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
        response
    }

    /// An answer with a JSON body.
    pub fn json(status: u16, media: &'static str, body: &impl Encode) -> http::Response<Body> {
        bytes(status, media, to_json(body))
    }

    /// An answer with a body of text.
    pub fn text(status: u16, media: &'static str, body: String) -> http::Response<Body> {
        bytes(status, media, body)
    }

    /// An answer whose body is a stream.
    pub fn stream(status: u16, media: &'static str, body: Body) -> http::Response<Body> {
        bytes(status, media, body)
    }

    fn bytes(status: u16, media: &'static str, body: impl Into<Body>) -> http::Response<Body> {
        let mut response = empty(status);
        *response.body_mut() = body.into();
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
        response
    }
}

/// An answer being read.
#[derive(Debug)]
pub struct ResponseReader {
    status: StatusCode,
    headers: HeaderMap,
    body: Received,
}

#[derive(Debug)]
enum Received {
    Bytes(Bytes),
    #[cfg_attr(not(feature = "client"), allow(dead_code))] // made by the client alone
    Stream(Body),
}

impl ResponseReader {
    /// An answer whose body is in memory.
    pub fn new(status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        Self { status, headers, body: Received::Bytes(body) }
    }

    #[cfg(feature = "client")]
    pub(crate) fn streamed(status: StatusCode, headers: HeaderMap, body: Body) -> Self {
        Self { status, headers, body: Received::Stream(body) }
    }

    /// The status, as a number to match on.
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// The status, for answers that carry it.
    pub fn status_code(&self) -> StatusCode {
        self.status
    }

    /// Reads a JSON body.
    pub fn json<T: Decode>(self) -> Result<T, Fault> {
        let bytes = self.bytes();
        let mut report = Report::lenient();
        crate::data::decode_into(&bytes, &mut report)
            .ok_or_else(|| self.undecodable(report.into_violations(), bytes))
    }

    /// Reads a body of text.
    pub fn text(self) -> Result<String, Fault> {
        let bytes = self.bytes();
        if let Ok(text) = std::str::from_utf8(&bytes) {
            return Ok(text.to_owned());
        }
        let mut report = Report::lenient();
        report.here("encoding", "the text is not UTF-8");
        Err(self.undecodable(report.into_violations(), bytes))
    }

    /// Takes the body as a stream.
    pub fn stream(self) -> Result<Body, Fault> {
        Ok(match self.body {
            Received::Bytes(bytes) => bytes.into(),
            Received::Stream(body) => body,
        })
    }

    /// Takes an answer that says all by its status.
    pub fn empty(self) -> Result<(), Fault> {
        Ok(())
    }

    /// The fault of an answer whose status the document does not name.
    pub fn unexpected(self) -> Fault {
        let bytes = self.bytes();
        Fault::new(FaultKind::UnexpectedStatus).keeping(self.status, self.headers, bytes)
    }

    fn bytes(&self) -> Bytes {
        match &self.body {
            Received::Bytes(bytes) => bytes.clone(),
            Received::Stream(_) => Bytes::new(),
        }
    }

    fn undecodable(self, violations: Violations, body: Bytes) -> Fault {
        Fault::new(FaultKind::Decode(violations)).keeping(self.status, self.headers, body)
    }
}
