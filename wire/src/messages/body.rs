//! Bodies of requests and responses: bytes in memory, or a stream.

use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
#[cfg(feature = "server")]
use futures_util::StreamExt as _;
use futures_util::TryStreamExt as _;
use http_body::{Body as HttpBody, Frame, SizeHint};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt as _, StreamBody};

use crate::messages::disposition;

/// Any error, as what carries bodies hands it on.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A body. Cheap to make from bytes; a stream is read as it is asked for and never held whole.
pub struct Body(Inner, Option<Box<Label>>);

/// What a body is, where its document leaves that open.
#[derive(Debug, Clone, Default)]
struct Label {
    media_type: Option<String>,
    file_name: Option<String>,
}

enum Inner {
    Full(Option<Bytes>),
    /// The mutex is never contended: it makes a body `Sync`, so that a reference to a request which holds one may
    /// live across an `await`.
    Stream(Mutex<UnsyncBoxBody<Bytes, BoxError>>),
}

/// A body may hold what no log should: its length alone is shown.
impl std::fmt::Debug for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.as_bytes() {
            Some(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            None => f.write_str("Body(stream)"),
        }
    }
}

/// A body was longer than its reader takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLarge;

impl std::fmt::Display for TooLarge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the body is too large")
    }
}

impl std::error::Error for TooLarge {}

/// Whether an error is, or comes from, a body that is too large.
pub(crate) fn is_too_large(error: &(dyn std::error::Error + 'static)) -> bool {
    std::iter::successors(Some(error), |error| error.source())
        .any(<dyn std::error::Error>::is::<TooLarge>)
}

impl Body {
    /// No body.
    pub fn empty() -> Self {
        Self(Inner::Full(None), None)
    }

    /// A body that another part of the world made.
    pub fn wrap<B>(body: B) -> Self
    where
        B: HttpBody<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        Self(Inner::Stream(Mutex::new(body.map_err(Into::into).boxed_unsync())), None)
    }

    /// A body from chunks.
    pub fn from_stream<S, E>(chunks: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<BoxError> + 'static,
    {
        Self::wrap(StreamBody::new(chunks.map_ok(Frame::data)))
    }

    /// The chunks of the body.
    pub fn into_stream(self) -> impl Stream<Item = Result<Bytes, BoxError>> + Send + 'static {
        http_body_util::BodyDataStream::new(self)
    }

    /// The same body with a media type of its own: of a document that names a range such as `image/*`, or any type.
    #[must_use]
    pub fn with_media_type(mut self, media_type: impl Into<String>) -> Self {
        self.1.get_or_insert_default().media_type = Some(media_type.into());
        self
    }

    /// The same body with a name to save it under; an answer sends it as `Content-Disposition` (RFC 6266).
    #[must_use]
    pub fn with_file_name(mut self, name: impl Into<String>) -> Self {
        self.1.get_or_insert_default().file_name = Some(name.into());
        self
    }

    /// The media type that the body came with, or was given.
    pub fn media_type(&self) -> Option<&str> {
        self.1.as_ref()?.media_type.as_deref()
    }

    /// The name to save the body under.
    pub fn file_name(&self) -> Option<&str> {
        self.1.as_ref()?.file_name.as_deref()
    }

    /// The same body with what the headers that it came with say of it.
    pub(crate) fn labelled(mut self, headers: &http::HeaderMap) -> Self {
        let text =
            |name| headers.get(name).and_then(|value: &http::HeaderValue| value.to_str().ok());
        if let Some(media) = text(http::header::CONTENT_TYPE) {
            self = self.with_media_type(media);
        }
        let name = text(http::header::CONTENT_DISPOSITION).and_then(disposition::file_name);
        match name {
            Some(name) => self.with_file_name(name),
            None => self,
        }
    }

    /// The bytes, when the body is in memory already.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match &self.0 {
            Inner::Full(bytes) => Some(bytes.as_deref().unwrap_or_default()),
            Inner::Stream(_) => None,
        }
    }

    /// The bytes that are in memory already; of a stream there are none.
    pub(crate) fn in_memory(&self) -> Bytes {
        match &self.0 {
            Inner::Full(bytes) => bytes.clone().unwrap_or_default(),
            Inner::Stream(_) => Bytes::new(),
        }
    }

    /// Reads the whole body, at most `limit` bytes of it; a longer one is [`TooLarge`].
    ///
    /// An implementation hands its errors on with `map_err(Fault::from_error)`: a body of a request that is too
    /// large then becomes a 413.
    pub async fn collect(self, limit: usize) -> Result<Bytes, BoxError> {
        match self.0 {
            Inner::Full(bytes) => {
                let bytes = bytes.unwrap_or_default();
                if bytes.len() > limit { Err(TooLarge.into()) } else { Ok(bytes) }
            }
            Inner::Stream(stream) => {
                let mut stream = stream.into_inner().unwrap_or_else(PoisonError::into_inner);
                let mut held = BytesMut::new();
                while let Some(frame) = stream.frame().await {
                    if let Ok(chunk) = frame?.into_data() {
                        if held.len() + chunk.len() > limit {
                            return Err(TooLarge.into());
                        }
                        held.extend_from_slice(&chunk);
                    }
                }
                Ok(held.freeze())
            }
        }
    }

    /// The bytes, when the body is in memory; else the body itself.
    #[cfg(feature = "client")]
    pub(crate) fn into_bytes(self) -> Result<Bytes, Self> {
        match self.0 {
            Inner::Full(bytes) => Ok(bytes.unwrap_or_default()),
            Inner::Stream(_) => Err(self),
        }
    }

    /// The same stream, which fails with [`TooLarge`] when it is longer than `limit` bytes.
    #[cfg(feature = "server")]
    pub(crate) fn limited(self, limit: u64) -> Self {
        let mut left = limit;
        Self::from_stream(self.into_stream().map(move |chunk| {
            let chunk = chunk?;
            left = left.checked_sub(chunk.len() as u64).ok_or(TooLarge)?;
            Ok::<_, BoxError>(chunk)
        }))
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::empty()
    }
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(bytes: T) -> Self {
        let bytes = bytes.into();
        Self(Inner::Full((!bytes.is_empty()).then_some(bytes)), None)
    }
}

impl HttpBody for Body {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        match &mut self.get_mut().0 {
            Inner::Full(bytes) => Poll::Ready(bytes.take().map(|bytes| Ok(Frame::data(bytes)))),
            Inner::Stream(stream) => {
                let stream = stream.get_mut().unwrap_or_else(PoisonError::into_inner);
                Pin::new(stream).poll_frame(cx)
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Inner::Full(bytes) => bytes.is_none(),
            Inner::Stream(stream) => {
                stream.lock().unwrap_or_else(PoisonError::into_inner).is_end_stream()
            }
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Inner::Full(bytes) => SizeHint::with_exact(bytes.as_ref().map_or(0, Bytes::len) as u64),
            Inner::Stream(stream) => {
                stream.lock().unwrap_or_else(PoisonError::into_inner).size_hint()
            }
        }
    }
}
