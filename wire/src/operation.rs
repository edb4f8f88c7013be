//! An operation: one request type, one outcome, and both directions of the wire for each.

use http::StatusCode;

use crate::body::Body;
use crate::error::{Documented, Fault};
use crate::param::Param;
use crate::problem::ProblemShape;
use crate::request::{RequestReader, RequestWriter};
use crate::response::ResponseReader;
use crate::security::Requirement;

/// A generated request type. Its value is all that a caller says; [`Operation::SPEC`] is what the document says.
pub trait Operation: Sized + Send + 'static {
    /// What comes back when all went well.
    type Output: Send + 'static;
    /// The errors that the document names.
    type Error: Documented;
    /// The facts of the operation.
    const SPEC: &'static OperationSpec;
    /// The address of the server that has it, where that is not where the others are.
    const SERVER: Option<&'static str> = None;
    /// The parameters of its path that stand beside others in one segment, whose styles tell where each ends.
    const PATH: &'static [Param] = &[];

    /// Writes the request: what a client does.
    fn write(self, to: &mut RequestWriter);

    /// Reads the request: what a server does. `None` when the reader's report holds why not.
    fn read(from: &mut RequestReader) -> Option<Self>;

    /// Writes the outcome: what a server does.
    fn respond(outcome: Result<Self::Output, Self::Error>) -> http::Response<Body>;

    /// Reads the outcome: what a client does. A status that is not documented is a fault.
    fn receive(from: ResponseReader) -> Result<Result<Self::Output, Self::Error>, Fault>;
}

/// What an implementation of an operation gives.
pub type Outcome<Op> =
    Result<<Op as Operation>::Output, crate::error::Error<<Op as Operation>::Error>>;

/// The facts of an operation, for those who treat all operations alike.
#[derive(Debug)]
pub struct OperationSpec {
    /// Its id in the document.
    pub id: &'static str,
    /// Its method, such as `GET`: any token, as the document writes it.
    pub method: &'static str,
    /// Its path template, such as `/pets/{id}`.
    pub path: &'static str,
    /// Whether the path is also reached with a trailing slash more or less.
    pub loose_slash: bool,
    /// The body of its request.
    pub body: Option<BodySpec>,
    /// The bodies of its answers: of every success, and of the errors whose body is more than one JSON value.
    pub answers: &'static [AnswerSpec],
    /// The document's own error bodies.
    pub problems: &'static [ProblemShape],
    /// The status of a request that breaks the document: 422 where it is documented, else 400.
    pub invalid: u16,
    /// Which credentials are asked for: any one of these. Empty when the operation is open to all.
    pub security: &'static [Requirement],
}

impl OperationSpec {
    /// The names in the path template, in order.
    pub fn path_names(&self) -> impl Iterator<Item = &'static str> {
        self.path.split('{').skip(1).filter_map(|rest| rest.split('}').next())
    }

    /// The media types of its successes, which a caller must take one of.
    pub fn offers(&self) -> impl Iterator<Item = &'static str> {
        let named = self.answers.iter().any(|answer| answer.status.is_success());
        let success = move |answer: &&AnswerSpec| {
            answer.status.is_success() || (!named && answer.status == Status::Default)
        };
        let contents = self.answers.iter().filter(success).flat_map(|answer| answer.contents);
        contents.map(|content| content.media)
    }

    /// The media types that an answer with `status` can have: those of the exact status first, then of its range,
    /// then of the default.
    pub(crate) fn contents(&self, status: StatusCode) -> &'static [Content] {
        let fitting = self.answers.iter().filter(|answer| answer.status.holds(status));
        fitting.min_by_key(|answer| answer.status.breadth()).map_or(&[], |answer| answer.contents)
    }

    /// The document's own error body for `status`: the exact status first, then its range, then the default.
    pub fn problem(&self, status: StatusCode) -> Option<&'static ProblemShape> {
        self.problems
            .iter()
            .filter(|shape| shape.status.holds(status))
            .min_by_key(|shape| shape.status.breadth())
    }
}

/// The body of an answer.
#[derive(Debug)]
pub struct AnswerSpec {
    /// The statuses that have it.
    pub status: Status,
    /// The media types that it can have.
    pub contents: &'static [Content],
}

impl AnswerSpec {
    /// Plain JSON for a status.
    pub const fn json(status: Status) -> Self {
        Self { status, contents: &[Content::JSON] }
    }
}

/// The body of a request.
#[derive(Debug)]
pub struct BodySpec {
    /// Whether it must be there.
    pub required: bool,
    /// The media types that it can have.
    pub contents: &'static [Content],
}

/// One media type of a body.
#[derive(Debug)]
pub struct Content {
    /// The media type or range.
    pub media: &'static str,
    /// Other types that are read as this one.
    pub aliases: &'static [&'static str],
    /// How its values are coded.
    pub codec: Codec,
}

impl Content {
    /// Plain JSON.
    pub const JSON: Self = Self { media: "application/json", aliases: &[], codec: Codec::Json };

    /// Whether a body of this type is handed on while it arrives.
    #[cfg(feature = "client")]
    pub(crate) fn is_stream(&self) -> bool {
        matches!(self.codec, Codec::Bytes | Codec::Events)
    }
}

/// How values of a media type are coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Codec {
    /// JSON.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`.
    Multipart,
    /// Text, kept as it is.
    Text,
    /// Bytes, as a stream.
    Bytes,
    /// Events, as a stream.
    Events,
}

/// A status of a document: a code, a range such as `4XX`, or `default`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// One code.
    Code(u16),
    /// A hundred codes, by their first digit.
    Range(u16),
    /// Every code that is not named.
    Default,
}

impl Status {
    /// Whether `status` is one of these.
    pub fn holds(self, status: StatusCode) -> bool {
        match self {
            Self::Code(code) => code == status.as_u16(),
            Self::Range(digit) => digit == status.as_u16() / 100,
            Self::Default => true,
        }
    }

    /// Whether it means that all went well, or goes on elsewhere.
    fn is_success(self) -> bool {
        matches!(self, Self::Code(100..=399) | Self::Range(1..=3))
    }

    fn breadth(self) -> u8 {
        match self {
            Self::Code(_) => 0,
            Self::Range(_) => 1,
            Self::Default => 2,
        }
    }
}
