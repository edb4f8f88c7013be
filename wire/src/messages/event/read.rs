//! Reads events from a body: takes chunks, returns the text of each event, or a fault that ends the stream.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use http_body::Body as _;

use super::format::Framing;
use super::sse::Sse;
use super::texts::Texts;
use super::{Event, EventFormat};
use crate::messages::body::{Body, BoxError, TooLarge, is_stalled, is_too_large};
use crate::messages::fault::{Fault, FaultKind};
use crate::messages::problem::Problem;
use crate::values::codec::Report;
use crate::values::location::Location;

/// A body of events.
pub(crate) struct EventReader {
    body: Option<Body>,
    chunk: Bytes,
    framer: Framer,
    format: EventFormat,
    /// Maximum size of one event, in bytes.
    limit: usize,
    sender: Sender,
}

/// Who sent the events. Decides what an invalid event means.
pub(crate) enum Sender {
    /// A server, in a response with this status and these headers.
    Server(StatusCode, HeaderMap),
    /// A caller. An invalid event is answered with this status.
    #[cfg_attr(not(feature = "server"), allow(dead_code))] // made by the server alone
    Caller(StatusCode),
}

enum Framer {
    Sse(Sse),
    Texts(Texts),
}

impl Framer {
    fn new(framing: Framing) -> Self {
        match framing {
            Framing::Sse => Self::Sse(Sse::default()),
            Framing::Lines => Self::Texts(Texts::lines()),
            Framing::Sequence => Self::Texts(Texts::records()),
        }
    }

    fn take(&mut self, chunk: &mut Bytes) -> Option<Event<String>> {
        match self {
            Self::Sse(sse) => sse.take(chunk),
            Self::Texts(texts) => texts.take(chunk).map(Event::new),
        }
    }

    /// An event without a final blank line is discarded (WHATWG HTML, section 9.2.6).
    fn finish(&mut self) -> Option<Event<String>> {
        match self {
            Self::Sse(_) => None,
            Self::Texts(texts) => texts.finish().map(Event::new),
        }
    }

    fn buffered(&self) -> usize {
        match self {
            Self::Sse(sse) => sse.buffered(),
            Self::Texts(texts) => texts.buffered(),
        }
    }
}

impl EventReader {
    pub(crate) fn new(body: Body, format: EventFormat, limit: usize, sender: Sender) -> Self {
        let framer = Framer::new(format.framing);
        Self { body: Some(body), chunk: Bytes::new(), framer, format, limit, sender }
    }

    pub(super) fn format(&self) -> EventFormat {
        self.format
    }

    pub(super) fn last_id(&self) -> Option<&str> {
        match &self.framer {
            Framer::Sse(sse) => sse.last_id(),
            Framer::Texts(_) => None,
        }
    }

    /// Polls for the next event. Reads from the body only when all complete events have been returned.
    pub(super) fn poll_event(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Event<String>, Fault>>> {
        loop {
            let Some(body) = &mut self.body else { return Poll::Ready(None) };
            let found = self.framer.take(&mut self.chunk);
            let size = found.as_ref().map_or(self.framer.buffered(), |event| event.data.len());
            if size > self.limit {
                return Poll::Ready(Some(Err(self.end(too_large(&self.sender, self.limit)))));
            }
            if let Some(event) = found {
                if self.format.end == Some(event.data.as_str()) {
                    self.body = None;
                    return Poll::Ready(None);
                }
                return Poll::Ready(Some(Ok(event)));
            }
            match Pin::new(body).poll_frame(cx) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Some(Ok(frame))) => self.chunk = frame.into_data().unwrap_or_default(),
                Poll::Ready(Some(Err(error))) => {
                    let fault = broken(error, &self.sender);
                    return Poll::Ready(Some(Err(self.end(fault))));
                }
                Poll::Ready(None) => return Poll::Ready(self.last()),
            }
        }
    }

    /// Handles the end of the body.
    fn last(&mut self) -> Option<Result<Event<String>, Fault>> {
        self.body = None;
        let last = self.framer.finish();
        match (last, self.format.end) {
            (Some(event), Some(end)) if event.data == end => None,
            (Some(event), None) => Some(Ok(event)),
            (None, None) => None,
            (_, Some(_)) => Some(Err(self.keep(Fault::new(FaultKind::Truncated), Bytes::new()))),
        }
    }

    fn end(&mut self, fault: Fault) -> Fault {
        self.body = None;
        self.keep(fault, Bytes::new())
    }

    fn keep(&self, fault: Fault, body: Bytes) -> Fault {
        match &self.sender {
            Sender::Server(status, headers) => fault.keeping(*status, headers.clone(), body),
            Sender::Caller(_) => fault,
        }
    }

    /// Returns a report, lenient for a response and strict for a request.
    pub(super) fn report(&self) -> Report {
        match self.sender {
            Sender::Server(..) => Report::lenient(),
            Sender::Caller(_) => Report::strict(Location::Body),
        }
    }

    /// Returns the fault of an event that does not match its schema.
    pub(super) fn undecodable(&self, report: Report, data: String) -> Fault {
        let violations = report.into_violations();
        match self.sender {
            Sender::Server(..) => self.keep(Fault::new(FaultKind::Decode(violations)), data.into()),
            Sender::Caller(status) => Fault::problem(Problem::invalid(status, violations)),
        }
    }
}

fn too_large(sender: &Sender, limit: usize) -> Fault {
    match sender {
        Sender::Server(..) => Fault::too_large(limit),
        Sender::Caller(_) => Fault::from_error(TooLarge),
    }
}

/// Returns the fault of a body that failed. A fault from a lower layer is kept.
fn broken(error: BoxError, sender: &Sender) -> Fault {
    match (error.downcast::<Fault>(), sender) {
        (Ok(fault), _) => *fault,
        (Err(error), Sender::Server(..)) => Fault::new(FaultKind::Transport).caused_by(error),
        (Err(error), Sender::Caller(_)) if is_too_large(&*error) || is_stalled(&*error) => {
            Fault::from_error(error)
        }
        (Err(error), Sender::Caller(_)) => {
            let why = "the body could not be read";
            Fault::problem(Problem::new(StatusCode::BAD_REQUEST, why)).caused_by(error)
        }
    }
}

/// Returns the text of all events of a body, for comparison.
#[cfg(feature = "roundtrip")]
pub(crate) fn texts_of(media: &str, body: &Bytes) -> Option<Vec<Event<String>>> {
    let framing = match crate::messages::media::MediaType::new(media).as_str() {
        "text/event-stream" => Framing::Sse,
        "application/json-seq" => Framing::Sequence,
        "application/jsonl" | "application/x-ndjson" => Framing::Lines,
        _ => return None,
    };
    let mut framer = Framer::new(framing);
    let mut chunk = body.clone();
    let mut events: Vec<_> = std::iter::from_fn(|| framer.take(&mut chunk)).collect();
    events.extend(framer.finish());
    Some(events)
}
