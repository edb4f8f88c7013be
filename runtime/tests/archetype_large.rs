//! Files of 200 MB are uploaded and downloaded in constant memory: the memory of the whole process, including both ends
//! of every call, grows by less than 64 MB.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use archetype_api::wire::Body;
use archetype_api::wire::multipart::File;
use archetype_api::{Client, operations as op, types};
use bytes::Bytes;
use counterpart_runtime::serve::Running;
use counterpart_runtime::store::Place;
use counterpart_runtime::{App, Config};
use futures_util::{Stream, StreamExt, stream};

const PIECE: usize = 64 * 1024;
const PIECES: usize = 200 * 1024 * 1024 / PIECE;
const ALLOWED: u64 = 64 * 1024;

/// 200 MB, in chunks.
fn content() -> impl Stream<Item = Result<Bytes, std::io::Error>> + Send + 'static {
    let piece = Bytes::from(vec![b'x'; PIECE]);
    stream::iter(std::iter::repeat_n(piece, PIECES)).map(Ok)
}

/// Returns the memory of this process in kilobytes.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// Returns the maximum memory of the process during an operation.
async fn most<T>(work: impl Future<Output = T>) -> (T, u64) {
    let (most, done) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)));
    let watch = std::thread::spawn({
        let (most, done) = (most.clone(), done.clone());
        move || {
            while !done.load(Ordering::Relaxed) {
                most.fetch_max(resident(), Ordering::Relaxed);
                std::thread::sleep(Duration::from_millis(1));
            }
        }
    });
    let result = work.await;
    done.store(true, Ordering::Relaxed);
    watch.join().unwrap();
    (result, most.load(Ordering::Relaxed))
}

async fn check(client: &Client, name: &str) {
    let body = client.download_file(op::DownloadFile::new(name)).await.unwrap().into_body();
    let mut pieces = std::pin::pin!(body.into_stream());
    let mut length = 0;
    while let Some(piece) = pieces.next().await {
        let piece = piece.unwrap();
        assert!(piece.iter().all(|byte| *byte == b'x'));
        length += piece.len();
    }
    assert_eq!(length, PIECE * PIECES);
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn large_files_use_little_memory() {
    let folder = tempfile::tempdir().unwrap();
    let mut config = Config::in_memory();
    config.place = Place::Folder(folder.path().join("data"));
    config.keys = vec!["key".to_owned()];
    let running = Running::start(App::open(config).await.unwrap()).await.unwrap();
    let url = format!("{}/archetype/v0.5", running.url());
    let patience = Duration::from_mins(10);
    let client =
        Client::builder().base_url(url).bearer_auth("key").timeout(patience).build().unwrap();
    // One-time allocations, such as connections and statements, are made before the measurement.
    let small = types::UploadFileForm::new(File::new("warm").named("warm.txt"));
    client.upload_file(op::UploadFile::new(small)).await.unwrap();
    client
        .download_file(op::DownloadFile::new("warm.txt"))
        .await
        .unwrap()
        .into_body()
        .collect(9)
        .await
        .unwrap();
    let before = resident();
    let grown = |most: u64| most.saturating_sub(before);

    let file = File::new(Body::from_stream(content())).named("form.mp4").of_type("video/mp4");
    let upload = op::UploadFile::new(types::UploadFileForm::new(file));
    let (_, most_up) = most(async { client.upload_file(upload).await.unwrap() }).await;
    assert!(grown(most_up) < ALLOWED, "an upload took {} kB", grown(most_up));
    let ((), most_down) = most(check(&client, "form.mp4")).await;
    assert!(grown(most_down) < ALLOWED, "a download took {} kB", grown(most_down));

    let bytes = i64::try_from(PIECE * PIECES).unwrap();
    let input = types::InitiateUploadInput::new("parts.mp4", "video/mp4", bytes);
    let begun = client.initiate_upload(op::InitiateUpload::new(input)).await.unwrap();
    let sent = async {
        let mut sent = Vec::new();
        for part in &begun.parts {
            let length = usize::try_from(part.length).unwrap();
            let body = reqwest::Body::wrap_stream(content().take(length / PIECE));
            let answer = reqwest::Client::new().put(&part.url).body(body).send().await.unwrap();
            let tag = answer.headers()["etag"].to_str().unwrap();
            sent.push(types::SentPart::new(part.part_number, tag));
        }
        let complete = types::CompleteUploadInput::new(sent);
        let complete = op::CompleteUpload::new(&*begun.upload_id, complete);
        assert_eq!(client.complete_upload(complete).await.unwrap().num_bytes, bytes);
    };
    let ((), most_parts) = most(sent).await;
    assert!(grown(most_parts) < ALLOWED, "an upload in parts took {} kB", grown(most_parts));
    check(&client, "parts.mp4").await;
    running.stop().await.unwrap();
}
