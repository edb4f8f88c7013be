//! Errors of the operations: a documented error response, or an internal error.
//!
//! Every operation has its own error type, and many share the same responses. The shared part is written once as
//! [`Refusal`]; [`refuse`] converts it to the error of the operation.

use arcee_api::operations as op;
use arcee_api::types::{
    ErrorMessage, HttpValidationError, ValidationError, ValidationErrorLocItem,
};
use arcee_api::wire::{BoxError, Error, Fault};

/// Why an operation rejects a request.
#[derive(Debug)]
pub(super) enum Refusal {
    Forbidden(ErrorMessage),
    NotFound(ErrorMessage),
    Conflict(ErrorMessage),
    UnprocessableContent(HttpValidationError),
    Fault(Fault),
}

impl Refusal {
    pub(super) fn forbidden(detail: impl Into<String>) -> Self {
        Self::Forbidden(ErrorMessage::new(detail))
    }

    pub(super) fn not_found(detail: impl Into<String>) -> Self {
        Self::NotFound(ErrorMessage::new(detail))
    }

    pub(super) fn conflict(detail: impl Into<String>) -> Self {
        Self::Conflict(ErrorMessage::new(detail))
    }

    pub(super) fn invalid(violations: Vec<ValidationError>) -> Self {
        Self::UnprocessableContent(HttpValidationError::new().with_detail(violations))
    }

    pub(super) fn fault(cause: impl Into<BoxError>) -> Self {
        Self::Fault(Fault::from_error(cause))
    }
}

impl<X: std::error::Error + Send + Sync + 'static> From<X> for Refusal {
    fn from(cause: X) -> Self {
        Self::fault(cause)
    }
}

/// Returns an error in the body, at the location given by `steps`.
pub(super) fn violation<const N: usize>(
    steps: [ValidationErrorLocItem; N],
    kind: &str,
    message: impl Into<String>,
) -> ValidationError {
    let body = ValidationErrorLocItem::String("body".to_owned());
    ValidationError::new(std::iter::once(body).chain(steps).collect(), message, kind)
}

/// A path segment for a property.
pub(super) fn property(name: &str) -> ValidationErrorLocItem {
    ValidationErrorLocItem::String(name.to_owned())
}

/// A path segment for a list index.
pub(super) fn position(index: usize) -> ValidationErrorLocItem {
    ValidationErrorLocItem::Integer(i64::try_from(index).unwrap_or(i64::MAX))
}

/// An operation error that can be created from a refusal.
pub(super) trait Refusable: Sized {
    fn refuse(refusal: Refusal) -> Error<Self>;
}

/// Converts a refusal to the error of the operation.
pub(super) fn refuse<E: Refusable>(refusal: Refusal) -> Error<E> {
    E::refuse(refusal)
}

/// Defines which refusals an operation documents. Any other refusal is a bug and becomes an internal error.
macro_rules! documented {
    ($($error:ident: $($variant:ident)*;)*) => {$(
        impl Refusable for op::$error {
            fn refuse(refusal: Refusal) -> Error<Self> {
                match refusal {
                    $(Refusal::$variant(body) => Self::$variant(body).into(),)*
                    Refusal::Fault(fault) => Error::Fault(fault),
                    #[allow(unreachable_patterns)] // if an operation documents all of them
                    other => Error::Fault(Fault::from_error(format!("not documented: {other:?}"))),
                }
            }
        }
    )*};
}

documented! {
    CreateOrganizationError: Conflict UnprocessableContent;
    InviteMemberError: Forbidden NotFound UnprocessableContent;
    ListTokensError: ;
    CreateTokenError: UnprocessableContent;
    DeleteTokenError: NotFound UnprocessableContent;
    TrainModelError: Forbidden NotFound Conflict UnprocessableContent;
    GetTrainingStatusError: Forbidden NotFound UnprocessableContent;
    GenerateModelError: Forbidden NotFound Conflict UnprocessableContent;
    RetrieveModelError: Forbidden NotFound Conflict UnprocessableContent;
    UploadContextError: Forbidden UnprocessableContent;
    UploadContextCsvError: Forbidden UnprocessableContent;
    TrainRetrieverError: Forbidden NotFound Conflict UnprocessableContent;
    RetrainRetrieverError: Forbidden NotFound Conflict UnprocessableContent;
    GetRetrieverStatusError: Forbidden NotFound UnprocessableContent;
    SubmitFeedbackError: Forbidden UnprocessableContent;
    WhoamiError: Forbidden UnprocessableContent;
}
