//! The objects of an OpenAPI document as tables: which keywords each has, and what their values
//! are. Walks of the tree follow these tables, so that examples, defaults and extensions, which
//! are data of the author's, are never taken for objects of the specification.

use crate::load::{At, Node, Object};

mod objects;
mod schema;
mod swagger;

/// The kinds of objects that the specification names.
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

/// What the value of a keyword is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// Any value: data of the author's.
    Any,
    /// A string.
    Text,
    /// A boolean.
    Flag,
    /// A number.
    Number,
    /// A whole number from zero.
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
    /// The name of a type, or an array of such names.
    Types,
    /// An object of a kind.
    One(Kind),
    /// An array of such objects.
    Many(Kind),
    /// An object whose values are such objects, under names that the author chose.
    Map(Kind),
}

/// A keyword of an object.
#[derive(Debug)]
pub struct Keyword {
    /// Its name.
    pub name: &'static str,
    /// What its value is.
    pub form: Form,
    /// Whether it must be there.
    pub needed: bool,
}

/// What the specification says of one kind of object.
#[derive(Debug)]
pub struct Table {
    /// What an object of the kind is called in messages, such as `a response`.
    pub name: &'static str,
    /// The keywords with fixed names.
    pub keywords: &'static [Keyword],
    /// What stands under other names, where the object is a map itself.
    pub members: Option<Form>,
    /// Whether a reference may stand in its place.
    pub referable: bool,
}

impl Kind {
    /// The table of the kind.
    pub fn table(self) -> &'static Table {
        match self {
            Kind::Schema => &schema::SCHEMA,
            _ => objects::table(self),
        }
    }

    /// The keyword of this name.
    pub fn keyword(self, name: &str) -> Option<&'static Keyword> {
        self.table().keywords.iter().find(|keyword| keyword.name == name)
    }

    /// What stands under `key` in an object of the kind; nothing for extensions and unknown keys.
    pub fn form(self, key: &str) -> Option<Form> {
        if let Some(keyword) = self.keyword(key) {
            return Some(keyword.form);
        }
        match self.table().members {
            Some(form) if !self.is_extension(key) => Some(form),
            _ => None,
        }
    }

    /// Whether `key` is an extension here, and not a name that the author chose.
    pub fn is_extension(self, key: &str) -> bool {
        key.starts_with("x-") && self != Kind::SecurityRequirement
    }

    /// The reference that stands in the place of an object of the kind, or in a schema.
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

/// The kind of object that a pointer leads to by the tables; nothing where data or an extension
/// is.
pub fn kind_at<'s>(segments: impl IntoIterator<Item = &'s str>) -> Option<Kind> {
    kind_from(Kind::OpenApi, segments)
}

/// The kind of object that a pointer leads to in a document that is an object of the kind `root`.
pub fn kind_below(root: Kind, pointer: &str) -> Option<Kind> {
    let path: Vec<_> = crate::load::pointer::segments(pointer).collect();
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
