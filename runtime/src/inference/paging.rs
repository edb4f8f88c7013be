//! Pagination of lists, by cursor or by page number.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::refusal::Refusal;
use crate::store::{Collection, List, Page};

/// The default page size.
pub(super) const LIMIT: i32 = 10;

/// A page as in the document.
#[derive(Debug)]
pub(super) struct Paged<T> {
    pub(super) count: i64,
    pub(super) data: Vec<T>,
    pub(super) has_more: bool,
}

impl<T> Paged<T> {
    fn new(page: Page<T>) -> Self {
        Self {
            count: i64::try_from(page.total).unwrap_or(i64::MAX),
            data: page.items.into_iter().map(|record| record.value).collect(),
            has_more: page.has_more,
        }
    }

    pub(super) fn map<U>(self, show: impl FnMut(T) -> U) -> Paged<U> {
        let data = self.data.into_iter().map(show).collect();
        Paged { count: self.count, data, has_more: self.has_more }
    }
}

/// Returns the page after an item, oldest items first.
pub(super) async fn after<T: Serialize + DeserializeOwned>(
    collection: &Collection<T>,
    limit: Option<i32>,
    after: Option<&str>,
) -> Result<Paged<T>, Refusal> {
    let list = List::new().limit(positive(limit.unwrap_or(LIMIT)));
    let list = cursor(after).map_or(list.clone(), |id| list.after(id));
    Ok(Paged::new(collection.list(&list).await?))
}

/// Returns the page with a number.
pub(super) async fn numbered<T: Serialize + DeserializeOwned>(
    collection: &Collection<T>,
    list: List,
    page: Option<i32>,
    size: i32,
) -> Result<Paged<T>, Refusal> {
    let list = list.offset(offset(page, size)).limit(positive(size));
    Ok(Paged::new(collection.list(&list).await?))
}

/// Returns a numbered page of items in memory.
pub(super) fn numbered_of<T>(items: Vec<T>, page: Option<i32>, size: i32) -> Paged<T> {
    let start = usize::try_from(offset(page, size)).unwrap_or(usize::MAX);
    cut(items, start, size)
}

/// Returns the page of items in memory that starts at a position.
pub(super) fn cut<T>(items: Vec<T>, start: usize, limit: i32) -> Paged<T> {
    let total = items.len();
    let limit = usize::try_from(limit).unwrap_or(0);
    Paged {
        count: i64::try_from(total).unwrap_or(i64::MAX),
        data: items.into_iter().skip(start).take(limit).collect(),
        has_more: start.saturating_add(limit) < total,
    }
}

/// Returns the id after which a list continues. An absent value, an empty text and two quotation marks mean the first
/// page.
pub(super) fn cursor(after: Option<&str>) -> Option<&str> {
    after.filter(|id| !matches!(*id, "" | "\"\""))
}

fn offset(page: Option<i32>, size: i32) -> u64 {
    positive(page.unwrap_or(1)).saturating_sub(1).saturating_mul(positive(size))
}

fn positive(number: i32) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_in_memory_are_paginated() {
        let table = [
            (None, 2, vec![1, 2], true),
            (Some(2), 2, vec![3, 4], true),
            (Some(3), 2, vec![5], false),
            (Some(4), 2, vec![], false),
            (Some(i32::MAX), i32::MAX, vec![], false),
            (Some(1), 5, vec![1, 2, 3, 4, 5], false),
        ];
        for (page, size, expected, more) in table {
            let found = numbered_of(vec![1, 2, 3, 4, 5], page, size);
            assert_eq!((found.count, &found.data, found.has_more), (5, &expected, more));
        }
    }

    #[test]
    fn some_texts_mean_the_first_page() {
        assert_eq!([None, Some(""), Some("\"\"")].map(cursor), [None; 3]);
        assert_eq!(cursor(Some("x")), Some("x"));
    }
}
