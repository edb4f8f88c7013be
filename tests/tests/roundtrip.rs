//! Round trips from client to server and back, for every operation of both APIs and every documented response: over a socket,
//! in the same process, and through a gateway, which is a served client.

use counterpart_generator::pass::Plan;
use counterpart_stages::document::{plan_of, spec};
use counterpart_tests::example;
use counterpart_tests::exchange::{Exchange, raw};
use counterpart_tests::message::{Answer, Meaning, Message};
use counterpart_tests::script::{KEY, Script};
use counterpart_tests::subject::{Arcanna, Arcee, Subject};
use counterpart_wire::{Body, FaultKind, http};

/// The way from a client to its server.
#[derive(Debug, Clone, Copy)]
enum Way {
    Socket,
    Process,
    Gateway,
}

const WAYS: [Way; 3] = [Way::Socket, Way::Process, Way::Gateway];

/// A served API, and a way to call it.
struct Served<S: Subject> {
    plan: Plan,
    script: Script,
    way: Way,
    /// The base URL.
    base: String,
    subject: std::marker::PhantomData<S>,
}

impl<S: Subject> Served<S> {
    async fn new(way: Way) -> Self {
        let plan = plan_of(S::NAME, &spec(S::NAME).text);
        let script = Script::default();
        let base = match way {
            Way::Socket => listen(S::router(&script)).await,
            _ => "http://in.process".to_owned(),
        };
        Self { plan, script, way, base, subject: std::marker::PhantomData }
    }

    fn client(&self, key: Option<&str>) -> S::Client {
        let inner = || S::router(&self.script);
        match self.way {
            Way::Socket => S::client(&self.base, key, None),
            Way::Process => S::client(&self.base, key, Some(inner())),
            Way::Gateway => {
                // The gateway has no key: it forwards that of its caller.
                let behind = S::client(&self.base, None, Some(inner()));
                S::client(&self.base, key, Some(S::gateway(behind)))
            }
        }
    }

    /// Returns every operation with its example request.
    fn calls(&self) -> Vec<(Exchange<S::Client>, http::Request<counterpart_wire::Bytes>)> {
        let exchanges = S::exchanges();
        assert_eq!(exchanges.len(), self.plan.api.operations.len(), "every operation is called");
        let calls = exchanges.into_iter().map(|exchange| {
            let operation =
                self.plan.api.operations.iter().find(|known| known.id == exchange.spec.id);
            let operation = operation.unwrap_or_else(|| panic!("no {}", exchange.spec.id));
            (exchange, example::request(&self.plan.api, operation))
        });
        calls.collect()
    }

    /// Returns the documented responses of an operation.
    fn answers(&self, id: &str) -> Vec<Answer> {
        let operation = self.plan.api.operations.iter().find(|operation| operation.id == id);
        operation.map(|operation| example::answers(&self.plan.api, operation)).unwrap_or_default()
    }
}

/// Serves a router on a free port, and returns its URL.
async fn listen(router: axum::Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await;
    let listener = listener.unwrap_or_else(|error| panic!("no port: {error}"));
    let address = listener.local_addr().unwrap_or_else(|error| panic!("no address: {error}"));
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}

/// For every operation and documented response, the implementation receives the sent request, and the client returns the
/// implementation's response.
async fn comes_back<S: Subject>(way: Way) {
    let served = Served::<S>::new(way).await;
    let client = served.client(Some(KEY));
    for (exchange, request) in served.calls() {
        let sent = Message::of(request.clone().map(Body::from)).await;
        for answer in served.answers(exchange.spec.id) {
            let place = format!("{way:?}: {}: {}", exchange.spec.id, answer.status);
            served.script.answers(answer.clone());
            let outcome = (exchange.call)(client.clone(), request.clone()).await;
            let found = outcome.unwrap_or_else(|fault| panic!("{place}: {fault:?}"));
            assert!(found.is_like(&answer), "{place}: {answer:?} came back as {found:?}");
            assert_eq!(
                served.script.seen(),
                std::slice::from_ref(&sent),
                "{place}: what was asked"
            );
        }
    }
}

