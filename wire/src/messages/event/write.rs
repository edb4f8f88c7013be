//! Writes events: takes their texts, returns a body with one chunk for each event.

use std::fmt::Write as _;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;

use super::format::Framing;
use super::texts::SEPARATOR;
use super::{Event, EventFormat};
use crate::messages::body::{Body, BoxError};
use crate::messages::fault::Fault;

type Texts = Pin<Box<dyn Stream<Item = Result<Event<String>, Fault>> + Send>>;

/// Creates a body of events. The next event is requested after the previous one was sent.
pub(super) fn body(events: Texts, format: EventFormat, keep_alive: Option<Duration>) -> Body {
    let keep_alive = keep_alive.filter(|_| format.framing == Framing::Sse).map(KeepAlive::new);
    Body::from_stream(Chunks { events: Some(events), format, keep_alive })
}

struct Chunks {
    events: Option<Texts>,
    format: EventFormat,
    keep_alive: Option<KeepAlive>,
}

impl Stream for Chunks {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        let Some(events) = &mut this.events else { return Poll::Ready(None) };
        let item = match events.as_mut().poll_next(cx) {
            Poll::Pending => {
                return match this.keep_alive.as_mut().map(|timer| timer.poll(cx)) {
                    Some(Poll::Ready(())) => Poll::Ready(Some(Ok(Bytes::from_static(PING)))),
                    _ => Poll::Pending,
                };
            }
            Poll::Ready(item) => item,
        };
        if let Some(timer) = &mut this.keep_alive {
            timer.rest();
        }
        let framed = match item {
            Some(Ok(event)) => Some(frame(&event, this.format.framing).map_err(BoxError::from)),
            Some(Err(fault)) => Some(Err(fault.into())),
            None => {
                this.events = None;
                let end = this.format.end.map(|mark| Event::new(mark.to_owned()));
                end.map(|end| frame(&end, this.format.framing).map_err(BoxError::from))
            }
        };
        if matches!(framed, Some(Err(_))) {
            this.events = None;
        }
        Poll::Ready(framed)
    }
}

/// An empty comment.
const PING: &[u8] = b": ping\n\n";

/// Measures how long nothing was sent.
struct KeepAlive {
    #[cfg_attr(not(any(feature = "client", feature = "server")), allow(dead_code))]
    every: Duration,
    #[cfg(any(feature = "client", feature = "server"))]
    timer: Option<Pin<Box<tokio::time::Sleep>>>,
}

#[cfg(any(feature = "client", feature = "server"))]
impl KeepAlive {
    fn new(every: Duration) -> Self {
        Self { every, timer: None }
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let every = self.every;
        let timer = self.timer.get_or_insert_with(|| Box::pin(tokio::time::sleep(every)));
        let rung = Future::poll(timer.as_mut(), cx);
        if rung.is_ready() {
            self.timer = None;
        }
        rung
    }

    fn rest(&mut self) {
        self.timer = None;
    }
}

/// Without client or server nothing is sent.
#[cfg(not(any(feature = "client", feature = "server")))]
#[allow(clippy::unused_self)] // as the one above, which needs it
impl KeepAlive {
    fn new(every: Duration) -> Self {
        Self { every }
    }

    fn poll(&mut self, _: &mut Context<'_>) -> Poll<()> {
        Poll::Pending
    }

    fn rest(&mut self) {}
}

/// An event name or id with a line break or null character.
#[derive(Debug)]
struct Unframed(&'static str);

impl std::fmt::Display for Unframed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} of an event contains a line break or a null character", self.0)
    }
}

impl std::error::Error for Unframed {}

fn frame(event: &Event<String>, framing: Framing) -> Result<Bytes, Unframed> {
    match framing {
        Framing::Sse => sse(event),
        Framing::Lines => Ok(Bytes::from(format!("{}\n", event.data))),
        Framing::Sequence => Ok(Bytes::from(format!("{}{}\n", char::from(SEPARATOR), event.data))),
    }
}

/// A line break in a name or id would start a field or an event of its own.
fn sse(event: &Event<String>) -> Result<Bytes, Unframed> {
    let mut out = String::with_capacity(event.data.len() + 16);
    for (field, what, value) in [("event", "the name", &event.name), ("id", "the id", &event.id)] {
        let Some(value) = value else { continue };
        if value.contains(['\r', '\n', '\0']) {
            return Err(Unframed(what));
        }
        // Writing to a `String` cannot fail.
        let _ = writeln!(out, "{field}: {value}");
    }
    if let Some(retry) = event.retry {
        let _ = writeln!(out, "retry: {}", retry.as_millis());
    }
    // A carriage return is a line end in the stream, so that data cannot contain one.
    let data = event.data.replace("\r\n", "\n").replace('\r', "\n");
    for line in data.split('\n') {
        let _ = writeln!(out, "data: {line}");
    }
    out.push('\n');
    Ok(out.into())
}
