//! Uploads in parts: sent to signed URLs, resumed, completed and aborted.

use archetype_api::{Client, operations as op, types};
use bytes::Bytes;
use reqwest::StatusCode;

use crate::server::{Server, one, refused};

/// More than one part in size: two parts.
const BYTES: usize = 32 * 1024 * 1024 + 7;

fn initiate(name: &str, bytes: usize, resume: bool) -> op::InitiateUpload {
    let bytes = i64::try_from(bytes).unwrap();
    let input = types::InitiateUploadInput::new(name, "text/plain", bytes);
    op::InitiateUpload::new(input.with_resume_if_started(resume))
}

fn complete(id: &str, parts: Vec<types::SentPart>) -> op::CompleteUpload {
    op::CompleteUpload::new(id, types::CompleteUploadInput::new(parts))
}

fn content() -> Bytes {
    let mut content = b"0123456789abcdef\n".repeat(BYTES / 17 + 1);
    content.truncate(BYTES);
    content.into()
}

async fn put(url: &str, content: Bytes) -> (StatusCode, String) {
    let answer = reqwest::Client::new().put(url).body(content).send().await.unwrap();
    let tag = answer.headers().get("etag").map(|tag| tag.to_str().unwrap().to_owned());
    (answer.status(), tag.unwrap_or_default())
}

async fn send(part: &types::UploadPart, content: &Bytes) -> types::SentPart {
    let offset = usize::try_from(part.offset).unwrap();
    let length = usize::try_from(part.length).unwrap();
    let (status, tag) = put(&part.url, content.slice(offset..offset + length)).await;
    assert_eq!(status, StatusCode::OK);
    assert!(tag.starts_with('"') && tag.len() == 34, "{tag}");
    types::SentPart::new(part.part_number, tag)
}

async fn checkpoint(client: &Client, id: &str, part: &types::SentPart) -> i32 {
    let input = types::CheckpointPartsInput::new(vec![part.clone()]);
    client.checkpoint_parts(op::CheckpointParts::new(id, input)).await.unwrap().num_checkpointed
}

#[tokio::test]
async fn an_upload_is_resumed_and_assembled() {
    let server = Server::start().await;
    let (client, content) = (server.client().await, content());
    let begun = client.initiate_upload(initiate("big.txt", BYTES, true)).await.unwrap();
    assert_eq!((begun.num_parts, begun.is_resume, begun.parts.len()), (2, false, 2));
    assert_eq!(begun.strategy.as_deref(), Some("multipart"));
    let ranges: Vec<_> =
        begun.parts.iter().map(|part| (part.part_number, part.offset, part.length)).collect();
    assert_eq!(ranges, [(1, 0, begun.part_size), (2, begun.part_size, 7)]);
    let first = send(&begun.parts[0], &content).await;
    assert_eq!(checkpoint(&client, &begun.upload_id, &first).await, 1);

    // After an interruption, checkpointed parts need neither be sent again nor listed.
    let resumed = client.initiate_upload(initiate("big.txt", BYTES, true)).await.unwrap();
    assert_eq!((&resumed.upload_id, &resumed.file_uid), (&begun.upload_id, &begun.file_uid));
    assert_eq!((resumed.is_resume, resumed.num_parts, resumed.parts.len()), (true, 2, 1));
    let id = &*resumed.upload_id;
    let told =
        refused!(client.complete_upload(complete(id, vec![])), CompleteUploadError::BadRequest);
    assert_eq!(told, one("INVALID_PART", ""));
    let second = send(&resumed.parts[0], &content).await;

    let mut wrong = complete(id, vec![second.clone()]);
    wrong.body.integrity_checksum = Some("00".repeat(32));
    let told = refused!(client.complete_upload(wrong), CompleteUploadError::BadRequest);
    assert_eq!(told, one("CHECKSUM_MISMATCH", "/integrity_checksum"));

    // Without quotes, as sent by some clients.
    let bare = types::SentPart::new(2, second.part_token.trim_matches('"'));
    let mut right = complete(id, vec![bare]);
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, &content);
    let digest = digest.as_ref().iter();
    right.body.integrity_checksum =
        Some(digest.fold(String::new(), |text, byte| format!("{text}{byte:02X}")));
    let file = client.complete_upload(right).await.unwrap();
    assert_eq!((&*file.file_name, file.num_bytes), ("big.txt", i64::try_from(BYTES).unwrap()));
    assert_eq!(
        (file.file_uid, file.file_status),
        (begun.file_uid, types::UploadedFileStatus::Ingested)
    );
    let stored = client.download_file(op::DownloadFile::new("big.txt")).await.unwrap().into_body();
    assert!(stored.collect(BYTES).await.unwrap() == content, "the content differs");

    // It is finished.
    let finished = one("UPLOAD_FINISHED", "");
    let again = client.complete_upload(complete(id, vec![]));
    assert_eq!(refused!(again, CompleteUploadError::Conflict), finished);
    let abort = client.abort_upload(op::AbortUpload::new(id));
    assert_eq!(refused!(abort, AbortUploadError::Conflict), finished);
    let (status, _) = put(&resumed.parts[0].url, content.slice(..7)).await;
    assert_eq!(status, StatusCode::CONFLICT);
    let taken = client.initiate_upload(initiate("big.txt", 1, false));
    assert_eq!(refused!(taken, InitiateUploadError::Conflict), one("FILE_EXISTS", ""));
    server.stop().await;
}

