//! JSON pointers (RFC 6901, section 3) and relative JSON pointers (draft-bhutton-relative-json-pointer-00).

pub(super) fn is_pointer(text: &str) -> bool {
    let mut segments = text.split('/');
    segments.next() == Some("") && segments.all(is_segment)
}

/// `~` is written `~0`, and `/` is written `~1`.
fn is_segment(text: &str) -> bool {
    text.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']))
}

/// The number of levels up, followed by a pointer, or by `#` for the key at that place.
pub(super) fn is_relative(text: &str) -> bool {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (levels, rest) = text.split_at(end);
    let is_count = levels == "0" || (!levels.is_empty() && !levels.starts_with('0'));
    is_count && (rest == "#" || is_pointer(rest))
}

#[cfg(test)]
mod tests {
    use crate::values::format::Format::{JsonPointer, RelativeJsonPointer};
    use crate::values::format::tests::check;

    #[test]
    fn pointers() {
        check(JsonPointer, &["", "/", "/a/0/b~1c~0d", "//", "/é"], &["a", "#", "/~", "/~2", "/a~"]);
        check(
            RelativeJsonPointer,
            &["0", "1/a", "0#", "12//"],
            &["", "/a", "01", "-1/a", "0##", "1a"],
        );
    }
}
