//! Whether a text can be a URI (RFC 3986), and whether it is one of the web.

/// What a URI holds besides letters, digits and escapes.
const SIGNS: &str = "-._~:/?#[]@!$&'()*+,;=%";

/// Whether a text has a scheme and, after it, nothing that a URI cannot hold.
pub(crate) fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let mut letters = scheme.chars();
    let begins = letters.next().is_some_and(|first| first.is_ascii_alphabetic());
    let fits = |sign: char| sign.is_ascii_alphanumeric() || SIGNS.contains(sign);
    begins
        && letters.all(|sign| sign.is_ascii_alphanumeric() || "+-.".contains(sign))
        && rest.chars().all(fits)
        && escapes(rest)
}

/// The host of an `https` address, if it is one.
pub(crate) fn https_host(text: &str) -> Option<String> {
    let uri = text.parse::<http::Uri>().ok().filter(|_| is_uri(text))?;
    let secure = uri.scheme() == Some(&http::uri::Scheme::HTTPS);
    uri.authority().filter(|_| secure).map(|authority| authority.host().to_owned())
}

/// Whether each `%` begins an escape.
fn escapes(text: &str) -> bool {
    text.split('%').skip(1).all(|after| {
        let mut digits = after.chars().take(2);
        (0..2).all(|_| digits.next().is_some_and(|digit| digit.is_ascii_hexdigit()))
    })
}
