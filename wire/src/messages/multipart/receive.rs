//! Receives a form: takes a body, returns its parts, with large ones in temporary files.
//!
//! Memory use is bounded: small parts share one allowance, and larger ones go to files that are deleted when closed.
//! The parser gets one chunk at a time, and the headers of a part have a maximum size.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use futures_util::stream;
use http::header;
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _, AsyncWriteExt as _};

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
    let mut form = FormReader::default();
    let unread = Arc::new(AtomicUsize::new(0));
    let chunks = Box::pin(body.limited(limits.whole).into_stream());
    let paced = Paced { chunks, unread: unread.clone(), last: 0, resting: false };
    let mut source = multer::Multipart::new(paced, boundary);
    let mut memory = limits.all_in_memory;
    while let Some(mut part) = source.next_field().await? {
        unread.store(0, Ordering::Relaxed);
        if form.len() >= limits.parts {
            return Err(TooLarge.into());
        }
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
        let mut content = Spool::Memory(Vec::new());
        let allowed = limits.in_memory.min(memory);
        while let Some(chunk) = part.chunk().await? {
            unread.store(0, Ordering::Relaxed);
            content = content.write(&chunk, allowed).await?;
        }
        unread.store(0, Ordering::Relaxed);
        if let Spool::Memory(held) = &content {
            memory -= held.len();
        }
        let content = content.into_body().await?;
        let file = File { name: disposition.file_name, media_type, content, headers };
        form.push(disposition.name, file);
    }
    Ok(form)
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

enum Spool {
    Memory(Vec<u8>),
    Disk(tokio::fs::File),
}

impl Spool {
    async fn write(self, chunk: &Bytes, in_memory: usize) -> std::io::Result<Self> {
        match self {
            Self::Memory(mut held) if held.len() + chunk.len() <= in_memory => {
                held.extend_from_slice(chunk);
                Ok(Self::Memory(held))
            }
            Self::Memory(held) => {
                let file = tokio::task::spawn_blocking(tempfile::tempfile).await??;
                let mut file = tokio::fs::File::from_std(file);
                file.write_all(&held).await?;
                file.write_all(chunk).await?;
                Ok(Self::Disk(file))
            }
            Self::Disk(mut file) => {
                file.write_all(chunk).await?;
                Ok(Self::Disk(file))
            }
        }
    }

    async fn into_body(self) -> std::io::Result<Body> {
        match self {
            Self::Memory(held) => Ok(held.into()),
            Self::Disk(mut file) => {
                file.flush().await?;
                file.rewind().await?;
                Ok(Body::from_stream(stream::try_unfold(file, next_chunk)))
            }
        }
    }
}

async fn next_chunk(
    mut file: tokio::fs::File,
) -> std::io::Result<Option<(Bytes, tokio::fs::File)>> {
    let mut chunk = vec![0; 64 * 1024];
    let read = file.read(&mut chunk).await?;
    chunk.truncate(read);
    Ok((read > 0).then(|| (chunk.into(), file)))
}
