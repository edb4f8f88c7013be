//! Operations: what is sent, what comes back.

use serde_json::Value as Json;

use super::{Asked, Docs, Paging, ParameterShape, SecurityNeed, Server, Type};
use crate::tree::pointer::Origin;

/// One operation.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Its id: the document's, or one made of its method and path.
    pub id: String,
    /// Its method, in capitals.
    pub method: String,
    /// Its path template.
    pub path: String,
    /// Whether a trailing slash more or less makes no difference.
    pub loose_slash: bool,
    /// The group that it belongs to, an index into the tags.
    pub tag: usize,
    /// What it does.
    pub docs: Docs,
    /// Its parameters.
    pub parameters: Vec<Parameter>,
    /// Its body.
    pub body: Option<Body>,
    /// Its answers when all goes well.
    pub outputs: Vec<Response>,
    /// Its documented errors.
    pub errors: Vec<Response>,
    /// Alternatives of what a caller must prove; none when it is open to all.
    pub security: Vec<SecurityNeed>,
    /// How the pages of its list follow each other.
    pub paging: Option<Paging>,
    /// Where it is served, where that is not where the others are.
    pub servers: Vec<Server>,
    /// Of a callback: what asks for it, and where that says it goes.
    pub asked_by: Vec<Asked>,
    /// Whether the API makes the request and its caller answers: webhooks and callbacks.
    pub is_turned: bool,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// Where it stands.
    pub origin: Origin,
}

impl Operation {
    /// Whether its successes need a type of their own: there are several, or one that does not say which status it is.
    pub fn has_several_outputs(&self) -> bool {
        arms(&self.outputs).count() > 1
            || self.outputs.iter().any(|response| !matches!(response.status, Status::Code(_)))
    }

    /// Whether its body needs a type of its own: it can have several media types.
    pub fn has_several_bodies(&self) -> bool {
        self.body.as_ref().is_some_and(|body| body.contents.len() > 1)
    }
}

/// A parameter.
#[derive(Debug, Clone)]
#[allow(clippy::struct_excessive_bools)] // each is a keyword of OpenAPI
pub struct Parameter {
    /// `path`, `query`, `header` or `cookie`.
    pub location: String,
    /// Its name on the wire.
    pub name: String,
    /// Its type.
    pub ty: Type,
    /// Whether it must be there.
    pub required: bool,
    /// Its style, by OpenAPI's word; `json` for one with `content`.
    pub style: String,
    /// Whether its items stand alone.
    pub explode: bool,
    /// Whether reserved characters go out as they are.
    pub reserved: bool,
    /// What kind of value it has.
    pub shape: ParameterShape,
    /// Whether an empty text means absent.
    pub empty_is_absent: bool,
    /// What it is for.
    pub docs: Docs,
    /// What its absence means.
    pub default: Option<Json>,
    /// A value of it.
    pub example: Option<Json>,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// Of a whole query that is a form: how its fields are written.
    pub encodings: Vec<Encoding>,
}

/// How a field of a form is written, where the document says so.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Encoding {
    /// The field.
    pub field: String,
    /// The media types that its value can have; none when its type decides.
    pub media: Vec<String>,
    /// Whether these are those of a file, which decides what a field is that its schema leaves open.
    pub file: bool,
    /// Its style and whether its items stand alone, where the document says either.
    pub style: Option<(String, bool)>,
    /// Whether reserved characters go out as they are.
    pub reserved: bool,
    /// The headers of its part, an index into the header sets.
    pub headers: Option<usize>,
}

/// The body of a request.
#[derive(Debug, Clone)]
pub struct Body {
    /// Whether it must be there.
    pub required: bool,
    /// Its media types.
    pub contents: Vec<Content>,
    /// What it is.
    pub docs: Docs,
}

/// One media type of a body.
#[derive(Debug, Clone)]
pub struct Content {
    /// The media type.
    pub media: String,
    /// Other types that are read as this one.
    pub aliases: Vec<String>,
    /// How it is coded.
    pub codec: Codec,
    /// What it holds.
    pub payload: Payload,
    /// How the fields of a form are written.
    pub encodings: Vec<Encoding>,
    /// A value of it.
    pub example: Option<Json>,
}

/// What a media type holds.
#[derive(Debug, Clone)]
pub enum Payload {
    /// A value of a type.
    Typed(Type),
    /// Bytes.
    Bytes,
    /// Text.
    Text,
    /// Events, one after the other.
    Events(Events),
}

impl Payload {
    /// Whether it is a stream, which is never absent: there may be nothing in it.
    pub fn is_stream(&self) -> bool {
        matches!(self, Self::Bytes | Self::Events(_))
    }

