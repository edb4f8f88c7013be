//! JSON text to XML, by a schema.

use std::borrow::Cow;

use super::scope::Scope;
use super::shape::{Content, Element, Member, Name, Node, Object, Rest, Root};
use super::{ATTRIBUTE, INSTANCE, TEXT, text};
use crate::values::codec::{Kind, Object as Properties, Tape, Value, float_text};

/// Writes a JSON text as the XML that a schema describes. Fails if a name or a text cannot be in XML, with its JSON
/// pointer.
pub(crate) fn write(json: &[u8], root: &Root) -> Result<String, String> {
    let tape = Tape::parse(json).map_err(|error| error.to_string())?;
    let mut writer = Writer {
        out: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>".to_owned(),
        scope: Scope::new(),
    };
    let value = match root.property {
        Some(property) => tape.root().get(property).ok_or_else(|| {
            format!("`{property}` is missing, whose element is the root of the XML")
        })?,
        None => tape.root(),
    };
    writer.element(&root.element, value)?;
    Ok(writer.out)
}

struct Writer {
    out: String,
    scope: Scope,
}

type Written = Result<(), String>;

impl Writer {
    fn element(&mut self, element: &Element, value: Value<'_>) -> Written {
        let mark = self.scope.mark();
        let mut head = String::new();
        let name = self.scope.element(&element.name, &mut head);
        let written = self.tag(&name, head, &element.content, value);
        self.scope.leave(mark);
        written
    }

    /// Writes an element with a name of its own.
    fn named(&mut self, name: &str, content: &Content, value: Value<'_>) -> Written {
        let mark = self.scope.mark();
        let written = self.tag(name, String::new(), content, value);
        self.scope.leave(mark);
        written
    }

    /// Writes an element. `head` is what its name needs to be declared.
    fn tag(
        &mut self,
        name: &str,
        mut head: String,
        content: &Content,
        value: Value<'_>,
    ) -> Written {
        if value.is_null() {
            let nil = Name { local: "nil", namespace: INSTANCE, prefix: "xsi" };
            let nil = self.scope.attribute(&nil, &mut head);
            self.push(&["<", name, &head, " ", &nil, "=\"true\"/>"]);
            return Ok(());
        }
        let mut attributes = String::new();
        match content {
            Content::Object(object) if value.is(Kind::Object) => {
                self.attributes(object, value, &mut head, &mut attributes)?;
            }
            _ => free_attributes(value, &[], &mut attributes)?,
        }
        self.push(&["<", name, &head, &attributes, ">"]);
        let start = self.out.len();
        match content {
            Content::Object(object) if value.is(Kind::Object) => self.members(object, value)?,
            Content::List(item) if value.is(Kind::List) => self.items(item, value)?,
            _ => self.free(value)?,
        }
        if self.out.len() == start {
            self.out.pop();
            self.push(&["/>"]);
        } else {
            self.push(&["</", name, ">"]);
        }
        Ok(())
    }

    fn push(&mut self, parts: &[&str]) {
        for part in parts {
            self.out.push_str(part);
        }
    }

    /// Writes the attributes of an object, and what they need to be declared.
    fn attributes(
        &mut self,
        object: &Object,
        value: Value<'_>,
        head: &mut String,
        out: &mut String,
    ) -> Written {
        for member in object.members {
            let Some(inner) = value.get(member.property) else { continue };
            match &member.node {
                // Null has no attribute.
                Node::Attribute(name, _) if !inner.is_null() => {
                    let name = self.scope.attribute(name, head);
                    attribute(&name, inner, out)?;
                }
                Node::Inline(object) if inner.is(Kind::Object) => {
                    self.attributes(object, inner, head, out)?;
                }
                _ => {}
            }
        }
        if matches!(object.rest, Rest::Any) {
            free_attributes(value, object.members, out)?;
        }
        Ok(())
    }

