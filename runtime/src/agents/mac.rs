//! HMAC-SHA256 signatures with a shared key. They are compared in constant time.

use aws_lc_rs::hmac;

/// Returns the signature of the concatenated parts.
pub(super) fn sign(key: &str, parts: &[&[u8]]) -> Vec<u8> {
    let mut context = hmac::Context::with_key(&key_of(key));
    for part in parts {
        context.update(part);
    }
    context.sign().as_ref().to_vec()
}

/// Returns whether the signature of a message is valid.
pub(super) fn fits(key: &str, message: &[u8], signature: &[u8]) -> bool {
    hmac::verify(&key_of(key), message, signature).is_ok()
}

/// Decodes hexadecimal digits.
pub(super) fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits = text.bytes().map(|digit| char::from(digit).to_digit(16));
    let digits: Vec<u8> = digits
        .map(|digit| digit.and_then(|digit| u8::try_from(digit).ok()))
        .collect::<Option<_>>()?;
    let (pairs, rest) = digits.as_chunks::<2>();
    rest.is_empty().then(|| pairs.iter().map(|[high, low]| high << 4 | low).collect())
}

fn key_of(key: &str) -> hmac::Key {
    hmac::Key::new(hmac::HMAC_SHA256, key.as_bytes())
}
