//! What a document leaves open about messages: texts, files, forms, events and headers, over a real socket.

use std::sync::{Arc, Mutex};

use counterpart_wire::multipart::File;
use counterpart_wire::{
    Body, Call, CallError, Events, Fault, FaultKind, Outcome, Uuid, WithHeaders, http,
};
use futures_util::{TryStreamExt as _, stream};
use tower::ServiceExt as _;

use crate::operations_messages::operations::{
    AddForm, AddLines, AddMixed, AddParts, DefaultApi, GetEvents, Go, PutColour, PutFile, PutWord,
};
use crate::operations_messages::{Client, headers, operations, server, types};
use crate::served::served;

/// An implementation that records what it got.
#[derive(Clone, Default)]
struct Seen {
    text: Arc<Mutex<String>>,
    form: Arc<Mutex<Option<types::AddFormBody>>>,
}

impl Seen {
    fn note(&self, text: impl Into<String>) {
        *self.text.lock().expect("no panic") = text.into();
    }

    fn noted(&self) -> String {
        self.text.lock().expect("no panic").clone()
    }
}

impl DefaultApi for Seen {
    type Principal = ();

    async fn put_word(&self, call: Call<PutWord, ()>) -> Outcome<PutWord> {
        Ok(i64::try_from(call.body.len()).unwrap_or_default())
    }

    async fn put_colour(&self, call: Call<PutColour, ()>) -> Outcome<PutColour> {
        self.note(format!("{:?}", call.request.body));
        Ok(Uuid::nil())
    }

    async fn add_parts(&self, call: Call<AddParts, ()>) -> Outcome<AddParts> {
        let body = call.request.body;
        let text = |file: &File| {
            String::from_utf8_lossy(file.content.as_bytes().unwrap_or_default()).into_owned()
        };
        let more: Vec<String> = body.more.iter().flatten().map(text).collect();
        self.note(format!("{} {more:?} {:?} {:?}", text(&body.picture), body.ids, body.meta));
        Ok(())
    }

    async fn put_file(&self, call: Call<PutFile, ()>) -> Outcome<PutFile> {
        let bytes = call.request.body.collect(100).await.map_err(Fault::from_error)?;
        Ok(bytes.into())
    }

    async fn add_mixed(&self, call: Call<AddMixed, ()>) -> Outcome<AddMixed> {
        self.note(call.body.media_type().unwrap_or_default());
        Ok(())
    }

    async fn add_form(&self, call: Call<AddForm, ()>) -> Outcome<AddForm> {
        *self.form.lock().expect("no panic") = Some(call.request.body);
        Ok(())
    }

    async fn add_lines(&self, call: Call<AddLines, ()>) -> Outcome<AddLines> {
        let lines: Vec<String> = call.body.lines().map(str::to_owned).collect();
        Ok(Events::new(stream::iter(lines.into_iter().map(Ok::<_, Fault>))))
    }

    async fn get_events(&self, _: Call<GetEvents, ()>) -> Outcome<GetEvents> {
        Ok(Events::new(stream::iter(events().into_iter().map(Ok::<_, Fault>))))
    }

    async fn go(&self, call: Call<Go, ()>) -> Outcome<Go> {
        self.note(format!("{:?} {:?}", call.ids, call.words));
        let names = call.words.clone().unwrap_or_default();
        Ok(WithHeaders::new((), headers::GoHeaders::new(cookies()).with_x_names(names)))
    }
}

fn cookies() -> Vec<String> {
    vec!["a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT".to_owned(), "b=2".to_owned()]
}

fn events() -> Vec<types::GetEvents200ResponseEvent> {
    use types::GetEvents200ResponseEvent as Event;

    vec![
        Event::Count(types::GetEvents200ResponseEventCount::new(3)),
        Event::Note("a {note}\nof two lines".to_owned()),
        Event::Word("a word".to_owned()),
    ]
}

async fn start() -> (Seen, Client, axum::Router) {
    let seen = Seen::default();
    let router = server::router(seen.clone(), ());
    let base = served(router.clone()).await;
    let client = Client::builder().base_url(base).build().expect("a client");
    (seen, client, router)
}

/// Sends a request without the client. Returns the response and its body.
async fn ask(router: &axum::Router, request: http::Request<Body>) -> (http::Response<()>, String) {
    let request = request.map(axum::body::Body::new);
    let response = router.clone().oneshot(request).await.expect("an answer");
    let (parts, body) = response.into_parts();
    let body = Body::wrap(body).collect(1 << 20).await.expect("a body");
    (http::Response::from_parts(parts, ()), String::from_utf8_lossy(&body).into_owned())
}

async fn get(router: &axum::Router, path: &str) -> (http::Response<()>, String) {
    ask(router, http::Request::get(path).body(Body::empty()).expect("a request")).await
}

fn refused<E: std::fmt::Debug>(error: &CallError<E>) -> Option<u16> {
    match error {
        CallError::Fault(fault) => fault.response().map(|response| response.status.as_u16()),
        CallError::Api(_) => None,
    }
}

