//! Problem details (RFC 9457): what a caller is told when a request fails.

use http::header::RETRY_AFTER;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde_json::{Value as Json, json};

use crate::values::violation::Violations;

/// Problem details (RFC 9457).
///
/// All fields are sent to the caller, so that none should contain the text of an internal error.
///
/// # Examples
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
    /// The status of the response.
    pub status: StatusCode,
    /// A stable identifier for programs, such as `not_found`.
    pub code: String,
    /// A short summary, the same for every problem of this kind.
    pub title: String,
    /// What happened in this case.
    pub detail: String,
    /// The violations of the request.
    pub violations: Violations,
    /// Headers of the response. Boxed, since few problems have any.
    pub headers: Box<HeaderMap>,
}

impl Problem {
    /// Creates a problem with the standard title and code of `status`.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        let title = status.canonical_reason().unwrap_or("Error").to_owned();
        let code = title.to_lowercase().replace([' ', '-'], "_").replace('\'', "");
        let (detail, violations) = (detail.into(), Violations::default());
        Self { status, code, title, detail, violations, headers: Box::default() }
    }

    /// Sets the code.
    #[must_use]
    pub fn code(mut self, code: impl Into<String>) -> Self {
        self.code = code.into();
        self
    }

    /// Sets the `Retry-After` header, in seconds (RFC 9110, section 10.2.3).
    #[must_use]
    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.headers.insert(RETRY_AFTER, seconds.into());
        self
    }

    /// Adds a header to the response.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.append(name, value);
        self
    }

    /// Creates the problem of a request that does not match the OpenAPI document.
    pub fn invalid(status: StatusCode, violations: Violations) -> Self {
        let mut problem = Self::new(status, violations.to_string()).code("validation_failed");
        problem.violations = violations;
        problem
    }

    /// Returns the JSON document (`application/problem+json`).
    pub fn to_json(&self) -> Json {
        let mut document = json!({
            "type": "about:blank",
            "title": self.title,
            "status": self.status.as_u16(),
            "detail": self.detail,
            "code": self.code,
        });
        if let (false, Some(fields)) = (self.violations.is_empty(), document.as_object_mut()) {
            fields.insert("errors".to_owned(), self.errors());
        }
        document
    }

    /// Returns the list of violations.
    pub(crate) fn errors(&self) -> Json {
        let errors = self.violations.iter().map(|violation| {
            json!({
                "in": violation.location.as_str(),
                "pointer": violation.pointer,
                "code": violation.code,
                "detail": violation.message,
            })
        });
        errors.collect()
    }
}