    /// Writes what is in the element of an object.
    fn members(&mut self, object: &Object, value: Value<'_>) -> Written {
        for member in object.members {
            let Some(inner) = value.get(member.property) else { continue };
            match &member.node {
                Node::Attribute(..) => {}
                Node::Element(element) => self.property(element, inner)?,
                Node::Items(element) => self.items(element, inner)?,
                Node::Text(_) => {
                    let text = plain(inner)?;
                    text::push_text(&mut self.out, &text);
                }
                Node::CData(_) => {
                    let text = plain(inner)?;
                    text::push_cdata(&mut self.out, &text);
                }
                Node::Inline(object) if inner.is(Kind::Object) => self.members(object, inner)?,
                Node::Inline(_) => self.free(inner)?,
            }
        }
        for (key, inner) in entries(value, object.members) {
            match object.rest {
                Rest::Typed(Node::Items(element)) => {
                    self.other(&key, &element.content, true, inner)?;
                }
                Rest::Typed(Node::Element(element)) => {
                    self.other(&key, &element.content, false, inner)?;
                }
                _ if key.starts_with(ATTRIBUTE) => {}
                _ => self.other(&key, &Content::Any, false, inner)?,
            }
        }
        Ok(())
    }

    /// Writes a property as an element; a list of values that no schema describes as several.
    fn property(&mut self, element: &Element, value: Value<'_>) -> Written {
        match element.content {
            Content::Any => self.items(element, value),
            _ => self.element(element, value),
        }
    }

    fn items(&mut self, element: &Element, value: Value<'_>) -> Written {
        if value.is(Kind::List) {
            value.items().try_for_each(|item| self.element(element, item))
        } else {
            self.element(element, value)
        }
    }

    /// Writes a property that has no name in the schema.
    fn other(&mut self, key: &str, content: &Content, repeats: bool, value: Value<'_>) -> Written {
        if key == TEXT {
            text::push_text(&mut self.out, &plain(value)?);
            return Ok(());
        }
        let name = key.strip_prefix('<').and_then(|key| key.strip_suffix('>')).unwrap_or(key);
        if !text::is_name(name) {
            return Err(no_name(value));
        }
        if value.is(Kind::List) && (repeats || matches!(content, Content::Any)) {
            return value.items().try_for_each(|item| self.named(name, content, item));
        }
        self.named(name, content, value)
    }

    /// Writes a value that no schema describes.
    fn free(&mut self, value: Value<'_>) -> Written {
        match value.kind() {
            Kind::Object => {
                for (key, inner) in entries(value, &[]) {
                    if !key.starts_with(ATTRIBUTE) {
                        self.other(&key, &Content::Any, false, inner)?;
                    }
                }
                Ok(())
            }
            Kind::List => {
                value.items().try_for_each(|item| self.named("item", &Content::Any, item))
            }
            _ => {
                text::push_text(&mut self.out, &plain(value)?);
                Ok(())
            }
        }
    }
}

/// Writes the attributes that no property describes.
fn free_attributes(value: Value<'_>, members: &[Member], out: &mut String) -> Written {
    for (key, inner) in entries(value, members) {
        let Some(name) = key.strip_prefix(ATTRIBUTE) else { continue };
        if !text::is_name(name) {
            return Err(no_name(inner));
        }
        attribute(name, inner, out)?;
    }
    Ok(())
}

fn attribute(name: &str, value: Value<'_>, out: &mut String) -> Written {
    let text = plain(value)?;
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    text::push_attribute(out, &text);
    out.push('"');
    Ok(())
}

/// Returns the properties of an object that are not among `members`.
fn entries<'v>(
    value: Value<'v>,
    members: &'v [Member],
) -> impl Iterator<Item = (Cow<'v, str>, Value<'v>)> {
    let is_described = |key: &str| members.iter().any(|member| member.property == key);
    let all = value.is(Kind::Object).then(|| Properties::new(value).entries());
    all.into_iter().flatten().filter(move |(key, _)| !is_described(key))
}

/// Returns a value as text. A whole number has no fraction.
fn plain(value: Value<'_>) -> Result<Cow<'_, str>, String> {
    let text = match value.text() {
        Some(text) => text,
        None if value.is_null() => Cow::Borrowed(""),
        None => {
            let json = value.to_json();
            let whole = json.as_f64().filter(|_| json.is_f64()).and_then(float_text);
            Cow::Owned(whole.unwrap_or_else(|| json.to_string()))
        }
    };
    match text::forbidden(&text) {
        Some(_) => {
            let place = value.pointer();
            Err(format!("the text at `{place}` has a character that XML does not allow"))
        }
        None => Ok(text),
    }
}

fn no_name(value: Value<'_>) -> String {
    format!("the last name of `{}` cannot be that of an element in XML", value.pointer())
}