    /// The type of its value, or of each of its values.
    pub fn ty(&self) -> Option<&Type> {
        match self {
            Self::Typed(ty) => Some(ty),
            Self::Events(events) => Some(&events.data),
            Self::Bytes | Self::Text => None,
        }
    }
}

/// A stream of events.
#[derive(Debug, Clone)]
pub struct Events {
    /// What stands around the data of an event.
    pub framing: Framing,
    /// The data of one event.
    pub data: Type,
    /// Whether the data is text as it is, not JSON.
    pub text: bool,
    /// The data of the event that ends the stream.
    pub end: Option<String>,
}

/// What stands around the data of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framing {
    /// Server-sent events.
    Sse,
    /// A line each.
    Lines,
    /// A record separator before each.
    Sequence,
}

/// How a media type is coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Codec {
    /// JSON.
    Json,
    /// `application/x-www-form-urlencoded`
    Form,
    /// `multipart/form-data`
    Multipart,
    /// Text.
    Text,
    /// Bytes.
    Bytes,
    /// Events.
    Events,
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Response {
    /// Its status.
    pub status: Status,
    /// What it means.
    pub docs: Docs,
    /// Its body: the media types that it can have, none when it has no body.
    pub contents: Vec<Content>,
    /// Its headers, an index into the header sets.
    pub headers: Option<usize>,
    /// How its body is made of a problem, if it is an error that can be made of one.
    pub problem: Option<ProblemRule>,
    /// The codes that such a body carries, if the document names them; the first is for what has none of them.
    pub codes: Vec<String>,
    /// The operations that go on from it.
    pub links: Vec<Link>,
}

/// An operation that goes on from an answer.
#[derive(Debug, Clone)]
pub struct Link {
    /// The name of the link.
    pub name: String,
    /// Where the operation stands, if the document has it.
    pub target: Option<String>,
    /// The operation as the link names it.
    pub named: String,
    /// What its parameters get: expressions or constants, as texts.
    pub parameters: Vec<(String, String)>,
    /// What its body is.
    pub body: Option<String>,
    /// Where it is, if not where the others are.
    pub server: Option<String>,
    /// What it is for.
    pub docs: Docs,
}

/// What can come back, one by one: each answer with each media type of its body.
pub fn arms(responses: &[Response]) -> impl Iterator<Item = (&Response, Option<&Content>)> {
    responses.iter().flat_map(|response| {
        let bare = response.contents.is_empty().then_some((response, None));
        bare.into_iter()
            .chain(response.contents.iter().map(move |content| (response, Some(content))))
    })
}

impl Response {
    /// Its body as JSON, if it can be that.
    pub fn json(&self) -> Option<&Content> {
        self.contents.iter().find(|content| content.codec == Codec::Json)
    }
}

impl Content {
    /// The media type that is sent: of a range, what its codec writes.
    pub fn sent(&self) -> &str {
        match (self.media.contains('*'), self.codec) {
            (false, _) => &self.media,
            (true, Codec::Json) => "application/json",
            (true, Codec::Text) => "text/plain",
            (true, _) => "application/octet-stream",
        }
    }
}

/// The headers of an answer.
#[derive(Debug, Clone)]
pub struct HeaderSet {
    /// The name of the answer that has them, or one made of its place.
    pub name: String,
    /// Where they stand. Answers that refer to one share its headers.
    pub origin: Origin,
    /// Each header.
    pub headers: Vec<Parameter>,
}

/// A status as the document writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// One code.
    Code(u16),
    /// A hundred codes, by their first digit.
    Range(u16),
    /// Every other code.
    Default,
}

impl Status {
    /// The code to send when there is no other wish.
    pub fn code(self) -> u16 {
        match self {
            Self::Code(code) => code,
            Self::Range(digit) => digit * 100,
            Self::Default => 500,
        }
    }

    /// Whether it means that all went well.
    pub fn is_success(self) -> bool {
        matches!(self, Self::Code(200..=299) | Self::Range(2))
    }
}

/// How the document's own error body is made of a problem.
pub type ProblemRule = ProblemValue;

/// A value in an error body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemValue {
    /// The status as a number.
    Status,
    /// The status as text.
    StatusText,
    /// A word for programs.
    Code,
    /// A short summary.
    Title,
    /// What happened.
    Detail,
    /// The place of a violation, as text.
    Pointer,
    /// The place of a violation, as a list.
    Place,
    /// A constant text.
    Text(String),
    /// A constant boolean.
    Bool(bool),
    /// An object.
    Object(Vec<(String, ProblemValue)>),
    /// A list with an item for each violation.
    Violations(Box<ProblemValue>),
}
