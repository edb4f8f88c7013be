//! Event streams: the parsing rules, and `decode(encode(x)) == x` wherever a stream is split into chunks.

use std::time::Duration;

use counterpart_wire::{
    Body, BoxError, Bytes, Decode, Encode, Event, EventFormat, Events, Fault, FaultKind, HeaderMap,
    ResponseReader, StatusCode, respond,
};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use proptest::prelude::*;

/// Returns the bytes that a server writes.
fn written<T: Encode + Send + 'static>(events: Vec<Event<T>>, format: EventFormat) -> Bytes {
    let events: Events<T> = Events::new(stream::iter(events.into_iter().map(Ok::<_, Fault>)));
    let answer = respond::events(200, "text/event-stream", format, events);
    block_on(answer.into_body().collect(usize::MAX)).unwrap()
}

/// Returns what a client reads from these chunks.
fn read<T: Decode + 'static>(
    pieces: Vec<Bytes>,
    format: EventFormat,
) -> Vec<Result<Event<T>, FaultKind>> {
    let body = Body::from_stream(stream::iter(pieces.into_iter().map(Ok::<_, BoxError>)));
    let events = answer(body).events::<T>(format).unwrap();
    let events = events.map_err(|fault| fault.kind().clone());
    block_on(events.collect())
}

fn texts(text: &'static str) -> Vec<Event<String>> {
    let events = read::<String>(vec![Bytes::from_static(text.as_bytes())], EventFormat::SSE.text());
    events.into_iter().map(Result::unwrap).collect()
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(future)
}

fn event(data: &str) -> Event<String> {
    Event::new(data.to_owned())
}

/// The examples of the WHATWG specification, and its other rules.
#[test]
fn streams_are_read_by_the_rules() {
    let cases: [(&'static str, Vec<Event<String>>); 12] = [
        ("data: YHOO\ndata: +2\ndata: 10\n\n", vec![event("YHOO\n+2\n10")]),
        (
            ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event",
            vec![event("first event").with_id("1"), event("second event").with_id("")],
        ),
        ("data\n\ndata\ndata\n\ndata:", vec![event(""), event("\n")]),
        ("data:test\n\ndata: test\n\n", vec![event("test"), event("test")]),
        (
            "\u{feff}data: one\r\rdata: two\r\n\r\ndata: three\n\n",
            vec![event("one"), event("two"), event("three")],
        ),
        (
            "event: add\ndata: 1\n\nevent: lost\n\ndata: 2\n\n",
            vec![event("1").named("add"), event("2")],
        ),
        (
            "retry: 10\ndata\n\nretry: +1\nretry: 1s\ndata\n\n",
            vec![event("").with_retry(Duration::from_millis(10)), event("")],
        ),
        ("id: a\0b\ndata: x\n\n", vec![event("x")]),
        ("Data: no\ndata : no\nfoo: no\ndata: yes\n\n", vec![event("yes")]),
        ("data: größe\n\ndata: \u{feff}\n\n", vec![event("größe"), event("\u{feff}")]),
        ("data: not complete\n", vec![]),
        ("", vec![]),
    ];
    for (text, expected) in cases {
        assert_eq!(texts(text), expected, "{text:?}");
    }
}

#[test]
fn the_last_id_outlives_the_events_without_one() {
    let text = "id: 7\ndata: x\n\ndata: y\n\nid: 8\n\n";
    let mut events = answer(Bytes::from_static(text.as_bytes()))
        .events::<String>(EventFormat::SSE.text())
        .unwrap();
    assert_eq!(events.last_id(), None);
    for last in ["7", "7"] {
        block_on(events.next()).unwrap().unwrap();
        assert_eq!(events.last_id(), Some(last));
    }
    assert!(block_on(events.next()).is_none());
    assert_eq!(events.last_id(), Some("8"));
}

#[test]
fn texts_one_after_the_other_are_read() {
    let lines = "\u{feff}{\"a\":1}\r\n\n  \n[2]\n\"last\"";
    let read_lines =
        read::<serde_json::Value>(vec![Bytes::from_static(lines.as_bytes())], EventFormat::LINES);
    let data: Vec<_> = read_lines.into_iter().map(|event| event.unwrap().data).collect();
    assert_eq!(
        data,
        [serde_json::json!({"a": 1}), serde_json::json!([2]), serde_json::json!("last")]
    );
    // A record may span several lines; a truncated one is reported, and the next one is read.
    let records = "\u{1e}{\n\"a\": \"]\\\"\\n\"\n}\n\u{1e}[1,\u{1e}3\n";
    let found = read::<serde_json::Value>(
        vec![Bytes::from_static(records.as_bytes())],
        EventFormat::SEQUENCE,
    );
    assert_eq!(found[0].as_ref().unwrap().data, serde_json::json!({"a": "]\"\n"}));
    assert!(matches!(&found[1], Err(FaultKind::Decode(_))), "{found:?}");
    assert_eq!(found[2].as_ref().unwrap().data, 3);
}

#[test]
fn an_invalid_event_is_reported_and_the_stream_continues() {
    let text = "data: [1, \"two\"]\n\ndata: [3]\n\n";
    let found = read::<Vec<i64>>(vec![Bytes::from_static(text.as_bytes())], EventFormat::SSE);
    let Err(FaultKind::Decode(violations)) = &found[0] else { panic!("{found:?}") };
    assert_eq!(violations.iter().next().unwrap().pointer, "/1");
    assert_eq!(found[1].as_ref().unwrap().data, [3]);
}

#[test]
fn a_stream_without_its_end_marker_is_truncated() {
    let format = EventFormat::SSE.until("[DONE]");
    assert_eq!(written(vec![Event::new(1)], format), "data: 1\n\ndata: [DONE]\n\n");
    let numbers =
        |text: &'static str| read::<i32>(vec![Bytes::from_static(text.as_bytes())], format);
    assert_eq!(numbers("data: 1\n\ndata: [DONE]\n\ndata: 2\n\n"), [Ok(Event::new(1))]);
    assert_eq!(numbers("data: 1\n\n"), [Ok(Event::new(1)), Err(FaultKind::Truncated)]);
}

/// A line break in a name would start another field.
#[test]
fn a_name_cannot_write_another_event() {
    for wrong in [
        event("x").named("a\ndata: forged"),
        event("x").with_id("\r\n\r\n"),
        event("x").with_id("\0"),
    ] {
        let events: Events<String> = Events::new(stream::iter([Ok::<_, Fault>(wrong)]));
        let answer = respond::events(200, "text/event-stream", EventFormat::SSE.text(), events);
        assert!(block_on(answer.into_body().collect(usize::MAX)).is_err());
    }
    // Data of several lines is one event.
    let lines = written(vec![event("a\n\nevent: b\r\nid: c")], EventFormat::SSE.text());
    assert_eq!(lines, "data: a\ndata: \ndata: event: b\ndata: id: c\n\n");
}

#[test]
fn an_answer_that_is_json_is_no_stream() {
    let mut headers = HeaderMap::new();
    headers.insert("content-type", "application/json".parse().unwrap());
    let reader = ResponseReader::new(StatusCode::OK, headers, Bytes::from_static(b"{\"error\":1}"));
    let fault = reader.events::<String>(EventFormat::SSE).unwrap_err();
    assert_eq!(*fault.kind(), FaultKind::UnexpectedContentType);
    assert_eq!(fault.response().unwrap().body, "{\"error\":1}");
    assert_eq!(fault.to_string(), "undocumented response media type application/json");
}

/// Generates text without line breaks.
fn word() -> impl Strategy<Value = Option<String>> {
    prop::option::of("[^\r\n\0]{1,8}")
}

prop_compose! {
    fn any_event()(data in "(?s).{0,20}", name in word(), id in word(), retry in prop::option::of(0_u64..1_000_000)) -> Event<String> {
        let mut event = Event::new(data.replace('\r', ""));
        event.name = name;
        event.id = id;
        event.retry = retry.map(Duration::from_millis);
        event
    }
}

/// Splits `bytes` at the given places.
fn cut(bytes: &Bytes, cuts: &[usize]) -> Vec<Bytes> {
    let mut places: Vec<usize> = cuts.iter().map(|cut| cut % (bytes.len() + 1)).collect();
    places.extend([0, bytes.len()]);
    places.sort_unstable();
    places.windows(2).map(|pair| bytes.slice(pair[0]..pair[1])).collect()
}

/// Reads chunks as a stream, so that events may end within or between chunks.
fn read_pieces<T: Decode + 'static>(pieces: Vec<Bytes>, format: EventFormat) -> Vec<Event<T>> {
    let body = Body::from_stream(stream::iter(pieces.into_iter().map(Ok::<_, BoxError>)));
    block_on(answer(body).events::<T>(format).unwrap().try_collect()).unwrap()
}

