//! Cuts the line that a diagnostic shows out of a text. Long lines are shortened, so that a diagnostic in a
//! document that is one line of megabytes is as short as any other.

use std::ops::Range;

use crate::utf8::floor_char_boundary;

/// The number of characters of a long line that are shown before the place, and from the place on.
const BEFORE: usize = 48;
const AFTER: usize = 80;

/// Lines with more bytes are shortened.
const LONG: usize = 200;

/// A line, with the place that the diagnostic is about.
#[derive(PartialEq, Eq, Debug)]
pub(super) struct Excerpt {
    /// The line, shortened if it is long.
    pub(super) text: String,
    /// The range of the place in `text`, in bytes.
    pub(super) span: Range<usize>,
    /// The number of the line, from one.
    pub(super) line: usize,
    /// The column of the place in the whole line, in characters from one.
    pub(super) column: usize,
    /// Whether the line is shortened.
    pub(super) is_cut: bool,
}

/// Finds lines by offset. Fast for offsets in ascending order.
pub(super) struct Lines<'t> {
    text: &'t str,
    seen: Position,
}

/// An offset, and what is known about it.
#[derive(Clone, Copy)]
struct Position {
    offset: usize,
    line: usize,
    line_start: usize,
    /// Characters since the start of the line.
    column: usize,
}

const START: Position = Position { offset: 0, line: 1, line_start: 0, column: 0 };

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, seen: START }
    }

    /// Returns the line at a range. Only the text since the last call is scanned.
    pub(super) fn excerpt(&mut self, range: &Range<usize>) -> Excerpt {
        let text = self.text;
        let start = floor_char_boundary(text, range.start);
        let Position { line, line_start, column, .. } = self.advance(start);
        let reach = floor_char_boundary(text, start.saturating_add(LONG + 1));
        let ahead = text.get(start..reach).unwrap_or_default();
        let line_end = ahead.find(['\n', '\r']).map_or(reach, |len| start + len);
        let end = floor_char_boundary(text, range.end).clamp(start, line_end);
        let (shown, span) = window(text, line_start..line_end, start..end);
        let is_cut = line_end - line_start > LONG;
        Excerpt { text: shown, span, line, column: column + 1, is_cut }
    }

    /// Returns the line and the column of an offset, both from one.
    pub(super) fn position(&mut self, offset: usize) -> (usize, usize) {
        let offset = floor_char_boundary(self.text, offset);
        let Position { line, column, .. } = self.advance(offset);
        (line, column + 1)
    }

    fn advance(&mut self, offset: usize) -> Position {
        let from = if offset < self.seen.offset { START } else { self.seen };
        let between = self.text.get(from.offset..offset).unwrap_or_default();
        let newlines = between.bytes().filter(|byte| *byte == b'\n').count();
        self.seen = match between.rfind('\n') {
            None => Position { offset, column: from.column + between.chars().count(), ..from },
            Some(last) => {
                let column = between.get(last + 1..).unwrap_or_default().chars().count();
                let line_start = from.offset + last + 1;
                Position { offset, line: from.line + newlines, line_start, column }
            }
        };
        self.seen
    }
}

/// Returns the part of a line to show, and the range of the place in it.
fn window(text: &str, line: Range<usize>, place: Range<usize>) -> (String, Range<usize>) {
    let before = text.get(line.start..place.start).unwrap_or_default();
    let inside = text.get(place.clone()).unwrap_or_default();
    let after = text.get(place.end..line.end).unwrap_or_default();
    let is_long = line.len() > LONG;
    let mut shown = String::new();
    let skipped = before.char_indices().rev().nth(BEFORE).filter(|_| is_long);
    match skipped.and_then(|(index, char)| before.get(index + char.len_utf8()..)) {
        Some(rest) => shown.extend(["…", rest]),
        None => shown.push_str(before),
    }
    let start = shown.len();
    let mut left = if is_long { AFTER } else { usize::MAX };
    push(&mut shown, inside, &mut left);
    let end = shown.len();
    push(&mut shown, after, &mut left);
    (shown, start..end)
}

/// Appends as many characters as `left` allows, and an ellipsis for the rest.
fn push(shown: &mut String, text: &str, left: &mut usize) {
    for char in text.chars() {
        let Some(less) = left.checked_sub(1) else {
            if !shown.ends_with('…') {
                shown.push('…');
            }
            return;
        };
        *left = less;
        shown.push(char);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_found_and_cut() {
        let long = format!("a\n{}key{}\nb", "x".repeat(500), "y".repeat(500));
        let mut lines = Lines::new(&long);
        let excerpt = lines.excerpt(&(502..505));
        assert_eq!((excerpt.line, excerpt.column), (2, 501));
        assert_eq!(&excerpt.text[excerpt.span.clone()], "key");
        assert!(excerpt.text.starts_with('…') && excerpt.text.ends_with('…'));
        assert!(excerpt.is_cut && excerpt.text.chars().count() < 160);
        let last = lines.excerpt(&(long.len()..long.len()));
        assert_eq!((last.line, last.column, last.text.as_str()), (3, 2, "b"));
        let first = lines.excerpt(&(0..999));
        assert_eq!((first.line, first.text.as_str(), first.span), (1, "a", 0..1));
    }
}
