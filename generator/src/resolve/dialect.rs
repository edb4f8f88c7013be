//! The objects of an OpenAPI document as tables: their keywords, and the types of the values. Walks through the tree
//! follow these tables, so that examples, defaults and extensions, which contain arbitrary data, are never taken
//! for objects of the specification.

use crate::tree::{At, Node, Object};

mod objects;
mod schema;
mod swagger;

/// The kinds of objects that the specification defines.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[expect(missing_docs, reason = "the names are those of the specification")]
pub enum Kind {
    OpenApi,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Components,
    Paths,
    PathItem,
    Operation,
    ExternalDocs,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Callback,
    Example,
    Link,
    Header,
    Tag,
    Schema,
    Discriminator,
    Xml,
    SecurityScheme,
    OAuthFlows,
    OAuthFlow,
    SecurityRequirement,
    Swagger,
    PathsV2,
    PathItemV2,
    OperationV2,
    ParameterV2,
    ItemsV2,
    ResponsesV2,
    ResponseV2,
    HeaderV2,
    SecuritySchemeV2,
}

/// The form of a keyword's value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// Any value: arbitrary data.
    Any,
    /// A string.
    Text,
    /// A boolean.
    Flag,
    /// A number.
    Number,
    /// A non-negative integer.
    Count,
    /// An array of any values.
    List,
    /// An object with any values.
    Data,
    /// An array of strings.
    Texts,
    /// An object whose values are strings.
    TextMap,
    /// An object whose values are arrays of strings.
    TextsMap,
    /// A type name or an array of type names.
    Types,
    /// An object of a kind.
    One(Kind),
    /// An array of objects of a kind.
    Many(Kind),
    /// An object whose values are objects of a kind, with names that the author chose.
    Map(Kind),
}

/// A keyword of an object.
#[derive(Debug)]
pub struct Keyword {
    /// Its name.
    pub name: &'static str,
    /// The form of its value.
    pub form: Form,
    /// Whether it is required.
    pub needed: bool,
}

/// The definition of one kind of object.
#[derive(Debug)]
pub struct Table {
    /// The name in messages, with an article, such as `a response`.
    pub name: &'static str,
    /// The keywords with fixed names.
    pub keywords: &'static [Keyword],
    /// The form of values under other names, if the object is a map.
    pub members: Option<Form>,
    /// Whether a reference is allowed in its place.
    pub referable: bool,
}

impl Table {
    /// Returns the name without its article, such as `response`.
    pub fn noun(&self) -> &'static str {
        let articles = ["a ", "an ", "the "];
        let noun = articles.into_iter().find_map(|article| self.name.strip_prefix(article));
        noun.unwrap_or(self.name)
    }
}

impl Kind {
    /// Returns the table of the kind.
    pub fn table(self) -> &'static Table {
        match self {
            Kind::Schema => &schema::SCHEMA,
            _ => objects::table(self),
        }
    }

    /// Returns the keyword with this name.
    pub fn keyword(self, name: &str) -> Option<&'static Keyword> {
        self.table().keywords.iter().find(|keyword| keyword.name == name)
    }

    /// Returns the form of the value of `key`, or `None` for extensions and unknown keys.
    pub fn form(self, key: &str) -> Option<Form> {
        if let Some(keyword) = self.keyword(key) {
            return Some(keyword.form);
        }
        match self.table().members {
            Some(form) if !self.is_extension(key) => Some(form),
            _ => None,
        }
    }

    /// Whether `key` is an extension, not a name that the author chose.
    pub fn is_extension(self, key: &str) -> bool {
        key.starts_with("x-") && self != Kind::SecurityRequirement
    }

    /// Returns the `$ref` of an object, if the kind allows references.
    pub fn reference(self, object: &Object) -> Option<&Node> {
        if self.table().referable { object.get("$ref") } else { None }
    }
}

/// Calls `visit` for each child of `object` that is an object of the specification.
pub fn each_child<'n>(
    kind: Kind,
    object: &'n Object,
    at: &At<'_>,
    visit: &mut dyn FnMut(Kind, &'n Node, &At<'_>),
) {
    let is_reference = kind != Kind::Schema && kind.reference(object).is_some();
    for (key, value) in object.iter().filter(|_| !is_reference) {
        let at = at.key(key);
        match (kind.form(key), value) {
            (Some(Form::One(kind)), value) => visit(kind, value, &at),
            (Some(Form::Many(kind)), Node::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    visit(kind, item, &at.index(index));
                }
            }
            (Some(Form::Map(kind)), Node::Object(members)) => {
                for (name, member) in members {
                    visit(kind, member, &at.key(name));
                }
            }
            _ => {}
        }
    }
}

