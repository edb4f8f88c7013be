//! Translates parameters: their location, type and style.

use super::schema::Slot;
use super::{Lower, joined, node};
use crate::api::{Codec, Kind, Nested, Parameter, ParameterShape, StringFormat, Type};
use crate::diag::codes;
use crate::tree::Node;
use crate::tree::pointer::At;

/// Headers that OpenAPI describes elsewhere: parameters with these names are ignored (Parameter Object, `name`).
const NOT_PARAMETERS: &[&str] = &["accept", "content-type"];
/// A header that is ignored too, if the operation has a security scheme.
const CREDENTIAL: &str = "authorization";

/// The help for values inside a value.
const OTHERWISE: &str = "describe the parameter with `content: {application/json: ...}`, or use `style: deepObject` for an object in the query";

impl<'d> Lower<'d, '_> {
    /// Returns the parameters of a path item or an operation.
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
            // Of two with the same name, the first one counts, as `read` has reported.
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

    /// Returns a parameter, or a header of a response.
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
                let encodings = self.encodings(content, (media, Codec::Form), &at, name);
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
        if let Some(what) = self.unwritable(&ty, &shape, (style, explode), location) {
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

    /// Returns why a style cannot write the values inside a value in such a way that they can be read again, if it
    /// cannot. Values inside a value are JSON, except with `deepObject`.
    pub(super) fn unwritable(
        &self,
        ty: &Type,
        shape: &ParameterShape,
        (style, explode): (&str, bool),
        location: &str,
    ) -> Option<&'static str> {
        let mixed = matches!(shape, ParameterShape::Value | ParameterShape::ScalarOrList);
        let mixed = mixed && !matches!(style, "json" | "deepObject") && self.api.may_be_object(ty);
        if mixed {
            return Some(
                "schema allows both objects and other values: a client sends an object as JSON, which a server rejects",
            );
        }
        if location == "querystring" || self.api.nested(ty, style, explode) == Nested::None {
            return None;
        }
        if matches!(location, "header" | "part") || style == "cookie" {
            return Some(
                "nested array or object: a client sends it as JSON, and rejects a value with a comma",
            );
        }
        self.api.ambiguity(ty, style, explode)
    }
}

/// Returns how a value of a media type is written: as a form if it is the whole query, as plain text, or as JSON.
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

/// Whether two parameters have the same location and name. Header names are case-insensitive.
pub(super) fn is_same(one: &Parameter, other: &Parameter) -> bool {
    let is_header = one.location == "header";
    one.location == other.location
        && (one.name == other.name || (is_header && one.name.eq_ignore_ascii_case(&other.name)))
}

/// Removes the query parameters beside one for the whole query, which `read` has reported.
pub(super) fn keep_whole_query(parameters: &mut Vec<Parameter>) {
    let Some(whole) = parameters.iter().position(|it| it.location == "querystring") else { return };
    let mut index = 0;
    parameters.retain(|it| {
        index += 1;
        index - 1 == whole || !matches!(it.location.as_str(), "query" | "querystring")
    });
}
