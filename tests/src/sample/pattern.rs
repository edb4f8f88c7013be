//! Strings that match a pattern. Supports the part of ECMA-262 that the documents of this repository use: characters, classes,
//! groups and repetitions. Of several alternatives, the first is used.

use std::iter::Peekable;
use std::str::Chars;

use super::Choices;

/// Returns a string that should match `pattern`.
pub(super) fn fitting(pattern: &str, choices: &mut Choices<'_>) -> String {
    let mut text = String::new();
    let mut rest = pattern.chars().peekable();
    while let Some(c) = rest.next() {
        let set = match c {
            '^' | '$' => continue,
            '|' => break,
            '(' => {
                let inside = group(&mut rest);
                let (least, most) = repetition(&mut rest);
                // Lookaround is not part of the string.
                if ["?=", "?!", "?<=", "?<!"].iter().any(|look| inside.starts_with(look)) {
                    continue;
                }
                for _ in 0..least + choices.below(most - least + 1) {
                    text.push_str(&fitting(inside.trim_start_matches("?:"), choices));
                }
                continue;
            }
            '[' => class(&mut rest),
            '.' => vec!['a', 'é', ' '],
            '\\' => escaped(rest.next().unwrap_or('\\')),
            c => vec![c],
        };
        let (least, most) = repetition(&mut rest);
        for _ in 0..least + choices.below(most - least + 1) {
            text.push(*choices.of(&set));
        }
    }
    text
}

/// Whether a string matches a pattern, by another engine than the one under test.
pub(super) fn is_in(pattern: &str, text: &str) -> bool {
    let regex = regress::Regex::with_flags(pattern, "u").or_else(|_| regress::Regex::new(pattern));
    regex.is_ok_and(|regex| regex.find(text).is_some())
}

/// Returns the content of a group.
fn group(rest: &mut Peekable<Chars<'_>>) -> String {
    let (mut inside, mut open) = (String::new(), 1);
    while let Some(c) = rest.next() {
        match c {
            '(' => open += 1,
            ')' => open -= 1,
            _ => {}
        }
        if open == 0 {
            break;
        }
        inside.push(c);
        if c == '\\' {
            inside.extend(rest.next());
        }
    }
    inside
}

fn escaped(c: char) -> Vec<char> {
    match c {
        'd' => ('0'..='9').collect(),
        'w' => ('a'..='z').chain('A'..='Z').chain(['_', '7']).collect(),
        's' => vec![' ', '\t'],
        'n' => vec!['\n'],
        't' => vec!['\t'],
        c => vec![c],
    }
}

fn class(rest: &mut Peekable<Chars<'_>>) -> Vec<char> {
    let mut set: Vec<char> = Vec::new();
    // A range cannot begin with the end of another one.
    let mut first = None;
    let negated = rest.next_if_eq(&'^').is_some();
    while let Some(c) = rest.next().filter(|c| *c != ']') {
        match (c, first, rest.peek()) {
            ('\\', ..) => {
                set.extend(escaped(rest.next().unwrap_or('\\')));
                first = None;
            }
            ('-', Some(from), Some(to)) if !matches!(to, ']' | '\\') => {
                set.extend(from..=*to);
                rest.next();
                first = None;
            }
            (c, ..) => {
                set.push(c);
                first = Some(c);
            }
        }
    }
    if negated {
        ('a'..='z').chain(['é', '7']).filter(|c| !set.contains(c)).collect()
    } else {
        set
    }
}

fn repetition(rest: &mut Peekable<Chars<'_>>) -> (usize, usize) {
    let bounds = match rest.peek() {
        Some('*') => (0, 4),
        Some('+') => (1, 5),
        Some('?') => (0, 1),
        Some('{') => {
            let text: String = rest.by_ref().skip(1).take_while(|c| *c != '}').collect();
            let (least, most) = text.split_once(',').unwrap_or((&text, &text));
            let least = least.parse().unwrap_or(0);
            // A lazy quantifier takes the same strings.
            rest.next_if_eq(&'?');
            return (least, most.parse().unwrap_or(least + 3).max(least));
        }
        _ => return (1, 1),
    };
    rest.next();
    rest.next_if_eq(&'?');
    bounds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_fits() {
        let bytes: Vec<u8> = (0..=255).collect();
        for pattern in [
            "^[0-9]+$",
            r"^[A-Z]{2}\d+$",
            "^a|b$",
            "x?[^a]*",
            "^(1|4)g$",
            r"^(?!x)[0-9-\.]{2}$",
            "^a+?b*?c??d{2,3}?$",
        ] {
            let found = fitting(pattern, &mut Choices::new(&bytes));
            assert!(is_in(pattern, &found), "{pattern} gave {found}");
            let least = fitting(pattern, &mut Choices::new(&[]));
            assert!(is_in(pattern, &least), "{pattern} gave {least}");
            assert!(least.len() <= found.len(), "{pattern} gave {least} and {found}");
        }
    }
}
