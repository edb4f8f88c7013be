// ==== src/operations/default.rs ====

//! The operations of the tag `default`.

use counterpart_wire as wire;
use crate::types;

/// The operations of this tag.
///
/// Implement this trait to serve the API. The generated `Client` implements it as well.
pub trait DefaultApi: Send + Sync + 'static {
    /// The authenticated caller, as returned by the authenticator of the server.
    type Principal: Send + Sync + 'static;

    /// `GET /text`
    ///
    /// Returns a stream of events, each a string.
    fn text(
        &self,
        call: wire::Call<Text, ()>,
    ) -> impl Future<Output = wire::Outcome<Text>> + Send;

    /// `GET /nothing`
    ///
    /// Returns a stream of events, each a string.
    fn nothing(
        &self,
        call: wire::Call<Nothing, ()>,
    ) -> impl Future<Output = wire::Outcome<Nothing>> + Send;

    /// `GET /kind`
    ///
    /// Returns a stream of events, each [`types::Kind`](super::super::types::Kind). Text of a list.
    fn kind(
        &self,
        call: wire::Call<Kind, ()>,
    ) -> impl Future<Output = wire::Outcome<Kind>> + Send;

    /// `GET /data`
    ///
    /// Returns a stream of events, each [`types::Piece`](super::super::types::Piece). The data of an event.
    fn data(
        &self,
        call: wire::Call<Data, ()>,
    ) -> impl Future<Output = wire::Outcome<Data>> + Send;

    /// `GET /plain`
    ///
    /// Returns a stream of events, each [`types::Plain200ResponseEvent`](super::super::types::Plain200ResponseEvent).
    /// It only looks like an event.
    fn plain(
        &self,
        call: wire::Call<Plain, ()>,
    ) -> impl Future<Output = wire::Outcome<Plain>> + Send;

    /// `GET /whole`
    ///
    /// Returns a stream of events, each [`types::Piece`](super::super::types::Piece).
    fn whole(
        &self,
        call: wire::Call<Whole, ()>,
    ) -> impl Future<Output = wire::Outcome<Whole>> + Send;

    /// `GET /held`
    ///
    /// Returns a stream of events, each [`types::Piece`](super::super::types::Piece). An event with JSON in its text.
    fn held(
        &self,
        call: wire::Call<Held, ()>,
    ) -> impl Future<Output = wire::Outcome<Held>> + Send;

    /// `GET /branches`
    ///
    /// Returns a stream of events, each
    /// [`types::Branches200ResponseEvent`](super::super::types::Branches200ResponseEvent). Events told apart by their
    /// names.
    fn branches(
        &self,
        call: wire::Call<Branches, ()>,
    ) -> impl Future<Output = wire::Outcome<Branches>> + Send;

    /// `GET /list`
    ///
    /// Returns a stream of events, each an integer. All of them.
    fn list(
        &self,
        call: wire::Call<List, ()>,
    ) -> impl Future<Output = wire::Outcome<List>> + Send;

    /// `GET /lines`
    ///
    /// Returns a stream of events, each [`types::Piece`](super::super::types::Piece). A line each.
    fn lines(
        &self,
        call: wire::Call<Lines, ()>,
    ) -> impl Future<Output = wire::Outcome<Lines>> + Send;

    /// `GET /sequence`
    ///
    /// Returns a stream of events, each
    /// [`types::Sequence200ResponseEvent`](super::super::types::Sequence200ResponseEvent). A record each.
    fn sequence(
        &self,
        call: wire::Call<Sequence, ()>,
    ) -> impl Future<Output = wire::Outcome<Sequence>> + Send;

    /// `POST /up`
    ///
    /// Returns no content.
    fn up(
        &self,
        call: wire::Call<Up, ()>,
    ) -> impl Future<Output = wire::Outcome<Up>> + Send;
}

/// `GET /text`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Text {}