#[tokio::test]
async fn a_url_is_valid_for_its_part_until_it_expires() {
    let server = Server::start().await;
    let client = server.client().await;
    let begun = client.initiate_upload(initiate("note.txt", 4, false)).await.unwrap();
    let (id, url) = (&*begun.upload_id, &*begun.parts[0].url);
    assert_eq!((begun.strategy.as_deref(), begun.num_parts), (Some("simple"), 1));
    assert_eq!(put(url, Bytes::from("longer")).await.0, StatusCode::BAD_REQUEST);
    assert_eq!(put(url, Bytes::from("sho")).await.0, StatusCode::BAD_REQUEST);
    for wrong in
        [url.replace("/1?", "/2?"), url.replace("expires=1", "expires=2"), format!("{url}0")]
    {
        assert_eq!(put(&wrong, Bytes::from("text")).await.0, StatusCode::FORBIDDEN, "{wrong}");
    }
    let (status, former) = put(url, Bytes::from("tEXt")).await;
    assert_eq!(status, StatusCode::OK);
    server.pass(3600);
    assert_eq!(put(url, Bytes::from("text")).await.0, StatusCode::FORBIDDEN);
    let again = types::CreatePartUrlsInput::new(vec![1]);
    let made = client.create_part_urls(op::CreatePartUrls::new(id, again)).await.unwrap();
    let (status, token) = put(&made.parts[0].url, Bytes::from("text")).await;
    assert_eq!(status, StatusCode::OK);

    // The part was replaced, so the earlier token is no longer valid.
    let former = vec![types::SentPart::new(1, former)];
    let told = refused!(
        client.complete_upload(complete(id, former.clone())),
        CompleteUploadError::BadRequest
    );
    assert_eq!(told, one("INVALID_PART", "/parts/0/part_token"));
    let check = op::CheckpointParts::new(id, types::CheckpointPartsInput::new(former));
    let told = refused!(client.checkpoint_parts(check), CheckpointPartsError::BadRequest);
    assert_eq!(told, one("INVALID_PART", "/parts/0/part_token"));
    let none = op::CreatePartUrls::new(id, types::CreatePartUrlsInput::new(vec![1, 2]));
    let told = refused!(client.create_part_urls(none), CreatePartUrlsError::BadRequest);
    assert_eq!(told, one("INVALID_PART", "/part_numbers/1"));

    // Another upload with the same name completes first.
    server.upload("note.txt", "fast").await;
    let sent = || vec![types::SentPart::new(1, &*token)];
    let told =
        refused!(client.complete_upload(complete(id, sent())), CompleteUploadError::Conflict);
    assert_eq!(told, one("FILE_EXISTS", ""));
    client.delete_file(op::DeleteFile::new("note.txt")).await.unwrap();
    assert_eq!(client.complete_upload(complete(id, sent())).await.unwrap().num_bytes, 4);
    server.stop().await;
}

