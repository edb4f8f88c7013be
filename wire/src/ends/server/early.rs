//! Responses that are ready before the body of their request was read: a refusal, or a handler that does not read.
//!
//! In HTTP/1.1 the rest of the body stands before the next request. A server that answers and closes the connection
//! without saying so loses the requests that the client sends next (RFC 9112, section 9.6). So a short rest is read
//! before the response is sent, and the connection stays open. With a longer rest, or a client that waits for
//! `100 Continue`, the response says `Connection: close`. The rest is then read while the response is sent, because
//! closing a socket with unread data discards the response. HTTP/2 resets the stream instead, so nothing is done.
//!
//! A body that stops is an error for its reader, with any protocol.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, Version, header};
use http_body::{Body as HttpBody, Frame, SizeHint};
use http_body_util::BodyExt as _;
use tokio::time::Sleep;

use super::Shutdown;
use crate::messages::body::Stalled;

/// Maximum size of a rest that is read to keep the connection open, in bytes.
const SHORT: u64 = 1024 * 1024;
/// Maximum time to read a short rest. The response waits for it.
const SHORT_TIME: Duration = Duration::from_millis(500);
/// Maximum size of a rest that is read before the connection is closed, in bytes.
const LONG: u64 = 64 * 1024 * 1024;
/// Maximum time to read a rest before the connection is closed.
const LONG_TIME: Duration = Duration::from_secs(30);
/// Maximum time without any data of such a rest.
const LONG_PAUSE: Duration = Duration::from_secs(3);

/// Marks a request whose body is watched already.
#[derive(Debug, Clone, Copy)]
struct IsWatched;

/// Maximum time without any data of a body, where a server does not set it.
pub(super) const PAUSE: Duration = Duration::from_secs(60);

/// Answers a request, and deals with the part of its body that `answer` leaves unread. `pause` is the maximum time
/// without any data of the body.
pub(super) async fn settle<Fut>(
    mut request: Request,
    pause: Duration,
    answer: impl FnOnce(Request) -> Fut,
) -> Response
where
    Fut: Future<Output = Response>,
{
    let is_watched = request.extensions_mut().get::<IsWatched>().is_some();
    if is_watched || request.body().is_end_stream() {
        return answer(request).await;
    }
    let is_http2 = request.version() > Version::HTTP_11;
    request.extensions_mut().insert(IsWatched);
    let waits = expects_continue(request.headers());
    let shutdown = request.extensions().get::<Shutdown>().cloned();
    let state = Arc::new(Mutex::new(State::Unanswered));
    let watched = |body| Watched {
        body: Some(body),
        is_read: false,
        is_http2,
        pause,
        alarm: None,
        state: state.clone(),
        shutdown,
    };
    let response = answer(request.map(|body| Body::new(watched(body)))).await;
    let Some(mut rest) = rest_of(&state) else { return response };
    if response.status() == StatusCode::SWITCHING_PROTOCOLS {
        return response;
    }
    // Reading asks the client for the body that it holds back.
    if rest.is_read || !waits {
        let is_long = rest.body_size() > SHORT;
        let short = tokio::time::timeout(SHORT_TIME, read_off(&mut rest.body, SHORT));
        if !is_long && matches!(short.await, Ok(true)) {
            return response;
        }
    }
    let mut response = response.map(|body| Body::new(Closing { body, rest: Some(rest) }));
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}

fn expects_continue(headers: &HeaderMap) -> bool {
    let expect = headers.get_all(header::EXPECT).iter();
    expect.map(HeaderValue::as_bytes).any(|value| value.eq_ignore_ascii_case(b"100-continue"))
}

/// Returns the unread rest of a body, unless the body was read or is still in use. From now on the response is known.
fn rest_of(state: &Mutex<State>) -> Option<Rest> {
    let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
    match std::mem::replace(&mut *state, State::Answered) {
        State::Left(rest) => Some(rest),
        State::Unanswered | State::Answered => None,
    }
}

