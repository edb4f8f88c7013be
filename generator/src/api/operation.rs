//! Operations: parameters, bodies and responses.

use serde_json::Value as Json;

use super::{CallbackOwner, Docs, Paging, ParameterShape, SecurityNeed, Server, Type};
use crate::tree::pointer::Origin;

/// An operation.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Its `operationId`, or an id derived from its method and path.
    pub id: String,
    /// Its method, in capitals.
    pub method: String,
    /// Its path template.
    pub path: String,
    /// Whether a trailing slash is optional.
    pub optional_slash: bool,
    /// Its tag, an index into the tags of the API.
    pub tag: usize,
    /// Its documentation.
    pub docs: Docs,
    /// Its parameters.
    pub parameters: Vec<Parameter>,
    /// Its body.
    pub body: Option<Body>,
    /// Its success responses.
    pub outputs: Vec<Response>,
    /// Its documented errors.
    pub errors: Vec<Response>,
    /// Its security requirements, of which a caller must meet one. Empty if it is public.
    pub security: Vec<SecurityNeed>,
    /// Its pagination.
    pub paging: Option<Paging>,
    /// Its own servers, if they are not those of the API.
    pub servers: Vec<Server>,
    /// The operations that have it as a callback.
    pub callback_of: Vec<CallbackOwner>,
    /// Whether the API sends the request: webhooks and callbacks.
    pub is_incoming: bool,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Its place in the document.
    pub origin: Origin,
}

impl Operation {
    /// Whether its successes need an enum: there are several, or one without a fixed status code.
    pub fn has_several_outputs(&self) -> bool {
        arms(&self.outputs).count() > 1
            || self.outputs.iter().any(|response| !matches!(response.status, Status::Code(_)))
    }

    /// Whether its body needs an enum: it has several media types.
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
    /// Whether it is required.
    pub required: bool,
    /// Its style, as in OpenAPI, or `json` for a parameter with `content`.
    pub style: String,
    /// Whether each item or property is a value of its own.
    pub explode: bool,
    /// Whether reserved characters are sent unescaped.
    pub reserved: bool,
    /// The shape of its value.
    pub shape: ParameterShape,
    /// Whether an empty string means that it is absent.
    pub empty_is_absent: bool,
    /// Its documentation.
    pub docs: Docs,
    /// Its default.
    pub default: Option<Json>,
    /// An example.
    pub example: Option<Json>,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// The encodings of its fields, if it is a whole query that is a form.
    pub encodings: Vec<Encoding>,
}

/// The encoding of a form field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Encoding {
    /// The field.
    pub field: String,
    /// The media types that its value can have. Empty if its type decides.
    pub media: Vec<String>,
    /// Whether these are media types of files, which matters for a field without a specific schema.
    pub file: bool,
    /// Its style and whether it is exploded, if the document sets either.
    pub style: Option<(String, bool)>,
    /// Whether reserved characters are sent unescaped.
    pub reserved: bool,
    /// The headers of its part, an index into the header sets.
    pub headers: Option<usize>,
}

/// The body of a request.
#[derive(Debug, Clone)]
pub struct Body {
    /// Whether it is required.
    pub required: bool,
    /// Its media types.
    pub contents: Vec<Content>,
    /// Its documentation.
    pub docs: Docs,
}

/// A media type of a body.
#[derive(Debug, Clone)]
pub struct Content {
    /// The media type.
    pub media: String,
    /// Other media types that are read as this one.
    pub aliases: Vec<String>,
    /// How it is encoded.
    pub codec: Codec,
    /// Its value.
    pub payload: Payload,
    /// The encodings of its fields, if it is a form.
    pub encodings: Vec<Encoding>,
    /// An example.
    pub example: Option<Json>,
    /// Its root element, an index into those of the API, if it is XML.
    pub xml: Option<usize>,
}

/// The value of a media type.
#[derive(Debug, Clone)]
pub enum Payload {
    /// A value of a type.
    Typed(Type),
    /// Bytes.
    Bytes,
    /// Text.
    Text,
    /// A stream of events.
    Events(Events),
}

impl Payload {
    /// Whether it is a stream, which may be empty but is never absent.
    pub fn is_stream(&self) -> bool {
        matches!(self, Self::Bytes | Self::Events(_))
    }

    /// Returns the type of its value, or of each event.
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
    /// How events are separated.
    pub framing: Framing,
    /// The type of the data of an event.
    pub data: Type,
    /// Whether the data is plain text, not JSON.
    pub text: bool,
    /// The names of events whose data is plain text, if the type is a union by the name of an event.
    pub named: Option<Vec<String>>,
    /// The data of the event that ends the stream.
    pub end: Option<String>,
}

