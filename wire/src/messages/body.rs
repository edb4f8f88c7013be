//! Bodies of requests and responses: bytes in memory, or a stream.

use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
#[cfg(feature = "server")]
use futures_util::StreamExt as _;
use futures_util::TryStreamExt as _;
use http::HeaderValue;
use http_body::{Body as HttpBody, Frame, SizeHint};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt as _, StreamBody};

use crate::messages::disposition;
use crate::messages::media::{MediaType, parameter};

/// Any error, boxed, as tower and http-body use it.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A request or response body: bytes in memory or a stream.
///
/// A stream is read on demand and never held in memory as a whole. `Debug` shows the length only, since a body may
/// contain secrets.
pub struct Body(Inner, Option<Box<Label>>);

/// Media type and file name of a body, where the OpenAPI document leaves them open.
#[derive(Debug, Clone, Default)]
struct Label {
    media_type: Option<String>,
    file_name: Option<String>,
}

enum Inner {
    Full(Option<Bytes>),
    /// Makes the body `Sync`, so that a reference to a request may live across an `await`. The mutex is never
    /// contended.
    Stream(Mutex<UnsyncBoxBody<Bytes, BoxError>>),
}

/// Shows the length only.
impl std::fmt::Debug for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.as_bytes() {
            Some(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            None => f.write_str("Body(stream)"),
        }
    }
}

/// A body exceeds the size limit of its reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLarge;

impl std::fmt::Display for TooLarge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the body is too large")
    }
}

impl std::error::Error for TooLarge {}

/// The sender of a body paused for too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stalled;

impl std::fmt::Display for Stalled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("no more of the body arrived in time")
    }
}

impl std::error::Error for Stalled {}

