//! Patterns for names and paths. Only `*` and `**` are special, so `{id}` matches itself.

/// Whether a name matches a pattern, in which `*` matches anything.
pub(crate) fn name(pattern: &str, text: &str) -> bool {
    fits(pattern.as_bytes(), text.as_bytes(), false)
}

/// Whether a path matches a pattern, in which `*` matches anything between two slashes, and `**` anything.
pub(crate) fn path(pattern: &str, text: &str) -> bool {
    fits(pattern.as_bytes(), text.as_bytes(), true)
}

/// Compares byte by byte. At a mismatch, the last star that can matches one more byte.
fn fits(pattern: &[u8], text: &[u8], slashes: bool) -> bool {
    let (mut p, mut t) = (0, 0);
    // For the last `*` and the last `**`: the position after it in the pattern, and the position in the text.
    let mut single: Option<(usize, usize)> = None;
    let mut double: Option<(usize, usize)> = None;
    loop {
        match (pattern.get(p), text.get(t)) {
            (Some(b'*'), _) => {
                let twice = pattern.get(p + 1) == Some(&b'*');
                p += if twice { 2 } else { 1 };
                if twice || !slashes {
                    double = Some((p, t));
                    single = None;
                } else {
                    single = Some((p, t));
                }
                continue;
            }
            (None, None) => return true,
            (Some(expected), Some(found)) if expected == found => {
                p += 1;
                t += 1;
                continue;
            }
            _ => {}
        }
        let more = |(after, at): (usize, usize)| (after, at + 1);
        single = single.filter(|(_, at)| text.get(*at).is_some_and(|byte| *byte != b'/')).map(more);
        if single.is_none() {
            double = double.filter(|(_, at)| *at < text.len()).map(more);
        }
        match single.or(double) {
            Some((after, at)) => (p, t) = (after, at),
            None => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_for_more() {
        for (pattern, text) in
            [("list*", "listPets"), ("*Pets", "listPets"), ("*", ""), ("a*b*c", "aXbYbZc")]
        {
            assert!(name(pattern, text), "{pattern} {text}");
        }
        assert!(!name("list", "listPets") && !name("a*b", "ac") && !name("", "a"));
        for (pattern, text) in [
            ("/pets/*", "/pets/{id}"),
            ("/pets/**", "/pets/{id}/toys"),
            ("/**/toys", "/pets/{id}/toys"),
            ("/**/*s", "/a/b/toys"),
            ("**", "/"),
        ] {
            assert!(path(pattern, text), "{pattern} {text}");
        }
        assert!(!path("/pets/*", "/pets/{id}/toys") && !path("/pets", "/pets/"));
        assert!(!path("/*/toys", "/a/b/toys"));
    }
}
