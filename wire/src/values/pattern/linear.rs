//! Translates ECMA-262 expressions to the syntax of the `regex` crate. The result only has to match the same texts:
//! captures and lazy repetitions make no difference.

use std::fmt::Write as _;
use std::iter::Peekable;
use std::str::Chars;

/// White space and line ends (ECMA-262, sections 12.2 and 12.3), as the content of a class.
const SPACE: &str = r"\t\n\x0B\x0C\r\x20\x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}\x{FEFF}";
const DIGIT: &str = "0-9";
const WORD: &str = "0-9A-Za-z_";
/// Any character except a line end.
const DOT: &str = r"[^\n\r\x{2028}\x{2029}]";

/// Translates an expression. Returns `None` for features that an automaton does not support and for syntax that the
/// two engines might read differently. `strict` says whether the expression has the flag `u`.
pub(super) fn translate(source: &str, strict: bool) -> Option<String> {
    // Without the flag, characters beyond 16 bits count as two.
    if !strict && source.chars().any(|c| c > '\u{FFFF}') {
        return None;
    }
    Translator { rest: source.chars().peekable(), out: String::new(), open: 0, strict }.run()
}

struct Translator<'s> {
    rest: Peekable<Chars<'s>>,
    out: String,
    open: usize,
    strict: bool,
}

/// The meaning of a class member or an escape.
enum Atom {
    Char(char),
    /// The content of a class, and whether it is negated.
    Set(&'static str, bool),
}

impl Translator<'_> {
    fn run(mut self) -> Option<String> {
        let mut is_repeatable = false;
        while let Some(c) = self.rest.next() {
            is_repeatable = match c {
                '^' => self.put(r"\A", false),
                '$' => self.put(r"\z", false),
                '|' => self.put("|", false),
                '(' => {
                    if self.rest.next_if_eq(&'?').is_some() {
                        self.rest.next_if_eq(&':')?;
                    }
                    self.open += 1;
                    self.put("(?:", false)
                }
                ')' => {
                    self.open = self.open.checked_sub(1)?;
                    self.put(")", true)
                }
                '*' | '+' | '?' | '{' => {
                    if !is_repeatable {
                        return None;
                    }
                    self.repetition(c)?;
                    false
                }
                '}' | ']' => return None,
                '.' => self.put(DOT, true),
                '[' => {
                    self.class()?;
                    true
                }
                '\\' if self.rest.next_if_eq(&'b').is_some() => self.put(r"(?-u:\b)", false),
                '\\' => {
                    let atom = self.escape()?;
                    self.put_alone(&atom)
                }
                c => self.put_alone(&Atom::Char(c)),
            };
        }
        (self.open == 0).then_some(self.out)
    }

    /// Writes a piece; returns whether it can be repeated.
    fn put(&mut self, piece: &str, is_repeatable: bool) -> bool {
        self.out.push_str(piece);
        is_repeatable
    }

    fn put_alone(&mut self, atom: &Atom) -> bool {
        match atom {
            Atom::Char(c) => self.put_char(*c),
            Atom::Set(inside, negated) => {
                let not = if *negated { "^" } else { "" };
                // Writing to a `String` cannot fail.
                let _ = write!(self.out, "[{not}{inside}]");
            }
        }
        true
    }

    fn put_char(&mut self, c: char) {
        if c.is_ascii_alphanumeric() {
            self.out.push(c);
        } else {
            let _ = write!(self.out, r"\x{{{:X}}}", u32::from(c));
        }
    }

    fn repetition(&mut self, c: char) -> Option<()> {
        self.out.push(c);
        if c == '{' {
            let least = self.number()?;
            let _ = write!(self.out, "{least}");
            if self.rest.next_if_eq(&',').is_some() {
                self.out.push(',');
                if let Some(most) = self.number() {
                    let _ = write!(self.out, "{most}");
                    if most < least {
                        return None;
                    }
                }
            }
            self.rest.next_if_eq(&'}')?;
            self.out.push('}');
        }
        self.rest.next_if_eq(&'?');
        Some(())
    }

    fn number(&mut self) -> Option<u32> {
        let mut digits = String::new();
        while let Some(digit) = self.rest.next_if(char::is_ascii_digit) {
            digits.push(digit);
        }
        digits.parse().ok()
    }