/// Returns whether an error is, or was caused by, [`Stalled`].
pub(crate) fn is_stalled(error: &(dyn std::error::Error + 'static)) -> bool {
    std::iter::successors(Some(error), |error| error.source())
        .any(<dyn std::error::Error>::is::<Stalled>)
}

/// Returns whether an error is, or was caused by, [`TooLarge`].
pub(crate) fn is_too_large(error: &(dyn std::error::Error + 'static)) -> bool {
    std::iter::successors(Some(error), |error| error.source())
        .any(<dyn std::error::Error>::is::<TooLarge>)
}

impl Body {
    /// Creates an empty body.
    pub fn empty() -> Self {
        Self(Inner::Full(None), None)
    }

    /// Wraps any [`http_body::Body`].
    pub fn wrap<B>(body: B) -> Self
    where
        B: HttpBody<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        Self(Inner::Stream(Mutex::new(body.map_err(Into::into).boxed_unsync())), None)
    }

    /// Creates a body from a stream of chunks.
    pub fn from_stream<S, E>(chunks: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<BoxError> + 'static,
    {
        Self::wrap(StreamBody::new(chunks.map_ok(Frame::data)))
    }

    /// Converts the body into a stream of chunks.
    pub fn into_stream(self) -> impl Stream<Item = Result<Bytes, BoxError>> + Send + 'static {
        http_body_util::BodyDataStream::new(self)
    }

    /// Sets the media type, where the OpenAPI document has a range such as `image/*` or no type.
    #[must_use]
    pub fn with_media_type(mut self, media_type: impl Into<String>) -> Self {
        self.1.get_or_insert_default().media_type = Some(media_type.into());
        self
    }

    /// Sets the file name. In a response it is sent as `Content-Disposition` (RFC 6266).
    #[must_use]
    pub fn with_file_name(mut self, name: impl Into<String>) -> Self {
        self.1.get_or_insert_default().file_name = Some(name.into());
        self
    }

    /// Returns the media type that was received or set.
    pub fn media_type(&self) -> Option<&str> {
        self.1.as_ref()?.media_type.as_deref()
    }

    /// Returns the file name that was received or set.
    pub fn file_name(&self) -> Option<&str> {
        self.1.as_ref()?.file_name.as_deref()
    }

    /// Sets media type and file name from the headers that came with the body.
    pub(crate) fn labelled(mut self, headers: &http::HeaderMap) -> Self {
        let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
        if let Some(media) = text(http::header::CONTENT_TYPE) {
            self = self.with_media_type(media);
        }
        let name = text(http::header::CONTENT_DISPOSITION).and_then(disposition::file_name);
        match name {
            Some(name) => self.with_file_name(name),
            None => self,
        }
    }

    /// Returns the media type to send the body with: the documented one, or its own if that `is_open`. A multipart body
    /// always has its boundary (RFC 2046, section 5.1.1).
    pub(crate) fn sent_type(
        &self,
        documented: &'static str,
        is_open: bool,
    ) -> Result<HeaderValue, String> {
        let is_same = |own: &&str| MediaType::new(own).is(MediaType::new(documented));
        let multipart = |media: &str| {
            media.get(..10).is_some_and(|start| start.eq_ignore_ascii_case("multipart/"))
        };
        let has_boundary = |media: &str| parameter(media, "boundary").is_some();
        // Parameters such as a boundary belong to the documented type.
        let own = self.media_type();
        let own =
            own.filter(|own| is_open || (is_same(own) && multipart(own) && has_boundary(own)));
        let media = own.unwrap_or(documented);
        let value = if !multipart(media) || has_boundary(media) {
            HeaderValue::from_str(media)
        } else {
            let boundary = self.boundary().ok_or_else(|| {
                format!(
                    "a body of type {media} needs its boundary: set it with `Body::with_media_type`"
                )
            })?;
            HeaderValue::from_str(&format!("{media}; boundary=\"{boundary}\""))
        };
        value.map_err(|_| "the media type of the body is not a valid header value".to_owned())
    }

    /// Returns the boundary of a multipart body in memory: its first line that begins with two hyphens.
    fn boundary(&self) -> Option<&str> {
        let text = self.as_bytes()?.split(|byte| *byte == b'\n');
        let mut lines = text.map(|line| line.strip_suffix(b"\r").unwrap_or(line));
        let first = lines.find_map(|line| line.strip_prefix(b"--"))?;
        let is_boundary =
            |byte: &u8| byte.is_ascii_alphanumeric() || b"'()+_,-./:=? ".contains(byte);
        let boundary = std::str::from_utf8(first).ok()?;
        let boundary = boundary.strip_suffix("--").unwrap_or(boundary).trim_end();
        let is_valid =
            (1..=70).contains(&boundary.len()) && boundary.bytes().all(|it| is_boundary(&it));
        is_valid.then_some(boundary)
    }

    /// Returns the bytes if the body is in memory.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match &self.0 {
            Inner::Full(bytes) => Some(bytes.as_deref().unwrap_or_default()),
            Inner::Stream(_) => None,
        }
    }

    /// Returns the bytes in memory; none for a stream.
    pub(crate) fn in_memory(&self) -> Bytes {
        match &self.0 {
            Inner::Full(bytes) => bytes.clone().unwrap_or_default(),
            Inner::Stream(_) => Bytes::new(),
        }
    }

    /// Reads the whole body into memory.
    ///
    /// # Errors
    ///
    /// Fails with [`TooLarge`] if the body has more than `limit` bytes, or with the error of its stream. In a server,
    /// pass the error on with `map_err(Fault::from_error)`: a request body that is too large is then answered with
    /// 413.
    ///
    /// # Examples
    ///
    /// ```
    /// use counterpart_wire::Body;
    /// use counterpart_wire::body::TooLarge;
    ///
    /// # futures_util::future::FutureExt::now_or_never(async {
    /// assert_eq!(&Body::from("hello").collect(5).await.unwrap()[..], b"hello");
    /// assert!(Body::from("hello").collect(4).await.unwrap_err().is::<TooLarge>());
    /// # }).unwrap();
    /// ```
    pub async fn collect(self, limit: usize) -> Result<Bytes, BoxError> {
        match self.0 {
            Inner::Full(bytes) => {
                let bytes = bytes.unwrap_or_default();
                if bytes.len() > limit { Err(TooLarge.into()) } else { Ok(bytes) }
            }
            Inner::Stream(stream) => {
                let mut stream = stream.into_inner().unwrap_or_else(PoisonError::into_inner);
                let mut held = Vec::new();
                while let Some(frame) = stream.frame().await {
                    if let Ok(chunk) = frame?.into_data() {
                        if held.len() + chunk.len() > limit {
                            return Err(TooLarge.into());
                        }
                        let announced = stream.size_hint().exact().unwrap_or_default();
                        reserve(&mut held, chunk.len(), announced, limit);
                        held.extend_from_slice(&chunk);
                    }
                }
                held.shrink_to_fit();
                Ok(held.into())
            }
        }
    }

    /// Returns the bytes if the body is in memory, else the body itself.
    #[cfg(feature = "client")]
    pub(crate) fn into_bytes(self) -> Result<Bytes, Self> {
        match self.0 {
            Inner::Full(bytes) => Ok(bytes.unwrap_or_default()),
            Inner::Stream(_) => Err(self),
        }
    }

    /// Limits a stream: it fails with [`TooLarge`] after `limit` bytes.
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

/// The most memory that is reserved for what is only announced, in bytes.
const FIRST: usize = 1024 * 1024;

/// Makes room for a chunk, and for more chunks: as much as is announced, without trust in a length that was not sent.
fn reserve(held: &mut Vec<u8>, chunk: usize, announced: u64, limit: usize) {
    if held.capacity() - held.len() >= chunk {
        return;
    }
    let announced = usize::try_from(announced).unwrap_or(limit).min(limit - held.len() - chunk);
    let most = FIRST.max(held.len() + chunk);
    let more = if announced > 0 { announced.min(most) } else { held.len() / 2 };
    held.reserve_exact(chunk + more);
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
