//! Webhooks and callbacks over a real socket: a sender gets the URL of a receiver, and both use the same types.

use std::sync::{Arc, Mutex};

use counterpart_wire::{
    Call, CallError, Credentials, DateTime, Error, Fault, FaultKind, Outcome, StatusCode,
};

use crate::incoming_callbacks::callbacks::{
    self, Callbacks, OnData, OnFault, OnOther, StreamIsDone,
};
use crate::incoming_callbacks::operations::{Other, Subscribe};
use crate::incoming_callbacks::types as callback_types;
use crate::incoming_webhooks::webhooks::{
    self, GetOrder, OrderShipped, OrderShippedError, PostOrder, QuestionsWebhooks, StockLow,
    StockLowOutcome, Webhooks,
};
use crate::incoming_webhooks::{security, types};
use crate::served::served;

/// The receiver of the shop's webhooks.
struct Listener;

impl Webhooks for Listener {
    type Principal = Credentials;

    async fn order_shipped(&self, call: Call<OrderShipped, ()>) -> Outcome<OrderShipped> {
        match (call.body.id.as_str(), call.attempt) {
            ("gone", _) => Err(OrderShippedError::Gone.into()),
            (_, Some(2)) => {
                let refusal = types::Refusal::new("twice");
                let status = StatusCode::CONFLICT;
                Err(OrderShippedError::ClientError(status, refusal).into())
            }
            _ => Ok(()),
        }
    }

    async fn stock_low(&self, call: Call<StockLow, ()>) -> Outcome<StockLow> {
        assert_eq!(call.body.as_deref(), Some(&["tea".to_owned()][..]));
        Ok(StockLowOutcome::Successful(StatusCode::ACCEPTED))
    }
}

impl QuestionsWebhooks for Listener {
    type Principal = Credentials;

    async fn get_order(&self, call: Call<GetOrder, Credentials>) -> Outcome<GetOrder> {
        assert!(call.principal.get(&security::KEY).is_some());
        Ok(call.request.challenge)
    }

    async fn post_order(&self, _: Call<PostOrder, ()>) -> Outcome<PostOrder> {
        // The response has the properties that only the receiver sets, and not those that only the shop sets.
        Ok(types::OrderRequest::new("ship it").with_code("7"))
    }
}

fn shipped(id: &str) -> OrderShipped {
    OrderShipped::new(counterpart_wire::Uuid::nil(), types::Order::new(id, "a note"))
}

#[tokio::test]
async fn webhooks_are_sent_to_the_url_that_is_given() {
    let receiver = webhooks::receiver::router(Listener, counterpart_wire::server::PassThrough);
    let base = served(axum::Router::new().nest("/hooks", receiver)).await;
    let sender = webhooks::Sender::builder().key("k").build().expect("a sender");
    let to = |path: &str| format!("{base}/hooks{path}");
    sender.order_shipped(shipped("1")).to(to("/orderShipped")).await.expect("heard");
    let gone = sender.order_shipped(shipped("gone")).to(to("/orderShipped?shop=7")).await;
    assert!(matches!(gone, Err(CallError::Api(OrderShippedError::Gone))));
    let twice = sender.order_shipped(shipped("1").with_attempt(2)).to(to("/orderShipped?a=b"));
    let Err(CallError::Api(OrderShippedError::ClientError(status, refusal))) = twice.await else {
        panic!("it was heard twice");
    };
    assert_eq!((status.as_u16(), refusal.message.as_str()), (409, "twice"));
    // Receivers check the limits of the document, too.
    let mut wrong = shipped("1");
    wrong.body.note = String::new();
    let refused = sender.order_shipped(wrong).to(to("/orderShipped")).await;
    let Err(CallError::Api(OrderShippedError::ClientError(status, _))) = refused else {
        panic!("an empty note was heard");
    };
    assert_eq!(status.as_u16(), 400);
    let low = StockLow::new().with_body(vec!["tea".to_owned()]);
    sender.stock_low(low).to(to("/stock%2Flow")).await.expect("heard");
    let challenge = sender.get_order(GetOrder::new("c")).to(to("/order")).await.expect("answered");
    assert_eq!(challenge, "c");
    let answer = sender.post_order(PostOrder::new()).to(to("/order")).await.expect("answered");
    assert_eq!(answer.code.as_ref().map(counterpart_wire::Secret::expose), Some("7"));
}

