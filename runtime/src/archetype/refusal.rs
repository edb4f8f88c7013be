//! Errors of the operations: a documented error response with a code, or an internal error.
//!
//! An error is defined once as a [`Refusal`]; [`refuse`] converts it to the error of the operation.

use archetype_api::operations as op;
use archetype_api::types::{ErrorDetail, ErrorResponse, LensRejection};
use archetype_api::wire::{BoxError, Error, Fault, Problem, StatusCode};

use crate::limit::Exceeded;

/// Why an operation rejects a request.
#[derive(Debug)]
pub(super) enum Refusal {
    BadRequest(Vec<ErrorDetail>),
    NotFound(Vec<ErrorDetail>),
    Conflict(Vec<ErrorDetail>),
    ContentTooLarge(Vec<ErrorDetail>),
    /// With the number of seconds to wait, if waiting helps.
    TooManyRequests(String, Option<u64>),
    Fault(Fault),
}

impl Refusal {
    /// Returns an error about the value at a JSON Pointer.
    pub(super) fn at(code: &str, pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Self::BadRequest(vec![ErrorDetail::new(code, message).with_pointer(pointer)])
    }

    pub(super) fn bad_request(code: &str, message: impl Into<String>) -> Self {
        Self::BadRequest(vec![ErrorDetail::new(code, message)])
    }

    pub(super) fn not_found(code: &str, message: impl Into<String>) -> Self {
        Self::NotFound(vec![ErrorDetail::new(code, message)])
    }

    pub(super) fn conflict(code: &str, message: impl Into<String>) -> Self {
        Self::Conflict(vec![ErrorDetail::new(code, message)])
    }

    pub(super) fn too_large(most: u64) -> Self {
        let message = format!("The file has more than {most} bytes.");
        Self::ContentTooLarge(vec![ErrorDetail::new("FILE_TOO_LARGE", message)])
    }

    /// The organization has no storage left.
    pub(super) fn no_room() -> Self {
        let why = "The organization has no storage left. Delete files to make room.";
        let problem = Problem::new(StatusCode::INSUFFICIENT_STORAGE, why);
        Self::Fault(Fault::problem(problem.code("STORAGE_QUOTA_REACHED")))
    }

    /// The content did not arrive in time.
    pub(super) fn late() -> Self {
        let problem =
            Problem::new(StatusCode::REQUEST_TIMEOUT, "The content did not arrive in time.");
        Self::Fault(Fault::problem(problem.code("UPLOAD_TIMEOUT")))
    }

    /// Returns an error for a limit that waiting alone does not lift.
    pub(super) fn too_many(message: impl Into<String>) -> Self {
        Self::TooManyRequests(message.into(), None)
    }

    /// Returns an error for a rate limit.
    pub(super) fn too_often(what: &str, exceeded: &Exceeded) -> Self {
        let minutes = exceeded.rule.within.as_secs() / 60;
        let message = format!("More than {} {what} within {minutes} minutes.", exceeded.rule.most);
        Self::TooManyRequests(message, Some(exceeded.seconds()))
    }

    pub(super) fn fault(cause: impl Into<BoxError>) -> Self {
        Self::Fault(Fault::from_error(cause))
    }
}

/// The maximum number of violations in a response.
pub(super) const MOST_FINDINGS: usize = 100;

/// The error message for a rate limit.
pub(super) const LIMIT: &str = "RATE_LIMIT_EXCEEDED";

/// The response to a rate-limited request: an error in the document's format, with a `Retry-After` header. The server
/// itself returns it if a key is used too often.
fn exceeded<E>(message: String, wait: Option<u64>) -> Error<E> {
    let problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, message).code(LIMIT);
    match wait {
        Some(seconds) => problem.retry_after(seconds).into(),
        None => problem.into(),
    }
}

impl<X: std::error::Error + Send + Sync + 'static> From<X> for Refusal {
    fn from(cause: X) -> Self {
        Self::fault(cause)
    }
}

