//! Values in XML, written by the model of the API and not by the library.

use std::fmt::Write as _;

use counterpart_generator::api::{Api, XmlContent, XmlElement, XmlName, XmlNode, XmlObject};
use serde_json::{Map, Value as Json};

/// Returns a value as the root element of a body.
pub(super) fn document(api: &Api, root: usize, value: &Json) -> String {
    let mut out = String::new();
    if let Some(root) = api.xml.roots.get(root) {
        let value = root.property.as_ref().map_or(value, |property| &value[property]);
        element(api, &root.element.name, &root.element.content, value, &mut out);
    }
    out
}

fn element(api: &Api, name: &XmlName, content: &XmlContent, value: &Json, out: &mut String) {
    let (tag, declared) = written(name, "");
    let object = match content {
        XmlContent::Object(index) => api.xml.objects.get(*index),
        _ => None,
    };
    match (content, value) {
        (_, Json::Null) => {
            let xsi = "http://www.w3.org/2001/XMLSchema-instance";
            let _ = write!(out, "<{tag}{declared} xmlns:i=\"{xsi}\" i:nil=\"true\"/>");
        }
        (XmlContent::Object(_), Json::Object(fields)) => {
            let Some(object) = object else { return };
            let _ = write!(out, "<{tag}{declared}");
            attributes(api, object, fields, out);
            out.push('>');
            members(api, object, fields, out);
            let _ = write!(out, "</{tag}>");
        }
        (XmlContent::List(item), Json::Array(values)) => {
            let _ = write!(out, "<{tag}{declared}>");
            for value in values {
                element(api, &item.name, &item.content, value, out);
            }
            let _ = write!(out, "</{tag}>");
        }
        _ => {
            let _ = write!(out, "<{tag}{declared}>");
            inside(api, value, out);
            let _ = write!(out, "</{tag}>");
        }
    }
}

/// Returns a name as it is written, and its declaration. Each name is declared where it is used.
fn written(name: &XmlName, default: &str) -> (String, String) {
    let XmlName { local, namespace, prefix } = name;
    let prefix = if prefix.is_empty() { default } else { prefix };
    if prefix == "xml" {
        return (format!("xml:{local}"), String::new());
    }
    match (namespace.as_str(), prefix) {
        ("", _) => (local.clone(), String::new()),
        (iri, "") => (local.clone(), format!(" xmlns=\"{iri}\"")),
        (iri, prefix) => (format!("{prefix}:{local}"), format!(" xmlns:{prefix}=\"{iri}\"")),
    }
}

fn attributes(api: &Api, object: &XmlObject, fields: &Map<String, Json>, out: &mut String) {
    for member in &object.members {
        match (&member.node, fields.get(&member.property)) {
            (XmlNode::Attribute(name, _), Some(value)) if !value.is_null() => {
                let (name, declared) = written(name, "a");
                let _ = write!(out, "{declared} {name}=\"{}\"", escaped(&plain(value)));
            }
            (XmlNode::Inline(inner), Some(Json::Object(fields))) => {
                if let Some(inner) = api.xml.objects.get(*inner) {
                    attributes(api, inner, fields, out);
                }
            }
            _ => {}
        }
    }
}

fn members(api: &Api, object: &XmlObject, fields: &Map<String, Json>, out: &mut String) {
    for member in &object.members {
        let Some(value) = fields.get(&member.property) else { continue };
        match (&member.node, value) {
            (XmlNode::Inline(inner), Json::Object(fields)) => {
                if let Some(inner) = api.xml.objects.get(*inner) {
                    members(api, inner, fields, out);
                }
            }
            (node, value) => property(api, node, value, out),
        }
    }
    let others = fields
        .iter()
        .filter(|(name, _)| !object.members.iter().any(|member| member.property == **name));
    for (index, (name, value)) in others.enumerate() {
        let is_name = name.starts_with(|first: char| first.is_ascii_alphabetic())
            && name.chars().all(|char| char.is_ascii_alphanumeric() || char == '-');
        let local = if is_name { name.clone() } else { format!("k{index}") };
        let name = XmlName { local, ..XmlName::default() };
        match &object.rest {
            Some(XmlNode::Items(item)) => {
                items(api, &XmlElement { name, content: item.content.clone() }, value, out);
            }
            Some(XmlNode::Element(inner)) => element(api, &name, &inner.content, value, out),
            _ => items(api, &XmlElement { name, content: XmlContent::Any }, value, out),
        }
    }
}

fn property(api: &Api, node: &XmlNode, value: &Json, out: &mut String) {
    match node {
        XmlNode::Element(found) if found.content == XmlContent::Any => {
            items(api, found, value, out);
        }
        XmlNode::Element(found) => element(api, &found.name, &found.content, value, out),
        XmlNode::Items(item) => items(api, item, value, out),
        XmlNode::Text(_) | XmlNode::CData(_) => out.push_str(&escaped(&plain(value))),
        XmlNode::Attribute(..) | XmlNode::Inline(_) => {}
    }
}

/// Writes each item of a list, or the only value.
fn items(api: &Api, item: &XmlElement, value: &Json, out: &mut String) {
    match value {
        Json::Array(values) => {
            for value in values {
                element(api, &item.name, &item.content, value, out);
            }
        }
        value => element(api, &item.name, &item.content, value, out),
    }
}

/// Writes a value that the document does not describe.
fn inside(api: &Api, value: &Json, out: &mut String) {
    let any = XmlObject { name: String::new(), members: Vec::new(), rest: None, or_text: None };
    match value {
        Json::Object(fields) => members(api, &any, fields, out),
        Json::Array(_) => {
            let name = XmlName { local: "item".to_owned(), ..XmlName::default() };
            items(api, &XmlElement { name, content: XmlContent::Any }, value, out);
        }
        value => out.push_str(&escaped(&plain(value))),
    }
}

fn plain(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Escapes a text. Characters that XML does not allow are replaced.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for char in text.chars() {
        match char {
            '&' | '<' | '>' | '"' | '\t' | '\n' | '\r' => {
                let _ = write!(out, "&#{};", u32::from(char));
            }
            '\0'..'\u{20}' | '\u{fffe}' | '\u{ffff}' => out.push('x'),
            char => out.push(char),
        }
    }
    out
}
