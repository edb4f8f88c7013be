//! Numbers of a JSON text (RFC 8259, section 6).

/// A number. Integers of 64 bits are exact; any other number is the nearest double.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Number {
    Int(i64),
    /// Above the largest `i64`.
    UInt(u64),
    Float(f64),
}

impl Number {
    /// Reads the valid number that begins at `at`.
    #[inline]
    pub(crate) fn read(text: &str, at: usize) -> Self {
        let bytes = text.as_bytes();
        let is_negative = bytes.get(at) == Some(&b'-');
        let start = at + usize::from(is_negative);
        let mut whole: u64 = 0;
        let mut end = start;
        // Eighteen digits fit into an `i64`.
        while let Some(digit @ b'0'..=b'9') = bytes.get(end).filter(|_| end < start + 18) {
            whole = whole * 10 + u64::from(digit - b'0');
            end += 1;
        }
        match bytes.get(end) {
            Some(b'.' | b'e' | b'E') => Self::read_float(written(text, at)),
            Some(b'0'..=b'9') => Self::read_long(written(text, at)),
            // No integer has this sign.
            _ if is_negative && whole == 0 => Self::Float(-0.0),
            _ => {
                let whole = i64::try_from(whole).unwrap_or_default();
                Self::Int(if is_negative { -whole } else { whole })
            }
        }
    }

    /// Reads a number of many digits.
    fn read_long(written: &str) -> Self {
        let unsigned = || written.parse().map(Self::UInt);
        let integer = written.parse().map(Self::Int).or_else(|_| unsigned());
        integer.unwrap_or_else(|_| Self::read_float(written))
    }

    /// Reads a float. Exact to the last bit: the standard library rounds to nearest, ties to even.
    fn read_float(written: &str) -> Self {
        Self::Float(written.parse().unwrap_or_default())
    }

    /// Returns the number as a double.
    pub(crate) fn to_f64(self) -> f64 {
        #[allow(clippy::cast_precision_loss)] // a number is a double unless the schema says integer
        match self {
            Self::Int(value) => value as f64,
            Self::UInt(value) => value as f64,
            Self::Float(value) => value,
        }
    }

    /// Returns whether there is no fraction.
    pub(crate) fn is_integer(self) -> bool {
        !matches!(self, Self::Float(value) if value.fract() != 0.0)
    }
}

/// Returns the text of the number that begins at `at`.
fn written(text: &str, at: usize) -> &str {
    let rest = text.get(at..).unwrap_or_default();
    let is_part = |byte: u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
    let end = rest.bytes().position(|byte| !is_part(byte)).unwrap_or(rest.len());
    rest.get(..end).unwrap_or_default()
}

/// Returns the place after the number that begins at `at`, or `None` if it is invalid or its double is not finite.
#[inline]
pub(super) fn end(bytes: &[u8], at: usize) -> Option<usize> {
    let digits = |mut at: usize| {
        while let Some(b'0'..=b'9') = bytes.get(at) {
            at += 1;
        }
        at
    };
    let some_digits = |at: usize| Some(digits(at)).filter(|end| *end > at);
    let start = at + usize::from(bytes.get(at) == Some(&b'-'));
    let mut end = some_digits(start)?;
    if end > start + 1 && bytes.get(start) == Some(&b'0') {
        return None;
    }
    // Only a long number or one with an exponent can be too large.
    let mut is_large = end - start > 300;
    if bytes.get(end) == Some(&b'.') {
        end = some_digits(end + 1)?;
    }
    if let Some(b'e' | b'E') = bytes.get(end) {
        let has_sign = matches!(bytes.get(end + 1), Some(b'+' | b'-'));
        end = some_digits(end + 1 + usize::from(has_sign))?;
        is_large = true;
    }
    if is_large {
        let written = std::str::from_utf8(bytes.get(at..end)?).ok()?;
        return written.parse().ok().filter(|value: &f64| value.is_finite()).map(|_| end);
    }
    Some(end)
}
