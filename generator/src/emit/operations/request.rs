//! Request types: a struct with parameters and body, and the code that writes and reads it.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::docs;
use super::super::tokens::{From, braced, ident, may_be_null, mentions, unused_name};
use super::super::types::{Member, check, functions, if_present};
use super::{body, form, operation_docs};
use crate::api::{Nested, Operation, Parameter, ParameterShape};
use crate::pass::{OperationNames, Plan};

/// Returns the struct, its constructor and setters, and the constants of its parameters.
pub(super) fn declaration(
    plan: &Plan,
    operation: &Operation,
    names: &OperationNames,
) -> TokenStream {
    let name = ident(&names.request);
    let head = operation_docs(plan, operation, &[]);
    let mut members: Vec<Member> = operation
        .parameters
        .iter()
        .zip(&names.fields)
        .map(|(parameter, rust)| member(plan, parameter, rust))
        .collect();
    members.extend(body::member(plan, operation, names));
    let streams = operation.body.as_ref().is_some_and(|body| body::streams(plan, body));
    let default = (!members.iter().any(|member| member.required)).then(|| quote!(, Default));
    let derives = if streams { quote!(Debug) } else { quote!(Debug, Clone, PartialEq) };
    let fields = braced(members.iter().map(Member::declaration));
    let functions = functions(&members, None);
    let constants = operation.parameters.iter().zip(&names.constants).map(|(parameter, name)| {
        let name = ident(name);
        let value = constant(plan, parameter);
        quote!(const #name: wire::Param = #value;)
    });
    let items = braced(constants.chain([functions]));
    quote! {
        #head
        #[derive(#derives #default)]
        #[non_exhaustive]
        pub struct #name #fields
        impl #name #items
    }
}

fn member(plan: &Plan, parameter: &Parameter, rust: &str) -> Member {
    let facts = docs::facts(&parameter.ty, parameter.default.as_ref());
    let mut more: Vec<String> = facts.into_iter().collect();
    if parameter.deprecated {
        more.push("Deprecated.".to_owned());
    }
    more.extend(docs::wire_name(&parameter.name, rust));
    let docs = docs::docs(&parameter.docs, &more);
    Member::new(plan, rust, &parameter.ty, parameter.required, docs, From::Elsewhere)
}

/// Returns the value of the constant that describes the serialization of a parameter.
pub(in super::super) fn constant(plan: &Plan, parameter: &Parameter) -> TokenStream {
    let name = &parameter.name;
    let (base, style, explode) = match parameter.location.as_str() {
        "path" => (quote!(wire::Param::path(#name)), "simple", false),
        "query" => (quote!(wire::Param::query(#name)), "form", true),
        "cookie" => (quote!(wire::Param::cookie(#name)), "form", true),
        "querystring" => (quote!(wire::Param::querystring(#name)), "form", true),
        _ => (quote!(wire::Param::header(#name)), "simple", false),
    };
    let written = (parameter.style.as_str(), parameter.explode);
    // The fields of a whole query string have their own descriptions.
    let nested = match parameter.location.as_str() {
        "querystring" => Nested::None,
        _ => plan.api.nested(&parameter.ty, &parameter.style, parameter.explode),
    };
    let styled = styled_as(written, (style, explode), &parameter.shape, &nested);
    let fields = form::fields(plan, &parameter.ty, &parameter.encodings);
    let is_form = parameter.location == "querystring" && parameter.style == "form";
    let fields = (is_form && !fields.is_empty()).then(|| quote!(.fields(&[#(#fields),*])));
    let reserved = parameter.reserved.then(|| quote!(.reserved()));
    let empty = parameter.empty_is_absent.then(|| quote!(.empty_is_absent()));
    let is_split = matches!(parameter.location.as_str(), "query" | "cookie" | "path")
        && matches!(parameter.style.as_str(), "form" | "simple" | "label" | "matrix" | "cookie")
        && !parameter.explode;
    let commas = form::commas(plan, &parameter.ty, is_split);
    quote!(#base #styled #fields #reserved #empty #commas)
}

/// Returns the builder calls for everything that differs from the default style and `explode`.
pub(in super::super) fn styled_as(
    (style, explode): (&str, bool),
    (default_style, default_explode): (&str, bool),
    shape: &ParameterShape,
    nested: &Nested,
) -> TokenStream {
    let word = (style != default_style).then(|| {
        let word = ident(match style {
            "matrix" => "Matrix",
            "label" => "Label",
            "form" => "Form",
            "spaceDelimited" => "SpaceDelimited",
            "pipeDelimited" => "PipeDelimited",
            "tabDelimited" => "TabDelimited",
            "deepObject" => "DeepObject",
            "cookie" => "Cookie",
            "json" => "Json",
            _ => "Simple",
        });
        quote!(.style(wire::Style::#word))
    });
    let apart = (explode != default_explode && style != "json").then(|| quote!(.explode(#explode)));
    let shape = match shape {
        ParameterShape::Value => None,
        ParameterShape::List => Some(quote!(.shape(wire::Shape::List))),
        ParameterShape::ScalarOrList => Some(quote!(.shape(wire::Shape::ScalarOrList))),
        ParameterShape::Object(names) => Some(quote!(.shape(wire::Shape::Object(&[#(#names),*])))),
        ParameterShape::Map(taken) => Some(quote!(.shape(wire::Shape::Map(&[#(#taken),*])))),
    };
    let nested = match nested {
        Nested::None => None,
        Nested::All => Some(quote!(.nested(wire::Nested::All))),
        Nested::Properties(names) => {
            Some(quote!(.nested(wire::Nested::Properties(&[#(#names),*]))))
        }
    };
    quote!(#word #apart #shape #nested)
}

/// Returns the parameters, each with its field and its constant.
fn named<'p>(
    operation: &'p Operation,
    names: &'p OperationNames,
) -> impl Iterator<Item = (&'p Parameter, Ident, Ident)> {
    let both = names.fields.iter().zip(&names.constants);
    let both = both.map(|(field, constant)| (ident(field), ident(constant)));
    operation.parameters.iter().zip(both).map(|(parameter, (field, name))| (parameter, field, name))
}

/// Returns the constant with the parameters that share a path segment with others. Their styles are needed to find where
/// each value ends.
pub(super) fn neighbours(operation: &Operation, names: &OperationNames) -> Option<TokenStream> {
    let neighbours = operation.neighbours();
    let is_neighbour = |one: &Parameter| {
        one.location == "path" && neighbours.iter().any(|other| other.name == one.name)
    };
    let all = named(operation, names).filter(|(parameter, ..)| is_neighbour(parameter));
    let constants: Vec<Ident> = all.map(|(.., name)| name).collect();
    let any = !constants.is_empty();
    any.then(|| quote!(const PATH: &'static [wire::Param] = &[#(Self::#constants),*];))
}

/// Returns the code with which a client writes the request.
pub(super) fn write(plan: &Plan, operation: &Operation, names: &OperationNames) -> TokenStream {
    let parameters = named(operation, names).map(|(parameter, field, name)| {
        let value = match (parameter.required, may_be_null(&parameter.ty)) {
            (true, _) => quote!(Some(&self.#field)),
            (false, false) => quote!(self.#field.as_ref()),
            (false, true) => quote!(self.#field.present().as_ref()),
        };
        quote!(to.param(&Self::#name, #value);)
    });
    let body = body::write(plan, operation, names);
    quote!(#(#parameters)* #body)
}

/// Returns the code with which a server reads the request.
pub(super) fn read(plan: &Plan, operation: &Operation, names: &OperationNames) -> TokenStream {
    let fields: Vec<_> = names.fields.iter().map(|name| ident(name)).collect();
    let from = reader(names);
    let parameters = named(operation, names).map(|(parameter, field, name)| {
        let read = match (parameter.required, may_be_null(&parameter.ty)) {
            (true, _) => quote!(required),
            (false, false) => quote!(optional),
            (false, true) => quote!(nullable),
        };
        quote!(let #field = #from.#read(&Self::#name);)
    });
    let body = body::read(plan, operation, names, &from);
    let checks = limits(plan, operation, names);
    let build = quote!(Self { #(#fields: #fields?,)* });
    let end = if checks.is_empty() {
        quote!(Some(#build))
    } else {
        quote! {
            let request = #build;
            #from.check(|checks| { #(#checks)* })?;
            Some(request)
        }
    };
    quote!(#(#parameters)* #body #end)
}

/// Returns the variable name of the request reader.
pub(super) fn reader(names: &OperationNames) -> Ident {
    unused_name("from", &names.fields)
}

/// Returns the code that validates parameters and body.
fn limits(plan: &Plan, operation: &Operation, names: &OperationNames) -> Vec<TokenStream> {
    let mut lines = Vec::new();
    for (parameter, field, name) in named(operation, names) {
        let nullable = may_be_null(&parameter.ty);
        let place = quote!(request.#field);
        lines.extend(if_present(parameter.required, nullable, &place, |value| {
            Some((check(plan, &parameter.ty, value)?, quote!(.param(&Self::#name))))
        }));
    }
    lines.extend(body::limits(plan, operation, names));
    lines
}

/// Returns the name of a function parameter, with a leading underscore if `body` does not use it.
pub(super) fn parameter(body: &TokenStream, name: &str) -> Ident {
    if mentions(body, name) { ident(name) } else { ident(&format!("_{name}")) }
}