impl Text {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for Text {
    type Output = wire::Events<String>;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "text",
        method: "GET",
        path: "/text",
        optional_slash: false,
        body: None,
        answers: &[
            wire::AnswerSpec {
                status: wire::Status::Code(200),
                contents: &[
                    wire::Content {
                        media: "text/event-stream",
                        aliases: &[],
                        codec: wire::Codec::Events,
                    },
                ],
            },
        ],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, _to: &mut wire::RequestWriter) {}

    fn read(_from: &mut wire::RequestReader) -> Option<Self> {
        Some(Self {})
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(body) => {
                wire::respond::events(
                    200,
                    "text/event-stream",
                    wire::EventFormat::SSE.text(),
                    body,
                )
            }
            Err(error) => match error {}
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            200 => from.events(wire::EventFormat::SSE.text()).map(Ok),
            _ => Err(from.unexpected()),
        }
    }
}

/// `GET /nothing`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Nothing {}

impl Nothing {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for Nothing {
    type Output = wire::Events<String>;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "nothing",
        method: "GET",
        path: "/nothing",
        optional_slash: false,
        body: None,
        answers: &[
            wire::AnswerSpec {
                status: wire::Status::Code(200),
                contents: &[
                    wire::Content {
                        media: "text/event-stream",
                        aliases: &[],
                        codec: wire::Codec::Events,
                    },
                ],
            },
        ],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, _to: &mut wire::RequestWriter) {}

    fn read(_from: &mut wire::RequestReader) -> Option<Self> {
        Some(Self {})
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(body) => {
                wire::respond::events(
                    200,
                    "text/event-stream",
                    wire::EventFormat::SSE.text(),
                    body,
                )
            }
            Err(error) => match error {}
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            200 => from.events(wire::EventFormat::SSE.text()).map(Ok),
            _ => Err(from.unexpected()),
        }
    }
}

/// `GET /kind`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Kind {}

impl Kind {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for Kind {
    type Output = wire::Events<types::Kind>;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "kind",
        method: "GET",
        path: "/kind",
        optional_slash: false,
        body: None,
        answers: &[
            wire::AnswerSpec {
                status: wire::Status::Code(200),
                contents: &[
                    wire::Content {
                        media: "text/event-stream",
                        aliases: &[],
                        codec: wire::Codec::Events,
                    },
                ],
            },
        ],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, _to: &mut wire::RequestWriter) {}

    fn read(_from: &mut wire::RequestReader) -> Option<Self> {
        Some(Self {})
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(body) => {
                wire::respond::events(
                    200,
                    "text/event-stream",
                    wire::EventFormat::SSE.text(),
                    body,
                )
            }
            Err(error) => match error {}
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            200 => from.events(wire::EventFormat::SSE.text()).map(Ok),
            _ => Err(from.unexpected()),
        }
    }
}

/// `GET /data`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Data {}

impl Data {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for Data {
    type Output = wire::Events<types::Piece>;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "data",
        method: "GET",
        path: "/data",
        optional_slash: false,
        body: None,
        answers: &[
            wire::AnswerSpec {
                status: wire::Status::Code(200),
                contents: &[
                    wire::Content {
                        media: "text/event-stream",
                        aliases: &[],
                        codec: wire::Codec::Events,
                    },
                ],
            },
        ],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, _to: &mut wire::RequestWriter) {}

    fn read(_from: &mut wire::RequestReader) -> Option<Self> {
        Some(Self {})
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(body) => {
                wire::respond::events(
                    200,
                    "text/event-stream",
                    wire::EventFormat::SSE.until("[DONE]"),
                    body,
                )
            }
            Err(error) => match error {}
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            200 => from.events(wire::EventFormat::SSE.until("[DONE]")).map(Ok),
            _ => Err(from.unexpected()),
        }
    }
}

/// `GET /plain`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Plain {}

