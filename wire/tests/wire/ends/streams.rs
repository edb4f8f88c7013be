//! Event streams over a real socket: events arrive immediately, and either side may close the connection.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use counterpart_wire::client::{Builder, Client};
use counterpart_wire::server::{self, Limits, Routes};
use counterpart_wire::{
    AnswerSpec, Body, BodySpec, Call, Codec, Content, Error, Event, EventFormat, Events, Fault,
    FaultKind, Operation, OperationSpec, RequestReader, RequestWriter, ResponseReader, Status,
    http, respond,
};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

use super::support::{Log, ask};

const FORMAT: EventFormat = EventFormat::SSE.until("[DONE]");

/// Sends numbers, one a line, and returns events.
#[derive(Debug)]
struct Follow {
    body: Events<i64>,
}

impl Operation for Follow {
    type Output = Events<i64>;
    type Error = Infallible;
    const SPEC: &'static OperationSpec = &OperationSpec {
        id: "follow",
        method: "POST",
        path: "/follow",
        optional_slash: false,
        body: Some(BodySpec {
            required: false,
            contents: &[Content { media: "application/jsonl", aliases: &[], codec: Codec::Events }],
        }),
        answers: &[AnswerSpec {
            status: Status::Code(200),
            contents: &[Content { media: "text/event-stream", aliases: &[], codec: Codec::Events }],
        }],
        problems: &[],
        invalid: 422,
        security: &[],
    };

    fn write(self, to: &mut RequestWriter) {
        to.events("application/jsonl", EventFormat::LINES, self.body);
    }

    fn read(from: &mut RequestReader) -> Option<Self> {
        from.events(EventFormat::LINES).map(|body| Self { body })
    }

    fn respond(outcome: Result<Self::Output, Infallible>) -> http::Response<Body> {
        match outcome {
            Ok(body) => respond::events(200, "text/event-stream", FORMAT, body),
            Err(never) => match never {},
        }
    }

    fn receive(from: ResponseReader) -> Result<Result<Self::Output, Infallible>, Fault> {
        match from.status() {
            200 => from.events(FORMAT).map(Ok),
            _ => Err(from.unexpected()),
        }
    }
}

/// The response of the implementation, used once.
type Answer = Arc<Mutex<Option<Events<i64>>>>;

async fn serve(limits: Limits, answer: Events<i64>) -> Builder {
    let answer: Answer = Arc::new(Mutex::new(Some(answer)));
    serve_with(limits, answer, taken).await
}

async fn taken(answer: &Answer, _: Call<Follow, ()>) -> Result<Events<i64>, Error<Infallible>> {
    answer.lock().unwrap().take().ok_or_else(|| Fault::new(FaultKind::Internal).into())
}

async fn serve_with<F>(limits: Limits, api: Answer, answer: F) -> Builder
where
    F: for<'a> server::Answer<'a, Answer, Follow, ()>,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let routes = Routes::new(api, (), limits).open::<Follow, _>(answer);
    tokio::spawn(async move { axum::serve(listener, routes.into_router()).await });
    Builder::new(None).base_url(base)
}

fn nothing() -> Follow {
    Follow { body: Events::new(stream::empty::<Result<i64, Fault>>()) }
}

/// Returns a stream of events that a test sends one by one.
fn channel() -> (mpsc::Sender<Event<i64>>, Events<i64>) {
    let (sender, receiver) = mpsc::channel(1);
    let events = stream::unfold(receiver, |mut receiver| async {
        receiver.recv().await.map(|event: Event<i64>| (Ok::<_, Fault>(event), receiver))
    });
    (sender, Events::new(events))
}

/// The caller of a gateway is responsible for what it streams, not the server behind the gateway.
#[tokio::test]
async fn an_invalid_event_behind_a_gateway_is_refused_as_before_it() {
    async fn count(_: &Answer, call: Call<Follow, ()>) -> Result<Events<i64>, Error<Infallible>> {
        let sum =
            call.request.body.into_data().try_fold(0, |sum, one| async move { Ok(sum + one) });
        let sum = sum.await?;
        Ok(Events::new(stream::iter([Ok::<_, Fault>(sum)])))
    }
    async fn pass(api: &Client, call: Call<Follow, ()>) -> Result<Events<i64>, Error<Infallible>> {
        api.forward_open(call).await
    }
    let backend = serve_with(Limits::default(), Answer::default(), count).await.build().unwrap();
    let near = Routes::new(Answer::default(), (), Limits::default()).open::<Follow, _>(count);
    let near = Builder::new(None).base_url("http://near").transport(near.into_router());
    for inner in [backend, near.build().unwrap()] {
        let gateway = Routes::new(inner, (), Limits::default()).open::<Follow, _>(pass);
        let gateway = gateway.into_router();
        let head = ["POST /follow", "Content-Type: application/jsonl"];
        let body = |text: &'static str| {
            let chunks = text.split_inclusive('\n').map(|line| Ok::<_, Fault>(line.into()));
            Body::from_stream(stream::iter(chunks))
        };
        let answer = ask(&gateway, &head, body("1\nmany\n")).await;
        assert_eq!((answer.status, &answer.json()["errors"][0]["code"]), (422, &"json".into()));
        let answer = ask(&gateway, &head, body("1\n2\n")).await;
        assert_eq!((answer.status, answer.body.as_str()), (200, "data: 3\n\ndata: [DONE]\n\n"));
    }
}

#[tokio::test]
async fn the_first_event_is_read_before_the_last_is_written() {
    let (sender, events) = channel();
    let client = serve(Limits::default(), events).await.build().unwrap();
    let mut events = client.call(nothing()).await.unwrap();
    let first = Event::new(1).named("count").with_id("a").with_retry(Duration::from_secs(3));
    sender.send(first.clone()).await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap(), first);
    sender.send(Event::new(2)).await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap(), Event::new(2));
    drop(sender);
    assert!(events.next().await.is_none());
    assert_eq!(events.last_id(), Some("a"));
}

