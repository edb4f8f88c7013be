//! Response statuses of an OpenAPI document.

use http::StatusCode;

/// A status of an OpenAPI document: a code, a range such as `4XX`, or `default`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// A single status code.
    Code(u16),
    /// A range of status codes, given by the first digit.
    Range(u16),
    /// All status codes that are not documented otherwise.
    Default,
}

impl Status {
    /// Returns whether `status` is included.
    pub fn holds(self, status: StatusCode) -> bool {
        match self {
            Self::Code(code) => code == status.as_u16(),
            Self::Range(digit) => digit == status.as_u16() / 100,
            Self::Default => true,
        }
    }

    /// Returns whether all included statuses are below 400.
    pub(super) fn is_success(self) -> bool {
        matches!(self, Self::Code(100..=399) | Self::Range(1..=3))
    }

    pub(super) fn breadth(self) -> u8 {
        match self {
            Self::Code(_) => 0,
            Self::Range(_) => 1,
            Self::Default => 2,
        }
    }
}
