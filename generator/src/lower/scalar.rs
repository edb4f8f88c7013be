//! Translates scalars, by `type` and `format`, and the limits of schemas.

use std::ops::RangeInclusive;

use super::{Lower, node};
use crate::api::{Bound, FloatFormat, Format, IntFormat, Kind, Limits, StringFormat, Type};
use crate::diag::codes;
use crate::tree::Node;
use crate::tree::pointer::At;

/// A string without a format.
const STRING: Kind = Kind::String(StringFormat::Plain);
/// An integer without a format.
const INTEGER: Kind = Kind::Int(IntFormat::I64);

impl Lower<'_, '_> {
    /// Returns the type of `string`, `integer`, `number` or `boolean`; anything else is any JSON value.
    pub(super) fn scalar(&mut self, name: &str, node: &Node) -> Type {
        let format = node::text(node, "format").unwrap_or_default();
        if let Some(own) = self.custom.format(format, name) {
            return own;
        }
        let known = Format::find(name, format);
        let kind = match name {
            "string" => known.map_or(STRING, |format| format.kind.clone()),
            "integer" => known.map_or(INTEGER, |format| format.kind.clone()),
            "number" => Kind::Float(FloatFormat::F64),
            "boolean" => Kind::Bool,
            _ => Kind::Any,
        };
        let kind = match kind {
            STRING => content(node).map_or(STRING, Kind::String),
            INTEGER if is_beyond_i64(node) => Kind::Int(IntFormat::U64),
            kind => kind,
        };
        let mut limits = limits(node);
        if kind == STRING {
            limits.format = self.text_format(node).filter(|format| format.is_checked());
        }
        if name == "integer" {
            if let Some((least, most)) = known.and_then(|format| format.range) {
                let bound = |value: f64| Some(Bound { value, exclusive: false });
                limits.minimum = limits.minimum.or(bound(least));
                limits.maximum = limits.maximum.or(bound(most));
            }
            // A double cannot represent a long limit; a rule compares integers.
            limits.rules.extend(long_bounds(node));
        }
        Type { limits, ..Type::new(kind) }
    }

    /// Reports numbers that their type cannot represent exactly.
    pub(super) fn long_number(&mut self, name: &str, node: &Node, at: &At<'_>) {
        let format = node::text(node, "format").unwrap_or_default();
        let is_long = name == "number" && ["decimal", "decimal128"].contains(&format);
        if is_long && !self.custom.has_format(format) && self.reported.insert(at.pointer()) {
            let what = "a decimal number keeps only 15 significant digits";
            self.diagnostics.report(&codes::UNSUPPORTED_NUMBER, &at.key("format"), what);
        }
        if name == "integer" {
            let bounds = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "default"];
            for key in bounds {
                self.long_integer(node.get(key), &at.key(key));
            }
        }
    }

    /// Reports an integer that does not fit into 64 bits. Limits at the ends of 64-bit types are often rounded, and are
    /// accepted.
    pub(super) fn long_integer(&mut self, value: Option<&Node>, at: &At<'_>) {
        const ROOM: RangeInclusive<f64> =
            -9_223_372_036_854_775_808.0..=18_446_744_073_709_551_616.0;
        let float = value.filter(|value| value.is_f64()).and_then(Node::as_f64);
        let is_long = float.is_some_and(|value| value.fract() == 0.0 && !ROOM.contains(&value));
        if is_long && self.reported.insert(at.pointer()) {
            let what = "integer does not fit into 64 bits, and can be neither read nor sent";
            self.diagnostics.report(&codes::UNSUPPORTED_NUMBER, at, what);
        }
    }

    /// Returns the format that strings of a schema are checked against, unless it has a custom type.
    pub(super) fn text_format(&self, node: &Node) -> Option<&'static Format> {
        let types = node::types(node);
        let format = node::text(node, "format").filter(|name| !self.custom.has_format(name))?;
        let found = Format::find("string", format).filter(|format| format.check.is_some());
        found.filter(|_| types.is_empty() || types.contains(&"string"))
    }
}

