//! URIs (RFC 3986, appendix A) and IRIs (RFC 3987, section 2.2). Only the syntax is checked.

use std::net::Ipv6Addr;

/// Characters of a path segment, besides letters, digits and escapes.
const PCHAR: &[u8] = b"-._~!$&'()*+,;=:@";
/// Characters of a host name, besides letters, digits and escapes.
const REG_NAME: &[u8] = b"-._~!$&'()*+,;=";

/// A URI with a scheme. With `wide`, characters beyond ASCII are allowed.
pub(super) fn is_uri(text: &str, wide: bool) -> bool {
    scheme(text).is_some() && is_reference(text, wide)
}

/// A URI or a relative reference.
pub(super) fn is_reference(text: &str, wide: bool) -> bool {
    let (text, fragment) = text.split_once('#').unwrap_or((text, ""));
    let (text, query) = text.split_once('?').unwrap_or((text, ""));
    let begins_with_scheme = |head: &str| !head.contains('/');
    let rest = match text.split_once(':').filter(|(head, _)| begins_with_scheme(head)) {
        Some((_, rest)) if scheme(text).is_some() => rest,
        // The first segment of a relative path must not contain a colon.
        Some(_) => return false,
        None => text,
    };
    let path = match rest.strip_prefix("//") {
        Some(rest) => {
            let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            if !is_authority(authority, wide) {
                return false;
            }
            path
        }
        None => rest,
    };
    let is_tail = |text: &str| text.split(['/', '?']).all(|part| has_only(part, PCHAR, wide));
    path.split('/').all(|part| has_only(part, PCHAR, wide)) && is_tail(query) && is_tail(fragment)
}

/// Returns the scheme at the start of a text.
fn scheme(text: &str) -> Option<&str> {
    let (scheme, _) = text.split_once(':')?;
    let mut bytes = scheme.bytes();
    let is_one = bytes.next()?.is_ascii_alphabetic()
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    is_one.then_some(scheme)
}

/// `user@host:port`
fn is_authority(text: &str, wide: bool) -> bool {
    let (user, host) = text.rsplit_once('@').unwrap_or(("", text));
    let is_user = user.split(':').all(|part| has_only(part, REG_NAME, wide));
    let (is_host, port) = if let Some(literal) = host.strip_prefix('[') {
        let (literal, port) = literal.split_once(']').unwrap_or(("", "]"));
        (is_literal(literal), port)
    } else {
        let (name, port) = host.split_at(host.find(':').unwrap_or(host.len()));
        (has_only(name, REG_NAME, wide), port)
    };
    let is_port = match port.strip_prefix(':') {
        Some(digits) => digits.bytes().all(|byte| byte.is_ascii_digit()),
        None => port.is_empty(),
    };
    is_user && is_host && is_port
}

/// An IPv6 address in brackets, or one of a later version.
fn is_literal(text: &str) -> bool {
    let Some(future) = text.strip_prefix(['v', 'V']) else {
        return text.parse::<Ipv6Addr>().is_ok();
    };
    future.split_once('.').is_some_and(|(version, address)| {
        let is_version = version.bytes().all(|byte| byte.is_ascii_hexdigit());
        let is_address =
            |byte: u8| byte.is_ascii_alphanumeric() || byte == b':' || REG_NAME.contains(&byte);
        !version.is_empty() && is_version && !address.is_empty() && address.bytes().all(is_address)
    })
}

/// Returns whether a text consists of letters, digits, escapes and `marks`.
fn has_only(text: &str, marks: &[u8], wide: bool) -> bool {
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        let is_known = match u8::try_from(c).ok().filter(u8::is_ascii) {
            Some(b'%') => is_escape(&mut chars),
            Some(byte) => byte.is_ascii_alphanumeric() || marks.contains(&byte),
            None => wide && is_wide(c),
        };
        if !is_known {
            return false;
        }
    }
    true
}

/// Returns whether two hexadecimal digits follow.
pub(super) fn is_escape(chars: &mut std::str::Chars<'_>) -> bool {
    (0..2).all(|_| chars.next().is_some_and(|c| c.is_ascii_hexdigit()))
}

/// `ucschar` and `iprivate`: no control characters and no characters that Unicode leaves without meaning.
pub(super) fn is_wide(c: char) -> bool {
    let code = u32::from(c);
    code >= 0xa0 && !(0xfdd0..=0xfdef).contains(&code) && code & 0xfffe != 0xfffe
}

#[cfg(test)]
mod tests {
    use crate::values::format::Format::{Iri, IriReference, Uri, UriReference};
    use crate::values::format::tests::check;

    #[test]
    fn uris() {
        check(
            Uri,
            &[
                "https://example.com",
                "HTTP://user:word@example.com:8080/a/b;c=1?d=e/f?g#h/i?",
                "mailto:joe@example.com",
                "urn:isbn:0451450523",
                "a:",
                "file:///etc/hosts",
                "http://[::1]:80/",
                "http://[v7.a:b]/",
                "http://example.com:/",
                "s3://bucket/a%20b",
            ],
            &[
                "",
                "example.com",
                "/a",
                "//example.com",
                "1a://b",
                "http://a b",
                "http://a/é",
                "http://a/%zz",
                "http://a/%a",
                "http://a:b/",
                "http://[::1/",
                "http://[::1]a/",
                "http://[fe80::1%25en0]/",
                "http://a@b@c/",
                "http://a/{id}",
                "http://a/#b#c",
                "http://a/[",
                "http://a\n",
            ],
        );
        check(
            UriReference,
            &["", "a", "/a?b", "//example.com/a", "#a", "?a=b", "a/b:c", "./b:c", "http://a"],
            &["a b", "1a:b", "é", "\\a", ":a", "%"],
        );
    }

    #[test]
    fn characters_beyond_ascii() {
        check(
            Iri,
            &["https://größe.example.com/東?é#é", "http://a/\u{e000}"],
            &["größe", "http://a/\u{80}", "http://a/\u{fdd0}", "http://a/\u{1ffff}", "http://a/<"],
        );
        check(IriReference, &["größe", "#é"], &["größe\u{7f}", "ä:b", "\\é"]);
    }
}
