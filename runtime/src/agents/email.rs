//! Whether a text can be an e-mail address. Whether it is one, only an e-mail shows.

use super::refusal::Refusal;

/// The longest address that mail servers take.
const LONGEST: usize = 254;

/// Refuses a property of the body that is no address.
pub(super) fn check(property: &str, text: &str) -> Result<(), Refusal> {
    if is_address(text) {
        return Ok(());
    }
    let why = "must be an e-mail address, such as ada@acme.example";
    Err(Refusal::invalid(property, "format", why))
}

/// Whether a text can be an address.
pub(super) fn is_address(text: &str) -> bool {
    let sides = text.rsplit_once('@');
    let label = |label: &str| {
        !label.is_empty() && label.chars().all(|sign| sign.is_alphanumeric() || sign == '-')
    };
    text.len() <= LONGEST
        && !text.contains(|sign: char| sign.is_whitespace() || sign.is_control())
        && sides.is_some_and(|(name, host)| !name.is_empty() && host.split('.').all(label))
}