/// An operation error that can be created from a refusal.
pub(super) trait Refusable: Sized {
    fn refuse(refusal: Refusal) -> Error<Self>;
}

/// Converts a refusal to the error of the operation.
pub(super) fn refuse<E: Refusable>(refusal: Refusal) -> Error<E> {
    E::refuse(refusal)
}

/// Returns the body of a documented error.
trait Body {
    fn of(errors: Vec<ErrorDetail>) -> Self;
}

impl Body for ErrorResponse {
    fn of(errors: Vec<ErrorDetail>) -> Self {
        Self::new(errors)
    }
}

impl Body for LensRejection {
    fn of(errors: Vec<ErrorDetail>) -> Self {
        let messages = errors.iter().map(|error| error.message.clone()).collect();
        Self::new(errors, false, messages)
    }
}

/// Defines which refusals an operation documents, in addition to rate limits. Any other refusal is a bug and becomes an
/// internal error.
macro_rules! documented {
    ($($error:ident: $($variant:ident)*;)*) => {$(
        impl Refusable for op::$error {
            fn refuse(refusal: Refusal) -> Error<Self> {
                match refusal {
                    $(Refusal::$variant(errors) => Self::$variant(Body::of(errors)).into(),)*
                    Refusal::TooManyRequests(message, wait) => exceeded(message, wait),
                    Refusal::Fault(fault) => Error::Fault(fault),
                    #[allow(unreachable_patterns)] // if an operation documents all of them
                    other => Error::Fault(Fault::from_error(format!("not documented: {other:?}"))),
                }
            }
        }
    )*};
}

documented! {
    RegisterLensError: BadRequest;
    CloneLensError: BadRequest;
    ModifyLensError: BadRequest Conflict;
    DeleteLensError: BadRequest Conflict;
    GetLensesInfoError: ;
    ListLensesError: BadRequest;
    CreateSessionError: BadRequest;
    DestroySessionError: BadRequest NotFound;
    GetSessionsInfoError: ;
    ListSessionsError: BadRequest NotFound;
    UploadFileError: BadRequest ContentTooLarge;
    UploadBase64FileError: BadRequest ContentTooLarge;
    DeleteFileError: BadRequest NotFound;
    DownloadFileError: BadRequest NotFound;
    GetFilesInfoError: ;
    ListFilesError: BadRequest;
    GetFileMetadataError: BadRequest NotFound;
    InitiateUploadError: BadRequest Conflict ContentTooLarge;
    CreatePartUrlsError: BadRequest NotFound Conflict;
    CheckpointPartsError: BadRequest NotFound Conflict;
    CompleteUploadError: BadRequest NotFound Conflict;
    AbortUploadError: BadRequest NotFound Conflict;
    CreateJobError: BadRequest;
    ListJobsError: BadRequest;
    GetJobError: BadRequest NotFound;
    DeleteJobError: BadRequest NotFound;
    RetryJobError: BadRequest NotFound Conflict;
    CancelJobError: BadRequest NotFound Conflict;
    GetQueueDepthsError: ;
    ListJobEventsError: BadRequest NotFound;
    ListJobInputsError: BadRequest NotFound;
    ListJobOutputsError: BadRequest NotFound;
    ListJobProgressError: BadRequest NotFound;
    ListPipelinesError: BadRequest;
    GetPipelineError: BadRequest NotFound;
    GetPipelineSchemaError: BadRequest NotFound;
    CreateFineTuneJobError: BadRequest Conflict;
    ListFineTuneJobsError: BadRequest;
    GetFineTuneJobError: BadRequest NotFound;
    DeleteFineTuneJobError: BadRequest NotFound;
    ListFineTuneJobMetricsError: BadRequest NotFound;
    StopFineTuneJobError: BadRequest NotFound Conflict;
    CancelFineTuneJobError: BadRequest NotFound Conflict;
    GetFineTuneNodeStatusError: ;
}
