//! One line, and what is too long for one: groups are opened from the left until the rest has its place.

use super::space::Class;
use super::tree::{Group, Kind, Piece, Tree};

/// The columns of a line.
const WIDTH: usize = 100;
/// The columns that an inner level stands further to the right.
pub(super) const STEP: usize = 4;

/// The text so far.
#[derive(Debug)]
pub(super) struct Printer<'t> {
    pub(super) tree: &'t Tree<'t>,
    out: String,
    /// Where the last line begins.
    begin: usize,
}

impl<'t> Printer<'t> {
    pub(super) fn new(tree: &'t Tree<'t>) -> Self {
        Self { tree, out: String::with_capacity(4096), begin: 0 }
    }

    pub(super) fn finish(mut self) -> String {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out
    }

    pub(super) fn is_empty(&self) -> bool {
        self.out.is_empty()
    }

    pub(super) fn push(&mut self, text: &str) {
        self.out.push_str(text);
    }

    pub(super) fn new_line(&mut self, indent: usize) {
        self.out.push('\n');
        self.begin = self.out.len();
        self.out.extend(std::iter::repeat_n(' ', indent));
    }

    /// A line between two items.
    pub(super) fn blank(&mut self) {
        self.out.push('\n');
    }

    fn column(&self) -> usize {
        self.out.len() - self.begin
    }

    /// Whether pieces find place on this line, with so many columns left behind them.
    pub(super) fn fits(&self, pieces: &[Piece], tail: usize) -> bool {
        !is_hard(pieces) && self.column() + width(pieces) + tail <= WIDTH
    }

    /// Pieces on this line, and on further ones if they need them.
    pub(super) fn run(&mut self, pieces: &[Piece], indent: usize, tail: usize) {
        if self.fits(pieces, tail) {
            return self.flat(pieces);
        }
        if let Some(starts) = self.chain(pieces) {
            return self.links(pieces, &starts, indent, tail);
        }
        for (index, piece) in pieces.iter().enumerate() {
            if piece.space && index > 0 {
                self.push(" ");
            }
            let Some(group) = &piece.group else {
                self.push(self.tree.text(piece));
                continue;
            };
            let rest = pieces.get(index + 1..).unwrap_or_default();
            let own = piece.width - usize::from(piece.space);
            let place = self.column() + own + until_group(rest, tail) <= WIDTH;
            let whole = group.level.pieces.is_empty() || self.is_visibility(pieces, index);
            if (place && !hard(group)) || whole {
                self.flat_group(group);
            } else {
                self.open(group, indent);
            }
        }
    }

    /// Whether a group belongs to `pub`, which may stand on several lines nowhere.
    fn is_visibility(&self, pieces: &[Piece], index: usize) -> bool {
        let before = index.checked_sub(1).and_then(|before| pieces.get(before));
        before.is_some_and(|before| before.group.is_none() && self.tree.text(before) == "pub")
    }

    /// Where the calls of a chain begin, if the pieces are one: `a.b(..).c(..)`.
    fn chain(&self, pieces: &[Piece]) -> Option<Vec<usize>> {
        if pieces.iter().any(|piece| piece.class == Class::Brace) {
            return None;
        }
        let dots = pieces.iter().enumerate().filter(|(_, piece)| piece.class == Class::Dot);
        let mut starts: Vec<usize> = dots.map(|(index, _)| index).collect();
        let called = |start: &usize| {
            let link = pieces.get(start + 1..).unwrap_or_default();
            let call = |piece: &Piece| matches!(piece.class, Class::Path | Class::Group);
            let awaits = link.first().is_some_and(|word| self.tree.text(word) == "await");
            awaits || link.get(1).is_some_and(call)
        };
        starts.retain(called);
        // What is hardly longer than an indent keeps its first call beside it.
        if starts
            .first()
            .is_some_and(|first| width(pieces.get(..*first).unwrap_or_default()) <= STEP)
        {
            starts.remove(0);
        }
        (starts.len() > 1).then_some(starts)
    }

    /// A chain, with a line for each call.
    fn links(&mut self, pieces: &[Piece], starts: &[usize], indent: usize, tail: usize) {
        let ends = starts.iter().skip(1).copied().chain([pieces.len()]);
        self.run(
            pieces.get(..starts.first().copied().unwrap_or_default()).unwrap_or_default(),
            indent,
            0,
        );
        for (start, end) in starts.iter().zip(ends) {
            self.new_line(indent + STEP);
            let tail = if end == pieces.len() { tail } else { 0 };
            self.run(pieces.get(*start..end).unwrap_or_default(), indent + STEP, tail);
        }
    }

    /// Pieces on this line, whatever its length.
    pub(super) fn flat(&mut self, pieces: &[Piece]) {
        for (index, piece) in pieces.iter().enumerate() {
            if piece.space && index > 0 {
                self.push(" ");
            }
            match &piece.group {
                Some(group) => self.flat_group(group),
                None => self.push(self.tree.text(piece)),
            }
        }
    }

    fn flat_group(&mut self, group: &Group) {
        let (open, close) = group.kind.delimiters();
        let padded = group.kind.is_padded() && !group.level.pieces.is_empty();
        self.out.push(open);
        if padded {
            self.push(" ");
        }
        let pieces = without_comma(group);
        self.flat(pieces);
        if padded {
            self.push(" ");
        }
        self.out.push(close);
    }

