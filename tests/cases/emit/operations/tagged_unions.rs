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

    /// `GET /query`
    ///
    /// Returns no content.
    fn by_query(
        &self,
        call: wire::Call<ByQuery, ()>,
    ) -> impl Future<Output = wire::Outcome<ByQuery>> + Send;

    /// `GET /content`
    ///
    /// Returns no content.
    fn by_content(
        &self,
        call: wire::Call<ByContent, ()>,
    ) -> impl Future<Output = wire::Outcome<ByContent>> + Send;

    /// `POST /urlencoded`
    ///
    /// Returns no content.
    fn by_form(
        &self,
        call: wire::Call<ByForm, ()>,
    ) -> impl Future<Output = wire::Outcome<ByForm>> + Send;

    /// `POST /multipart`
    ///
    /// Returns no content.
    fn by_multipart(
        &self,
        call: wire::Call<ByMultipart, ()>,
    ) -> impl Future<Output = wire::Outcome<ByMultipart>> + Send;

    /// `POST /files`
    ///
    /// Returns no content.
    fn by_file(
        &self,
        call: wire::Call<ByFile, ()>,
    ) -> impl Future<Output = wire::Outcome<ByFile>> + Send;

    /// `GET /events`
    ///
    /// Returns a stream of events, each [`types::Signal`](super::super::types::Signal).
    fn events(
        &self,
        call: wire::Call<Events, ()>,
    ) -> impl Future<Output = wire::Outcome<Events>> + Send;
}

/// `GET /query`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ByQuery {
    pub lamp: Option<types::Signal>,
    pub deep: Option<types::Signal>,
}

impl ByQuery {
    const LAMP: wire::Param = wire::Param::query("lamp")
        .shape(wire::Shape::Object(&["decibels", "kind", "watts"]));
    const DEEP: wire::Param = wire::Param::query("deep")
        .style(wire::Style::DeepObject)
        .explode(false)
        .shape(wire::Shape::Object(&["decibels", "kind", "watts"]));

    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_lamp(mut self, lamp: types::Signal) -> Self {
        self.lamp = Some(lamp);
        self
    }

    #[must_use]
    pub fn with_deep(mut self, deep: types::Signal) -> Self {
        self.deep = Some(deep);
        self
    }
}

impl wire::Operation for ByQuery {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "byQuery",
        method: "GET",
        path: "/query",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::LAMP, self.lamp.as_ref());
        to.param(&Self::DEEP, self.deep.as_ref());
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let lamp = from.optional(&Self::LAMP);
        let deep = from.optional(&Self::DEEP);
        Some(Self { lamp: lamp?, deep: deep? })
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

/// `GET /content`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ByContent {
    pub x_signal: Option<types::Signal>,
}

impl ByContent {
    const X_SIGNAL: wire::Param = wire::Param::header("X-Signal")
        .style(wire::Style::Json);

    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_x_signal(mut self, x_signal: types::Signal) -> Self {
        self.x_signal = Some(x_signal);
        self
    }
}

impl wire::Operation for ByContent {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "byContent",
        method: "GET",
        path: "/content",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::X_SIGNAL, self.x_signal.as_ref());
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let x_signal = from.optional(&Self::X_SIGNAL);
        Some(Self { x_signal: x_signal? })
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

/// `POST /urlencoded`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ByForm {
    pub body: types::Signal,
}

impl ByForm {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(body: types::Signal) -> Self {
        Self { body }
    }
}

impl wire::Operation for ByForm {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "byForm",
        method: "POST",
        path: "/urlencoded",
        optional_slash: false,
        body: Some(wire::BodySpec {
            required: true,
            contents: &[
                wire::Content {
                    media: "application/x-www-form-urlencoded",
                    aliases: &[],
                    codec: wire::Codec::Form,
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
        to.form("application/x-www-form-urlencoded", &[], &body);
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = from.form(&[]);
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

/// `POST /multipart`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ByMultipart {
    pub body: types::Signal,
}

impl ByMultipart {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(body: types::Signal) -> Self {
        Self { body }
    }
}

impl wire::Operation for ByMultipart {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "byMultipart",
        method: "POST",
        path: "/multipart",
        optional_slash: false,
        body: Some(wire::BodySpec {
            required: true,
            contents: &[
                wire::Content {
                    media: "multipart/form-data",
                    aliases: &[],
                    codec: wire::Codec::Multipart,
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
        to.multipart(body);
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = from.multipart();
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

/// `POST /files`
#[derive(Debug)]
#[non_exhaustive]
pub struct ByFile {
    pub body: types::Recording,
}

impl ByFile {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(body: types::Recording) -> Self {
        Self { body }
    }
}

impl wire::Operation for ByFile {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "byFile",
        method: "POST",
        path: "/files",
        optional_slash: false,
        body: Some(wire::BodySpec {
            required: true,
            contents: &[
                wire::Content {
                    media: "multipart/form-data",
                    aliases: &[],
                    codec: wire::Codec::Multipart,
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
        to.multipart(body);
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = from.multipart();
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

/// `GET /events`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Events {}

impl Events {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for Events {
    type Output = wire::Events<types::Signal>;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "events",
        method: "GET",
        path: "/events",
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

// ==== src/problems.rs ====

//! Error bodies for requests that the server itself rejects, as the document describes them.

// ==== src/security.rs ====

//! The security schemes of the API.
