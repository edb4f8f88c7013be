//! Requests as published clients send them: without a content type, with undocumented properties, with or without a trailing
//! slash, with booleans in capital letters, and with several violations at once.

use counterpart_generator::api::Operation;
use counterpart_stages::document::{plan_of, spec};
use counterpart_tests::example;
use counterpart_tests::exchange::raw;
use counterpart_tests::message::{Answer, Meaning, Message};
use counterpart_tests::script::{KEY, Script};
use counterpart_tests::subject::{Arcanna, Arcee, Subject};
use counterpart_wire::{Body, Bytes, http};
use serde_json::{Value as Json, json};

/// A served API, and for each operation the example request and the first documented response.
struct Scene {
    script: Script,
    router: axum::Router,
    calls: Vec<(Operation, http::Request<Bytes>, Answer)>,
}

impl Scene {
    fn new<S: Subject>() -> Self {
        let plan = plan_of(S::NAME, &spec(S::NAME).text);
        let script = Script::default();
        let router = S::router(&script);
        let calls = plan.api.operations.iter().map(|operation| {
            let mut request = example::request(&plan.api, operation);
            let key = http::HeaderValue::from_static(KEY);
            request.headers_mut().insert(S::HEADER, key);
            let answer = example::answers(&plan.api, operation).into_iter().next();
            let answer = answer.unwrap_or_else(|| panic!("{}: no answer", operation.id));
            (operation.clone(), request, answer)
        });
        Self { script, router, calls: calls.collect() }
    }

    /// Returns the operations with a JSON object as request body.
    fn with_json(&self) -> impl Iterator<Item = &(Operation, http::Request<Bytes>, Answer)> {
        self.calls
            .iter()
            .filter(|(_, request, _)| serde_json::from_slice::<Json>(request.body()).is_ok())
    }

    /// Returns the only request that the implementation received.
    fn asked(&self) -> Message {
        let seen = self.script.seen();
        assert_eq!(seen.len(), 1, "the implementation is asked once");
        seen.into_iter().next().unwrap_or_else(|| unreachable!("there is one"))
    }

    /// Sends a request without a generated client.
    async fn send(&self, method: &str, target: &str, body: &str) -> Answer {
        let (_, example, _) = &self.calls[0];
        let mut request = http::Request::builder()
            .method(method)
            .uri(target)
            .body(Bytes::copy_from_slice(body.as_bytes()))
            .unwrap_or_else(|error| panic!("{target}: {error}"));
        *request.headers_mut() = example.headers().clone();
        raw(&self.router, request).await
    }
}

/// Removes the key of a request: the implementation does not receive it.
async fn without_key(mut request: http::Request<Bytes>) -> Message {
    request.headers_mut().remove(Arcee::HEADER);
    request.headers_mut().remove(Arcanna::HEADER);
    Message::of(request.map(Body::from)).await
}

fn json(answer: &Answer) -> Json {
    match answer.meaning() {
        Meaning::Json(json) => json,
        Meaning::Text(text) => panic!("no JSON: {text}"),
    }
}

async fn no_content_type<S: Subject>() {
    let scene = Scene::new::<S>();
    for (operation, request, answer) in scene.with_json() {
        let mut bare = request.clone();
        bare.headers_mut().remove("content-type");
        scene.script.answers(answer.clone());
        let found = raw(&scene.router, bare).await;
        assert!(found.is_like(answer), "{}: {found:?}", operation.id);
        assert_eq!(scene.asked(), without_key(request.clone()).await, "{}", operation.id);
    }
}

#[tokio::test]
async fn a_body_without_a_content_type_is_json() {
    no_content_type::<Arcee>().await;
    no_content_type::<Arcanna>().await;
}

async fn unknown_keys<S: Subject>() {
    let scene = Scene::new::<S>();
    let mut objects = 0;
    for (operation, request, answer) in scene.with_json() {
        let more = |body: &Bytes| {
            let mut json: Json = serde_json::from_slice(body).unwrap_or_default();
            let object = json.as_object_mut();
            object.map(|object| object.insert("x-unknown".to_owned(), json!({"any": [1, null]})));
            Bytes::from(json.to_string())
        };
        let request = request.clone().map(|body| more(&body));
        let answer = Answer { body: more(&answer.body), ..answer.clone() };
        objects += usize::from(answer.body.ends_with(b"[1,null]}}"));
        scene.script.answers(answer.clone());
        let found = raw(&scene.router, request.clone()).await;
        assert!(found.is_like(&answer), "{}: {found:?}", operation.id);
        assert_eq!(scene.asked(), without_key(request).await, "{}", operation.id);
    }
    assert!(objects > 0, "some answer is an object");
}

#[tokio::test]
async fn undocumented_properties_are_kept() {
    unknown_keys::<Arcee>().await;
    unknown_keys::<Arcanna>().await;
}

