// ==== src/headers.rs ====

//! Headers of responses.

use counterpart_wire as wire;

/// Headers of the response `listPets`.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ListPetsHeaders {
    pub x_count: Option<i64>,
}

impl ListPetsHeaders {
    const X_COUNT: wire::Param = wire::Param::header("X-Count");

    /// Creates a value without headers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_x_count(mut self, x_count: i64) -> Self {
        self.x_count = Some(x_count);
        self
    }
}

impl wire::Headers for ListPetsHeaders {
    fn write(&self, to: &mut wire::HeaderWriter<'_>) {
        to.header(&Self::X_COUNT, self.x_count.as_ref());
    }

    fn read(from: &wire::HeaderReader<'_>) -> Self {
        Self {
            x_count: from.header(&Self::X_COUNT),
        }
    }
}

// ==== src/operations/pets.rs ====

//! The operations of the tag `pets`.

use counterpart_wire as wire;
use crate::headers;
use crate::types;
use crate::xml;

/// The operations of this tag.
///
/// Implement this trait to serve the API. The generated `Client` implements it as well.
pub trait PetsApi: Send + Sync + 'static {
    /// The authenticated caller, as returned by the authenticator of the server.
    type Principal: Send + Sync + 'static;

    /// `GET /pets`
    ///
    /// Returns a list of [`types::Pet`](super::super::types::Pet) with
    /// [`headers::ListPetsHeaders`](super::super::headers::ListPetsHeaders).
    fn list_pets(
        &self,
        call: wire::Call<ListPets, ()>,
    ) -> impl Future<Output = wire::Outcome<ListPets>> + Send;

    /// `POST /pets`
    ///
    /// Returns [`AddPetOutcome`].
    ///
    /// # Errors
    ///
    /// - `409`, [`AddPetError::Conflict`]: There is such a pet.
    fn add_pet(
        &self,
        call: wire::Call<AddPet, ()>,
    ) -> impl Future<Output = wire::Outcome<AddPet>> + Send;

    /// `PUT /notes`
    ///
    /// Returns [`types::Note`](super::super::types::Note).
    fn put_note(
        &self,
        call: wire::Call<PutNote, ()>,
    ) -> impl Future<Output = wire::Outcome<PutNote>> + Send;

    /// `PUT /raw`
    ///
    /// Returns text. As it came.
    fn put_raw(
        &self,
        call: wire::Call<PutRaw, ()>,
    ) -> impl Future<Output = wire::Outcome<PutRaw>> + Send;
}

/// `GET /pets`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ListPets {}

impl ListPets {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for ListPets {
    type Output = wire::WithHeaders<Vec<types::Pet>, headers::ListPetsHeaders>;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "listPets",
        method: "GET",
        path: "/pets",
        optional_slash: false,
        body: None,
        answers: &[
            wire::AnswerSpec {
                status: wire::Status::Code(200),
                contents: &[
                    wire::Content {
                        media: "application/zoo+xml; charset=utf-8",
                        aliases: &[],
                        codec: wire::Codec::Xml,
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
                body.respond(|body| wire::respond::xml(
                    200,
                    "application/zoo+xml; charset=utf-8",
                    &xml::LIST_PETS_200_RESPONSE,
                    &body,
                ))
            }
            Err(error) => match error {}
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            200 => {
                from.with_headers(|from| from.xml(&xml::LIST_PETS_200_RESPONSE)).map(Ok)
            }
            _ => Err(from.unexpected()),
        }
    }
}

/// `POST /pets`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct AddPet {
    pub body: AddPetBody,
}

impl AddPet {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(body: impl Into<AddPetBody>) -> Self {
        Self { body: body.into() }
    }
}

/// The body of [`AddPet`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum AddPetBody {
    /// A body of type `application/json`.
    Json(types::Pet),
    /// A body of type `application/xml`.
    Xml(types::Pet),
}

impl From<types::Pet> for AddPetBody {
    fn from(body: types::Pet) -> Self {
        Self::Json(body)
    }
}

