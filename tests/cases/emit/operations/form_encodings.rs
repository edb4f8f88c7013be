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

    /// `POST /search`
    ///
    /// Returns no content.
    fn search(
        &self,
        call: wire::Call<Search, ()>,
    ) -> impl Future<Output = wire::Outcome<Search>> + Send;

    /// `POST /labels`
    ///
    /// Returns no content.
    fn label(
        &self,
        call: wire::Call<Label, ()>,
    ) -> impl Future<Output = wire::Outcome<Label>> + Send;
}

/// `POST /search`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Search {
    pub body: types::Search,
}

impl Search {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(body: types::Search) -> Self {
        Self { body }
    }
}

impl wire::Operation for Search {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "search",
        method: "POST",
        path: "/search",
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
        to.form(
            "application/x-www-form-urlencoded",
            &[
                wire::Param::query("repeated").shape(wire::Shape::List),
                wire::Param::query("joined")
                    .explode(false)
                    .shape(wire::Shape::List)
                    .no_commas(),
                wire::Param::query("spaces")
                    .style(wire::Style::SpaceDelimited)
                    .explode(false)
                    .shape(wire::Shape::List),
                wire::Param::query("deep")
                    .style(wire::Style::DeepObject)
                    .shape(wire::Shape::Object(&["x", "y"])),
                wire::Param::query("spread").shape(wire::Shape::Object(&["x", "y"])),
                wire::Param::query("plain").style(wire::Style::Json),
                wire::Param::query("reserved").reserved(),
                wire::Param::query("listed")
                    .style(wire::Style::Json)
                    .shape(wire::Shape::List),
            ],
            &body,
        );
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = from
            .form(
                &[
                    wire::Param::query("repeated").shape(wire::Shape::List),
                    wire::Param::query("joined")
                        .explode(false)
                        .shape(wire::Shape::List)
                        .no_commas(),
                    wire::Param::query("spaces")
                        .style(wire::Style::SpaceDelimited)
                        .explode(false)
                        .shape(wire::Shape::List),
                    wire::Param::query("deep")
                        .style(wire::Style::DeepObject)
                        .shape(wire::Shape::Object(&["x", "y"])),
                    wire::Param::query("spread").shape(wire::Shape::Object(&["x", "y"])),
                    wire::Param::query("plain").style(wire::Style::Json),
                    wire::Param::query("reserved").reserved(),
                    wire::Param::query("listed")
                        .style(wire::Style::Json)
                        .shape(wire::Shape::List),
                ],
            );
        let request = Self { body: body? };
        from.check(|checks| {
            wire::Validate::validate(&request.body, checks);
        })?;
        Some(request)
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

/// `POST /labels`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Label {
    pub body: types::Labelled,
}

impl Label {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(body: types::Labelled) -> Self {
        Self { body }
    }
}

impl wire::Operation for Label {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "label",
        method: "POST",
        path: "/labels",
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
        to.form(
            "application/x-www-form-urlencoded",
            &[
                wire::Param::query("at").shape(wire::Shape::Object(&["x", "y"])),
                wire::Param::query("labels").shape(wire::Shape::Map(&["text", "x", "y"])),
            ],
            &body,
        );
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = from
            .form(
                &[
                    wire::Param::query("at").shape(wire::Shape::Object(&["x", "y"])),
                    wire::Param::query("labels")
                        .shape(wire::Shape::Map(&["text", "x", "y"])),
                ],
            );
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
