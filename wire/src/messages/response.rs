//! Responses, written from typed values and read back.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header};

use crate::messages::body::Body;
use crate::messages::disposition::attachment;
use crate::messages::event::{EventFormat, EventReader, Events, Sender};
use crate::messages::fault::{Fault, FaultKind};
use crate::messages::headers::{HeaderSizes, Headers, WithHeaders};
use crate::messages::media::{MediaType, with_charset};
use crate::messages::unsendable::Unsendable;
use crate::values::codec::{Decode, Encode, Report, Tape, to_json, to_text};
use crate::values::violation::Violations;
#[cfg(feature = "xml")]
use crate::values::xml;

/// Functions for generated code that build responses, one for each kind of body.
pub mod respond {
    use super::{
        Body, Encode, EventFormat, Events, HeaderValue, StatusCode, Unsendable, attachment, header,
        to_json, to_text, with_charset,
    };
    #[cfg(feature = "xml")]
    use super::{Fault, xml};

    /// Builds a response without a body.
    pub fn empty(status: u16) -> http::Response<Body> {
        let mut response = http::Response::new(Body::empty());
        *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
        response
    }

    /// Builds a response with a JSON body.
    pub fn json(status: u16, media: &'static str, body: &impl Encode) -> http::Response<Body> {
        bytes(status, media, to_json(body))
    }

    /// Builds a response with an XML body. A value that cannot be in XML, such as a text with control characters, is
    /// logged and answered as a failure of the server.
    #[cfg(feature = "xml")]
    pub fn xml(
        status: u16,
        media: &'static str,
        root: &xml::Root,
        body: &impl Encode,
    ) -> http::Response<Body> {
        match xml::write(&to_json(body), root) {
            Ok(text) => typed(status, with_charset(media), text),
            Err(why) => {
                tracing::error!(%why, "response cannot be written as XML");
                let problem = Fault::from_error(why).to_problem();
                let document = problem.to_json().to_string();
                bytes(problem.status.as_u16(), "application/problem+json", document)
            }
        }
    }

    /// Builds a response with a text body.
    pub fn text(status: u16, media: &'static str, body: String) -> http::Response<Body> {
        typed(status, with_charset(media), body)
    }

    /// Builds a response with a scalar as its text.
    pub fn typed_text(
        status: u16,
        media: &'static str,
        body: &impl Encode,
    ) -> http::Response<Body> {
        typed(status, with_charset(media), to_text(body))
    }

    /// Builds a response with a streamed body. The body's own media type, if it has one, replaces `media`.
    pub fn stream(status: u16, media: &'static str, body: Body) -> http::Response<Body> {
        let own = body.sent_type(media, true);
        let name = body.file_name().map(|name| {
            let value = HeaderValue::from_str(&attachment(name));
            value.map_err(|_| "the file name is not a valid header value".to_owned())
        });
        let mut response = bytes(status, media, body);
        let headers = [(header::CONTENT_TYPE, Some(own)), (header::CONTENT_DISPOSITION, name)];
        for (header, value) in headers {
            match value {
                Some(Ok(value)) => drop(response.headers_mut().insert(header, value)),
                Some(Err(why)) => drop(response.extensions_mut().insert(Unsendable(why))),
                None => {}
            }
        }
        response
    }

    /// Builds a response with a stream of events, each sent immediately.
    pub fn events<T: Encode + 'static>(
        status: u16,
        media: &'static str,
        format: EventFormat,
        events: Events<T>,
    ) -> http::Response<Body> {
        let mut response = bytes(status, media, events.into_body(format));
        // Prevents caches from storing the stream and proxies from buffering it.
        let no_cache = HeaderValue::from_static("no-cache");
        response.headers_mut().insert(header::CACHE_CONTROL, no_cache);
        response
    }

    fn bytes(status: u16, media: &'static str, body: impl Into<Body>) -> http::Response<Body> {
        typed(status, HeaderValue::from_static(media), body)
    }

    fn typed(status: u16, media: HeaderValue, body: impl Into<Body>) -> http::Response<Body> {
        let mut response = empty(status);
        *response.body_mut() = body.into();
        response.headers_mut().insert(header::CONTENT_TYPE, media);
        response
    }
}

/// Reads a response. `Debug` shows the names of the headers and the sizes only.
pub struct ResponseReader {
    status: StatusCode,
    headers: HeaderMap,
    body: Body,
    /// Maximum size of one event, in bytes.
    event_limit: usize,
    /// Whether a JSON body must have a JSON type. Otherwise the type was checked before, or may be any.
    checks_json: bool,
}

impl fmt::Debug for ResponseReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseReader")
            .field("status", &self.status)
            .field("headers", &HeaderSizes(&self.headers))
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}

/// The part of the body that is kept of a response with an undocumented media type, in bytes.
pub(crate) const KEPT: usize = 1024;

impl ResponseReader {
    /// Creates a reader. Unless the response is a stream, the body must be in memory.
    pub fn new(status: StatusCode, headers: HeaderMap, body: impl Into<Body>) -> Self {
        let body = body.into();
        Self { status, headers, body, event_limit: usize::MAX, checks_json: false }
    }