impl Plain {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for Plain {
    type Output = wire::Events<types::Plain200ResponseEvent>;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "plain",
        method: "GET",
        path: "/plain",
        optional_slash: false,
        body: None,
        answers: &[
            wire::AnswerSpec {
                status: wire::Status::Code(200),
                contents: &[
                    wire::Content {
                        media: "text/event-stream",
                        aliases: &[],
                        codec: wire::Codec::Events,
                    },
                ],
            },
        ],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, _to: &mut wire::RequestWriter) {}

    fn read(_from: &mut wire::RequestReader) -> Option<Self> {
        Some(Self {})
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(body) => {
                wire::respond::events(
                    200,
                    "text/event-stream",
                    wire::EventFormat::SSE,
                    body,
                )
            }
            Err(error) => match error {}
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            200 => from.events(wire::EventFormat::SSE).map(Ok),
            _ => Err(from.unexpected()),
        }
    }
}

/// `GET /whole`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Whole {}

impl Whole {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for Whole {
    type Output = wire::Events<types::Piece>;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "whole",
        method: "GET",
        path: "/whole",
        optional_slash: false,
        body: None,
        answers: &[
            wire::AnswerSpec {
                status: wire::Status::Code(200),
                contents: &[
                    wire::Content {
                        media: "text/event-stream",
                        aliases: &[],
                        codec: wire::Codec::Events,
                    },
                ],
            },
        ],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, _to: &mut wire::RequestWriter) {}

    fn read(_from: &mut wire::RequestReader) -> Option<Self> {
        Some(Self {})
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(body) => {
                wire::respond::events(
                    200,
                    "text/event-stream",
                    wire::EventFormat::SSE,
                    body,
                )
            }
            Err(error) => match error {}
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            200 => from.events(wire::EventFormat::SSE).map(Ok),
            _ => Err(from.unexpected()),
        }
    }
}

/// `GET /held`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Held {}

impl Held {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for Held {
    type Output = wire::Events<types::Piece>;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "held",
        method: "GET",
        path: "/held",
        optional_slash: false,
        body: None,
        answers: &[
            wire::AnswerSpec {
                status: wire::Status::Code(200),
                contents: &[
                    wire::Content {
                        media: "text/event-stream",
                        aliases: &[],
                        codec: wire::Codec::Events,
                    },
                ],
            },
        ],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, _to: &mut wire::RequestWriter) {}

    fn read(_from: &mut wire::RequestReader) -> Option<Self> {
        Some(Self {})
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(body) => {
                wire::respond::events(
                    200,
                    "text/event-stream",
                    wire::EventFormat::SSE,
                    body,
                )
            }
            Err(error) => match error {}
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            200 => from.events(wire::EventFormat::SSE).map(Ok),
            _ => Err(from.unexpected()),
        }
    }
}

/// `GET /branches`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Branches {}

impl Branches {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for Branches {
    type Output = wire::Events<types::Branches200ResponseEvent>;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "branches",
        method: "GET",
        path: "/branches",
        optional_slash: false,
        body: None,
        answers: &[
            wire::AnswerSpec {
                status: wire::Status::Code(200),
                contents: &[
                    wire::Content {
                        media: "text/event-stream",
                        aliases: &[],
                        codec: wire::Codec::Events,
                    },
                ],
            },
        ],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, _to: &mut wire::RequestWriter) {}

    fn read(_from: &mut wire::RequestReader) -> Option<Self> {
        Some(Self {})
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(body) => {
                wire::respond::events(
                    200,
                    "text/event-stream",
                    wire::EventFormat::SSE.by_name(&["add", "remove"]),
                    body,
                )
            }
            Err(error) => match error {}
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            200 => {
                from.events(wire::EventFormat::SSE.by_name(&["add", "remove"])).map(Ok)
            }
            _ => Err(from.unexpected()),
        }
    }
}

/// `GET /list`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct List {}

