//! A part of a collection: what to list, and what came out.

use super::Record;

/// Which records of a collection are wanted. The default is all of them, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[must_use]
pub struct List {
    pub(super) newest_first: bool,
    pub(super) after: Option<String>,
    pub(super) past: Option<i64>,
    pub(super) offset: u64,
    pub(super) limit: Option<u64>,
    pub(super) key: Option<(&'static str, String)>,
}

impl List {
    /// All records, oldest first.
    pub fn new() -> Self {
        Self::default()
    }

    /// Newest first.
    pub fn newest_first(mut self) -> Self {
        self.newest_first = true;
        self
    }

    /// Only what comes after the record with this id, in the order that is listed. The record may have been deleted since.
    pub fn after(mut self, id: impl Into<String>) -> Self {
        self.after = Some(id.into());
        self
    }

    /// Only what comes after this place, a record's `seq`, in the order that is listed. Unlike the record that
    /// [`after`](Self::after) names, the one that stood there may be gone.
    pub fn past(mut self, seq: i64) -> Self {
        self.past = Some(seq);
        self
    }

    /// Leaves out this many at the start.
    pub fn offset(mut self, offset: u64) -> Self {
        self.offset = offset;
        self
    }

    /// At most this many.
    pub fn limit(mut self, limit: u64) -> Self {
        self.limit = Some(limit);
        self
    }

    /// Only records that have this value under this key of the collection.
    pub fn with_key(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.key = Some((name, value.into()));
        self
    }
}

/// A part of a collection.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Page<T> {
    /// The records, in order.
    pub items: Vec<Record<T>>,
    /// How many records fit, on this page and all others.
    pub total: u64,
    /// Whether there are more after this page.
    pub has_more: bool,
}
