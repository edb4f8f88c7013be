//! Translates the schema of an XML body to elements and attributes, by its `xml` objects (OpenAPI 3.2, XML Object).
//!
//! ```yaml
//! Pet:
//!   type: object
//!   properties:
//!     id: {type: integer, xml: {attribute: true}}
//!     tags: {type: array, items: {type: string, xml: {name: tag}}, xml: {wrapped: true}}
//! ```
//!
//! This is `<Pet id="7"><tags><tag>new</tag></tags></Pet>`. A name comes from the schema itself, then from the schema
//! that it refers to, and then from the property. The root is named after its component.

use std::collections::BTreeMap;

use super::Lower;
use super::xml_facts::{Facts, Own, Place};
use crate::api::{
    XmlContent, XmlElement, XmlMember, XmlName, XmlNode, XmlObject, XmlRoot, XmlScalar,
};
use crate::tree::Node;
use crate::tree::pointer::At;

/// The name of a root element that neither the document nor a component names.
const ROOT: &str = "root";

/// The namespaces of prefixes that need no declaration in a document.
const KNOWN: &[(&str, &str)] = &[
    ("xml", "http://www.w3.org/XML/1998/namespace"),
    ("xsi", "http://www.w3.org/2001/XMLSchema-instance"),
];

impl<'d> Lower<'d, '_> {
    /// Whether a schema says how a value is written in XML. A string without a name is a text that is XML already.
    pub(super) fn has_xml(&self, schema: &'d Node) -> bool {
        let place = Place { node: schema, pointer: String::new() };
        let facts = self.xml_facts(std::slice::from_ref(&place));
        let is_text = facts.scalar() == Some(XmlScalar::default());
        let is_typed = facts.scalar().is_some_and(|_| !is_text);
        let is_named = is_text && self.xml_chain(&place).1.name.is_some();
        facts.is_object || facts.is_list || is_typed || is_named
    }

    /// Returns the root element of a body, as an index into those of the API.
    pub(super) fn xml_root(&mut self, schema: &'d Node, at: &At<'_>, words: &str) -> usize {
        let place = Place { node: schema, pointer: at.pointer() };
        let (_, own) = self.xml_chain(&place);
        let component = self.xml_component(&place);
        let title = super::node::text(schema, "title").filter(|title| is_name(title));
        let inferred = component.as_deref().or(title).unwrap_or(ROOT).to_owned();
        let element = self.xml_element(&[place], &inferred, words);
        let has_name = own.name.is_some();
        let only = self.only_element(&element).filter(|_| !has_name && inferred == ROOT);
        let name = component.unwrap_or_else(|| words.to_owned());
        let root = match only {
            Some((property, element)) => {
                XmlRoot { name, element, is_named: true, property: Some(property) }
            }
            None => XmlRoot { name, element, is_named: has_name, property: None },
        };
        let key = |root: &XmlRoot| (root.element.clone(), root.is_named, root.property.clone());
        let roots = &mut self.api.xml.roots;
        let known = roots.iter().position(|known| key(known) == key(&root));
        known.unwrap_or_else(|| {
            roots.push(root);
            roots.len() - 1
        })
    }

    /// Returns the only property of an element and its own element, if it has no other. A root without a name has no
    /// element; that of its property is the root.
    fn only_element(&self, element: &XmlElement) -> Option<(String, XmlElement)> {
        let XmlContent::Object(index) = element.content else { return None };
        let object = self.api.xml.objects.get(index)?;
        match object.members.as_slice() {
            [XmlMember { property, node: XmlNode::Element(inner), .. }]
                if object.rest.is_none() =>
            {
                Some((property.clone(), inner.clone()))
            }
            _ => None,
        }
    }

    /// Returns the name of the component that a schema is or refers to.
    fn xml_component(&self, place: &Place<'d>) -> Option<String> {
        let (target, _) = self.xml_chain(place);
        let name = target.pointer.strip_prefix("/components/schemas/")?;
        (!name.contains('/')).then(|| crate::tree::pointer::unescape(name).into_owned())
    }

    /// Returns the element of a value with these schemas.
    fn xml_element(&mut self, places: &[Place<'d>], inferred: &str, words: &str) -> XmlElement {
        let own = self.xml_own(places);
        let content = self.xml_content(places, own.name.unwrap_or(inferred), words);
        XmlElement { name: xml_name(&own, inferred), content }
    }

    /// Returns what is in the element of a value. `name` is that of the element.
    fn xml_content(&mut self, places: &[Place<'d>], name: &str, words: &str) -> XmlContent {
        let facts = self.xml_facts(places);
        match (facts.is_object, facts.is_list, facts.scalar()) {
            (true, false, or_text) => {
                XmlContent::Object(self.xml_object(places, &facts, or_text, words))
            }
            (false, true, None) => XmlContent::List(Box::new(self.xml_item(&facts, name, words))),
            (false, false, Some(scalar)) => XmlContent::Scalar(scalar),
            _ => XmlContent::Any,
        }
    }

    /// Returns the element of the items of a list.
    fn xml_item(&mut self, facts: &Facts<'d>, name: &str, words: &str) -> XmlElement {
        if facts.items.is_empty() {
            let name = XmlName { local: valid(name), ..XmlName::default() };
            return XmlElement { name, content: XmlContent::Any };
        }
        self.xml_element(&facts.items, name, words)
    }

    /// Returns an object, as an index into those of the API. Schemas that lead to the same ones share it.
    fn xml_object(
        &mut self,
        places: &[Place<'d>],
        facts: &Facts<'d>,
        or_text: Option<XmlScalar>,
        words: &str,
    ) -> usize {
        let targets: Vec<Place<'d>> = places.iter().map(|place| self.xml_chain(place).0).collect();
        let key: Vec<&str> = targets.iter().map(|place| place.pointer.as_str()).collect();
        let key = key.join(" ");
        if let Some(known) = self.xml_objects.get(&key) {
            return *known;
        }
        let component = places.first().and_then(|place| self.xml_component(place));
        let name = component.unwrap_or_else(|| words.to_owned());
        let index = self.api.xml.objects.len();
        self.xml_objects.insert(key, index);
        self.api.xml.objects.push(XmlObject {
            name: name.clone(),
            members: Vec::new(),
            rest: None,
            or_text,
        });
        let mut members = Vec::new();
        for (property, places) in &facts.properties {
            let words = super::joined(&[&name, property]);
            let node = self.xml_node(places, property, &words);
            members.push(XmlMember {
                property: (*property).to_owned(),
                node,
                required: facts.required.contains(property),
                nullable: self.xml_facts(places).is_nullable,
            });
        }
        keep_apart(&mut members, facts);
        let words = super::joined(&[&name, "additional"]);
        let rest = (!facts.rest.is_empty()).then(|| self.xml_node(&facts.rest, "value", &words));
        if let Some(object) = self.api.xml.objects.get_mut(index) {
            object.members = members;
            object.rest = rest;
        }
        index
    }

    /// Returns how a property is written.
    fn xml_node(&mut self, places: &[Place<'d>], property: &str, words: &str) -> XmlNode {
        let (own, facts) = (self.xml_own(places), self.xml_facts(places));
        let scalar = facts.scalar().unwrap_or_default();
        let is_list = facts.is_list && !facts.is_object && facts.scalar().is_none();
        let wrapped = own.wrapped.map(|wrapped| if wrapped { "element" } else { "none" });
        let attribute = own.attribute.filter(|is_attribute| *is_attribute).map(|_| "attribute");
        let default = if is_list { "none" } else { "element" };
        let wrapped = wrapped.filter(|_| is_list);
        match own.node_type.or(attribute).or(wrapped).unwrap_or(default) {
            "attribute" => XmlNode::Attribute(xml_name(&own, property), scalar),
            "cdata" => XmlNode::CData(scalar),
            // Strictly, the name of such a list has no meaning. Documents that set it mean the items.
            "none" if is_list => {
                XmlNode::Items(self.xml_item(&facts, own.name.unwrap_or(property), words))
            }
            "none" if facts.is_object => {
                XmlNode::Inline(self.xml_object(places, &facts, None, words))
            }
            "text" | "none" => XmlNode::Text(scalar),
            _ => XmlNode::Element(self.xml_element(places, property, words)),
        }
    }

    /// Returns what the `xml` objects of these schemas say.
    fn xml_own(&self, places: &[Place<'d>]) -> Own<'d> {
        let mut own = Own::default();
        for place in places {
            own = own.or(self.xml_chain(place).1);
        }
        own
    }
}

/// Gives properties their own names back where several got the same name from a schema that they refer to.
fn keep_apart(members: &mut [XmlMember], facts: &Facts<'_>) {
    let mut counts: BTreeMap<XmlName, usize> = BTreeMap::new();
    for name in members.iter_mut().filter_map(element_name) {
        *counts.entry(name.clone()).or_default() += 1;
    }
    for member in members {
        let places = facts.properties.get(member.property.as_str()).into_iter().flatten();
        let is_named = places.into_iter().any(Place::names_itself);
        let local = valid(&member.property);
        if let Some(name) = element_name(member)
            && !is_named
            && counts.get(name).is_some_and(|count| *count > 1)
        {
            name.local = local;
        }
    }
}

/// Returns the name of the element of a property.
fn element_name(member: &mut XmlMember) -> Option<&mut XmlName> {
    match &mut member.node {
        XmlNode::Element(element) | XmlNode::Items(element) => Some(&mut element.name),
        _ => None,
    }
}

/// Returns the name of an element or an attribute. A name may have its prefix before a colon.
fn xml_name(own: &Own<'_>, inferred: &str) -> XmlName {
    let named = own.name.unwrap_or(inferred);
    let (prefix, local) = match named.split_once(':') {
        Some((prefix, local)) if is_name(prefix) && is_name(local) => (Some(prefix), local),
        _ => (None, named),
    };
    let prefix = own.prefix.or(prefix).filter(|prefix| is_name(prefix)).unwrap_or_default();
    let known = KNOWN.iter().find(|(known, _)| *known == prefix).map(|(_, iri)| *iri);
    XmlName {
        local: valid(local),
        namespace: own.namespace.or(known).unwrap_or_default().to_owned(),
        prefix: prefix.to_owned(),
    }
}

/// Returns a name in which characters that XML does not allow are replaced.
fn valid(name: &str) -> String {
    let mut valid: String =
        name.chars().map(|char| if is_inside(char) { char } else { '_' }).collect();
    if !valid.starts_with(|first: char| first == '_' || first.is_alphabetic()) {
        valid.insert(0, '_');
    }
    valid
}

/// Whether a text is a name without a colon (Namespaces in XML 1.0, section 3).
fn is_name(text: &str) -> bool {
    !text.is_empty() && valid(text) == text
}

fn is_inside(char: char) -> bool {
    matches!(char, '_' | '-' | '.') || char.is_alphanumeric()
}