/// Reads and discards at most `size` bytes. Returns whether that was all, and the body is intact.
async fn read_off(body: &mut Body, size: u64) -> bool {
    let mut left = size;
    while let Some(frame) = body.frame().await {
        let Ok(frame) = frame else { return false };
        let length = frame.data_ref().map_or(0, |chunk| chunk.len() as u64);
        match left.checked_sub(length) {
            Some(less) => left = less,
            None => return false,
        }
    }
    true
}

/// Where the body of a request is.
#[derive(Debug)]
enum State {
    /// In use, or read to its end.
    Unanswered,
    /// Dropped before its end, and before the response.
    Left(Rest),
    /// The response is known.
    Answered,
}

/// The unread rest of a body.
#[derive(Debug)]
struct Rest {
    body: Body,
    /// Whether reading began.
    is_read: bool,
    shutdown: Option<Shutdown>,
}

impl Rest {
    /// Returns the number of bytes that are known to follow.
    fn body_size(&self) -> u64 {
        self.body.size_hint().lower()
    }

    /// Reads the rest while the connection closes. When this ends, the server closes it at once.
    fn linger(mut self) {
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        runtime.spawn(async move {
            let shutdown = self.shutdown.take();
            let reading = tokio::time::timeout(LONG_TIME, async {
                let mut left = LONG;
                loop {
                    let frame = tokio::time::timeout(LONG_PAUSE, self.body.frame()).await;
                    let Ok(Some(Ok(frame))) = frame else { return };
                    let length = frame.data_ref().map_or(0, |chunk| chunk.len() as u64);
                    let Some(less) = left.checked_sub(length) else { return };
                    left = less;
                }
            });
            let stopping = async {
                match shutdown {
                    Some(shutdown) => shutdown.begun().await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                _ = reading => {}
                () = stopping => {}
            }
        });
    }
}

/// The body of a request. It fails when it stops. When it is dropped before its end, its rest is kept.
struct Watched {
    body: Option<Body>,
    is_read: bool,
    is_http2: bool,
    pause: Duration,
    /// Goes off when the body stopped for too long.
    alarm: Option<Pin<Box<Sleep>>>,
    state: Arc<Mutex<State>>,
    shutdown: Option<Shutdown>,
}

impl HttpBody for Watched {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let this = &mut *self;
        this.is_read = true;
        let Some(body) = &mut this.body else { return Poll::Ready(None) };
        let Poll::Ready(frame) = Pin::new(body).poll_frame(cx) else {
            let pause = this.pause;
            let alarm = this.alarm.get_or_insert_with(|| Box::pin(tokio::time::sleep(pause)));
            std::task::ready!(alarm.as_mut().poll(cx));
            this.leave();
            return Poll::Ready(Some(Err(axum::Error::new(Stalled))));
        };
        this.alarm = None;
        if !matches!(frame, Some(Ok(_))) {
            this.body = None;
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.as_ref().is_none_or(HttpBody::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.body.as_ref().map_or_else(|| SizeHint::with_exact(0), HttpBody::size_hint)
    }
}

impl Watched {
    /// Hands the rest of the body over to the code that sends the response.
    fn leave(&mut self) {
        let Some(body) = self.body.take().filter(|body| !body.is_end_stream()) else { return };
        if self.is_http2 {
            return;
        }
        let rest = Rest { body, is_read: self.is_read, shutdown: self.shutdown.take() };
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match *state {
            State::Answered => rest.linger(),
            State::Unanswered | State::Left(_) => *state = State::Left(rest),
        }
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        self.leave();
    }
}

/// The body of a response after which the connection closes.
struct Closing {
    body: Body,
    rest: Option<Rest>,
}

impl HttpBody for Closing {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        // The head of the response is written: reading no longer makes the server send `100 Continue`.
        if let Some(rest) = self.rest.take() {
            rest.linger();
        }
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Closing {
    fn drop(&mut self) {
        if let Some(rest) = self.rest.take() {
            rest.linger();
        }
    }
}
