//! Error bodies of the OpenAPI document, filled from a problem.

use serde_json::{Map, Value as Json};

use crate::messages::problem::Problem;
use crate::operations::status::Status;
use crate::values::violation::Violation;

/// How to fill the documented error body of a status from a [`Problem`].
#[derive(Debug, Clone, Copy)]
pub struct ProblemShape {
    /// The statuses with this body.
    pub status: Status,
    /// The media type of the body.
    pub media: &'static str,
    /// The body.
    pub value: ProblemValue,
    /// The documented error codes. A problem with another code gets the first of them.
    pub codes: &'static [&'static str],
}

impl ProblemShape {
    /// Creates a shape for a body.
    pub const fn new(status: Status, media: &'static str, value: ProblemValue) -> Self {
        Self { status, media, value, codes: &[] }
    }

    /// Sets the documented error codes.
    #[must_use]
    pub const fn codes(self, codes: &'static [&'static str]) -> Self {
        Self { codes, ..self }
    }

    /// Builds the body for `problem`.
    pub fn render(&self, problem: &Problem) -> Json {
        self.value.value(problem, None, self.codes)
    }
}

/// A value of an error body.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum ProblemValue {
    /// The status, as a number.
    Status,
    /// The status, as text.
    StatusText,
    /// The code of the problem. Inside [`ProblemValue::Violations`], the code of the violation.
    Code,
    /// The title of the problem.
    Title,
    /// The detail of the problem. Inside [`ProblemValue::Violations`], the message of the violation.
    Detail,
    /// The JSON pointer of the violation.
    Pointer,
    /// The place of the violation as a list: its location, then the segments of its pointer.
    Place,
    /// A constant string.
    Text(&'static str),
    /// A constant boolean.
    Bool(bool),
    /// The violations, as [`Problem::to_json`] lists them. Left out of an object if there are none.
    Errors,
    /// An object.
    Object(&'static [(&'static str, ProblemValue)]),
    /// A list with an item for each violation. Without violations it has one item, for the problem itself.
    Violations(&'static ProblemValue),
}

impl ProblemValue {
    fn value(
        self,
        problem: &Problem,
        violation: Option<&Violation>,
        codes: &'static [&'static str],
    ) -> Json {
        match self {
            Self::Status => problem.status.as_u16().into(),
            Self::StatusText => problem.status.as_str().into(),
            Self::Code => {
                let code = violation.map_or(problem.code.as_str(), |found| found.code);
                match codes.first() {
                    Some(first) if !codes.contains(&code) => (*first).into(),
                    _ => code.into(),
                }
            }
            Self::Title => problem.title.as_str().into(),
            Self::Detail => {
                violation.map_or(problem.detail.as_str(), |found| found.message.as_str()).into()
            }
            Self::Pointer => violation.map_or("", |found| found.pointer.as_str()).into(),
            Self::Place => violation.map_or_else(|| Json::Array(Vec::new()), place),
            Self::Text(text) => text.into(),
            Self::Bool(value) => value.into(),
            Self::Errors => problem.errors(),
            Self::Object(fields) => Json::Object(
                fields
                    .iter()
                    .filter(|(_, value)| {
                        !matches!(value, Self::Errors) || !problem.violations.is_empty()
                    })
                    .map(|(name, value)| {
                        ((*name).to_owned(), value.value(problem, violation, codes))
                    })
                    .collect::<Map<_, _>>(),
            ),
            Self::Violations(item) => {
                if problem.violations.is_empty() {
                    return Json::Array(vec![item.value(problem, None, codes)]);
                }
                let violations = problem.violations.iter();
                violations.map(|found| item.value(problem, Some(found), codes)).collect()
            }
        }
    }
}

fn place(violation: &Violation) -> Json {
    let segments = violation.pointer.split('/').skip(1).map(|segment| {
        let key = segment.replace("~1", "/").replace("~0", "~");
        key.parse::<u32>().map_or_else(|_| Json::from(key), Json::from)
    });
    std::iter::once(Json::from(violation.location.as_str())).chain(segments).collect()
}