impl List {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for List {
    type Output = wire::Events<i64>;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "list",
        method: "GET",
        path: "/list",
        optional_slash: false,
        body: None,
        answers: &[
            wire::AnswerSpec {
                status: wire::Status::Code(200),
                contents: &[
                    wire::Content {
                        media: "text/event-stream",
                        aliases: &[],
                        codec: wire::Codec::Events,
                    },
                ],
            },
        ],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, _to: &mut wire::RequestWriter) {}

    fn read(_from: &mut wire::RequestReader) -> Option<Self> {
        Some(Self {})
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(body) => {
                wire::respond::events(
                    200,
                    "text/event-stream",
                    wire::EventFormat::SSE,
                    body,
                )
            }
            Err(error) => match error {}
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            200 => from.events(wire::EventFormat::SSE).map(Ok),
            _ => Err(from.unexpected()),
        }
    }
}

/// `GET /lines`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Lines {}

impl Lines {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for Lines {
    type Output = wire::Events<types::Piece>;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "lines",
        method: "GET",
        path: "/lines",
        optional_slash: false,
        body: None,
        answers: &[
            wire::AnswerSpec {
                status: wire::Status::Code(200),
                contents: &[
                    wire::Content {
                        media: "application/x-ndjson",
                        aliases: &[],
                        codec: wire::Codec::Events,
                    },
                ],
            },
        ],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, _to: &mut wire::RequestWriter) {}

    fn read(_from: &mut wire::RequestReader) -> Option<Self> {
        Some(Self {})
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(body) => {
                wire::respond::events(
                    200,
                    "application/x-ndjson",
                    wire::EventFormat::LINES,
                    body,
                )
            }
            Err(error) => match error {}
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            200 => from.events(wire::EventFormat::LINES).map(Ok),
            _ => Err(from.unexpected()),
        }
    }
}

/// `GET /sequence`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Sequence {}

impl Sequence {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for Sequence {
    type Output = wire::Events<types::Sequence200ResponseEvent>;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "sequence",
        method: "GET",
        path: "/sequence",
        optional_slash: false,
        body: None,
        answers: &[
            wire::AnswerSpec {
                status: wire::Status::Code(200),
                contents: &[
                    wire::Content {
                        media: "application/json-seq",
                        aliases: &[],
                        codec: wire::Codec::Events,
                    },
                ],
            },
        ],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, _to: &mut wire::RequestWriter) {}

    fn read(_from: &mut wire::RequestReader) -> Option<Self> {
        Some(Self {})
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(body) => {
                wire::respond::events(
                    200,
                    "application/json-seq",
                    wire::EventFormat::SEQUENCE,
                    body,
                )
            }
            Err(error) => match error {}
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            200 => from.events(wire::EventFormat::SEQUENCE).map(Ok),
            _ => Err(from.unexpected()),
        }
    }
}

/// `POST /up`
#[derive(Debug)]
#[non_exhaustive]
pub struct Up {
    pub body: wire::Events<types::UpBodyEvent>,
}

impl Up {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(body: wire::Events<types::UpBodyEvent>) -> Self {
        Self { body }
    }
}

impl wire::Operation for Up {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "up",
        method: "POST",
        path: "/up",
        optional_slash: false,
        body: Some(wire::BodySpec {
            required: false,
            contents: &[
                wire::Content {
                    media: "application/jsonl",
                    aliases: &[],
                    codec: wire::Codec::Events,
                },
            ],
        }),
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        let body = self.body;
        to.events("application/jsonl", wire::EventFormat::LINES, body);
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = from.events(wire::EventFormat::LINES);
        Some(Self { body: body? })
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(()) => wire::respond::empty(204),
            Err(error) => match error {}
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            204 => from.empty().map(Ok),
            _ => Err(from.unexpected()),
        }
    }
}

// ==== src/problems.rs ====

//! Error bodies for requests that the server itself rejects, as the document describes them.

// ==== src/security.rs ====

//! The security schemes of the API.
