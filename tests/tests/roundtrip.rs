//! Client to server to client, for every operation of both APIs and every answer that their documents name: over a
//! socket, in the process, and through a gateway, which is a client served.

use counterpart_generator::pass::Plan;
use counterpart_stages::document::{plan_of, spec};
use counterpart_tests::example;
use counterpart_tests::exchange::{Exchange, raw};
use counterpart_tests::message::{Answer, Meaning, Message};
use counterpart_tests::script::{KEY, Script};
use counterpart_tests::subject::{Arcanna, Arcee, Subject};
use counterpart_wire::{Body, FaultKind, http};

/// How a client reaches its server.
#[derive(Debug, Clone, Copy)]
enum Way {
    Socket,
    Process,
    Gateway,
}

const WAYS: [Way; 3] = [Way::Socket, Way::Process, Way::Gateway];

/// An API that is served, and a way to call it.
struct Served<S: Subject> {
    plan: Plan,
    script: Script,
    way: Way,
    /// Where a socket listens.
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
                // The gateway has no key of its own: it hands on that of its caller.
                let behind = S::client(&self.base, None, Some(inner()));
                S::client(&self.base, key, Some(S::gateway(behind)))
            }
        }
    }

    /// Every operation with its request of the document's examples.
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

    /// The documented answers of an operation.
    fn answers(&self, id: &str) -> Vec<Answer> {
        let operation = self.plan.api.operations.iter().find(|operation| operation.id == id);
        operation.map(|operation| example::answers(&self.plan.api, operation)).unwrap_or_default()
    }
}

/// Serves a router on a port of its own.
async fn listen(router: axum::Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await;
    let listener = listener.unwrap_or_else(|error| panic!("no port: {error}"));
    let address = listener.local_addr().unwrap_or_else(|error| panic!("no address: {error}"));
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}

/// Every operation, every documented answer: what the implementation is asked is what was sent, and what the client
/// gives back is what the implementation answered.
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

/// An answer with a status that the document does not name is a fault that keeps what came.
async fn keeps_the_unexpected<S: Subject>() {
    let teapot = axum::Router::new()
        .fallback(|| async { (http::StatusCode::IM_A_TEAPOT, "short and stout") });
    let client = S::client("http://in.process", Some(KEY), Some(teapot));
    for (exchange, request) in Served::<S>::new(Way::Process).await.calls() {
        let outcome = (exchange.call)(client.clone(), request).await;
        let Err(fault) = outcome else { panic!("{}: {outcome:?}", exchange.spec.id) };
        assert_eq!(fault.kind(), &FaultKind::UnexpectedStatus, "{}", exchange.spec.id);
        let kept = fault.kept().map(|kept| (kept.status.as_u16(), kept.body.as_ref()));
        assert_eq!(kept, Some((418, &b"short and stout"[..])), "{}", exchange.spec.id);
    }
}

/// An implementation that fails answers with a problem that tells nothing of its cause.
async fn keeps_its_counsel<S: Subject>() {
    let served = Served::<S>::new(Way::Process).await;
    let router = S::router(&served.script);
    for (exchange, mut request) in served.calls() {
        // No outcome of the document: to receive it is a fault.
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

/// No key and a wrong key are refused in the document's shape, and the implementation is not asked.
async fn refuses<S: Subject>(way: Way) {
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
async fn a_failing_implementation_tells_nothing() {
    keeps_its_counsel::<Arcee>().await;
    keeps_its_counsel::<Arcanna>().await;
}

#[tokio::test]
async fn a_missing_and_a_wrong_key_are_refused() {
    for way in WAYS {
        refuses::<Arcee>(way).await;
        refuses::<Arcanna>(way).await;
    }
}
