//! What the parts of a schema say together: references, `allOf`, alternatives. For XML, where a property of any of them
//! has one name.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::schema::{ANNOTATIONS, implied, is_null};
use super::{Lower, node};
use crate::api::XmlScalar;
use crate::tree::Node;
use crate::tree::pointer::{escape, fragment, lookup};

/// The nesting of parts that is followed.
const MAX_DEPTH: usize = 32;

/// Keywords whose value is a list of schemas for the same value.
const COMPOSED: &[&str] = &["allOf", "oneOf", "anyOf"];

/// A schema and its place.
#[derive(Debug, Clone)]
pub(super) struct Place<'d> {
    pub(super) node: &'d Node,
    pub(super) pointer: String,
}

impl<'d> Place<'d> {
    fn inside(&self, node: &'d Node, steps: &[&str]) -> Self {
        let mut pointer = self.pointer.clone();
        for step in steps {
            pointer.push('/');
            pointer.push_str(&escape(step));
        }
        Self { node, pointer }
    }
}

impl Place<'_> {
    /// Whether the schema itself has a name in XML, not one that it refers to.
    pub(super) fn names_itself(&self) -> bool {
        let parts = COMPOSED.iter().flat_map(|key| node::list(self.node, key));
        let is_named = |schema| Own::of(schema).name.is_some();
        is_named(self.node) || parts.into_iter().any(is_named)
    }
}

/// An `xml` object.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Own<'d> {
    pub(super) name: Option<&'d str>,
    pub(super) namespace: Option<&'d str>,
    pub(super) prefix: Option<&'d str>,
    pub(super) attribute: Option<bool>,
    pub(super) wrapped: Option<bool>,
    pub(super) node_type: Option<&'d str>,
}

impl<'d> Own<'d> {
    fn of(schema: &'d Node) -> Self {
        let Some(xml) = schema.get("xml") else { return Self::default() };
        let flag = |key| xml.get(key).and_then(Node::as_bool);
        Self {
            name: node::text(xml, "name").filter(|name| !name.is_empty()),
            namespace: node::text(xml, "namespace").filter(|iri| !iri.is_empty()),
            prefix: node::text(xml, "prefix").filter(|prefix| !prefix.is_empty()),
            attribute: flag("attribute"),
            wrapped: flag("wrapped"),
            node_type: node::text(xml, "nodeType"),
        }
    }

    /// Returns this, with what only the other says.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            name: self.name.or(other.name),
            namespace: self.namespace.or(other.namespace),
            prefix: self.prefix.or(other.prefix),
            attribute: self.attribute.or(other.attribute),
            wrapped: self.wrapped.or(other.wrapped),
            node_type: self.node_type.or(other.node_type),
        }
    }
}

/// The properties of a schema that decide how its values are written in XML.
#[derive(Debug, Default)]
pub(super) struct Facts<'d> {
    pub(super) is_object: bool,
    pub(super) is_list: bool,
    pub(super) is_nullable: bool,
    /// The scalar types.
    scalars: BTreeSet<&'d str>,
    /// The properties, each with its schemas.
    pub(super) properties: IndexMap<&'d str, Vec<Place<'d>>>,
    pub(super) required: BTreeSet<&'d str>,
    /// The schemas of items, and of other properties.
    pub(super) items: Vec<Place<'d>>,
    pub(super) rest: Vec<Place<'d>>,
}

impl Facts<'_> {
    /// Returns the types that a text may have, if the value may be a scalar.
    pub(super) fn scalar(&self) -> Option<XmlScalar> {
        let has = |names: &[&str]| names.iter().any(|name| self.scalars.contains(name));
        (!self.scalars.is_empty())
            .then(|| XmlScalar { boolean: has(&["boolean"]), number: has(&["integer", "number"]) })
    }
}

