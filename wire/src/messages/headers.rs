//! Typed headers of responses and of form parts.

use std::cell::RefCell;
use std::fmt;
use std::ops::{Deref, DerefMut};

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::messages::body::Body;
use crate::messages::param::{Param, Shape, Style, read_header, write_lines};
use crate::messages::unsendable::Unsendable;
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
pub struct HeaderWriter<'h> {
    headers: &'h mut HeaderMap,
    /// Why the message cannot be sent.
    fault: Option<String>,
}

impl HeaderWriter<'_> {
    /// Writes a header unless the value is `None`. A value that no header can carry is a fault of the whole message: a
    /// message without the header would say something else.
    pub fn header(&mut self, param: &Param, value: Option<&impl Encode>) {
        let Some(value) = value else { return };
        let json;
        let tape = if param.shape == Shape::Value && param.style != Style::Json {
            Ok(Tape::raw(to_text(value)))
        } else {
            json = to_json(value);
            Tape::parse(&json)
        };
        let written = match tape {
            Ok(tape) => self.write(param, &tape),
            Err(error) => Err(error.to_string()),
        };
        if let Err(why) = written {
            self.fault.get_or_insert_with(|| format!("the header `{}`: {why}", param.name));
        }
    }

    fn write(&mut self, param: &Param, tape: &Tape<'_>) -> Result<(), String> {
        let name = HeaderName::try_from(param.name)
            .map_err(|_| "the name is not a valid header name".to_owned())?;
        let lines = match param.style {
            Style::Json => vec![tape.root().to_json().to_string()],
            _ => write_lines(param, tape.root())?,
        };
        self.headers.remove(&name);
        for line in lines {
            let value = HeaderValue::from_str(&line).map_err(|_| {
                "the value contains characters that are not allowed in a header".to_owned()
            })?;
            self.headers.append(&name, value);
        }
        Ok(())
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
        if let Some(why) = Self::write_to(&self.headers, response.headers_mut()) {
            response.extensions_mut().insert(Unsendable(why));
        }
        response
    }

    /// Writes the headers into a map. Returns why one of them cannot be sent.
    pub(crate) fn write_to(headers: &H, map: &mut HeaderMap) -> Option<String> {
        let mut writer = HeaderWriter { headers: map, fault: None };
        headers.write(&mut writer);
        writer.fault
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
