//! Sets of characters in an expression: classes in brackets, escapes such as `\d`, and properties of Unicode.

use std::ops::Range;

use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, HirKind};

use super::Parser;

/// Characters that are not in a text: a class of them is empty.
const SURROGATES: Range<u32> = 0xD800..0xE000;
/// White space and line ends (ECMA-262, sections 12.2 and 12.3).
const SPACE: &[(char, char)] = &[
    ('\t', '\r'),
    (' ', ' '),
    ('\u{A0}', '\u{A0}'),
    ('\u{1680}', '\u{1680}'),
    ('\u{2000}', '\u{200A}'),
    ('\u{2028}', '\u{2029}'),
    ('\u{202F}', '\u{202F}'),
    ('\u{205F}', '\u{205F}'),
    ('\u{3000}', '\u{3000}'),
    ('\u{FEFF}', '\u{FEFF}'),
];
const DIGIT: &[(char, char)] = &[('0', '9')];
const WORD: &[(char, char)] = &[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')];
const LINE_ENDS: &[(char, char)] = &[('\n', '\n'), ('\r', '\r'), ('\u{2028}', '\u{2029}')];

impl Parser<'_> {
    /// Parses an escape that stands for one character of a set.
    pub(super) fn class_escape(&mut self) -> Option<ClassUnicode> {
        let start = self.at;
        let c = self.next()?;
        let code = match c {
            'd' | 'D' => return Some(set(DIGIT, c == 'D')),
            'w' | 'W' => return Some(set(WORD, c == 'W')),
            's' | 'S' => return Some(set(SPACE, c == 'S')),
            'p' | 'P' if self.strict => return self.property(c == 'P'),
            't' => 0x9,
            'n' => 0xA,
            'v' => 0xB,
            'f' => 0xC,
            'r' => 0xD,
            'c' => {
                if let Some(letter) = self.peek().filter(char::is_ascii_alphabetic) {
                    self.at += 1;
                    u32::from(letter) % 32
                } else {
                    // The backslash is text (annex B.1.2).
                    self.at = start;
                    u32::from('\\')
                }
            }
            '0' if self.strict => 0,
            '0'..='7' if !self.strict => {
                self.at = start;
                self.octal()
            }
            'x' => self.hex(2).or_else(|| self.literal(c))?,
            'u' => self.unicode()?,
            c => u32::from(c),
        };
        Some(range(code, code))
    }

    fn property(&mut self, negated: bool) -> Option<ClassUnicode> {
        let mut name = String::from(r"\p");
        while !name.ends_with('}') {
            name.push(self.next()?);
        }
        let mut set = match regex_syntax::parse(&name).ok()?.into_kind() {
            HirKind::Class(Class::Unicode(set)) => set,
            HirKind::Literal(text) => {
                let chars = std::str::from_utf8(&text.0).ok()?.chars();
                ClassUnicode::new(chars.map(|c| ClassUnicodeRange::new(c, c)))
            }
            _ => return None,
        };
        if negated {
            set.negate();
        }
        Some(set)
    }

    pub(super) fn class(&mut self) -> Option<ClassUnicode> {
        let negated = self.take("^");
        let mut class = ClassUnicode::empty();
        loop {
            if self.take("]") {
                if negated {
                    class.negate();
                }
                return Some(class);
            }
            let (from, is_char) = self.member()?;
            let is_range = self.peek() == Some('-')
                && self.chars.get(self.at + 1).is_some_and(|next| *next != ']');
            if !is_range {
                class.union(&from.set());
                continue;
            }
            self.at += 1;
            let (to, to_is_char) = self.member()?;
            if is_char && to_is_char {
                class.union(&range(from.first(), to.first()));
            } else {
                // Next to a class escape, a hyphen is literal (ECMA-262, annex B.1.2.9).
                class.union(&from.set());
                class.union(&one('-'));
                class.union(&to.set());
            }
        }
    }

    /// Parses a member of a class, and whether it is a character.
    fn member(&mut self) -> Option<(Member, bool)> {
        let c = self.next()?;
        if c != '\\' {
            return Some((Member::Char(u32::from(c)), true));
        }
        if self.take("b") {
            return Some((Member::Char(8), true));
        }
        let next = self.peek()?;
        if matches!(next, 'd' | 'D' | 'w' | 'W' | 's' | 'S')
            || matches!(next, 'p' | 'P') && self.strict
        {
            return Some((Member::Set(self.class_escape()?), false));
        }
        // A control escape of a digit or `_` (annex B.1.2.6) is in no document.
        if next == 'c' && !self.chars.get(self.at + 1).is_some_and(char::is_ascii_alphabetic) {
            return None;
        }
        // Surrogates have no character, but may begin or end a range.
        if self.take("u") {
            return Some((Member::Char(self.unicode()?), true));
        }
        let set = self.class_escape()?;
        let char = set.ranges().first().map(|range| u32::from(range.start()));
        Some((char.map_or(Member::Set(set), Member::Char), true))
    }
}

/// A member of a class: a character, which may be a surrogate, or a set.
enum Member {
    Char(u32),
    Set(ClassUnicode),
}

impl Member {
    fn first(&self) -> u32 {
        match self {
            Self::Char(code) => *code,
            Self::Set(_) => 0xD800,
        }
    }

    fn set(self) -> ClassUnicode {
        match self {
            Self::Char(code) => range(code, code),
            Self::Set(set) => set,
        }
    }
}

/// What `.` means.
pub(super) fn any_but_line_ends() -> ClassUnicode {
    set(LINE_ENDS, true)
}

fn set(ranges: &[(char, char)], negated: bool) -> ClassUnicode {
    let ranges = ranges.iter().map(|(from, to)| ClassUnicodeRange::new(*from, *to));
    let mut set = ClassUnicode::new(ranges);
    if negated {
        set.negate();
    }
    set
}

pub(super) fn one(c: char) -> ClassUnicode {
    set(&[(c, c)], false)
}

/// Returns the characters with codes in a range, which may begin or end with a surrogate.
fn range(from: u32, to: u32) -> ClassUnicode {
    let from = if SURROGATES.contains(&from) { SURROGATES.end } else { from };
    let to = if SURROGATES.contains(&to) { SURROGATES.start - 1 } else { to };
    match (char::from_u32(from), char::from_u32(to)) {
        (Some(from), Some(to)) if from <= to => set(&[(from, to)], false),
        _ => ClassUnicode::empty(),
    }
}
