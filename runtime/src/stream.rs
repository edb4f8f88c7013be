//! Streamed responses: splits a text into words and releases them one after another.

use std::time::Duration;

use futures_util::{Stream, stream};

use crate::clock::{Clock, later};

/// Splits a text into words, each with the whitespace after it. Concatenated, they are the original text.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let word = rest.find(|sign: char| !sign.is_whitespace())?;
        let space = rest.get(word..)?.find(char::is_whitespace).map(|at| word + at);
        let next = space.and_then(|space| {
            let rest = rest.get(space..)?;
            rest.find(|sign: char| !sign.is_whitespace()).map(|at| space + at)
        });
        // The last word includes the remaining whitespace.
        let (piece, left) = rest.split_at_checked(next.unwrap_or(rest.len()))?;
        rest = left;
        Some(piece)
    })
}

/// Releases items one after another: the first immediately, the others after a pause. Nothing is prepared in advance,
/// so a reader who stops reading costs nothing.
pub fn paced<I>(items: I, clock: Clock, pause: Duration) -> impl Stream<Item = I::Item> + Send
where
    I: IntoIterator,
    I::IntoIter: Send,
    I::Item: Send,
{
    stream::unfold((items.into_iter(), clock, true), move |(mut items, clock, first)| async move {
        let item = items.next()?;
        if !first && !pause.is_zero() {
            clock.sleep_until(later(clock.now(), pause)).await;
        }
        Some((item, (items, clock, false)))
    })
}

#[cfg(test)]
mod tests {
    use std::pin::pin;

    use futures_util::{FutureExt, StreamExt};
    use jiff::Timestamp;

    use super::*;

    #[test]
    fn concatenated_words_are_the_text() {
        let table: [(&str, &[&str]); 7] = [
            ("", &[]),
            (" \n", &[]),
            ("one", &["one"]),
            ("one two", &["one ", "two"]),
            ("one,  two\nthree. ", &["one,  ", "two\n", "three. "]),
            ("  in front", &["  in ", "front"]),
            ("größe\u{a0}日本", &["größe\u{a0}", "日本"]),
        ];
        for (text, expected) in table {
            let found: Vec<&str> = words(text).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }

    #[test]
    fn each_item_waits_for_its_time() {
        let clock = Clock::manual(Timestamp::UNIX_EPOCH);
        let pause = Duration::from_millis(50);
        let mut items = pin!(paced([1, 2, 3], clock.clone(), pause));
        for expected in 1..=3 {
            assert_eq!(items.next().now_or_never(), Some(Some(expected)));
            // The next item is not available before the pause ends. The pause starts when the item is requested.
            if expected < 3 {
                assert_eq!(items.next().now_or_never(), None);
            }
            clock.advance(pause);
        }
        assert_eq!(items.next().now_or_never(), Some(None));
    }

    #[test]
    fn without_a_pause_nothing_waits() {
        let clock = Clock::manual(Timestamp::UNIX_EPOCH);
        let items = paced(words("one two three"), clock, Duration::ZERO);
        let items: Vec<&str> = items.collect().now_or_never().unwrap();
        assert_eq!(items, ["one ", "two ", "three"]);
    }
}
