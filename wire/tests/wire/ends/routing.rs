//! Routing: methods, templates with a common pattern, trailing slashes, unknown paths.

use std::convert::Infallible;

use counterpart_wire::server::{Limits, Router, Routes};
use counterpart_wire::{
    Body, Call, Error, Fault, Operation, OperationSpec, Param, ProblemShape, ProblemValue,
    RequestReader, RequestWriter, ResponseReader, Status, http, respond,
};
use tower::ServiceExt as _;

use super::support::ask;

/// Defines operations that answer with their own name and their path values.
macro_rules! places {
    ($($name:ident: $method:ident $path:literal [$($param:literal),*] $loose:literal;)*) => {
        $(
            #[derive(Debug)]
            struct $name(String);

            impl Operation for $name {
                type Output = String;
                type Error = Infallible;
                const SPEC: &'static OperationSpec = &OperationSpec {
                    id: stringify!($name),
                    method: stringify!($method),
                    path: $path,
                    optional_slash: $loose,
                    body: None,
                    answers: &[],
                    problems: &[],
                    invalid: 400,
                    security: &[],
                };

                fn write(self, _: &mut RequestWriter) {}

                fn read(from: &mut RequestReader) -> Option<Self> {
                    let names: &[&'static str] = &[$($param),*];
                    let values = names.iter().map(|name| from.required(&Param::path(name)));
                    Some(Self(values.collect::<Option<Vec<String>>>()?.join("|")))
                }

                fn respond(outcome: Result<String, Infallible>) -> http::Response<Body> {
                    match outcome {
                        Ok(text) => respond::text(200, "text/plain", text),
                        Err(never) => match never {},
                    }
                }

                fn receive(from: ResponseReader) -> Result<Result<String, Infallible>, Fault> {
                    from.text().map(Ok)
                }
            }
        )*

        fn router() -> Router {
            let routes = Routes::new((), (), Limits::default())
                $(.open::<$name, _>(|(): &(), call: Call<$name, ()>| async move {
                    Ok::<_, Error<Infallible>>(format!("{} {}", stringify!($name), call.request.0))
                }))*;
            routes.into_router()
        }
    };
}

/// An operation with an error body for any status.
macro_rules! with_shape {
    ($($name:ident: $path:literal $value:expr;)*) => {$(
        #[derive(Debug)]
        struct $name;

        impl Operation for $name {
            type Output = ();
            type Error = Infallible;
            const SPEC: &'static OperationSpec = &OperationSpec {
                id: stringify!($name),
                method: "GET",
                path: $path,
                optional_slash: false,
                body: None,
                answers: &[],
                problems: &[ProblemShape::new(Status::Default, "application/problem+json", $value)],
                invalid: 400,
                security: &[],
            };

            fn write(self, _: &mut RequestWriter) {}

            fn read(_: &mut RequestReader) -> Option<Self> {
                Some(Self)
            }

            fn respond(_: Result<(), Infallible>) -> http::Response<Body> {
                respond::empty(204)
            }

            fn receive(from: ResponseReader) -> Result<Result<(), Infallible>, Fault> {
                from.empty().map(Ok)
            }
        }
    )*};
}

const SHAPE: ProblemValue = ProblemValue::Object(&[
    ("type", ProblemValue::Text("about:blank")),
    ("why", ProblemValue::Detail),
    ("errors", ProblemValue::Errors),
]);

with_shape! {
    One: "/one" SHAPE;
    Two: "/two" SHAPE;
    Apart: "/apart" ProblemValue::Object(&[("message", ProblemValue::Detail)]);
}