async fn slashes<S: Subject>() {
    let scene = Scene::new::<S>();
    for (operation, request, answer) in &scene.calls {
        let path = request.uri().path();
        let other = path.strip_suffix('/').map_or_else(|| format!("{path}/"), str::to_owned);
        let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
        let mut moved = request.clone();
        *moved.uri_mut() = format!("{other}{query}").parse().unwrap_or_default();
        scene.script.answers(answer.clone());
        let found = raw(&scene.router, moved).await;
        if operation.optional_slash {
            assert!(found.is_like(answer), "{}: {found:?}", operation.id);
            assert_eq!(scene.asked(), without_key(request.clone()).await, "{}", operation.id);
        } else {
            assert!(matches!(found.status, 404 | 405), "{}: {found:?}", operation.id);
            assert_eq!(scene.script.seen(), [], "{}", operation.id);
        }
    }
}

#[tokio::test]
async fn a_slash_more_or_less() {
    slashes::<Arcee>().await;
    slashes::<Arcanna>().await;
    let loose = Scene::new::<Arcanna>();
    let loose = loose.calls.iter().filter(|(operation, ..)| operation.optional_slash);
    let loose: Vec<&str> = loose.map(|(operation, ..)| operation.id.as_str()).collect();
    assert_eq!(loose, ["ingestEvent", "listJobs"]);
}

#[tokio::test]
async fn a_boolean_in_capital_letters_is_accepted() {
    let scene = Scene::new::<Arcee>();
    let status = scene.calls.iter().find(|(operation, ..)| operation.id == "getTrainingStatus");
    let (_, request, answer) = status.unwrap_or_else(|| panic!("no getTrainingStatus"));
    for (text, value) in [("True", "true"), ("TRUE", "true"), ("False", "false"), ("true", "true")]
    {
        let mut written = request.clone();
        let target =
            |text: &str| format!("http://localhost{}?allow_demo={text}", request.uri().path());
        *written.uri_mut() = target(text).parse().unwrap_or_default();
        let mut meant = request.clone();
        *meant.uri_mut() = target(value).parse().unwrap_or_default();
        scene.script.answers(answer.clone());
        assert!(raw(&scene.router, written).await.is_like(answer), "{text}");
        assert_eq!(scene.asked(), without_key(meant).await, "{text}");
    }
    let target = format!("{}?allow_demo=perhaps", request.uri().path());
    let refused = scene.send("GET", &target, "").await;
    assert_eq!(refused.status, 422);
    assert_eq!(json(&refused)["detail"][0]["loc"], json!(["query", "allow_demo"]));
}

/// Returns the places of violations in a response of arcee.
fn places(answer: &Answer) -> Vec<String> {
    let list = json(answer)["detail"].as_array().cloned().unwrap_or_default();
    let mut places: Vec<String> = list.iter().map(|found| found["loc"].to_string()).collect();
    places.sort();
    places
}

#[tokio::test]
async fn every_violation_is_in_one_answer() {
    let scene = Scene::new::<Arcee>();
    // Wrong types and missing properties.
    let body = r#"{"invitees": [{"email": 7, "role": []}, {}, "nobody"]}"#;
    let answer = scene.send("POST", "/v2/organizations/acme/invite", body).await;
    assert_eq!(answer.status, 422, "{answer:?}");
    let expected = [
        r#"["body","invitees",0,"email"]"#,
        r#"["body","invitees",0,"role"]"#,
        r#"["body","invitees",1,"email"]"#,
        r#"["body","invitees",2]"#,
    ];
    assert_eq!(places(&answer), expected, "{answer:?}");
    // Violated limits in path, header and body at once.
    let long = "x".repeat(300);
    let body = format!(r#"{{"name": "{long}", "context": ""}}"#);
    let (_, example, _) = &scene.calls[0];
    let mut request = http::Request::post("/v2/models/train").body(Bytes::from(body));
    if let Ok(request) = &mut request {
        *request.headers_mut() = example.headers().clone();
        request
            .headers_mut()
            .insert("x-arcee-org", long.parse().unwrap_or_else(|_| panic!("plain")));
    }
    let answer = raw(&scene.router, request.unwrap_or_default()).await;
    let expected = [r#"["body","context"]"#, r#"["body","name"]"#, r#"["header","x-arcee-org"]"#];
    assert_eq!(places(&answer), expected, "{answer:?}");
    assert_eq!(scene.script.seen(), [], "the implementation is not asked");
}

#[tokio::test]
async fn every_violation_is_in_one_sentence() {
    let scene = Scene::new::<Arcanna>();
    let answer = scene.send("POST", "/api/v1/events/", r#"{"job_id": "7", "title": null}"#).await;
    assert_eq!(answer.status, 422, "{answer:?}");
    let detail = json(&answer)["detail"].as_str().unwrap_or_default().to_owned();
    for place in ["/job_id", "/raw_body", "/title"] {
        assert!(detail.contains(place), "{place} is not in: {detail}");
    }
}

#[tokio::test]
async fn invalid_json_is_rejected_with_its_place() {
    let scene = Scene::new::<Arcee>();
    let answer = scene.send("POST", "/v2/tokens", r#"{"expiry": "2030-12-31""#).await;
    assert_eq!(answer.status, 422, "{answer:?}");
    assert_eq!(json(&answer)["detail"][0]["loc"][0], "body");
    let answer = scene.send("POST", "/v2/tokens", "").await;
    assert_eq!((answer.status, &json(&answer)["detail"][0]["loc"][0]), (422, &json!("body")));
}
