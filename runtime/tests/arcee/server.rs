//! A server with a manual clock, and helpers for the tests.

use std::time::Duration;

use arcee_api::wire::CallError;
use arcee_api::{Client, operations as op, types};
use counterpart_runtime::clock::Clock;
use counterpart_runtime::serve::Running;
use counterpart_runtime::store::{Keys, NewKey, Place};
use counterpart_runtime::{App, Config};
use jiff::Timestamp;

pub(crate) const KEY: &str = "test-key";
pub(crate) const SECOND: Duration = Duration::from_secs(1);
pub(crate) const HALF_A_DAY: Duration = Duration::from_hours(12);

pub(crate) struct Server {
    pub(crate) running: Running,
    pub(crate) clock: Clock,
    pub(crate) keys: Keys,
}

pub(crate) async fn start() -> Server {
    start_in(Place::Memory).await
}

/// Starts a server whose clock is set to noon on January 1, 2026.
pub(crate) async fn start_in(place: Place) -> Server {
    let noon: Timestamp = "2026-01-01T12:00:00Z".parse().unwrap();
    let clock = Clock::manual(noon);
    let mut config = Config::in_memory();
    config.place = place;
    config.keys = vec![KEY.to_owned()];
    config.clock = clock.clone();
    let app = App::open(config).await.unwrap();
    let keys = app.context().keys.clone();
    Server { running: Running::start(app).await.unwrap(), clock, keys }
}

impl Server {
    pub(crate) async fn stop(self) {
        // The store is closed only when nothing refers to it any longer, and the keys do.
        drop(self.keys);
        self.running.stop().await.unwrap();
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}/arcee{path}", self.running.url())
    }

    pub(crate) fn client(&self) -> Client {
        self.client_with(KEY)
    }

    pub(crate) fn client_with(&self, key: &str) -> Client {
        Client::builder().base_url(self.url("")).x_token(key).build().unwrap()
    }

    /// Returns another user with another default organization.
    pub(crate) async fn user(&self, owner: &str, org: &str) -> Client {
        let new = NewKey {
            owner: owner.to_owned(),
            org: org.to_owned(),
            name: "test".to_owned(),
            expires_on: None,
        };
        self.client_with(&self.keys.issue(new).await.unwrap().secret)
    }

    /// Runs a training to its end.
    pub(crate) async fn train_model(&self, client: &Client, id: &str) {
        for state in ["queued", "machine_starting", "training", "training_complete"] {
            reach(state, async || status(client, id).await.unwrap().status).await;
            self.clock.advance(2 * SECOND);
        }
    }
}

pub(crate) async fn status(
    client: &Client,
    wanted: &str,
) -> Result<types::TrainModelStatus, CallError<op::GetTrainingStatusError>> {
    client.get_training_status(op::GetTrainingStatus::new(wanted)).await
}

/// Repeats a request until the response is as expected. The clock stands still meanwhile. The limit ends a failing
/// test.
pub(crate) async fn reach(state: &str, ask: impl AsyncFn() -> String) {
    let reached = async {
        while ask().await != state {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    tokio::time::timeout(Duration::from_mins(1), reached)
        .await
        .unwrap_or_else(|_| panic!("state {state} was not reached"));
}

/// The documents of the example in the OpenAPI document, and a few more.
pub(crate) fn handbook() -> Vec<types::ContextDocument> {
    let documents = [
        (
            "returns-policy",
            "Items can be sent back within 30 days of delivery, unused and in their box. Keep the receipt.",
            serde_json::json!({"language": "en", "revision": 7, "tags": ["shop", "post"]}),
        ),
        (
            "opening-hours",
            "The help desk answers on weekdays from 8 to 18.",
            serde_json::json!({"language": "en", "revision": 2}),
        ),
        (
            "rueckgabe",
            "Within 30 days of delivery you may send items back, says the German page.",
            serde_json::json!({"language": "de"}),
        ),
    ];
    documents
        .map(|(name, document, meta)| {
            let meta = meta.as_object().cloned().unwrap().into_iter().collect();
            types::ContextDocument::new(name, document).with_meta(meta)
        })
        .into()
}

pub(crate) async fn upload(
    client: &Client,
    context: &str,
    documents: Vec<types::ContextDocument>,
) -> types::UploadContextOutput {
    let input = types::UploadContextInput::new(context, documents);
    client.upload_context(op::UploadContext::new(input)).await.unwrap()
}

/// Creates a context and trains a model on it. Returns the id of the model.
pub(crate) async fn trained(server: &Server, client: &Client) -> String {
    upload(client, "handbook", handbook()).await;
    let input = types::TrainModelInput::new().with_name("assistant").with_context("handbook");
    let made = client.train_model(op::TrainModel::new(input)).await.unwrap();
    server.train_model(client, &made.id).await;
    made.id
}