impl<'d> Lower<'d, '_> {
    /// Returns what schemas of one value say together.
    pub(super) fn xml_facts(&self, places: &[Place<'d>]) -> Facts<'d> {
        let mut facts = Facts::default();
        let mut seen = BTreeSet::new();
        for place in places {
            let is_sure = places.len() == 1;
            self.gather_xml(place, is_sure, &mut facts, &mut seen, 0);
        }
        facts
    }

    /// Adds what a schema says. `is_sure` is whether it holds for every value.
    fn gather_xml(
        &self,
        place: &Place<'d>,
        is_sure: bool,
        facts: &mut Facts<'d>,
        seen: &mut BTreeSet<String>,
        depth: usize,
    ) {
        let schema = place.node;
        if depth > MAX_DEPTH {
            return;
        }
        if let Some(target) = self.xml_target(schema)
            && seen.insert(target.pointer.clone())
        {
            self.gather_xml(&target, is_sure, facts, seen, depth + 1);
        }
        add_types(schema, facts);
        for (name, property) in node::object(schema, "properties").into_iter().flatten() {
            let place = place.inside(property, &["properties", name]);
            facts.properties.entry(name.as_str()).or_default().push(place);
        }
        if is_sure {
            facts.required.extend(node::texts(schema, "required"));
        }
        facts.items.extend(schema.get("items").map(|items| place.inside(items, &["items"])));
        for (index, item) in node::list(schema, "prefixItems").enumerate() {
            let step = index.to_string();
            facts.items.push(place.inside(item, &["prefixItems", &step]));
        }
        for key in ["additionalProperties", "unevaluatedProperties"] {
            let schema = schema
                .get(key)
                .filter(|found| found.as_object().is_some_and(|keywords| !keywords.is_empty()));
            facts.rest.extend(schema.map(|schema| place.inside(schema, &[key])));
        }
        for (pattern, schema) in node::object(schema, "patternProperties").into_iter().flatten() {
            facts.rest.push(place.inside(schema, &["patternProperties", pattern]));
        }
        for key in COMPOSED {
            let is_only = node::list(schema, key).filter(|part| !is_null(part)).count() < 2;
            let is_sure = is_sure && (*key == "allOf" || is_only);
            for (index, part) in node::list(schema, key).enumerate() {
                let part = place.inside(part, &[key, &index.to_string()]);
                self.gather_xml(&part, is_sure, facts, seen, depth + 1);
            }
        }
        for key in ["then", "else"] {
            if let Some(part) = schema.get(key) {
                self.gather_xml(&place.inside(part, &[key]), false, facts, seen, depth + 1);
            }
        }
        self.gather_subtypes(place, facts, seen, depth);
    }

    /// Adds what the subtypes of a schema with a discriminator say.
    fn gather_subtypes(
        &self,
        place: &Place<'d>,
        facts: &mut Facts<'d>,
        seen: &mut BTreeSet<String>,
        depth: usize,
    ) {
        let name = place.pointer.strip_prefix("/components/schemas/");
        let name = name.map(crate::tree::pointer::unescape);
        let subtypes = name.map_or(&[][..], |name| self.families.members(&name));
        for subtype in subtypes {
            let pointer = format!("/components/schemas/{}", escape(subtype));
            if let Some(node) = lookup(self.root, &pointer)
                && seen.insert(pointer.clone())
            {
                self.gather_xml(&Place { node, pointer }, false, facts, seen, depth + 1);
            }
        }
    }

    /// Returns the schema that a schema refers to.
    fn xml_target(&self, schema: &'d Node) -> Option<Place<'d>> {
        let pointer = fragment(node::text(schema, "$ref")?)?;
        lookup(self.root, &pointer).map(|node| Place { node, pointer })
    }

    /// Follows a schema that only refers to another one, or has one part only. Returns the last one, and what the `xml`
    /// objects on the way say: the first one counts.
    pub(super) fn xml_chain(&self, place: &Place<'d>) -> (Place<'d>, Own<'d>) {
        let mut own = Own::default();
        let mut here = place.clone();
        let mut is_followed = true;
        let mut target = place.clone();
        // `resolve` has rejected circular references; the limit is a safeguard.
        for _ in 0..MAX_DEPTH {
            own = own.or(Own::of(here.node));
            let next = self.xml_target(here.node).or_else(|| only_part(&here, &mut own));
            let Some(next) = next else { break };
            is_followed &= !says_more(here.node, &["$ref", "allOf", "anyOf", "oneOf"]);
            here = next;
            if is_followed {
                target = here.clone();
            }
        }
        (target, own)
    }
}

/// Returns the only part of a schema that says what a value is: null and mere annotations do not count. Adds what their
/// `xml` objects say.
fn only_part<'d>(place: &Place<'d>, own: &mut Own<'d>) -> Option<Place<'d>> {
    let mut speaking = Vec::new();
    for key in COMPOSED {
        for (index, part) in node::list(place.node, key).enumerate() {
            if is_null(part) {
                continue;
            }
            let part = place.inside(part, &[key, &index.to_string()]);
            if says_more(part.node, &[]) {
                speaking.push(part);
            } else {
                *own = own.or(Own::of(part.node));
            }
        }
    }
    <[Place<'d>; 1]>::try_from(speaking).ok().map(|[only]| only)
}

/// Whether a schema has keywords that matter, apart from some.
fn says_more(schema: &Node, apart: &[&str]) -> bool {
    schema.as_object().into_iter().flatten().any(|(key, _)| {
        let is_annotation = ANNOTATIONS.contains(&key.as_str()) && key != "$ref";
        !is_annotation && !key.starts_with("x-") && !apart.contains(&key.as_str())
    })
}

/// Adds the types of a schema: those that it names, those of its values, or the one that its keywords imply.
fn add_types<'d>(schema: &'d Node, facts: &mut Facts<'d>) {
    let mut types: Vec<&'d str> = node::types(schema);
    if types.is_empty() {
        let values = node::list(schema, "enum").chain(schema.get("const"));
        types.extend(values.map(|value| -> &'d str { type_of(value) }));
    }
    if types.is_empty() && schema.get("$ref").is_none() {
        types.extend(implied(schema));
    }
    for name in types {
        match name {
            "object" => facts.is_object = true,
            "array" => facts.is_list = true,
            "null" => facts.is_nullable = true,
            scalar => drop(facts.scalars.insert(scalar)),
        }
    }
    facts.is_nullable |= node::list(schema, "enum").any(Node::is_null);
}

fn type_of(value: &Node) -> &'static str {
    match value {
        Node::Null => "null",
        Node::Bool(_) => "boolean",
        Node::Number(_) => "number",
        Node::String(_) => "string",
        Node::Array(_) => "array",
        Node::Object(_) => "object",
    }
}
