//! Details of the HTTP interface: requests as sent by various clients, and the exact responses.

use reqwest::{Method, StatusCode, header};
use serde_json::{Value, json};

use super::server::{KEY, Server, start};

async fn call(
    server: &Server,
    method: Method,
    path: &str,
    headers: &[(&str, &str)],
    body: Option<&str>,
) -> (StatusCode, Value) {
    let mut request =
        reqwest::Client::new().request(method, server.url(path)).header("x-token", KEY);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    if let Some(body) = body {
        request = request.body(body.to_owned());
    }
    let response = request.send().await.unwrap();
    let status = response.status();
    let kind = response.headers()[header::CONTENT_TYPE].to_str().unwrap().to_owned();
    assert_eq!(kind, "application/json", "{path}");
    (status, serde_json::from_str(&response.text().await.unwrap()).unwrap())
}

async fn post(server: &Server, path: &str, body: &Value) -> (StatusCode, Value) {
    call(server, Method::POST, path, &[], Some(&body.to_string())).await
}

#[tokio::test]
async fn requests_of_published_clients_are_accepted() {
    let server = start().await;
    let client = server.client();
    // JSON without a Content-Type, and undocumented properties.
    let upload = json!({
        "context_name": "handbook", "extra": 1,
        "documents": [{"name": "hours", "document": "The desk is open.", "meta": {"a": null, "b": [1, {"c": "d"}]}, "other": true}],
    });
    let (status, made) = post(&server, "/v2/contexts", &upload).await;
    assert_eq!(status, StatusCode::OK, "{made}");
    let train = json!({"name": "wire", "context": "handbook", "generator": null, "instructions": null, "id": null});
    let (status, model) = post(&server, "/v2/models/train", &train).await;
    assert_eq!(status, StatusCode::OK, "{model}");
    let id = model["id"].as_str().unwrap();
    server.train_model(&client, id).await;
    let ask = json!({"id": id, "model_id": id, "query": "desk", "size": null, "filters": null});
    let (status, found) = post(&server, "/v2/models/retrieve", &ask).await;
    assert_eq!((status, &found["results"][0]["source"]["name"]), (StatusCode::OK, &json!("hours")));
    let (status, text) = post(&server, "/v2/models/generate", &ask).await;
    assert_eq!(
        (status, text),
        (StatusCode::OK, json!({"text": "The desk is open.", "context": ["The desk is open."]}))
    );

    for spelt in ["true", "True", "TRUE"] {
        let path = format!("/v2/models/status/support-assistant?allow_demo={spelt}");
        let (status, demo) = call(&server, Method::GET, &path, &[], None).await;
        assert_eq!(
            (status, &demo["status"]),
            (StatusCode::OK, &json!("training_complete")),
            "{spelt}"
        );
    }
    let path = "/v2/models/status/support-assistant?allow_demo=False";
    assert_eq!(call(&server, Method::GET, path, &[], None).await.0, StatusCode::NOT_FOUND);
    let path = "/v2/models/status/support-assistant?allow_demo=perhaps";
    let (status, why) = call(&server, Method::GET, path, &[], None).await;
    assert_eq!(
        (status, &why["detail"][0]["loc"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!(["query", "allow_demo"]))
    );

    let (status, _) =
        post(&server, "/v2/retrievers/train", &json!({"context_name": "handbook"})).await;
    assert_eq!(status, StatusCode::OK);
    let path = "/v2/retrievers/retrain?data=%7B%22context_name%22%3A%22handbook%22%7D";
    let (status, why) = call(&server, Method::POST, path, &[], None).await;
    let detail = "the retriever of handbook is already being trained.";
    assert_eq!((status, why), (StatusCode::CONFLICT, json!({ "detail": detail })));
    let (status, why) = call(&server, Method::POST, "/v2/retrievers/retrain", &[], None).await;
    assert_eq!(
        (status, &why["detail"][0]["loc"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!(["query", "data"]))
    );
}

#[tokio::test]
async fn errors_have_the_documented_formats() {
    let server = start().await;
    let (status, why) =
        call(&server, Method::GET, "/v2/whoami", &[("x-arcee-org", "acme")], None).await;
    assert_eq!(
        (status, why),
        (StatusCode::FORBIDDEN, json!({"detail": "You are not a member of acme."}))
    );
    let (status, why) = call(&server, Method::DELETE, "/v2/tokens/x", &[], None).await;
    assert_eq!(
        (status, why),
        (StatusCode::NOT_FOUND, json!({"detail": "There is no token with this id."}))
    );
    let (status, why) = post(&server, "/v2/tokens", &json!({"expiry": "2025-12-31"})).await;
    let detail = json!({"detail": [{"loc": ["body", "expiry"], "msg": "must be today or later (UTC)", "type": "minimum"}]});
    assert_eq!((status, why), (StatusCode::UNPROCESSABLE_ENTITY, detail));
    for wrong in
        [json!({"expiry": "31.12.2030"}), json!({"expiry": "2030-12-31T00:00:00Z"}), json!({})]
    {
        let (status, why) = post(&server, "/v2/tokens", &wrong).await;
        assert_eq!(
            (status, &why["detail"][0]["loc"]),
            (StatusCode::UNPROCESSABLE_ENTITY, &json!(["body", "expiry"])),
            "{wrong}"
        );
    }
    let response = reqwest::get(server.url("/v2/tokens")).await.unwrap();
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
    let why: Value = serde_json::from_str(&response.text().await.unwrap()).unwrap();
    assert!(why["detail"].is_string());

    let form = "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\ndoc,titel\na,b\n\r\n--b--\r\n";
    let kind = ("content-type", "multipart/form-data; boundary=b");
    let (status, why) =
        call(&server, Method::POST, "/v2/contexts/a%20b/csv", &[kind], Some(form)).await;
    assert_eq!(
        (status, &why["detail"][0]["loc"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!(["body", "file", 0, "title"]))
    );
    let form = form.replace("titel", "title");
    let (status, made) =
        call(&server, Method::POST, "/v2/contexts/a%20b/csv", &[kind], Some(&form)).await;
    assert_eq!((status, &made["context_name"]), (StatusCode::CREATED, &json!("a b")));
    assert_eq!(made["message"], json!("1 document was added."));
}

#[tokio::test]
async fn feedback_is_accepted() {
    let server = start().await;
    for body in [
        json!({"message": "Good.", "location": null}),
        json!({"message": "Good.", "location": "/x", "mood": 1}),
    ] {
        let (status, thanks) = post(&server, "/v2/feedback", &body).await;
        assert_eq!(
            (status, thanks),
            (StatusCode::ACCEPTED, json!({"message": "Thank you for your feedback."}))
        );
    }
    let (status, _) = post(&server, "/v2/feedback", &json!({"message": ""})).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let (status, _) = call(
        &server,
        Method::POST,
        "/v2/feedback",
        &[("x-arcee-org", "acme")],
        Some(r#"{"message":"x"}"#),
    )
    .await;
    assert_eq!(status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_documented_examples_work_on_a_new_server() {
    let server = start().await;
    let ask = json!({
        "id": "8c2d9f10-7a44-4b8e-a1a5-3d5e9d0c6f42", "query": "How long may a customer return an item?", "size": 3,
        "filters": [{"field_name": "name", "filter_type": "fuzzy_search", "value": "returns"}],
    });
    let (status, made) = post(&server, "/v2/models/generate", &ask).await;
    assert_eq!((status, made["context"].as_array().unwrap().len()), (StatusCode::OK, 1));
    let ask = json!({
        "id": "8c2d9f10-7a44-4b8e-a1a5-3d5e9d0c6f42", "query": "return period", "size": 1,
        "filters": [{"field_name": "name", "filter_type": "strict_search", "value": "returns-policy"}],
    });
    let (status, found) = post(&server, "/v2/models/retrieve", &ask).await;
    assert_eq!(
        (status, &found["results"][0]["source"]["name"]),
        (StatusCode::OK, &json!("returns-policy"))
    );
    assert_eq!(found["results"][0]["index"], json!("support-handbook"));
}
