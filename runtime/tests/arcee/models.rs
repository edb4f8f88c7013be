//! Models: trained by name and context, retrained by id, and polled through their states.

use arcee_api::operations::{GenerateModelError, GetTrainingStatusError, TrainModelError};
use arcee_api::types::{TrainModelInput, TrainModelOutput};
use arcee_api::wire::CallError;
use arcee_api::{Client, operations as op};

use super::queries::{generate, names, retrieve};
use super::server::{SECOND, handbook, reach, start, status, trained, upload};

const DEMO: &str = "8c2d9f10-7a44-4b8e-a1a5-3d5e9d0c6f42";

async fn train(
    client: &Client,
    input: TrainModelInput,
) -> Result<TrainModelOutput, CallError<TrainModelError>> {
    client.train_model(op::TrainModel::new(input)).await
}

fn new(name: &str, context: &str) -> TrainModelInput {
    TrainModelInput::new().with_name(name).with_context(context)
}

#[tokio::test]
async fn a_model_moves_through_its_states() {
    let server = start().await;
    let client = server.client();
    upload(&client, "handbook", handbook()).await;
    let made =
        train(&client, new("assistant", "handbook").with_generator("Command-R")).await.unwrap();
    assert_eq!(made.message, "Training of assistant was started.");
    for (state, lasts) in [("queued", 1), ("machine_starting", 1), ("training", 2)] {
        reach(state, async || status(&client, "assistant").await.unwrap().status).await;
        let by_id = status(&client, &made.id).await.unwrap();
        assert_eq!((by_id.model_id.as_str(), by_id.status.as_str()), (made.id.as_str(), state));
        // A published client uses the `id` of this response in its queries.
        assert_eq!(by_id.id, made.id);
        // It cannot be queried yet, and cannot be trained twice at once.
        let error = generate(&client, &made.id, "desk").await.unwrap_err();
        assert!(
            matches!(error, CallError::Api(GenerateModelError::Conflict(why)) if why.detail == "The training of assistant is not complete.")
        );
        let error = train(&client, TrainModelInput::new().with_id(&*made.id)).await.unwrap_err();
        assert!(
            matches!(error, CallError::Api(TrainModelError::Conflict(why)) if why.detail == "assistant is already being trained.")
        );
        server.clock.advance(lasts * SECOND);
    }
    reach("training_complete", async || status(&client, &made.id).await.unwrap().status).await;
    assert!(generate(&client, &made.id, "desk").await.is_ok());

    // Retrained by its id: the same model.
    let again = train(&client, TrainModelInput::new().with_id(&*made.id)).await.unwrap();
    assert_eq!(
        (again.id.as_str(), again.message.as_str()),
        (made.id.as_str(), "Training of assistant was started again.")
    );
    assert_ne!(status(&client, &made.id).await.unwrap().status, "training_complete");
    assert!(generate(&client, &made.id, "desk").await.is_err());
}

#[tokio::test]
async fn the_references_of_a_training_must_exist() {
    let server = start().await;
    let client = server.client();
    let model = trained(&server, &client).await;
    upload(&client, "other", handbook()).await;
    for input in [
        new("second", "unknown"),
        TrainModelInput::new().with_id("unknown"),
        TrainModelInput::new().with_id(DEMO),
        TrainModelInput::new().with_id(&*model).with_context("unknown"),
    ] {
        let error = train(&client, input).await.unwrap_err();
        assert!(matches!(error, CallError::Api(TrainModelError::NotFound(_))), "{error}");
    }
    let error = train(&client, new("assistant", "other")).await.unwrap_err();
    assert!(
        matches!(error, CallError::Api(TrainModelError::Conflict(why)) if why.detail == "There is already a model assistant in counterpart.")
    );
    for (input, missing) in [
        (TrainModelInput::new(), 2),
        (TrainModelInput::new().with_name("x"), 1),
        (TrainModelInput::new().with_context("other"), 1),
    ] {
        let error = train(&client, input).await.unwrap_err();
        let CallError::Api(TrainModelError::UnprocessableContent(why)) = error else {
            panic!("{error}")
        };
        assert_eq!(why.detail.unwrap().len(), missing);
    }
    // Rejected requests leave nothing behind.
    let second = train(&client, new("second", "other")).await.unwrap();
    server.train_model(&client, &second.id).await;
    // An existing model can get another name and context.
    let moved = train(&client, TrainModelInput::new().with_id(&*model).with_name("second"))
        .await
        .unwrap_err();
    assert!(matches!(moved, CallError::Api(TrainModelError::Conflict(_))));
    train(
        &client,
        TrainModelInput::new().with_id(&*model).with_name("third").with_context("other"),
    )
    .await
    .unwrap();
    server.train_model(&client, &model).await;
    assert_eq!(status(&client, "third").await.unwrap().model_id, model);
    assert_eq!(retrieve(&client, &model, "desk").await.results[0].index, "other");
}

#[tokio::test]
async fn concurrent_trainings_with_one_name_create_one_model() {
    let server = start().await;
    let client = server.client();
    upload(&client, "handbook", handbook()).await;
    let many = (0..8).map(|_| train(&client, new("race", "handbook")));
    let made = futures_util::future::join_all(many).await;
    assert_eq!(made.iter().filter(|made| made.is_ok()).count(), 1);
}

#[tokio::test]
async fn the_demo_model_is_found_on_request() {
    let server = start().await;
    let client = server.client();
    for wanted in ["support-assistant", DEMO] {
        let error = status(&client, wanted).await.unwrap_err();
        assert!(matches!(error, CallError::Api(GetTrainingStatusError::NotFound(_))), "{wanted}");
        let request = op::GetTrainingStatus::new(wanted).with_allow_demo(true);
        let shown = client.get_training_status(request).await.unwrap();
        assert_eq!((shown.model_id.as_str(), shown.status.as_str()), (DEMO, "training_complete"));
    }
    let found = retrieve(&client, DEMO, "How long may a customer return an item?").await;
    assert_eq!(names(&found)[0], "returns-policy");
    let made = generate(&client, DEMO, "How long may a customer return an item?").await.unwrap();
    assert!(made.text.contains("within 30 days"), "{}", made.text);

    // A model of the organization takes precedence over the public one.
    upload(&client, "handbook", handbook()).await;
    let own = train(&client, new("support-assistant", "handbook")).await.unwrap();
    let request = op::GetTrainingStatus::new("support-assistant").with_allow_demo(true);
    assert_eq!(client.get_training_status(request).await.unwrap().model_id, own.id);
    let request =
        op::GetTrainingStatus::new(DEMO).with_allow_demo(true).with_x_arcee_org("elsewhere");
    let error = client.get_training_status(request).await.unwrap_err();
    assert!(matches!(error, CallError::Api(GetTrainingStatusError::Forbidden(_))));
}
