//! Details of the HTTP interface: trailing slashes, content types, invalid bodies, and the format of all errors.

use reqwest::{Client, Method, Response, StatusCode};
use serde_json::{Value, json};

use super::{KEY, Server};

const KEY_HEADER: &str = "x-arcanna-api-key";

async fn call(
    server: &Server,
    method: Method,
    path: &str,
    kind: Option<&str>,
    body: &str,
) -> (StatusCode, Value) {
    let mut request = Client::new()
        .request(method, server.url(path))
        .header(KEY_HEADER, KEY)
        .body(body.to_owned());
    if let Some(kind) = kind {
        request = request.header("content-type", kind);
    }
    read(request.send().await.unwrap()).await
}

async fn read(response: Response) -> (StatusCode, Value) {
    assert_eq!(response.headers()["content-type"], "application/json");
    let status = response.status();
    let text = response.text().await.unwrap();
    (status, serde_json::from_str(&text).unwrap_or_else(|_| panic!("{text}")))
}

/// Checks an error whose body contains only a message.
fn assert_refused((status, body): (StatusCode, Value), expected: u16, parts: &[&str]) {
    assert_eq!(status.as_u16(), expected, "{body}");
    let fields: Vec<&String> = body.as_object().unwrap().keys().collect();
    assert_eq!(fields, ["detail"], "{body}");
    let detail = body["detail"].as_str().unwrap();
    for part in parts {
        assert!(detail.contains(part), "{part} is not in {detail}");
    }
}

#[tokio::test]
async fn a_trailing_slash_does_not_matter() {
    let server = Server::start().await;
    let event = json!({"job_id": 123, "raw_body": {"user": "jdoe"}}).to_string();
    for path in ["/api/v1/events/", "/api/v1/events"] {
        let (status, body) = call(&server, Method::POST, path, None, &event).await;
        assert_eq!(
            (status.as_u16(), &body["status"]),
            (201, &json!("pending_inference")),
            "{path}"
        );
        assert_eq!(body["error_message"], Value::Null);
        assert!(body.as_object().unwrap().contains_key("error_message"));
    }
    for path in ["/api/v1/jobs/", "/api/v1/jobs"] {
        // Clients send a content type even without a body.
        for kind in [None, Some("application/json")] {
            let (status, body) = call(&server, Method::GET, path, kind, "").await;
            assert_eq!((status.as_u16(), body.as_array().map(Vec::len)), (200, Some(2)), "{path}");
        }
    }
    let (status, body) =
        call(&server, Method::GET, "/api/v1/jobs/123", Some("application/json"), "").await;
    assert_eq!((status.as_u16(), &body["processed_documents_count"]), (200, &json!(2)));
    assert_eq!(body["labels"], json!(["Drop", "Escalate"]));
    server.stop().await;
}

#[tokio::test]
async fn the_documented_examples_work_on_a_new_server() {
    let server = Server::start().await;
    let json = Some("application/json");
    let event = r#"{"job_id": 123, "title": "Five failed logins of one user", "severity": 3,
        "data_source": "vpn-gateway", "raw_body": {"user": "jdoe", "source_ip": "198.51.100.23", "failed_logins": 5},
        "an_extra_key": [1]}"#;
    let path = "/api/v1/events/15427818711674";
    let (status, body) = call(&server, Method::POST, path, json, event).await;
    assert_eq!((status.as_u16(), &body["event_id"]), (201, &json!("15427818711674")));

    let path = "/api/v1/events/123/15427818711674";
    let feedback = r#"{"cortex_user": "user123", "feedback": "positive"}"#;
    let put = call(&server, Method::PUT, &format!("{path}/feedback"), json, feedback).await;
    assert_eq!(put, (StatusCode::OK, json!({"status": "Feedback received"})));
    let feedback = r#"{"cortex_user": "jane.roe", "feedback": "Drop", "closing_notes": "Forgotten password."}"#;
    call(&server, Method::PUT, &format!("{path}/feedback"), json, feedback).await;
    let (status, body) = call(&server, Method::GET, path, None, "").await;
    assert_eq!(
        (status.as_u16(), body),
        (
            200,
            json!({
                "event_id": "15427818711674", "ingest_timestamp": "2026-01-31T12:00:00Z", "status": "OK",
                "result": "drop_alert", "result_label": "Drop", "bucket_state": "new", "outlier": false,
                "confidence_score": 1.0,
            })
        )
    );
    let (_, body) = call(&server, Method::GET, &format!("{path}/export"), json, "").await;
    assert_eq!(
        body,
        json!({
            "event_id": "15427818711674", "ingest_timestamp": "2026-01-31T12:00:00Z", "status": "OK",
            "arcanna_event": {"user": "jdoe", "source_ip": "198.51.100.23", "failed_logins": 5},
        })
    );
    for path in ["/api/v1/jobs/get_by_name", "/api/v1/jobs/get_by_name/labels"] {
        let name = r#"{"job_name": "Login alerts"}"#;
        assert_eq!(call(&server, Method::POST, path, json, name).await.0, 200, "{path}");
    }
    server.stop().await;
}