    /// Parses an escape, except boundaries.
    fn escape(&mut self) -> Option<Atom> {
        let c = self.rest.next()?;
        Some(match c {
            'd' | 'D' => Atom::Set(DIGIT, c == 'D'),
            'w' | 'W' => Atom::Set(WORD, c == 'W'),
            's' | 'S' => Atom::Set(SPACE, c == 'S'),
            't' => Atom::Char('\t'),
            'n' => Atom::Char('\n'),
            'v' => Atom::Char('\u{B}'),
            'f' => Atom::Char('\u{C}'),
            'r' => Atom::Char('\r'),
            '0' if !self.rest.peek().is_some_and(char::is_ascii_digit) => Atom::Char('\0'),
            'x' => Atom::Char(self.hex(2)?),
            'u' if self.rest.next_if_eq(&'{').is_some() => {
                let mut digits = String::new();
                while let Some(digit) = self.rest.next_if(char::is_ascii_hexdigit) {
                    digits.push(digit);
                }
                self.rest.next_if_eq(&'}').filter(|_| self.strict)?;
                Atom::Char(char::from_u32(u32::from_str_radix(&digits, 16).ok()?)?)
            }
            // Surrogates are not characters.
            'u' => Atom::Char(self.hex(4)?),
            c if c.is_alphanumeric() => return None,
            c => Atom::Char(c),
        })
    }

    fn hex(&mut self, length: usize) -> Option<char> {
        let mut code = 0;
        for _ in 0..length {
            code = code * 16 + self.rest.next()?.to_digit(16)?;
        }
        char::from_u32(code)
    }

    fn class(&mut self) -> Option<()> {
        self.out.push('[');
        if self.rest.next_if_eq(&'^').is_some() {
            self.out.push('^');
        }
        let mut is_empty = true;
        loop {
            let c = self.rest.next()?;
            if c == ']' {
                // `regex` has no syntax for an empty class.
                self.out.push(']');
                return (!is_empty).then_some(());
            }
            is_empty = false;
            let from = self.member(c)?;
            let mut ahead = self.rest.clone();
            if ahead.next() != Some('-') || matches!(ahead.next(), Some(']') | None) {
                self.put_member(&from);
                continue;
            }
            self.rest.next();
            let c = self.rest.next()?;
            match (from, self.member(c)?) {
                (Atom::Char(from), Atom::Char(to)) if from <= to => {
                    self.put_char(from);
                    self.out.push('-');
                    self.put_char(to);
                }
                (Atom::Char(_), Atom::Char(_)) => return None,
                // Next to a class escape, a hyphen is literal (ECMA-262, annex B.1.2.9).
                (from, to) => {
                    self.put_member(&from);
                    self.put_char('-');
                    self.put_member(&to);
                }
            }
        }
    }

    fn member(&mut self, c: char) -> Option<Atom> {
        match c {
            '\\' if self.rest.next_if_eq(&'b').is_some() => Some(Atom::Char('\u{8}')),
            '\\' => self.escape(),
            c => Some(Atom::Char(c)),
        }
    }

    fn put_member(&mut self, atom: &Atom) {
        match atom {
            Atom::Char(c) => self.put_char(*c),
            Atom::Set(inside, false) => self.out.push_str(inside),
            Atom::Set(..) => {
                self.put_alone(atom);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Pieces that form a valid expression in most combinations.
    const PIECES: &str = r"a b é 🚢 _ - / . ^ $ | ( (?: ) )* )+ )? ){2} )*? * + ? {2} {1,2} {0,} {,2} [ [^ ] ]+ ]* a-b \d \D \w \W \s \S \
        \b \B \n \t \0 \x61 \u0062 \u{1F6A2} \. \- \/ \] \\ \_ \cA \1 && ~ -- [a-c] [\w-.] [^\s] 1 (?=a) (?!b) # \ud83d";
    const CHARS: &str = "abc12_-./ \n\t\r\u{2028}\u{feff}é🚢\0\\]&~#٣ſ\u{8}dw";

    fn source() -> impl Strategy<Value = String> {
        let pieces: Vec<&str> = PIECES.split_whitespace().chain([" "]).collect();
        proptest::collection::vec(proptest::sample::select(pieces), 0..7)
            .prop_map(|pieces| pieces.concat())
    }

    fn text(most: usize) -> impl Strategy<Value = String> {
        let chars = proptest::collection::vec(
            proptest::sample::select(CHARS.chars().collect::<Vec<_>>()),
            0..most,
        );
        chars.prop_map(|chars| chars.into_iter().collect())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

        /// `regress` is the reference: it was written for ECMA-262.
        #[test]
        fn both_engines_find_the_same(
            source in source(),
            texts in proptest::collection::vec(text(6), 6),
        ) {
            let strict = regress::Regex::with_flags(&source, "u").ok();
            let is_strict = strict.is_some();
            let Some(other) = strict.or_else(|| regress::Regex::new(&source).ok()) else { return Ok(()) };
            let Some(translate) = translate(&source, is_strict) else { return Ok(()) };
            let own = regex::Regex::new(&translate);
            let own = own.map_err(|error| TestCaseError::fail(format!("{source}: {translate}: {error}")))?;
            for text in texts {
                let found = other.find(&text).is_some();
                prop_assert_eq!(own.is_match(&text), found, "{} {} {:?}", source, translate, text);
            }
        }
    }
}
