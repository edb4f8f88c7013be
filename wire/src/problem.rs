//! What a caller is told when a request fails: RFC 9457 problem details, or the document's own error shape.

use http::header::RETRY_AFTER;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde_json::{Map, Value as Json, json};

use crate::operation::Status;
use crate::violation::{Violation, Violations};

/// Problem details (RFC 9457). Nothing of it is taken from an error's text: what is here reaches the caller.
///
/// ```
/// use counterpart_wire::{Problem, StatusCode};
///
/// let problem = Problem::new(StatusCode::CONFLICT, "the name is taken").code("name_taken");
/// assert_eq!(problem.to_json()["title"], "Conflict");
/// assert_eq!(problem.to_json()["code"], "name_taken");
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Problem {
    /// The status of the answer.
    pub status: StatusCode,
    /// A stable word for programs, such as `not_found`.
    pub code: String,
    /// A short summary, the same for every problem of a kind.
    pub title: String,
    /// What happened this time.
    pub detail: String,
    /// What is wrong with the request, place by place.
    pub violations: Violations,
    /// Headers of the answer. Boxed, for few problems have any and many functions return one.
    pub headers: Box<HeaderMap>,
}

impl Problem {
    /// A problem with the standard title of `status`.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        let title = status.canonical_reason().unwrap_or("Error").to_owned();
        let code = title.to_lowercase().replace([' ', '-'], "_").replace('\'', "");
        let (detail, violations) = (detail.into(), Violations::default());
        Self { status, code, title, detail, violations, headers: Box::default() }
    }

    /// A problem with another code.
    #[must_use]
    pub fn code(mut self, code: impl Into<String>) -> Self {
        self.code = code.into();
        self
    }

    /// A problem that is over after so many seconds: what the header `Retry-After` says (RFC 9110, section 10.2.3).
    #[must_use]
    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.headers.insert(RETRY_AFTER, seconds.into());
        self
    }

    /// A problem that is told with a header.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.append(name, value);
        self
    }

    /// The problem of a request that breaks its document.
    pub fn invalid(status: StatusCode, violations: Violations) -> Self {
        let mut problem = Self::new(status, violations.to_string()).code("validation_failed");
        problem.violations = violations;
        problem
    }

    /// The document of RFC 9457, `application/problem+json`.
    pub fn to_json(&self) -> Json {
        let mut document = json!({
            "type": "about:blank",
            "title": self.title,
            "status": self.status.as_u16(),
            "detail": self.detail,
            "code": self.code,
        });
        if let (false, Some(fields)) = (self.violations.is_empty(), document.as_object_mut()) {
            let errors = self.violations.iter().map(|violation| {
                json!({
                    "in": violation.location.as_str(),
                    "pointer": violation.pointer,
                    "code": violation.code,
                    "detail": violation.message,
                })
            });
            fields.insert("errors".to_owned(), errors.collect());
        }
        document
    }
}

/// How the error body of a document is made from a problem, for the statuses that it declares.
#[derive(Debug, Clone, Copy)]
pub struct ProblemShape {
    /// The statuses that have this body.
    pub status: Status,
    /// The media type of the body.
    pub media: &'static str,
    /// The body.
    pub value: ProblemValue,
    /// The codes that the document names for it. A problem with another code goes by the first of them.
    pub codes: &'static [&'static str],
}

impl ProblemShape {
    /// The body `value` of the media type `media`.
    pub const fn new(status: Status, media: &'static str, value: ProblemValue) -> Self {
        Self { status, media, value, codes: &[] }
    }

    /// The codes that the document names.
    #[must_use]
    pub const fn codes(self, codes: &'static [&'static str]) -> Self {
        Self { codes, ..self }
    }

    /// The body for `problem`.
    pub fn render(&self, problem: &Problem) -> Json {
        self.value.value(problem, None, self.codes)
    }
}

/// A value in the document's own error body.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum ProblemValue {
    /// The status as a number.
    Status,
    /// The status as text.
    StatusText,
    /// A problem's code; inside [`ProblemValue::Violations`], the violation's.
    Code,
    /// A problem's title.
    Title,
    /// A problem's detail; inside [`ProblemValue::Violations`], the violation's message.
    Detail,
    /// A violation's place, as one text.
    Pointer,
    /// A violation's place as a list: the location, then the segments of its pointer.
    Place,
    /// A constant text.
    Text(&'static str),
    /// A constant boolean.
    Bool(bool),
    /// An object.
    Object(&'static [(&'static str, ProblemValue)]),
    /// A list with one item a violation; a problem without any has one item, the problem itself.
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
            Self::Object(fields) => Json::Object(
                fields
                    .iter()
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
