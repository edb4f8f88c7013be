//! Responses shared by many operations.

use agents_api::types::SuccessResponse;
use serde_json::Value;

/// Returns the result of an operation that has no result schema of its own.
pub(super) fn success(message: impl Into<String>, data: Value) -> SuccessResponse {
    SuccessResponse::new(message).with_success(true).with_data(data)
}

/// The requested part of a list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    pub(super) limit: i64,
    pub(super) offset: i64,
}

impl Part {
    /// The caller's limit and offset. Without a value, `limit` is the document's default.
    pub(super) fn of(asked: Option<i64>, offset: Option<i64>, limit: i64) -> Self {
        Self { limit: asked.unwrap_or(limit), offset: offset.unwrap_or(0) }
    }

    /// Returns the requested part of `all`, and the total number.
    pub(super) fn cut<T>(self, all: Vec<T>) -> (Vec<T>, i64) {
        let size = |number: i64| usize::try_from(number).unwrap_or(usize::MAX);
        let total = i64::try_from(all.len()).unwrap_or(i64::MAX);
        (all.into_iter().skip(size(self.offset)).take(size(self.limit)).collect(), total)
    }
}
