//! Pagination of lists, by offset or by cursor.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::refusal::Refusal;
use crate::store::{Collection, List, Record};

/// The number of records to read at once if they are filtered.
const CHUNK: u64 = 100;

/// A page of records and the start of the next one.
#[derive(Debug)]
pub(super) struct Page<T> {
    pub(super) items: Vec<Record<T>>,
    pub(super) next: Option<String>,
}

/// Returns the page size. Values outside the limits have already been rejected.
pub(super) fn size(limit: Option<i64>, usual: u64) -> u64 {
    limit.and_then(|limit| u64::try_from(limit).ok()).unwrap_or(usual)
}

/// Returns a page by offset, newest first.
pub(super) fn window(limit: Option<i64>, offset: Option<i64>) -> List {
    List::new().newest_first().limit(size(limit, 20)).offset(size(offset, 0))
}

/// Converts a count for a response.
pub(super) fn total(total: u64) -> i64 {
    i64::try_from(total).unwrap_or(i64::MAX)
}

/// The cursor of a request is invalid.
pub(super) fn unreadable() -> Refusal {
    let why = "The cursor was not returned by an earlier page.";
    Refusal::invalid_at(&["query", "cursor"], "value_error", why)
}

/// Returns the records accepted by `keep`, newest first. A cursor is the position of the last record of the previous
/// page. That record need not exist any longer.
pub(super) async fn scan<T: Serialize + DeserializeOwned>(
    collection: &Collection<T>,
    cursor: Option<&str>,
    key: Option<(&'static str, &str)>,
    limit: u64,
    keep: impl Fn(&T) -> bool,
) -> Result<Page<T>, Refusal> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut past = cursor.map(str::parse::<i64>).transpose().map_err(|_| unreadable())?;
    let mut items: Vec<Record<T>> = Vec::new();
    loop {
        let mut list = List::new().newest_first().limit(CHUNK);
        if let Some(past) = past {
            list = list.past(past);
        }
        if let Some((name, value)) = key {
            list = list.with_key(name, value);
        }
        let chunk = collection.list(&list).await?;
        past = chunk.items.last().map(|record| record.seq);
        for record in chunk.items {
            if !keep(&record.value) {
                continue;
            }
            // One more record than requested shows whether there is another page.
            if items.len() == limit {
                let next = items.last().map(|record| record.seq.to_string());
                return Ok(Page { items, next });
            }
            items.push(record);
        }
        if !chunk.has_more {
            return Ok(Page { items, next: None });
        }
    }
}