/// A request that reaches no operation is answered as those that reach one.
#[tokio::test]
async fn unknown_paths_and_methods_are_answered_in_the_shape_of_all_operations() {
    async fn nothing<Op: Operation<Output = (), Error = Infallible>>(
        (): &(),
        _: Call<Op, ()>,
    ) -> Result<(), Error<Infallible>> {
        Ok(())
    }
    let routes =
        || Routes::new((), (), Limits::default()).open::<One, _>(nothing).open::<Two, _>(nothing);
    for (head, status) in [("GET /three", 404), ("POST /one", 405)] {
        let answer = ask(&routes().into_router(), &[head], "").await;
        let fields: Vec<String> = answer.json().as_object().unwrap().keys().cloned().collect();
        assert_eq!((answer.status, fields), (status, vec!["type".to_owned(), "why".to_owned()]));
        // They differ, so none of them is that of the API.
        let mixed = routes().open::<Apart, _>(nothing).into_router();
        let answer = ask(&mixed, &[head], "").await;
        assert_eq!((answer.status, &answer.json()["title"].is_string()), (status, &true));
    }
}

places! {
    // The general templates come first: their order must not matter.
    ReadFile: GET "/files/{id}" ["id"] false;
    ReadJson: GET "/files/{name}.json" ["name"] false;
    ReadMeta: GET "/files/{name}.meta.json" ["name"] false;
    DropFile: DELETE "/files/{file}" ["file"] false;
    Mine: GET "/files/mine" [] false;
    Between: GET "/files/{from}..{to}/diff" ["from", "to"] false;
    Cancel: POST "/jobs/{id}:cancel" ["id"] false;
    JobJson: GET "/jobs/{id}.json/log" ["id"] false;
    Anything: GET "/jobs/{id}/{part}" ["id", "part"] false;
    Colon: POST "/jobs/:all" [] false;
    Loose: GET "/loose" [] true;
    LooseItem: GET "/loose/{id}/" ["id"] true;
    Exact: GET "/exact/" [] false;
    ExactBare: PUT "/loose/" [] false;
    Root: GET "/" [] true;
    OwnHead: HEAD "/own" [] false;
    OwnGet: GET "/own" [] false;
}

async fn call(method: &str, path: &str) -> (u16, String, Option<String>) {
    let request = http::Request::builder().method(method).uri(path).body(Body::empty()).unwrap();
    let response = router().oneshot(request).await.unwrap();
    let allow = response.headers().get("allow").map(|value| value.to_str().unwrap().to_owned());
    let status = response.status().as_u16();
    let body = Body::wrap(response.into_body()).collect(1 << 20).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap(), allow)
}

async fn answers(table: &[(&str, &str, &str)]) {
    for (method, path, expected) in table {
        let (status, body, _) = call(method, path).await;
        assert_eq!((status, body.as_str()), (200, *expected), "{method} {path}");
    }
}

async fn refuses(table: &[(&str, &str, u16, Option<&str>)]) {
    for (method, path, expected, allowed) in table {
        let (status, body, allow) = call(method, path).await;
        assert_eq!((status, allow.as_deref()), (*expected, *allowed), "{method} {path}");
        let problem: serde_json::Value = serde_json::from_str(&body).unwrap();
        assert_eq!(problem["status"], *expected, "{method} {path}");
    }
}

#[tokio::test]
async fn the_most_literal_template_wins() {
    answers(&[
        ("GET", "/files/mine", "Mine "),
        ("GET", "/files/a.json", "ReadJson a"),
        ("GET", "/files/a.meta.json", "ReadMeta a"),
        ("GET", "/files/a.xml", "ReadFile a.xml"),
        ("GET", "/files/.json", "ReadFile .json"),
        ("GET", "/files/a%2Fb.json", "ReadJson a/b"),
        ("GET", "/files/a%2Ejson", "ReadFile a.json"),
        ("GET", "/files/1..2/diff", "Between 1|2"),
        ("POST", "/jobs/7:cancel", "Cancel 7"),
        ("POST", "/jobs/:all", "Colon "),
        ("GET", "/jobs/a.json/log", "JobJson a"),
        ("GET", "/jobs/a/log", "Anything a|log"),
        ("GET", "/jobs/a.json/other", "Anything a.json|other"),
    ])
    .await;
}

/// A request for a documented operation reaches it, even if its path also matches a more literal template without the
/// method.
#[tokio::test]
async fn a_template_without_the_method_does_not_hide_one_with_it() {
    answers(&[
        ("DELETE", "/files/mine", "DropFile mine"),
        ("DELETE", "/files/a.json", "DropFile a.json"),
    ])
    .await;
}

