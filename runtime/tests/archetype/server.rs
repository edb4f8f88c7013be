//! A server with a clock that the test moves, and what the tests ask it again and again.

use std::time::Duration;

use archetype_api::{Client, operations as op, types};
use counterpart_runtime::clock::Clock;
use counterpart_runtime::serve::Running;
use counterpart_runtime::store::{Keys, NewKey, Place};
use counterpart_runtime::{App, Config};

pub(crate) const KEY: &str = "test-key";
pub(crate) const ORG: &str = "acme";

/// The example lens of the platform.
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

    /// A server whose clock stands at eight in the morning of the second of March 2026.
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
        // A store is closed for good when nobody holds it any more, and the keys hold it.
        drop(self.keys);
        self.running.stop().await.unwrap();
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}/archetype/v0.5{path}", self.running.url())
    }

    pub(crate) fn pass(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }

    /// A new key of an organization.
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

    /// A client with a key of its own, which has made no request yet: the clock stands still, and so do the limits.
    pub(crate) async fn client(&self) -> Client {
        self.client_with(&self.key(ORG).await)
    }

    /// Stores a file.
    pub(crate) async fn upload(&self, name: &str, content: &str) -> types::UploadFileOutput {
        let form = types::UploadFileForm::new(file(name, content));
        self.client().await.upload_file(op::UploadFile::new(form)).await.unwrap()
    }

    /// Asks with a client of its own until the answer is what is expected. The clock stands still meanwhile; the limit
    /// is for a test that fails.
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
        tokio::time::timeout(Duration::from_mins(1), reached).await.expect("it is never reached")
    }
}

pub(crate) fn file(name: &str, content: &str) -> archetype_api::wire::multipart::File {
    archetype_api::wire::multipart::File::new(content.to_owned()).named(name)
}

/// The codes of the documented error that a call must end in, each with the place that it is about.
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

/// One error, as `refused!` gives it.
pub(crate) fn one(code: &str, place: &str) -> Vec<(String, String)> {
    vec![(code.to_owned(), place.to_owned())]
}
