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

    /// `GET /places/{lat},{long}`
    ///
    /// Returns no content. It is there.
    fn place(
        &self,
        call: wire::Call<Place, ()>,
    ) -> impl Future<Output = wire::Outcome<Place>> + Send;

    /// `GET /files/{name}{kind}/{words}{mark}{range}`
    ///
    /// Returns no content. It is there.
    fn file(
        &self,
        call: wire::Call<File, ()>,
    ) -> impl Future<Output = wire::Outcome<File>> + Send;

    /// `GET /days/{year}{month}`
    ///
    /// Returns no content. It is there.
    fn day(
        &self,
        call: wire::Call<Day, ()>,
    ) -> impl Future<Output = wire::Outcome<Day>> + Send;
}

/// `GET /places/{lat},{long}`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Place {
    pub lat: f64,
    pub long: f64,
}

impl Place {
    const LAT: wire::Param = wire::Param::path("lat");
    const LONG: wire::Param = wire::Param::path("long");

    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(lat: f64, long: f64) -> Self {
        Self { lat, long }
    }
}

impl wire::Operation for Place {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "place",
        method: "GET",
        path: "/places/{lat},{long}",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::LAT, Some(&self.lat));
        to.param(&Self::LONG, Some(&self.long));
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let lat = from.required(&Self::LAT);
        let long = from.required(&Self::LONG);
        Some(Self { lat: lat?, long: long? })
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

/// `GET /files/{name}{kind}/{words}{mark}{range}`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct File {
    pub kind: String,
    pub name: String,
    pub words: Vec<String>,
    pub mark: i64,
    pub range: types::FileRange,
}

impl File {
    const KIND: wire::Param = wire::Param::path("kind").style(wire::Style::Label);
    const NAME: wire::Param = wire::Param::path("name");
    const WORDS: wire::Param = wire::Param::path("words").shape(wire::Shape::List);
    const MARK: wire::Param = wire::Param::path("mark").style(wire::Style::Label);
    const RANGE: wire::Param = wire::Param::path("range")
        .style(wire::Style::Matrix)
        .explode(true)
        .shape(wire::Shape::Object(&["from", "to"]));

    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(
        kind: impl Into<String>,
        name: impl Into<String>,
        words: Vec<String>,
        mark: i64,
        range: types::FileRange,
    ) -> Self {
        Self {
            kind: kind.into(),
            name: name.into(),
            words,
            mark,
            range,
        }
    }
}

impl wire::Operation for File {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "file",
        method: "GET",
        path: "/files/{name}{kind}/{words}{mark}{range}",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };
    const PATH: &'static [wire::Param] = &[
        Self::KIND,
        Self::NAME,
        Self::WORDS,
        Self::MARK,
        Self::RANGE,
    ];

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::KIND, Some(&self.kind));
        to.param(&Self::NAME, Some(&self.name));
        to.param(&Self::WORDS, Some(&self.words));
        to.param(&Self::MARK, Some(&self.mark));
        to.param(&Self::RANGE, Some(&self.range));
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let kind = from.required(&Self::KIND);
        let name = from.required(&Self::NAME);
        let words = from.required(&Self::WORDS);
        let mark = from.required(&Self::MARK);
        let range = from.required(&Self::RANGE);
        Some(Self {
            kind: kind?,
            name: name?,
            words: words?,
            mark: mark?,
            range: range?,
        })
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

/// `GET /days/{year}{month}`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Day {
    pub year: i64,
    pub month: String,
}

impl Day {
    const YEAR: wire::Param = wire::Param::path("year");
    const MONTH: wire::Param = wire::Param::path("month");

    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(year: i64, month: impl Into<String>) -> Self {
        Self { year, month: month.into() }
    }
}

impl wire::Operation for Day {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "day",
        method: "GET",
        path: "/days/{year}{month}",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::YEAR, Some(&self.year));
        to.param(&Self::MONTH, Some(&self.month));
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let year = from.required(&Self::YEAR);
        let month = from.required(&Self::MONTH);
        Some(Self { year: year?, month: month? })
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
