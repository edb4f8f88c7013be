//! Streamed responses: splits a text into words and releases them one after another.

use std::time::Duration;

use futures_util::{Stream, StreamExt, stream};
use tokio::time::{Instant, timeout_at};

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

/// Like [`words`], for a text that the iterator owns. Each word is copied when it is asked for.
pub fn owned_words(text: String) -> impl Iterator<Item = String> + Send {
    let mut at = 0;
    std::iter::from_fn(move || {
        let word = words(text.get(at..)?).next()?;
        at += word.len();
        Some(word.to_owned())
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

/// How long the next part of a body may take to arrive.
const PART: Duration = Duration::from_secs(30);
/// How long a whole body may take to arrive.
const WHOLE: Duration = Duration::from_hours(1);

/// Passes on the parts of a body. Yields `None` and ends if a part or the whole takes too long, so that a caller who
/// stops sending does not keep a file and a connection.
pub(crate) fn in_time<T: Send>(
    parts: impl Stream<Item = T> + Send,
) -> impl Stream<Item = Option<T>> + Send {
    let end = Instant::now() + WHOLE;
    let parts = Box::pin(parts);
    stream::unfold(Some(parts), move |parts| async move {
        let mut parts = parts?;
        match timeout_at(end.min(Instant::now() + PART), parts.next()).await {
            Ok(Some(part)) => Some((Some(part), Some(parts))),
            Ok(None) => None,
            Err(_) => Some((None, None)),
        }
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
            let owned: Vec<String> = owned_words(text.to_owned()).collect();
            assert_eq!(owned, expected, "{text:?}");
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

    #[tokio::test(start_paused = true)]
    async fn a_body_that_stops_is_cut() {
        let parts = stream::iter([1, 2]).chain(stream::pending());
        let found: Vec<Option<i32>> = in_time(parts).collect().await;
        assert_eq!(found, [Some(1), Some(2), None]);
        let slow = stream::unfold((), |()| async {
            tokio::time::sleep(PART / 2).await;
            Some((1, ()))
        });
        let found: Vec<Option<i32>> = in_time(slow).collect().await;
        assert_eq!(found.last(), Some(&None));
        assert!((200..=241).contains(&found.len()), "{}", found.len());
    }

    #[test]
    fn without_a_pause_nothing_waits() {
        let clock = Clock::manual(Timestamp::UNIX_EPOCH);
        let items = paced(words("one two three"), clock, Duration::ZERO);
        let items: Vec<&str> = items.collect().now_or_never().unwrap();
        assert_eq!(items, ["one ", "two ", "three"]);
    }
}
