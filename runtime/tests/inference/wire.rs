//! Details of the HTTP interface: error bodies, parameter names, and requests of clients of the `OpenAI` format.

use counterpart_runtime::api;
use reqwest::{Client, Method, Response};
use serde_json::{Value, json};

use super::server::{KEY, Server};

async fn send(server: &Server, method: Method, path: &str, body: Option<Value>) -> Response {
    let mut request = Client::new().request(method, server.url(path));
    request = request.header("authorization", format!("Bearer {KEY}"));
    if let Some(body) = body {
        request = request.header("content-type", "application/json").body(body.to_string());
    }
    request.send().await.unwrap()
}

async fn get(server: &Server, path: &str) -> (u16, Value) {
    read(send(server, Method::GET, path, None).await).await
}

async fn post(server: &Server, path: &str, body: Value) -> (u16, Value) {
    read(send(server, Method::POST, path, Some(body)).await).await
}

async fn read(response: Response) -> (u16, Value) {
    let status = response.status().as_u16();
    let text = response.text().await.unwrap();
    (status, serde_json::from_str(&text).unwrap_or_else(|_| panic!("{status}: {text}")))
}

#[tokio::test]
async fn errors_are_objects_with_an_error() {
    let server = Server::start().await;
    let open = Client::new().get(server.url("/models")).send().await.unwrap();
    assert!(open.headers().contains_key("www-authenticate"), "{:?}", open.headers());
    let (status, body) = read(open).await;
    assert_eq!(status, 401);
    assert!(body["error"].is_string(), "{body}");
    assert_eq!(body.as_object().unwrap().len(), 1);

    // An invalid request returns 400, never 422, and lists all violations.
    let (status, body) = post(&server, "/actions", json!({"priority": 7})).await;
    assert_eq!(status, 400);
    let error = body["error"].as_str().unwrap();
    for place in ["/name", "/description", "/type", "/priority"] {
        assert!(error.contains(place), "{error}");
    }
    for (method, path, body) in [
        (Method::GET, "/actions?limit=many", None),
        (Method::GET, "/trainings?page=0", None),
        (Method::GET, "/leaderboards?order_by_metric.direction=sideways", None),
        (Method::POST, "/chat/completions", Some(json!({"messages": [{"content": "x"}]}))),
        (Method::POST, "/chat/completions", Some(json!([]))),
        (Method::PUT, "/me", Some(json!({"role": "king"}))),
    ] {
        let told = format!("{method} {path}");
        let (status, body) = read(send(&server, method, path, body).await).await;
        assert_eq!(status, 400, "{told}");
        assert!(body["error"].is_string(), "{told}: {body}");
    }
    server.stop().await;
}

#[tokio::test]
async fn parameter_names_are_those_of_the_document() {
    let server = Server::start().await;
    let (_, board) = get(
        &server,
        "/leaderboards?order_by_metric.metric_name=ks&order_by_metric.direction=asc&limit=2&model_id=&name=&start_date=",
    )
    .await;
    assert_eq!((&board["count"], &board["has_more"]), (&json!(3), &json!(true)));
    assert_eq!(board["data"][0]["name"], "card-uptake-v1-epoch-1");
    assert_eq!(board["data"][0]["score"], board["data"][0]["results"][0]["metrics"]["ks"]);
    let benchmark = board["data"][0]["results"][0]["benchmark_id"].as_str().unwrap().to_owned();
    let path = format!("/leaderboards?benchmarks=x&benchmarks={benchmark}");
    assert_eq!(get(&server, &path).await.1["count"], 3);
    assert_eq!(get(&server, "/leaderboards?benchmarks=x&benchmarks=y").await.1["count"], 0);

    let (_, trainings) = get(&server, "/trainings?pageSize=1&page=2").await;
    assert_eq!((&trainings["count"], &trainings["data"]), (&json!(1), &json!([])));
    let (_, arguments) = get(&server, "/arguments?status=&action_id=").await;
    assert_eq!(arguments, json!([]), "an array without an envelope");
    let (_, files) = get(&server, "/connectors").await;
    let id = files["data"][0]["id"].as_str().unwrap().to_owned();
    let (_, files) = get(&server, &format!("/connectors/{id}/files?prefix=uptake/2024-q3")).await;
    assert_eq!(files, json!([["uptake", "2024-q3.csv"]]));
    server.stop().await;
}

