//! Answers that many operations have in common.

use agents_api::types::SuccessResponse;
use serde_json::Value;

/// The outcome of an operation that has little to show.
pub(super) fn success(message: impl Into<String>, data: Value) -> SuccessResponse {
    SuccessResponse::new(message).with_success(true).with_data(data)
}

/// Which part of a list is asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    pub(super) limit: i64,
    pub(super) offset: i64,
}

impl Part {
    /// As the caller says; `limit` is what the document has when they say nothing.
    pub(super) fn of(asked: Option<i64>, offset: Option<i64>, limit: i64) -> Self {
        Self { limit: asked.unwrap_or(limit), offset: offset.unwrap_or(0) }
    }

    /// The part of `all`, and how many there are in all.
    pub(super) fn cut<T>(self, all: Vec<T>) -> (Vec<T>, i64) {
        let size = |number: i64| usize::try_from(number).unwrap_or(usize::MAX);
        let total = i64::try_from(all.len()).unwrap_or(i64::MAX);
        (all.into_iter().skip(size(self.offset)).take(size(self.limit)).collect(), total)
    }
}
