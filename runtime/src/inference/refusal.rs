//! Errors of the operations: a documented error response, or an internal error.
//!
//! Every operation has its own error type, and many share the same responses. The shared part is written once as
//! [`Refusal`]; `?` converts it to the error of the operation.

use inference_api::operations as op;
use inference_api::types::ErrorResponse;
use inference_api::wire::{BoxError, Error, Fault};

use crate::job::JobError;
use crate::store::StoreError;

/// Why an operation rejects a request.
#[derive(Debug)]
pub(super) enum Refusal {
    BadRequest(ErrorResponse),
    Forbidden(ErrorResponse),
    NotFound(ErrorResponse),
    Conflict(ErrorResponse),
    Fault(Fault),
}

impl Refusal {
    pub(super) fn bad_request(error: impl Into<String>) -> Self {
        Self::BadRequest(ErrorResponse::new(error))
    }

    pub(super) fn forbidden(error: impl Into<String>) -> Self {
        Self::Forbidden(ErrorResponse::new(error))
    }

    /// There is no `what` with this id.
    pub(super) fn missing(what: &str, id: &str) -> Self {
        Self::NotFound(ErrorResponse::new(format!("There is no {what} {id}.")))
    }

    pub(super) fn not_found(error: impl Into<String>) -> Self {
        Self::NotFound(ErrorResponse::new(error))
    }

    pub(super) fn conflict(error: impl Into<String>) -> Self {
        Self::Conflict(ErrorResponse::new(error))
    }

    pub(super) fn fault(cause: impl Into<BoxError>) -> Self {
        Self::Fault(Fault::from_error(cause))
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::UnknownCursor(id) => unknown_cursor(&id),
            other => Self::fault(other),
        }
    }
}

impl From<JobError> for Refusal {
    fn from(error: JobError) -> Self {
        Self::fault(error)
    }
}

/// The item after which a list should continue was never in it.
pub(super) fn unknown_cursor(id: &str) -> Refusal {
    Refusal::bad_request(format!("after: the list has never contained the item {id}."))
}

/// Defines which refusals an operation documents. Any other refusal is a bug and becomes an internal error.
macro_rules! documented {
    ($($error:ident: $($variant:ident)*;)*) => {$(
        impl From<Refusal> for Error<op::$error> {
            fn from(refusal: Refusal) -> Self {
                match refusal {
                    $(Refusal::$variant(body) => op::$error::$variant(body).into(),)*
                    Refusal::Fault(fault) => Error::Fault(fault),
                    #[allow(unreachable_patterns)] // if an operation documents all of them
                    other => Error::Fault(Fault::from_error(format!("not documented: {other:?}"))),
                }
            }
        }
    )*};
}

documented! {
    ListActionGroupsError: BadRequest;
    CreateActionGroupError: BadRequest;
    GetActionGroupError: BadRequest NotFound;
    UpdateActionGroupError: BadRequest NotFound;
    DeleteActionGroupError: BadRequest NotFound;
    ListActionsError: BadRequest;
    CreateActionError: BadRequest;
    GetActionError: BadRequest NotFound;
    UpdateActionError: BadRequest NotFound;
    DeleteActionError: BadRequest NotFound;
    ListArgumentsError: BadRequest;
    CreateArgumentError: BadRequest NotFound;
    GetArgumentError: BadRequest NotFound;
    UpdateArgumentError: BadRequest NotFound;
    DeleteArgumentError: BadRequest NotFound;
    ListBenchmarksError: BadRequest Forbidden;
    CreateBenchmarkError: BadRequest Forbidden NotFound;
    GetBenchmarkError: BadRequest Forbidden NotFound;
    UpdateBenchmarkError: BadRequest NotFound;
    DeleteBenchmarkError: BadRequest NotFound;
    ListChatsError: BadRequest;
    CreateChatCompletionError: BadRequest NotFound;
    GetChatError: BadRequest NotFound;
    UpdateChatError: BadRequest NotFound;
    DeleteChatError: BadRequest NotFound;
    GetChatWindowError: BadRequest NotFound;
    ListCheckpointsError: BadRequest;
    GetClusterError: NotFound;
    UpdateClusterError: BadRequest NotFound;
    CreateClusterError: BadRequest Conflict;
    DeleteClusterError: NotFound;
    ListConnectorsError: BadRequest;
    CreateConnectorError: BadRequest;
    GetConnectorError: BadRequest NotFound;
    DeleteConnectorError: BadRequest NotFound;
    ListConnectorFilesError: BadRequest NotFound;
    ScanConnectorError: BadRequest NotFound;
    ListDataModelsError: BadRequest Forbidden;
    CreateDataModelError: BadRequest Forbidden;
    GetDataModelError: BadRequest Forbidden NotFound;
    UpdateDataModelError: BadRequest Forbidden NotFound;
    DeleteDataModelError: BadRequest Forbidden NotFound Conflict;
    CreateEvaluationError: BadRequest Forbidden NotFound;
    ListExpertsError: BadRequest;
    CreateExpertError: BadRequest;
    GetExpertError: BadRequest NotFound;
    UpdateExpertError: BadRequest NotFound;
    DeleteExpertError: BadRequest NotFound;
    ListInferenceLogsError: BadRequest;
    GetInferenceLogsSummaryError: BadRequest;
    CreateInsightError: BadRequest NotFound;
    ListLeaderboardsError: BadRequest Forbidden;
    UpdateCurrentUserError: BadRequest;
    AddPermissionsError: BadRequest;
    AcceptInviteError: NotFound;
    ListPersonasError: BadRequest;
    CreatePersonaError: BadRequest;
    GetPersonaError: BadRequest NotFound;
    UpdatePersonaError: BadRequest NotFound;
    DeletePersonaError: BadRequest NotFound;
    CompletePersonaError: BadRequest;
    UploadPersonasError: BadRequest;
    ConfirmPersonaUploadError: BadRequest NotFound;
    ListSpacesError: BadRequest;
    CreateSpaceError: BadRequest;
    GetSpaceError: BadRequest NotFound;
    UpdateSpaceError: BadRequest NotFound;
    DeleteSpaceError: BadRequest NotFound Conflict;
    InviteToSpaceError: BadRequest NotFound;
    RestoreSpaceError: BadRequest NotFound Conflict;
    ListTrainingsError: BadRequest Forbidden;
    CreateTrainingError: BadRequest Forbidden NotFound;
    GetTrainingError: BadRequest Forbidden NotFound;
    UpdateTrainingError: BadRequest Forbidden NotFound Conflict;
    DeleteTrainingError: BadRequest Forbidden NotFound;
    ReceiveWebhookError: BadRequest;
}
