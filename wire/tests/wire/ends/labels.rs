//! Responses with more than a body: typed headers, media type and file name.

use std::convert::Infallible;

use counterpart_wire::client::Builder;
use counterpart_wire::server::{Limits, Routes};
use counterpart_wire::{
    AnswerSpec, Body, BodySpec, Call, Codec, Content, Error, Fault, HeaderMap, HeaderReader,
    HeaderWriter, Headers, Operation, OperationSpec, Param, Problem, RequestReader, RequestWriter,
    ResponseReader, Shape, Status, StatusCode, WithHeaders, http, respond,
};

use super::support::{Log, ask};

const IMAGE: Content = Content { media: "image/*", aliases: &[], codec: Codec::Bytes };

#[derive(Debug, Clone, PartialEq, Default)]
struct TurnHeaders {
    etag: Option<String>,
    size: Option<i64>,
    colors: Option<Vec<String>>,
    cookies: Option<Vec<String>>,
}

impl TurnHeaders {
    const ETAG: Param = Param::header("ETag");
    const SIZE: Param = Param::header("X-Size");
    const COLORS: Param = Param::header("X-Colors").shape(Shape::List);
    const COOKIES: Param = Param::header("Set-Cookie").shape(Shape::List);
}

impl Headers for TurnHeaders {
    fn write(&self, to: &mut HeaderWriter<'_>) {
        to.header(&Self::ETAG, self.etag.as_ref());
        to.header(&Self::SIZE, self.size.as_ref());
        to.header(&Self::COLORS, self.colors.as_ref());
        to.header(&Self::COOKIES, self.cookies.as_ref());
    }

    fn read(from: &HeaderReader<'_>) -> Self {
        Self {
            etag: from.header(&Self::ETAG),
            size: from.header(&Self::SIZE),
            colors: from.header(&Self::COLORS),
            cookies: from.header(&Self::COOKIES),
        }
    }
}

/// An image of any type, sent and returned.
#[derive(Debug)]
struct Turn {
    body: Body,
}

impl Operation for Turn {
    type Output = WithHeaders<Body, TurnHeaders>;
    type Error = Infallible;
    const SPEC: &'static OperationSpec = &OperationSpec {
        id: "turn",
        method: "POST",
        path: "/turn",
        optional_slash: false,
        body: Some(BodySpec { required: true, contents: &[IMAGE] }),
        answers: &[AnswerSpec { status: Status::Code(200), contents: &[IMAGE] }],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut RequestWriter) {
        to.open_body("application/octet-stream", self.body);
    }

    fn read(from: &mut RequestReader) -> Option<Self> {
        from.stream().map(|body| Self { body })
    }

    fn respond(outcome: Result<Self::Output, Infallible>) -> http::Response<Body> {
        match outcome {
            Ok(body) => body.respond(|body| respond::stream(200, "application/octet-stream", body)),
            Err(never) => match never {},
        }
    }

    fn receive(from: ResponseReader) -> Result<Result<Self::Output, Infallible>, Fault> {
        match from.status() {
            200 => from.with_headers(ResponseReader::stream).map(Ok),
            _ => Err(from.unexpected()),
        }
    }
}

fn router(headers: TurnHeaders) -> axum::Router {
    async fn turn(
        headers: &TurnHeaders,
        call: Call<Turn, ()>,
    ) -> Result<WithHeaders<Body, TurnHeaders>, Error<Infallible>> {
        let media = call.body.media_type().unwrap_or("none").replace("jpeg", "png");
        let bytes = call.request.body.collect(1000).await.map_err(Fault::from_error)?;
        if bytes.is_empty() {
            let problem = Problem::new(StatusCode::CONFLICT, "nothing to turn");
            return Err(problem.header("x-hint".parse()?, "send an image".parse()?).into());
        }
        let body = Body::from(bytes).with_media_type(media).with_file_name("größe.png");
        Ok(WithHeaders::new(body, headers.clone()))
    }
    Routes::new(headers, (), Limits::default()).open::<Turn, _>(turn).into_router()
}

fn cookies() -> Vec<String> {
    vec!["a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT".to_owned(), "b=2".to_owned()]
}