/// Time limits end with the headers of a stream, for client and server.
#[tokio::test(start_paused = true)]
async fn a_stream_outlives_the_time_of_its_answer() {
    let events = stream::iter([1, 2]).then(|number| async move {
        tokio::time::sleep(Duration::from_hours(1)).await;
        Ok::<_, Fault>(number)
    });
    let answer: Answer = Arc::new(Mutex::new(Some(Events::new(events))));
    let limits = Limits::default().answer(Duration::from_secs(1));
    let routes = Routes::new(answer, (), limits).open::<Follow, _>(taken);
    let client = Builder::new(None).base_url("http://localhost").timeout(Duration::from_secs(1));
    let client = client.transport(routes.into_router()).build().unwrap();
    let events = client.call(nothing()).await.unwrap().into_data();
    assert_eq!(events.try_collect::<Vec<_>>().await.unwrap(), [1, 2]);
}

#[tokio::test]
async fn dropping_the_stream_tells_the_server() {
    let (sender, events) = channel();
    let client = serve(Limits::default(), events).await.build().unwrap();
    let mut events = client.call(nothing()).await.unwrap();
    sender.send(Event::new(1)).await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data, 1);
    drop(events);
    sender.closed().await;
}

#[tokio::test]
async fn a_failing_stream_is_closed_and_logged() {
    let log = Log::default();
    let _guard = tracing::subscriber::set_default(log.clone());
    let failing = stream::iter([Ok(1), Err(std::io::Error::other("db password is hunter2"))]);
    // Gives earlier bytes time to leave before the stream fails.
    let paced = failing.then(|item| async {
        tokio::task::yield_now().await;
        item
    });
    let client = serve(Limits::default(), Events::new(paced)).await.build().unwrap();
    let found: Vec<_> = client.call(nothing()).await.unwrap().collect().await;
    let fault = found.last().unwrap().as_ref().unwrap_err();
    assert_eq!(*fault.kind(), FaultKind::Transport);
    assert!(!format!("{fault:?}").contains("hunter2"), "{fault:?}");
    assert!(log.text().contains("db password is hunter2"), "{}", log.text());
    assert!(log.text().contains(r#"operation="follow""#), "{}", log.text());
}

#[tokio::test]
async fn servers_send_comments_and_clients_may_limit_idle_time() {
    let silent = || stream::pending::<Result<i64, Fault>>();
    let client = serve(Limits::default(), Events::new(silent())).await;
    let client = client.idle(Duration::from_millis(50)).build().unwrap();
    let mut events = client.call(nothing()).await.unwrap();
    let fault = events.next().await.unwrap().unwrap_err();
    assert_eq!(*fault.kind(), FaultKind::Timeout);
    assert!(events.next().await.is_none());
}

/// Comments are sent on time, and not while there are events.
#[tokio::test(start_paused = true)]
async fn comments_keep_a_silent_stream_alive() {
    let events = stream::iter([1_u64, 40]).then(|wait| async move {
        tokio::time::sleep(Duration::from_secs(wait)).await;
        Ok::<_, Fault>(i64::try_from(wait).unwrap())
    });
    let events = Events::new(events).keep_alive(Duration::from_secs(15));
    let body = Follow::respond(Ok(events)).into_body();
    let chunks: Vec<_> = body.into_stream().try_collect().await.unwrap();
    let expected = ["data: 1\n\n", ": ping\n\n", ": ping\n\n", "data: 40\n\n", "data: [DONE]\n\n"];
    assert_eq!(chunks, expected);
}

#[tokio::test]
async fn events_go_up_as_well_and_come_back_as_they_go() {
    let echo =
        |_: &Answer, call: Call<Follow, ()>| async move { Ok(Events::new(call.request.body)) };
    let client = serve_with(Limits::default(), Answer::default(), echo).await.build().unwrap();
    let (sender, events) = channel();
    sender.send(Event::new(1)).await.unwrap();
    let mut echoed = client.call(Follow { body: events }).await.unwrap();
    assert_eq!(echoed.next().await.unwrap().unwrap(), Event::new(1));
    sender.send(Event::new(2)).await.unwrap();
    assert_eq!(echoed.next().await.unwrap().unwrap(), Event::new(2));
    drop(sender);
    assert!(echoed.next().await.is_none());
}

/// An invalid event of a caller is answered with a problem, not as a gateway error.
#[tokio::test]
async fn a_wrong_event_of_a_caller_is_a_problem() {
    let sum = |_: &Answer, call: Call<Follow, ()>| async move {
        let numbers: Vec<i64> = call.request.body.into_data().try_collect().await?;
        Ok(Events::new(stream::iter([Ok::<_, Fault>(numbers.iter().sum::<i64>())])))
    };
    let router = Routes::new(Answer::default(), (), Limits::default().body(20))
        .open::<Follow, _>(sum)
        .into_router();
    let head = ["POST /follow", "Content-Type: application/jsonl"];
    let answer = ask(&router, &head, "1\n2\n").await;
    assert_eq!(answer.body, "data: 3\n\ndata: [DONE]\n\n");
    assert_eq!(answer.header("cache-control"), Some("no-cache"));
    let answer = ask(&router, &head, "1\n\"two\"\n").await;
    assert_eq!((answer.status, &answer.json()["errors"][0]["code"]), (422, &"type".into()));
    let answer = ask(&router, &head, "1".repeat(21)).await;
    assert_eq!(answer.status, 413);
}
