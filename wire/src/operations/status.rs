//! The statuses that a document names for a response: a code, a range or the default.

use http::StatusCode;

/// A status of a document: a code, a range such as `4XX`, or `default`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// One code.
    Code(u16),
    /// A hundred codes, by their first digit.
    Range(u16),
    /// Every code that is not named.
    Default,
}

impl Status {
    /// Whether `status` is one of these.
    pub fn holds(self, status: StatusCode) -> bool {
        match self {
            Self::Code(code) => code == status.as_u16(),
            Self::Range(digit) => digit == status.as_u16() / 100,
            Self::Default => true,
        }
    }

    /// Whether it means that all went well, or goes on elsewhere.
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