/// Returns how much a schema says of the type of its values; zero if nothing.
pub(super) fn weight(node: &Node) -> usize {
    let names: Vec<&str> = node::types(node).into_iter().filter(|name| *name != "null").collect();
    let has = |keys: &[&str]| {
        let says = |value: &Node| value.as_object().is_none_or(|keys| !keys.is_empty());
        keys.iter().filter(|key| node.get(key).is_some_and(says)).count()
    };
    let inner = has(&["items", "prefixItems", "additionalProperties", "patternProperties"]);
    let name = match names.as_slice() {
        [] => return usize::from(super::schema::implied(node).is_some()) + inner,
        [name] => *name,
        _ => return 2 + inner,
    };
    let known = Format::find(name, node::text(node, "format").unwrap_or_default());
    let format = match known.map(|format| &format.kind) {
        Some(Kind::Int(IntFormat::I64) | &STRING) => 0,
        Some(Kind::Int(_)) => 2,
        Some(_) => 1,
        None => usize::from(content(node).is_some()),
    };
    4 + 4 * usize::from(name == "integer") + format + inner
}

/// Returns the limits of an integer that a double cannot represent, as a rule.
fn long_bounds(node: &Node) -> Option<String> {
    const KEYS: &[&str] = &["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"];
    const EXACT: u64 = 1 << 53;
    const ENDS: &[u64] = &[i64::MAX.unsigned_abs(), u64::MAX];
    let is_long = |value: &Node| {
        value.as_i64().is_some_and(|value| value.unsigned_abs() >= EXACT && value != i64::MIN)
            || value.as_u64().is_some_and(|value| value >= EXACT)
    };
    let is_end = |value: &Node| value.as_u64().is_some_and(|value| ENDS.contains(&value));
    let bounds = KEYS.iter().filter_map(|key| Some((*key, node.get(key)?)));
    let long = bounds.filter(|(_, value)| is_long(value) && !is_end(value));
    let rule: serde_json::Map<String, Node> =
        long.map(|(key, value)| (key.to_owned(), value.clone())).collect();
    (!rule.is_empty()).then(|| Node::Object(rule).to_string())
}

/// Whether only an unsigned integer can represent the allowed values.
fn is_beyond_i64(node: &Node) -> bool {
    const END: f64 = 9_223_372_036_854_775_808.0;
    let from_zero = node::number(node, "minimum").is_some_and(|bound| bound >= 0.0);
    let mut listed = node::list(node, "enum").chain(node.get("const"));
    let long = |value: &Node| value.is_u64() && !value.is_i64();
    (from_zero && node::number(node, "maximum").is_some_and(|bound| bound >= END))
        || listed.any(long)
}

/// The type of a string that holds encoded or raw bytes by the keywords of OpenAPI 3.1.
fn content(node: &Node) -> Option<StringFormat> {
    let encoding = node.get("contentEncoding");
    if encoding.and_then(Node::as_str) == Some("base64") {
        return Some(StringFormat::Base64);
    }
    // A file of a form: bytes of a media type, without an encoding.
    (node.get("contentMediaType").is_some() && encoding.is_none()).then_some(StringFormat::Binary)
}

/// Returns the limits of a schema.
pub(super) fn limits(node: &Node) -> Limits {
    Limits {
        min_length: node::count(node, "minLength").filter(|length| *length > 0),
        max_length: node::count(node, "maxLength"),
        pattern: node::text(node, "pattern").map(str::to_owned),
        format: None,
        minimum: bound(node, "minimum", "exclusiveMinimum", f64::gt),
        maximum: bound(node, "maximum", "exclusiveMaximum", f64::lt),
        multiple_of: node::number(node, "multipleOf").filter(|step| *step > 0.0),
        min_items: node::count(node, "minItems")
            .or_else(|| node::count(node, "minProperties"))
            .filter(|count| *count > 0),
        max_items: node::count(node, "maxItems").or_else(|| node::count(node, "maxProperties")),
        unique: node::flag(node, "uniqueItems"),
        rules: Vec::new(),
    }
}

/// Returns the tighter of an inclusive and an exclusive limit.
fn bound(
    node: &Node,
    inclusive: &str,
    exclusive: &str,
    tighter: fn(&f64, &f64) -> bool,
) -> Option<Bound> {
    let inner = node::number(node, inclusive).map(|value| Bound { value, exclusive: false });
    let outer = node::number(node, exclusive).map(|value| Bound { value, exclusive: true });
    match (inner, outer) {
        (Some(inner), Some(outer)) if tighter(&inner.value, &outer.value) => Some(inner),
        (inner, outer) => outer.or(inner),
    }
}