/// The responses to [`AddPet`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum AddPetOutcome {
    /// The pet as it was added.
    ///
    /// A body of type `application/json`.
    Json(types::Pet),
    /// The pet as it was added.
    ///
    /// A body of type `application/xml`.
    Xml(types::Pet),
}

impl From<types::Pet> for AddPetOutcome {
    fn from(body: types::Pet) -> Self {
        Self::Json(body)
    }
}

/// The documented errors of [`AddPet`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum AddPetError {
    /// There is such a pet.
    Conflict(types::Error),
}

impl wire::ApiError for AddPetError {
    fn status(&self) -> wire::StatusCode {
        match self {
            Self::Conflict(..) => wire::StatusCode::CONFLICT,
        }
    }
}

impl From<AddPetError> for wire::Error<AddPetError> {
    fn from(error: AddPetError) -> Self {
        Self::Api(error)
    }
}

impl wire::Operation for AddPet {
    type Output = AddPetOutcome;
    type Error = AddPetError;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "addPet",
        method: "POST",
        path: "/pets",
        optional_slash: false,
        body: Some(wire::BodySpec {
            required: true,
            contents: &[
                wire::Content::JSON,
                wire::Content {
                    media: "application/xml",
                    aliases: &["text/xml"],
                    codec: wire::Codec::Xml,
                },
            ],
        }),
        answers: &[
            wire::AnswerSpec {
                status: wire::Status::Code(200),
                contents: &[
                    wire::Content::JSON,
                    wire::Content {
                        media: "application/xml",
                        aliases: &[],
                        codec: wire::Codec::Xml,
                    },
                ],
            },
            wire::AnswerSpec {
                status: wire::Status::Code(409),
                contents: &[
                    wire::Content {
                        media: "application/xml",
                        aliases: &[],
                        codec: wire::Codec::Xml,
                    },
                ],
            },
        ],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        let body = self.body;
        match body {
            AddPetBody::Json(body) => to.json("application/json", &body),
            AddPetBody::Xml(body) => to.xml("application/xml", &xml::PET, &body),
        }
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = match from.content() {
            Some(0) => from.json().map(AddPetBody::Json),
            Some(1) => from.xml(&xml::PET).map(AddPetBody::Xml),
            _ => from.no_body(),
        };
        let request = Self { body: body? };
        from.check(|checks| {
            match &request.body {
                AddPetBody::Json(value) => wire::Validate::validate(value, checks),
                AddPetBody::Xml(value) => wire::Validate::validate(value, checks),
            }
        })?;
        Some(request)
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(AddPetOutcome::Json(body)) => {
                wire::respond::json(200, "application/json", &body)
            }
            Ok(AddPetOutcome::Xml(body)) => {
                wire::respond::xml(200, "application/xml", &xml::PET, &body)
            }
            Err(AddPetError::Conflict(body)) => {
                wire::respond::xml(409, "application/xml", &xml::ERROR, &body)
            }
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            200 => {
                match from.content(Self::SPEC) {
                    Some(0) => from.json().map(AddPetOutcome::Json).map(Ok),
                    Some(1) => from.xml(&xml::PET).map(AddPetOutcome::Xml).map(Ok),
                    _ => Err(from.unexpected_media()),
                }
            }
            409 => from.xml(&xml::ERROR).map(AddPetError::Conflict).map(Err),
            _ => Err(from.unexpected()),
        }
    }
}

/// `PUT /notes`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct PutNote {
    pub body: Option<types::Note>,
}

impl PutNote {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_body(mut self, body: types::Note) -> Self {
        self.body = Some(body);
        self
    }
}

impl wire::Operation for PutNote {
    type Output = types::Note;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "putNote",
        method: "PUT",
        path: "/notes",
        optional_slash: false,
        body: Some(wire::BodySpec {
            required: false,
            contents: &[
                wire::Content {
                    media: "text/xml",
                    aliases: &[],
                    codec: wire::Codec::Xml,
                },
            ],
        }),
        answers: &[
            wire::AnswerSpec {
                status: wire::Status::Code(200),
                contents: &[
                    wire::Content {
                        media: "text/xml",
                        aliases: &[],
                        codec: wire::Codec::Xml,
                    },
                ],
            },
        ],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        if let Some(body) = self.body {
            to.xml("text/xml", &xml::NOTE, &body);
        }
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = from.optional_xml(&xml::NOTE);
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
            Ok(body) => wire::respond::xml(200, "text/xml", &xml::NOTE, &body),
            Err(error) => match error {}
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            200 => from.xml(&xml::NOTE).map(Ok),
            _ => Err(from.unexpected()),
        }
    }
}

