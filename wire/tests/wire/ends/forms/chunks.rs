//! Forms as streams: chunks of any size, files of many megabytes, and no more taken than is refused.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use counterpart_wire::multipart::File;
use counterpart_wire::server::Limits;
use counterpart_wire::{Body, BoxError, Bytes, http};
use futures_util::{StreamExt as _, stream};
use proptest::prelude::*;
use tower::ServiceExt as _;

use super::upload::Upload;
use super::{answer, file, router, sent, typed};

/// Whether files of `lengths` arrive whole when their form comes in chunks of `sizes`, again and again.
fn arrive(lengths: &[usize], sizes: &[usize]) {
    let contents: Vec<String> = lengths.iter().map(|length| "\r\n--X".repeat(length / 5)).collect();
    let more = contents.iter().map(|content| File::new(content.clone()).named("f").of_type("a/b"));
    let upload = Upload { file: file("x"), more: more.collect(), ..Upload::default() };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (parts, body) = sent(upload).into_parts();
    let mut rest = runtime.block_on(body.collect(usize::MAX)).unwrap();
    let mut chunks = Vec::new();
    for size in sizes.iter().cycle().take_while(|size| **size > 0) {
        chunks.push(Ok::<_, BoxError>(rest.split_to(rest.len().min(*size))));
        if rest.is_empty() {
            break;
        }
    }
    let request = http::Request::from_parts(parts, Body::from_stream(stream::iter(chunks)));
    let seen = Arc::new(Mutex::new(Vec::new()));
    let kept = seen.clone();
    let router = router(Limits::default(), move |upload| *kept.lock().unwrap() = upload.more);
    assert_eq!(runtime.block_on(router.oneshot(request)).unwrap().status(), 204);
    let files = std::mem::take(&mut *seen.lock().unwrap());
    assert_eq!(files.len(), contents.len());
    for (file, content) in files.into_iter().zip(contents) {
        let bytes = runtime.block_on(file.content.collect(usize::MAX)).unwrap();
        assert_eq!(bytes.as_ref(), content.as_bytes());
    }
}

proptest! {
    /// Heads and boundaries may be cut anywhere, and chunks be longer than a head may be.
    #[test]
    fn a_form_may_come_in_chunks_of_any_size(
        lengths in proptest::collection::vec(0..50_000_usize, 1..5),
        sizes in proptest::collection::vec(1..60_000_usize, 1..8),
    ) {
        arrive(&lengths, &sizes);
    }
}

/// The parser may take two chunks before it looks at either.
#[test]
fn a_boundary_may_be_split_between_chunks() {
    arrive(&[31_170, 12_565], &[1, 16_384]);
}

/// `megabytes` of chunks, and how many of them are made but not read.
fn counted(megabytes: usize, ahead: Arc<AtomicUsize>) -> Body {
    let chunks = stream::iter(0..megabytes * 16).map(move |_| {
        ahead.fetch_add(1, Ordering::Relaxed);
        Ok::<_, BoxError>(Bytes::from(vec![7_u8; 64 * 1024]))
    });
    Body::from_stream(chunks)
}

#[tokio::test]
async fn a_large_file_streams_through_disk() {
    let made = Arc::new(AtomicUsize::new(0));
    let upload =
        Upload { file: File::new(counted(8, made.clone())).named("big"), ..Upload::default() };
    let form = sent(upload);
    assert_eq!(made.load(Ordering::Relaxed), 0, "writing a form reads none of its streams");
    let seen = Arc::new(Mutex::new(None));
    let kept = seen.clone();
    let router = router(Limits::default(), move |upload| *kept.lock().unwrap() = Some(upload.file));
    assert_eq!(router.oneshot(form).await.unwrap().status(), 204);
    let file = seen.lock().unwrap().take().unwrap();
    assert!(file.content.as_bytes().is_none(), "a large file does not wait in memory");
    let mut length = 0;
    let mut chunks = file.content.into_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.unwrap();
        assert!(chunk.len() <= 64 * 1024 && chunk.iter().all(|byte| *byte == 7));
        length += chunk.len();
    }
    assert_eq!(length, 8 << 20);
}

#[tokio::test]
async fn reading_stops_at_the_size_limit() {
    // A head that never ends, and a form above its limit. What follows is read for at most 1 MiB, which is 16 chunks, so
    // that the connection can be kept.
    let head = stream::iter([Ok::<_, BoxError>(Bytes::from_static(b"--XX\r\nX-Long: "))]);
    let made = Arc::new(AtomicUsize::new(0));
    let endless = Body::from_stream(head.chain(counted(1000, made.clone()).into_stream()));
    assert_eq!(
        answer(Limits::default(), typed("multipart/form-data; boundary=XX", endless)).await.0,
        413
    );
    assert!(made.load(Ordering::Relaxed) < 24, "{made:?}");

    let made = Arc::new(AtomicUsize::new(0));
    let upload = Upload { file: File::new(counted(1000, made.clone())), ..Upload::default() };
    assert_eq!(answer(Limits::default().form(1 << 20), sent(upload)).await.0, 413);
    assert!(made.load(Ordering::Relaxed) < 40, "{made:?}");
}
