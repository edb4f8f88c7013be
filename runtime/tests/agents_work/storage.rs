//! Stored objects: signed URLs for upload and download, their expiry, and their announced properties.

use agents_api::operations as op;
use agents_api::types::{
    StorageObjectResponse, StoragePresignUploadRequest, StoragePresignUploadResponse,
};
use agents_api::wire::{Json, Uuid};
use std::time::Duration;

use counterpart_runtime::Environment;
use counterpart_runtime::store::Place;

use super::server::{Owner, same, start_in, start_with_owner};
use crate::refused;

async fn prepare(who: &Owner, size: i64) -> StoragePresignUploadResponse {
    let body = StoragePresignUploadRequest::new("größe 1/2.txt", "text/plain; charset=utf-8", size);
    who.client.create_upload_url(op::CreateUploadUrl::new(body)).await.unwrap()
}

async fn put(upload: &StoragePresignUploadResponse, content: &str) -> (u16, Json) {
    let request = reqwest::Client::new().put(&upload.upload_url).body(content.to_owned());
    let request =
        upload.headers.iter().fold(request, |request, (name, value)| request.header(name, value));
    answer(request).await
}

async fn answer(request: reqwest::RequestBuilder) -> (u16, Json) {
    let answer = request.send().await.unwrap();
    let status = answer.status().as_u16();
    let text = answer.text().await.unwrap();
    (status, serde_json::from_str(&text).unwrap_or(Json::Null))
}

async fn objects(who: &Owner) -> Vec<StorageObjectResponse> {
    let list = op::ListObjects::new().with_limit(100);
    who.client.list_objects(list).await.unwrap().items
}

#[tokio::test]
async fn files_are_uploaded_and_downloaded() {
    let (server, ada) = start_with_owner().await;
    let content = "Grüße aus Triest.\n".repeat(1000);
    let size = i64::try_from(content.len()).unwrap();
    let upload = prepare(&ada, size).await;
    assert_eq!((upload.method.as_str(), upload.expires_in_seconds), ("PUT", 900));
    assert_eq!(upload.headers["Content-Type"], "text/plain; charset=utf-8");
    assert!(upload.object_key.ends_with("/größe 1_2.txt"), "{}", upload.object_key);
    let download = op::GetDownloadUrl::new(upload.object_id);
    let why =
        refused!(ada.client.get_download_url(download.clone()), GetDownloadUrlError::Conflict);
    assert_eq!(why, "The content of the object has not been uploaded yet.");
    assert_eq!(objects(&ada).await[0].status.as_deref(), Some("pending_upload"));

    assert_eq!(put(&upload, &content).await, (200, Json::Null));
    let object = objects(&ada).await.remove(0);
    assert_eq!((object.id, object.status.as_deref()), (upload.object_id, Some("ready")));
    assert_eq!((object.size_bytes, object.bucket), (Some(size), upload.bucket.clone()));
    let link = ada.client.get_download_url(download).await.unwrap();
    assert_eq!((link.method.as_str(), link.object_key), ("GET", upload.object_key.clone()));
    let got = reqwest::get(&link.download_url).await.unwrap();
    assert_eq!(got.status(), 200);
    assert_eq!(got.headers()["content-type"], "text/plain; charset=utf-8");
    assert_eq!(got.headers()["content-length"], content.len().to_string());
    assert_eq!(got.headers()["x-content-type-options"], "nosniff");
    let name = got.headers()["content-disposition"].to_str().unwrap();
    assert!(
        name.contains("attachment") && name.contains("gr%C3%B6%C3%9Fe%201%2F2%2Etxt"),
        "{name}"
    );
    assert_eq!(got.text().await.unwrap(), content);
    // Uploaded content cannot be replaced.
    assert_eq!(put(&upload, &content).await.0, 409);

    let delete = op::DeleteObject::new(upload.object_id);
    ada.client.delete_object(delete.clone()).await.unwrap();
    refused!(ada.client.delete_object(delete), DeleteObjectError::NotFound);
    assert_eq!(answer(reqwest::Client::new().get(&link.download_url)).await.0, 404);
    assert!(objects(&ada).await.is_empty());
    server.stop().await;
}

