//! Why a response cannot be sent, such as a header value that HTTP cannot carry.

use std::fmt;

/// The reason, as an extension of the response. The server answers with a fault instead.
#[derive(Debug, Clone)]
pub(crate) struct Unsendable(pub(crate) String);

impl fmt::Display for Unsendable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the response cannot be sent: {}", self.0)
    }
}

impl std::error::Error for Unsendable {}