/// How the events of a stream are separated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framing {
    /// Server-sent events.
    Sse,
    /// One line for each event.
    Lines,
    /// A record separator before each event.
    Sequence,
}

/// How the values of a media type are encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Codec {
    /// JSON.
    Json,
    /// `application/x-www-form-urlencoded`
    Form,
    /// `multipart/form-data`
    Multipart,
    /// XML with a schema.
    Xml,
    /// Text.
    Text,
    /// Bytes.
    Bytes,
    /// Events.
    Events,
}

/// A response.
#[derive(Debug, Clone)]
pub struct Response {
    /// Its status.
    pub status: Status,
    /// Its documentation.
    pub docs: Docs,
    /// The media types of its body. Empty if it has no body.
    pub contents: Vec<Content>,
    /// Its headers, an index into the header sets.
    pub headers: Option<usize>,
    /// How the server fills its body when it rejects a request itself, if it can.
    pub problem: Option<ProblemRule>,
    /// The error codes of such a body, if the document lists them. The first one is the default.
    pub codes: Vec<String>,
    /// The operations that can follow it.
    pub links: Vec<Link>,
}

/// An operation that can follow a response.
#[derive(Debug, Clone)]
pub struct Link {
    /// The name of the link.
    pub name: String,
    /// The pointer of the operation, if the document has it.
    pub target: Option<String>,
    /// The operation as written in the link.
    pub named: String,
    /// The values of its parameters: expressions or constants.
    pub parameters: Vec<(String, String)>,
    /// The value of its body.
    pub body: Option<String>,
    /// Its server, if it is not one of the API.
    pub server: Option<String>,
    /// Its documentation.
    pub docs: Docs,
}

/// Iterates over the variants of an outcome: each response with each media type of its body.
pub fn arms(responses: &[Response]) -> impl Iterator<Item = (&Response, Option<&Content>)> {
    responses.iter().flat_map(|response| {
        let bare = response.contents.is_empty().then_some((response, None));
        bare.into_iter()
            .chain(response.contents.iter().map(move |content| (response, Some(content))))
    })
}

impl Response {
    /// Returns its JSON body, if it has one.
    pub fn json(&self) -> Option<&Content> {
        self.contents.iter().find(|content| content.codec == Codec::Json)
    }
}

impl Content {
    /// Returns the media type that is sent. For a range, it depends on the codec.
    pub fn sent(&self) -> &str {
        match (self.media.contains('*'), self.codec) {
            (false, _) => &self.media,
            (true, Codec::Json) => "application/json",
            (true, Codec::Xml) => "application/xml",
            (true, Codec::Text) => "text/plain",
            (true, _) => "application/octet-stream",
        }
    }
}

/// The headers of a response.
#[derive(Debug, Clone)]
pub struct HeaderSet {
    /// The name of the response component, or one derived from its place.
    pub name: String,
    /// The place in the document. Responses that refer to one component share its headers.
    pub origin: Origin,
    /// The headers.
    pub headers: Vec<Parameter>,
}

/// A key of `responses`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// A status code.
    Code(u16),
    /// A range of status codes, by the first digit.
    Range(u16),
    /// Every other status code.
    Default,
}

impl Status {
    /// Returns the status code to send by default.
    pub fn code(self) -> u16 {
        match self {
            Self::Code(code) => code,
            Self::Range(digit) => digit * 100,
            Self::Default => 500,
        }
    }

    /// Whether it is a success.
    pub fn is_success(self) -> bool {
        matches!(self, Self::Code(200..=299) | Self::Range(2))
    }
}

/// How the server fills an error body of the document.
pub type ProblemRule = ProblemValue;

/// A value in an error body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemValue {
    /// The status as a number.
    Status,
    /// The status as a string.
    StatusText,
    /// The error code.
    Code,
    /// A short summary.
    Title,
    /// The message.
    Detail,
    /// The place of a violation, as a string.
    Pointer,
    /// The place of a violation, as an array.
    Place,
    /// A constant string.
    Text(String),
    /// A constant boolean.
    Bool(bool),
    /// An object.
    Object(Vec<(String, ProblemValue)>),
    /// The violations of a problem of RFC 9457. Left out if there are none.
    Errors,
    /// An array with an item for each violation.
    Violations(Box<ProblemValue>),
}
