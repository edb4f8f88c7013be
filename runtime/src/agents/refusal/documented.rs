//! The documented refusals of each operation.

use agents_api::operations as op;
use agents_api::wire::{Error, Fault};

use super::{Refusable, Refusal};

/// Defines which refusals an operation documents. Any other refusal is a bug and becomes an internal error.
macro_rules! documented {
    ($($error:ident: $($variant:ident)*;)*) => {$(
        impl Refusable for op::$error {
            fn refuse(refusal: Refusal) -> Error<Self> {
                match refusal {
                    $(Refusal::$variant(why) => Self::$variant(why.body()).into(),)*
                    Refusal::Fault(fault) => Error::Fault(fault),
                    other => Error::Fault(Fault::from_error(format!("not documented: {other:?}"))),
                }
            }
        }
    )*};
}

documented! {
    ListAgentsError: Unauthorized;
    GetAgentStatusError: Unauthorized NotFound UnprocessableContent;
    LoginError: Unauthorized Forbidden UnprocessableContent;
    RefreshSessionError: Unauthorized UnprocessableContent;
    LogoutError: Unauthorized Forbidden UnprocessableContent;
    LogoutEverywhereError: Unauthorized;
    ListSessionsError: Unauthorized UnprocessableContent;
    RevokeSessionError: Unauthorized NotFound UnprocessableContent;
    GetCurrentUserError: Unauthorized;
    SendVerificationEmailError: Unauthorized;
    VerifyEmailError: NotFound UnprocessableContent;
    GetSubscriptionError: Unauthorized Forbidden NotFound UnprocessableContent;
    StartSubscriptionError: Unauthorized Forbidden NotFound Conflict UnprocessableContent;
    UpdateSubscriptionError: Unauthorized Forbidden NotFound Conflict UnprocessableContent;
    CancelSubscriptionError: Unauthorized Forbidden NotFound Conflict UnprocessableContent;
    RecordUsageError: Unauthorized Forbidden NotFound Conflict UnprocessableContent;
    ListBillingEventsError: Unauthorized Forbidden UnprocessableContent;
    StreamBillingEventsError: Unauthorized Forbidden UnprocessableContent ServiceUnavailable;
    ChatError: Unauthorized Forbidden NotFound UnprocessableContent;
    StreamChatError: Unauthorized Forbidden NotFound UnprocessableContent;
    SubmitContactError: UnprocessableContent;
    ListContainersError: Unauthorized Forbidden UnprocessableContent;
    CreateContainerError: Unauthorized Forbidden NotFound Conflict UnprocessableContent;
    GetContainerError: Unauthorized Forbidden NotFound UnprocessableContent;
    DeleteContainerError: Unauthorized Forbidden NotFound UnprocessableContent;
    BindAgentContainerError: Unauthorized Forbidden NotFound UnprocessableContent;
    UnbindAgentContainerError: Unauthorized Forbidden NotFound UnprocessableContent;
    ListConversationsError: Unauthorized Forbidden UnprocessableContent;
    SearchConversationsError: Unauthorized Forbidden UnprocessableContent;
    GetConversationError: Unauthorized Forbidden NotFound UnprocessableContent;
    DeleteConversationError: Unauthorized Forbidden NotFound UnprocessableContent;
    GetConversationEventsError: Unauthorized Forbidden NotFound UnprocessableContent;
    GetReadinessError: ServiceUnavailable;
    RequestPasswordResetError: UnprocessableContent;
    ConfirmPasswordResetError: NotFound UnprocessableContent;
    ChangePasswordError: Unauthorized Forbidden UnprocessableContent;
    ResetPasswordError: Unauthorized Forbidden NotFound UnprocessableContent;
    IssueServiceAccountTokenError: Unauthorized Forbidden Conflict UnprocessableContent ServiceUnavailable;
    IssueServiceAccountTokenFromBrowserError: Unauthorized Forbidden Conflict UnprocessableContent;
    ListServiceAccountTokensError: Unauthorized Forbidden UnprocessableContent;
    RevokeServiceAccountTokenError: Unauthorized Forbidden NotFound UnprocessableContent;
    RegisterTenantError: Forbidden NotFound Conflict UnprocessableContent;
    RequestAccessError: UnprocessableContent;
    ListSignupRequestsError: Unauthorized Forbidden UnprocessableContent;
    ApproveSignupRequestError: Unauthorized Forbidden NotFound Conflict UnprocessableContent;
    RejectSignupRequestError: Unauthorized Forbidden NotFound Conflict UnprocessableContent;
    ListInvitesError: Unauthorized Forbidden UnprocessableContent;
    IssueInviteError: Unauthorized Forbidden NotFound UnprocessableContent;
    RevokeInviteError: Unauthorized Forbidden NotFound UnprocessableContent;
    ListStatusSubscriptionsError: Unauthorized Forbidden UnprocessableContent;
    CreateStatusSubscriptionError: Unauthorized UnprocessableContent;
    VerifyStatusSubscriptionError: NotFound UnprocessableContent;
    ConfirmWebhookChallengeError: NotFound UnprocessableContent;
    RevokeStatusSubscriptionError: Unauthorized NotFound UnprocessableContent;
    ResendIncidentError: Unauthorized Forbidden NotFound UnprocessableContent;
    CreateUploadUrlError: Unauthorized Forbidden ContentTooLarge UnprocessableContent InsufficientStorage;
    ListObjectsError: Unauthorized Forbidden UnprocessableContent;
    GetDownloadUrlError: Unauthorized Forbidden NotFound Conflict UnprocessableContent;
    DeleteObjectError: Unauthorized Forbidden NotFound UnprocessableContent;
    GetTenantSettingsError: Unauthorized Forbidden UnprocessableContent;
    UpdateTenantSettingsError: Unauthorized Forbidden UnprocessableContent;
    ListToolsError: Unauthorized;
    ListVectorStoresError: Unauthorized Forbidden UnprocessableContent;
    CreateVectorStoreError: Unauthorized Forbidden Conflict UnprocessableContent;
    GetVectorStoreError: Unauthorized Forbidden NotFound UnprocessableContent;
    DeleteVectorStoreError: Unauthorized Forbidden NotFound UnprocessableContent;
    ListFilesError: Unauthorized Forbidden NotFound UnprocessableContent;
    AttachFileError: Unauthorized Forbidden NotFound Conflict UnprocessableContent;
    GetFileError: Unauthorized Forbidden NotFound UnprocessableContent;
    DeleteFileError: Unauthorized Forbidden NotFound UnprocessableContent;
    SearchVectorStoreError: Unauthorized Forbidden NotFound UnprocessableContent;
    ReceiveStripeEventError: BadRequest ServiceUnavailable;
    ListWorkflowsError: Unauthorized Forbidden UnprocessableContent;
    RunWorkflowError: Unauthorized Forbidden NotFound Conflict UnprocessableContent;
    ListWorkflowRunsError: Unauthorized Forbidden UnprocessableContent;
    GetWorkflowRunError: Unauthorized Forbidden NotFound UnprocessableContent;
    CancelWorkflowRunError: Unauthorized Forbidden NotFound Conflict UnprocessableContent;
    StreamWorkflowError: Unauthorized Forbidden NotFound UnprocessableContent;
    GetWorkflowError: Unauthorized Forbidden NotFound UnprocessableContent;
}
