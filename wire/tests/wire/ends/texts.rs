//! Form and text bodies.

use std::convert::Infallible;

use counterpart_wire::client::Builder;
use counterpart_wire::server::{Limits, Router, Routes};
use counterpart_wire::{
    Body, BodySpec, Call, CallError, Codec, Content, Error, Fault, FaultKind, Json, Operation,
    OperationSpec, RequestReader, RequestWriter, ResponseReader, http, respond,
};

use super::shop::NewItem;
use super::support::ask;

macro_rules! speaking {
    ($($name:ident($ty:ty) $path:literal $media:literal $codec:ident: $write:expr, $read:expr;)*) => {$(
        #[derive(Debug)]
        struct $name($ty);

        impl Operation for $name {
            type Output = String;
            type Error = Infallible;
            const SPEC: &'static OperationSpec = &OperationSpec {
                id: stringify!($name),
                method: "POST",
                path: $path,
                optional_slash: false,
                body: Some(BodySpec {
                    required: true,
                    contents: &[Content { media: $media, aliases: &[], codec: Codec::$codec }],
                }),
                answers: &[],
                problems: &[],
                invalid: 400,
                security: &[],
            };

            fn write(self, to: &mut RequestWriter) {
                let write: fn(&mut RequestWriter, $ty) = $write;
                write(to, self.0);
            }

            fn read(from: &mut RequestReader) -> Option<Self> {
                let read: fn(&mut RequestReader) -> Option<$ty> = $read;
                assert!(from.content().is_none_or(|content| content == 0));
                read(from).map(Self)
            }

            fn respond(outcome: Result<String, Infallible>) -> http::Response<Body> {
                match outcome {
                    Ok(text) => respond::text(200, "text/plain", text),
                    Err(never) => match never {},
                }
            }

            fn receive(from: ResponseReader) -> Result<Result<String, Infallible>, Fault> {
                match from.status() {
                    200 => from.text().map(Ok),
                    _ => Err(from.unexpected()),
                }
            }
        }
    )*};
}

speaking! {
    FormOf(NewItem) "/form" "application/x-www-form-urlencoded" Form:
        |to, item| to.form("application/x-www-form-urlencoded", &[], &item), |from| from.form(&[]);
    Free(Json) "/free" "application/x-www-form-urlencoded" Form:
        |to, json| to.form("application/x-www-form-urlencoded", &[], &json), |from| from.form(&[]);
    Text(String) "/text" "text/plain" Text:
        |to, text| to.text("text/plain", text), |from| from.text();
    MaybeText(Option<String>) "/maybe" "text/plain" Text:
        |to, text| {
            if let Some(text) = text {
                to.text("text/plain", text);
            }
        },
        |from| from.optional_text();
    MaybeForm(Option<Json>) "/maybe-form" "application/x-www-form-urlencoded" Form:
        |to, form| {
            if let Some(form) = form {
                to.form("application/x-www-form-urlencoded", &[], &form);
            }
        },
        |from| from.optional_form(&[]);
    Count(i64) "/count" "text/plain" Text:
        |to, count| to.typed_text("text/plain", &count), |from| from.typed_text();
    Ratio(f64) "/ratio" "text/plain" Text:
        |to, ratio| to.typed_text("text/plain", &ratio), |from| from.typed_text();
}

fn router() -> Router {
    let routes = Routes::new((), (), Limits::default());
    let routes = routes.open::<FormOf, _>(|(): &(), call: Call<FormOf, ()>| async move {
        let item = &call.request.0;
        Ok::<_, Error<Infallible>>(format!("{} {:?}", item.name, item.count))
    });
    let routes = routes.open::<Free, _>(|(): &(), call: Call<Free, ()>| async move {
        Ok(call.request.0.to_string())
    });
    let routes =
        routes.open::<Text, _>(|(): &(), call: Call<Text, ()>| async move { Ok(call.request.0) });
    let routes = routes.open::<MaybeText, _>(|(): &(), call: Call<MaybeText, ()>| async move {
        Ok(format!("{:?}", call.request.0))
    });
    let routes = routes.open::<MaybeForm, _>(|(): &(), call: Call<MaybeForm, ()>| async move {
        Ok(format!("{:?}", call.request.0.map(|form| form.to_string())))
    });
    let routes = routes.open::<Count, _>(|(): &(), call: Call<Count, ()>| async move {
        Ok(call.request.0.to_string())
    });
    let routes = routes.open::<Ratio, _>(|(): &(), call: Call<Ratio, ()>| async move {
        Ok(call.request.0.to_string())
    });
    routes.into_router()
}