#[tokio::test]
async fn every_way_to_request_a_training_works() {
    let server = Server::start().await;
    let form = Some("application/x-www-form-urlencoded");
    let json = Some("application/json");
    let path = "/api/v1/jobs/123/train";
    let of_query = format!("{path}?username=jane.roe");
    for (path, kind, body, who) in [
        (path, form, r#"{"username": "johndoe"}"#, "johndoe"),
        (path, json, r#"{"username": "johndoe"}"#, "johndoe"),
        (path, None, r#"{"username": "johndoe"}"#, "johndoe"),
        (&of_query, None, "", "jane.roe"),
        (&of_query, json, "", "jane.roe"),
        (&of_query, form, "", "jane.roe"),
        (&of_query, json, "{}", "jane.roe"),
        (&of_query, json, r#"{"username": "johndoe"}"#, "johndoe"),
        (path, None, "", ""),
        (path, json, r#"{"extra": 1}"#, ""),
    ] {
        let answer = call(&server, Method::POST, path, kind, body).await;
        assert_eq!(
            answer,
            (StatusCode::OK, json!({"status": "Training started"})),
            "{path} {body}"
        );
        let (status, refused) = call(&server, Method::POST, path, kind, body).await;
        assert_eq!((status.as_u16(), &refused["status"]), (200, &json!("Training not started")));
        assert_eq!(refused["error_message"], "The job is being trained already.");
        let job = server.reach(123, "pending").await;
        let said = if who.is_empty() { String::new() } else { format!(", requested by {who}") };
        assert_eq!(job.retrain_msg.unwrap(), format!("Training in progress{said}."));
        server.advance(1);
        server.reach(123, "training").await;
        server.advance(1);
        server.reach(123, "trained").await;
    }
    server.stop().await;
}

#[tokio::test]
async fn every_error_has_a_detail() {
    let server = Server::start().await;
    let post = |path, body| call(&server, Method::POST, path, Some("application/json"), body);
    let long = json!({"job_name": "x".repeat(256)}).to_string();
    for (path, body, parts) in [
        ("/api/v1/events/", r#"{"job_id": "x"}"#, &["/job_id", "/raw_body"][..]),
        ("/api/v1/events/", r#"{"job_id": 123, "raw_body": []}"#, &["/raw_body"]),
        ("/api/v1/events/", "{", &[]),
        ("/api/v1/events/", "", &[]),
        ("/api/v1/events/1", r#"{"raw_body": {}}"#, &["/job_id"]),
        ("/api/v1/jobs/get_by_name", r#"{"job_name": ""}"#, &["/job_name"]),
        ("/api/v1/jobs/get_by_name/labels", &long, &["/job_name"]),
        ("/api/v1/jobs/123/train", "[]", &[]),
        ("/api/v1/jobs/x/train", "{}", &["job_id"]),
    ] {
        assert_refused(post(path, body).await, 422, parts);
    }
    let feedback = call(&server, Method::PUT, "/api/v1/events/123/1/feedback", None, "{}").await;
    assert_refused(feedback, 422, &["/cortex_user", "/feedback"]);
    for path in ["/api/v1/jobs/x", "/api/v1/jobs/1.5/labels", "/api/v1/events/x/1/export"] {
        assert_refused(call(&server, Method::GET, path, None, "").await, 422, &["job_id"]);
    }
    let missing = call(&server, Method::GET, "/api/v1/events/123/1", None, "").await;
    assert_refused(missing, 404, &["Job 123 has no event 1."]);
    let missing = post("/api/v1/events/", r#"{"job_id": 9, "raw_body": {}}"#).await;
    assert_refused(missing, 404, &["There is no job 9."]);

    for (method, path) in [
        (Method::POST, "/api/v1/events/"),
        (Method::POST, "/api/v1/events"),
        (Method::POST, "/api/v1/events/1"),
        (Method::GET, "/api/v1/events/123/1"),
        (Method::GET, "/api/v1/events/123/1/export"),
        (Method::PUT, "/api/v1/events/123/1/feedback"),
        (Method::GET, "/api/v1/jobs/"),
        (Method::GET, "/api/v1/jobs/9"),
        (Method::GET, "/api/v1/jobs/x/labels"),
        (Method::POST, "/api/v1/jobs/9/train"),
        (Method::POST, "/api/v1/jobs/get_by_name"),
        (Method::POST, "/api/v1/jobs/get_by_name/labels"),
    ] {
        let request = || Client::new().request(method.clone(), server.url(path));
        let without = request().send().await.unwrap();
        assert!(without.headers().contains_key("www-authenticate"), "{path}");
        assert_refused(read(without).await, 401, &[]);
        let wrong = request().header(KEY_HEADER, "wrong").send().await.unwrap();
        assert_refused(read(wrong).await, 401, &[]);
        let elsewhere = request().header("authorization", format!("Bearer {KEY}"));
        assert_refused(read(elsewhere.send().await.unwrap()).await, 401, &[]);
    }
    server.stop().await;
}