#[tokio::test]
async fn requests_of_openai_clients_are_accepted() {
    let server = Server::start().await;
    let body = json!({
        "model": "neolang-1",
        "messages": [
            {"role": "system", "content": "Be brief."},
            {"role": "assistant", "content": null},
            {"role": "user", "content": [{"type": "text", "text": "Is it raining?"}, {"type": "image_url"}]},
        ],
        "n": 1, "stream": null, "max_tokens": null, "temperature": null, "top_p": null, "metadata": null,
        "logit_bias": {}, "frequency_penalty": 0, "seed": 7,
    });
    let (status, answer) = post(&server, "/chat/completions", body).await;
    assert_eq!(status, 200, "{answer}");
    assert_eq!(
        (&answer["object"], &answer["choices"][0]["index"]),
        (&json!("chat.completion"), &json!(0))
    );
    assert!(
        answer["choices"][0]["message"]["content"].as_str().unwrap().ends_with("Is it raining?")
    );
    assert!(answer["created"].is_i64() && answer["created_at"].is_string());
    let (_, models) = get(&server, "/models").await;
    assert_eq!(
        (&models["object"], &models["data"][0]["object"]),
        (&json!("list"), &json!("model"))
    );
    server.stop().await;
}

#[tokio::test]
async fn model_requests_are_rate_limited() {
    let server = Server::start().await;
    let ask = async || send(&server, Method::POST, "/chat/completions", Some(json!({}))).await;
    for _ in 0..600 {
        assert_eq!(ask().await.status(), 400);
    }
    let refused = ask().await;
    assert_eq!(refused.headers().get("retry-after").unwrap(), "60");
    let (status, body) = read(refused).await;
    assert_eq!(
        (status, &body["error"]),
        (429, &json!("Too many requests. Try again in 60 seconds."))
    );
    // Operations that query no model are not limited, and neither is another key.
    assert_eq!(get(&server, "/models").await.0, 200);
    let other = server.user("bo@acme.example", "acme").await;
    let question =
        inference_api::operations::CreateChatCompletion::new(super::chats::ask("Hello?"));
    other.create_chat_completion(question).await.unwrap();
    server.clock.advance(std::time::Duration::from_mins(1));
    assert_eq!(ask().await.status(), 400);
    server.stop().await;
}

#[tokio::test]
async fn an_empty_update_changes_nothing() {
    let server = Server::start().await;
    let (_, actions) = get(&server, "/actions").await;
    let action = &actions["data"][0];
    let path = format!("/actions/{}", action["id"].as_str().unwrap());
    let changed = send(&server, Method::PUT, &path, Some(json!({"unknown": true}))).await;
    let (status, mut changed) = read(changed).await;
    assert_eq!(status, 200);
    changed["updated_at"] = action["updated_at"].clone();
    assert_eq!(&changed, action);
    server.stop().await;
}

/// The method and path of each operation of the document.
fn operations() -> Vec<(Method, String)> {
    let text = api::select(&["inference".to_owned()]).unwrap()[0].document;
    let document: Value = serde_yaml::from_str(text).unwrap();
    let paths = document["paths"].as_object().unwrap();
    let operations = paths.iter().flat_map(|(path, item)| {
        let path = path.split('/').map(|step| if step.starts_with('{') { "x" } else { step });
        let path = path.collect::<Vec<_>>().join("/");
        let methods = item.as_object().unwrap().keys().filter(|key| *key != "parameters");
        methods.map(move |method| (method.to_uppercase().parse().unwrap(), path.clone()))
    });
    operations.collect()
}

