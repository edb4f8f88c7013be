//! What it costs to match a pattern: a server counts steps, and some patterns take too many.

use std::iter::Peekable;
use std::str::Chars;

/// The number of characters and classes of a pattern, with its repetitions written out. Larger patterns may be too large
/// for `counterpart-wire`.
const LARGEST: u64 = 25_000;
/// The longest text that is matched. Repetitions beyond it make no difference.
const LONGEST_TEXT: u64 = 16 * 1024;

/// The cost of matching.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Cost {
    /// Steps in proportion to the length of the text.
    Linear,
    /// In the worst case, twice the steps for each further character.
    Exponential,
    /// The pattern cannot be matched, and why.
    Unsupported(&'static str),
}

/// Returns the cost of a valid pattern.
pub(super) fn of(pattern: &str) -> Cost {
    let groups = Groups::of(pattern);
    let mut walk = Walk { rest: pattern.chars().peekable(), groups, refers: false, unknown: None };
    let size = walk.size();
    match walk.unknown {
        Some(what) => Cost::Unsupported(what),
        None if size > LARGEST => {
            Cost::Unsupported("it is too large with its repetitions written out")
        }
        None if walk.refers => Cost::Exponential,
        None => Cost::Linear,
    }
}

/// The capturing groups of a pattern.
struct Groups {
    count: u64,
    have_names: bool,
}

impl Groups {
    fn of(pattern: &str) -> Self {
        let mut groups = Self { count: 0, have_names: false };
        let mut in_class = false;
        let mut rest = pattern.char_indices();
        while let Some((at, c)) = rest.next() {
            let behind = pattern.get(at + 1..).unwrap_or_default();
            match c {
                '\\' => drop(rest.next()),
                '[' => in_class = true,
                ']' => in_class = false,
                '(' if !in_class => {
                    let is_named = behind.starts_with("?<")
                        && !behind.starts_with("?<=")
                        && !behind.starts_with("?<!");
                    groups.have_names |= is_named;
                    groups.count += u64::from(is_named || !behind.starts_with('?'));
                }
                _ => {}
            }
        }
        groups
    }
}

struct Walk<'p> {
    rest: Peekable<Chars<'p>>,
    groups: Groups,
    /// Whether there is a back reference.
    refers: bool,
    /// Syntax that is not supported.
    unknown: Option<&'static str>,
}

impl Walk<'_> {
    /// Returns the number of characters and classes, with the repetitions written out.
    fn size(&mut self) -> u64 {
        // The sizes of the open groups, each with the size of what was read last.
        let mut open = vec![(0_u64, 0_u64)];
        while let Some(c) = self.rest.next() {
            let last = match c {
                '(' => {
                    self.group();
                    open.push((0, 0));
                    continue;
                }
                ')' if open.len() > 1 => {
                    let (before, last) = open.pop().unwrap_or_default();
                    before.saturating_add(last)
                }
                '*' | '+' | '?' | '{' => {
                    let times = if c == '{' { self.repetition() } else { 1 };
                    if let Some((_, last)) = open.last_mut() {
                        *last = last.saturating_mul(times);
                    }
                    continue;
                }
                '[' => {
                    self.class();
                    1
                }
                '\\' => {
                    self.escape();
                    1
                }
                _ => 1,
            };
            if let Some((before, now)) = open.last_mut() {
                *before = before.saturating_add(*now);
                *now = last;
            }
        }
        open.into_iter()
            .fold(0, |sum, (before, last)| sum.saturating_add(before).saturating_add(last))
    }

    /// Reads the start of a group.
    fn group(&mut self) {
        if self.rest.next_if_eq(&'?').is_some()
            && self.rest.next_if(|c| matches!(c, ':' | '=' | '!' | '<')).is_none()
        {
            self.unknown = Some("flags for a part of a pattern are not supported");
        }
    }

    /// Reads `2}`, `2,}` or `2,3}`, and returns how often the last part is written out. Text in braces counts as once.
    fn repetition(&mut self) -> u64 {
        let mut ahead = self.rest.clone();
        let text: String = ahead.by_ref().take_while(|c| *c != '}').collect();
        let (least, most) = text.split_once(',').unwrap_or((&text, &text));
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit());
        if !is_number(least) || !(most.is_empty() || is_number(most)) {
            return 1;
        }
        self.rest = ahead;
        let number = |text: &str| text.parse().unwrap_or(u64::MAX);
        let least = number(least).min(LONGEST_TEXT + 1);
        let open = most.is_empty() || number(most) > LONGEST_TEXT;
        if open { least + 1 } else { number(most).max(1) }
    }

    fn class(&mut self) {
        while let Some(c) = self.rest.next() {
            match c {
                '\\' => self.property(),
                ']' => return,
                _ => {}
            }
        }
    }

    /// Reads an escape in a class, or one that is not a back reference.
    fn property(&mut self) {
        if !matches!(self.rest.next(), Some('p' | 'P')) || self.rest.next_if_eq(&'{').is_none() {
            return;
        }
        let name: String = self.rest.by_ref().take_while(|c| *c != '}').collect();
        if matches!(name.as_str(), "Changes_When_NFKC_Casefolded" | "CWKCF") {
            self.unknown = Some("the property `Changes_When_NFKC_Casefolded` is not supported");
        }
    }

    fn escape(&mut self) {
        match self.rest.peek() {
            Some('1'..='9') => {
                let mut group = 0_u64;
                while let Some(digit) = self.rest.peek().and_then(|c| c.to_digit(10)) {
                    self.rest.next();
                    group = group.saturating_mul(10).saturating_add(u64::from(digit));
                }
                self.refers |= group <= self.groups.count;
            }
            Some('k') => {
                self.rest.next();
                self.refers |= self.groups.have_names;
            }
            _ => self.property(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_back_references_are_exponential() {
        for pattern in [
            "^(a+)+$",
            r"^(?=(a|aa)+$)\p{L}+(?<!b)$",
            r"[\1(](a)",
            r"\1",
            r"\\1(a)",
            r"\k(a)",
            "a{,3}",
            "^.{1,20000}$",
            "^[a-z]{100000}$",
        ] {
            assert_eq!(of(pattern), Cost::Linear, "{pattern}");
        }
        for pattern in [r"(a)\1", r"\1(a)", r"(?<n>a)\k<n>", r"(?:a|(b))[(]\1"] {
            assert_eq!(of(pattern), Cost::Exponential, "{pattern}");
        }
    }

    #[test]
    fn large_and_unknown_patterns_are_not_supported() {
        for pattern in [
            "(a{0,1000}){0,1000}",
            "((a{10}){100}){1000}",
            "(?i:a)",
            r"[\p{Changes_When_NFKC_Casefolded}]",
            r"\P{CWKCF}",
        ] {
            assert!(matches!(of(pattern), Cost::Unsupported(_)), "{pattern}");
        }
    }
}
