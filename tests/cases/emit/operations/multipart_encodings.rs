// ==== src/headers.rs ====

//! Headers of responses.

use counterpart_wire as wire;
use crate::types;

/// Headers of the response `addEntry body photo`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct AddEntryBodyPhotoHeaders {
    /// Required: a server that conforms to the document always sends it.
    pub x_width: Option<i64>,
}

impl AddEntryBodyPhotoHeaders {
    const X_WIDTH: wire::Param = wire::Param::header("X-Width");

    /// Creates a value from the required headers.
    #[must_use]
    pub fn new(x_width: i64) -> Self {
        Self { x_width: Some(x_width) }
    }
}

impl wire::Headers for AddEntryBodyPhotoHeaders {
    fn write(&self, to: &mut wire::HeaderWriter<'_>) {
        to.header(&Self::X_WIDTH, self.x_width.as_ref());
    }

    fn read(from: &wire::HeaderReader<'_>) -> Self {
        Self {
            x_width: from.required(&Self::X_WIDTH),
        }
    }
}

/// Headers of the response `addEntry body more`.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct AddEntryBodyMoreHeaders {
    pub x_caption: Option<String>,
}

impl AddEntryBodyMoreHeaders {
    const X_CAPTION: wire::Param = wire::Param::header("X-Caption");

    /// Creates a value without headers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_x_caption(mut self, x_caption: impl Into<String>) -> Self {
        self.x_caption = Some(x_caption.into());
        self
    }
}

impl wire::Headers for AddEntryBodyMoreHeaders {
    fn write(&self, to: &mut wire::HeaderWriter<'_>) {
        to.header(&Self::X_CAPTION, self.x_caption.as_ref());
    }

    fn read(from: &wire::HeaderReader<'_>) -> Self {
        Self {
            x_caption: from.header(&Self::X_CAPTION),
        }
    }
}

/// Headers of the response `addNote body text`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct AddNoteBodyTextHeaders {
    /// Required: a server that conforms to the document always sends it.
    pub x_language: Option<types::AddNoteBodyTextXLanguage>,
}

impl AddNoteBodyTextHeaders {
    const X_LANGUAGE: wire::Param = wire::Param::header("X-Language");

    /// Creates a value from the required headers.
    #[must_use]
    pub fn new(x_language: impl Into<types::AddNoteBodyTextXLanguage>) -> Self {
        Self {
            x_language: Some(x_language.into()),
        }
    }
}

impl wire::Headers for AddNoteBodyTextHeaders {
    fn write(&self, to: &mut wire::HeaderWriter<'_>) {
        to.header(&Self::X_LANGUAGE, self.x_language.as_ref());
    }

    fn read(from: &wire::HeaderReader<'_>) -> Self {
        Self {
            x_language: from.required(&Self::X_LANGUAGE),
        }
    }
}

/// Headers of the response `addNote body place`.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct AddNoteBodyPlaceHeaders {
    pub x_revision: Option<i64>,
}

impl AddNoteBodyPlaceHeaders {
    const X_REVISION: wire::Param = wire::Param::header("X-Revision");

    /// Creates a value without headers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_x_revision(mut self, x_revision: i64) -> Self {
        self.x_revision = Some(x_revision);
        self
    }
}

impl wire::Headers for AddNoteBodyPlaceHeaders {
    fn write(&self, to: &mut wire::HeaderWriter<'_>) {
        to.header(&Self::X_REVISION, self.x_revision.as_ref());
    }

    fn read(from: &wire::HeaderReader<'_>) -> Self {
        Self {
            x_revision: from.header(&Self::X_REVISION),
        }
    }
}

/// Headers of the response `addNote body words`.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct AddNoteBodyWordsHeaders {
    pub x_weight: Option<f64>,
}

impl AddNoteBodyWordsHeaders {
    const X_WEIGHT: wire::Param = wire::Param::header("X-Weight");

    /// Creates a value without headers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_x_weight(mut self, x_weight: f64) -> Self {
        self.x_weight = Some(x_weight);
        self
    }
}

impl wire::Headers for AddNoteBodyWordsHeaders {
    fn write(&self, to: &mut wire::HeaderWriter<'_>) {
        to.header(&Self::X_WEIGHT, self.x_weight.as_ref());
    }

