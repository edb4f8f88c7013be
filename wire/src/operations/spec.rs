//! What the document says of an operation, as data: its path, media types, error bodies and security.

use http::{HeaderMap, StatusCode, header};

#[cfg(feature = "client")]
use crate::messages::media::MediaType;
use crate::messages::media::{self, Codec, Content};
use crate::messages::request::RequestWriter;
use crate::messages::response::ResponseReader;
use crate::operations::problem_shape::ProblemShape;
use crate::operations::security::Requirement;
use crate::operations::status::Status;

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

impl RequestWriter {
    /// A request of the operation.
    pub fn new(spec: &'static OperationSpec) -> Self {
        Self::of(spec.method, spec.path)
    }
}

impl ResponseReader {
    /// The place of the body's media type among those that the operation can answer this status with. An answer
    /// that names no type has the first one that is no stream.
    pub fn content(&self, spec: &OperationSpec) -> Option<usize> {
        chosen(spec, self.status_code(), self.headers())
    }
}

/// The place of the media type that an answer has.
pub(crate) fn chosen(
    spec: &OperationSpec,
    status: StatusCode,
    headers: &HeaderMap,
) -> Option<usize> {
    let contents = spec.contents(status);
    match headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()) {
        Some(declared) => media::choose(contents, declared),
        None => contents
            .iter()
            .position(|content| !matches!(content.codec, Codec::Bytes | Codec::Events))
            .or_else(|| (!contents.is_empty()).then_some(0)),
    }
}

/// Whether the body of an answer is handed on while it arrives. What has a type that the document does not name is
/// taken for the only type that it does name, unless it is JSON: then it says what went wrong.
#[cfg(feature = "client")]
pub(crate) fn is_stream(spec: &OperationSpec, status: StatusCode, headers: &HeaderMap) -> bool {
    let contents = spec.contents(status);
    let found = chosen(spec, status, headers).and_then(|index| contents.get(index));
    match (found, contents) {
        (Some(content), _) => content.is_stream(),
        (None, [only]) if only.codec == Codec::Bytes => true,
        (None, [only]) => {
            let named = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
            only.is_stream() && !named.map(MediaType::new).is_some_and(MediaType::is_json)
        }
        (None, _) => false,
    }
}