/// `PUT /raw`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct PutRaw {
    pub body: Option<String>,
}

impl PutRaw {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_body(mut self, body: impl Into<String>) -> Self {
        self.body = Some(body.into());
        self
    }
}

impl wire::Operation for PutRaw {
    type Output = String;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "putRaw",
        method: "PUT",
        path: "/raw",
        optional_slash: false,
        body: Some(wire::BodySpec {
            required: false,
            contents: &[
                wire::Content {
                    media: "application/xml",
                    aliases: &[],
                    codec: wire::Codec::Text,
                },
            ],
        }),
        answers: &[
            wire::AnswerSpec {
                status: wire::Status::Code(200),
                contents: &[
                    wire::Content {
                        media: "text/xml",
                        aliases: &[],
                        codec: wire::Codec::Text,
                    },
                ],
            },
        ],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        if let Some(body) = self.body {
            to.text("application/xml", body);
        }
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = from.optional_text();
        Some(Self { body: body? })
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(body) => wire::respond::text(200, "text/xml", body),
            Err(error) => match error {}
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            200 => from.text().map(Ok),
            _ => Err(from.unexpected()),
        }
    }
}

// ==== src/problems.rs ====

//! Error bodies for requests that the server itself rejects, as the document describes them.

// ==== src/security.rs ====

//! The security schemes of the API.

// ==== src/xml.rs ====

//! How the bodies in XML are written.

use counterpart_wire::xml;

pub(crate) static LIST_PETS_200_RESPONSE: xml::Root = xml::Root::new(
    xml::Element::new(
        "Pets",
        xml::Content::List(
            &xml::Element::new("pet", xml::Content::Object(&PET_CONTENT))
                .within("urn:zoo", "z"),
        ),
    ),
    true,
);

pub(crate) static PET: xml::Root = xml::Root::new(
    xml::Element::new("pet", xml::Content::Object(&PET_CONTENT)).within("urn:zoo", "z"),
    true,
);

pub(crate) static ERROR: xml::Root = xml::Root::new(
    xml::Element::new("Error", xml::Content::Object(&ERROR_CONTENT)),
    false,
);

pub(crate) static NOTE: xml::Root = xml::Root::new(
    xml::Element::new("Note", xml::Content::Object(&NOTE_CONTENT)),
    false,
);