#[tokio::test]
async fn only_the_announced_content_is_accepted() {
    let (server, ada) = start_with_owner().await;
    let upload = prepare(&ada, 5).await;
    for content in ["1234", "123456", ""] {
        let (status, body) = put(&upload, content).await;
        assert_eq!((status, &body["error"]), (400, &"WrongSize".into()), "{content:?}");
    }
    // Without a length, the bytes are counted as they arrive.
    for (parts, expected) in
        [(vec!["12", "34"], 400), (vec!["123", "456"], 400), (vec!["12", "345"], 200)]
    {
        let parts = parts.into_iter().map(Ok::<_, std::io::Error>);
        let body = reqwest::Body::wrap_stream(futures_util::stream::iter(parts));
        let request = reqwest::Client::new().put(&upload.upload_url).body(body);
        let request = request.header("content-type", "text/plain; charset=utf-8");
        assert_eq!(answer(request).await.0, expected);
    }
    let upload = prepare(&ada, 5).await;
    for kind in [None, Some("text/plain"), Some("image/png")] {
        let mut request = reqwest::Client::new().put(&upload.upload_url).body("12345");
        if let Some(kind) = kind {
            request = request.header("content-type", kind);
        }
        let (status, body) = answer(request).await;
        assert_eq!((status, &body["error"]), (415, &"WrongType".into()), "{kind:?}");
    }
    // Rejected uploads leave nothing behind.
    let download = op::GetDownloadUrl::new(upload.object_id);
    refused!(ada.client.get_download_url(download), GetDownloadUrlError::Conflict);
    let empty = prepare(&ada, 0).await;
    assert_eq!(put(&empty, "").await.0, 200);
    let download = op::GetDownloadUrl::new(empty.object_id);
    let link = ada.client.get_download_url(download).await.unwrap();
    assert_eq!(reqwest::get(&link.download_url).await.unwrap().text().await.unwrap(), "");
    server.stop().await;
}

#[tokio::test]
async fn a_url_allows_one_action_until_it_expires() {
    let (server, ada) = start_with_owner().await;
    let (one, other) = (prepare(&ada, 3).await, prepare(&ada, 3).await);
    let kind = one.headers["Content-Type"].clone();
    let put_to = |url: String| {
        let request = reqwest::Client::new().put(url).header("content-type", &kind).body("abc");
        answer(request)
    };
    let ids = [one.object_id.to_string(), other.object_id.to_string()];
    let (start, signature) = one.upload_url.split_once("&signature=").unwrap();
    let wrong = [
        one.upload_url.replace(&ids[0], &ids[1]),
        one.upload_url.replace("expires=", "expires=9"),
        format!("{start}&signature={}", signature.replace(['a', '1'], "b")),
        start.to_owned(),
        one.upload_url.split('?').next().unwrap().to_owned(),
    ];
    for url in wrong {
        let (status, body) = put_to(url.clone()).await;
        assert_eq!((status, &body["error"]), (403, &"InvalidSignature".into()), "{url}");
    }
    let get = reqwest::Client::new().get(&one.upload_url);
    assert_eq!(answer(get).await.0, 403, "an upload URL does not allow downloads");

    assert_eq!(put_to(one.upload_url.clone()).await.0, 200);
    let link = op::GetDownloadUrl::new(one.object_id);
    let link = ada.client.get_download_url(link).await.unwrap().download_url;
    server.clock.advance(Duration::from_secs(899));
    assert_eq!(reqwest::get(&link).await.unwrap().status(), 200);
    server.clock.advance(Duration::from_secs(1));
    for (status, body) in
        [answer(reqwest::Client::new().get(&link)).await, put_to(other.upload_url.clone()).await]
    {
        assert_eq!((status, &body["error"]), (403, &"Expired".into()));
    }
    server.stop().await;
}

#[tokio::test]
async fn objects_are_listed_for_their_tenant_by_pages() {
    let (server, ada) = start_with_owner().await;
    let conversation = Uuid::from_u128(7);
    let mut ids = Vec::new();
    for number in 0..5 {
        let mut body = StoragePresignUploadRequest::new(format!("{number}.txt"), "text/plain", 1);
        if number % 2 == 0 {
            body = body.with_conversation_id(conversation).with_agent_key("triage");
        }
        let made = ada.client.create_upload_url(op::CreateUploadUrl::new(body)).await.unwrap();
        ids.push(made.object_id);
    }
    let (mut all, mut offset) = (Vec::new(), Some(0));
    while let Some(from) = offset {
        let list = op::ListObjects::new().with_limit(2).with_offset(from);
        let page = ada.client.list_objects(list).await.unwrap();
        offset = page.next_offset.into_value();
        all.extend(page.items.into_iter().map(|object| object.id));
    }
    ids.reverse();
    assert_eq!(all, ids);
    let of = op::ListObjects::new().with_conversation_id(conversation);
    let of = ada.client.list_objects(of).await.unwrap().items;
    let names: Vec<&str> = of.iter().filter_map(|object| object.filename.as_deref()).collect();
    assert_eq!(names, ["4.txt", "2.txt", "0.txt"]);
    assert_eq!(of[0].agent_key.as_deref(), Some("triage"));

    let eve = server.register("eve@other.example").await;
    assert!(objects(&eve).await.is_empty());
    let id = ids[0];
    refused!(
        eve.client.get_download_url(op::GetDownloadUrl::new(id)),
        GetDownloadUrlError::NotFound
    );
    refused!(eve.client.delete_object(op::DeleteObject::new(id)), DeleteObjectError::NotFound);
    server.stop().await;
}

