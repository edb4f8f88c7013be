//! A server with a manual clock, and users signed up there.

use std::fmt::Debug;
use std::time::Duration;

use agents_api::wire::{Event, Events, Fault};
use agents_api::{Client, operations as op, types};
use counterpart_runtime::clock::Clock;
use counterpart_runtime::serve::Running;
use counterpart_runtime::store::Place;
use counterpart_runtime::{App, Config, Environment};
use futures_util::StreamExt;

const PASSWORD: &str = "correct-horse-battery-staple";

/// Slightly more than the time between two words of a response.
const WORD: Duration = Duration::from_millis(20);

pub(crate) struct Server {
    running: Running,
    pub(crate) clock: Clock,
}

/// A signed-up user who owns a tenant.
pub(crate) struct Owner {
    pub(crate) email: String,
    pub(crate) client: Client,
    pub(crate) tenant: String,
    pub(crate) user: String,
    pub(crate) token: String,
}

pub(crate) async fn start() -> Server {
    start_in(Place::Memory, Environment::default()).await
}

/// Starts a server whose clock is set to noon on January 1, 2026.
pub(crate) async fn start_in(place: Place, environment: Environment) -> Server {
    let clock = Clock::manual("2026-01-01T12:00:00Z".parse().unwrap());
    let mut config = Config::in_memory();
    (config.place, config.clock, config.environment) = (place, clock.clone(), environment);
    let running = Running::start(App::open(config).await.unwrap()).await.unwrap();
    Server { running, clock }
}

/// Starts a server, and signs up the owner of a tenant.
pub(crate) async fn start_with_owner() -> (Server, Owner) {
    let server = start().await;
    let owner = server.register("ada@acme.example").await;
    (server, owner)
}

impl Server {
    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}/agents{path}", self.running.url())
    }

    pub(crate) async fn register(&self, email: &str) -> Owner {
        register(&self.url(""), email).await
    }

    /// Starts a new session for the same user, because some tests outlast a session.
    pub(crate) async fn back(&self, who: &Owner) -> Owner {
        let visitor = Client::builder().base_url(self.url("")).build().unwrap();
        let body = types::UserLoginRequest::new(&who.email, PASSWORD);
        let session = visitor.login(op::Login::new(body)).await.unwrap();
        let token = session.access_token.expose().to_owned();
        let client = client(&self.url(""), &token);
        let (email, tenant, user) = (who.email.clone(), session.tenant_id, session.user_id);
        Owner { email, client, tenant, user, token }
    }

    /// Stops the server. Nothing may keep it from ending.
    pub(crate) async fn stop(self) {
        assert_eq!(self.running.stop().await.unwrap().aborted, 0);
    }

    /// Returns the next event of a stream, advancing the clock until it arrives.
    pub(crate) async fn next<T: 'static>(&self, events: &mut Events<T>) -> Option<T> {
        loop {
            tokio::select! {
                biased;
                event = events.next() => {
                    return event.map(|event: Result<Event<T>, Fault>| event.unwrap().data);
                }
                () = tokio::time::sleep(Duration::from_millis(1)) => self.clock.advance(WORD),
            }
        }
    }

    /// Returns the rest of a stream.
    pub(crate) async fn rest<T: 'static>(&self, events: &mut Events<T>) -> Vec<T> {
        let mut all = Vec::new();
        while let Some(event) = self.next(events).await {
            all.push(event);
        }
        all
    }

    /// Returns the result of a call that takes time, advancing the clock until it completes.
    pub(crate) async fn done<T>(&self, call: impl IntoFuture<Output = T>) -> T {
        let mut call = std::pin::pin!(call.into_future());
        loop {
            tokio::select! {
                biased;
                done = &mut call => return done,
                () = tokio::time::sleep(Duration::from_millis(1)) => self.clock.advance(WORD),
            }
        }
    }
}

impl Owner {
    /// Sends a raw request with the owner's token.
    pub(crate) fn ask(&self, method: &str, url: String) -> reqwest::RequestBuilder {
        let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        let value = format!("Bearer {}", self.token);
        reqwest::Client::new().request(method, url).header("authorization", value)
    }

    pub(crate) async fn say(&self, message: &str) -> types::AgentChatResponse {
        let body = types::AgentChatRequest::new(message);
        self.client.chat(op::Chat::new(body)).await.unwrap()
    }

    pub(crate) async fn conversation(&self, id: &str) -> types::ConversationHistory {
        self.client.get_conversation(op::GetConversation::new(id)).await.unwrap()
    }

    /// Stores a file and returns its id.
    pub(crate) async fn store(&self, name: &str, kind: &str, content: &str) -> String {
        let size = i64::try_from(content.len()).unwrap();
        let body = types::StoragePresignUploadRequest::new(name, kind, size);
        let upload = self.client.create_upload_url(op::CreateUploadUrl::new(body)).await.unwrap();
        let request = reqwest::Client::new().put(&upload.upload_url).header("content-type", kind);
        let answer = request.body(content.to_owned()).send().await.unwrap();
        assert_eq!(answer.status(), 200);
        upload.object_id.to_string()
    }
}

pub(crate) async fn register(url: &str, email: &str) -> Owner {
    let visitor = Client::builder().base_url(url).build().unwrap();
    let body = types::UserRegisterRequest::new(email, PASSWORD, "Acme").with_accept_terms(true);
    let session = visitor.register_tenant(op::RegisterTenant::new(body)).await.unwrap();
    let token = session.access_token.expose().to_owned();
    let (email, client) = (email.to_owned(), client(url, &token));
    Owner { email, client, tenant: session.tenant_id, user: session.user_id, token }
}

pub(crate) fn client(url: &str, token: &str) -> Client {
    Client::builder().base_url(url).bearer_auth(token).build().unwrap()
}

/// Fails unless both are equal apart from their order.
#[track_caller]
pub(crate) fn same<T: Ord + Debug>(mut one: Vec<T>, mut other: Vec<T>) {
    one.sort();
    other.sort();
    assert_eq!(one, other);
}

/// Fails unless a call returned a documented error. Returns the error message.
#[macro_export]
macro_rules! refused {
    ($call:expr, $error:ident :: $variant:ident) => {{
        let error = $call.await.unwrap_err();
        match error {
            agents_api::wire::CallError::Api(agents_api::operations::$error::$variant(body)) => {
                body.message.clone()
            }
            other => panic!("expected {}: {other:?}", stringify!($variant)),
        }
    }};
}
