//! Request bodies: media types, sizes, syntax, and all violations at once.

use counterpart_wire::server::Limits;
use counterpart_wire::{Body, BoxError, Bytes};
use futures_util::{StreamExt as _, stream};
use serde_json::json;

use super::support::{Answer, ask, router};

async fn make(head: &[&str], body: impl Into<Body>) -> Answer {
    let head = [&["POST /items", "X-Key: k-1"], head].concat();
    ask(&router(Limits::default().body(100)), &head, body).await
}

#[tokio::test]
async fn json_comes_under_many_types() {
    let types: [&[&str]; 7] = [
        &["Content-Type: application/json"],
        &["Content-Type: Application/JSON; charset=utf-8"],
        &["Content-Type: text/json"],
        &["Content-Type: application/x-www-form-urlencoded"],
        &["Content-Type: "],
        &["Content-Type:  ; charset=utf-8"],
        &[],
    ];
    for head in types {
        let answer = make(head, r#"{"name": "cup", "color": "red"}"#).await;
        assert_eq!(answer.status, 201, "{head:?} {}", answer.body);
        assert_eq!(answer.json(), json!({"id": 1, "name": "cup", "color": "red"}));
        assert_eq!(answer.header("content-type"), Some("application/json"));
    }
}

#[tokio::test]
async fn other_types_are_refused_with_those_that_are_taken() {
    for media in [
        "text/plain",
        "application/xml",
        "multipart/form-data; boundary=x",
        "json",
        "application/jsonp",
        // Each of these means something else than the same text as plain JSON.
        "application/vnd.shop+json",
        "application/json-patch+json",
    ] {
        let answer = make(&[&format!("Content-Type: {media}")], "<name>cup</name>").await;
        assert_eq!(answer.status, 415, "{media}");
        assert_eq!(
            answer.json()["detail"],
            "the Content-Type of the body is not supported: send application/json"
        );
    }
    // An empty body has no type, whatever its `Content-Type`.
    let answer = make(&["Content-Type: text/plain"], "").await;
    assert_eq!((answer.status, &answer.json()["detail"][0]["type"]), (422, &json!("required")));
}

#[tokio::test]
async fn the_size_limit_holds_with_and_without_content_length() {
    let long = format!(r#"{{"name": "cup", "more": "{}"}}"#, "x".repeat(100));
    assert_eq!(make(&[], long.clone()).await.status, 413);
    let chunks =
        long.into_bytes().into_iter().map(|byte| Ok::<_, BoxError>(Bytes::from(vec![byte])));
    assert_eq!(make(&[], Body::from_stream(stream::iter(chunks))).await.status, 413);
    let endless = stream::repeat_with(|| Ok::<_, BoxError>(Bytes::from_static(&[b' '; 64])));
    assert_eq!(make(&["Content-Type: text/plain"], Body::from_stream(endless)).await.status, 413);
}

#[tokio::test]
async fn a_truncated_body_is_rejected() {
    let broken =
        stream::iter([Ok(Bytes::from_static(b"{")), Err(BoxError::from("the line broke"))]);
    let answer = make(&[], Body::from_stream(broken)).await;
    assert_eq!(answer.status, 400);
    assert!(!answer.body.contains("line broke"), "{}", answer.body);
}

#[tokio::test(start_paused = true)]
async fn a_body_that_never_arrives_times_out() {
    let never = stream::once(async { Ok::<_, BoxError>(Bytes::from_static(b"{")) });
    let answer = make(&[], Body::from_stream(never.chain(stream::pending()))).await;
    assert_eq!(answer.status, 408);
}

#[tokio::test]
async fn all_violations_are_reported_in_the_documented_shape() {
    let answer = ask(
        &router(Limits::default()),
        &["POST /items?dry=perhaps", "X-Key: k-1"],
        r#"{"count": "many"}"#,
    )
    .await;
    assert_eq!(answer.status, 422);
    assert_eq!(answer.header("content-type"), Some("application/json"));
    assert_eq!(
        answer.json(),
        json!({"detail": [
            {"loc": ["query", "dry"], "msg": "expected a boolean, found `perhaps`", "type": "type"},
            {"loc": ["body", "name"], "msg": "this field is required", "type": "required"},
            {"loc": ["body", "count"], "msg": "expected a 64-bit integer, found a string", "type": "type"},
        ]})
    );
    // Limits are checked once all values could be read.
    let answer = make(&[], r#"{"name": "a very long name", "count": 0}"#).await;
    assert_eq!(
        answer.json(),
        json!({"detail": [
            {"loc": ["body", "name"], "msg": "must have at most 10 characters", "type": "max_length"},
            {"loc": ["body", "count"], "msg": "must be at least 1", "type": "minimum"},
        ]})
    );
    for body in ["{", "[1, 2", "\u{0}", "{\"name\": \"cup\"} extra"] {
        let answer = make(&[], body).await;
        assert_eq!(
            (answer.status, &answer.json()["detail"][0]["type"]),
            (422, &json!("json")),
            "{body}"
        );
    }
}

#[tokio::test]
async fn a_key_occurs_once_in_an_object() {
    for (body, pointer) in [
        (r#"{"name": "cup", "count": 1, "name": "mug"}"#, json!(["body", "name"])),
        (
            r#"{"name": "cup", "more": [{"b": 1, "a": 2, "\u0062": 3}]}"#,
            json!(["body", "more", 0, "b"]),
        ),
    ] {
        let answer = make(&[], body).await;
        let found = &answer.json()["detail"][0];
        assert_eq!((answer.status, &found["type"]), (422, &json!("duplicate_key")), "{body}");
        assert_eq!(found["loc"], pointer);
    }
    // More keys than are compared one by one.
    let keys: Vec<String> = (0..10).map(|key| format!("\"{key}\":1")).collect();
    let keys = keys.join(",");
    assert_eq!(make(&[], format!(r#"{{"name":"cup",{keys}}}"#)).await.status, 201);
    let answer = make(&[], format!(r#"{{"name":"cup",{keys},"3":2}}"#)).await;
    assert_eq!(answer.json()["detail"][0]["loc"], json!(["body", 3]));
    // The same key in two objects is no second one.
    let apart = r#"{"name": "cup", "a": {"x": 1}, "b": [{"x": 1}, {"x": 1}]}"#;
    assert_eq!(make(&[], apart).await.status, 201);
    let marked = "\u{feff}{\"name\": \"cup\"}";
    assert_eq!(make(&[], marked).await.status, 201, "a byte order mark is ignored");
}

#[tokio::test]
async fn without_a_shape_the_answer_is_a_problem_document() {
    let answer = ask(&router(Limits::default()), &["GET /items?limit=x", "X-Trace: 1"], "").await;
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (400, Some("application/problem+json"))
    );
    assert_eq!(
        answer.json(),
        json!({
            "type": "about:blank",
            "title": "Bad Request",
            "status": 400,
            "detail": "query/limit: expected a 64-bit integer, found `x`",
            "code": "validation_failed",
            "errors": [{
                "in": "query",
                "pointer": "/limit",
                "code": "type",
                "detail": "expected a 64-bit integer, found `x`",
            }],
        })
    );
    let answer = ask(&router(Limits::default()), &["GET /nowhere"], "").await;
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (404, Some("application/problem+json"))
    );
    assert_eq!(answer.json()["code"], "not_found");
}

#[tokio::test]
async fn streams_pass_through_and_have_a_limit_too() {
    let chunks = || stream::iter((0..16).map(|_| Ok::<_, BoxError>(Bytes::from(vec![b'x'; 1000]))));
    let octets = ["PUT /copy", "Content-Type: application/octet-stream"];
    let answer = ask(&router(Limits::default()), &octets, Body::from_stream(chunks())).await;
    assert_eq!((answer.status, answer.body.len()), (200, 16_000));
    let answer = ask(&router(Limits::default()), &["PUT /copy"], "untyped").await;
    assert_eq!((answer.status, answer.body.as_str()), (200, "untyped"));
    // An implementation that reads the stream reports a body that is too large.
    let whole = ["PUT /copy", "Content-Type: application/octet-stream", "X-Whole: yes"];
    let answer =
        ask(&router(Limits::default().form(10_000)), &whole, Body::from_stream(chunks())).await;
    assert_eq!(answer.status, 413);
}
