//! `multipart/form-data`: fields, lists, JSON, files, limits, missing parts.

mod chunks;
mod operation;
mod upload;

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use counterpart_wire::multipart::File;
use counterpart_wire::server::{Limits, Router, Routes};
use counterpart_wire::{Body, Call, Error, Json, Nullable, Operation, RequestWriter, http};
use operation::Submit;
use tower::ServiceExt as _;
use upload::Upload;

fn router(limits: Limits, answer: impl Fn(Upload) + Send + Sync + 'static) -> Router {
    let routes = Routes::new((), (), limits).open::<Submit<Upload>, _>(
        move |(): &(), call: Call<Submit<Upload>, ()>| {
            answer(call.request.0);
            async { Ok::<(), Error<Infallible>>(()) }
        },
    );
    routes.into_router()
}

fn sent(upload: Upload) -> http::Request<Body> {
    let mut writer = RequestWriter::new(Submit::<Upload>::SPEC);
    Submit(upload).write(&mut writer);
    writer.finish("http://localhost").unwrap()
}

async fn arrived(upload: Upload) -> Upload {
    let seen = Arc::new(Mutex::new(None));
    let kept = seen.clone();
    let router = router(Limits::default(), move |upload| *kept.lock().unwrap() = Some(upload));
    let response = router.oneshot(sent(upload)).await.unwrap();
    assert_eq!(response.status(), 204);
    let upload = seen.lock().unwrap().take();
    upload.unwrap()
}

fn file(content: &'static str) -> File {
    File::new(content).named("a.txt").of_type("text/plain")
}

/// Returns a form of `parts`, each with the rest of its `Content-Disposition` and its content.
fn raw(parts: &[(&str, &str)]) -> http::Request<Body> {
    let mut body = String::new();
    for (head, content) in parts {
        for text in ["--XX\r\nContent-Disposition: form-data; ", head, "\r\n\r\n", content, "\r\n"]
        {
            body += text;
        }
    }
    body += "--XX--\r\n";
    typed("multipart/form-data; boundary=XX", body.into())
}

fn typed(media: &str, body: Body) -> http::Request<Body> {
    http::Request::post("/").header("content-type", media).body(body).unwrap()
}

async fn answer(limits: Limits, request: http::Request<Body>) -> (u16, Json) {
    let response = router(limits, |_| {}).oneshot(request).await.unwrap();
    let status = response.status().as_u16();
    let body = Body::wrap(response.into_body()).collect(1 << 20).await.unwrap();
    (status, serde_json::from_slice(&body).unwrap_or_default())
}

fn errors(problem: &Json) -> Vec<String> {
    let errors = problem["errors"].as_array().unwrap().iter();
    errors.map(|error| format!("{} {}", error["pointer"], error["code"]).replace('"', "")).collect()
}

#[tokio::test]
async fn every_kind_of_field_arrives() {
    let make = || Upload {
        title: "a \"b\"\r\nç ☃ --".to_owned(),
        count: Some(-3),
        note: Nullable::Null,
        tags: Some(vec!["say \"hi\"".to_owned(), String::new(), "\\".to_owned()]),
        meta: Some(serde_json::json!({"a": [1, null], "b": "c"})),
        metas: Some(vec![serde_json::json!({"a": 1}), serde_json::json!({"b": "\""})]),
        table: Some(vec![vec![1, 2], vec![]]),
        file: file("content"),
        cover: Some(File::new("").named("é \"q\" \\ \r\n%.png").of_type("image/png")),
        more: vec![file("one"), file("two"), file("")],
    };
    assert_eq!(arrived(make()).await, make());
    let few =
        || Upload { title: String::new(), note: "".into(), file: file(""), ..Upload::default() };
    // A form does not distinguish null from an empty text.
    assert_eq!(arrived(few()).await, Upload { note: Nullable::Null, ..few() });
}

#[tokio::test]
async fn a_list_of_one_is_a_list() {
    let make = || Upload {
        tags: Some(vec!["only".to_owned()]),
        metas: Some(vec![serde_json::json!({"a": 1})]),
        table: Some(vec![vec![1]]),
        file: file("x"),
        ..Upload::default()
    };
    assert_eq!(arrived(make()).await, make());
}