#[tokio::test]
async fn an_upload_is_aborted_or_expires() {
    let server = Server::start().await;
    let client = server.client().await;
    let begun = client.initiate_upload(initiate("note.txt", 0, false)).await.unwrap();
    let sent = send(&begun.parts[0], &Bytes::new()).await;
    let id = &*begun.upload_id;
    for _ in 0..2 {
        client.abort_upload(op::AbortUpload::new(id)).await.unwrap();
    }
    let finished = one("UPLOAD_FINISHED", "");
    let told = client.complete_upload(complete(id, vec![sent.clone()]));
    assert_eq!(refused!(told, CompleteUploadError::Conflict), finished);
    let check = op::CheckpointParts::new(id, types::CheckpointPartsInput::new(vec![sent]));
    assert_eq!(refused!(client.checkpoint_parts(check), CheckpointPartsError::Conflict), finished);
    let urls = || op::CreatePartUrls::new(id, types::CreatePartUrlsInput::new(vec![1]));
    assert_eq!(refused!(client.create_part_urls(urls()), CreatePartUrlsError::Conflict), finished);
    // A different file does not resume the upload.
    let other = client.initiate_upload(initiate("note.txt", 0, true)).await.unwrap();
    assert!(!other.is_resume);

    server.pass(24 * 3600);
    let gone = one("UPLOAD_NOT_FOUND", "");
    let (id, client) = (&*other.upload_id, server.client().await);
    let urls = op::CreatePartUrls::new(id, types::CreatePartUrlsInput::new(vec![1]));
    assert_eq!(refused!(client.create_part_urls(urls), CreatePartUrlsError::NotFound), gone);
    let part = types::SentPart::new(1, "x");
    let check = op::CheckpointParts::new(id, types::CheckpointPartsInput::new(vec![part]));
    assert_eq!(refused!(client.checkpoint_parts(check), CheckpointPartsError::NotFound), gone);
    let told = client.complete_upload(complete(id, vec![]));
    assert_eq!(refused!(told, CompleteUploadError::NotFound), gone);
    let told = client.abort_upload(op::AbortUpload::new(id));
    assert_eq!(refused!(told, AbortUploadError::NotFound), gone);
    assert!(!client.initiate_upload(initiate("note.txt", 0, true)).await.unwrap().is_resume);
    server.stop().await;
}

#[tokio::test]
async fn an_invalid_file_is_rejected_before_it_is_sent() {
    let server = Server::start().await;
    let client = server.client().await;
    let huge = client.initiate_upload(initiate("huge.txt", 1024 * 1024 * 1024 + 1, false));
    assert_eq!(refused!(huge, InitiateUploadError::ContentTooLarge), one("FILE_TOO_LARGE", ""));
    client.initiate_upload(initiate("huge.txt", 1024 * 1024 * 1024, false)).await.unwrap();
    let zip = types::InitiateUploadInput::new("a.zip", "application/zip", 1);
    let zip = client.initiate_upload(op::InitiateUpload::new(zip));
    assert_eq!(refused!(zip, InitiateUploadError::BadRequest), one("UNSUPPORTED_FILE_TYPE", ""));
    let dots = client.initiate_upload(initiate("..", 1, false));
    assert_eq!(
        refused!(dots, InitiateUploadError::BadRequest),
        one("INVALID_REQUEST", "/filename")
    );
    server.stop().await;
}
