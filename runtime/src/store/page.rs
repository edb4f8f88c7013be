//! Pages of a collection: the query and the result.

use super::Record;

/// Selects records of a collection. The default is all records, oldest first.
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
    /// Selects all records, oldest first.
    pub fn new() -> Self {
        Self::default()
    }

    /// Selects the newest records first.
    pub fn newest_first(mut self) -> Self {
        self.newest_first = true;
        self
    }

    /// Selects only records after the record with this id, in list order. The record may have been deleted since.
    pub fn after(mut self, id: impl Into<String>) -> Self {
        self.after = Some(id.into());
        self
    }

    /// Selects only records after this `seq`, in list order. Unlike with [`after`](Self::after), the record at this
    /// position need not have existed.
    pub fn past(mut self, seq: i64) -> Self {
        self.past = Some(seq);
        self
    }

    /// Skips this number of records.
    pub fn offset(mut self, offset: u64) -> Self {
        self.offset = offset;
        self
    }

    /// Selects at most this number of records.
    pub fn limit(mut self, limit: u64) -> Self {
        self.limit = Some(limit);
        self
    }

    /// Selects only records with this key value.
    pub fn with_key(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.key = Some((name, value.into()));
        self
    }
}

/// A page of a collection.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Page<T> {
    /// The records, in order.
    pub items: Vec<Record<T>>,
    /// The total number of matching records on all pages.
    pub total: u64,
    /// Whether there are more after this page.
    pub has_more: bool,
}