#[tokio::test]
async fn every_operation_requires_a_valid_key() {
    let server = Server::start().await;
    let expired = server.key_until("bo@acme.example", "acme", Some("2025-12-31")).await;
    let operations = operations();
    assert_eq!(operations.len(), 78);
    for (method, path) in operations {
        for key in [
            None,
            Some("Bearer wrong"),
            Some("Basic dGVzdC1rZXk6"),
            Some(&*format!("Bearer {expired}")),
        ] {
            let mut request = Client::new().request(method.clone(), server.url(&path));
            if let Some(key) = key {
                request = request.header("authorization", key);
            }
            let (status, body) = read(request.send().await.unwrap()).await;
            assert_eq!(status, 401, "{method} {path}");
            assert!(body["error"].is_string(), "{method} {path}: {body}");
        }
    }
    server.stop().await;
}

#[tokio::test]
async fn the_location_header_leads_to_the_new_resource() {
    let server = Server::start().await;
    let first = async |path: &str| get(&server, path).await.1["data"][0]["id"].clone();
    let (model, data) = (first("/data-models").await, first("/connectors").await);
    let connectors = json!([{"connector_id": data, "files": ["uptake/2024-q3.csv"]}]);
    let _ = send(&server, Method::DELETE, "/clusters", None).await;
    for (path, mut body) in [
        ("/action-groups", json!({})),
        ("/actions", json!({"type": "offer", "priority": "high"})),
        (
            "/arguments",
            json!({
                "model": "neolang-1", "client": {"name": "Ada"},
                "insight_spec": {"type": "travel", "insight": "Flies often."},
                "product": {"name": "Travel card", "description": "Miles.", "category": "cards"},
            }),
        ),
        (
            "/benchmarks",
            json!({"task": "binary_classification", "metrics": ["ks"], "connectors": connectors}),
        ),
        (
            "/clusters",
            json!({"manager_url": "https://m.example", "ingress_url": "https://i.example"}),
        ),
        ("/connectors", json!({"type": "aws-s3", "s3": {"bucket": "b", "region": "r"}})),
        ("/data-models", json!({})),
        ("/experts", json!({})),
        ("/personas", json!({"birthdate": "1990-05-17", "notes": ""})),
        ("/spaces", json!({})),
        (
            "/trainings",
            json!({
                "architecture": "transformer", "configuration": {}, "data_model_id": model,
                "connectors": connectors, "gpu_count": 1,
            }),
        ),
    ] {
        body["name"] = "made".into();
        body["description"] = "It was created.".into();
        let made = send(&server, Method::POST, path, Some(body)).await;
        let place = made.headers().get("location").map(|place| place.to_str().unwrap().to_owned());
        let (status, made) = read(made).await;
        assert_eq!(status, 201, "{path}: {made}");
        let place = place.unwrap_or_else(|| panic!("{path} has no `Location`"));
        let found = get(&server, place.strip_prefix("/inference/v1").unwrap()).await;
        // A space has one cluster, which is not identified by its id.
        let id = if path == "/clusters" { &Value::Null } else { &made["id"] };
        assert_eq!((found.0, &found.1["id"]), (200, id), "{place}");
    }
    server.stop().await;
}

#[tokio::test]
async fn urls_are_validated() {
    let server = Server::start().await;
    let _ = send(&server, Method::DELETE, "/clusters", None).await;
    let good = json!({"manager_url": "https://m.example", "ingress_url": "https://i.example"});
    let mut bad = good.clone();
    bad["ingress_url"] = "0".into();
    let (status, body) = post(&server, "/clusters", bad).await;
    assert_eq!(
        (status, &body["error"]),
        (400, &json!("body/ingress_url: must be a URI, such as https://example.com/pets?limit=5"))
    );
    assert_eq!(post(&server, "/clusters", good).await.0, 201);
    let change = json!({"manager_url": "two words"});
    assert_eq!(send(&server, Method::PUT, "/clusters", Some(change)).await.status(), 400);
    let change = json!({"ingress_url": "https://j.example"});
    let (_, kept) = read(send(&server, Method::PUT, "/clusters", Some(change)).await).await;
    assert_eq!(kept["manager_url"], "https://m.example");
    let bucket = json!({"bucket": "b", "region": "r", "endpoint": ""});
    let connector = json!({"name": "c", "type": "aws-s3", "s3": bucket});
    assert_eq!(post(&server, "/connectors", connector).await.0, 400);
    server.stop().await;
}
