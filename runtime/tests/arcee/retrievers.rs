//! Retrievers: trained once, retrained, and queried with the id of their context.

use arcee_api::operations::{
    GetRetrieverStatusError, RetrainRetrieverError, RetrieveModelError, TrainRetrieverError,
};
use arcee_api::types::{
    RetrainRetrieverInput, RetrieveModelInput, TrainRetrieverInput, TrainRetrieverOutput,
};
use arcee_api::wire::CallError;
use arcee_api::{Client, operations as op};

use super::queries::{generate, names, retrieve};
use super::server::{SECOND, handbook, reach, start, upload};

async fn train(
    client: &Client,
    context: &str,
) -> Result<TrainRetrieverOutput, CallError<TrainRetrieverError>> {
    client.train_retriever(op::TrainRetriever::new(TrainRetrieverInput::new(context))).await
}

async fn retrain(
    client: &Client,
    context: &str,
) -> Result<TrainRetrieverOutput, CallError<RetrainRetrieverError>> {
    client.retrain_retriever(op::RetrainRetriever::new(RetrainRetrieverInput::new(context))).await
}

async fn status(
    client: &Client,
    context: &str,
) -> Result<String, CallError<GetRetrieverStatusError>> {
    Ok(client.get_retriever_status(op::GetRetrieverStatus::new(context)).await?.status)
}

#[tokio::test]
async fn a_retriever_is_trained_once_and_then_retrained() {
    let server = start().await;
    let client = server.client();
    let context = upload(&client, "handbook", handbook()).await.context_id;
    let error = status(&client, "handbook").await.unwrap_err();
    assert!(
        matches!(error, CallError::Api(GetRetrieverStatusError::NotFound(why)) if why.detail == "The context handbook has no retriever yet.")
    );
    let error = retrain(&client, "handbook").await.unwrap_err();
    assert!(matches!(error, CallError::Api(RetrainRetrieverError::NotFound(_))));

    let made = train(&client, "handbook").await.unwrap();
    assert_eq!((made.context_name.as_str(), &made.context_id), ("handbook", &context));
    let ask =
        || client.retrieve_model(op::RetrieveModel::new(RetrieveModelInput::new(&context, "desk")));
    for (state, lasts) in [("queued", 1), ("machine_starting", 1), ("training", 2)] {
        reach(state, async || status(&client, "handbook").await.unwrap()).await;
        let error = train(&client, "handbook").await.unwrap_err();
        assert!(matches!(error, CallError::Api(TrainRetrieverError::Conflict(_))));
        let error = retrain(&client, "handbook").await.unwrap_err();
        assert!(matches!(error, CallError::Api(RetrainRetrieverError::Conflict(_))));
        let error = ask().await.unwrap_err();
        assert!(matches!(error, CallError::Api(RetrieveModelError::Conflict(_))));
        server.clock.advance(lasts * SECOND);
    }
    reach("training_complete", async || status(&client, "handbook").await.unwrap()).await;
    assert_eq!(names(&retrieve(&client, &context, "desk").await), ["opening-hours"]);
    // A retriever only retrieves; it does not generate.
    assert!(generate(&client, &context, "desk").await.is_err());

    let error = train(&client, "handbook").await.unwrap_err();
    assert!(matches!(error, CallError::Api(TrainRetrieverError::Conflict(_))));
    let again = retrain(&client, "handbook").await.unwrap();
    assert_eq!(again.message, "Training of the retriever was started again.");
    assert_eq!(status(&client, "handbook").await.unwrap(), "queued");
}

#[tokio::test]
async fn a_retriever_needs_its_context() {
    let server = start().await;
    let client = server.client();
    upload(&client, "handbook", handbook()).await;
    assert!(matches!(
        train(&client, "x").await,
        Err(CallError::Api(TrainRetrieverError::NotFound(_)))
    ));
    assert!(matches!(
        retrain(&client, "x").await,
        Err(CallError::Api(RetrainRetrieverError::NotFound(_)))
    ));
    assert!(matches!(
        status(&client, "x").await,
        Err(CallError::Api(GetRetrieverStatusError::NotFound(_)))
    ));
    let eve = server.user("eve@other.example", "eve").await;
    assert!(matches!(
        train(&eve, "handbook").await,
        Err(CallError::Api(TrainRetrieverError::NotFound(_)))
    ));
    let many = futures_util::future::join_all((0..8).map(|_| train(&client, "handbook"))).await;
    assert_eq!(many.iter().filter(|made| made.is_ok()).count(), 1);
}
