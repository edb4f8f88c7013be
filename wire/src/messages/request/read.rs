//! Reads a request: takes the parts of an `http::Request`, returns typed values or reports violations.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::messages::body::Body;
use crate::messages::event::{EventFormat, EventReader, Events, Sender};
use crate::messages::multipart::{Form, FormReader};
use crate::messages::param::{Pairs, Param, read_header, read_parameter, read_whole};
use crate::values::codec::{Decode, Nullable, Report, Tape, decode_into};
use crate::values::location::Location;
use crate::values::validate::{Checks, Validate};
#[cfg(feature = "server")]
use crate::values::violation::Violations;
#[cfg(feature = "xml")]
use crate::values::xml;

/// Reads the parameters and the body of a request, and collects violations. `Debug` shows no values.
#[derive(Debug)]
pub struct RequestReader {
    pub(crate) path: Hidden<Vec<(&'static str, String)>>,
    pub(crate) query: Pairs,
    /// The query string as received. Hidden, since it may contain a credential.
    pub(crate) whole_query: Hidden<String>,
    /// Hidden, since headers may contain credentials.
    pub(crate) headers: Hidden<HeaderMap>,
    pub(crate) cookies: Pairs,
    pub(crate) body: ReadBody,
    pub(crate) report: Report,
    /// The status for a request with violations.
    pub(crate) invalid: StatusCode,
    /// Maximum size of one event of the body, in bytes.
    pub(crate) event_limit: usize,
}

/// A value that `Debug` does not show.
pub(crate) struct Hidden<T>(pub(crate) T);

impl<T> std::fmt::Debug for Hidden<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
}

/// The body of a request, read as far as its media type requires.
#[cfg_attr(not(feature = "server"), allow(dead_code))] // made by the server alone
pub(crate) enum ReadBody {
    /// No body.
    None,
    /// The bytes of a body that is decoded as a whole. The number is the index among the operation's media types.
    Bytes(usize, Bytes),
    /// The parts of a multipart form.
    Multipart(usize, FormReader),
    /// A multipart form that could not be parsed, and why.
    Malformed(usize, &'static str),
    /// A stream for the implementation to read.
    Stream(usize, Body),
}

/// Shows the size only.
impl std::fmt::Debug for ReadBody {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::None => f.write_str("None"),
            Self::Bytes(_, bytes) => write!(f, "Bytes({} bytes)", bytes.len()),
            Self::Multipart(_, form) => write!(f, "Multipart({} parts)", form.len()),
            Self::Malformed(_, why) => write!(f, "Malformed({why})"),
            Self::Stream(_, body) => body.fmt(f),
        }
    }
}

impl RequestReader {
    #[cfg(feature = "server")]
    pub(crate) fn new(path: Vec<(&'static str, String)>, query: &str, headers: HeaderMap) -> Self {
        Self {
            path: Hidden(path),
            query: Pairs::of_query(query),
            whole_query: Hidden(query.to_owned()),
            cookies: Pairs::of_cookies(&headers),
            headers: Hidden(headers),
            body: ReadBody::None,
            report: Report::with_placeholders(Location::Body),
            invalid: StatusCode::BAD_REQUEST,
            event_limit: usize::MAX,
        }
    }

    /// Reads a required parameter.
    pub fn required<T: Decode>(&mut self, param: &Param) -> Option<T> {
        let Some(read) = self.tape(param) else { return self.report.placeholder() };
        let Some(tape) = read else {
            if param.omits_empty() {
                return T::decode(Tape::empty_object().root(), &mut self.report);
            }
            self.report.here("required", "this parameter is required");
            return self.report.placeholder();
        };
        let read = T::decode(tape.root(), &mut self.report);
        self.report.or_placeholder(read)
    }

    /// Reads an optional parameter.
    #[allow(clippy::option_option)] // the outer level says whether reading went well
    pub fn optional<T: Decode>(&mut self, param: &Param) -> Option<Option<T>> {
        let read = match self.tape(param) {
            Some(Some(tape)) => T::decode(tape.root(), &mut self.report).map(Some),
            Some(None) => Some(None),
            None => None,
        };
        self.report.or_absent(read)
    }

    /// Reads an optional parameter that may be null.
    pub fn nullable<T: Decode>(&mut self, param: &Param) -> Option<Nullable<T>> {
        let read = match self.tape(param) {
            Some(Some(tape)) => Option::<T>::decode(tape.root(), &mut self.report)
                .map(|read| read.map_or(Nullable::Null, Nullable::Value)),
            Some(None) => Some(Nullable::Absent),
            None => None,
        };
        self.report.or_absent(read)
    }

    /// Reads the text of a parameter into a tape. The outer `None` means that a violation was reported.
    #[allow(clippy::option_option)]
    fn tape(&mut self, param: &Param) -> Option<Option<Tape<'static>>> {
        self.report.turn_to(param.location, param.name);
        let read = match param.location {
            Location::Query => self.query.read(param),
            Location::QueryString => read_whole(param, &self.whole_query.0, &self.query),
            Location::Cookie => self.cookies.read(param),
            Location::Path => match self.path.0.iter().find(|(name, _)| *name == param.name) {
                Some((_, text)) => read_parameter(param, text).map(Some),
                None => Ok(None),
            },
            Location::Header | Location::Body => read_header(param, &self.headers.0),
        };
        match read {
            Ok(Some(tape)) if param.empty_is_absent && is_empty(&tape) => Some(None),
            Ok(tape) => Some(tape),
            Err((code, message)) => {
                self.report.here(code, message);
                None
            }
        }
    }

