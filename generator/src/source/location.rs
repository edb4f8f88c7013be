//! Locations of documents: file paths and URLs as text, with `/` as the separator, and how references in one
//! document lead to others. Nothing is read here.

use std::borrow::Cow;

/// Whether a location is an `http` or `https` URL.
pub(crate) fn is_web(place: &str) -> bool {
    let start = place.get(..8).unwrap_or(place).to_ascii_lowercase();
    start.starts_with("http://") || start.starts_with("https://")
}

/// Whether a reference starts with a URL scheme, such as `urn:`. A single letter is a drive, not a scheme.
fn has_scheme(reference: &str) -> bool {
    let Some((scheme, _)) = reference.split_once(':') else { return false };
    let is_part = |char: char| char.is_ascii_alphanumeric() || "+-.".contains(char);
    scheme.len() > 1
        && scheme.starts_with(|char: char| char.is_ascii_alphabetic())
        && scheme.chars().all(is_part)
}

/// Resolves a reference in the document at `base` (RFC 3986, section 5.2), without its fragment.
pub(crate) fn join(base: &str, reference: &str) -> String {
    let reference = reference.split('#').next().unwrap_or_default();
    if reference.is_empty() {
        return base.to_owned();
    }
    if has_scheme(reference) {
        let path = reference.strip_prefix("file://").or_else(|| reference.strip_prefix("file:"));
        return path.map_or_else(|| normal(reference), |path| normal(&decoded(path)));
    }
    // Only URLs have a host and a query.
    let (root, path) = if has_scheme(base) {
        let after = base.find("://").map_or(0, |at| at + 3);
        let host = base.get(after..).unwrap_or_default();
        let end = after + host.find('/').unwrap_or(host.len());
        base.split_at(end)
    } else {
        ("", base)
    };
    if root.is_empty() {
        let reference = decoded(reference).replace('\\', "/");
        if reference.starts_with('/') {
            return normal(&reference);
        }
        let folder = path.rfind('/').map_or("", |at| path.get(..=at).unwrap_or_default());
        return normal(&format!("{folder}{reference}"));
    }
    if let Some(elsewhere) = reference.strip_prefix("//") {
        let scheme = root.split("//").next().unwrap_or_default();
        return normal(&format!("{scheme}//{elsewhere}"));
    }
    if reference.starts_with('/') {
        return normal(&format!("{root}{reference}"));
    }
    let path = path.split('?').next().unwrap_or_default();
    let folder = path.rfind('/').map_or("/", |at| path.get(..=at).unwrap_or_default());
    normal(&format!("{root}{folder}{reference}"))
}

/// Removes the segments `.` and `..` from a location, as far as there are parents.
fn normal(place: &str) -> String {
    let after = place.find("://").map_or(0, |at| at + 3);
    let (start, rest) = if after > 0 {
        let host = place.get(after..).unwrap_or_default();
        place.split_at(after + host.find('/').unwrap_or(host.len()))
    } else {
        ("", place)
    };
    let is_absolute = rest.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in rest.split('/').filter(|part| !part.is_empty() && *part != ".") {
        match (part, parts.last()) {
            ("..", Some(last)) if *last != ".." => drop(parts.pop()),
            ("..", None) if is_absolute || after > 0 => {}
            _ => parts.push(part),
        }
    }
    let slash = if is_absolute { "/" } else { "" };
    format!("{start}{slash}{}", parts.join("/"))
}

fn decoded(path: &str) -> Cow<'_, str> {
    crate::tree::pointer::percent_decode(path).unwrap_or(Cow::Borrowed(path))
}

/// Returns the name of a document without folder and extension.
pub(crate) fn stem(place: &str) -> &str {
    let name = place.rsplit('/').next().unwrap_or(place);
    let name = name.split('?').next().unwrap_or(name);
    name.split_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_leads_from_its_document() {
        let table = [
            ("a/b.yaml", "c.yaml#/x", "a/c.yaml"),
            ("a/b.yaml", "../c%20d.yaml", "c d.yaml"),
            ("a/b.yaml", "../../c.yaml", "../c.yaml"),
            ("/a/b.yaml", "../../../c.yaml", "/c.yaml"),
            ("a/b.yaml", "/etc/x", "/etc/x"),
            ("a/b.yaml", "file:///etc/x", "/etc/x"),
            ("a/b.yaml", "#/x", "a/b.yaml"),
            ("a/b.yaml", "https://x.org/a/../y", "https://x.org/y"),
            ("https://x.org/a/b?q", "c/./d", "https://x.org/a/c/d"),
            ("https://x.org", "c", "https://x.org/c"),
            ("https://x.org/a/b", "/c", "https://x.org/c"),
            ("https://x.org/a/b", "//y.org/c", "https://y.org/c"),
            ("a.yaml", "urn:pets:1", "urn:pets:1"),
        ];
        for (base, reference, place) in table {
            assert_eq!(join(base, reference), place, "{base} {reference}");
        }
        assert_eq!(stem("a/pet.model.yaml"), "pet");
        assert_eq!(stem(".hidden"), ".hidden");
    }
}
