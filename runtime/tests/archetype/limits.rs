//! Rate limits: requests per second and per minute by key, files per hour by organization.

use archetype_api::operations as op;
use reqwest::{Response, StatusCode};
use serde_json::Value;

use crate::server::{ORG, Server, file};

async fn get(server: &Server, key: &str) -> Response {
    let request = reqwest::Client::new().get(server.url("/files/info")).bearer_auth(key);
    request.send().await.unwrap()
}

/// Returns the seconds to wait after a rejected request.
async fn wait(answer: Response) -> Option<u64> {
    assert_eq!(answer.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answer.headers()["content-type"], "application/json");
    let wait =
        answer.headers().get("retry-after").map(|wait| wait.to_str().unwrap().parse().unwrap());
    let body: Value = serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap();
    assert_eq!(body["errors"][0]["code"], "RATE_LIMIT_EXCEEDED");
    wait
}

#[tokio::test]
async fn requests_are_counted_by_key() {
    let server = Server::start().await;
    let (key, other) = (server.key(ORG).await, server.key(ORG).await);
    for second in 0..5 {
        for _ in 0..20 {
            assert_eq!(get(&server, &key).await.status(), StatusCode::OK, "{second}");
        }
        let (expected, refused) = (if second < 4 { 1 } else { 56 }, get(&server, &key).await);
        assert_eq!(wait(refused).await, Some(expected), "{second}");
        assert_eq!(
            get(&server, &other).await.status(),
            StatusCode::OK,
            "keys are counted separately"
        );
        server.pass(1);
    }
    // One hundred per minute; rejected requests do not count.
    assert_eq!(wait(get(&server, &key).await).await, Some(55));
    server.pass(55);
    assert_eq!(get(&server, &key).await.status(), StatusCode::OK);
    // Unknown callers always get 401.
    for _ in 0..25 {
        assert_eq!(get(&server, "unknown").await.status(), StatusCode::UNAUTHORIZED);
    }
    server.stop().await;
}

#[tokio::test]
async fn files_are_counted_by_organization() {
    let server = Server::start().await;
    for number in 0..99 {
        server.upload(&format!("{number}.txt"), "text").await;
    }
    let initiate = |name| {
        let input = archetype_api::types::InitiateUploadInput::new(name, "text/plain", 4);
        op::InitiateUpload::new(input.with_resume_if_started(true))
    };
    let client = server.client().await;
    client.initiate_upload(initiate("100.txt")).await.unwrap();
    server.pass(60);
    let form =
        "--x\r\ncontent-disposition: form-data; name=any; filename=a.txt\r\n\r\ntext\r\n--x--\r\n";
    let upload = async |key: &str| {
        let request = reqwest::Client::new().post(server.url("/files")).bearer_auth(key);
        let request = request.header("content-type", "multipart/form-data; boundary=x");
        request.body(form).send().await.unwrap()
    };
    let key = server.key(ORG).await;
    assert_eq!(wait(upload(&key).await).await, Some(59 * 60));
    assert_eq!(
        client.initiate_upload(initiate("101.txt")).await.unwrap_err().status().unwrap(),
        429
    );
    // Resuming an upload does not count as a new one.
    assert!(client.initiate_upload(initiate("100.txt")).await.unwrap().is_resume);
    let other = server.client_with(&server.key("other").await);
    let form = archetype_api::types::UploadFileForm::new(file("a.txt", "text"));
    other.upload_file(op::UploadFile::new(form)).await.unwrap();
    server.pass(59 * 60);
    assert_eq!(upload(&key).await.status(), StatusCode::OK);
    server.stop().await;
}
