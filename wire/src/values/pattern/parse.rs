//! Parses ECMA-262 expressions into a tree: with the flag `u`, and without it by the rules for web browsers (annex B.1).

use std::ops::Range;

use regex_syntax::hir::ClassUnicode;

use super::Pattern;

mod class;

use class::{any_but_line_ends, one};

/// The deepest nesting of groups.
const DEEPEST: usize = 100;
/// An expression.
#[derive(Debug)]
pub(super) enum Node {
    /// One character of a set.
    Set(ClassUnicode),
    /// The start or the end of the text.
    Start,
    End,
    /// A word boundary, or any other place.
    Boundary {
        negated: bool,
    },
    Concat(Vec<Node>),
    Either(Vec<Node>),
    Repeat {
        node: Box<Node>,
        least: u32,
        most: Option<u32>,
        lazy: bool,
        groups: Range<usize>,
    },
    /// A capturing group, by its number.
    Group(usize, Box<Node>),
    Look {
        ahead: bool,
        negated: bool,
        node: Box<Node>,
    },
    /// A back reference to the groups of a number or a name.
    Back(Vec<usize>),
}

/// Parses a valid expression. Returns `None` for what this parser does not know. `strict` says whether the expression
/// has the flag `u`.
pub(super) fn parse(source: &str, strict: bool) -> Option<Node> {
    let chars: Vec<char> = source.chars().collect();
    let names = names(&chars);
    let mut parser = Parser { chars: &chars, at: 0, strict, names, groups: 0, depth: 0 };
    let node = parser.either()?;
    (parser.at == chars.len()).then_some(node)
}

/// Returns the names of the capturing groups, in order.
fn names(chars: &[char]) -> Vec<Option<String>> {
    let (mut names, mut in_class, mut at) = (Vec::new(), false, 0);
    while let Some(c) = chars.get(at) {
        let ahead = |by: usize| chars.get(at + by).copied();
        match c {
            '\\' => at += 1,
            '[' => in_class = true,
            ']' => in_class = false,
            '(' if in_class => {}
            '(' if ahead(1) != Some('?') => names.push(None),
            '(' if ahead(2) == Some('<') && !matches!(ahead(3), Some('=' | '!')) => {
                let name = chars.iter().skip(at + 3).take_while(|c| **c != '>');
                names.push(Some(name.collect()));
            }
            _ => {}
        }
        at += 1;
    }
    names
}

