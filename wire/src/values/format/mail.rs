//! Email addresses (RFC 5321, section 4.1.2, `Mailbox`; RFC 6531 beyond ASCII).

use std::net::{Ipv4Addr, Ipv6Addr};

use super::host;

/// Maximum length of the part before the `@` (RFC 5321, section 4.5.3.1.1). The RFC counts bytes; characters are
/// counted here, since servers do the same for other scripts.
const LONGEST_LOCAL: usize = 64;

pub(super) fn is_mailbox(text: &str, wide: bool) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let is_local = match local.strip_prefix('"').map(|rest| rest.strip_suffix('"')) {
        Some(quoted) => quoted.is_some_and(|inner| is_quoted(inner, wide)),
        None => local.split('.').all(|atom| is_atom(atom, wide)),
    };
    let is_short = local.chars().count() <= LONGEST_LOCAL;
    is_short && is_local && (host::is_name(domain, wide) || is_literal(domain))
}

fn is_atom(atom: &str, wide: bool) -> bool {
    const MARKS: &str = "!#$%&'*+-/=?^_`{|}~";
    !atom.is_empty()
        && atom.chars().all(|c| {
            let is_plain = c.is_ascii_alphanumeric() || MARKS.contains(c);
            is_plain || (wide && !c.is_ascii())
        })
}

fn is_quoted(inner: &str, wide: bool) -> bool {
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        let is_known = match c {
            '"' => false,
            '\\' => chars.next().is_some_and(|c| c == ' ' || c.is_ascii_graphic()),
            c if c.is_ascii() => c == ' ' || c.is_ascii_graphic(),
            _ => wide,
        };
        if !is_known {
            return false;
        }
    }
    true
}

/// An address literal in brackets instead of a host name.
fn is_literal(domain: &str) -> bool {
    let Some(inner) = domain.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else {
        return false;
    };
    match inner.split_at_checked(5) {
        Some((tag, address)) if tag.eq_ignore_ascii_case("IPv6:") => {
            address.parse::<Ipv6Addr>().is_ok()
        }
        _ => inner.parse::<Ipv4Addr>().is_ok(),
    }
}

#[cfg(test)]
mod tests {
    use crate::values::format::Format::{Email, IdnEmail};
    use crate::values::format::tests::check;

    #[test]
    fn mailboxes() {
        check(
            Email,
            &[
                "joe@example.com",
                "joe+tag@localhost",
                "o'neil/x=y@example.co.uk",
                "\"joe \\\" doe@work\"@example.com",
                "a@[192.0.2.1]",
                "a@[IPv6:2001:db8::1]",
            ],
            &[
                "",
                "joe",
                "@example.com",
                "joe@",
                "joe@@example.com",
                "joe doe@example.com",
                ".joe@example.com",
                "joe..doe@example.com",
                "joe@example..com",
                "joe@-example.com",
                "joe@exa_mple.com",
                "Joe <joe@example.com>",
                "a@b, c@d",
                "a@[192.0.2.256]",
                "\"a\"b\"@example.com",
                "\"@example.com",
                "jürgen@example.com",
                &format!("{}@example.com", "a".repeat(65)),
            ],
        );
        check(IdnEmail, &["jürgen@größe.de", "실례@실례.테스트"], &["jürgen", "jürgen@a b"]);
    }
}
