//! Converts a document of Swagger 2.0 to OpenAPI 3.0, which is then upgraded like any other:
//!
//! | 2.0 | 3.0 |
//! |---|---|
//! | `host`, `basePath`, `schemes` | `servers` |
//! | `definitions`, `parameters`, `responses`, `securityDefinitions` | `components` |
//! | a parameter with `in: body`; those with `in: formData` | `requestBody` |
//! | `consumes`, `produces` | the media types of `content` |
//! | `type` and its keywords in a parameter or header | `schema` |
//!
//! Parts that are not understood are kept, and reported by the stage `read`.

use serde_json::json;

use super::dialect::{Kind, each_child_mut};
use crate::diag::Moves;
use crate::tree::pointer::{fragment, lookup, push, segments};
use crate::tree::{At, Node, Object};

mod body;
pub(super) mod conflict;
mod parameter;
mod response;
mod schema;
mod security;

pub(crate) use parameter::INNER_FORMAT;

/// The number of media types of a body that are used, since each one repeats its schema.
const MOST_MEDIA_TYPES: usize = 24;

/// Keywords of the root that are moved to other places.
const SPREAD: [&str; 10] = [
    "swagger",
    "host",
    "basePath",
    "schemes",
    "consumes",
    "produces",
    "definitions",
    "parameters",
    "responses",
    "securityDefinitions",
];

/// Returns the document in the form of 3.0, and where its parts come from.
pub(super) fn upgrade(tree: &Node) -> (Node, Moves) {
    let mut swagger = Swagger { old: tree, moves: Moves::default() };
    let mut new = swagger.document();
    swagger.references(&mut new);
    (new, swagger.moves)
}

struct Swagger<'t> {
    old: &'t Node,
    moves: Moves,
}

impl<'t> Swagger<'t> {
    fn document(&mut self) -> Node {
        let mut new = Object::new();
        new.insert("openapi".to_owned(), json!("3.0.4"));
        // Its arrays have more styles than those of any later version.
        new.insert("x-swagger".to_owned(), json!("2.0"));
        self.moves.note("/openapi", "/swagger");
        // First, so that references lead to the components, not to copies of them.
        let components = self.components();
        let old = self.old.as_object().into_iter().flatten();
        for (key, value) in old.filter(|(key, _)| !SPREAD.contains(&key.as_str())) {
            let value = if key == "paths" { self.paths(value) } else { value.clone() };
            new.insert(key.clone(), value);
        }
        if let Some(servers) = self.servers() {
            new.insert("servers".to_owned(), servers);
        }
        if !components.is_empty() {
            new.insert("components".to_owned(), components.into());
        }
        Node::Object(new)
    }

    fn servers(&mut self) -> Option<Node> {
        let text = |key| self.old.get(key).and_then(Node::as_str);
        let base = text("basePath").unwrap_or_default();
        let Some(host) = text("host") else {
            self.moves.note("/servers/0", "/basePath");
            return (!base.is_empty()).then(|| json!([{ "url": base }]));
        };
        let mut schemes: Vec<&str> = texts(self.old.get("schemes")).collect();
        if schemes.is_empty() {
            schemes.push("https");
        }
        // Clients use the first server.
        schemes.sort_by_key(|scheme| *scheme != "https");
        let mut servers = Vec::new();
        for (index, scheme) in schemes.into_iter().take(4).enumerate() {
            servers.push(json!({ "url": format!("{scheme}://{host}{base}") }));
            self.moves.note(format!("/servers/{index}"), "/host");
        }
        Some(Node::Array(servers))
    }

    fn components(&mut self) -> Object {
        let mut components = Object::new();
        let old = self.old;
        if let Some(definitions) = old.get("definitions") {
            let mut schemas = definitions.clone();
            for schema in schemas.as_object_mut().into_iter().flat_map(Object::values_mut) {
                schema::upgrade(schema);
            }
            self.moves.note("/components/schemas", "/definitions");
            components.insert("schemas".to_owned(), schemas);
        }
        let consumes = media_types(old.get("consumes"));
        let produces = media_types(old.get("produces"));
        let (mut parameters, mut bodies) = (Object::new(), Object::new());
        for (name, parameter) in members(old, "parameters") {
            let from = below("/parameters", name);
            match parameter.get("in").and_then(Node::as_str) {
                Some("body") => {
                    let to = below("/components/requestBodies", name);
                    bodies.insert(name.clone(), self.body(parameter, &from, &to, &consumes));
                }
                // The fields of a form are only used together, in the bodies of operations.
                Some("formData") => {}
                _ => {
                    let to = below("/components/parameters", name);
                    parameters.insert(name.clone(), self.parameter(parameter, &from, &to));
                }
            }
        }
        let mut responses = Object::new();
        for (name, response) in members(old, "responses") {
            let (from, to) = (below("/responses", name), below("/components/responses", name));
            responses.insert(name.clone(), self.response(response, &from, &to, &produces));
        }
        let mut schemes = Object::new();
        for (name, scheme) in members(old, "securityDefinitions") {
            let from = below("/securityDefinitions", name);
            let to = below("/components/securitySchemes", name);
            schemes.insert(name.clone(), self.security_scheme(scheme, &from, &to));
        }
        let sections = [
            ("parameters", parameters),
            ("requestBodies", bodies),
            ("responses", responses),
            ("securitySchemes", schemes),
        ];
        for (name, section) in sections {
            if !section.is_empty() {
                components.insert(name.to_owned(), section.into());
            }
        }
        components
    }

