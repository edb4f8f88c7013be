//! A server with a manual clock, and helpers for the tests.

use std::time::Duration;

use archetype_api::{Client, operations as op, types};
use counterpart_runtime::clock::Clock;
use counterpart_runtime::serve::Running;
use counterpart_runtime::store::{Keys, NewKey, Place};
use counterpart_runtime::{App, Config};

pub(crate) const KEY: &str = "test-key";
pub(crate) const ORG: &str = "acme";

/// An example lens of the platform.
pub(crate) const ACTIVITY: &str = "lns-1b6fd02e93a7c845-d2vn6t8bz4y9ks3w";

pub(crate) struct Server {
    pub(crate) running: Running,
    pub(crate) clock: Clock,
    pub(crate) keys: Keys,
}

impl Server {
    pub(crate) async fn start() -> Self {
        Self::at(Place::Memory).await
    }

    /// Starts a server whose clock is set to 8:00 on March 2, 2026.
    pub(crate) async fn at(place: Place) -> Self {
        let clock = Clock::manual("2026-03-02T08:00:00Z".parse().unwrap());
        let mut config = Config::in_memory();
        config.place = place;
        config.keys = vec![KEY.to_owned()];
        config.clock = clock.clone();
        let app = App::open(config).await.unwrap();
        let keys = app.context().keys.clone();
        Self { running: Running::start(app).await.unwrap(), clock, keys }
    }

    pub(crate) async fn stop(self) {
        // The store is closed only when nothing refers to it any longer, and the keys do.
        drop(self.keys);
        assert_eq!(self.running.stop().await.unwrap().aborted, 0);
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}/archetype/v0.5{path}", self.running.url())
    }

    pub(crate) fn pass(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }

    /// Creates a key of an organization.
    pub(crate) async fn key(&self, org: &str) -> String {
        let new = NewKey {
            owner: "jane.roe@acme.example".to_owned(),
            org: org.to_owned(),
            name: "test".to_owned(),
            expires_on: None,
        };
        self.keys.issue(new).await.unwrap().secret
    }

    pub(crate) fn client_with(&self, key: &str) -> Client {
        Client::builder().base_url(self.url("")).bearer_auth(key).build().unwrap()
    }

    /// Returns a client with a new key, because the clock and therefore the rate limits stand still.
    pub(crate) async fn client(&self) -> Client {
        self.client_with(&self.key(ORG).await)
    }

    /// Stores a file.
    pub(crate) async fn upload(&self, name: &str, content: &str) -> types::UploadFileOutput {
        let form = types::UploadFileForm::new(file(name, content));
        self.client().await.upload_file(op::UploadFile::new(form)).await.unwrap()
    }

    /// Repeats a request with a new client until the response is as expected. The clock stands still meanwhile. The
    /// limit ends a failing test.
    pub(crate) async fn reach<T>(
        &self,
        ask: impl AsyncFn(Client) -> T,
        expected: impl Fn(&T) -> bool,
    ) -> T {
        let reached = async {
            loop {
                let answer = ask(self.client().await).await;
                if expected(&answer) {
                    return answer;
                }
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        };
        tokio::time::timeout(Duration::from_mins(1), reached)
            .await
            .expect("the expected response never came")
    }
}

pub(crate) fn file(name: &str, content: &str) -> archetype_api::wire::multipart::File {
    archetype_api::wire::multipart::File::new(content.to_owned()).named(name)
}

/// Returns the codes of the documented error that a call must return, each with its pointer.
macro_rules! refused {
    ($call:expr, $error:ident::$variant:ident) => {
        match $call.await {
            Err(archetype_api::wire::CallError::Api(
                archetype_api::operations::$error::$variant(body),
            )) => body
                .errors
                .into_iter()
                .map(|error| (error.code, error.pointer.unwrap_or_default()))
                .collect::<Vec<(String, String)>>(),
            other => panic!("{other:?}"),
        }
    };
}

pub(crate) use refused;

/// A single error in the form of `refused!`.
pub(crate) fn one(code: &str, place: &str) -> Vec<(String, String)> {
    vec![(code.to_owned(), place.to_owned())]
}