    /// Requires that a JSON body has a JSON type, for a response whose types the operation does not list.
    #[cfg(feature = "client")]
    pub(crate) fn checking_json(self, checks_json: bool) -> Self {
        Self { checks_json, ..self }
    }

    /// Sets the maximum size of one event, in bytes.
    #[cfg(feature = "client")]
    pub(crate) fn with_event_limit(self, event_limit: usize) -> Self {
        Self { event_limit, ..self }
    }

    /// Returns the status code as a number.
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// Returns the status code.
    pub fn status_code(&self) -> StatusCode {
        self.status
    }

    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Reads a JSON body.
    ///
    /// # Errors
    ///
    /// Fails with [`FaultKind::Decode`] if the body does not match its schema, and in a client with
    /// [`FaultKind::UnexpectedContentType`] if the `Content-Type` is not the documented one or missing.
    pub fn json<T: Decode>(self) -> Result<T, Fault> {
        let bytes = self.bytes();
        if self.checks_json && !bytes.is_empty() {
            let named = self.headers.get(header::CONTENT_TYPE);
            let named = named.and_then(|value| value.to_str().ok()).map(MediaType::new);
            if !named.is_some_and(MediaType::is_json) {
                return Err(self.unexpected_media());
            }
        }
        let mut report = Report::lenient();
        crate::values::codec::decode_into(&bytes, &mut report)
            .ok_or_else(|| self.undecodable(report.into_violations(), bytes))
    }

    /// Reads an XML body.
    ///
    /// # Errors
    ///
    /// Fails with [`FaultKind::Decode`] if the body does not match its schema.
    #[cfg(feature = "xml")]
    pub fn xml<T: Decode>(self, root: &xml::Root) -> Result<T, Fault> {
        let bytes = self.bytes();
        let mut report = Report::lenient();
        let json = xml::read(&bytes, root, &mut report);
        json.and_then(|json| crate::values::codec::decode_into(&json, &mut report))
            .ok_or_else(|| self.undecodable(report.into_violations(), bytes))
    }

    /// Reads a text body.
    ///
    /// # Errors
    ///
    /// Fails with [`FaultKind::Decode`] if the body is not UTF-8.
    pub fn text(self) -> Result<String, Fault> {
        let bytes = self.bytes();
        if let Ok(text) = std::str::from_utf8(&bytes) {
            return Ok(text.to_owned());
        }
        let mut report = Report::lenient();
        report.here("encoding", "the text is not UTF-8");
        Err(self.undecodable(report.into_violations(), bytes))
    }

    /// Reads a text body as a scalar.
    ///
    /// # Errors
    ///
    /// Fails with [`FaultKind::Decode`] if the body is not UTF-8 or does not match its schema.
    pub fn typed_text<T: Decode>(self) -> Result<T, Fault> {
        let bytes = self.bytes();
        let mut report = Report::lenient();
        if let Ok(text) = std::str::from_utf8(&bytes) {
            if let Some(value) = T::decode(Tape::raw(text).root(), &mut report) {
                return Ok(value);
            }
        } else {
            report.here("encoding", "the text is not UTF-8");
        }
        Err(self.undecodable(report.into_violations(), bytes))
    }

    /// Returns the body as a stream.
    pub fn stream(self) -> Result<Body, Fault> {
        Ok(self.body.labelled(&self.headers))
    }

    /// Returns the events of the body as a stream.
    ///
    /// # Errors
    ///
    /// Fails with [`FaultKind::UnexpectedContentType`] if the response is JSON instead of a stream.
    pub fn events<T: Decode>(self, format: EventFormat) -> Result<Events<T>, Fault> {
        let named = self.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let other = named.map(MediaType::new).is_some_and(MediaType::is_json);
        if other && format.needs_own_media_type() {
            return Err(self.unexpected_media());
        }
        let (body, limit) = (self.body, self.event_limit);
        let sender = Sender::Server(self.status, self.headers);
        Ok(Events::read(EventReader::new(body, format, limit, sender)))
    }

    /// Returns the fault of a response with an undocumented media type.
    pub fn unexpected_media(self) -> Fault {
        let bytes = self.bytes();
        let bytes = bytes.slice(..bytes.len().min(KEPT));
        Fault::new(FaultKind::UnexpectedContentType).keeping(self.status, self.headers, bytes)
    }

    /// Reads the body with `read`, and the typed headers.
    pub fn with_headers<B, H: Headers>(
        self,
        read: impl FnOnce(Self) -> Result<B, Fault>,
    ) -> Result<WithHeaders<B, H>, Fault> {
        let headers = WithHeaders::<B, H>::headers_of(&self.headers);
        read(self).map(|body| WithHeaders::new(body, headers))
    }

    /// Ignores the body of a response that has none by the OpenAPI document.
    pub fn empty(self) -> Result<(), Fault> {
        Ok(())
    }

    /// Returns the fault of a response with an undocumented status.
    pub fn unexpected(self) -> Fault {
        let bytes = self.bytes();
        Fault::new(FaultKind::UnexpectedStatus).keeping(self.status, self.headers, bytes)
    }

    fn bytes(&self) -> Bytes {
        self.body.in_memory()
    }

    fn undecodable(self, violations: Violations, body: Bytes) -> Fault {
        Fault::new(FaultKind::Decode(violations)).keeping(self.status, self.headers, body)
    }
}
