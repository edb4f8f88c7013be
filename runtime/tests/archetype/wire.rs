//! Details of the HTTP interface: requests as sent by various clients, and the exact responses.

use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

use crate::server::{ACTIVITY, ORG, Server};

async fn call(
    server: &Server,
    method: Method,
    path: &str,
    body: Option<Value>,
) -> (StatusCode, Value) {
    let key = server.key(ORG).await;
    let mut request = reqwest::Client::new().request(method, server.url(path)).bearer_auth(key);
    if let Some(body) = body {
        // Without a Content-Type.
        request = request.body(body.to_string());
    }
    read(request.send().await.unwrap()).await
}

async fn read(answer: Response) -> (StatusCode, Value) {
    let status = answer.status();
    let text = answer.text().await.unwrap();
    (status, serde_json::from_str(&text).unwrap_or(Value::String(text)))
}

#[tokio::test]
async fn requests_of_published_clients_are_accepted() {
    let server = Server::start().await;
    // JSON without a Content-Type, empty parameters that count as absent, and unknown properties.
    let (status, lens) =
        call(&server, Method::POST, "/lens/clone", Some(json!({"lens_id": ACTIVITY, "extra": 1})))
            .await;
    assert_eq!(status, StatusCode::OK, "{lens}");
    let path = "/lens/metadata?shard_index=-1&max_items_per_shard=-1&lens_id=";
    let (status, lenses) = call(&server, Method::GET, path, None).await;
    assert_eq!((status, lenses.as_array().unwrap().len()), (StatusCode::OK, 3));
    let path = "/lens/sessions/metadata?shard_index=-1&max_items_per_shard=-1&session_id=";
    let (status, sessions) = call(&server, Method::GET, path, None).await;
    assert_eq!((status, sessions), (StatusCode::OK, json!([])));

    // Published clients send the complete lens back.
    let mut whole = lens.clone();
    whole["lens_name"] = json!("Mine");
    let (status, modified) = call(&server, Method::POST, "/lens/modify", Some(whole)).await;
    assert_eq!((status, &modified["lens_name"]), (StatusCode::OK, &json!("Mine")));

    // An upload whose body is ignored, and one without a body.
    let initiate = json!({"filename": "a.txt", "file_type": "text/plain", "num_bytes": 1});
    let (_, upload) = call(&server, Method::POST, "/files/uploads/initiate", Some(initiate)).await;
    let path = format!("/files/uploads/{}/abort", upload["upload_id"].as_str().unwrap());
    for body in [Some(json!({})), None] {
        assert_eq!(call(&server, Method::POST, &path, body).await, (StatusCode::OK, json!("")));
    }
    // The static path takes precedence over the path with a parameter.
    let (status, queues) = call(&server, Method::GET, "/batch/jobs/queue", None).await;
    assert_eq!((status, queues["queues"].as_array().unwrap().len()), (StatusCode::OK, 2));
    let (status, _) = call(&server, Method::GET, "/batch/jobs/queues", None).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    server.stop().await;
}

#[tokio::test]
async fn an_invalid_request_gets_all_violations() {
    let server = Server::start().await;
    let wrong = json!({"name": "", "pipeline_type": "magic", "pipeline_key": 7});
    let (status, body) = call(&server, Method::POST, "/batch/jobs", Some(wrong)).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    let pointers: Vec<&str> = body["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["pointer"].as_str().unwrap())
        .collect();
    assert!(pointers.contains(&"/pipeline_key"), "{body}");
    assert_eq!(body["errors"][0]["code"], "INVALID_REQUEST");
    let (status, body) = call(&server, Method::GET, "/files/metadata?limit=1001", None).await;
    assert_eq!(
        (status, &body["errors"][0]["pointer"]),
        (StatusCode::BAD_REQUEST, &json!("/limit"))
    );
    let (status, body) = call(&server, Method::POST, "/lens/register", Some(json!({}))).await;
    assert_eq!((status, &body["is_valid"]), (StatusCode::BAD_REQUEST, &json!(false)));
    assert_eq!(body["errors"][0]["pointer"], "/lens_config");
    server.stop().await;
}

#[tokio::test]
async fn urls_have_the_origin_of_the_request() {
    let server = Server::start().await;
    let key = server.key(ORG).await;
    let session = reqwest::Client::new()
        .post(server.url("/lens/sessions/create"))
        .bearer_auth(&key)
        .header("host", "api.example.org")
        .header("x-forwarded-proto", "https")
        .body(json!({"lens_id": ACTIVITY}).to_string());
    let (_, session) = read(session.send().await.unwrap()).await;
    let expected = format!(
        "wss://api.example.org/archetype/v0.5/lens/sessions/{}",
        session["session_id"].as_str().unwrap()
    );
    assert_eq!(session["session_endpoint"], expected);
    server.stop().await;
}

#[tokio::test]
async fn responses_have_location_and_content_type() {
    let server = crate::batch::with_files().await;
    let post = async |path: &str, body: Value| {
        let request =
            reqwest::Client::new().post(server.url(path)).bearer_auth(server.key(ORG).await);
        request.body(body.to_string()).send().await.unwrap()
    };
    let made = post("/batch/jobs", crate::batch::classification()).await;
    assert_eq!(made.status(), StatusCode::CREATED);
    let location = made.headers()["location"].to_str().unwrap().to_owned();
    let (_, job) = read(made).await;
    assert_eq!(location, format!("/archetype/v0.5/batch/jobs/{}", job["id"].as_str().unwrap()));
    let tune = json!({"name": "a", "id": "a b/c", "config": {"model": "newton-omega", "datasets": [
        {"name": "a", "split": "train", "file_ids": ["week.csv"]},
    ]}});
    let made = post("/fine-tune/jobs", tune.clone()).await;
    let location = made.headers()["location"].to_str().unwrap();
    assert_eq!(location, "/archetype/v0.5/fine-tune/jobs/a%20b%2Fc");
    let path = location.trim_start_matches("/archetype/v0.5").to_owned();
    assert_eq!(call(&server, Method::GET, &path, None).await.1["id"], "a b/c");
    assert!(!post("/fine-tune/jobs", tune).await.headers().contains_key("location"));

    let uid = server.upload("Größe \"7\".txt", "text").await.file_uid;
    let path = server.url("/files/download/Gr%C3%B6%C3%9Fe%20%227%22.txt");
    let file =
        reqwest::Client::new().get(path).bearer_auth(server.key(ORG).await).send().await.unwrap();
    assert_eq!(file.headers()["etag"], format!("\"{uid}\""));
    let name =
        "attachment; filename=\"Gr__e _7_.txt\"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%227%22.txt";
    assert_eq!(file.headers()["content-disposition"], name);
    server.stop().await;
}