/// Calls `visit` for each child of `object` that is an object of the specification.
pub fn each_child_mut(
    kind: Kind,
    object: &mut Object,
    at: &At<'_>,
    visit: &mut dyn FnMut(Kind, &mut Node, &At<'_>),
) {
    let is_reference = kind != Kind::Schema && kind.reference(object).is_some();
    for (key, value) in object.iter_mut().filter(|_| !is_reference) {
        let at = at.key(key);
        match (kind.form(key), value) {
            (Some(Form::One(kind)), value) => visit(kind, value, &at),
            (Some(Form::Many(kind)), Node::Array(items)) => {
                for (index, item) in items.iter_mut().enumerate() {
                    visit(kind, item, &at.index(index));
                }
            }
            (Some(Form::Map(kind)), Node::Object(members)) => {
                for (name, member) in members.iter_mut() {
                    visit(kind, member, &at.key(name));
                }
            }
            _ => {}
        }
    }
}

/// Returns the kind of the object at a path, or `None` for data and extensions.
pub fn kind_at<'s>(segments: impl IntoIterator<Item = &'s str>) -> Option<Kind> {
    kind_from(Kind::OpenApi, segments)
}

/// Returns the kind of the object at a pointer, in a tree whose root is of the kind `root`.
pub fn kind_below(root: Kind, pointer: &str) -> Option<Kind> {
    let path: Vec<_> = crate::tree::pointer::segments(pointer).collect();
    kind_from(root, path.iter().map(AsRef::as_ref))
}

fn kind_from<'s>(root: Kind, segments: impl IntoIterator<Item = &'s str>) -> Option<Kind> {
    let mut form = Form::One(root);
    for segment in segments {
        form = match form {
            Form::One(kind) => kind.form(segment)?,
            Form::Many(kind) | Form::Map(kind) => Form::One(kind),
            _ => return None,
        };
    }
    match form {
        Form::One(kind) => Some(kind),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every kind that has keywords with fixed names.
    const KINDS: &[Kind] = &[
        Kind::OpenApi,
        Kind::Info,
        Kind::Contact,
        Kind::License,
        Kind::Server,
        Kind::ServerVariable,
        Kind::Components,
        Kind::PathItem,
        Kind::Operation,
        Kind::ExternalDocs,
        Kind::Parameter,
        Kind::RequestBody,
        Kind::MediaType,
        Kind::Encoding,
        Kind::Response,
        Kind::Example,
        Kind::Link,
        Kind::Header,
        Kind::Tag,
        Kind::Schema,
        Kind::Discriminator,
        Kind::Xml,
        Kind::SecurityScheme,
        Kind::OAuthFlows,
        Kind::OAuthFlow,
        Kind::Swagger,
        Kind::PathItemV2,
        Kind::OperationV2,
        Kind::ParameterV2,
        Kind::ItemsV2,
        Kind::ResponseV2,
        Kind::HeaderV2,
        Kind::SecuritySchemeV2,
    ];

    #[test]
    fn the_page_of_keywords_is_that_of_the_tables() {
        let page = include_str!("../../../docs/src/keywords.md");
        let mut rows = std::collections::BTreeSet::new();
        let mut title = "";
        let states = ["honoured", "checked", "unsupported", "ignored"];
        for line in page.lines() {
            title = line.strip_prefix("### ").unwrap_or(title);
            let mut cells = line.split(" | ");
            let keyword = cells.next().and_then(|cell| cell.strip_prefix("| `")?.strip_suffix('`'));
            if let Some(keyword) = keyword {
                let state = cells.next().unwrap_or_default();
                assert!(states.contains(&state), "{title}: {line}");
                assert!(rows.insert((title, keyword)), "{title}: {keyword} stands twice");
            }
        }
        let mut known = 0;
        for kind in KINDS {
            let name = kind.table().name.replace('`', "");
            let is_old = *kind as usize >= Kind::Swagger as usize;
            let title = if is_old { format!("{name} (2.0)") } else { name };
            for keyword in kind.table().keywords {
                known += 1;
                assert!(
                    rows.contains(&(title.as_str(), keyword.name)),
                    "{title}: {}",
                    keyword.name
                );
            }
        }
        assert_eq!(rows.len(), known, "the page has keywords that the tables do not have");
    }

    #[test]
    fn the_tables_know_where_objects_are() {
        let kind = |pointer: &str| kind_at(pointer.split_terminator(' '));
        assert_eq!(kind(""), Some(Kind::OpenApi));
        assert_eq!(kind("paths /a get responses 200 content text/x schema"), Some(Kind::Schema));
        assert_eq!(kind("components schemas x-a properties example items"), Some(Kind::Schema));
        assert_eq!(kind("components schemas A example items"), None);
        assert_eq!(kind("components schemas A properties"), None);
        assert_eq!(kind("paths x-a get"), None);
        assert_eq!(kind("paths /a parameters 0"), Some(Kind::Parameter));
    }
}
