//! The sides of an API: who serves an operation.

/// The side that serves an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Side {
    /// The API. Clients send the requests.
    #[default]
    Api,
    /// Receivers of webhooks. The API sends the requests.
    Webhooks,
    /// Receivers of callbacks, which have called the API with a URL. The API sends the requests.
    Callbacks,
}

impl Side {
    /// All sides.
    pub const ALL: [Self; 3] = [Self::Api, Self::Webhooks, Self::Callbacks];

    /// Returns the name of the module of its operations.
    pub fn module(self) -> &'static str {
        match self {
            Self::Api => "operations",
            Self::Webhooks => "webhooks",
            Self::Callbacks => "callbacks",
        }
    }
}

/// An operation that has a callback.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallbackOwner {
    /// The index of the operation.
    pub operation: usize,
    /// The URL of the callback, with runtime expressions in braces.
    pub url: String,
}