    fn read(from: &wire::HeaderReader<'_>) -> Self {
        Self {
            x_weight: from.header(&Self::X_WEIGHT),
        }
    }
}

/// Headers of the response `addNote body gone`.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct AddNoteBodyGoneHeaders {
    pub x_revision: Option<i64>,
}

impl AddNoteBodyGoneHeaders {
    const X_REVISION: wire::Param = wire::Param::header("X-Revision");

    /// Creates a value without headers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_x_revision(mut self, x_revision: i64) -> Self {
        self.x_revision = Some(x_revision);
        self
    }
}

impl wire::Headers for AddNoteBodyGoneHeaders {
    fn write(&self, to: &mut wire::HeaderWriter<'_>) {
        to.header(&Self::X_REVISION, self.x_revision.as_ref());
    }

    fn read(from: &wire::HeaderReader<'_>) -> Self {
        Self {
            x_revision: from.header(&Self::X_REVISION),
        }
    }
}

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

    /// `PUT /entries`
    ///
    /// Returns no content.
    fn put_entry(
        &self,
        call: wire::Call<PutEntry, ()>,
    ) -> impl Future<Output = wire::Outcome<PutEntry>> + Send;

    /// `POST /entries`
    ///
    /// Returns no content.
    fn add_entry(
        &self,
        call: wire::Call<AddEntry, ()>,
    ) -> impl Future<Output = wire::Outcome<AddEntry>> + Send;

    /// `POST /labels`
    ///
    /// Returns no content.
    fn label(
        &self,
        call: wire::Call<Label, ()>,
    ) -> impl Future<Output = wire::Outcome<Label>> + Send;

    /// `POST /notes`
    ///
    /// Returns no content.
    fn add_note(
        &self,
        call: wire::Call<AddNote, ()>,
    ) -> impl Future<Output = wire::Outcome<AddNote>> + Send;

    /// `POST /files`
    ///
    /// Returns no content.
    fn add_files(
        &self,
        call: wire::Call<AddFiles, ()>,
    ) -> impl Future<Output = wire::Outcome<AddFiles>> + Send;
}

/// `PUT /entries`
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct PutEntry {
    pub body: Option<types::Entry>,
}

impl PutEntry {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_body(mut self, body: types::Entry) -> Self {
        self.body = Some(body);
        self
    }
}

impl wire::Operation for PutEntry {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "putEntry",
        method: "PUT",
        path: "/entries",
        optional_slash: false,
        body: Some(wire::BodySpec {
            required: false,
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
        if let Some(body) = self.body {
            to.multipart(body);
        }
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = from.optional_multipart();
        let request = Self { body: body? };
        from.check(|checks| {
            if let Some(value) = &request.body {
                wire::Validate::validate(value, checks);
            }
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

/// `POST /entries`
#[derive(Debug)]
#[non_exhaustive]
pub struct AddEntry {
    pub body: types::EntryForm,
}

impl AddEntry {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(body: types::EntryForm) -> Self {
        Self { body }
    }
}

impl wire::Operation for AddEntry {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "addEntry",
        method: "POST",
        path: "/entries",
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
#[derive(Debug)]
#[non_exhaustive]
pub struct Label {
    pub body: types::LabelBody,
}

impl Label {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(body: types::LabelBody) -> Self {
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

/// `POST /notes`
#[derive(Debug)]
#[non_exhaustive]
pub struct AddNote {
    pub body: types::Note,
}

impl AddNote {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(body: types::Note) -> Self {
        Self { body }
    }
}

impl wire::Operation for AddNote {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "addNote",
        method: "POST",
        path: "/notes",
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

/// `POST /files`
#[derive(Debug)]
#[non_exhaustive]
pub struct AddFiles {
    pub body: types::AddFilesBody,
}

impl AddFiles {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(body: types::AddFilesBody) -> Self {
        Self { body }
    }
}

impl wire::Operation for AddFiles {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "addFiles",
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

// ==== src/problems.rs ====

//! Error bodies for requests that the server itself rejects, as the document describes them.

// ==== src/security.rs ====

//! The security schemes of the API.