#[tokio::test]
async fn a_text_is_held_to_its_schema() {
    let (seen, client, _) = start().await;
    assert_eq!(client.put_word(PutWord::new("abc")).await.expect("an answer"), 3);
    assert_eq!(client.put_word(PutWord::new("")).await.expect("an empty text is a text"), 0);
    for word in ["abcdef", "A"] {
        let error = client.put_word(PutWord::new(word)).await.expect_err("out of its limits");
        assert_eq!(refused(&error), Some(400), "{word}");
    }
    let red = operations::PutColourBody::Text(types::PutColourBody::Red);
    let id = client.put_colour(PutColour::new().with_body(red)).await.expect("an answer");
    assert_eq!((id, seen.noted().contains("Red")), (Uuid::nil(), true));
    let empty = operations::PutColourBody::Bytes(Body::empty());
    client.put_colour(PutColour::new().with_body(empty)).await.expect("an empty file is a file");
    assert!(seen.noted().contains("0 bytes"), "{}", seen.noted());
}

#[tokio::test]
async fn what_has_no_schema_is_a_file() {
    let (seen, client, _) = start().await;
    let body = types::AddPartsBody::new("7", File::new("png"), Vec::new());
    let mut body = body.with_meta(serde_json::json!({"a": [1]}));
    body.more = Some(vec![File::new("one"), File::new("two")]);
    client.add_parts(AddParts::new(body)).await.expect("an answer");
    let noted = seen.noted();
    assert!(noted.starts_with("png [\"one\", \"two\"] []"), "an empty list arrives: {noted}");
    assert!(noted.contains("Array [Number(1)]"), "a part with a media type is JSON: {noted}");
    let file = client.put_file(PutFile::new(Body::from(&b"\x00\xff"[..]))).await.expect("bytes");
    assert_eq!(file.collect(9).await.expect("bytes"), &b"\x00\xff"[..]);
}

#[tokio::test]
async fn a_multipart_body_has_its_boundary() {
    let (seen, client, _) = start().await;
    let body = "--XX\r\n\r\none\r\n--XX--\r\n";
    client.add_mixed(AddMixed::new(Body::from(body))).await.expect("an answer");
    assert_eq!(seen.noted(), "multipart/mixed; boundary=\"XX\"");
    let own = Body::from(body).with_media_type("multipart/mixed; boundary=YY");
    client.add_mixed(AddMixed::new(own)).await.expect("an answer");
    assert_eq!(seen.noted(), "multipart/mixed; boundary=YY");
    let error = client.add_mixed(AddMixed::new(Body::from("none"))).await.expect_err("no boundary");
    assert!(
        matches!(error, CallError::Fault(fault) if matches!(fault.kind(), FaultKind::Request(_)))
    );
}

#[tokio::test]
async fn a_form_is_plain_text_where_it_can_be() {
    let (seen, _, router) = start().await;
    let send = async |text: &str| {
        let kind = "application/x-www-form-urlencoded";
        let request = http::Request::post("/form").header("content-type", kind);
        let request = request.body(Body::from(text.to_owned())).expect("a request");
        let status = ask(&router, request).await.0.status().as_u16();
        (status, seen.form.lock().expect("no panic").take())
    };
    let (status, form) = send("chat=%40x&any=a&chats=1&chats=b&one=1&one=2&ratio=1").await;
    let form = form.expect("a form");
    assert_eq!((status, form.chat.clone()), (204, "@x".to_owned().into()));
    assert_eq!(form.any, Some("a".into()));
    for points in [
        "points=%7B%22x%22%3A1%7D&points=%7B%22x%22%3A2%7D",
        "points=%5B%7B%22x%22%3A1%7D%2C%7B%22x%22%3A2%7D%5D",
        "points[0][x]=1&points[1][x]=2",
        "points[]=%7B%22x%22%3A1%7D&points[]=%7B%22x%22%3A2%7D",
    ] {
        let text = format!("chat=1&{points}");
        let (status, form) = send(&text).await;
        let points = form.and_then(|form| form.points).unwrap_or_default();
        let points: Vec<i64> = points.iter().map(|point| point.x).collect();
        assert_eq!((status, points), (204, vec![1, 2]), "{text}");
    }
    for unknown in ["chat=1&beyond=1", "chat=1&ratio[a]=1", "chat=1&any[a]=1"] {
        assert_eq!(send(unknown).await.0, 400, "{unknown}");
    }
}

#[tokio::test]
async fn lines_may_be_one_text() {
    let (_, client, _) = start().await;
    let lines = client.add_lines(AddLines::new("one\ntwo")).await.expect("lines");
    let lines: Vec<String> = lines.into_data().try_collect().await.expect("lines");
    assert_eq!(lines, ["one", "two"]);
}

#[tokio::test]
async fn events_are_told_apart_by_their_names() {
    let (_, client, router) = start().await;
    let received = client.get_events(GetEvents::new()).await.expect("events");
    let received: Vec<_> = received.into_data().try_collect().await.expect("events");
    assert_eq!(received, events());
    assert_eq!(
        get(&router, "/events").await.1,
        "event: count\ndata: {\"n\":3}\n\nevent: note\ndata: a {note}\ndata: of two lines\n\n\
         event: word\ndata: \"a word\"\n\n"
    );
}

#[tokio::test]
async fn each_cookie_is_a_line_and_no_header_is_left_out() {
    let (seen, client, router) = start().await;
    let sent = client.go(Go::new().with_words(vec!["a".to_owned()])).await.expect("an answer");
    assert_eq!(sent.headers.set_cookie, Some(cookies()));
    let (answer, _) = get(&router, "/go?ids=1%2C2&words=a%2Cb").await;
    assert_eq!(seen.noted(), "Some([1, 2]) Some([\"a,b\"])");
    assert_eq!(answer.status(), http::StatusCode::INTERNAL_SERVER_ERROR);
    let (answer, _) = get(&router, "/go?words=a").await;
    assert_eq!(answer.headers().get_all("set-cookie").iter().count(), 2);
}