fn answer(body: impl Into<Body>) -> ResponseReader {
    ResponseReader::new(StatusCode::OK, HeaderMap::new(), body)
}

proptest! {
    #[test]
    fn what_was_written_is_read(events in prop::collection::vec(any_event(), 0..5), cuts in prop::collection::vec(any::<usize>(), 0..8)) {
        let text = written(events.clone(), EventFormat::SSE.text());
        prop_assert_eq!(&read_pieces::<String>(cut(&text, &cuts), EventFormat::SSE.text()), &events);
        let json = written(events.clone(), EventFormat::SSE.until("end"));
        prop_assert_eq!(&read_pieces::<String>(cut(&json, &cuts), EventFormat::SSE.until("end")), &events);
        let data: Vec<Event<String>> = events.into_iter().map(|event| Event::new(event.data)).collect();
        for format in [EventFormat::LINES, EventFormat::SEQUENCE, EventFormat::LINES.until("null")] {
            let text = written(data.clone(), format);
            prop_assert_eq!(&read_pieces::<String>(cut(&text, &cuts), format), &data);
        }
    }

    #[test]
    fn line_ends_and_cuts_make_no_difference(events in prop::collection::vec(any_event(), 0..5), end in prop::sample::select(vec!["\n", "\r", "\r\n"]), cuts in prop::collection::vec(any::<usize>(), 0..8)) {
        let text = String::from_utf8(written(events.clone(), EventFormat::SSE.text()).to_vec()).unwrap();
        let text = Bytes::from(format!("\u{feff}: hello\n{text}").replace('\n', end));
        prop_assert_eq!(read_pieces::<String>(cut(&text, &cuts), EventFormat::SSE.text()), events);
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in prop::collection::vec(prop::sample::select(b"data: \n\r\x1e\"{}[]\\id\xc3\xef\xbb\xbf".to_vec()), 0..60), cuts in prop::collection::vec(any::<usize>(), 0..4)) {
        let bytes = Bytes::from(bytes);
        for format in [EventFormat::SSE.text(), EventFormat::SSE, EventFormat::LINES, EventFormat::SEQUENCE] {
            let whole = read::<serde_json::Value>(vec![bytes.clone()], format);
            let body = Body::from_stream(stream::iter(cut(&bytes, &cuts).into_iter().map(Ok::<_, BoxError>)));
            let events = answer(body).events::<serde_json::Value>(format).unwrap();
            let events = events.map_err(|fault| fault.kind().clone());
            prop_assert_eq!(&block_on(events.collect::<Vec<_>>()), &whole);
        }
    }
}
