//! Typed headers of responses and of form parts.

use std::cell::RefCell;
use std::fmt;
use std::ops::{Deref, DerefMut};

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::messages::body::Body;
use crate::messages::param::{Param, Shape, Style, read_header, write_delimited};
use crate::values::codec::{Decode, Encode, Report, Tape, Writer, to_json, to_text};
use crate::values::location::Location;

/// Shows the names of headers with the sizes of their values in bytes, for `Debug`: any value may be a secret.
pub(crate) struct HeaderSizes<'h>(pub(crate) &'h HeaderMap);

impl fmt::Debug for HeaderSizes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map()
            .entries(self.0.iter().map(|(name, value)| (name.as_str(), value.len())))
            .finish()
    }
}

/// A generated struct of headers.
///
/// In a response every header is optional when read, even a required one: clients should cope with servers that omit
/// it. In a form part, required headers are checked.
pub trait Headers: Sized + Send + 'static {
    /// Writes the headers.
    fn write(&self, to: &mut HeaderWriter<'_>);

    /// Reads the headers.
    fn read(from: &HeaderReader<'_>) -> Self;
}

/// Writes typed headers.
#[derive(Debug)]
pub struct HeaderWriter<'h>(&'h mut HeaderMap);

impl HeaderWriter<'_> {
    /// Writes a header unless the value is `None`. A value that no header can carry is logged and left out.
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
            tracing::error!(header = param.name, "response header left out: invalid value");
        }
    }
}

/// Reads typed headers.
#[derive(Debug)]
pub struct HeaderReader<'h> {
    headers: &'h HeaderMap,
    /// Violations, collected only for form parts.
    wrong: Option<RefCell<Vec<Finding>>>,
}

/// Code and message.
type Finding = (&'static str, String);

impl HeaderReader<'_> {
    /// Reads a header. In a response, an invalid one counts as absent.
    pub fn header<T: Decode>(&self, param: &Param) -> Option<T> {
        let tape = match read_header(param, self.headers) {
            Ok(tape) => tape?,
            Err((code, message)) => {
                self.find(param, code, &format!(": {message}"));
                return None;
            }
        };
        if self.wrong.is_none() {
            return T::decode(tape.root(), &mut Report::lenient());
        }
        let mut report = Report::strict(Location::Header);
        let value = T::decode(tape.root(), &mut report);
        for violation in &report.into_violations() {
            self.find(param, violation.code, &format!(": {}", violation.message));
        }
        value
    }

    /// Reads a required header.
    pub fn required<T: Decode>(&self, param: &Param) -> Option<T> {
        if !self.headers.contains_key(param.name) {
            self.find(param, "required", " is required");
        }
        self.header(param)
    }

    fn find(&self, param: &Param, code: &'static str, message: &str) {
        if let Some(wrong) = &self.wrong {
            wrong.borrow_mut().push((code, format!("the header `{}`{message}", param.name)));
        }
    }
}

/// Reads the headers of the part `name`. Returns `None` after reporting a violation.
pub(crate) fn read_part_headers<H: Headers>(
    name: &str,
    headers: &HeaderMap,
    report: &mut Report,
) -> Option<H> {
    let reader = HeaderReader { headers, wrong: Some(RefCell::default()) };
    let read = H::read(&reader);
    let wrong = reader.wrong.map(RefCell::into_inner).unwrap_or_default();
    let whole = wrong.is_empty();
    for (code, message) in wrong {
        report.field(name, code, message);
    }
    whole.then_some(read)
}

/// A response body, or a part of a form, with its headers. Dereferences to the body.
///
/// If all headers are optional, a body converts with `into()`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct WithHeaders<B, H> {
    /// The body.
    pub body: B,
    /// The headers.
    pub headers: H,
}

impl<B, H> WithHeaders<B, H> {
    /// Creates a body with headers.
    pub fn new(body: B, headers: H) -> Self {
        Self { body, headers }
    }

    /// Returns the body and drops the headers.
    pub fn into_body(self) -> B {
        self.body
    }
}

impl<B, H: Headers> WithHeaders<B, H> {
    /// Builds the response with `respond` and adds the headers.
    pub fn respond(self, respond: impl FnOnce(B) -> http::Response<Body>) -> http::Response<Body> {
        let mut response = respond(self.body);
        self.headers.write(&mut HeaderWriter(response.headers_mut()));
        response
    }

    pub(crate) fn write_to(headers: &H, map: &mut HeaderMap) {
        headers.write(&mut HeaderWriter(map));
    }

    pub(crate) fn headers_of(headers: &HeaderMap) -> H {
        H::read(&HeaderReader { headers, wrong: None })
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

/// Encodes the body only.
impl<B: Encode, H> Encode for WithHeaders<B, H> {
    fn encode(&self, to: &mut Writer) {
        self.body.encode(to);
    }
}
