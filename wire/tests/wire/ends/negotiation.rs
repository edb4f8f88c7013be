//! Content negotiation: `Accept`, `Content-Type`, and how client and server use them.

use std::convert::Infallible;

use counterpart_wire::client::Builder;
use counterpart_wire::server::{Limits, Routes};
use counterpart_wire::{
    Accept, AnswerSpec, Body, BodySpec, Call, Codec, Content, Error, Fault, FaultKind, HeaderMap,
    Operation, OperationSpec, RequestReader, RequestWriter, ResponseReader, Status, http, respond,
};

use super::support::ask;

const CSV: Content = Content { media: "text/csv", aliases: &["text/x-csv"], codec: Codec::Text };
const ROWS: Content =
    Content { media: "application/vnd.rows+json", aliases: &[], codec: Codec::Json };

/// A table, sent and returned as JSON or text.
#[derive(Debug, Clone, PartialEq)]
enum Table {
    Json(Vec<i64>),
    Csv(String),
}

#[derive(Debug)]
struct Sort {
    body: Table,
}

impl Operation for Sort {
    type Output = Table;
    type Error = Infallible;
    const SPEC: &'static OperationSpec = &OperationSpec {
        id: "sort",
        method: "POST",
        path: "/sort",
        optional_slash: false,
        body: Some(BodySpec { required: true, contents: &[Content::JSON, CSV] }),
        answers: &[AnswerSpec { status: Status::Code(200), contents: &[ROWS, CSV] }],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut RequestWriter) {
        match self.body {
            Table::Json(body) => to.json("application/json", &body),
            Table::Csv(body) => to.body("text/csv", body.into()),
        }
    }

    fn read(from: &mut RequestReader) -> Option<Self> {
        let body = match from.content() {
            Some(0) => from.json().map(Table::Json),
            Some(1) => from.text().map(Table::Csv),
            _ => from.no_body(),
        };
        Some(Self { body: body? })
    }

    fn respond(outcome: Result<Table, Infallible>) -> http::Response<Body> {
        match outcome {
            Ok(Table::Json(body)) => respond::json(200, "application/vnd.rows+json", &body),
            Ok(Table::Csv(body)) => respond::text(200, "text/csv", body),
            Err(never) => match never {},
        }
    }

    fn receive(from: ResponseReader) -> Result<Result<Table, Infallible>, Fault> {
        match from.status() {
            200 => match from.content(Self::SPEC) {
                Some(0) => from.json().map(|body| Ok(Table::Json(body))),
                Some(1) => from.text().map(|body| Ok(Table::Csv(body))),
                _ => Err(from.unexpected_media()),
            },
            _ => Err(from.unexpected()),
        }
    }
}

/// Answers with the accepted type, JSON if both are.
async fn sort((): &(), call: Call<Sort, ()>) -> Result<Table, Error<Infallible>> {
    let best = call.context.accept().best(&["application/json", "text/csv"]);
    let mut rows = match call.request.body {
        Table::Json(rows) => rows,
        Table::Csv(text) => {
            text.split(',').map(str::parse).collect::<Result<_, std::num::ParseIntError>>()?
        }
    };
    rows.sort_unstable();
    Ok(match best {
        Some("text/csv") => {
            Table::Csv(rows.iter().map(i64::to_string).collect::<Vec<_>>().join(","))
        }
        _ => Table::Json(rows),
    })
}

fn router() -> axum::Router {
    Routes::new((), (), Limits::default()).open::<Sort, _>(sort).into_router()
}

#[tokio::test]
async fn a_body_is_read_by_content_type_and_answered_by_accept() {
    for (kind, body) in [
        ("application/json", "[2, 1]"),
        ("application/json; charset=utf-8", "[2, 1]"),
        ("text/json", "[2, 1]"),
        ("", "[2, 1]"),
        ("text/csv", "2,1"),
        ("text/x-csv;header=absent", "2,1"),
    ] {
        let kind = format!("Content-Type: {kind}");
        for (accept, found) in [
            ("*/*", ("application/vnd.rows+json", "[1,2]")),
            ("text/*", ("text/csv", "1,2")),
            ("application/json", ("application/vnd.rows+json", "[1,2]")),
            ("text/csv;q=0.9, application/json;q=0.1", ("text/csv", "1,2")),
        ] {
            let accept = format!("Accept: {accept}");
            let answer = ask(&router(), &["POST /sort", &kind, &accept], body).await;
            let kind =
                answer.header("content-type").map(|kind| kind.replace("; charset=utf-8", ""));
            assert_eq!((kind.as_deref(), &*answer.body), (Some(found.0), found.1));
        }
    }
}

