//! How a media type frames its events, as generated code says it.

/// The form of a stream of events.
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
    pub(super) end: Option<&'static str>,
}

/// What stands around the data of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Framing {
    Sse,
    Lines,
    Sequence,
}

impl EventFormat {
    /// Server-sent events (`text/event-stream`), whose data is JSON.
    pub const SSE: Self = Self::of(Framing::Sse);
    /// A JSON text a line (`application/jsonl`, `application/x-ndjson`).
    pub const LINES: Self = Self::of(Framing::Lines);
    /// JSON texts behind record separators (`application/json-seq`, RFC 7464).
    pub const SEQUENCE: Self = Self::of(Framing::Sequence);

    const fn of(framing: Framing) -> Self {
        Self { framing, text: false, end: None }
    }

    /// The same form with data that is text as it is, not JSON.
    #[must_use]
    pub const fn text(mut self) -> Self {
        self.text = true;
        self
    }

    /// The same form with an event of this data at its end. A stream that ends without it was cut.
    #[must_use]
    pub const fn until(mut self, mark: &'static str) -> Self {
        self.end = Some(mark);
        self
    }

    pub(super) fn is_text(self) -> bool {
        self.text
    }

    /// Whether an answer of a media type that is no stream can still hold this form. JSON lines come under many
    /// types; server-sent events under their own alone.
    pub(crate) fn is_told_by_type(self) -> bool {
        self.framing == Framing::Sse
    }
}
