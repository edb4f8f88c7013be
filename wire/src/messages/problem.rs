//! What a caller is told when a request fails: RFC 9457 problem details, or the document's own error shape.

use http::header::RETRY_AFTER;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde_json::{Value as Json, json};

use crate::values::violation::Violations;

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
