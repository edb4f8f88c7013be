//! Reading a request: in come the parts of `http::Request`, out come typed values or a report.

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

/// A request being read. What is wrong with it gathers in a report.
#[derive(Debug)]
pub struct RequestReader {
    pub(crate) path: Vec<(&'static str, String)>,
    pub(crate) query: Pairs,
    /// The query as it came; it may hold a credential.
    pub(crate) whole_query: Hidden<String>,
    /// Headers hold credentials that are not known here, so `Debug` must not show them.
    pub(crate) headers: Hidden<HeaderMap>,
    pub(crate) cookies: Pairs,
    pub(crate) body: ReadBody,
    pub(crate) report: Report,
    /// The status of a request that breaks its document.
    pub(crate) invalid: StatusCode,
    /// How many bytes one event of a body may have.
    pub(crate) event_limit: usize,
}

/// A value that `Debug` does not show.
pub(crate) struct Hidden<T>(pub(crate) T);

impl<T> std::fmt::Debug for Hidden<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
}

/// The body of a request, read as far as its media type wants.
#[derive(Debug)]
#[cfg_attr(not(feature = "server"), allow(dead_code))] // made by the server alone
pub(crate) enum ReadBody {
    /// There is none.
    None,
    /// Bytes of a media type that is decoded whole; the number is its place in the operation's contents.
    Bytes(usize, Bytes),
    /// The parts of a form.
    Multipart(usize, FormReader),
    /// A form that has no parts that could be read, and why not.
    Malformed(usize, &'static str),
    /// A stream that the implementation reads.
    Stream(usize, Body),
}

impl RequestReader {
    #[cfg(feature = "server")]
    pub(crate) fn new(path: Vec<(&'static str, String)>, query: &str, headers: HeaderMap) -> Self {
        Self {
            path,
            query: Pairs::of_query(query),
            whole_query: Hidden(query.to_owned()),
            cookies: Pairs::of_cookies(&headers),
            headers: Hidden(headers),
            body: ReadBody::None,
            report: Report::mending(Location::Body),
            invalid: StatusCode::BAD_REQUEST,
            event_limit: usize::MAX,
        }
    }

    /// Reads a parameter that must be there.
    pub fn required<T: Decode>(&mut self, param: &Param) -> Option<T> {
        let Some(read) = self.tape(param) else { return self.report.fill() };
        let Some(tape) = read else {
            if param.leaves_no_trace() {
                return T::decode(Tape::empty_object().root(), &mut self.report);
            }
            self.report.here("required", "this parameter is required");
            return self.report.fill();
        };
        let read = T::decode(tape.root(), &mut self.report);
        self.report.or_filled(read)
    }

    /// Reads a parameter that may be absent.
    #[allow(clippy::option_option)] // the outer level says whether reading went well
    pub fn optional<T: Decode>(&mut self, param: &Param) -> Option<Option<T>> {
        let read = match self.tape(param) {
            Some(Some(tape)) => T::decode(tape.root(), &mut self.report).map(Some),
            Some(None) => Some(None),
            None => None,
        };
        self.report.or_absent(read)
    }

    /// Reads a parameter that may be absent or null.
    pub fn nullable<T: Decode>(&mut self, param: &Param) -> Option<Nullable<T>> {
        let read = match self.tape(param) {
            Some(Some(tape)) => Option::<T>::decode(tape.root(), &mut self.report)
                .map(|read| read.map_or(Nullable::Null, Nullable::Value)),
            Some(None) => Some(Nullable::Absent),
            None => None,
        };
        self.report.or_absent(read)
    }

    /// The parameter's text as a tape; the outer `None` is reported.
    #[allow(clippy::option_option)]
    fn tape(&mut self, param: &Param) -> Option<Option<Tape<'static>>> {
        self.report.turn_to(param.location, param.name);
        let read = match param.location {
            Location::Query => self.query.read(param),
            Location::QueryString => read_whole(param, &self.whole_query.0, &self.query),
            Location::Cookie => self.cookies.read(param),
            Location::Path => match self.path.iter().find(|(name, _)| *name == param.name) {
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

    /// The place of the body's media type in the operation's contents; `None` when there is no body.
    pub fn content(&self) -> Option<usize> {
        match &self.body {
            ReadBody::None => None,
            ReadBody::Bytes(content, _)
            | ReadBody::Multipart(content, _)
            | ReadBody::Malformed(content, _)
            | ReadBody::Stream(content, _) => Some(*content),
        }
    }

    /// Reads a JSON body that must be there.
    pub fn json<T: Decode>(&mut self) -> Option<T> {
        match self.read_json() {
            Some(Some(body)) => Some(body),
            Some(None) => {
                self.missing_body();
                self.report.fill()
            }
            None => self.report.fill(),
        }
    }

    /// Reads a JSON body that may be absent.
    #[allow(clippy::option_option)] // the outer level says whether reading went well
    pub fn optional_json<T: Decode>(&mut self) -> Option<Option<T>> {
        let read = self.read_json();
        self.report.or_absent(read)
    }

    /// Reads a JSON body that may be absent or null.
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
            ReadBody::Bytes(_, bytes) => decode_into(bytes, &mut self.report).map(Some),
            _ => Some(None),
        }
    }

    /// Reads a form of names and values that must be there (`application/x-www-form-urlencoded`).
    /// A form of no fields has no bytes. `styled` fields are read in styles of their own.
    pub fn form<T: Decode>(&mut self, styled: &[Param]) -> Option<T> {
        let text = self.optional_text()?.unwrap_or_default();
        self.fields(&text, styled)
    }

    /// Reads a form of names and values that may be absent.
    #[allow(clippy::option_option)]
    pub fn optional_form<T: Decode>(&mut self, styled: &[Param]) -> Option<Option<T>> {
        let Some(text) = self.optional_text()? else { return Some(None) };
        self.fields(&text, styled).map(Some)
    }

    fn fields<T: Decode>(&mut self, text: &str, styled: &[Param]) -> Option<T> {
        match Pairs::of_query(text).read_object(styled) {
            Ok(tape) => {
                let read = T::decode(tape.root(), &mut self.report);
                self.report.or_filled(read)
            }
            Err((code, message)) => {
                self.report.here(code, message);
                self.report.fill()
            }
        }
    }

    /// Reads a body of text that must be there. An empty text is the same as none.
    pub fn text(&mut self) -> Option<String> {
        let read = self.optional_text()?;
        read.or_else(|| self.no_body())
    }

    /// Reads a body of text that may be absent.
    #[allow(clippy::option_option)]
    pub fn optional_text(&mut self) -> Option<Option<String>> {
        self.report.turn_to(Location::Body, "");
        let ReadBody::Bytes(_, bytes) = &self.body else { return Some(None) };
        if let Ok(text) = std::str::from_utf8(bytes) {
            Some(Some(text.to_owned()))
        } else {
            self.report.here("encoding", "the text is not UTF-8");
            None
        }
    }

    /// Reads the parts of a form.
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

    /// Reads the parts of a form that may be absent.
    #[allow(clippy::option_option)] // the outer level says whether reading went well
    pub fn optional_multipart<T: Form>(&mut self) -> Option<Option<T>> {
        match self.body {
            ReadBody::Multipart(..) | ReadBody::Malformed(..) => self.multipart().map(Some),
            _ => Some(None),
        }
    }

    /// Takes the body as a stream.
    pub fn stream(&mut self) -> Option<Body> {
        match std::mem::replace(&mut self.body, ReadBody::None) {
            ReadBody::Stream(_, body) => Some(body.labelled(&self.headers.0)),
            _ => Some(Body::empty()),
        }
    }

    /// Takes the events of the body as they come. One that breaks the document is an error of the stream.
    pub fn events<T: Decode>(&mut self, format: EventFormat) -> Option<Events<T>> {
        let (body, sender) = (self.stream()?, Sender::Caller(self.invalid));
        Some(Events::read(EventReader::new(body, format, self.event_limit, sender)))
    }

    /// Reports that there is no body where one must be.
    pub fn no_body<T>(&mut self) -> Option<T> {
        self.missing_body();
        None
    }

    fn missing_body(&mut self) {
        self.report.turn_to(Location::Body, "");
        self.report.here("required", "a body is required");
    }

    /// Holds a value that was read to the limits of the document, apart from what stands in for wrong parts.
    pub fn check(&mut self, check: impl FnOnce(&mut Checks)) -> Option<()> {
        let mut checks = Checks::beside(self.report.violations_mut().clone());
        check(&mut checks);
        let found = checks.into_violations();
        let whole = found.is_empty();
        for violation in &found {
            self.report.violations_mut().push(violation.clone());
        }
        whole.then_some(())
    }

    /// What was read, if nothing was found to be wrong.
    #[cfg(feature = "server")]
    pub(crate) fn finished<T>(&mut self, request: Option<T>) -> Result<T, Violations> {
        let found = std::mem::take(self.report.violations_mut());
        request.filter(|_| found.is_empty()).ok_or(found)
    }

    /// Holds a whole request to the limits of the document, and gives it on when it keeps them.
    pub fn checked<T: Validate>(&mut self, request: T) -> Option<T> {
        self.check(|checks| request.validate(checks))?;
        Some(request)
    }
}

/// Whether a parameter is there, but with an empty text.
fn is_empty(tape: &Tape<'_>) -> bool {
    let root = tape.root();
    let mut items = root.items();
    match (items.next(), items.next()) {
        (Some(item), None) => item.text() == Some(""),
        _ => root.text() == Some(""),
    }
}
