//! Harmless mistakes are mended: the value that was meant takes the place of the one that was
//! written, or the keyword is taken out. Members are taken out of objects and never out of arrays, so
//! that all pointers keep their meaning.

use serde_json::json;

use crate::load::pointer::{child_mut, segments};
use crate::load::{At, Node};
use crate::resolve::dialect::Form;

/// One change of the tree.
struct Edit {
    pointer: String,
    /// The new value; nothing where the member is taken out.
    value: Option<Node>,
}

/// The changes that a walk asks for. They are made after it, since the walk holds the tree.
#[derive(Default)]
pub(super) struct Edits {
    edits: Vec<Edit>,
    /// Members that stand for several, with the names of these. They are parted last: other changes name the one.
    several: Vec<(String, Vec<String>)>,
}

impl Edits {
    /// Asks for the member at this place to be taken out.
    pub(super) fn remove(&mut self, at: &At<'_>) {
        self.edits.push(Edit { pointer: at.pointer(), value: None });
    }

    /// Asks for another value at this place.
    pub(super) fn replace(&mut self, at: &At<'_>, value: Node) {
        self.edits.push(Edit { pointer: at.pointer(), value: Some(value) });
    }

    /// Asks for another value at the place of this pointer.
    pub(super) fn put(&mut self, pointer: String, value: Node) {
        self.edits.push(Edit { pointer, value: Some(value) });
    }

    /// Whether a value was asked for at this place.
    pub(super) fn puts(&self, pointer: &str) -> bool {
        self.edits.iter().any(|edit| edit.pointer == pointer && edit.value.is_some())
    }

    /// Asks for the member at this place to stand under each of the names, where none stands yet.
    pub(super) fn split(&mut self, at: &At<'_>, names: Vec<&str>) {
        self.several.push((at.pointer(), names.into_iter().map(str::to_owned).collect()));
    }

    /// Makes the changes.
    pub(super) fn apply(self, tree: &mut Node) {
        for edit in self.edits {
            match edit.value {
                None => remove(tree, &edit.pointer),
                Some(value) => put(tree, &edit.pointer, value),
            }
        }
        for (pointer, names) in self.several {
            split(tree, &pointer, names);
        }
    }
}

/// Takes a member out of its object.
pub(super) fn remove(tree: &mut Node, pointer: &str) {
    let Some((parent, _)) = pointer.rsplit_once('/') else { return };
    let Some(key) = segments(pointer).last() else { return };
    if let Some(Node::Object(parent)) = lookup_mut(tree, parent) {
        parent.shift_remove(key.as_ref());
    }
}

fn split(tree: &mut Node, pointer: &str, names: Vec<String>) {
    let Some((parent, _)) = pointer.rsplit_once('/') else { return };
    let Some(key) = segments(pointer).last() else { return };
    if let Some(Node::Object(parent)) = lookup_mut(tree, parent)
        && let Some(value) = parent.shift_remove(key.as_ref())
    {
        for name in names {
            parent.entry(name).or_insert_with(|| value.clone());
        }
    }
}

fn put(tree: &mut Node, pointer: &str, value: Node) {
    let Some((parent, _)) = pointer.rsplit_once('/') else { return };
    let Some(key) = segments(pointer).last() else { return };
    match lookup_mut(tree, parent) {
        Some(Node::Object(parent)) => {
            parent.insert(key.into_owned(), value);
        }
        Some(parent) => {
            if let Some(node) = child_mut(parent, &key) {
                *node = value;
            }
        }
        None => {}
    }
}

fn lookup_mut<'t>(tree: &'t mut Node, pointer: &str) -> Option<&'t mut Node> {
    segments(pointer).try_fold(tree, |node, segment| child_mut(node, &segment))
}

/// What was meant by a value of the wrong type, where that is plain.
pub(super) fn meant(form: Form, value: &Node) -> Option<Node> {
    match (form, value) {
        (Form::Text, Node::Number(_) | Node::Bool(_)) => Some(json!(value.to_string())),
        (Form::Flag, Node::String(text)) => match text.to_ascii_lowercase().as_str() {
            "true" => Some(json!(true)),
            "false" => Some(json!(false)),
            _ => None,
        },
        (Form::Number | Form::Count, Node::String(text)) => {
            let number: Node = serde_json::from_str(text.trim()).ok()?;
            (number.is_number() && super::structure::has_form(form, &number)).then_some(number)
        }
        (Form::Texts, Node::String(_)) | (Form::List, Node::Object(_)) => Some(json!([value])),
        (Form::Texts, Node::Array(items)) => {
            Some(items.iter().filter_map(|item| text_of(Form::Text, item)).collect())
        }
        (Form::Types, Node::Null) => Some(json!("null")),
        (Form::Types, Node::Array(names)) => {
            let name = |name: &Node| if name.is_null() { json!("null") } else { name.clone() };
            Some(names.iter().map(name).collect())
        }
        (Form::TextMap, Node::Object(members)) => {
            let mended = members
                .iter()
                .filter_map(|(name, member)| Some((name.clone(), text_of(Form::Text, member)?)));
            Some(Node::Object(mended.collect()))
        }
        _ => None,
    }
}

/// A text, or what is plainly meant as one; null is the empty one.
fn text_of(form: Form, value: &Node) -> Option<Node> {
    match value {
        Node::String(_) => Some(value.clone()),
        Node::Null => Some(json!("")),
        _ => meant(form, value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_meant_is_plain() {
        assert_eq!(meant(Form::Text, &json!(1.0)), Some(json!("1.0")));
        assert_eq!(meant(Form::Flag, &json!("True")), Some(json!(true)));
        assert_eq!(meant(Form::Count, &json!("12")), Some(json!(12)));
        assert_eq!(meant(Form::Count, &json!("-1")), None);
        assert_eq!(meant(Form::Texts, &json!("a")), Some(json!(["a"])));
        assert_eq!(meant(Form::Texts, &json!(["a", 1, {}])), Some(json!(["a", "1"])));
        assert_eq!(meant(Form::TextMap, &json!({"read": null})), Some(json!({"read": ""})));
        assert_eq!(meant(Form::Texts, &json!(true)), None);
    }

    #[test]
    fn members_are_taken_out_and_pointers_stay() {
        let mut tree = json!({"a/b": {"c": 1, "d": [1, 2], "e,f": {"g": 2}}});
        let mut edits = Edits::default();
        edits.remove(&At::of("/a~1b/c"));
        edits.remove(&At::of("/a~1b/d/0"));
        edits.replace(&At::of("/a~1b/d/1"), json!("x"));
        edits.remove(&At::of("/nothing/here"));
        edits.split(&At::of("/a~1b/e,f"), vec!["e", "f"]);
        edits.replace(&At::of("/a~1b/e,f/g"), json!(3));
        edits.apply(&mut tree);
        assert_eq!(tree, json!({"a/b": {"d": [1, "x"], "e": {"g": 3}, "f": {"g": 3}}}));
    }
}