struct Parser<'c> {
    chars: &'c [char],
    at: usize,
    strict: bool,
    /// The names of all groups.
    names: Vec<Option<String>>,
    /// The number of groups that were opened.
    groups: usize,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += 1;
        Some(c)
    }

    /// Takes `text` if it comes next.
    fn take(&mut self, text: &str) -> bool {
        let length = text.chars().count();
        let is_next = self
            .chars
            .get(self.at..self.at + length)
            .is_some_and(|next| next.iter().copied().eq(text.chars()));
        self.at += if is_next { length } else { 0 };
        is_next
    }

    fn either(&mut self) -> Option<Node> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let mut branches = Vec::new();
        loop {
            let mut nodes = Vec::new();
            while !matches!(self.peek(), None | Some('|' | ')')) {
                let before = self.groups;
                let node = self.term()?;
                nodes.push(self.repeated(node, before)?);
            }
            branches.push(Node::Concat(nodes));
            if !self.take("|") {
                self.depth -= 1;
                return Some(Node::Either(branches));
            }
        }
    }

    fn term(&mut self) -> Option<Node> {
        Some(match self.next()? {
            '^' => Node::Start,
            '$' => Node::End,
            '(' => return self.group(),
            '.' => Node::Set(any_but_line_ends()),
            '[' => Node::Set(self.class()?),
            '\\' => return self.escape(),
            // A repetition of nothing is invalid; braces may be text (annex B.1.1).
            '*' | '+' | '?' => return None,
            c => Node::Set(one(c)),
        })
    }

    fn group(&mut self) -> Option<Node> {
        let look =
            [("?=", true, false), ("?!", true, true), ("?<=", false, false), ("?<!", false, true)];
        let look = look.into_iter().find(|(mark, ..)| self.take(mark));
        let node = if let Some((_, ahead, negated)) = look {
            Node::Look { ahead, negated, node: Box::new(self.either()?) }
        } else if self.take("?:") {
            self.either()?
        } else {
            if self.take("?<") {
                while self.next()? != '>' {}
            } else if self.peek() == Some('?') {
                return None;
            }
            self.groups += 1;
            Node::Group(self.groups, Box::new(self.either()?))
        };
        self.take(")").then_some(node)
    }

    /// Parses the quantifiers behind a term, whose groups follow the first `before` ones.
    fn repeated(&mut self, node: Node, before: usize) -> Option<Node> {
        let start = self.at;
        let (least, most) = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => {
                self.at += 1;
                let Some(range) = self.range() else {
                    self.at = start;
                    return (!self.strict).then_some(node);
                };
                self.at -= 1;
                range
            }
            _ => return Some(node),
        };
        self.at += 1;
        let lazy = self.take("?");
        let groups = before + 1..self.groups + 1;
        Some(Node::Repeat { node: Box::new(node), least, most, lazy, groups })
    }

    /// Parses `2}`, `2,}` or `2,3}`.
    fn range(&mut self) -> Option<(u32, Option<u32>)> {
        let least = self.number()?;
        let most = if self.take(",") { self.number() } else { Some(least) };
        if !self.take("}") || most.is_some_and(|most| most < least) {
            return None;
        }
        // Longer texts are refused anyway.
        let most = most.filter(|most| *most as usize <= Pattern::LONGEST);
        Some((least.min(u32::try_from(Pattern::LONGEST + 1).unwrap_or(least)), most))
    }

    fn number(&mut self) -> Option<u32> {
        let mut number = None;
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(10)) {
            self.at += 1;
            number = Some(number.unwrap_or(0_u32).saturating_mul(10).saturating_add(digit));
        }
        number
    }

    /// Parses an escape outside of a class.
    fn escape(&mut self) -> Option<Node> {
        match self.peek()? {
            'b' | 'B' => {
                let negated = self.next() == Some('B');
                Some(Node::Boundary { negated })
            }
            'k' if self.strict || self.names.iter().any(Option::is_some) => {
                self.at += 1;
                let mut name = String::new();
                if !self.take("<") {
                    return None;
                }
                while self.peek()? != '>' {
                    name.extend(self.next());
                }
                self.at += 1;
                let known = self.names.iter().enumerate();
                let known = known.filter(|(_, known)| known.as_ref() == Some(&name));
                let groups: Vec<usize> = known.map(|(index, _)| index + 1).collect();
                (!groups.is_empty()).then_some(Node::Back(groups))
            }
            '1'..='9' => {
                let start = self.at;
                let group = self.number()? as usize;
                if group <= self.names.len() {
                    return Some(Node::Back(vec![group]));
                }
                self.at = start;
                self.class_escape().map(Node::Set)
            }
            _ => self.class_escape().map(Node::Set),
        }
    }

    /// Returns the code of an escaped character that stands for itself, which needs that the flag `u` is not set.
    fn literal(&self, c: char) -> Option<u32> {
        (!self.strict).then_some(u32::from(c))
    }

    fn octal(&mut self) -> u32 {
        let mut code = 0;
        for _ in 0..3 {
            match self.peek().and_then(|c| c.to_digit(8)) {
                Some(digit) if code * 8 + digit <= 0o377 => {
                    self.at += 1;
                    code = code * 8 + digit;
                }
                _ => break,
            }
        }
        code
    }

    fn hex(&mut self, length: usize) -> Option<u32> {
        let digits = self.chars.get(self.at..self.at + length)?;
        let code = digits.iter().try_fold(0, |code, c| Some(code * 16 + c.to_digit(16)?))?;
        self.at += length;
        Some(code)
    }

    /// Parses what follows `\u`. Braces need the flag `u`, but mean the same in expressions without it.
    fn unicode(&mut self) -> Option<u32> {
        let start = self.at;
        if self.take("{") {
            let mut code = Some(0_u32);
            while let Some(digit) = self.peek().and_then(|c| c.to_digit(16)) {
                self.at += 1;
                code = code.and_then(|code| code.checked_mul(16)?.checked_add(digit));
            }
            if self.at > start + 1 && self.take("}") {
                return code;
            }
            self.at = start;
        }
        self.unit().or_else(|| self.literal('u'))
    }

    /// Parses a unit of UTF-16, or two that form a character.
    fn unit(&mut self) -> Option<u32> {
        let code = self.hex(4)?;
        let start = self.at;
        if (0xD800..0xDC00).contains(&code) && self.take("\\u") {
            match self.hex(4) {
                Some(low) if (0xDC00..0xE000).contains(&low) => {
                    return Some(0x1_0000 + ((code - 0xD800) << 10) + (low - 0xDC00));
                }
                _ => self.at = start,
            }
        }
        Some(code)
    }
}
