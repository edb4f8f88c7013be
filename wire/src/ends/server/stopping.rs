//! Ends the event streams of a server that stops: takes a response, returns one whose stream ends with an error.
//!
//! Without this, an open stream keeps a stopping server running until its deadline. The stream must not end regularly,
//! or the caller would take a part for the whole. A caller of server-sent events gets a comment before the end.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Response, header};
use http_body::{Body as HttpBody, Frame, SizeHint};

use super::Shutdown;
use crate::messages::body::{Body, BoxError};
use crate::messages::media::{self, Codec, Json, MediaType};
use crate::operations::spec::OperationSpec;

/// Ends the stream of `response` when `shutdown` begins, if it is a stream of events.
pub(super) fn end_events(
    operation: &'static OperationSpec,
    response: Response<Body>,
    shutdown: Option<Shutdown>,
) -> Response<Body> {
    let Some(shutdown) = shutdown.filter(|_| response.body().as_bytes().is_none()) else {
        return response;
    };
    let media = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let Some(media) = media.filter(|media| is_events(operation, media)) else { return response };
    let is_sse = MediaType::new(media).as_str().eq_ignore_ascii_case("text/event-stream");
    response.map(|body| {
        let begun = Box::pin(shutdown.into_begun());
        Body::wrap(Events { body, begun, end: if is_sse { End::Comment } else { End::Flush } })
    })
}

fn is_events(operation: &OperationSpec, media: &str) -> bool {
    operation.answers.iter().any(|answer| {
        let chosen = media::choose(answer.contents, media, Json::Any);
        let chosen = chosen.and_then(|at| answer.contents.get(at));
        chosen.is_some_and(|content| content.codec == Codec::Events)
    })
}

/// A stream of events that ends when its server stops.
struct Events {
    body: Body,
    begun: Pin<Box<dyn Future<Output = ()> + Send + Sync>>,
    end: End,
}

/// The next step to end a stream.
enum End {
    Comment,
    /// Gives the connection the time to send what was written: after an error it sends nothing.
    Flush,
    Error,
    Done,
}

/// A comment of server-sent events (WHATWG HTML, section 9.2.6).
const COMMENT: &[u8] = b": the server is stopping\n\n";

impl HttpBody for Events {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let is_first = matches!(self.end, End::Comment | End::Flush);
        if is_first && self.begun.as_mut().poll(cx).is_pending() {
            return Pin::new(&mut self.body).poll_frame(cx);
        }
        match self.end {
            End::Comment => {
                self.end = End::Flush;
                Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(COMMENT)))))
            }
            End::Flush => {
                self.end = End::Error;
                cx.waker().wake_by_ref();
                Poll::Pending
            }
            End::Error => {
                self.end = End::Done;
                Poll::Ready(Some(Err(Stopping.into())))
            }
            End::Done => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self.end, End::Done) || self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::default()
    }
}

/// The error of a stream that ends because its server stops.
#[derive(Debug)]
struct Stopping;

impl fmt::Display for Stopping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the server is stopping")
    }
}

impl std::error::Error for Stopping {}