#[tokio::test]
async fn a_sender_implements_the_trait_of_its_webhooks() {
    let receiver = webhooks::receiver::router(Listener, counterpart_wire::server::PassThrough);
    let base = served(receiver).await;
    let sender = webhooks::Sender::builder().base_url(base).build().expect("a sender");
    let told = Webhooks::order_shipped(&sender, Call::new(shipped("gone"), ())).await;
    assert!(matches!(told, Err(Error::Api(OrderShippedError::Gone))));
}

#[tokio::test]
async fn a_sender_needs_an_http_url() {
    let sender = webhooks::Sender::builder().build().expect("a sender");
    let unsent = sender.order_shipped(shipped("1")).await;
    let is_request = |fault: &Fault| matches!(fault.kind(), FaultKind::Request(_));
    assert!(matches!(&unsent, Err(CallError::Fault(fault)) if is_request(fault)));
    for url in ["", "/hooks", "file:///etc/passwd", "http://user:word@127.0.0.1/", "http://a/#b"] {
        let unsent = sender.order_shipped(shipped("1")).to(url).await;
        assert!(matches!(&unsent, Err(CallError::Fault(fault)) if is_request(fault)), "{url}");
    }
}

/// The receiver of callbacks, which records them.
#[derive(Clone, Default)]
struct Called(Arc<Mutex<Vec<String>>>);

impl Called {
    fn note(&self, text: String) {
        self.0.lock().expect("no panic").push(text);
    }
}

impl Callbacks for Called {
    type Principal = ();

    async fn on_data(&self, call: Call<OnData, ()>) -> Outcome<OnData> {
        self.note(format!("data {}", call.body.value));
        Ok(())
    }

    async fn stream_is_done(&self, call: Call<StreamIsDone, ()>) -> Outcome<StreamIsDone> {
        self.note(format!("done {:?}", call.reason));
        Ok(true)
    }

    async fn on_fault(&self, _: Call<OnFault, ()>) -> Outcome<OnFault> {
        Ok(())
    }

    async fn on_other(&self, _: Call<OnOther, ()>) -> Outcome<OnOther> {
        self.note("other".to_owned());
        Ok(())
    }
}

#[tokio::test]
async fn callbacks_go_to_the_url_in_the_request() {
    let called = Called::default();
    let receiver = callbacks::receiver::router(called.clone(), ());
    let base = served(axum::Router::new().nest("/me", receiver)).await;
    let urls = callback_types::SubscribeBodyUrls::new(format!("{base}/me/onDone"));
    let asked = Subscribe::new("a b", format!("{base}/me/onData"))
        .with_body(callback_types::SubscribeBody::new(urls))
        .with_x_secret("s/1");
    let answered = callback_types::Subscribe201Response::new(9);

    let sender = callbacks::Sender::builder().build().expect("a sender");
    let url = OnData::url_for_subscribe(&asked).expect("a URL");
    assert_eq!(url, format!("{base}/me/onData/data"));
    let at: DateTime = "2026-01-02T03:04:05Z".parse().expect("an instant");
    let data = OnData::new(callback_types::Data::new(at, 1.5));
    sender.on_data(data).to(url).await.expect("heard");

    let url = StreamIsDone::url_for_subscribe(&asked, &answered).expect("a URL");
    assert_eq!(url, format!("{base}/me/onDone?stream=a%20b&number=9"));
    let done = StreamIsDone::new().with_reason("end");
    assert!(sender.stream_is_done(done).to(url).await.expect("heard"));

    let other = Other::new(callback_types::OtherBody::new(format!("{base}/me/onOther")));
    let url = OnOther::url_for_other(&other).expect("a URL");
    sender.on_other(OnOther::new()).to(url).await.expect("heard");

    let url = OnFault::url_for_subscribe(&asked).expect("a URL");
    assert_eq!(url, "https://example.com/faults?secret=s%2F1");
    // The other request does not have the header that the URL is taken from.
    assert!(OnFault::url_for_other(&other).is_err());
    let heard = called.0.lock().expect("no panic").clone();
    assert_eq!(heard, ["data 1.5", "done Some(\"end\")", "other"]);
}

#[tokio::test]
async fn a_receiver_can_have_other_paths() {
    let called = Called::default();
    let routes = counterpart_wire::server::Routes::new(
        called.clone(),
        (),
        counterpart_wire::server::Limits::default(),
    );
    let routes = callbacks::receiver::callbacks(routes.paths(|spec| match spec.id {
        "onOther" => "/mine/{anything}",
        _ => spec.path,
    }));
    let base = served(routes.into_router()).await;
    let sender = callbacks::Sender::builder().build().expect("a sender");
    sender.on_other(OnOther::new()).to(format!("{base}/mine/7?x=1")).await.expect("heard");
    assert_eq!(*called.0.lock().expect("no panic"), ["other"]);
}
