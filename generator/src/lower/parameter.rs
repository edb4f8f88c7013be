//! Parameters: where each one is, what type it has, how it is written.

use super::schema::Slot;
use super::{Lower, joined, node};
use crate::api::{Codec, Kind, Nested, Parameter, ParameterShape, StringFormat, Type};
use crate::diag::codes;
use crate::tree::Node;
use crate::tree::pointer::At;

/// Headers that OpenAPI has other places for: a parameter of such a name is ignored (Parameter Object, `name`).
const NOT_PARAMETERS: &[&str] = &["accept", "content-type"];
/// And this one, where the operation has a security scheme to speak for it.
const CREDENTIAL: &str = "authorization";

/// How values inside a value can be sent.
const OTHERWISE: &str = "describe it by `content` with `application/json`, or an object of the query by `style: deepObject`";

impl<'d> Lower<'d, '_> {
    /// The parameters that a path item or an operation lists.
    pub(super) fn parameters(
        &mut self,
        owner: &'d Node,
        at: &At<'_>,
        operation: &str,
        secured: bool,
    ) -> Vec<Parameter> {
        let place = at.key("parameters");
        let mut found = Vec::new();
        for (index, item) in node::list(owner, "parameters").enumerate() {
            let parameter = self.at_target(item, &place.index(index), |lower, node, at| {
                lower.parameter(node, at, operation, secured)
            });
            // Of two with the same name, the first one counts; `read` has said so.
            found.extend(parameter.filter(|new| !found.iter().any(|known| is_same(known, new))));
        }
        found
    }

    fn parameter(
        &mut self,
        node: &'d Node,
        at: &At<'_>,
        operation: &str,
        secured: bool,
    ) -> Option<Parameter> {
        let name = node::text(node, "name")?.to_owned();
        let location = node::text(node, "in")?.to_owned();
        let header = (location == "header").then(|| name.to_lowercase());
        let credential = header.as_deref() == Some(CREDENTIAL);
        if header.is_some_and(|name| NOT_PARAMETERS.contains(&name.as_str()))
            || (credential && secured)
        {
            return None;
        }
        let slot = Slot::named(joined(&[operation, &name]));
        let mut parameter = self.described(node, at, &name, &location, &slot);
        if credential && parameter.ty.kind == Kind::String(StringFormat::Plain) {
            parameter.ty.kind = Kind::String(StringFormat::Secret);
        }
        Some(parameter)
    }

    /// A parameter, or a header of an answer, by what its object says beside its name.
    pub(super) fn described(
        &mut self,
        node: &'d Node,
        at: &At<'_>,
        name: &str,
        location: &str,
        slot: &Slot,
    ) -> Parameter {
        let content = node::object(node, "content").and_then(|content| content.iter().next());
        let (schema, ty) = if let Some((media, content)) = content {
            let schema = content.get("schema");
            let content_at = at.key("content");
            let place = content_at.key(media);
            let ty = schema.map(|schema| self.schema(schema, &place.key("schema"), slot));
            (schema, ty)
        } else {
            let schema = node.get("schema");
            (schema, schema.map(|schema| self.schema(schema, &at.key("schema"), slot)))
        };
        let ty = ty.unwrap_or_else(Type::any);
        let default_style = if matches!(location, "query" | "cookie") { "form" } else { "simple" };
        let style = match content {
            Some((media, _)) => style_of(location, media),
            None => node::text(node, "style").unwrap_or(default_style),
        };
        let exploded = node.get("explode").and_then(Node::as_bool);
        let encodings = match content {
            Some((media, content)) if style == "form" => {
                let content_at = at.key("content");
                let at = content_at.key(media);
                let encodings = self.encodings(content, Codec::Form, &at, name);
                self.spread_form(&ty, Codec::Form, &encodings, &at);
                encodings
            }
            _ => Vec::new(),
        };
        let shape = if content.is_some() {
            ParameterShape::Value
        } else {
            self.api.styled_shape(&ty, style)
        };
        let explode = exploded.unwrap_or(matches!(style, "form" | "cookie"));
        if let Some(what) = self.unwritten(&ty, &shape, (style, explode), location) {
            self.diagnostics.report(&codes::UNSUPPORTED_STYLE, at, what).help(OTHERWISE);
        }
        Parameter {
            required: node::flag(node, "required") || location == "path",
            style: style.to_owned(),
            explode,
            reserved: node::flag(node, "allowReserved"),
            shape,
            empty_is_absent: node::flag(node, "allowEmptyValue"),
            docs: node::docs(node),
            encodings,
            default: schema.and_then(|schema| schema.get("default")).cloned(),
            example: node::example(node)
                .or_else(|| content.and_then(|(_, content)| node::example(content)))
                .or_else(|| schema.and_then(node::example_of_schema)),
            deprecated: node::flag(node, "deprecated"),
            location: location.to_owned(),
            name: name.to_owned(),
            ty,
        }
    }

    /// Why no style but `deepObject` writes what is inside a value so that it can be read: where JSON text inside is not
    /// enough.
    pub(super) fn unwritten(
        &self,
        ty: &Type,
        shape: &ParameterShape,
        (style, explode): (&str, bool),
        location: &str,
    ) -> Option<&'static str> {
        let mixed = matches!(shape, ParameterShape::Value | ParameterShape::Either);
        let mixed = mixed && !matches!(style, "json" | "deepObject") && self.api.may_be_object(ty);
        if mixed {
            return Some(
                "an object among other values: a client writes it as JSON text, which a server refuses",
            );
        }
        if location == "querystring" || self.api.nested(ty, style, explode) == Nested::None {
            return None;
        }
        if matches!(location, "header" | "part") || style == "cookie" {
            return Some(
                "a list or an object inside another: a client writes it as JSON text, and refuses one with a comma here",
            );
        }
        self.api.untold(ty, style, explode)
    }
}

/// How a value of a media type is written: as a form where it is the whole query, as its text, or as JSON text.
fn style_of(location: &str, media: &str) -> &'static str {
    let media = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match media.as_str() {
        "application/x-www-form-urlencoded" if location == "querystring" => "form",
        "application/json" | "text/json" | "*/*" | "application/*" => "json",
        media if media.ends_with("+json") => "json",
        media if media.starts_with("text/") || location == "querystring" => "simple",
        _ => "json",
    }
}

/// Whether two parameters are sent under the same name at the same place; headers have their names in any case.
pub(super) fn is_same(one: &Parameter, other: &Parameter) -> bool {
    let is_header = one.location == "header";
    one.location == other.location
        && (one.name == other.name || (is_header && one.name.eq_ignore_ascii_case(&other.name)))
}

/// A parameter that is the whole query leaves no room for others there; `read` has said so.
pub(super) fn keep_whole_query(parameters: &mut Vec<Parameter>) {
    let Some(whole) = parameters.iter().position(|it| it.location == "querystring") else { return };
    let mut index = 0;
    parameters.retain(|it| {
        index += 1;
        index - 1 == whole || !matches!(it.location.as_str(), "query" | "querystring")
    });
}
