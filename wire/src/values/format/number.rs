//! Decimal numbers as text, with all digits significant, and URL-safe base64.

/// A sign, digits with an optional decimal point, and an exponent, as decimal libraries write them.
pub(super) fn is_decimal(text: &str) -> bool {
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = |text: &'_ str| text.strip_prefix(['+', '-']).map_or(text.len(), str::len);
    let text = text.split_at(text.len() - unsigned(text)).1;
    let (number, exponent) = match text.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, Some(exponent)),
        None => (text, None),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let is_number = is_digits(whole) && is_digits(fraction) && whole.len() + fraction.len() > 0;
    is_number
        && exponent.is_none_or(|exponent| {
            let digits = exponent.split_at(exponent.len() - unsigned(exponent)).1;
            !digits.is_empty() && is_digits(digits)
        })
}

/// RFC 4648, section 5.
pub(super) fn is_base64url(text: &str) -> bool {
    let bare = text.trim_end_matches('=');
    let padding = text.len() - bare.len();
    let is_known = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    let is_whole = padding == 0 || (padding <= 2 && text.len().is_multiple_of(4));
    bare.len() % 4 != 1 && is_whole && bare.bytes().all(is_known)
}

#[cfg(test)]
mod tests {
    use crate::values::format::Format::{Base64Url, Byte, Decimal};
    use crate::values::format::tests::check;

    #[test]
    fn decimals() {
        check(
            Decimal,
            &[
                "0",
                "12.50",
                "-0.1",
                "+3",
                ".5",
                "5.",
                "1E+2",
                "1e-7",
                "123456789012345678901234567890.01",
            ],
            &[
                "", ".", "-", "1,5", "1.2.3", "e5", "1e", "1e+", "NaN", "0x1", " 1", "1 ", "--1",
                "+-1",
            ],
        );
    }

    #[test]
    fn bytes() {
        check(
            Base64Url,
            &["", "aGVsbG8", "aGVsbG8=", "-_-_"],
            &["a", "a+b/", "aGVsbG8==", "===", "a b"],
        );
        check(Byte, &["", "aGVsbG8="], &["a", "a-b_", "aGVsbG8=="]);
    }
}
