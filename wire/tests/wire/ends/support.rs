//! Test support: an authenticator, raw requests and responses, a log.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use counterpart_wire::server::{AuthError, AuthRequest, Authenticator, Granted, Limits, Router};
use counterpart_wire::{Body, Credential, Json, http};
use tower::ServiceExt as _;

use super::shop::{BASIC, BEARER, COOKIE_KEY, Counter, KEY, QUERY_KEY, User, routes};

/// Accepts fixed credentials for each scheme, and records what it was asked.
#[derive(Debug, Clone, Default)]
pub(super) struct Doorman {
    pub(super) asked: Arc<Mutex<Vec<String>>>,
}

impl Authenticator for Doorman {
    type Principal = User;

    async fn authenticate(&self, presented: AuthRequest<'_>) -> Result<Granted<User>, AuthError> {
        self.asked.lock().unwrap().push(format!("{presented:?}"));
        match (presented.get(&KEY), presented.get(&BEARER), presented.get(&BASIC)) {
            (Some(key), _, _) => match key.secret().expose() {
                "k-1" => Ok(User(1).into()),
                "k-broken" => Err(AuthError::Failed("the key store is down".to_owned())),
                "k-slow" => std::future::pending().await,
                _ => Err(AuthError::unauthorized()),
            },
            (_, Some(token), _) => {
                let required = presented.scopes(&BEARER);
                match token.secret().expose() {
                    "t-3" => Ok(Granted::new(User(3)).scopes(required.iter().copied())),
                    "weak" => Ok(Granted::new(User(5)).scopes(required.iter().copied().take(1))),
                    "silent" => Ok(User(6).into()),
                    "banned" => Err(AuthError::Forbidden("the account is locked".to_owned())),
                    _ => Err(AuthError::unauthorized()),
                }
            }
            (_, _, Some(Credential::Basic { user, password })) => {
                let known = (user.as_str(), password.expose()) == ("ada", "pass:word é");
                known.then_some(User(4).into()).ok_or_else(AuthError::unauthorized)
            }
            _ => {
                let query = presented.get(&QUERY_KEY).map(Credential::secret);
                let cookie = presented.get(&COOKIE_KEY).map(Credential::secret);
                let known = (query, cookie) == (Some(&"q+2/=".into()), Some(&"c+2/=%".into()));
                known.then_some(User(2).into()).ok_or_else(AuthError::unauthorized)
            }
        }
    }
}

pub(super) fn router(limits: Limits) -> Router {
    routes(Counter, Doorman::default(), limits).into_router()
}

/// A response with its body in memory.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: http::HeaderMap,
    pub(super) body: String,
}

impl Answer {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub(super) fn json(&self) -> Json {
        serde_json::from_str(&self.body).unwrap()
    }
}

/// Sends `request` to `router`; the request is a line and headers such as `POST /items`, `X-Key: k-1`.
pub(super) async fn ask(router: &Router, head: &[&str], body: impl Into<Body>) -> Answer {
    let (method, path) = head[0].split_once(' ').unwrap();
    let mut request = http::Request::builder().method(method).uri(path);
    for header in &head[1..] {
        let (name, value) = header.split_once(": ").unwrap();
        request = request.header(name, value);
    }
    let response = router.clone().oneshot(request.body(body.into()).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = Body::wrap(body).collect(1 << 24).await.unwrap();
    Answer {
        status: parts.status.as_u16(),
        headers: parts.headers,
        body: String::from_utf8_lossy(&body).into_owned(),
    }
}

/// Records the text of every log event.
#[derive(Debug, Clone, Default)]
pub(super) struct Log(Arc<Mutex<String>>);

impl Log {
    pub(super) fn text(&self) -> String {
        self.0.lock().unwrap().clone()
    }
}

impl tracing::field::Visit for Log {
    fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn std::fmt::Debug) {
        let _ = write!(self.0.lock().unwrap(), "{}={value:?} ", field.name());
    }
}

impl tracing::Subscriber for Log {
    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, _: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        tracing::span::Id::from_u64(1)
    }

    fn record(&self, _: &tracing::span::Id, _: &tracing::span::Record<'_>) {}

    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}

    fn event(&self, event: &tracing::Event<'_>) {
        event.record(&mut self.clone());
    }

    fn enter(&self, _: &tracing::span::Id) {}

    fn exit(&self, _: &tracing::span::Id) {}
}
