//! Corrections of harmless mistakes: a value is replaced by the one that is meant, or a keyword is removed. Only
//! members of objects are removed, never items of arrays, so that all pointers keep their meaning.

use serde_json::json;

use crate::resolve::dialect::Form;
use crate::tree::pointer::{child_mut, segments};
use crate::tree::{At, Node};

/// A change of the tree.
struct Edit {
    pointer: String,
    /// The new value, or `None` to remove the member.
    value: Option<Node>,
}

/// The changes that a walk collects. They are applied after it, since the walk borrows the tree.
#[derive(Default)]
pub(super) struct Edits {
    edits: Vec<Edit>,
    /// Members to split, with the new names. They are split last, since other changes use the old names.
    several: Vec<(String, Vec<String>)>,
}

impl Edits {
    /// Removes the member at a place.
    pub(super) fn remove(&mut self, at: &At<'_>) {
        self.edits.push(Edit { pointer: at.pointer(), value: None });
    }

    /// Replaces the value at a place.
    pub(super) fn replace(&mut self, at: &At<'_>, value: Node) {
        self.edits.push(Edit { pointer: at.pointer(), value: Some(value) });
    }

    /// Sets the value at a pointer.
    pub(super) fn put(&mut self, pointer: String, value: Node) {
        self.edits.push(Edit { pointer, value: Some(value) });
    }

    /// Whether a value is set at a pointer.
    pub(super) fn puts(&self, pointer: &str) -> bool {
        self.edits.iter().any(|edit| edit.pointer == pointer && edit.value.is_some())
    }

    /// Copies the member at a place to each of the names, unless the name exists already, and removes it.
    pub(super) fn split(&mut self, at: &At<'_>, names: Vec<&str>) {
        self.several.push((at.pointer(), names.into_iter().map(str::to_owned).collect()));
    }

    /// Applies all changes.
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

/// Removes a member from its object.
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

/// Returns the value that is meant by one of the wrong type, if that is clear.
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

/// Returns a string as it is, or the string that is meant; null is the empty string.
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
    fn clear_mistakes_are_corrected() {
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
    fn members_are_removed_and_pointers_stay_valid() {
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
