//! The data of an organization is invisible to others, and nothing is returned without a valid key.

use archetype_api::{operations as op, types};
use counterpart_runtime::store::NewKey;
use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};

use crate::batch::{classification, create, with_files};
use crate::server::{ACTIVITY, KEY, Server};

/// Calls of all operations, by id. Their targets exist in the organization of `Server::client`.
async fn calls(server: &Server) -> Vec<(Method, String, Option<Value>)> {
    let client = server.client().await;
    let clone = op::CloneLens::new(types::CloneLensInput::new(ACTIVITY));
    let lens = client.clone_lens(clone).await.unwrap().lens_id;
    let session = client.create_session(crate::sessions::create(&lens)).await.unwrap().session_id;
    let job = client.create_job(create(&classification())).await.unwrap().into_body().id;
    let upload = types::InitiateUploadInput::new("new.txt", "text/plain", 4);
    let upload = client.initiate_upload(op::InitiateUpload::new(upload)).await.unwrap().upload_id;
    let config = json!({"model": "newton-omega", "datasets": [{"name": "a", "split": "train", "file_ids": ["week.csv"]}]});
    let tune = json!({"name": "a", "id": "tune", "config": config});
    let input = archetype_api::wire::from_json(tune.to_string().as_bytes()).unwrap();
    client.create_fine_tune_job(op::CreateFineTuneJob::new(input)).await.unwrap().into_body();
    let pipeline = "pip_2k7w4x9qh1v6m3t8";
    let parts = json!({"parts": [{"part_number": 1, "part_token": "x"}]});
    let get = |path: String| (Method::GET, path, None);
    let post = |path: String, body: Value| (Method::POST, path, Some(body));
    vec![
        post("/lens/sessions/create".to_owned(), json!({"lens_id": lens})),
        post("/lens/sessions/destroy".to_owned(), json!({"session_id": session})),
        get("/lens/sessions/info".to_owned()),
        get(format!("/lens/sessions/metadata?session_id={session}")),
        post("/lens/register".to_owned(), json!({"lens_config": {}})),
        post("/lens/clone".to_owned(), json!({"lens_id": lens})),
        post("/lens/modify".to_owned(), json!({"lens_id": lens})),
        post("/lens/delete".to_owned(), json!({"lens_id": lens})),
        get("/lens/info".to_owned()),
        get(format!("/lens/metadata?lens_id={lens}")),
        post("/files".to_owned(), json!({})),
        post("/files/base64".to_owned(), json!({})),
        (Method::DELETE, "/files/delete/week.csv".to_owned(), None),
        get("/files/download/week.csv".to_owned()),
        get("/files/info".to_owned()),
        get("/files/metadata".to_owned()),
        get("/files/metadata/week.csv".to_owned()),
        post(
            "/files/uploads/initiate".to_owned(),
            json!({"filename": "a.txt", "file_type": "text/plain", "num_bytes": 1}),
        ),
        post(format!("/files/uploads/{upload}/parts/urls"), json!({"part_numbers": [1]})),
        post(format!("/files/uploads/{upload}/parts/checkpoint"), parts.clone()),
        post(format!("/files/uploads/{upload}/complete"), parts),
        post(format!("/files/uploads/{upload}/abort"), json!({})),
        post("/batch/jobs".to_owned(), classification()),
        get("/batch/jobs".to_owned()),
        get(format!("/batch/jobs/{job}")),
        post(format!("/batch/jobs/{job}/retry"), json!({})),
        (Method::DELETE, format!("/batch/jobs/{job}"), None),
        post(format!("/batch/jobs/{job}/cancel"), json!({})),
        get("/batch/jobs/queue".to_owned()),
        get(format!("/batch/jobs/{job}/events")),
        get(format!("/batch/jobs/{job}/inputs")),
        get(format!("/batch/jobs/{job}/outputs")),
        get(format!("/batch/jobs/{job}/progress")),
        get("/batch/registry/pipelines".to_owned()),
        get(format!("/batch/registry/pipelines/{pipeline}")),
        get(format!("/batch/registry/pipelines/{pipeline}/schema")),
        post("/fine-tune/jobs".to_owned(), tune),
        get("/fine-tune/jobs".to_owned()),
        get("/fine-tune/jobs/tune".to_owned()),
        get("/fine-tune/jobs/tune/metrics".to_owned()),
        (Method::PUT, "/fine-tune/jobs/tune/stop".to_owned(), None),
        (Method::DELETE, "/fine-tune/jobs/tune".to_owned(), None),
        (Method::PUT, "/fine-tune/jobs/tune/cancel".to_owned(), None),
        get("/fine-tune/status".to_owned()),
    ]
}