    /// Returns the index of the body's media type among those of the operation; `None` if there is no body.
    pub fn content(&self) -> Option<usize> {
        match &self.body {
            ReadBody::None => None,
            ReadBody::Bytes(content, _)
            | ReadBody::Multipart(content, _)
            | ReadBody::Malformed(content, _)
            | ReadBody::Stream(content, _) => Some(*content),
        }
    }

    /// Reads a required JSON body.
    pub fn json<T: Decode>(&mut self) -> Option<T> {
        match self.read_json() {
            Some(Some(body)) => Some(body),
            Some(None) => {
                self.missing_body();
                self.report.placeholder()
            }
            None => self.report.placeholder(),
        }
    }

    /// Reads an optional JSON body.
    #[allow(clippy::option_option)] // the outer level says whether reading went well
    pub fn optional_json<T: Decode>(&mut self) -> Option<Option<T>> {
        let read = self.read_json();
        self.report.or_absent(read)
    }

    /// Reads an optional JSON body that may be null.
    pub fn nullable_json<T: Decode>(&mut self) -> Option<Nullable<T>> {
        let read = self.read_json::<Option<T>>();
        let read = read.map(|read| {
            read.map_or(Nullable::Absent, |body| body.map_or(Nullable::Null, Nullable::Value))
        });
        self.report.or_absent(read)
    }

    #[allow(clippy::option_option)]
    fn read_json<T: Decode>(&mut self) -> Option<Option<T>> {
        self.report.turn_to(Location::Body, "");
        match &self.body {
            ReadBody::Bytes(_, bytes) => {
                self.report.make_room(bytes.len());
                decode_into(bytes, &mut self.report).map(Some)
            }
            _ => Some(None),
        }
    }

    /// Reads a required XML body.
    #[cfg(feature = "xml")]
    pub fn xml<T: Decode>(&mut self, root: &xml::Root) -> Option<T> {
        match self.read_xml(root) {
            Some(Some(body)) => Some(body),
            Some(None) => {
                self.missing_body();
                self.report.placeholder()
            }
            None => self.report.placeholder(),
        }
    }

    /// Reads an optional XML body.
    #[cfg(feature = "xml")]
    #[allow(clippy::option_option)] // the outer level says whether reading went well
    pub fn optional_xml<T: Decode>(&mut self, root: &xml::Root) -> Option<Option<T>> {
        let read = self.read_xml(root);
        self.report.or_absent(read)
    }

    #[cfg(feature = "xml")]
    #[allow(clippy::option_option)]
    fn read_xml<T: Decode>(&mut self, root: &xml::Root) -> Option<Option<T>> {
        self.report.turn_to(Location::Body, "");
        let ReadBody::Bytes(_, bytes) = &self.body else { return Some(None) };
        let json = xml::read(bytes, root, &mut self.report)?;
        self.report.make_room(bytes.len().max(json.len()));
        decode_into(&json, &mut self.report).map(Some)
    }

    /// Reads a required form body (`application/x-www-form-urlencoded`). `styled` fields have a style of their own.
    /// An empty body is a form without fields.
    pub fn form<T: Decode>(&mut self, styled: &[Param]) -> Option<T> {
        let text = self.optional_text()?.unwrap_or_default();
        self.fields(&text, styled)
    }

    /// Reads an optional form body. An empty one is a form without fields if there is such a form, else it is absent.
    #[allow(clippy::option_option)]
    pub fn optional_form<T: Decode>(&mut self, styled: &[Param]) -> Option<Option<T>> {
        let Some(text) = self.optional_text()? else { return Some(None) };
        if text.is_empty() {
            return Some(T::try_decode(Tape::empty_object().root(), &self.report));
        }
        self.fields(&text, styled).map(Some)
    }