#[tokio::test]
async fn an_empty_list_is_a_list() {
    let make = || Upload {
        tags: Some(Vec::new()),
        metas: Some(Vec::new()),
        table: Some(Vec::new()),
        ..Upload::default()
    };
    assert_eq!(arrived(make()).await.tags, make().tags);
    assert_eq!(arrived(make()).await.metas, make().metas);
    assert_eq!(arrived(make()).await.table, make().table);
}

#[tokio::test]
async fn a_file_gets_a_default_name_and_type() {
    let file = arrived(Upload { file: File::new("x"), ..Upload::default() }).await.file;
    assert_eq!(
        (file.name.as_deref(), file.media_type.as_deref()),
        (Some("file"), Some("application/octet-stream"))
    );
}

#[tokio::test]
async fn missing_and_invalid_parts_are_reported() {
    let (status, problem) = answer(Limits::default(), raw(&[("name=\"count\"", "many")])).await;
    assert_eq!(status, 422);
    assert_eq!(errors(&problem), ["/title required", "/count type", "/file required"]);

    let json = "name=\"meta\"\r\nContent-Type: application/json";
    let parts =
        [("name=\"title\"", "t"), ("name=\"count\"", "1"), ("name=\"count\"", "2"), (json, "{")];
    let (_, problem) = answer(Limits::default(), raw(&parts)).await;
    assert_eq!(errors(&problem), ["/count type", "/meta json", "/file required"]);

    // Browsers send a file input without a choice as an empty file without a name.
    let parts = [("name=\"title\"", "t"), ("name=\"file\"; filename=\"\"", "")];
    let (_, problem) = answer(Limits::default(), raw(&parts)).await;
    assert_eq!(errors(&problem), ["/file required"]);

    let (status, problem) =
        answer(Limits::default(), typed("multipart/form-data; boundary=XX", Body::empty())).await;
    assert_eq!((status, errors(&problem)), (422, vec![" required".to_owned()]));

    let mut latin = raw(&[]).into_body().collect(1000).await.unwrap().to_vec();
    latin.splice(0..0, *b"--XX\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\n\xff\r\n");
    let (_, problem) =
        answer(Limits::default(), typed("multipart/form-data; boundary=XX", latin.into())).await;
    assert_eq!(errors(&problem), ["/title encoding", "/file required"]);
}

#[tokio::test]
async fn other_types_are_refused() {
    for media in [
        "application/json",
        "text/plain",
        "multipart/mixed; boundary=XX",
        "application/x-www-form-urlencoded",
    ] {
        assert_eq!(
            answer(Limits::default(), typed(media, "title=a".into())).await.0,
            415,
            "{media}"
        );
    }
    let untyped = http::Request::post("/").body(Body::from("--XX--")).unwrap();
    assert_eq!(answer(Limits::default(), untyped).await.0, 415);
    for (media, body) in [
        ("multipart/form-data", "--XX--"),
        ("multipart/form-data; boundary=XX", "nothing"),
        (
            "multipart/form-data; boundary=XX",
            "--XX\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\ncut",
        ),
        ("multipart/form-data; boundary=XX", "--XX\r\nno head at all"),
        ("multipart/form-data; boundary=XX", "--XX\r\n\u{1}: 1\r\n\r\n\r\n--XX--\r\n"),
    ] {
        let (status, problem) = answer(Limits::default(), typed(media, body.into())).await;
        assert_eq!((status, errors(&problem)), (422, vec![" form".to_owned()]), "{body}");
    }
}

#[tokio::test]
async fn limits_are_enforced() {
    let parts = [("name=\"title\"", "t"), ("name=\"file\"; filename=\"f\"", "1234567890")];
    assert_eq!(answer(Limits::default().parts(2), raw(&parts)).await.0, 204);
    assert_eq!(answer(Limits::default().parts(1), raw(&parts)).await.0, 413);
    assert_eq!(answer(Limits::default().form(100), raw(&parts)).await.0, 413);
    // A file may be written to disk, a field may not.
    assert_eq!(answer(Limits::default().in_memory(5), raw(&parts)).await.0, 204);
    let (_, problem) = answer(Limits::default().in_memory(0), raw(&parts)).await;
    assert_eq!(errors(&problem), ["/title max_length"]);
}
