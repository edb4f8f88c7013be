//! Whoever waits too long for the writer gets 503 with `Retry-After`, whatever the API, and the server recovers.

use axum::Router;
use axum::body::Body;
use counterpart_runtime::store::Place;
use counterpart_runtime::{App, Config};
use http::{Request, Response, StatusCode};
use serde_json::{Value, json};
use tower::ServiceExt as _;

const KEY: &str = "busy-key";

async fn post(router: &Router, path: &str, body: Value) -> Response<Body> {
    let request = Request::post(path)
        .header("x-token", KEY)
        .header("x-arcanna-api-key", KEY)
        .header("authorization", format!("Bearer {KEY}"))
        .header("content-type", "application/json")
        .body(Body::from(body.to_string()))
        .unwrap();
    router.clone().oneshot(request).await.unwrap()
}

async fn get(router: &Router, path: &str) -> StatusCode {
    let request = Request::get(path).body(Body::empty()).unwrap();
    router.clone().oneshot(request).await.unwrap().status()
}

#[tokio::test]
async fn a_held_writer_is_answered_with_503_by_every_api() {
    let place = tempfile::tempdir().unwrap();
    let folder = Place::Folder(place.path().to_owned());
    let config = Config { place: folder, keys: vec![KEY.to_owned()], ..Config::in_memory() };
    let app = App::open(config).await.unwrap();
    let router = app.router();
    let writes = [
        (
            "/arcee/v2/contexts",
            json!({"context_name": "a", "documents": [{"name": "n", "document": "d"}]}),
        ),
        ("/arcanna/api/v1/events/", json!({"job_id": 123, "raw_body": {"a": 1}})),
        ("/inference/v1/data-models", json!({"name": "a", "description": "b"})),
        (
            "/archetype/v0.5/lens/register",
            json!({"lens_config": {"lens_name": "a", "model_parameters": {"instruction": "b"}}}),
        ),
        (
            "/agents/api/v1/contact",
            json!({"name": "A", "email": "a@b.example", "topic": "c", "message": "A question of some length."}),
        ),
    ];

    let held = app.context().store.begin().await.unwrap();
    let answers = writes.iter().map(|(path, body)| post(&router, path, body.clone()));
    let answers = futures_util::future::join_all(answers).await;
    for ((path, _), answer) in writes.iter().zip(answers) {
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE, "{path}");
        let wait = answer.headers()["retry-after"].to_str().unwrap();
        assert!(wait.parse::<u64>().unwrap() > 0, "{path}: {wait}");
    }
    assert_eq!(get(&router, "/agents/health/ready").await, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(get(&router, "/agents/health").await, StatusCode::OK);

    drop(held);
    for (path, body) in writes {
        let answer = post(&router, path, body).await;
        assert!(answer.status() < StatusCode::INTERNAL_SERVER_ERROR, "{path}: {}", answer.status());
    }
    // A result is used again for a second.
    tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
    assert_eq!(get(&router, "/agents/health/ready").await, StatusCode::OK);
    app.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn others_write_while_many_documents_are_added() {
    let place = tempfile::tempdir().unwrap();
    let folder = Place::Folder(place.path().to_owned());
    let config = Config { place: folder, keys: vec![KEY.to_owned()], ..Config::in_memory() };
    let app = App::open(config).await.unwrap();
    let router = app.router();
    let documents: Vec<Value> =
        (0..5000).map(|number| json!({"name": format!("n{number}"), "document": "d"})).collect();
    let many = json!({"context_name": "many", "documents": documents});
    let adding = tokio::spawn({
        let router = router.clone();
        async move { post(&router, "/arcee/v2/contexts", many).await.status() }
    });
    // Each write is done between two steps, so there are several before the upload ends.
    let mut written = 0;
    while !adding.is_finished() {
        let event = json!({"job_id": 123, "raw_body": {"a": written}});
        let answer = post(&router, "/arcanna/api/v1/events/", event).await;
        assert!(answer.status().is_success(), "{}", answer.status());
        written += 1;
    }
    assert_eq!(adding.await.unwrap(), StatusCode::OK);
    assert!(written > 5, "{written} writes during the upload");
    app.close().await;
}
