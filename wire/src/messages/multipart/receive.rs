//! Receives a form: takes a body, returns its parts.
//!
//! Memory use is bounded: small parts share one allowance, and the others go to one temporary file. The parser gets one
//! chunk at a time. The headers of a part have a maximum size, and so have those of all parts together.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http::header;

use super::spool::{RawResponse, Spool};
use super::{File, FormReader};
use crate::messages::body::{Body, BoxError, TooLarge};
use crate::messages::disposition::Disposition;

/// Limits of a form.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Maximum size of the whole form, in bytes.
    pub(crate) whole: u64,
    /// Maximum size of a part held in memory, in bytes.
    pub(crate) in_memory: usize,
    /// Maximum size of all parts held in memory, in bytes.
    pub(crate) all_in_memory: usize,
    /// Maximum number of parts.
    pub(crate) parts: usize,
}

/// Reads all parts of a form.
pub(crate) async fn receive(
    body: Body,
    boundary: &str,
    limits: Limits,
) -> Result<FormReader, BoxError> {
    let mut parts = Vec::new();
    let unread = Arc::new(AtomicUsize::new(0));
    let chunks = Box::pin(body.limited(limits.whole).into_stream());
    let paced = Paced { chunks, unread: unread.clone(), last: 0, resting: false };
    let mut source = multer::Multipart::new(paced, boundary);
    let mut spool = Spool::new(limits.in_memory, limits.all_in_memory);
    let mut heads = HEADS;
    while let Some(mut part) = source.next_field().await? {
        unread.store(0, Ordering::Relaxed);
        if parts.len() >= limits.parts {
            return Err(TooLarge.into());
        }
        heads = heads.checked_sub(head_size(part.headers())).ok_or(TooLarge)?;
        let text = |name| {
            let value: &http::HeaderValue = part.headers().get(name)?;
            std::str::from_utf8(value.as_bytes()).ok().map(str::to_owned)
        };
        let disposition =
            Disposition::parse(&text(header::CONTENT_DISPOSITION).unwrap_or_default());
        let media_type = text(header::CONTENT_TYPE);
        let mut headers = part.headers().clone();
        headers.remove(header::CONTENT_DISPOSITION);
        headers.remove(header::CONTENT_TYPE);
        let mut content = RawResponse::Memory(Vec::new());
        while let Some(chunk) = part.chunk().await? {
            unread.store(0, Ordering::Relaxed);
            content = spool.write(content, &chunk).await?;
        }
        unread.store(0, Ordering::Relaxed);
        spool.end_part(&content);
        parts.push((disposition, media_type, headers, content));
    }
    let spooled = spool.finish().await?;
    let mut form = FormReader::default();
    for (disposition, media_type, headers, content) in parts {
        let content = spooled.body(content);
        form.push(
            disposition.name,
            File { name: disposition.file_name, media_type, content, headers, fault: None },
        );
    }
    Ok(form)
}

/// Maximum size of the headers of all parts, in bytes.
const HEADS: usize = 1024 * 1024;

fn head_size(headers: &http::HeaderMap) -> usize {
    headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum()
}

/// Returns whether the form is malformed, as opposed to an error of the connection.
pub(crate) fn is_malformed(error: &(dyn std::error::Error + 'static)) -> bool {
    use multer::Error as Form;
    let form = error.downcast_ref::<Form>();
    form.is_some_and(|form| {
        matches!(
            form,
            Form::IncompleteFieldData { .. }
                | Form::IncompleteHeaders
                | Form::ReadHeaderFailed(_)
                | Form::DecodeHeaderName { .. }
                | Form::DecodeHeaderValue { .. }
                | Form::IncompleteStream
        )
    })
}

/// A stream that yields one chunk per poll and fails if the parser consumes too much without a result. multer reads
/// everything available at once and has no limit on part headers.
struct Paced<S> {
    chunks: Pin<Box<S>>,
    /// Bytes since the parser last returned something.
    unread: Arc<AtomicUsize>,
    /// Size of the last chunk, which the parser may not have seen yet.
    last: usize,
    resting: bool,
}

impl<S> Paced<S> {
    /// Maximum size of the headers of a part, in bytes.
    const HEAD: usize = 16 * 1024;
}

impl<S: Stream<Item = Result<Bytes, BoxError>>> Stream for Paced<S> {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if std::mem::take(&mut self.resting) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        let chunk = std::task::ready!(self.chunks.as_mut().poll_next(cx));
        if let Some(Ok(chunk)) = &chunk {
            if self.unread.load(Ordering::Relaxed) > Self::HEAD.saturating_add(self.last) {
                return Poll::Ready(Some(Err(TooLarge.into())));
            }
            self.unread.fetch_add(chunk.len(), Ordering::Relaxed);
            self.last = chunk.len();
            self.resting = true;
        }
        Poll::Ready(chunk)
    }
}