async fn call(
    server: &Server,
    key: Option<&str>,
    (method, path, body): &(Method, String, Option<Value>),
) -> (StatusCode, Value) {
    let mut request = Client::new().request(method.clone(), server.url(path));
    if let Some(key) = key {
        request = request.bearer_auth(key);
    }
    if let Some(body) = body {
        request = request.body(body.to_string());
    }
    let answer = request.send().await.unwrap();
    let status = answer.status();
    if status == StatusCode::UNAUTHORIZED {
        assert!(answer.headers()["www-authenticate"].to_str().unwrap().starts_with("Bearer"));
    }
    let text = answer.text().await.unwrap();
    (status, serde_json::from_str(&text).unwrap_or(Value::Null))
}

#[tokio::test]
async fn every_operation_rejects_missing_and_invalid_keys() {
    let server = with_files().await;
    let calls = calls(&server).await;
    assert_eq!(calls.len(), 44);
    let owner = "old@acme.example";
    let new = |day: &str| NewKey {
        owner: owner.to_owned(),
        org: crate::server::ORG.to_owned(),
        name: "old".to_owned(),
        expires_on: Some(day.parse().unwrap()),
    };
    let expired = server.keys.issue(new("2026-03-01")).await.unwrap().secret;
    let revoked = server.keys.issue(new("2026-03-09")).await.unwrap();
    assert!(server.keys.revoke(owner, &revoked.key.id).await.unwrap());
    for asked in &calls {
        for key in [None, Some("wrong"), Some(&*expired), Some(&*revoked.secret)] {
            let (status, body) = call(&server, key, asked).await;
            assert_eq!(
                (status, &body["errors"][0]["code"]),
                (StatusCode::UNAUTHORIZED, &json!("UNAUTHORIZED")),
                "{asked:?}"
            );
        }
    }
    server.stop().await;
}

#[tokio::test]
async fn resources_of_another_organization_are_invisible() {
    let server = with_files().await;
    let calls = calls(&server).await;
    for asked in &calls {
        // Each call uses a new key, because the clock stands still and requests are rate limited.
        let key = server.key("other").await;
        let (status, body) = call(&server, Some(&key), asked).await;
        let path = &*asked.1;
        let about_one = ["week.csv", "lns-", "lsn-", "upl_", "job_", "/tune"]
            .iter()
            .any(|id| path.contains(id))
            || asked.2.as_ref().is_some_and(|body| {
                body.get("lens_id").is_some() || body.get("session_id").is_some()
            });
        if about_one {
            assert!(
                [StatusCode::BAD_REQUEST, StatusCode::NOT_FOUND].contains(&status),
                "{asked:?}: {status}"
            );
            let code = body["errors"][0]["code"].as_str().unwrap();
            assert!(code.ends_with("_NOT_FOUND") || code == "INVALID_LENS_ID", "{asked:?}: {code}");
        }
        if path == "/batch/jobs" || path == "/fine-tune/jobs" {
            let refused =
                status == StatusCode::BAD_REQUEST && body["errors"][0]["code"] == "INVALID_INPUT";
            assert!(refused || body["total"] == 0 || body == json!([]), "{asked:?}: {body}");
        }
        if path == "/files/info" {
            assert_eq!(body["num_files"], 0);
        }
    }
    // All data still exists.
    let client = server.client_with(KEY);
    assert_eq!(client.get_files_info(op::GetFilesInfo::new()).await.unwrap().num_files, 0);
    let client = server.client().await;
    assert_eq!(client.get_files_info(op::GetFilesInfo::new()).await.unwrap().num_files, 3);
    assert_eq!(client.list_sessions(op::ListSessions::new()).await.unwrap().len(), 1);
    assert_eq!(client.list_jobs(op::ListJobs::new()).await.unwrap().total, 1);
    assert_eq!(client.list_fine_tune_jobs(op::ListFineTuneJobs::new()).await.unwrap().len(), 1);
    server.stop().await;
}