fn all() -> TurnHeaders {
    TurnHeaders {
        etag: Some("\"7\"".to_owned()),
        size: Some(-3),
        colors: Some(vec!["red".to_owned(), "light blue".to_owned()]),
        cookies: Some(cookies()),
    }
}

#[tokio::test]
async fn headers_types_and_names_go_with_a_body() {
    let head = ["POST /turn", "Content-Type: image/jpeg"];
    let answer = ask(&router(all()), &head, "bytes").await;
    assert_eq!(answer.header("content-type"), Some("image/png"));
    assert_eq!(answer.header("etag"), Some("\"7\""));
    assert_eq!(answer.header("x-size"), Some("-3"));
    assert_eq!(answer.header("x-colors"), Some("red,light blue"));
    let lines: Vec<_> = answer.headers.get_all("set-cookie").iter().collect();
    assert_eq!(lines, ["a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT", "b=2"]);
    let name = "attachment; filename=\"gr__e.png\"; filename*=UTF-8''gr%C3%B6%C3%9Fe.png";
    assert_eq!(answer.header("content-disposition"), Some(name));
    let client = Builder::new(None).base_url("http://localhost").transport(router(all()));
    let call = Turn { body: Body::from("bytes").with_media_type("image/jpeg") };
    let turned = client.build().unwrap().call(call).await.unwrap();
    assert_eq!(turned.headers, all());
    assert_eq!((turned.media_type(), turned.file_name()), (Some("image/png"), Some("größe.png")));
    assert_eq!(turned.into_body().collect(100).await.unwrap(), "bytes");
}

#[tokio::test]
async fn a_header_that_cannot_be_sent_is_a_fault() {
    let forged = TurnHeaders { etag: Some("a\r\nx-forged: 1".to_owned()), ..all() };
    let split = TurnHeaders { colors: Some(vec!["red, blue".to_owned()]), ..all() };
    let cookie = TurnHeaders { cookies: Some(vec!["a=\u{0}".to_owned()]), ..all() };
    for headers in [forged, split, cookie] {
        let head = ["POST /turn", "Content-Type: image/jpeg"];
        let answer = ask(&router(headers), &head, "bytes").await;
        assert_eq!((answer.status, answer.header("x-forged")), (500, None));
        assert!(!answer.body.contains("ETag") && !answer.body.contains("Colors"));
    }
}

#[tokio::test]
async fn the_log_says_which_header_cannot_be_sent() {
    let log = Log::default();
    let _guard = tracing::subscriber::set_default(log.clone());
    let split = TurnHeaders { colors: Some(vec!["red, blue".to_owned()]), ..all() };
    ask(&router(split), &["POST /turn", "Content-Type: image/jpeg"], "bytes").await;
    let text = log.text();
    assert!(text.contains("header `X-Colors`: a value contains the separator"), "{text}");
}

/// A client accepts responses with missing or invalid headers.
#[test]
fn headers_that_are_wrong_are_absent() {
    let mut headers = HeaderMap::new();
    headers.insert("x-size", "big".parse().unwrap());
    headers.append("x-colors", "red".parse().unwrap());
    headers.append("x-colors", "blue".parse().unwrap());
    let reader = ResponseReader::new(StatusCode::OK, headers, Body::empty());
    let found = Turn::receive(reader).unwrap().unwrap_or_else(|never| match never {});
    let colors = Some(vec!["red".to_owned(), "blue".to_owned()]);
    assert_eq!(found.headers, TurnHeaders { etag: None, size: None, colors, cookies: None });
}

#[tokio::test]
async fn a_problem_is_sent_with_its_headers() {
    let answer = ask(&router(all()), &["POST /turn"], "").await;
    assert_eq!((answer.status, answer.header("x-hint")), (409, Some("send an image")));
    assert_eq!(answer.header("content-type"), Some("application/problem+json"));
}

#[test]
fn a_body_converts_to_one_with_headers() {
    let bare: WithHeaders<i64, TurnHeaders> = 7.into();
    assert_eq!(bare, WithHeaders::new(7, TurnHeaders::default()));
    assert_eq!(bare.checked_add(1), Some(8));
}