#[tokio::test]
async fn unknown_paths_are_not_found() {
    refuses(&[
        ("GET", "/nothing", 404, None),
        ("POST", "/jobs/7", 404, None),
        ("POST", "/jobs/7:stop", 404, None),
        ("POST", "/jobs/7%3Acancel", 404, None),
        ("GET", "/files", 404, None),
        ("GET", "/files/", 404, None),
        ("GET", "/files/1-2/diff", 404, None),
        ("GET", "//", 404, None),
        ("GET", "/files/a/", 404, None),
    ])
    .await;
}

#[tokio::test]
async fn an_unknown_method_is_answered_with_the_allowed_ones() {
    refuses(&[
        ("POST", "/files/a", 405, Some("GET, DELETE, HEAD")),
        ("PATCH", "/files/a.json", 405, Some("GET, DELETE, HEAD")),
        ("GET", "/jobs/7:cancel", 405, Some("POST")),
        ("OPTIONS", "/own", 405, Some("HEAD, GET")),
        ("BREW", "/own", 405, Some("HEAD, GET")),
    ])
    .await;
}

#[tokio::test]
async fn a_trailing_slash_is_optional_if_documented() {
    answers(&[
        ("GET", "/loose", "Loose "),
        ("GET", "/loose/", "Loose "),
        ("PUT", "/loose/", "ExactBare "),
        ("GET", "/loose/7", "LooseItem 7"),
        ("GET", "/loose/7/", "LooseItem 7"),
        ("GET", "/exact/", "Exact "),
        ("GET", "/", "Root "),
        ("GET", "/?a=/b/", "Root "),
    ])
    .await;
    refuses(&[
        ("GET", "/exact", 404, None),
        ("PUT", "/loose", 405, Some("GET, HEAD")),
        ("GET", "/loose//", 404, None),
    ])
    .await;
}

#[tokio::test]
async fn head_is_get_without_its_body() {
    let (status, body, _) = call("HEAD", "/files/mine").await;
    assert_eq!((status, body.as_str()), (200, ""));
    let request = http::Request::head("/files/mine").body(Body::empty()).unwrap();
    let response = router().oneshot(request).await.unwrap();
    assert_eq!(
        response.headers().get("content-length").map(http::HeaderValue::as_bytes),
        Some(&b"5"[..])
    );
    let (status, _, _) = call("HEAD", "/own").await;
    assert_eq!(status, 200);
}

#[tokio::test]
async fn implementations_merge_and_routers_too() {
    async fn name<Op: Operation>(routes: Routes<(), ()>, path: &str) -> u16 {
        let request =
            http::Request::builder().method(Op::SPEC.method).uri(path).body(Body::empty()).unwrap();
        routes.into_router().oneshot(request).await.unwrap().status().as_u16()
    }
    let one = || {
        Routes::new((), (), Limits::default()).open::<ReadFile, _>(
            |(): &(), call: Call<ReadFile, ()>| async {
                Ok::<_, Error<Infallible>>(call.request.0)
            },
        )
    };
    let two = || {
        Routes::new("another", (), Limits::default()).open::<DropFile, _>(
            |_: &&str, call: Call<DropFile, ()>| async {
                Ok::<_, Error<Infallible>>(call.request.0)
            },
        )
    };
    // Two tags share a path.
    assert_eq!(name::<ReadFile>(one().merge(two()), "/files/a").await, 200);
    assert_eq!(name::<DropFile>(one().merge(two()), "/files/a").await, 200);

    let other = Router::new()
        .route("/other", axum::routing::get(|| async { "other" }))
        .fallback(|| async { (http::StatusCode::IM_A_TEAPOT, "mine") });
    let merged = other.merge(one().into_partial_router());
    for (path, expected) in [("/files/a", 200), ("/other", 200), ("/nothing", 418)] {
        let request = http::Request::get(path).body(axum::body::Body::empty()).unwrap();
        let response = merged.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status().as_u16(), expected, "{path}");
    }
    assert_eq!(
        format!("{:?}", one().merge(two())),
        r#"Routes { paths: ["/files/{id}", "/files/{file}"], .. }"#
    );
}
