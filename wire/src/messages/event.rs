//! Streams of typed events: server-sent events (WHATWG HTML, section 9.2), JSON lines and JSON sequences.
//!
//! A server creates [`Events`] from any stream; a client reads them as they arrive. Framing and parsing are the same
//! for every type of data and live in the modules below, without generics.

mod format;
mod named;
mod read;
mod sse;
mod texts;
mod write;

use std::fmt;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

pub use format::EventFormat;
use futures_core::Stream;
use futures_util::StreamExt as _;
#[cfg(feature = "roundtrip")]
pub(crate) use read::texts_of;
pub(crate) use read::{EventReader, Sender};

use crate::messages::body::{Body, BoxError};
use crate::messages::fault::Fault;
use crate::values::codec::{Decode, Encode, Tape, decode_into, to_json, to_text};

/// An event of a stream: its data, and the fields of server-sent events.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Event<T> {
    /// The payload.
    pub data: T,
    /// The event name (`event:`), for streams with several kinds of events.
    pub name: Option<String>,
    /// The event id (`id:`). A reconnecting client sends it as `Last-Event-ID`.
    pub id: Option<String>,
    /// How long a client should wait before it reconnects (`retry:`).
    pub retry: Option<Duration>,
}

impl<T> Event<T> {
    /// Creates an event with this data and nothing else.
    pub fn new(data: T) -> Self {
        Self { data, name: None, id: None, retry: None }
    }

    /// Sets the name.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sets the id.
    #[must_use]
    pub fn with_id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Sets the reconnection time, sent in milliseconds.
    #[must_use]
    pub fn with_retry(mut self, retry: Duration) -> Self {
        self.retry = Some(retry);
        self
    }

    fn with_data<U>(self, data: U) -> Event<U> {
        Event { data, name: self.name, id: self.id, retry: self.retry }
    }
}

impl<T> From<T> for Event<T> {
    fn from(data: T) -> Self {
        Self::new(data)
    }
}

/// A stream of events.
///
/// When reading, each event is yielded as soon as it is complete, and no further than polled. An event that does not
/// match its schema is yielded as an error with JSON pointers, and the stream continues. Any other error is the last
/// item. Dropping the stream closes the connection.
///
/// # Examples
///
/// ```
/// use counterpart_wire::{Event, Events};
/// use futures_util::stream;
///
/// let words = ["one", "two"].map(|word| Ok::<_, std::io::Error>(word.to_owned()));
/// let events: Events<String> = Events::new(stream::iter(words));
/// let named = stream::iter([Ok::<_, std::io::Error>(Event::new(1).named("count"))]);
/// let counts: Events<i32> = Events::new(named).keep_alive(std::time::Duration::from_secs(15));
/// ```
pub struct Events<T> {
    source: Source<T>,
    keep_alive: Option<Duration>,
}

enum Source<T> {
    /// Makes the stream `Sync`, as in a body. The mutex is never contended.
    Made(Mutex<Made<T>>),
    Read(Box<EventReader>, fn(&EventReader, Event<String>) -> Result<Event<T>, Fault>),
}

type Made<T> = Pin<Box<dyn Stream<Item = Result<Event<T>, Fault>> + Send>>;

/// Does not show any data.
impl<T> fmt::Debug for Events<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Events(stream)")
    }
}

impl<T> Events<T> {
    /// Creates a stream from payloads or from whole events. After an error the connection is closed without a regular
    /// end, and the error is logged.
    pub fn new<S, V, E>(events: S) -> Self
    where
        S: Stream<Item = Result<V, E>> + Send + 'static,
        V: Into<Event<T>>,
        E: Into<BoxError>,
        T: 'static,
    {
        let events = events.map(|item| item.map(Into::into).map_err(|error| fault(error.into())));
        Self { source: Source::Made(Mutex::new(Box::pin(events))), keep_alive: None }
    }

    /// Sends a comment after each interval without events, so that proxies do not close an idle connection. Only
    /// server-sent events have comments.
    #[must_use]
    pub fn keep_alive(mut self, every: Duration) -> Self {
        self.keep_alive = Some(every);
        self
    }

    /// Converts the stream into a stream of payloads.
    pub fn into_data(self) -> impl Stream<Item = Result<T, Fault>> + Send + 'static
    where
        T: 'static,
    {
        self.map(|event| event.map(|event| event.data))
    }

    /// Returns the last event id received, for the `Last-Event-ID` header when reconnecting.
    pub fn last_id(&self) -> Option<&str> {
        match &self.source {
            Source::Made(_) => None,
            Source::Read(reader, _) => reader.last_id(),
        }
    }
}

impl<T: Decode> Events<T> {
    /// Creates the stream that reads a body.
    pub(crate) fn read(reader: EventReader) -> Self {
        Self { source: Source::Read(Box::new(reader), decode::<T>), keep_alive: None }
    }
}

impl<T: Encode + 'static> Events<T> {
    /// Converts the stream into a body.
    pub(crate) fn into_body(self, format: EventFormat) -> Body {
        let keep_alive = self.keep_alive;
        let texts = self.map(move |event| event.map(|event| encode(event, format)));
        write::body(Box::pin(texts), format, keep_alive)
    }
}

impl<T> Stream for Events<T> {
    type Item = Result<Event<T>, Fault>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match &mut self.get_mut().source {
            Source::Made(events) => {
                let events = events.get_mut().unwrap_or_else(PoisonError::into_inner);
                events.as_mut().poll_next(cx)
            }
            Source::Read(reader, decode) => reader
                .poll_event(cx)
                .map(|item| item.map(|event| event.and_then(|event| decode(reader, event)))),
        }
    }
}

fn decode<T: Decode>(reader: &EventReader, event: Event<String>) -> Result<Event<T>, Fault> {
    let mut report = reader.report();
    let data = if let Some(texts) = reader.format().named {
        named::read(texts, &event, &mut report)
    } else if reader.format().is_text() {
        T::decode(Tape::raw(event.data.as_str()).root(), &mut report)
    } else {
        decode_into(event.data.as_bytes(), &mut report)
    };
    match data {
        Some(data) => Ok(event.with_data(data)),
        None => Err(reader.undecodable(report, event.data)),
    }
}

fn encode<T: Encode>(event: Event<T>, format: EventFormat) -> Event<String> {
    if let Some(texts) = format.named {
        let (name, data) = named::write(texts, &event.data);
        return Event { name, ..event.with_data(data) };
    }
    let data = if format.is_text() {
        to_text(&event.data)
    } else {
        String::from_utf8_lossy(&to_json(&event.data)).into_owned()
    };
    event.with_data(data)
}

/// An error that already is a fault is not wrapped again.
fn fault(error: BoxError) -> Fault {
    match error.downcast::<Fault>() {
        Ok(fault) => *fault,
        Err(error) => Fault::from_error(error),
    }
}
