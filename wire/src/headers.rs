//! Headers of an answer that its document names: typed, beside the body.

use std::ops::{Deref, DerefMut};

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::body::Body;
use crate::data::{Decode, Encode, Report, Tape, to_json, to_text};
use crate::param::{Param, Shape, Style, read_header, write_delimited};

/// The headers of an answer. Each is optional to read, even one that the document requires: a client must get by
/// with a server that forgets one.
pub trait Headers: Sized + Send + 'static {
    /// Writes them: what a server does.
    fn write(&self, to: &mut HeaderWriter<'_>);

    /// Reads them: what a client does.
    fn read(from: &HeaderReader<'_>) -> Self;
}

/// Headers being written.
#[derive(Debug)]
pub struct HeaderWriter<'h>(&'h mut HeaderMap);

impl HeaderWriter<'_> {
    /// Writes a header; an absent one leaves no trace, and what no header can hold is told to the log.
    pub fn header(&mut self, param: &Param, value: Option<&impl Encode>) {
        let Some(value) = value else { return };
        let json;
        let tape = if param.shape == Shape::Value && param.style != Style::Json {
            Ok(Tape::raw(to_text(value)))
        } else {
            json = to_json(value);
            Tape::parse(&json)
        };
        if let Ok(tape) = tape {
            self.write(param, &tape);
        }
    }

    fn write(&mut self, param: &Param, tape: &Tape<'_>) {
        let name = HeaderName::try_from(param.name);
        let text = match param.style {
            Style::Json => Ok(tape.root().to_json().to_string()),
            _ => write_delimited(param, tape.root()),
        };
        let value = text.map(|text| HeaderValue::from_str(&text));
        if let (Ok(name), Ok(Ok(value))) = (name, value) {
            self.0.insert(name, value);
        } else {
            tracing::error!(header = param.name, "a header cannot hold its value");
        }
    }
}

/// Headers being read.
#[derive(Debug)]
pub struct HeaderReader<'h>(&'h HeaderMap);

impl HeaderReader<'_> {
    /// Reads a header. One that is not what the document says is taken for absent.
    pub fn header<T: Decode>(&self, param: &Param) -> Option<T> {
        let tape = read_header(param, self.0).ok()??;
        T::decode(tape.root(), &mut Report::lenient())
    }
}

/// The body of an answer with its headers. What the body has is reached through it.
///
/// A body without headers becomes one by `into()`, where the document requires no header.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct WithHeaders<B, H> {
    /// The body.
    pub body: B,
    /// The headers.
    pub headers: H,
}

impl<B, H> WithHeaders<B, H> {
    /// A body with headers.
    pub fn new(body: B, headers: H) -> Self {
        Self { body, headers }
    }

    /// The body alone.
    pub fn into_body(self) -> B {
        self.body
    }
}

impl<B, H: Headers> WithHeaders<B, H> {
    /// The answer that `respond` makes of the body, with the headers.
    pub fn respond(self, respond: impl FnOnce(B) -> http::Response<Body>) -> http::Response<Body> {
        let mut response = respond(self.body);
        self.headers.write(&mut HeaderWriter(response.headers_mut()));
        response
    }

    pub(crate) fn write_to(headers: &H, map: &mut HeaderMap) {
        headers.write(&mut HeaderWriter(map));
    }

    pub(crate) fn headers_of(headers: &HeaderMap) -> H {
        H::read(&HeaderReader(headers))
    }
}

impl<B, H: Default> From<B> for WithHeaders<B, H> {
    fn from(body: B) -> Self {
        Self { body, headers: H::default() }
    }
}

impl<B, H> Deref for WithHeaders<B, H> {
    type Target = B;

    fn deref(&self) -> &B {
        &self.body
    }
}

impl<B, H> DerefMut for WithHeaders<B, H> {
    fn deref_mut(&mut self) -> &mut B {
        &mut self.body
    }
}
