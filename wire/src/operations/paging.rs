//! Pagination: computes the request for the next page from a page. The client's `Items` stream sends these requests.

mod cursor;

pub use cursor::{Count, Cursor};

use crate::operations::operation::Operation;

/// An operation that returns a page of a list.
pub trait Paged: Operation + Clone + Sync {
    /// The items of the list.
    type Item: Send + 'static;

    /// Returns the request for the first page.
    #[must_use]
    fn first(self) -> Self {
        self
    }

    /// Splits a page into its items and the request for the next page; `None` after the last page.
    fn next_page(self, page: Self::Output) -> (Vec<Self::Item>, Option<Self>);
}

/// Decides whether another page follows.
///
/// What the server says comes first: whether there are more items, then the total. If it says neither, the list ends
/// with a page that has fewer items than requested, or none. By offset, number or key, a page without items is always the
/// last. By cursor, it is the last if the cursor does not change. A client refuses a page that it requested before, and
/// too many pages in a row without items, so that no server can keep it in an endless loop.
///
/// # Examples
///
/// ```
/// use counterpart_wire::PageInfo;
///
/// // A page of 10 items, of 25 in total.
/// let page = PageInfo::new(10).total(&25_i64);
/// assert_eq!(page.offset(&0_i64), Some(10));
/// assert_eq!(PageInfo::new(5).total(&25_i64).offset(&20_i64), None);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PageInfo {
    seen: i64,
    limit: Option<i64>,
    unlimited: bool,
    total: Option<i64>,
    has_more: Option<bool>,
}

impl PageInfo {
    /// Creates a walk for a page with this many items.
    #[must_use]
    pub fn new(seen: usize) -> Self {
        Self { seen: i64::try_from(seen).unwrap_or(i64::MAX), ..Self::default() }
    }

    /// Sets the number of items requested, or the server's default if none was requested.
    #[must_use]
    pub fn limit(mut self, asked: &impl Count, otherwise: Option<i64>) -> Self {
        self.limit = asked.count().or(otherwise);
        self
    }

    /// Sets the limit that means "all items".
    #[must_use]
    pub fn unlimited(mut self, limit: i64) -> Self {
        self.unlimited = self.limit.is_none_or(|asked| asked == limit);
        self
    }

    /// Sets the total number of items.
    #[must_use]
    pub fn total(mut self, total: &impl Count) -> Self {
        self.total = total.count();
        self
    }

    /// Sets whether the server says that more items follow.
    #[must_use]
    pub fn has_more(mut self, has_more: impl Into<Option<bool>>) -> Self {
        self.has_more = has_more.into();
        self
    }

    /// Returns whether another page follows. `behind` is the number of items on this page and before it.
    fn has_next_page(self, behind: Option<i64>) -> bool {
        if self.seen == 0 || self.unlimited {
            return false;
        }
        match (self.has_more, self.total, behind, self.limit) {
            (Some(more), ..) => more,
            (None, Some(total), Some(behind), _) => behind < total,
            (.., Some(limit)) if limit > 0 => self.seen >= limit,
            _ => true,
        }
    }

    /// Returns the next page by offset: the number of items before it.
    pub fn offset<P: Count>(self, now: &P) -> Option<P> {
        let behind = now.count().unwrap_or(0).saturating_add(self.seen);
        self.has_next_page(Some(behind)).then(|| P::from_count(behind)).flatten()
    }

    /// Returns the next page by the offset given in the response.
    pub fn offset_from<P: Count>(self, _now: &P, next: &impl Count) -> Option<P> {
        let next = next.count()?;
        (self.seen > 0 && self.has_more != Some(false)).then(|| P::from_count(next)).flatten()
    }

    /// Returns the next page by number, where the first page has the number `first`.
    pub fn page<P: Count>(self, now: &P, first: i64) -> Option<P> {
        let now = now.count().unwrap_or(first).max(first);
        let before = self.limit.map(|limit| now.saturating_sub(first).saturating_mul(limit));
        let behind = before.map(|before| before.saturating_add(self.seen));
        self.has_next_page(behind).then(|| P::from_count(now.saturating_add(1))).flatten()
    }

