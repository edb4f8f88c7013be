//! Streams of typed events: server-sent events (WHATWG HTML, section 9.2), and JSON texts one after the other.
//!
//! A server makes [`Events`] of any stream; a client reads them as they come. What is the same for every type of
//! data, framing and parsing, is in the modules below and not generic.

mod format;
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
#[cfg(feature = "laws")]
pub(crate) use read::texts_of;
pub(crate) use read::{EventReader, Sender};

use crate::messages::body::{Body, BoxError};
use crate::messages::fault::Fault;
use crate::values::codec::{Decode, Encode, Tape, decode_into, to_json, to_text};

/// One event of a stream: its data, and what server-sent events say beside it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Event<T> {
    /// What the event says.
    pub data: T,
    /// Its name, where events of several kinds share a stream.
    pub name: Option<String>,
    /// What a client that comes back names as the last event that it saw.
    pub id: Option<String>,
    /// How long a client should wait before it comes back.
    pub retry: Option<Duration>,
}

impl<T> Event<T> {
    /// An event of data alone.
    pub fn new(data: T) -> Self {
        Self { data, name: None, id: None, retry: None }
    }

    /// The same event with a name.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The same event with an id.
    #[must_use]
    pub fn with_id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// The same event with a time to wait before coming back, told in milliseconds.
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
/// Reading gives each event as soon as it is there, and reads no further than it is asked to. An event that is not
/// what the document says is an error with its JSON pointer, and the stream goes on behind it; any other error is
/// the last item. Dropping the stream ends the exchange.
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
    /// The mutex is never contended: it makes the stream `Sync`, as that of a body does.
    Made(Mutex<Made<T>>),
    Read(Box<EventReader>, fn(&EventReader, Event<String>) -> Result<Event<T>, Fault>),
}

type Made<T> = Pin<Box<dyn Stream<Item = Result<Event<T>, Fault>> + Send>>;

/// What events hold is for their reader alone.
impl<T> fmt::Debug for Events<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Events(stream)")
    }
}

impl<T> Events<T> {
    /// Events of a stream of their data, or of whole events. An error ends the stream: the caller sees that it broke
    /// off, the log sees why.
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

    /// Sends a comment whenever nothing was sent for so long, so that nothing between the two ends takes the
    /// connection for dead. Only server-sent events have comments.
    #[must_use]
    pub fn keep_alive(mut self, every: Duration) -> Self {
        self.keep_alive = Some(every);
        self
    }

    /// The data alone.
    pub fn into_data(self) -> impl Stream<Item = Result<T, Fault>> + Send + 'static
    where
        T: 'static,
    {
        self.map(|event| event.map(|event| event.data))
    }

    /// The last id that the stream named, for the header `Last-Event-ID` of a client that comes back.
    pub fn last_id(&self) -> Option<&str> {
        match &self.source {
            Source::Made(_) => None,
            Source::Read(reader, _) => reader.last_id(),
        }
    }
}

impl<T: Decode> Events<T> {
    /// The events that a body holds.
    pub(crate) fn read(reader: EventReader) -> Self {
        Self { source: Source::Read(Box::new(reader), decode::<T>), keep_alive: None }
    }
}

impl<T: Encode + 'static> Events<T> {
    /// The body that holds the events.
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
    let data = if reader.format().is_text() {
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
    let data = if format.is_text() {
        to_text(&event.data)
    } else {
        String::from_utf8_lossy(&to_json(&event.data)).into_owned()
    };
    event.with_data(data)
}

/// A fault that comes as an error stays what it is.
fn fault(error: BoxError) -> Fault {
    match error.downcast::<Fault>() {
        Ok(fault) => *fault,
        Err(error) => Fault::from_error(error),
    }
}
