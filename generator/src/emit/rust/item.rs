//! Items, with their attributes and documentation; the fields of a struct and the variants of an enum.

use super::line::{Printer, STEP, elements};
use super::space::Class;
use super::tree::{Level, Piece};

/// Items that end with their braces.
const BRACED: &[&str] = &["struct", "enum", "impl", "trait", "mod", "fn", "async"];

impl Printer<'_> {
    /// The items of a file, a module, an impl or a trait.
    pub(super) fn items(&mut self, level: &Level, indent: usize) {
        let mut rest = level.pieces.as_slice();
        // What the item above was, if it was one of those that stand together.
        let mut listed = None;
        let mut first = true;
        while !rest.is_empty() {
            let (attributes, behind) = attributes(rest);
            let (inner, outer): (Vec<_>, Vec<_>) =
                attributes.into_iter().partition(|attribute| attribute.is_inner);
            for attribute in &inner {
                self.begin(indent, first, false);
                first = false;
                self.attribute(attribute);
                listed = None;
            }
            let word = self.keyword(behind);
            let (item, behind) = self.item_end(behind, word);
            rest = behind;
            if item.is_empty() || (word == "use" && self.is_idle(item)) {
                continue;
            }
            let braces = item.last().is_some_and(|piece| piece.class == Class::Brace);
            let plain = outer.is_empty() && !braces;
            let together = plain && listed.is_some() && listed == list_of(word);
            self.begin(indent, first, !together);
            first = false;
            listed = if plain { list_of(word) } else { None };
            for attribute in &outer {
                self.attribute(attribute);
                self.new_line(indent);
            }
            self.item(item, word, indent);
        }
    }

    /// Whether an import is of a module that nothing is named in.
    fn is_idle(&self, item: &[Piece]) -> bool {
        let name = item.iter().rev().nth(1);
        name.is_some_and(|name| name.group.is_none() && self.tree.is_idle(self.tree.text(name)))
    }

    /// The line of an item.
    fn begin(&mut self, indent: usize, first: bool, apart: bool) {
        if apart && !first {
            self.blank();
        }
        if !(self.is_empty()) {
            self.new_line(indent);
        }
    }

    fn item(&mut self, item: &[Piece], word: &str, indent: usize) {
        match item.split_last() {
            Some((last, header)) if last.class == Class::Brace && BRACED.contains(&word) => {
                self.header(header, indent);
                if let Some(group) = &last.group {
                    self.open(group, indent);
                }
            }
            _ => self.run(item, indent, 0),
        }
    }

    /// What stands in front of the braces; bounds have lines of their own.
    fn header(&mut self, header: &[Piece], indent: usize) {
        let is_where =
            |piece: &Piece| piece.class == Class::Keyword && self.tree.text(piece) == "where";
        let Some(at) = header.iter().position(is_where) else {
            let is_for =
                |piece: &Piece| piece.class == Class::Keyword && self.tree.text(piece) == "for";
            match header.iter().position(is_for).map(|at| header.split_at(at)) {
                Some((head, rest)) if !self.fits(header, 2) => {
                    self.flat(head);
                    self.new_line(indent + STEP);
                    self.run(rest, indent, 2);
                }
                _ => self.run(header, indent, 2),
            }
            self.push(" ");
            return;
        };
        let (head, bounds) = header.split_at(at);
        self.run(head, indent, 0);
        self.new_line(indent);
        self.push("where");
        for bound in elements(bounds.get(1..).unwrap_or_default()) {
            self.new_line(indent + STEP);
            if self.fits(bound, 1) {
                self.flat(bound);
            } else {
                self.sum(bound, indent + STEP);
            }
            self.push(",");
        }
        self.new_line(indent);
    }

    /// `T: A + B`, with a line for each part.
    fn sum(&mut self, bound: &[Piece], indent: usize) {
        let is_plus = |piece: &Piece| piece.class == Class::Binary && self.tree.text(piece) == "+";
        for (index, part) in bound.split(is_plus).enumerate() {
            if index > 0 {
                self.new_line(indent + STEP);
                self.push("+ ");
            }
            self.flat(part);
        }
    }

    /// The fields of a struct or the variants of an enum.
    pub(super) fn fields(&mut self, level: &Level, indent: usize) {
        for element in elements(&level.pieces) {
            let (attributes, field) = attributes(element);
            for attribute in &attributes {
                self.new_line(indent + STEP);
                self.attribute(attribute);
            }
            self.new_line(indent + STEP);
            self.run(field, indent + STEP, 1);
            self.push(",");
        }
        self.new_line(indent);
    }

    /// The word that tells what an item is.
    fn keyword(&self, item: &[Piece]) -> &'static str {
        const WORDS: &[&str] = &[
            "struct", "enum", "impl", "trait", "mod", "fn", "async", "use", "const", "static",
            "type",
        ];
        let mut words =
            item.iter().filter(|piece| piece.group.is_none()).map(|piece| self.tree.text(piece));
        let first = words.find(|word| *word != "pub").unwrap_or_default();
        WORDS.iter().find(|word| **word == first).copied().unwrap_or_default()
    }

    /// Splits an item from what follows it.
    fn item_end<'p>(&self, pieces: &'p [Piece], word: &str) -> (&'p [Piece], &'p [Piece]) {
        let braced = BRACED.contains(&word);
        let mut bang = false;
        let end = pieces.iter().position(|piece| {
            let semicolon = piece.class == Class::Stop && self.tree.text(piece) == ";";
            let closes = piece.class == Class::Brace && (braced || bang);
            bang = piece.class == Class::Bang;
            semicolon || closes
        });
        pieces.split_at(end.map_or(pieces.len(), |end| end + 1))
    }

    /// An attribute on its line; documentation as a comment.
    pub(super) fn attribute(&mut self, attribute: &Attribute<'_>) {
        if let Some(text) = self.prose(attribute) {
            self.push(if attribute.is_inner { "//!" } else { "///" });
            self.push(&text);
        } else {
            self.flat(attribute.pieces);
        }
    }

    /// The text of `#[doc = ".."]`, if it can stand in a comment of one line.
    fn prose(&self, attribute: &Attribute<'_>) -> Option<String> {
        let group = attribute.pieces.last()?.group.as_deref()?;
        let [name, _, literal] = group.level.pieces.as_slice() else { return None };
        if self.tree.text(name) != "doc" {
            return None;
        }
        let text = unescaped(self.tree.text(literal))?;
        (!text.chars().any(char::is_control)).then_some(text)
    }
}

