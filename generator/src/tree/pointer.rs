//! JSON pointers (RFC 6901): as text, and as [`At`], a linked list of steps that a walk builds on its own stack,
//! so that a place allocates nothing until a diagnostic needs it.

use std::borrow::Cow;
use std::fmt;

use super::Node;

/// The current place of a walk: a step, linked to the place of its parent.
#[derive(Clone, Copy, Debug)]
pub struct At<'a> {
    parent: Option<&'a At<'a>>,
    step: Step<'a>,
}

/// A step from a parent to a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// To a member of an object.
    Key(&'a str),
    /// To an element of an array.
    Index(usize),
    /// Along a whole pointer, for a walk that does not start at the root.
    Jump(&'a str),
}

impl At<'static> {
    /// Returns the root of the document.
    pub fn root() -> At<'static> {
        At { parent: None, step: Step::Jump("") }
    }
}

impl<'a> At<'a> {
    /// Returns the place at `pointer`, as the start of a walk.
    pub fn of(pointer: &'a str) -> At<'a> {
        At { parent: None, step: Step::Jump(pointer) }
    }

    /// Returns the place of the member `key` of this object.
    #[must_use]
    pub fn key(&'a self, key: &'a str) -> At<'a> {
        At { parent: Some(self), step: Step::Key(key) }
    }

    /// Returns the place of the element `index` of this array.
    #[must_use]
    pub fn index(&'a self, index: usize) -> At<'a> {
        At { parent: Some(self), step: Step::Index(index) }
    }

    /// Returns the parent, or `None` at the start of the walk.
    pub fn parent(&self) -> Option<&'a At<'a>> {
        self.parent
    }

    /// Returns the last step to this place.
    pub fn step(&self) -> Step<'a> {
        self.step
    }

    /// Returns the last key on the way to this place.
    pub fn nearest_key(&self) -> Option<&'a str> {
        match self.step {
            Step::Key(key) => Some(key),
            Step::Index(_) | Step::Jump(_) => self.parent?.nearest_key(),
        }
    }

    /// Returns the place as a JSON pointer, such as `/paths/~1pets/get`.
    pub fn pointer(&self) -> String {
        let mut pointer = String::new();
        self.write(&mut pointer);
        pointer
    }

    /// Returns the place as an owned value.
    pub fn origin(&self) -> Origin {
        Origin { pointer: self.pointer() }
    }

    fn write(&self, pointer: &mut String) {
        if let Some(parent) = self.parent {
            parent.write(pointer);
        }
        match self.step {
            Step::Key(key) => push(pointer, key),
            Step::Index(index) => push(pointer, &index.to_string()),
            Step::Jump(start) => pointer.push_str(start),
        }
    }
}

/// A place in the resolved tree, as an owned value.
#[derive(Clone, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct Origin {
    /// The JSON pointer; empty for the root.
    pub pointer: String,
}

impl Origin {
    /// Returns the same place, as the start of a walk.
    pub fn at(&self) -> At<'_> {
        At::of(&self.pointer)
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.pointer)
    }
}

/// Appends a segment to a pointer, escaped.
pub fn push(pointer: &mut String, segment: &str) {
    pointer.push('/');
    push_escaped(pointer, segment);
}

/// Escapes a segment for use in a pointer.
pub fn escape(segment: &str) -> String {
    let mut escaped = String::with_capacity(segment.len());
    push_escaped(&mut escaped, segment);
    escaped
}

fn push_escaped(pointer: &mut String, segment: &str) {
    for piece in segment.split_inclusive(['~', '/']) {
        match piece.split_at_checked(piece.len() - 1) {
            Some((text, "~")) => pointer.extend([text, "~0"]),
            Some((text, "/")) => pointer.extend([text, "~1"]),
            _ => pointer.push_str(piece),
        }
    }
}

/// Returns the key or index of an escaped segment.
pub fn unescape(segment: &str) -> Cow<'_, str> {
    if segment.contains('~') {
        Cow::Owned(segment.replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(segment)
    }
}

/// Iterates over the unescaped segments of a pointer, from the root.
pub fn segments(pointer: &str) -> impl Iterator<Item = Cow<'_, str>> {
    pointer.strip_prefix('/').into_iter().flat_map(|rest| rest.split('/')).map(unescape)
}

