//! The code interpreter: finds and evaluates the calculation in a message.

/// A calculation in a text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Calculation {
    /// The original text.
    pub(super) code: String,
    pub(super) result: f64,
}

/// The maximum nesting of parentheses.
const DEEPEST: u32 = 32;

/// Returns the longest calculation in a text that has a result. A single number is not a calculation.
pub(super) fn find(text: &str) -> Option<Calculation> {
    let is_part = |sign: char| sign.is_ascii_digit() || " .+-*/()".contains(sign);
    let mut found: Option<Calculation> = None;
    for part in text.split(|sign| !is_part(sign)) {
        let code = part.trim().trim_end_matches('.').trim();
        let has_operator = code.char_indices().any(|(at, sign)| at > 0 && "+-*/".contains(sign));
        if !has_operator || found.as_ref().is_some_and(|found| found.code.len() >= code.len()) {
            continue;
        }
        let mut rest = Rest { signs: code.as_bytes(), depth: 0 };
        if let Some(result) = rest.sum().filter(|result| rest.is_over() && result.is_finite()) {
            found = Some(Calculation { code: code.to_owned(), result });
        }
    }
    found
}

/// The rest of a calculation to parse.
struct Rest<'t> {
    signs: &'t [u8],
    depth: u32,
}

impl Rest<'_> {
    fn is_over(&mut self) -> bool {
        self.peek().is_none()
    }

    fn peek(&mut self) -> Option<u8> {
        while let [b' ', rest @ ..] = self.signs {
            self.signs = rest;
        }
        self.signs.first().copied()
    }

    fn take(&mut self, wanted: u8) -> Option<()> {
        (self.peek()? == wanted).then(|| self.signs = self.signs.get(1..).unwrap_or_default())
    }

    fn sum(&mut self) -> Option<f64> {
        let mut sum = self.product()?;
        loop {
            if self.take(b'+').is_some() {
                sum += self.product()?;
            } else if self.take(b'-').is_some() {
                sum -= self.product()?;
            } else {
                return Some(sum);
            }
        }
    }

    fn product(&mut self) -> Option<f64> {
        let mut product = self.factor()?;
        loop {
            if self.take(b'*').is_some() {
                product *= self.factor()?;
            } else if self.take(b'/').is_some() {
                product /= self.factor()?;
            } else {
                return Some(product);
            }
        }
    }

    fn factor(&mut self) -> Option<f64> {
        self.depth = self.depth.checked_add(1).filter(|depth| *depth <= DEEPEST)?;
        let value = if self.take(b'-').is_some() {
            -self.factor()?
        } else if self.take(b'(').is_some() {
            let inner = self.sum()?;
            self.take(b')')?;
            inner
        } else {
            self.number()?
        };
        self.depth -= 1;
        Some(value)
    }

    fn number(&mut self) -> Option<f64> {
        self.peek()?;
        let is_digit = |sign: &u8| sign.is_ascii_digit() || *sign == b'.';
        let length = self.signs.iter().take_while(|sign| is_digit(sign)).count();
        let (number, rest) = self.signs.split_at_checked(length)?;
        self.signs = rest;
        std::str::from_utf8(number).ok()?.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn calculations_are_found_and_evaluated() {
        let table = [
            ("What is 2 + 3 * 4?", Some(("2 + 3 * 4", 14.0))),
            ("Calculate (2+3)*-4.", Some(("(2+3)*-4", -20.0))),
            ("9900 / 12 a month, or 1-1?", Some(("9900 / 12", 825.0))),
            ("On 2025-11-20", Some(("2025-11-20", 1994.0))),
            ("1.5 + .5", Some(("1.5 + .5", 2.0))),
            ("42", None),
            ("-42", None),
            ("1 / 0", None),
            ("1 +", None),
            ("(1 + 2", None),
            ("1..2 + 3", None),
            ("no figures - none", None),
            ("größe 3 - 1 日本", Some(("3 - 1", 2.0))),
        ];
        for (text, expected) in table {
            let found = find(text);
            let found = found.as_ref().map(|found| (found.code.as_str(), found.result));
            assert_eq!(found, expected, "{text}");
        }
        let deep = format!("{}1{} + 1", "(".repeat(40), ")".repeat(40));
        assert_eq!(find(&deep), None);
    }
}
