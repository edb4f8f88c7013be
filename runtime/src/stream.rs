//! Answers that come piece by piece: a text goes in, its words come out one after the other, each when its time has come.

use std::time::Duration;

use futures_util::{Stream, stream};

use crate::clock::{Clock, later};

/// The words of a text, each with the space behind it. Put together they are the text again.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let word = rest.find(|sign: char| !sign.is_whitespace())?;
        let space = rest.get(word..)?.find(char::is_whitespace).map(|at| word + at);
        let next = space.and_then(|space| {
            let rest = rest.get(space..)?;
            rest.find(|sign: char| !sign.is_whitespace()).map(|at| space + at)
        });
        // The last word takes along what space there is.
        let (piece, left) = rest.split_at_checked(next.unwrap_or(rest.len()))?;
        rest = left;
        Some(piece)
    })
}

/// Releases items one after the other: the first at once, each of the others after a pause. Nothing is made ahead of time:
/// who does not read, or stops reading, costs nothing.
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
    fn words_are_the_text_in_pieces() {
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
            // The next one is not there before the pause is over, and the pause begins when it is asked for.
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