/// What lists an item can stand in without blank lines.
fn list_of(word: &str) -> Option<&'static str> {
    match word {
        "use" => Some("use"),
        "mod" => Some("mod"),
        "type" | "const" => Some("const"),
        _ => None,
    }
}

/// `#[..]` or `#![..]`
#[derive(Debug)]
pub(super) struct Attribute<'p> {
    pieces: &'p [Piece],
    is_inner: bool,
}

/// The attributes in front of something, and the rest.
pub(super) fn attributes(mut pieces: &[Piece]) -> (Vec<Attribute<'_>>, &[Piece]) {
    let mut found = Vec::new();
    while let [hash, rest @ ..] = pieces
        && hash.class == Class::Hash
    {
        let is_inner = rest.first().is_some_and(|piece| piece.class == Class::Bang);
        let length = if is_inner { 3 } else { 2 };
        let Some((attribute, behind)) = pieces.split_at_checked(length) else { break };
        found.push(Attribute { pieces: attribute, is_inner });
        pieces = behind;
    }
    (found, pieces)
}

/// The text of a string literal, as `emit/held` writes one.
fn unescaped(literal: &str) -> Option<String> {
    if let Some(raw) = literal.strip_prefix('r') {
        let raw = raw.trim_matches('#').strip_prefix('"')?.strip_suffix('"')?;
        return Some(raw.to_owned());
    }
    let inner = literal.strip_prefix('"')?.strip_suffix('"')?;
    if !inner.contains('\\') {
        return Some(inner.to_owned());
    }
    let mut text = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            text.push(c);
            continue;
        }
        match chars.next()? {
            'n' => text.push('\n'),
            'r' => text.push('\r'),
            't' => text.push('\t'),
            '0' => text.push('\0'),
            'u' => {
                let digits: String = chars.by_ref().take_while(|c| *c != '}').skip(1).collect();
                text.push(char::from_u32(u32::from_str_radix(&digits, 16).ok()?)?);
            }
            other @ ('\\' | '"' | '\'') => text.push(other),
            _ => return None,
        }
    }
    Some(text)
}
