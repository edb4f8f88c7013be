//! Tokens, the unit for lengths and usage. A token is a word, a part of a long word, or a punctuation mark, with the
//! whitespace before it.

/// The maximum number of letters and digits in a token.
const LONGEST: usize = 8;

/// Counts the tokens of a text.
pub fn count(text: &str) -> u64 {
    Tokens(text).map(|_| 1).sum()
}

/// Returns the start of a text up to a number of tokens.
pub fn cut(text: &str, tokens: u64) -> &str {
    let kept: usize = (0..tokens).zip(Tokens(text)).map(|(_, token)| token.len()).sum();
    text.get(..kept).unwrap_or(text)
}

/// Splits a text into tokens. Concatenated, they are the original text.
struct Tokens<'t>(&'t str);

impl<'t> Iterator for Tokens<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let start = self.0.find(|sign: char| !sign.is_whitespace());
        let Some(start) = start else {
            // Trailing whitespace is a token as well.
            return Some(std::mem::take(&mut self.0)).filter(|rest| !rest.is_empty());
        };
        let mut length = 0;
        for (signs, sign) in self.0.get(start..)?.chars().enumerate() {
            let word = sign.is_alphanumeric();
            if signs > 0 && (!word || signs == LONGEST) {
                break;
            }
            length += sign.len_utf8();
            if !word {
                break;
            }
        }
        let (token, rest) = self.0.split_at_checked(start + length)?;
        self.0 = rest;
        Some(token)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn concatenated_tokens_are_the_text() {
        let table: [(&str, &[&str]); 6] = [
            ("", &[]),
            ("What now?", &["What", " now", "?"]),
            ("  60 a year, at\nmost ", &["  60", " a", " year", ",", " at", "\nmost", " "]),
            ("acknowledgement", &["acknowle", "dgement"]),
            ("--größe", &["-", "-", "größe"]),
            (" ", &[" "]),
        ];
        for (text, expected) in table {
            let found: Vec<&str> = Tokens(text).collect();
            assert_eq!(found, expected, "{text:?}");
            assert_eq!(found.concat(), text);
            assert_eq!(count(text), u64::try_from(expected.len()).unwrap());
        }
    }

    #[test]
    fn a_text_is_truncated_between_tokens() {
        assert_eq!(cut("What is it?", 0), "");
        assert_eq!(cut("What is it?", 3), "What is it");
        assert_eq!(cut("What is it?", 99), "What is it?");
    }
}
