//! A small API as the generator writes one: operations that refuse before they read, and a stream of events.

use std::convert::Infallible;

use counterpart_wire::server::{
    AuthError, AuthRequest, Authenticator, Granted, Limits, Router, Routes,
};
use counterpart_wire::{
    AnswerSpec, Body, BodySpec, Call, Codec, Content, Error, EventFormat, Events, Fault, Operation,
    OperationSpec, Problem, RequestReader, RequestWriter, ResponseReader, Scheme, SchemeKind,
    Status, StatusCode, http, respond,
};
use futures_util::{StreamExt as _, stream};

static BEARER: Scheme = Scheme { name: "bearer", kind: SchemeKind::Bearer };
const TEXT: BodySpec = BodySpec {
    required: true,
    contents: &[Content { media: "text/plain", aliases: &[], codec: Codec::Text }],
};
const BYTES: BodySpec = BodySpec {
    required: true,
    contents: &[Content { media: "application/octet-stream", aliases: &[], codec: Codec::Bytes }],
};
const EVENTS: &[AnswerSpec] = &[AnswerSpec {
    status: Status::Code(200),
    contents: &[
        Content { media: "text/event-stream", aliases: &[], codec: Codec::Events },
        Content { media: "application/jsonl", aliases: &[], codec: Codec::Events },
    ],
}];

/// Defines an operation: its method, path, body, answers, security, and how its body is read.
macro_rules! operation {
    ($name:ident, $method:literal, $path:literal, $body:expr, $answers:expr, $security:expr, $read:ident -> $held:ty, $output:ty, $respond:expr) => {
        #[derive(Debug)]
        #[allow(dead_code)] // what is read is not used
        pub(crate) struct $name(pub(crate) $held);

        impl Operation for $name {
            type Output = $output;
            type Error = Infallible;
            const SPEC: &'static OperationSpec = &OperationSpec {
                id: $path,
                method: $method,
                path: $path,
                optional_slash: false,
                body: $body,
                answers: $answers,
                problems: &[],
                invalid: 400,
                security: $security,
            };

            fn write(self, _: &mut RequestWriter) {}

            fn read(from: &mut RequestReader) -> Option<Self> {
                from.$read().map(Self)
            }

            fn respond(outcome: Result<$output, Infallible>) -> http::Response<Body> {
                match outcome {
                    Ok(output) => $respond(output),
                    Err(never) => match never {},
                }
            }

            fn receive(from: ResponseReader) -> Result<Result<$output, Infallible>, Fault> {
                Err(from.unexpected())
            }
        }
    };
}

fn empty((): ()) -> http::Response<Body> {
    respond::empty(204)
}

fn jsonl(events: Events<i64>) -> http::Response<Body> {
    respond::events(200, "application/jsonl", EventFormat::LINES, events)
}

fn sse(events: Events<i64>) -> http::Response<Body> {
    respond::events(200, "text/event-stream", EventFormat::SSE, events)
}

operation!(Note, "POST", "/note", Some(TEXT), &[], &[], text -> String, (), empty);
operation!(Secret, "POST", "/secret", Some(TEXT), &[], &[&[(&BEARER, &[])]], text -> String, (), empty);
operation!(Closed, "POST", "/closed", None, &[], &[&[(&BEARER, &[])]], optional_text -> Option<String>, (), empty);
operation!(Unread, "POST", "/unread", Some(BYTES), &[], &[], stream -> Body, (), empty);
operation!(Bodiless, "POST", "/bodiless", None, &[], &[], optional_text -> Option<String>, (), empty);
operation!(Ticks, "GET", "/ticks", None, EVENTS, &[], optional_text -> Option<String>, Events<i64>, sse);
operation!(Lines, "GET", "/lines", None, EVENTS, &[], optional_text -> Option<String>, Events<i64>, jsonl);
operation!(Slow, "GET", "/slow", None, &[], &[], optional_text -> Option<String>, (), empty);

/// Knows no caller: refuses one token with 403, and all others with 401.
struct Nobody;

impl Authenticator for Nobody {
    type Principal = ();

    async fn authenticate(&self, presented: AuthRequest<'_>) -> Result<Granted<()>, AuthError> {
        match presented.get(&BEARER).map(|token| token.secret().expose()) {
            Some("forbidden") => Err(AuthError::Forbidden("not for you".to_owned())),
            _ => Err(AuthError::unauthorized()),
        }
    }
}

/// One event, and then nothing.
fn ticks() -> Events<i64> {
    Events::new(stream::iter([Ok::<_, Infallible>(1)]).chain(stream::pending()))
}

/// Returns a router with a limit of 64 KiB for a body. `GET /slow` never answers.
pub(crate) fn router() -> Router {
    Routes::new((), Nobody, Limits::default().body(64 * 1024))
        .open::<Note, _>(|(): &(), _: Call<Note, ()>| async { Ok::<(), Error<_>>(()) })
        .secured::<Secret, _>(|(): &(), _: Call<Secret, ()>| async { Ok::<(), Error<_>>(()) })
        .secured::<Closed, _>(|(): &(), _: Call<Closed, ()>| async { Ok::<(), Error<_>>(()) })
        .open::<Unread, _>(|(): &(), _: Call<Unread, ()>| async {
            let refusal = Problem::new(StatusCode::CONFLICT, "not now");
            Err::<(), Error<_>>(refusal.into())
        })
        .open::<Bodiless, _>(|(): &(), _: Call<Bodiless, ()>| async { Ok::<(), Error<_>>(()) })
        .open::<Ticks, _>(|(): &(), _: Call<Ticks, ()>| async { Ok::<_, Error<_>>(ticks()) })
        .open::<Lines, _>(|(): &(), _: Call<Lines, ()>| async { Ok::<_, Error<_>>(ticks()) })
        .open::<Slow, _>(|(): &(), _: Call<Slow, ()>| {
            std::future::pending::<Result<(), Error<_>>>()
        })
        .into_router()
}