    fn fields<T: Decode>(&mut self, text: &str, styled: &[Param]) -> Option<T> {
        match Pairs::of_query(text).read_object(styled) {
            Ok(tape) => {
                let read = T::decode(tape.root(), &mut self.report);
                self.report.or_placeholder(read)
            }
            Err((code, message)) => {
                self.report.here(code, message);
                self.report.placeholder()
            }
        }
    }

    /// Reads a required text body.
    pub fn text(&mut self) -> Option<String> {
        let read = self.optional_text()?;
        read.or_else(|| self.no_body())
    }

    /// Reads an optional text body.
    #[allow(clippy::option_option)]
    pub fn optional_text(&mut self) -> Option<Option<String>> {
        self.report.turn_to(Location::Body, "");
        let ReadBody::Bytes(_, bytes) = &self.body else { return Some(None) };
        self.report.make_room(bytes.len());
        if let Ok(text) = std::str::from_utf8(bytes) {
            Some(Some(text.to_owned()))
        } else {
            self.report.here("encoding", "the text is not UTF-8");
            None
        }
    }

    /// Reads a required text body as a scalar.
    pub fn typed_text<T: Decode>(&mut self) -> Option<T> {
        let Some(text) = self.optional_text()? else {
            self.missing_body();
            return self.report.placeholder();
        };
        let read = T::decode(Tape::raw(text).root(), &mut self.report);
        self.report.or_placeholder(read)
    }

    /// Reads an optional text body as a scalar.
    #[allow(clippy::option_option)]
    pub fn optional_typed_text<T: Decode>(&mut self) -> Option<Option<T>> {
        let Some(text) = self.optional_text()? else { return Some(None) };
        let read = T::decode(Tape::raw(text).root(), &mut self.report).map(Some);
        self.report.or_absent(read)
    }

    /// Reads a required multipart form.
    pub fn multipart<T: Form>(&mut self) -> Option<T> {
        self.report.turn_to(Location::Body, "");
        match std::mem::replace(&mut self.body, ReadBody::None) {
            ReadBody::Multipart(_, mut form) => T::read(&mut form, &mut self.report),
            ReadBody::Malformed(_, why) => {
                self.report.here("form", why);
                None
            }
            _ => self.no_body(),
        }
    }

    /// Reads an optional multipart form.
    #[allow(clippy::option_option)] // the outer level says whether reading went well
    pub fn optional_multipart<T: Form>(&mut self) -> Option<Option<T>> {
        match self.body {
            ReadBody::Multipart(..) | ReadBody::Malformed(..) => self.multipart().map(Some),
            _ => Some(None),
        }
    }

    /// Returns the body as a stream.
    pub fn stream(&mut self) -> Option<Body> {
        match std::mem::replace(&mut self.body, ReadBody::None) {
            ReadBody::Stream(_, body) => Some(body.labelled(&self.headers.0)),
            _ => Some(Body::empty()),
        }
    }

    /// Returns the events of the body as a stream. An invalid event is an error of the stream.
    pub fn events<T: Decode>(&mut self, format: EventFormat) -> Option<Events<T>> {
        let (body, sender) = (self.stream()?, Sender::Caller(self.invalid));
        Some(Events::read(EventReader::new(body, format, self.event_limit, sender)))
    }

    /// Reports that the body is missing.
    pub fn no_body<T>(&mut self) -> Option<T> {
        self.missing_body();
        None
    }

    fn missing_body(&mut self) {
        self.report.turn_to(Location::Body, "");
        self.report.here("required", "a body is required");
    }

    /// Validates values that were read. Places with violations already reported are skipped.
    pub fn check(&mut self, check: impl FnOnce(&mut Checks)) -> Option<()> {
        let budget = self.report.budget.get();
        let mut checks = Checks::skipping(self.report.violations_mut().clone(), budget);
        check(&mut checks);
        let found = checks.into_violations();
        let whole = found.is_empty();
        for violation in &found {
            self.report.violations_mut().push(violation.clone());
        }
        whole.then_some(())
    }

    /// Returns the request if there are no violations, else the violations.
    #[cfg(feature = "server")]
    pub(crate) fn finished<T>(&mut self, request: Option<T>) -> Result<T, Violations> {
        let found = std::mem::take(self.report.violations_mut());
        request.filter(|_| found.is_empty()).ok_or(found)
    }

    /// Validates a whole request. Returns it if it is valid.
    pub fn checked<T: Validate>(&mut self, request: T) -> Option<T> {
        self.check(|checks| request.validate(checks))?;
        Some(request)
    }
}

/// Returns whether a parameter is present but empty.
fn is_empty(tape: &Tape<'_>) -> bool {
    let root = tape.root();
    let mut items = root.items();
    match (items.next(), items.next()) {
        (Some(item), None) => item.text().as_deref() == Some(""),
        _ => root.text().as_deref() == Some(""),
    }
}