    /// Returns the next page by the cursor given in the response. After a page without items, an unchanged cursor ends
    /// the list.
    pub fn cursor<P: Cursor>(self, now: &P, next: &impl Cursor) -> Option<P> {
        let next = next.cursor().filter(|next| !next.is_empty())?;
        let moves = self.seen > 0 || now.cursor().as_deref() != Some(next.as_str());
        (moves && self.has_more != Some(false)).then(|| P::from_cursor(&next)).flatten()
    }

    /// Returns the next page by the key of the last item of this page. A page with only the item of that key is the last:
    /// some servers include the item that they continue after.
    pub fn after<P: Cursor>(self, now: &P, last: Option<&impl Cursor>) -> Option<P> {
        let last = last?.cursor()?;
        // A total does not help, since the number of items before this page is unknown.
        let page = Self { total: None, ..self };
        let moves = self.seen > 1 || now.cursor().as_deref() != Some(last.as_str());
        (moves && page.has_next_page(None)).then(|| P::from_cursor(&last)).flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offset_advances_until_the_total() {
        let page = PageInfo::new(10).limit(&Some(10_i64), None).total(&25_i64);
        assert_eq!(page.offset(&None::<i64>), Some(Some(10)));
        assert_eq!(page.offset(&Some(10_i64)), Some(Some(20)));
        let last = PageInfo::new(5).limit(&Some(10_i64), None).total(&25_i64);
        assert_eq!(last.offset(&Some(20_i64)), None);
        assert_eq!(page.offset(&Some(i64::MAX)), None);
    }

    #[test]
    fn a_total_continues_after_a_short_page() {
        let capped = PageInfo::new(3).limit(&Some(10_i64), None).total(&5_i64);
        assert_eq!(capped.offset(&0_i64), Some(3));
        let silent = PageInfo::new(3).limit(&Some(10_i64), None);
        assert_eq!(silent.offset(&0_i64), None);
        assert_eq!(PageInfo::new(3).offset(&0_i64), Some(3));
        assert_eq!(PageInfo::new(0).total(&5_i64).offset(&3_i64), None);
    }

    #[test]
    fn pages_are_counted_from_the_first() {
        let page = PageInfo::new(2).limit(&None::<i64>, Some(2)).total(&5_i64);
        assert_eq!(page.page(&None::<i32>, 1), Some(Some(2)));
        assert_eq!(page.page(&Some(2_i32), 1), Some(Some(3)));
        assert_eq!(PageInfo::new(1).limit(&2_i64, None).total(&5_i64).page(&3_i64, 1), None);
        assert_eq!(page.page(&Some(-1_i32), 0), Some(Some(1)));
    }

    #[test]
    fn a_limit_that_means_all_gives_one_page() {
        let page = PageInfo::new(7).limit(&None::<i64>, Some(-1)).unlimited(-1);
        assert_eq!(page.page(&None::<i64>, 0), None);
        let page = PageInfo::new(7).limit(&Some(7_i64), Some(-1)).unlimited(-1);
        assert_eq!(page.page(&None::<i64>, 0), Some(Some(1)));
    }

    #[test]
    fn an_unchanged_cursor_ends_the_list_if_there_are_no_items() {
        let page = PageInfo::new(2);
        assert_eq!(page.cursor(&None::<String>, &Some("b".to_owned())), Some(Some("b".to_owned())));
        let b = Some("b".to_owned());
        assert_eq!(PageInfo::new(0).cursor(&b, &b), None);
        assert_eq!(page.cursor(&b, &b), Some(b.clone()), "the client finds the repetition");
        assert_eq!(page.cursor(&None::<String>, &Some(String::new())), None);
        assert_eq!(page.has_more(false).cursor(&None::<String>, &"b".to_owned()), None);
        let none: Option<&String> = None;
        assert_eq!(page.after(&None::<String>, none), None);
        assert_eq!(
            page.has_more(true).after(&None::<String>, Some(&7_i64)),
            Some(Some("7".to_owned()))
        );
        assert_eq!(page.after(&b, b.as_ref()), Some(b.clone()), "the client finds the repetition");
        assert_eq!(PageInfo::new(1).after(&b, b.as_ref()), None);
        assert_eq!(page.offset_from(&Some(2_i64), &Some(2_i64)), Some(Some(2)));
        assert_eq!(PageInfo::new(0).offset_from(&Some(2_i64), &Some(4_i64)), None);
        assert_eq!(page.offset_from(&None::<i64>, &Some(2_i64)), Some(Some(2)));
    }
}