static PET_CONTENT: xml::Object = xml::Object {
    members: &[
        xml::Member::new(
            "id",
            xml::Node::Attribute(xml::Name::local("id"), xml::Scalar::NUMBER),
        ),
        xml::Member::new(
            "lang",
            xml::Node::Attribute(
                xml::Name {
                    local: "lang",
                    namespace: "urn:lang",
                    prefix: "",
                },
                xml::Scalar::STRING,
            ),
        ),
        xml::Member::new(
                "name",
                xml::Node::Element(xml::Element::text("name", xml::Scalar::STRING)),
            )
            .required(),
        xml::Member::new(
                "born",
                xml::Node::Element(xml::Element::text("born", xml::Scalar::STRING)),
            )
            .nullable(),
        xml::Member::new(
            "weight",
            xml::Node::Element(xml::Element::text("kg", xml::Scalar::NUMBER)),
        ),
        xml::Member::new(
            "isTame",
            xml::Node::Element(xml::Element::text("isTame", xml::Scalar::BOOLEAN)),
        ),
        xml::Member::new(
                "tags",
                xml::Node::Element(
                    xml::Element::new(
                        "tags",
                        xml::Content::List(
                            &xml::Element::text("tag", xml::Scalar::STRING),
                        ),
                    ),
                ),
            )
            .required(),
        xml::Member::new(
            "nick",
            xml::Node::Items(xml::Element::text("nick", xml::Scalar::STRING)),
        ),
        xml::Member::new(
            "mother",
            xml::Node::Element(
                xml::Element::new("mother", xml::Content::Object(&PET_CONTENT))
                    .within("urn:zoo", "z"),
            ),
        ),
        xml::Member::new(
            "father",
            xml::Node::Element(
                xml::Element::new("father", xml::Content::Object(&PET_CONTENT))
                    .within("urn:zoo", "z"),
            ),
        ),
        xml::Member::new(
            "children",
            xml::Node::Element(
                xml::Element::new(
                    "children",
                    xml::Content::List(
                        &xml::Element::new("pet", xml::Content::Object(&PET_CONTENT))
                            .within("urn:zoo", "z"),
                    ),
                ),
            ),
        ),
        xml::Member::new(
            "kind",
            xml::Node::Element(xml::Element::text("kind", xml::Scalar::STRING)),
        ),
        xml::Member::new(
            "owner",
            xml::Node::Element(
                xml::Element::new("owner", xml::Content::Object(&PET_OWNER_CONTENT)),
            ),
        ),
        xml::Member::new(
            "counts",
            xml::Node::Element(
                xml::Element::new("counts", xml::Content::Object(&PET_COUNTS_CONTENT)),
            ),
        ),
        xml::Member::new(
            "photo",
            xml::Node::Element(xml::Element::text("photo", xml::Scalar::STRING)),
        ),
        xml::Member::new("size", xml::Node::Inline(&PET_SIZE_CONTENT)),
        xml::Member::new(
            "odd name",
            xml::Node::Element(xml::Element::text("odd_name", xml::Scalar::NUMBER)),
        ),
    ],
    rest: xml::Rest::Any,
    or_text: None,
};

static PET_OWNER_CONTENT: xml::Object = xml::Object {
    members: &[
        xml::Member::new(
            "first",
            xml::Node::Element(xml::Element::text("first", xml::Scalar::STRING)),
        ),
        xml::Member::new(
            "age",
            xml::Node::Element(xml::Element::text("age", xml::Scalar::NUMBER)),
        ),
        xml::Member::new(
            "vat",
            xml::Node::Element(xml::Element::text("vat", xml::Scalar::STRING)),
        ),
    ],
    rest: xml::Rest::Any,
    or_text: None,
};

static PET_COUNTS_CONTENT: xml::Object = xml::Object {
    members: &[],
    rest: xml::Rest::Typed(
        &xml::Node::Element(xml::Element::text("value", xml::Scalar::NUMBER)),
    ),
    or_text: None,
};

static PET_SIZE_CONTENT: xml::Object = xml::Object {
    members: &[
        xml::Member::new(
            "height",
            xml::Node::Element(xml::Element::text("height", xml::Scalar::NUMBER)),
        ),
        xml::Member::new(
            "unit",
            xml::Node::Attribute(xml::Name::local("unit"), xml::Scalar::STRING),
        ),
    ],
    rest: xml::Rest::Any,
    or_text: None,
};

static ERROR_CONTENT: xml::Object = xml::Object {
    members: &[
        xml::Member::new(
                "code",
                xml::Node::Element(xml::Element::text("code", xml::Scalar::STRING)),
            )
            .required(),
        xml::Member::new(
            "message",
            xml::Node::Element(xml::Element::text("message", xml::Scalar::STRING)),
        ),
    ],
    rest: xml::Rest::Any,
    or_text: None,
};

static NOTE_CONTENT: xml::Object = xml::Object {
    members: &[
        xml::Member::new(
                "lang",
                xml::Node::Attribute(
                    xml::Name {
                        local: "lang",
                        namespace: "http://www.w3.org/XML/1998/namespace",
                        prefix: "xml",
                    },
                    xml::Scalar::STRING,
                ),
            )
            .required(),
        xml::Member::new("text", xml::Node::CData(xml::Scalar::STRING)),
    ],
    rest: xml::Rest::Any,
    or_text: None,
};
