//! The two APIs under test: their operations, their servers and their clients.

use axum::Router;
use counterpart_wire::server::PassThrough;
use counterpart_wire::{Call, Outcome};

use crate::exchange::{Exchange, answered, parsed};
use crate::script::{Caller, Keys, Script};

/// An API.
pub trait Subject {
    /// The name of the document.
    const NAME: &'static str;
    /// The header of the API key.
    const HEADER: &'static str;
    /// The generated client.
    type Client: Clone + Send + Sync + 'static;

    /// Returns every operation of the client.
    fn exchanges() -> Vec<Exchange<Self::Client>>;

    /// Returns a server of the scripted implementation.
    fn router(script: &Script) -> Router;

    /// Returns a client of the server at `base`, or of a router in the same process.
    fn client(base: &str, key: Option<&str>, inner: Option<Router>) -> Self::Client;

    /// Returns a server that forwards to a client.
    fn gateway(client: Self::Client) -> Router;
}

/// Implements `Subject` and the traits of an API: takes the names of its package, its key, and its operations by trait.
macro_rules! subject {
    (
        $subject:ident, $api:ident, $name:literal, $key:ident in $header:literal,
        $($interface:ident { $($method:ident: $operation:ident),* $(,)? })*
    ) => {
        $(impl $api::operations::$interface for Script {
            type Principal = Caller;
            $(async fn $method(
                &self,
                call: Call<$api::operations::$operation, Caller>,
            ) -> Outcome<$api::operations::$operation> {
                self.play(call).await
            })*
        })*

        #[doc = concat!("`specs/", $name, ".yaml`.")]
        #[derive(Debug)]
        pub struct $subject;

        impl Subject for $subject {
            const NAME: &'static str = $name;
            const HEADER: &'static str = $header;
            type Client = $api::Client;

            fn exchanges() -> Vec<Exchange<Self::Client>> {
                vec![$($(Exchange {
                    spec: <$api::operations::$operation as counterpart_wire::Operation>::SPEC,
                    call: |client, request| Box::pin(async move {
                        let request = parsed::<$api::operations::$operation>(request).await;
                        answered::<$api::operations::$operation>(client.$method(request).await).await
                    }),
                },)*)*]
            }

            fn router(script: &Script) -> Router {
                $api::server::router(script.clone(), Keys)
            }

            fn client(base: &str, key: Option<&str>, inner: Option<Router>) -> Self::Client {
                let mut builder = $api::Client::builder().base_url(base);
                if let Some(key) = key {
                    builder = builder.$key(key);
                }
                if let Some(router) = inner {
                    builder = builder.configure(|builder| builder.transport(router));
                }
                builder.build().unwrap_or_else(|error| panic!("{error}"))
            }

            fn gateway(client: Self::Client) -> Router {
                $api::server::router(client, PassThrough)
            }
        }
    };
}

subject! {
    Arcee, arcee_api, "arcee", x_token in "x-token",
    OrganizationsApi { create_organization: CreateOrganization, invite_member: InviteMember }
    TokensApi { list_tokens: ListTokens, create_token: CreateToken, delete_token: DeleteToken }
    ModelsApi {
        train_model: TrainModel,
        get_training_status: GetTrainingStatus,
        generate_model: GenerateModel,
        retrieve_model: RetrieveModel,
    }
    ContextsApi { upload_context: UploadContext, upload_context_csv: UploadContextCsv }
    RetrieversApi {
        train_retriever: TrainRetriever,
        retrain_retriever: RetrainRetriever,
        get_retriever_status: GetRetrieverStatus,
    }
    FeedbackApi { submit_feedback: SubmitFeedback }
    AccountApi { whoami: Whoami }
}

subject! {
    Arcanna, arcanna_api, "arcanna", arcanna_api_key in "x-arcanna-api-key",
    EventsApi {
        ingest_event: IngestEvent,
        ingest_event_with_id: IngestEventWithId,
        get_event_decision: GetEventDecision,
        export_event: ExportEvent,
        submit_feedback: SubmitFeedback,
    }
    JobsApi {
        list_jobs: ListJobs,
        get_job: GetJob,
        get_job_labels: GetJobLabels,
        train_job: TrainJob,
        get_job_by_name: GetJobByName,
        get_job_labels_by_name: GetJobLabelsByName,
    }
}
