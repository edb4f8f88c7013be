//! An operation as described in the OpenAPI document: path, media types, error bodies, security.

use http::{HeaderMap, StatusCode, header};

#[cfg(feature = "client")]
use crate::messages::media::MediaType;
use crate::messages::media::{self, Codec, Content, Json};
use crate::messages::request::RequestWriter;
use crate::messages::response::ResponseReader;
use crate::operations::problem_shape::ProblemShape;
use crate::operations::security::Requirement;
use crate::operations::status::Status;

/// An operation as described in the OpenAPI document.
#[derive(Debug)]
pub struct OperationSpec {
    /// The `operationId`.
    pub id: &'static str,
    /// The HTTP method, as written in the document.
    pub method: &'static str,
    /// The path template, such as `/pets/{id}`.
    pub path: &'static str,
    /// Whether a trailing slash may be added or omitted (`x-trailing-slash: optional`).
    pub optional_slash: bool,
    /// The request body.
    pub body: Option<BodySpec>,
    /// The response bodies of all successes, and of errors with more than one JSON body.
    pub answers: &'static [AnswerSpec],
    /// The documented error bodies.
    pub problems: &'static [ProblemShape],
    /// The status for an invalid request: 422 if documented, else 400.
    pub invalid: u16,
    /// The alternatives of required credentials. Empty if none are required.
    pub security: &'static [Requirement],
}

impl OperationSpec {
    /// Returns the parameter names of the path template, in order.
    pub fn path_names(&self) -> impl Iterator<Item = &'static str> {
        self.path.split('{').skip(1).filter_map(|rest| rest.split('}').next())
    }

    /// Returns the media types of successful responses.
    pub fn offers(&self) -> impl Iterator<Item = &'static str> {
        let named = self.answers.iter().any(|answer| answer.status.is_success());
        let success = move |answer: &&AnswerSpec| {
            answer.status.is_success() || (!named && answer.status == Status::Default)
        };
        let contents = self.answers.iter().filter(success).flat_map(|answer| answer.contents);
        contents.map(|content| content.media)
    }

    /// Returns the media types of a response with this status, documented for the exact status, its range, or the
    /// default.
    pub(crate) fn contents(&self, status: StatusCode) -> &'static [Content] {
        let fitting = self.answers.iter().filter(|answer| answer.status.holds(status));
        fitting.min_by_key(|answer| answer.status.breadth()).map_or(&[], |answer| answer.contents)
    }

    /// Returns the documented error body for a status: for the exact status, its range, or the default.
    pub fn problem(&self, status: StatusCode) -> Option<&'static ProblemShape> {
        self.problems
            .iter()
            .filter(|shape| shape.status.holds(status))
            .min_by_key(|shape| shape.status.breadth())
    }
}

/// The body of a response.
#[derive(Debug)]
pub struct AnswerSpec {
    /// The statuses with this body.
    pub status: Status,
    /// The media types.
    pub contents: &'static [Content],
}

impl AnswerSpec {
    /// Creates the spec of a JSON body.
    pub const fn json(status: Status) -> Self {
        Self { status, contents: &[Content::JSON] }
    }
}

/// The body of a request.
#[derive(Debug)]
pub struct BodySpec {
    /// Whether a body is required.
    pub required: bool,
    /// The media types.
    pub contents: &'static [Content],
}

impl RequestWriter {
    /// Creates a writer for a request of this operation.
    pub fn new(spec: &'static OperationSpec) -> Self {
        Self::of(spec.method, spec.path)
    }
}

impl ResponseReader {
    /// Returns the index of the response's media type among those documented for its status. Without a
    /// `Content-Type`, it is the first type that is not a stream.
    pub fn content(&self, spec: &OperationSpec) -> Option<usize> {
        chosen(spec, self.status_code(), self.headers())
    }
}

/// Returns the index of the media type of a response.
pub(crate) fn chosen(
    spec: &OperationSpec,
    status: StatusCode,
    headers: &HeaderMap,
) -> Option<usize> {
    let contents = spec.contents(status);
    match headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()) {
        Some(declared) => media::choose(contents, declared, Json::Any),
        None => contents
            .iter()
            .position(|content| !matches!(content.codec, Codec::Bytes | Codec::Events))
            .or_else(|| (!contents.is_empty()).then_some(0)),
    }
}

/// Returns whether the `Content-Type` of a response with a body is not among those documented for its status. A body
/// without a type is none that is documented, except as a stream of bytes. Types are not known for all errors.
#[cfg(feature = "client")]
pub(crate) fn is_unexpected(spec: &OperationSpec, status: StatusCode, headers: &HeaderMap) -> bool {
    let contents = spec.contents(status);
    let named = headers.get(header::CONTENT_TYPE).map(|value| value.to_str().unwrap_or("invalid"));
    let Some(named) = named.filter(|named| !MediaType::new(named).as_str().is_empty()) else {
        return !contents.is_empty()
            && contents.iter().all(|content| content.codec != Codec::Bytes);
    };
    let takes = |content: &Content| match content.codec {
        // Any file is a sequence of bytes.
        Codec::Bytes => {
            MediaType::new(content.media).is(MediaType::new("application/octet-stream"))
        }
        // The format of the events decides.
        Codec::Events => MediaType::new(named).is_json(),
        _ => false,
    };
    !contents.is_empty()
        && media::choose(contents, named, Json::Any).is_none()
        && !contents.iter().any(takes)
}

/// Returns whether the body of a response is streamed. A body with an undocumented type is treated as the only
/// documented type, unless it is JSON, which then describes an error.
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
