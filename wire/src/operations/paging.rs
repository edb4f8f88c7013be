//! Walking through lists that are answered page by page. In come the facts of a page, out comes what the request
//! for the next page says, or that there is none. A client's `Items` does the walking.

mod cursor;

pub use cursor::{Count, Cursor};

use crate::operations::operation::Operation;

/// An operation whose answers are the pages of a list.
pub trait Paged: Operation + Clone + Sync {
    /// What the list holds.
    type Item: Send + 'static;

    /// The request for the first page.
    #[must_use]
    fn first(self) -> Self {
        self
    }

    /// The items of a page that this request was answered with, and the request for the next page; `None` at the end.
    fn turn(self, page: Self::Output) -> (Vec<Self::Item>, Option<Self>);
}

/// A page, as far as it tells whether another one follows.
///
/// What a server says comes first: whether there are more, else how many there are in all. A server that says
/// neither is at its end when a page holds fewer items than were asked for, or none at all. A page without items is
/// always the last, so that no server can keep a client walking in place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Walk {
    seen: i64,
    limit: Option<i64>,
    unlimited: bool,
    total: Option<i64>,
    more: Option<bool>,
}

impl Walk {
    /// A page of so many items.
    #[must_use]
    pub fn new(seen: usize) -> Self {
        Self { seen: i64::try_from(seen).unwrap_or(i64::MAX), ..Self::default() }
    }

    /// How many items were asked for, and how many a server gives who is not told.
    #[must_use]
    pub fn limit(mut self, asked: &impl Count, otherwise: Option<i64>) -> Self {
        self.limit = asked.count().or(otherwise);
        self
    }

    /// The limit that stands for all items at once.
    #[must_use]
    pub fn unlimited(mut self, limit: i64) -> Self {
        self.unlimited = self.limit.is_none_or(|asked| asked == limit);
        self
    }

    /// How many items the list has.
    #[must_use]
    pub fn total(mut self, total: &impl Count) -> Self {
        self.total = total.count();
        self
    }

    /// Whether the server says that there are more.
    #[must_use]
    pub fn more(mut self, more: impl Into<Option<bool>>) -> Self {
        self.more = more.into();
        self
    }

    /// Whether a page follows, where `behind` items are on this page and those before it.
    fn goes_on(self, behind: Option<i64>) -> bool {
        if self.seen == 0 || self.unlimited {
            return false;
        }
        match (self.more, self.total, behind, self.limit) {
            (Some(more), ..) => more,
            (None, Some(total), Some(behind), _) => behind < total,
            (.., Some(limit)) if limit > 0 => self.seen >= limit,
            _ => true,
        }
    }

    /// The next page by the number of items before it.
    pub fn offset<P: Count>(self, now: &P) -> Option<P> {
        let behind = now.count().unwrap_or(0).saturating_add(self.seen);
        self.goes_on(Some(behind)).then(|| P::from_count(behind)).flatten()
    }

    /// The next page by the number of items before it, which the answer gives.
    pub fn offset_from<P: Count>(self, now: &P, next: &impl Count) -> Option<P> {
        let next = next.count().filter(|next| *next > now.count().unwrap_or(0))?;
        (self.seen > 0 && self.more != Some(false)).then(|| P::from_count(next)).flatten()
    }

    /// The next page by its number, where pages are counted from `first`.
    pub fn page<P: Count>(self, now: &P, first: i64) -> Option<P> {
        let now = now.count().unwrap_or(first).max(first);
        let before = self.limit.map(|limit| now.saturating_sub(first).saturating_mul(limit));
        let behind = before.map(|before| before.saturating_add(self.seen));
        self.goes_on(behind).then(|| P::from_count(now.saturating_add(1))).flatten()
    }

    /// The next page by the cursor that the answer gives. A cursor that stays as it was would lead in a circle.
    pub fn cursor<P: Cursor>(self, now: &P, next: &impl Cursor) -> Option<P> {
        let next = next.cursor().filter(|next| !next.is_empty())?;
        let moves = now.cursor().as_deref() != Some(next.as_str());
        (moves && self.more != Some(false)).then(|| P::from_cursor(&next)).flatten()
    }

    /// The next page by the key of the last item of this one.
    pub fn after<P: Cursor>(self, now: &P, last: Option<&impl Cursor>) -> Option<P> {
        let last = last?.cursor()?;
        let moves = now.cursor().as_deref() != Some(last.as_str());
        // A total does not help: how many items stand before this page is not known.
        let walk = Self { total: None, ..self };
        (moves && walk.goes_on(None)).then(|| P::from_cursor(&last)).flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offset_moves_behind_what_was_seen_until_the_total() {
        let walk = Walk::new(10).limit(&Some(10_i64), None).total(&25_i64);
        assert_eq!(walk.offset(&None::<i64>), Some(Some(10)));
        assert_eq!(walk.offset(&Some(10_i64)), Some(Some(20)));
        let last = Walk::new(5).limit(&Some(10_i64), None).total(&25_i64);
        assert_eq!(last.offset(&Some(20_i64)), None);
        assert_eq!(walk.offset(&Some(i64::MAX)), None);
    }

    #[test]
    fn a_server_that_gives_less_than_asked_is_believed_by_its_total() {
        let capped = Walk::new(3).limit(&Some(10_i64), None).total(&5_i64);
        assert_eq!(capped.offset(&0_i64), Some(3));
        let silent = Walk::new(3).limit(&Some(10_i64), None);
        assert_eq!(silent.offset(&0_i64), None);
        assert_eq!(Walk::new(3).offset(&0_i64), Some(3));
        assert_eq!(Walk::new(0).total(&5_i64).offset(&3_i64), None);
    }

    #[test]
    fn pages_are_counted_from_the_first() {
        let walk = Walk::new(2).limit(&None::<i64>, Some(2)).total(&5_i64);
        assert_eq!(walk.page(&None::<i32>, 1), Some(Some(2)));
        assert_eq!(walk.page(&Some(2_i32), 1), Some(Some(3)));
        assert_eq!(Walk::new(1).limit(&2_i64, None).total(&5_i64).page(&3_i64, 1), None);
        assert_eq!(walk.page(&Some(-1_i32), 0), Some(Some(1)));
    }

    #[test]
    fn a_limit_for_all_is_one_page() {
        let walk = Walk::new(7).limit(&None::<i64>, Some(-1)).unlimited(-1);
        assert_eq!(walk.page(&None::<i64>, 0), None);
        let walk = Walk::new(7).limit(&Some(7_i64), Some(-1)).unlimited(-1);
        assert_eq!(walk.page(&None::<i64>, 0), Some(Some(1)));
    }

    #[test]
    fn a_cursor_goes_on_while_it_moves() {
        let walk = Walk::new(2);
        assert_eq!(walk.cursor(&None::<String>, &Some("b".to_owned())), Some(Some("b".to_owned())));
        assert_eq!(walk.cursor(&Some("b".to_owned()), &Some("b".to_owned())), None);
        assert_eq!(walk.cursor(&None::<String>, &Some(String::new())), None);
        assert_eq!(walk.more(false).cursor(&None::<String>, &"b".to_owned()), None);
        let none: Option<&String> = None;
        assert_eq!(walk.after(&None::<String>, none), None);
        assert_eq!(
            walk.more(true).after(&None::<String>, Some(&7_i64)),
            Some(Some("7".to_owned()))
        );
        assert_eq!(walk.offset_from(&Some(2_i64), &Some(2_i64)), None);
        assert_eq!(walk.offset_from(&None::<i64>, &Some(2_i64)), Some(Some(2)));
    }
}
