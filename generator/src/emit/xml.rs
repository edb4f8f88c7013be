//! The constants that say how values are written in XML.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::ident;
use super::{RustFile, docs};
use crate::api::{XmlContent, XmlElement, XmlName, XmlNode, XmlObject, XmlScalar};
use crate::pass::Plan;

/// Whether a document has XML.
pub(super) fn has(plan: &Plan) -> bool {
    !plan.api.xml.roots.is_empty()
}

/// Returns `src/xml.rs`, if there is XML.
pub(super) fn emit(plan: &Plan) -> Option<RustFile<'_>> {
    has(plan).then(|| RustFile::new("src/xml.rs", || parts(plan)))
}

/// Returns the path of the root element of a body.
pub(super) fn root(plan: &Plan, index: usize) -> TokenStream {
    let name = plan.xml.roots.get(index).map_or("ROOT", String::as_str);
    let name = ident(name);
    quote!(xml::#name)
}

fn parts(plan: &Plan) -> Vec<TokenStream> {
    let head = docs::inner(&["How the bodies in XML are written.".to_owned()]);
    // The operations that use a constant may be disabled by their feature.
    let unused = plan.choices.has_features().then(|| quote!(#![allow(dead_code)]));
    let uses = quote!(
        use counterpart_wire::xml;
    );
    let roots = plan.api.xml.roots.iter().zip(&plan.xml.roots).map(|(root, name)| {
        let (name, named) = (ident(name), root.is_named);
        let element = element(plan, &root.element);
        let property = root.property.as_ref().map(|property| quote!(.of_property(#property)));
        quote!(pub(crate) static #name: xml::Root = xml::Root::new(#element, #named) #property;)
    });
    let objects = plan.api.xml.objects.iter().zip(&plan.xml.objects);
    let objects = objects.map(|(found, name)| {
        let (name, value) = (ident(name), object(plan, found));
        quote!(static #name: xml::Object = #value;)
    });
    let head = [head, unused.unwrap_or_default(), uses].into_iter().collect();
    std::iter::once(head).chain(roots).chain(objects).collect()
}

fn object(plan: &Plan, object: &XmlObject) -> TokenStream {
    let members = object.members.iter().map(|member| {
        let (property, node) = (&member.property, node(plan, &member.node));
        let required = member.required.then(|| quote!(.required()));
        let nullable = member.nullable.then(|| quote!(.nullable()));
        quote!(xml::Member::new(#property, #node) #required #nullable)
    });
    let rest = object.rest.as_ref().map_or_else(
        || quote!(xml::Rest::Any),
        |rest| {
            let rest = node(plan, rest);
            quote!(xml::Rest::Typed(&#rest))
        },
    );
    let or_text = object.or_text.map_or_else(
        || quote!(None),
        |kind| {
            let kind = scalar(kind);
            quote!(Some(#kind))
        },
    );
    quote!(xml::Object { members: &[#(#members),*], rest: #rest, or_text: #or_text })
}

fn node(plan: &Plan, node: &XmlNode) -> TokenStream {
    match node {
        XmlNode::Element(found) => {
            let element = element(plan, found);
            quote!(xml::Node::Element(#element))
        }
        XmlNode::Items(item) => {
            let element = element(plan, item);
            quote!(xml::Node::Items(#element))
        }
        XmlNode::Attribute(found, kind) => {
            let (name, kind) = (name(found), scalar(*kind));
            quote!(xml::Node::Attribute(#name, #kind))
        }
        XmlNode::Text(kind) => {
            let kind = scalar(*kind);
            quote!(xml::Node::Text(#kind))
        }
        XmlNode::CData(kind) => {
            let kind = scalar(*kind);
            quote!(xml::Node::CData(#kind))
        }
        XmlNode::Inline(index) => {
            let object = object_name(plan, *index);
            quote!(xml::Node::Inline(&#object))
        }
    }
}

fn element(plan: &Plan, element: &XmlElement) -> TokenStream {
    let XmlName { local, namespace, prefix } = &element.name;
    let is_local = namespace.is_empty() && prefix.is_empty();
    let within = (!is_local).then(|| quote!(.within(#namespace, #prefix)));
    let content = match &element.content {
        XmlContent::Any => quote!(xml::Content::Any),
        XmlContent::Scalar(kind) => {
            let kind = scalar(*kind);
            return quote!(xml::Element::text(#local, #kind) #within);
        }
        XmlContent::Object(index) => {
            let object = object_name(plan, *index);
            quote!(xml::Content::Object(&#object))
        }
        XmlContent::List(item) => {
            let item = self::element(plan, item);
            quote!(xml::Content::List(&#item))
        }
    };
    quote!(xml::Element::new(#local, #content) #within)
}

fn object_name(plan: &Plan, index: usize) -> TokenStream {
    let name = ident(plan.xml.objects.get(index).map_or("OBJECT", String::as_str));
    quote!(#name)
}

fn name(name: &XmlName) -> TokenStream {
    let XmlName { local, namespace, prefix } = name;
    if namespace.is_empty() && prefix.is_empty() {
        return quote!(xml::Name::local(#local));
    }
    quote!(xml::Name { local: #local, namespace: #namespace, prefix: #prefix })
}

fn scalar(kind: XmlScalar) -> TokenStream {
    match (kind.boolean, kind.number) {
        (false, false) => quote!(xml::Scalar::STRING),
        (false, true) => quote!(xml::Scalar::NUMBER),
        (true, false) => quote!(xml::Scalar::BOOLEAN),
        (true, true) => quote!(xml::Scalar::ANY),
    }
}
