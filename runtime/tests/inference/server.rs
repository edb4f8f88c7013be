//! A server with a manual clock, and helpers for the tests.

use std::fmt::Debug;
use std::time::Duration;

use counterpart_runtime::clock::Clock;
use counterpart_runtime::serve::Running;
use counterpart_runtime::store::{Keys, NewKey, Place};
use counterpart_runtime::{App, Config, api};
use counterpart_wire::{ApiError, CallError};
use inference_api::{Client, operations as op, types};

pub(crate) const KEY: &str = "test-key";
pub(crate) const SECOND: Duration = Duration::from_secs(1);

pub(crate) struct Server {
    pub(crate) running: Running,
    pub(crate) clock: Clock,
    pub(crate) client: Client,
    keys: Keys,
}

impl Server {
    pub(crate) async fn start() -> Self {
        Self::at(Place::Memory).await
    }

    /// Starts a server whose clock is set to noon on January 1, 2026.
    pub(crate) async fn at(place: Place) -> Self {
        let clock = Clock::manual("2026-01-01T12:00:00Z".parse().unwrap());
        let config = Config {
            // Serves only this API, because parsing the other large documents takes longer than most tests.
            apis: api::select(&["inference".to_owned()]).unwrap(),
            place,
            keys: vec![KEY.to_owned()],
            clock: clock.clone(),
            ..Config::in_memory()
        };
        let app = App::open(config).await.unwrap();
        let keys = app.context().keys.clone();
        let running = Running::start(app).await.unwrap();
        let client = client(&running, KEY);
        Self { running, clock, client, keys }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}/inference/v1{path}", self.running.url())
    }

    /// Creates a key of a user, for an organization or a space id.
    pub(crate) async fn key(&self, owner: &str, org: &str) -> String {
        self.key_until(owner, org, None).await
    }

    /// The same, with an expiry date.
    pub(crate) async fn key_until(&self, owner: &str, org: &str, day: Option<&str>) -> String {
        let new = NewKey {
            owner: owner.to_owned(),
            org: org.to_owned(),
            name: "test".to_owned(),
            expires_on: day.map(|day| day.parse().unwrap()),
        };
        self.keys.issue(new).await.unwrap().secret
    }

    /// Returns a user with such a key.
    pub(crate) async fn user(&self, owner: &str, org: &str) -> Client {
        client(&self.running, &self.key(owner, org).await)
    }

    pub(crate) fn client_with(&self, key: &str) -> Client {
        client(&self.running, key)
    }

    /// Advances the clock second by second until the response is as expected.
    pub(crate) async fn until<T>(&self, ask: impl AsyncFn() -> Option<T>) -> T {
        let reached = async {
            loop {
                if let Some(found) = ask().await {
                    return found;
                }
                self.clock.advance(SECOND);
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(Duration::from_mins(1), reached)
            .await
            .expect("the expected response never came")
    }

    /// Advances the clock while waiting for something.
    pub(crate) async fn during<T>(&self, wait: impl Future<Output = T>) -> T {
        let mut wait = std::pin::pin!(wait);
        loop {
            tokio::select! {
                done = &mut wait => return done,
                () = tokio::time::sleep(Duration::from_millis(2)) => {
                    self.clock.advance(Duration::from_millis(20));
                }
            }
        }
    }

    /// Repeats a request until the response is as expected, while the clock stands still.
    pub(crate) async fn soon<T>(&self, ask: impl AsyncFn() -> Option<T>) -> T {
        let reached = async {
            loop {
                if let Some(found) = ask().await {
                    return found;
                }
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        };
        tokio::time::timeout(Duration::from_mins(1), reached)
            .await
            .expect("the expected response never came")
    }

    pub(crate) async fn stop(self) {
        // The store is closed only when nothing refers to it any longer, and the keys do.
        drop(self.keys);
        self.running.stop().await.unwrap();
    }
}

fn client(running: &Running, key: &str) -> Client {
    let url = format!("{}/inference/v1", running.url());
    Client::builder().base_url(url).api_key(key).build().unwrap()
}

/// Checks that a call returns a documented error with this status and text.
#[track_caller]
pub(crate) fn refused<T: Debug, E: ApiError>(
    answer: Result<T, CallError<E>>,
    status: u16,
    says: &str,
) {
    let error = answer.unwrap_err();
    assert!(matches!(error, CallError::Api(_)), "{error:?}");
    assert_eq!(error.status().unwrap(), status, "{error:?}");
    let text = format!("{error:?}");
    assert!(text.contains(says), "{text}");
}

/// An unused id.
pub(crate) const NOTHING: &str = "0192f3a2-0b4d-7c66-8a1f-000000000000";

pub(crate) async fn first_benchmark(client: &Client) -> types::Benchmark {
    client.list_benchmarks(op::ListBenchmarks::new()).await.unwrap().data.remove(0)
}

pub(crate) async fn first_connector(client: &Client) -> types::Connector {
    client.list_connectors(op::ListConnectors::new()).await.unwrap().data.remove(0)
}

pub(crate) async fn first_data_model(client: &Client) -> types::DataModel {
    client.list_data_models(op::ListDataModels::new()).await.unwrap().data.remove(0)
}
