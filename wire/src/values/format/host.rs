//! Host names (RFC 1123, section 2.1; RFC 5890 beyond ASCII) and IP address ranges (RFC 4632).

use std::net::IpAddr;

/// Labels of letters, digits and inner hyphens, separated by dots.
pub(super) fn is_name(text: &str, wide: bool) -> bool {
    let is_dot = |c: char| c == '.' || (wide && "\u{3002}\u{ff0e}\u{ff61}".contains(c));
    text.chars().count() <= 253 && text.split(is_dot).all(|label| is_label(label, wide))
}

fn is_label(label: &str, wide: bool) -> bool {
    let is_known = |c: char| {
        let is_plain = c.is_ascii_alphanumeric() || c == '-';
        is_plain || (wide && super::uri::is_wide(c) && !c.is_whitespace())
    };
    (1..=63).contains(&label.chars().count())
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.chars().all(is_known)
}

/// An address and the length of its prefix, in bits.
pub(super) fn is_cidr(text: &str) -> bool {
    let Some((address, bits)) = text.split_once('/') else { return false };
    let most = match address.parse() {
        Ok(IpAddr::V4(_)) => 32,
        Ok(IpAddr::V6(_)) => 128,
        Err(_) => return false,
    };
    let is_plain = bits == "0" || !bits.starts_with(['0', '+']);
    is_plain && bits.parse::<u8>().is_ok_and(|bits| bits <= most)
}

#[cfg(test)]
mod tests {
    use crate::values::format::Format::{Cidr, Hostname, IdnHostname};
    use crate::values::format::tests::check;

    #[test]
    fn names() {
        let label = "a".repeat(63);
        let long = [label.as_str(); 4].join(".");
        check(
            Hostname,
            &["localhost", "www.example.com", "1and1.com", "xn--gre-ioa1f.de", &label],
            &["", ".", "a.", "-a", "a-", "a_b", "a b", "größe.de", &format!("{label}a"), &long],
        );
        check(
            IdnHostname,
            &["größe.de", "例え.テスト", "例え。テスト"],
            &["", "a b", "größe-", "a\u{3000}b"],
        );
    }

    #[test]
    fn ranges() {
        check(
            Cidr,
            &["10.0.0.0/8", "0.0.0.0/0", "2001:db8::/32", "::/128"],
            &[
                "10.0.0.0",
                "10.0.0.0/33",
                "10.0.0.0/08",
                "10.0.0.0/+8",
                "::/129",
                "a/8",
                "10.0.0.0/",
            ],
        );
    }
}
