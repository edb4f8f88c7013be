//! Finds the positions of JSON pointers in a text: in one pass over the text, whatever the number of pointers. For
//! YAML, each level of aliases that a pointer leads through takes one more pass.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::tree::pointer::segments;

mod json;
mod walk;

/// The number of passes, and so of levels of aliases that are followed.
const MOST_PASSES: usize = 8;

/// The position of a pointer in the text, in bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// The key, for a member of an object.
    pub key: Option<Range<usize>>,
    /// The value; it may span many lines.
    pub value: Range<usize>,
    /// Whether the value is a scalar, not an object or an array.
    pub is_scalar: bool,
    /// Whether this is the node itself, not its nearest ancestor in the text.
    pub exact: bool,
    /// The number of segments of the pointer that are in the text.
    pub depth: usize,
}

/// Finds each pointer in the text, in the given order. Returns `None` for pointers into a text without any value.
pub fn locate<'p>(text: &str, pointers: impl IntoIterator<Item = &'p str>) -> Vec<Option<Found>> {
    let mut targets = Targets::default();
    let paths: Vec<Vec<usize>> = pointers.into_iter().map(|pointer| targets.add(pointer)).collect();
    if text.trim_start().starts_with(['{', '[']) && json::pass(text, &mut targets).is_some() {
        return paths.iter().map(|path| targets.found(path, text)).collect();
    }
    // The text only started like JSON: start again.
    targets.forget();
    let mut anchors = walk::Anchors::new();
    for _ in 0..MOST_PASSES {
        let new = walk::pass(text, &mut targets, &anchors);
        if new.is_empty() {
            break;
        }
        for (anchor, places) in new {
            anchors.entry(anchor).or_default().extend(places);
        }
    }
    paths.iter().map(|path| targets.found(path, text)).collect()
}

/// The pointers to find, as a tree; the first place is the root.
struct Targets {
    places: Vec<Target>,
}

/// One place on the way to a pointer, and its position once it is found.
#[derive(Default)]
struct Target {
    children: BTreeMap<String, usize>,
    key: Option<Range<usize>>,
    value: Option<Range<usize>>,
    is_scalar: bool,
}

impl Default for Targets {
    fn default() -> Self {
        Targets { places: vec![Target::default()] }
    }
}

impl Targets {
    /// Adds a pointer. Returns the places on its way, the root first.
    fn add(&mut self, pointer: &str) -> Vec<usize> {
        let mut path = vec![0];
        let mut current = 0;
        for segment in segments(pointer) {
            let next = self.places.len();
            let Some(place) = self.places.get_mut(current) else { break };
            current = *place.children.entry(segment.into_owned()).or_insert(next);
            if current == next {
                self.places.push(Target::default());
            }
            path.push(current);
        }
        path
    }

    /// Clears all positions.
    fn forget(&mut self) {
        for place in &mut self.places {
            (place.key, place.value) = (None, None);
        }
    }

    fn children(&self, places: &[usize], segment: &str) -> Vec<usize> {
        let child = |place: &usize| self.places.get(*place)?.children.get(segment).copied();
        places.iter().filter_map(child).collect()
    }

    /// Whether places below this one are still to be found.
    fn is_open(&self, place: usize) -> bool {
        let found = |child: &usize| self.places.get(*child).is_some_and(|it| it.value.is_some());
        self.places.get(place).is_some_and(|place| !place.children.values().all(found))
    }

    /// Returns the last place on the path that is in the text.
    fn found(&self, path: &[usize], text: &str) -> Option<Found> {
        path.iter().enumerate().rev().find_map(|(depth, index)| {
            let place = self.places.get(*index)?;
            let value = place.value.clone()?;
            let len = text.get(value.clone()).unwrap_or_default().trim_end().len();
            Some(Found {
                key: place.key.clone(),
                value: value.start..value.start + len,
                is_scalar: place.is_scalar,
                exact: Some(index) == path.last(),
                depth,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str, pointers: &[&str]) -> Vec<String> {
        let found = locate(text, pointers.iter().copied());
        found
            .into_iter()
            .map(|found| {
                let found = found.expect("every text here has a root");
                let key = found.key.map(|key| &text[key]).unwrap_or_default();
                let near = if found.exact { "" } else { "~" };
                format!("{near}{key} = {}", &text[found.value])
            })
            .collect()
    }

    #[test]
    fn json_is_located() {
        let text = "{\n\t\"a/b\": {\"é\": [1, {\"c\":\"x\"}]},\n\t\"d\": \"ü\"\n}";
        let found = texts(text, &["/a~1b/é/1/c", "/a~1b/é/1", "/d", "/d/e", "/a~1b/nothing"]);
        assert_eq!(found[0], "\"c\" = \"x\"");
        assert_eq!(found[1], " = {\"c\":\"x\"}");
        assert_eq!(found[2], "\"d\" = \"ü\"");
        assert_eq!(found[3], "~\"d\" = \"ü\"");
        assert_eq!(found[4], "~\"a/b\" = {\"é\": [1, {\"c\":\"x\"}]}");
    }

    #[test]
    fn json_is_located_beside_what_nobody_looks_for() {
        let text = r#"[{"skipped": ["}", "\"]"], "x\u0041": true}, -1.5e3]"#;
        let found = texts(text, &["/0/xA", "/1", "/2", ""]);
        assert_eq!(found[..3], [r#""x\u0041" = true"#, " = -1.5e3", &format!("~ = {text}")]);
        assert_eq!(found[3], format!(" = {text}"));
    }

    #[test]
    fn what_only_begins_like_json_is_yaml() {
        let found = texts("{a: {b: 1}, \"c\": x y}", &["/a/b", "/c"]);
        assert_eq!(found, ["b = 1", "\"c\" = x y"]);
        let found = texts("{\"a\": 1, \"b\": {c: 2}}", &["/a", "/b/c"]);
        assert_eq!(found, ["\"a\" = 1", "c = 2"]);
    }

    #[test]
    fn yaml_is_located_through_aliases_and_merges() {
        let text = "base: &b\n  x: 1\n  y: {z: &z [7, 8]}\nused: *b\nown:\n  <<: *b\n  x: 2\nlast: &c {q: *z}\nmore: *c\n";
        let found = texts(
            text,
            &[
                "/used",
                "/used/x",
                "/used/y/z/1",
                "/own/x",
                "/own/y",
                "/own/y/z/0",
                "/more/q/1",
                "/base",
            ],
        );
        assert_eq!(found[0], "used = *b");
        assert_eq!(found[1], "x = 1");
        assert_eq!(found[2], " = 8");
        assert_eq!(found[3], "x = 2");
        assert_eq!(found[4], "y = {z: &z [7, 8]}");
        assert_eq!(found[5], " = 7");
        assert_eq!(found[6], " = 8");
        assert!(found[7].starts_with("base = ") && found[7].ends_with("[7, 8]}"), "{}", found[7]);
    }

    #[test]
    fn text_without_a_value_has_no_places() {
        assert_eq!(locate("", ["/a"]), [None]);
        assert_eq!(locate("a: [", ["/a"]).len(), 1);
    }
}