#[tokio::test]
async fn unsupported_types_are_answered_with_the_supported_ones() {
    let other = ["POST /sort", "Content-Type: application/vnd.other+json"];
    assert_eq!(ask(&router(), &other, "[2, 1]").await.status, 415);
    let answer = ask(&router(), &["POST /sort", "Content-Type: text/html"], "<p>").await;
    assert_eq!(answer.status, 415);
    let taken = "the Content-Type of the body is not supported: send application/json or text/csv";
    assert_eq!(answer.json()["detail"], taken);
    for accept in ["text/html", "application/json;q=0, text/csv;q=0", "image/*"] {
        let accept = format!("Accept: {accept}");
        let answer = ask(&router(), &["POST /sort", &accept], "[1]").await;
        assert_eq!(answer.status, 406, "{accept}");
        let why =
            "no available media type is acceptable: accept application/vnd.rows+json or text/csv";
        assert_eq!(answer.json()["detail"], why);
    }
    let answer = ask(&router(), &["POST /sort"], "").await;
    assert_eq!((answer.status, &answer.json()["errors"][0]["code"]), (400, &"required".into()));
}

#[tokio::test]
async fn a_client_sends_content_type_and_accept() {
    let client = Builder::new(None).base_url("http://localhost").transport(router());
    let client = client.build().unwrap();
    for (body, wish, found) in [
        (Table::Json(vec![2, 1]), None, Table::Json(vec![1, 2])),
        (Table::Csv("2,1".to_owned()), None, Table::Json(vec![1, 2])),
        (Table::Csv("2,1".to_owned()), Some("text/csv"), Table::Csv("1,2".to_owned())),
    ] {
        let mut call = client.call(Sort { body });
        if let Some(wish) = wish {
            call = call.header(http::header::ACCEPT, wish.parse().unwrap());
        }
        assert_eq!(call.await.unwrap(), found);
    }
    let echo = tower::service_fn(|request: http::Request<Body>| async move {
        let accept = request.headers()["accept"].clone();
        http::Response::builder()
            .header("content-type", "text/csv")
            .body(Body::from(accept.to_str().unwrap().to_owned()))
    });
    let client = Builder::new(None).base_url("http://localhost").transport(echo).build().unwrap();
    let said = client.call(Sort { body: Table::Json(Vec::new()) }).await.unwrap();
    assert_eq!(said, Table::Csv("application/vnd.rows+json, text/csv".to_owned()));
}

#[test]
fn an_answer_is_read_by_its_type() {
    let receive = |kind: Option<&str>, body: &'static str| {
        let mut headers = HeaderMap::new();
        if let Some(kind) = kind {
            headers.insert("content-type", kind.parse().unwrap());
        }
        let reader = ResponseReader::new(http::StatusCode::OK, headers, body.as_bytes());
        Sort::receive(reader).map(|outcome| outcome.unwrap_or_else(|never| match never {}))
    };
    for kind in [None, Some("application/json"), Some("application/vnd.rows+json;v=1")] {
        assert_eq!(receive(kind, "[1]").unwrap(), Table::Json(vec![1]), "{kind:?}");
    }
    assert_eq!(receive(Some("Text/CSV"), "1").unwrap(), Table::Csv("1".to_owned()));
    let fault = receive(Some("text/html"), "<p>").unwrap_err();
    assert_eq!(*fault.kind(), FaultKind::UnexpectedContentType);
    assert_eq!(fault.response().unwrap().body, "<p>");
}

#[test]
fn the_narrowest_range_decides() {
    let quality = |accept: &str, media: &str| {
        let mut headers = HeaderMap::new();
        for part in accept.split('|').filter(|part| !part.is_empty()) {
            headers.append("accept", part.parse().unwrap());
        }
        Accept::of(&headers).quality(media)
    };
    for (accept, media, expected) in [
        ("", "text/plain", 1000),
        ("*/*;q=0.1", "text/plain", 100),
        ("text/*;q=0.3, text/plain;q=0.7, */*;q=0.5", "text/plain", 700),
        ("text/*;q=0.3, text/plain;q=0.7, */*;q=0.5", "text/html", 300),
        ("text/*;q=0.3|text/plain;q=0.7|*/*;q=0.5", "image/png", 500),
        ("image/*", "text/plain", 0),
        ("*/*, text/plain;q=0", "text/plain", 0),
        ("TEXT/Plain;Q=0.25", "text/plain", 250),
        ("image/png", "image/*", 1000),
        ("application/json", "application/problem+json", 1000),
        ("nonsense", "text/plain", 1000),
        ("text/plain;q=most", "text/plain", 1000),
        ("*", "text/plain", 1000),
    ] {
        assert_eq!(quality(accept, media), expected, "{accept} of {media}");
    }
}