async fn call<Op: Operation<Output = String, Error = Infallible>>(
    request: Op,
) -> Result<String, FaultKind> {
    let client = Builder::new(Some("http://localhost")).transport(router()).build().unwrap();
    client.call(request).await.map_err(|error| match error {
        CallError::Fault(fault) => fault.kind().clone(),
        CallError::Api(never) => match never {},
    })
}

#[tokio::test]
async fn forms_of_names_and_values() {
    let item = NewItem { count: Some(-7), ..NewItem::new("a b&c=é+%") };
    assert_eq!(call(FormOf(item)).await.as_deref(), Ok("a b&c=é+% Some(-7)"));
    let free = serde_json::json!({"a": ["1", "2"], "b": "", "c d": "&"});
    assert_eq!(call(Free(free.clone())).await, Ok(free.to_string()));
    let nested = call(Free(serde_json::json!({"a": {"b": 1}}))).await;
    assert!(matches!(nested, Err(FaultKind::Request(_))), "{nested:?}");

    let head = ["POST /form", "Content-Type: application/x-www-form-urlencoded"];
    let answer = ask(&router(), &head, "name=one+two&count=3").await;
    assert_eq!((answer.status, answer.body.as_str()), (200, "one two Some(3)"));
    let answer = ask(&router(), &head, "count=x&count=y").await;
    let pointers: Vec<Json> = answer.json()["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["pointer"].clone())
        .collect();
    assert_eq!((answer.status, pointers), (400, vec!["/name".into(), "/count".into()]));
    for (body, code) in [("", "required"), ("name=%FF", "form")] {
        let answer = ask(&router(), &head, body).await;
        assert_eq!(answer.json()["errors"][0]["code"], code, "{body}");
    }
    assert_eq!(
        ask(&router(), &["POST /form", "Content-Type: application/json"], "{}").await.status,
        415
    );
}

#[tokio::test]
async fn an_empty_body_is_a_body() {
    assert_eq!(call(Text(String::new())).await.as_deref(), Ok(""));
    assert_eq!(call(MaybeText(Some(String::new()))).await.as_deref(), Ok("Some(\"\")"));
    let empty = MaybeForm(Some(serde_json::json!({})));
    assert_eq!(call(empty).await.as_deref(), Ok("Some(\"{}\")"));
    assert_eq!(call(MaybeForm(None)).await.as_deref(), Ok("None"));
    // A length says that a required body is there.
    let head = ["POST /text", "Content-Length: 0"];
    assert_eq!(ask(&router(), &head, "").await.status, 200);
}

#[tokio::test]
async fn a_text_may_be_a_scalar() {
    assert_eq!(call(Count(-7)).await.as_deref(), Ok("-7"));
    assert_eq!(call(Ratio(32000.0)).await.as_deref(), Ok("32000"));
    let answer = ask(&router(), &["POST /count", "Content-Type: text/plain"], "many").await;
    assert_eq!((answer.status, &answer.json()["errors"][0]["code"]), (400, &"type".into()));
}

#[tokio::test]
async fn a_text_says_that_it_is_utf_8() {
    let answer = ask(&router(), &["POST /text", "Content-Type: text/plain"], "é").await;
    assert_eq!(answer.header("content-type"), Some("text/plain; charset=utf-8"));
    let mut writer = RequestWriter::new(Text::SPEC);
    Text("é".to_owned()).write(&mut writer);
    let request = writer.finish("http://localhost").unwrap();
    assert_eq!(request.headers()["content-type"], "text/plain; charset=utf-8");
}

#[tokio::test]
async fn texts_are_utf_8() {
    assert_eq!(call(Text("é ☃\r\n".to_owned())).await.as_deref(), Ok("é ☃\r\n"));
    assert_eq!(call(MaybeText(None)).await.as_deref(), Ok("None"));
    assert_eq!(call(MaybeText(Some("a".to_owned()))).await.as_deref(), Ok("Some(\"a\")"));
    let answer = ask(&router(), &["POST /text"], "").await;
    assert_eq!(
        (answer.status, answer.json()["errors"][0]["code"].as_str()),
        (400, Some("required"))
    );
    let answer = ask(&router(), &["POST /text"], b"\xff".to_vec()).await;
    assert_eq!(
        (answer.status, answer.json()["errors"][0]["code"].as_str()),
        (400, Some("encoding"))
    );

    let latin = tower::service_fn(|_: http::Request<Body>| async {
        Ok::<_, Infallible>(http::Response::new(Body::from(b"na\xefve".to_vec())))
    });
    let client = Builder::new(Some("http://localhost")).transport(latin).build().unwrap();
    let Err(CallError::Fault(fault)) = client.call(Text(String::new())).await else {
        panic!("it is no UTF-8")
    };
    assert!(matches!(fault.kind(), FaultKind::Decode(_)), "{fault}");
    assert_eq!(fault.response().map(|kept| kept.body.as_ref()), Some(&b"na\xefve"[..]));
}