    fn paths(&mut self, paths: &'t Node) -> Node {
        let Some(paths) = paths.as_object() else { return paths.clone() };
        let mut new = Object::new();
        for (path, item) in paths {
            let at = below("/paths", path);
            let item = match item.as_object() {
                Some(item) if !path.starts_with("x-") => self.path_item(item, &at),
                _ => item.clone(),
            };
            new.insert(path.clone(), item);
        }
        new.into()
    }

    fn path_item(&mut self, item: &'t Object, at: &str) -> Node {
        let mut new = Object::new();
        let shared = list(item.get("parameters"), &format!("{at}/parameters"));
        for (key, value) in item {
            let value = match (Kind::PathItemV2.form(key), value.as_object()) {
                (Some(super::dialect::Form::One(Kind::OperationV2)), Some(operation)) => {
                    self.operation(operation, &below(at, key), &shared)
                }
                _ if key == "parameters" && value.is_array() => self.parameters(&shared, at),
                _ => value.clone(),
            };
            new.insert(key.clone(), value);
        }
        new.into()
    }

    fn operation(&mut self, operation: &'t Object, at: &str, shared: &[Listed<'t>]) -> Node {
        let mut new = Object::new();
        let own = list(operation.get("parameters"), &format!("{at}/parameters"));
        let consumes = match operation.get("consumes") {
            Some(_) => media_types(operation.get("consumes")),
            None => media_types(self.old.get("consumes")),
        };
        let produces = match operation.get("produces") {
            Some(_) => media_types(operation.get("produces")),
            None => media_types(self.old.get("produces")),
        };
        for (key, value) in operation {
            let value = match key.as_str() {
                "consumes" | "produces" | "schemes" => continue,
                "parameters" if value.is_array() => self.parameters(&own, at),
                "responses" => self.responses(value, &format!("{at}/responses"), &produces),
                _ => value.clone(),
            };
            new.insert(key.clone(), value);
        }
        if let Some(body) = self.request_body(&own, shared, at, &consumes) {
            new.insert("requestBody".to_owned(), body);
        }
        new.into()
    }

    /// Redirects references to the new places of their targets.
    fn references(&self, new: &mut Node) {
        self.redirect(Kind::OpenApi, new, &At::root());
    }

    fn redirect(&self, kind: Kind, node: &mut Node, at: &At<'_>) {
        let Some(object) = node.as_object_mut() else { return };
        if kind.reference(object).is_some()
            && let Some(Node::String(reference)) = object.get_mut("$ref")
            && let Some(pointer) = fragment(reference)
            && lookup(self.old, &pointer).is_some()
            && let Some(moved) = self.moves.new_place(&pointer)
        {
            *reference = format!("#{}", moved.replace('%', "%25"));
        }
        each_child_mut(kind, object, at, &mut |kind, node, at| self.redirect(kind, node, at));
    }
}

/// A parameter of a list, with its place.
struct Listed<'t> {
    node: &'t Node,
    at: String,
}

fn list<'t>(parameters: Option<&'t Node>, at: &str) -> Vec<Listed<'t>> {
    let parameters = parameters.and_then(Node::as_array).into_iter().flatten();
    let listed = |(index, node)| Listed { node, at: format!("{at}/{index}") };
    parameters.enumerate().map(listed).collect()
}

fn members<'t>(owner: &'t Node, key: &str) -> impl Iterator<Item = (&'t String, &'t Node)> {
    owner.get(key).and_then(Node::as_object).into_iter().flatten()
}

fn texts(list: Option<&Node>) -> impl Iterator<Item = &str> {
    list.and_then(Node::as_array).into_iter().flatten().filter_map(Node::as_str)
}

/// Returns the distinct media types of a list.
fn media_types(list: Option<&Node>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for name in texts(list) {
        if found.len() < MOST_MEDIA_TYPES && !found.iter().any(|known| known == name) {
            found.push(name.to_owned());
        }
    }
    found
}

/// Returns the pointer of a member.
fn below(at: &str, key: &str) -> String {
    let mut pointer = at.to_owned();
    push(&mut pointer, key);
    pointer
}

/// Returns the last segment of a pointer.
fn last(pointer: &str) -> String {
    segments(pointer).last().unwrap_or_default().into_owned()
}