/// Returns the node at a pointer.
pub fn lookup<'n>(root: &'n Node, pointer: &str) -> Option<&'n Node> {
    if !(pointer.is_empty() || pointer.starts_with('/')) {
        return None;
    }
    segments(pointer).try_fold(root, |node, segment| child(node, &segment))
}

/// Returns the child of `node` with an unescaped key or index.
pub fn child<'n>(node: &'n Node, segment: &str) -> Option<&'n Node> {
    match node {
        Node::Object(object) => object.get(segment),
        Node::Array(items) => items.get(index(segment)?),
        _ => None,
    }
}

/// Returns the child of `node` with an unescaped key or index, mutably.
pub fn child_mut<'n>(node: &'n mut Node, segment: &str) -> Option<&'n mut Node> {
    match node {
        Node::Object(object) => object.get_mut(segment),
        Node::Array(items) => items.get_mut(index(segment)?),
        _ => None,
    }
}

/// Parses an array index: digits without a leading zero.
fn index(segment: &str) -> Option<usize> {
    let plain = segment == "0" || !segment.starts_with('0');
    let digits = segment.bytes().all(|byte| byte.is_ascii_digit());
    if plain && digits { segment.parse().ok() } else { None }
}

/// Returns the place of the security scheme that a requirement names: by its name, or since 3.2 by a reference.
pub fn security_scheme(name: &str) -> String {
    const SCHEMES: &str = "/components/securitySchemes/";
    let place = fragment(name).filter(|place| place.starts_with(SCHEMES));
    place.unwrap_or_else(|| format!("{SCHEMES}{}", escape(name)))
}

/// Returns the pointer in the fragment of a reference (`#/paths/~1a%20b`), percent-decoded.
///
/// Returns `None` for references to another document or an anchor.
pub fn fragment(reference: &str) -> Option<String> {
    let pointer = percent_decode(reference.strip_prefix('#')?)?;
    (pointer.is_empty() || pointer.starts_with('/')).then(|| pointer.into_owned())
}

/// Decodes percent escapes such as `%20`. Returns `None` if the result is not UTF-8.
///
/// A percent sign that is not part of an escape is kept, since authors forget to encode it.
pub(crate) fn percent_decode(text: &str) -> Option<Cow<'_, str>> {
    percent_encoding::percent_decode_str(text).decode_utf8().ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_place_is_written_with_escapes() {
        let root = At::root();
        let paths = root.key("paths");
        let path = paths.key("/a~b/{id}");
        assert_eq!(path.index(3).pointer(), "/paths/~1a~0b~1{id}/3");
        assert_eq!(At::of("/paths/~1a").key("get").pointer(), "/paths/~1a/get");
        assert_eq!(root.pointer(), "");
    }

    #[test]
    fn a_pointer_finds_its_node() {
        let root = json!({"a/b": [{"~": 1}, 2], "": 3, "01": 4});
        let find = |pointer| lookup(&root, pointer).and_then(Node::as_i64);
        assert_eq!(find("/a~1b/0/~0"), Some(1));
        assert_eq!(find("/a~1b/1"), Some(2));
        assert_eq!(find("/"), Some(3));
        assert_eq!(find("/01"), Some(4));
        assert_eq!(find("/a~1b/01"), None);
        assert_eq!(find("/a~1b/+1"), None);
        assert_eq!(find("a~1b"), None);
        assert_eq!(lookup(&root, ""), Some(&root));
    }

    #[test]
    fn a_fragment_is_decoded() {
        assert_eq!(
            fragment("#/paths/~1a%20b").as_deref(),
            Some("/paths/~1a%20b").map(|_| "/paths/~1a b")
        );
        assert_eq!(fragment("#/a%7Bid%7d").as_deref(), Some("/a{id}"));
        assert_eq!(fragment("#/50%").as_deref(), Some("/50%"));
        assert_eq!(fragment("#/%+1").as_deref(), Some("/%+1"));
        assert_eq!(fragment("#").as_deref(), Some(""));
        assert_eq!(fragment("#/%ff"), None);
        assert_eq!(fragment("#anchor"), None);
        assert_eq!(fragment("other.yaml#/a"), None);
    }
}