/// A response with an undocumented status is a fault, which has status and body of the response.
async fn keeps_the_unexpected<S: Subject>() {
    let teapot = axum::Router::new()
        .fallback(|| async { (http::StatusCode::IM_A_TEAPOT, "short and stout") });
    let client = S::client("http://in.process", Some(KEY), Some(teapot));
    for (exchange, request) in Served::<S>::new(Way::Process).await.calls() {
        let outcome = (exchange.call)(client.clone(), request).await;
        let Err(fault) = outcome else { panic!("{}: {outcome:?}", exchange.spec.id) };
        assert_eq!(fault.kind(), &FaultKind::UnexpectedStatus, "{}", exchange.spec.id);
        let kept = fault.response().map(|kept| (kept.status.as_u16(), kept.body.as_ref()));
        assert_eq!(kept, Some((418, &b"short and stout"[..])), "{}", exchange.spec.id);
    }
}

/// The problem that a failing implementation responds with does not reveal the cause.
async fn hides_causes<S: Subject>() {
    let served = Served::<S>::new(Way::Process).await;
    let router = S::router(&served.script);
    for (exchange, mut request) in served.calls() {
        // An undocumented response, so that the implementation fails.
        served.script.answers(Answer { status: 418, media: None, body: "a secret".into() });
        request.headers_mut().insert(S::HEADER, http::HeaderValue::from_static(KEY));
        let answer = raw(&router, request).await;
        assert_eq!(
            answer.media.as_deref(),
            Some("application/problem+json"),
            "{}",
            exchange.spec.id
        );
        assert!((500..600).contains(&answer.status), "{}: {answer:?}", exchange.spec.id);
        let text = String::from_utf8_lossy(&answer.body);
        assert!(!text.contains("secret") && !text.contains("418"), "{text}");
    }
}

/// Requests without a key and with a wrong key are rejected with the documented error, and do not reach the implementation.
async fn rejects_wrong_keys<S: Subject>(way: Way) {
    let served = Served::<S>::new(way).await;
    for key in [None, Some("a wrong key")] {
        let client = served.client(key);
        for (exchange, request) in served.calls() {
            let place = format!("{way:?}: {} with {key:?}", exchange.spec.id);
            assert!(!exchange.spec.security.is_empty(), "{place}: it is secured");
            let outcome = (exchange.call)(client.clone(), request).await;
            let answer = outcome.unwrap_or_else(|fault| panic!("{place}: {fault:?}"));
            assert_eq!(answer.status, 401, "{place}");
            assert_eq!(answer.media.as_deref(), Some("application/json"), "{place}");
            let Meaning::Json(body) = answer.meaning() else { panic!("{place}: {answer:?}") };
            let says = body.get("detail").and_then(|detail| detail.as_str()).unwrap_or_default();
            assert!(!says.is_empty(), "{place}: {body}");
            assert_eq!(served.script.seen(), [], "{place}: nobody asks the implementation");
        }
    }
}

#[tokio::test]
async fn every_documented_answer_comes_back() {
    for way in WAYS {
        comes_back::<Arcee>(way).await;
        comes_back::<Arcanna>(way).await;
    }
}

#[tokio::test]
async fn an_undocumented_answer_is_a_fault() {
    keeps_the_unexpected::<Arcee>().await;
    keeps_the_unexpected::<Arcanna>().await;
}

#[tokio::test]
async fn the_cause_of_a_failure_is_not_revealed() {
    hides_causes::<Arcee>().await;
    hides_causes::<Arcanna>().await;
}

#[tokio::test]
async fn a_missing_or_wrong_key_is_rejected() {
    for way in WAYS {
        rejects_wrong_keys::<Arcee>(way).await;
        rejects_wrong_keys::<Arcanna>(way).await;
    }
}