#[tokio::test]
async fn one_of_two_concurrent_uploads_succeeds() {
    let (server, ada) = start_with_owner().await;
    let upload = prepare(&ada, 3).await;
    let (one, other) = tokio::join!(put(&upload, "abc"), put(&upload, "xyz"));
    same(vec![one.0, other.0], vec![200, 409]);
    let link = op::GetDownloadUrl::new(upload.object_id);
    let link = ada.client.get_download_url(link).await.unwrap().download_url;
    let kept = reqwest::get(&link).await.unwrap().text().await.unwrap();
    assert_eq!(kept, if one.0 == 200 { "abc" } else { "xyz" });
    server.stop().await;
}

#[tokio::test]
async fn urls_contain_no_invalid_host() {
    let (server, ada) = start_with_owner().await;
    for (host, origin) in [
        ("agents.example:8443", "http://agents.example:8443"),
        ("a\"b<c>", "http://localhost"),
        ("elsewhere.example/agents?", "http://localhost"),
    ] {
        let body = r#"{"filename":"a.txt","mime_type":"text/plain","size_bytes":1}"#;
        let request = ada.ask("POST", server.url("/api/v1/storage/objects/upload-url"));
        let answer = request.header("host", host).body(body).send().await.unwrap();
        let (status, bytes) = (answer.status(), answer.bytes().await.unwrap());
        let answer: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(status, 201, "{answer}");
        let url = answer["upload_url"].as_str().unwrap();
        assert!(url.starts_with(&format!("{origin}/agents/storage/")), "{host}: {url}");
    }
    server.stop().await;
}

#[tokio::test]
async fn a_tenant_has_a_quota() {
    let settings = Environment::default()
        .with("AGENTS_STORAGE_BYTES", "100")
        .with("AGENTS_STORAGE_OBJECTS", "3");
    let server = start_in(Place::Memory, settings).await;
    let ada = server.register("ada@acme.example").await;
    let announce = |size| {
        let body = StoragePresignUploadRequest::new("a.txt", "text/plain", size);
        ada.client.create_upload_url(op::CreateUploadUrl::new(body))
    };
    let why = refused!(announce(i64::MAX), CreateUploadUrlError::ContentTooLarge);
    assert_eq!(why, "An object has at most 1073741824 bytes.");
    announce(60).await.unwrap();
    let full = "The tenant has no storage left. Delete objects to make room.";
    assert_eq!(refused!(announce(41), CreateUploadUrlError::InsufficientStorage), full);
    let second = announce(40).await.unwrap().object_id;
    announce(0).await.unwrap();
    assert_eq!(refused!(announce(0), CreateUploadUrlError::InsufficientStorage), full);
    ada.client.delete_object(op::DeleteObject::new(second)).await.unwrap();
    announce(40).await.unwrap();
    // Another tenant has its own.
    let eve = server.register("eve@other.example").await;
    prepare(&eve, 100).await;
}

#[tokio::test]
async fn a_media_type_that_no_header_can_contain_is_not_required() {
    let (_server, ada) = start_with_owner().await;
    for kind in ["é", "text/größe", "a\u{7f}"] {
        let body = StoragePresignUploadRequest::new("a.txt", kind, 2);
        let upload = ada.client.create_upload_url(op::CreateUploadUrl::new(body)).await.unwrap();
        assert!(upload.headers.is_empty(), "{kind}");
        assert_eq!(put(&upload, "ab").await, (200, Json::Null), "{kind}");
        let download = op::GetDownloadUrl::new(upload.object_id);
        let link = ada.client.get_download_url(download).await.unwrap();
        let got = reqwest::get(&link.download_url).await.unwrap();
        assert_eq!(got.headers()["content-type"], "application/octet-stream", "{kind}");
    }
}
