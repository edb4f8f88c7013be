//! Who serves an operation: the API itself, or whoever it calls back.

/// Who serves an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Side {
    /// The API; its callers are clients.
    #[default]
    Api,
    /// Whoever listens to the API's events; the API is the caller.
    Webhooks,
    /// Whoever called the API and left a URL; the API is the caller.
    Callbacks,
}

impl Side {
    /// Every side.
    pub const ALL: [Self; 3] = [Self::Api, Self::Webhooks, Self::Callbacks];

    /// The module of its operations.
    pub fn module(self) -> &'static str {
        match self {
            Self::Api => "operations",
            Self::Webhooks => "webhooks",
            Self::Callbacks => "callbacks",
        }
    }
}

/// What asks for a callback, and where that says it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The operation, an index.
    pub operation: usize,
    /// The URL, with runtime expressions between braces.
    pub url: String,
}
