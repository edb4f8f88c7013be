//! A server with a manual clock, signed-up users, and access to the outbox.

use std::sync::Mutex;
use std::time::Duration;

use agents_api::{Client, operations as op, types};
use counterpart_runtime::clock::Clock;
use counterpart_runtime::serve::Running;
use counterpart_runtime::store::{List, Place, Store};
use counterpart_runtime::{App, Config, Environment};
use serde_json::Value;

pub(crate) const PASSWORD: &str = "correct-horse-battery-staple";
pub(crate) const MINUTE: Duration = Duration::from_mins(1);
pub(crate) const DAY: Duration = Duration::from_hours(24);

pub(crate) struct Server {
    pub(crate) running: Running,
    pub(crate) clock: Clock,
    store: Store,
    invite: Mutex<Option<String>>,
}

/// A signed-up user.
pub(crate) struct Person {
    pub(crate) email: String,
    pub(crate) session: types::UserRegisterResponse,
    pub(crate) client: Client,
}

pub(crate) async fn start() -> Server {
    start_with(Environment::default()).await
}

pub(crate) async fn start_with(environment: Environment) -> Server {
    start_in(Place::Memory, environment).await
}

/// Starts a server whose clock is set to noon on January 1, 2026.
pub(crate) async fn start_in(place: Place, environment: Environment) -> Server {
    let clock = Clock::manual("2026-01-01T12:00:00Z".parse().unwrap());
    let mut config = Config::in_memory();
    (config.place, config.clock, config.environment) = (place, clock.clone(), environment);
    let app = App::open(config).await.unwrap();
    let store = app.context().store.clone();
    let invite = Mutex::new(app.operator_invite().map(str::to_owned));
    Server { running: Running::start(app).await.unwrap(), clock, store, invite }
}

impl Server {
    pub(crate) async fn stop(self) {
        // The store is closed only when nothing refers to it any longer.
        drop(self.store);
        self.running.stop().await.unwrap();
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}/agents{path}", self.running.url())
    }

    /// Returns a client without a token.
    pub(crate) fn visitor(&self) -> Client {
        Client::builder().base_url(self.url("")).build().unwrap()
    }

    pub(crate) fn client(&self, token: &str) -> Client {
        Client::builder().base_url(self.url("")).bearer_auth(token).build().unwrap()
    }

    /// Returns the invite for the first operator. Later calls return none.
    pub(crate) fn operator_invite(&self) -> Option<String> {
        self.invite.lock().unwrap().take()
    }

    /// Returns the number of records in a collection.
    pub(crate) async fn count(&self, collection: &'static str) -> u64 {
        let all = self.store.scope("agents", "/shared").collection::<Value>(collection);
        all.count().await.unwrap()
    }

    /// Signs up a user. The first one uses the operator invite.
    pub(crate) async fn register(&self, email: &str, tenant: &str) -> Person {
        let mut body = registration(email, tenant);
        body.invite_token = self.operator_invite().map(agents_api::wire::Secret::new).into();
        let session = self.visitor().register_tenant(op::RegisterTenant::new(body)).await.unwrap();
        let client = self.client(session.access_token.expose());
        Person { email: email.to_owned(), session, client }
    }

    pub(crate) async fn login(&self, email: &str, password: &str) -> Option<Client> {
        let body = types::UserLoginRequest::new(email, password);
        let session = self.visitor().login(op::Login::new(body)).await.ok()?;
        Some(self.client(session.access_token.expose()))
    }

    /// Returns the messages of a type to an address, oldest first.
    pub(crate) async fn letters(&self, to: &str, kind: &str) -> Vec<Value> {
        let outbox = self.store.scope("agents", "/shared").collection::<Value>("outbox");
        let all = outbox.list(&List::new()).await.unwrap().items.into_iter();
        let letters = all.map(|letter| letter.value);
        letters.filter(|letter| letter["to"] == to && letter["kind"] == kind).collect()
    }

    /// Returns the token of the last message of a type to an address.
    pub(crate) async fn token(&self, to: &str, kind: &str) -> String {
        let letters = self.letters(to, kind).await;
        letters.last().unwrap()["token"].as_str().unwrap().to_owned()
    }
}

impl Person {
    pub(crate) fn tenant(&self) -> &str {
        &self.session.tenant_id
    }
}

pub(crate) fn registration(email: &str, tenant: &str) -> types::UserRegisterRequest {
    types::UserRegisterRequest::new(email, PASSWORD, tenant).with_accept_terms(true)
}

/// Returns whether the session of a client is active.
pub(crate) async fn lives(client: &Client) -> bool {
    client.get_current_user(op::GetCurrentUser::new()).await.is_ok()
}

/// Fails unless a call returned a documented error.
#[macro_export]
macro_rules! refused {
    ($call:expr, $error:ident :: $variant:ident) => {{
        let error = $call.await.unwrap_err();
        match error {
            agents_api::wire::CallError::Api(agents_api::operations::$error::$variant(body)) => {
                body
            }
            other => panic!("expected {}: {other:?}", stringify!($variant)),
        }
    }};
}
