//! Tests of the Arcanna API, with the generated client and raw requests over a socket.

mod decisions;
mod events;
mod jobs;
mod restart;
mod wire;

use std::time::Duration;

use arcanna_api::operations::{
    ExportEvent, GetEventDecision, GetJob, IngestEvent, IngestEventWithId, SubmitFeedback,
};
use arcanna_api::{Client, types};
use counterpart_runtime::clock::Clock;
use counterpart_runtime::serve::Running;
use counterpart_runtime::store::{NewKey, Place};
use counterpart_runtime::{App, Config};
use jiff::Timestamp;
use serde_json::Value;

const KEY: &str = "test-key";

/// A server with its clock, and a client.
struct Server {
    running: Running,
    clock: Clock,
    client: Client,
}

impl Server {
    async fn start() -> Self {
        Self::at(Place::Memory).await
    }

    async fn at(place: Place) -> Self {
        let clock = Clock::manual("2026-01-31T12:00:00Z".parse().unwrap());
        let config = Config {
            place,
            keys: vec![KEY.to_owned()],
            clock: clock.clone(),
            ..Config::in_memory()
        };
        let running = Running::start(App::open(config).await.unwrap()).await.unwrap();
        let client = client(&running, KEY);
        Self { running, clock, client }
    }

    /// Starts a server with a second key, of another organization and with an expiry date.
    async fn with_other_key(org: &str, last_day: Option<&str>) -> (Self, Client) {
        let clock = Clock::manual("2026-01-31T12:00:00Z".parse().unwrap());
        let config =
            Config { clock: clock.clone(), keys: vec![KEY.to_owned()], ..Config::in_memory() };
        let app = App::open(config).await.unwrap();
        let new = NewKey {
            owner: "jane.roe@acme.example".to_owned(),
            org: org.to_owned(),
            name: "other".to_owned(),
            expires_on: last_day.map(|day| day.parse().unwrap()),
        };
        let key = app.context().keys.issue(new).await.unwrap().secret;
        let running = Running::start(app).await.unwrap();
        let (client, other) = (client(&running, KEY), client(&running, &key));
        (Self { running, clock, client }, other)
    }

    fn url(&self, path: &str) -> String {
        format!("{}/arcanna{path}", self.running.url())
    }

    fn advance(&self, seconds: u64) -> Timestamp {
        self.clock.advance(Duration::from_secs(seconds));
        self.clock.now()
    }

    async fn ingest(&self, job: i64, event: Value) -> String {
        let request = IngestEvent::new(ingest(job, event));
        self.client.ingest_event(request).await.unwrap().event_id
    }

    async fn ingest_as(&self, job: i64, id: &str, event: Value) {
        let request = IngestEventWithId::new(id, ingest(job, event));
        let answer = self.client.ingest_event_with_id(request).await.unwrap();
        assert_eq!((answer.event_id.as_str(), answer.status.as_str()), (id, "pending_inference"));
    }

    async fn decision(&self, job: i64, id: &str) -> types::EventDecision {
        self.client.get_event_decision(GetEventDecision::new(job, id)).await.unwrap()
    }

    async fn label(&self, job: i64, id: &str) -> String {
        self.decision(job, id).await.result_label.unwrap()
    }

    async fn export(&self, job: i64, id: &str) -> types::EventExport {
        self.client.export_event(ExportEvent::new(job, id)).await.unwrap()
    }

    async fn feedback(&self, job: i64, id: &str, feedback: &str) {
        let body = types::FeedbackRequest::new("jane.roe", feedback);
        let answer = self.client.submit_feedback(SubmitFeedback::new(job, id, body)).await.unwrap();
        assert_eq!(answer.status, "Feedback received");
    }

    async fn job(&self, job: i64) -> types::Job {
        self.client.get_job(GetJob::new(job)).await.unwrap()
    }

    /// Waits until a training is in a state. The clock stands still meanwhile. The limit ends a failing test.
    async fn reach(&self, job: i64, state: &str) -> types::Job {
        let reached = async {
            loop {
                let job = self.job(job).await;
                if job.retrain_state == state {
                    return job;
                }
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), reached)
            .await
            .unwrap_or_else(|_| panic!("state {state} was not reached"))
    }

    async fn stop(self) {
        self.running.stop().await.unwrap();
    }
}

fn client(running: &Running, key: &str) -> Client {
    let url = format!("{}/arcanna", running.url());
    Client::builder().base_url(url).arcanna_api_key(key).build().unwrap()
}

fn ingest(job: i64, event: Value) -> types::EventIngestRequest {
    let Value::Object(event) = event else { panic!("an event is an object: {event}") };
    types::EventIngestRequest::new(job, event.into_iter().collect())
}