    /// A group on several lines.
    pub(super) fn open(&mut self, group: &Group, indent: usize) {
        let (open, close) = group.kind.delimiters();
        if group.level.pieces.is_empty() {
            self.out.push(open);
            self.out.push(close);
            return;
        }
        self.out.push(open);
        match group.kind {
            Kind::Items => {
                self.items(&group.level, indent + STEP);
                self.new_line(indent);
            }
            Kind::Fields => self.fields(&group.level, indent),
            Kind::Block | Kind::Inline => self.statements(&group.level, indent),
            Kind::Arms => self.arms(&group.level, indent),
            Kind::Parens | Kind::Macro | Kind::Brackets | Kind::Braces | Kind::Imports => {
                self.list(group, indent);
            }
        }
        self.out.push(close);
    }

    /// The elements of a list: beside the delimiters if one alone is long, else each on a line.
    fn list(&mut self, group: &Group, indent: usize) {
        let elements = elements(&group.level.pieces);
        if group.kind == Kind::Parens && self.hug(&elements, indent) {
            return;
        }
        let scalar = |element: &&[Piece]| matches!(element, [piece] if piece.group.is_none());
        let fill =
            matches!(group.kind, Kind::Brackets | Kind::Imports) && elements.iter().all(scalar);
        let inner = indent + STEP;
        for (index, element) in elements.iter().enumerate() {
            if !fill || index == 0 || self.column() + width(element) + 2 > WIDTH {
                self.new_line(inner);
            } else {
                self.push(" ");
            }
            self.run(element, inner, 1);
            if group.kind != Kind::Macro || index + 1 < elements.len() {
                self.push(",");
            }
        }
        self.new_line(indent);
    }

    /// The last argument may go over several lines beside the others, if it alone has to.
    fn hug(&mut self, elements: &[&[Piece]], indent: usize) -> bool {
        let Some((last, before)) = elements.split_last() else { return false };
        let Some(at) = last.iter().position(|piece| piece.group.as_deref().is_some_and(hard))
        else {
            let alone = before.is_empty() && ends_in_list(last);
            let head = last.len().saturating_sub(1);
            let head = last.get(..head).unwrap_or_default();
            if alone && !is_hard(head) && self.column() + width(head) + 2 <= WIDTH {
                self.run(last, indent, 1);
                return true;
            }
            return false;
        };
        let head: usize = before.iter().map(|element| width(element) + 2).sum::<usize>()
            + width(last.get(..at).unwrap_or_default());
        if before.iter().any(|element| is_hard(element)) || self.column() + head + 2 > WIDTH {
            return false;
        }
        for element in before {
            self.flat(element);
            self.push(", ");
        }
        self.run(last, indent, 1);
        true
    }
}

/// Whether an element is something with a list of its own at its end, which can be opened in its place.
fn ends_in_list(element: &[Piece]) -> bool {
    let last = element.last().and_then(|piece| piece.group.as_deref());
    last.is_some_and(|group| !group.level.pieces.is_empty() && group.kind != Kind::Parens)
}

/// Whether a group needs lines of its own.
fn hard(group: &Group) -> bool {
    let own = matches!(group.kind, Kind::Fields | Kind::Items | Kind::Block | Kind::Arms);
    group.level.hard || (own && !group.level.pieces.is_empty())
}

pub(super) fn is_hard(pieces: &[Piece]) -> bool {
    pieces.iter().any(|piece| piece.group.as_deref().is_some_and(hard))
}

/// The width of pieces on one line.
pub(super) fn width(pieces: &[Piece]) -> usize {
    let first = pieces.first().map_or(0, |piece| usize::from(piece.space));
    pieces.iter().map(|piece| piece.width).sum::<usize>() - first
}

/// The width of what follows a group on its line, up to where the next group could be opened.
fn until_group(rest: &[Piece], tail: usize) -> usize {
    let mut sum = 0;
    for piece in rest {
        match &piece.group {
            Some(group) if !group.level.pieces.is_empty() => {
                return sum + 1 + usize::from(piece.space);
            }
            _ => sum += piece.width,
        }
    }
    sum + tail
}

/// The pieces of a group on one line: a comma at its end is left out where it means nothing.
fn without_comma(group: &Group) -> &[Piece] {
    let pieces = group.level.pieces.as_slice();
    let commas = pieces.iter().filter(|piece| piece.class == Class::Stop).count();
    match pieces.split_last() {
        // A tuple of one keeps it.
        Some((last, rest))
            if last.class == Class::Stop
                && (commas > 1 || !matches!(group.kind, Kind::Parens | Kind::Macro)) =>
        {
            rest
        }
        _ => pieces,
    }
}

/// The elements between commas; those of generics and of a closure's parameters part nothing.
pub(super) fn elements(pieces: &[Piece]) -> Vec<&[Piece]> {
    let mut found = Vec::new();
    let mut rest = pieces;
    while !rest.is_empty() {
        let element = first_element(rest);
        found.push(element);
        rest = rest.get(element.len() + 1..).unwrap_or_default();
    }
    found
}

/// What stands before the first comma: of a long list the rest is not looked at.
pub(super) fn first_element(pieces: &[Piece]) -> &[Piece] {
    let mut depth = 0_usize;
    for (index, piece) in pieces.iter().enumerate() {
        match piece.class {
            Class::Less | Class::BarOpen => depth += 1,
            Class::Greater => depth = depth.saturating_sub(1),
            Class::BarClose if depth > 0 && piece.width <= 2 => depth -= 1,
            Class::Stop if depth == 0 => return pieces.get(..index).unwrap_or_default(),
            _ => {}
        }
    }
    pieces
}
