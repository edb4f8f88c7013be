//! The format of an event stream: framing, data encoding and end marker.

/// The format of an event stream.
///
/// # Examples
///
/// ```
/// use counterpart_wire::EventFormat;
///
/// const CHAT: EventFormat = EventFormat::SSE.until("[DONE]");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventFormat {
    pub(super) framing: Framing,
    text: bool,
    /// The names of events with plain text, if the name is a part of the value.
    pub(super) named: Option<&'static [&'static str]>,
    pub(super) end: Option<&'static str>,
}

/// How events are separated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Framing {
    Sse,
    Lines,
    Sequence,
}

impl EventFormat {
    /// Server-sent events (`text/event-stream`) with JSON data.
    pub const SSE: Self = Self::of(Framing::Sse);
    /// One JSON text a line (`application/jsonl`, `application/x-ndjson`).
    pub const LINES: Self = Self::of(Framing::Lines);
    /// JSON texts after record separators (`application/json-seq`, RFC 7464).
    pub const SEQUENCE: Self = Self::of(Framing::Sequence);

    const fn of(framing: Framing) -> Self {
        Self { framing, text: false, named: None, end: None }
    }

    /// Makes the data plain text instead of JSON.
    #[must_use]
    pub const fn text(mut self) -> Self {
        self.text = true;
        self
    }

    /// Makes the name of an event a part of its value: an object with the fields `event` and `data`. The data of the
    /// events `texts` is plain text.
    #[must_use]
    pub const fn by_name(mut self, texts: &'static [&'static str]) -> Self {
        self.named = Some(texts);
        self
    }

    /// Sets the data of the last event. A stream that ends without it is reported as truncated.
    #[must_use]
    pub const fn until(mut self, mark: &'static str) -> Self {
        self.end = Some(mark);
        self
    }

    pub(super) fn is_text(self) -> bool {
        self.text
    }

    /// Returns whether the response must have the media type of the stream. JSON lines are sent under many types,
    /// server-sent events only under their own.
    pub(crate) fn needs_own_media_type(self) -> bool {
        self.framing == Framing::Sse
    }
}
