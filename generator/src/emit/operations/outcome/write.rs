//! Generates `respond`, with which a server writes a response.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::super::tokens::{ident, status as code};
use super::super::{body::xml_root, events};
use super::{Arm, arms_of};
use crate::api::{Codec, Content, Operation, Payload};
use crate::pass::{OperationNames, Plan};

/// Returns the body of `respond`.
pub(in super::super) fn respond(
    plan: &Plan,
    operation: &Operation,
    names: &OperationNames,
) -> TokenStream {
    let outputs = arms_of(&operation.outputs, &names.outputs);
    let outputs = if operation.has_several_outputs() {
        arms(plan, &outputs, &names.outcome, &quote!(Ok))
    } else {
        let written = outputs.first().map_or_else(
            || quote!(wire::respond::empty(200)),
            |arm| {
                let status = code(arm.response.status.code());
                written(plan, arm, &quote!(#status))
            },
        );
        let empty = outputs.first().is_none_or(Arm::is_empty);
        let body = if empty { quote!(()) } else { quote!(body) };
        vec![quote!(Ok(#body) => #written,)]
    };
    if operation.errors.is_empty() {
        return quote! { match outcome { #(#outputs)* Err(error) => match error {}, } };
    }
    let errors = arms_of(&operation.errors, &names.errors);
    let errors = arms(plan, &errors, &names.error, &quote!(Err));
    quote!(match outcome { #(#outputs)* #(#errors)* })
}

fn arms(plan: &Plan, arms: &[Arm<'_>], name: &str, side: &TokenStream) -> Vec<TokenStream> {
    let name = ident(name);
    arms.iter()
        .map(|arm| {
            let variant = &arm.variant;
            let status = if arm.needs_status() {
                quote!(status.as_u16())
            } else {
                let status = code(arm.response.status.code());
                quote!(#status)
            };
            let written = written(plan, arm, &status);
            let bound = arm.needs_status().then(|| quote!(status));
            let body = (!arm.is_empty()).then(|| quote!(body));
            let fields: Vec<_> = bound.into_iter().chain(body).collect();
            let fields = if fields.is_empty() { quote!() } else { quote!((#(#fields),*)) };
            quote!(#side(#name::#variant #fields) => #written,)
        })
        .collect()
}

fn written(plan: &Plan, arm: &Arm<'_>, status: &TokenStream) -> TokenStream {
    let (body, written) = match arm.content {
        None => (quote!(()), quote!(wire::respond::empty(#status))),
        Some(content) => (quote!(body), with_body(plan, content, status)),
    };
    match arm.response.headers {
        Some(_) => quote!(body.respond(|#body| #written)),
        None => written,
    }
}

fn with_body(plan: &Plan, content: &Content, status: &TokenStream) -> TokenStream {
    let media = content.sent();
    match &content.payload {
        Payload::Typed(_) if content.codec == Codec::Xml => {
            let root = xml_root(plan, content);
            quote!(wire::respond::xml(#status, #media, &#root, &body))
        }
        Payload::Typed(_) if content.codec == Codec::Text => {
            quote!(wire::respond::typed_text(#status, #media, &body))
        }
        Payload::Typed(_) => quote!(wire::respond::json(#status, #media, &body)),
        Payload::Text => quote!(wire::respond::text(#status, #media, body)),
        Payload::Bytes => quote!(wire::respond::stream(#status, #media, body)),
        Payload::Events(events) => {
            let format = events::format(events);
            quote!(wire::respond::events(#status, #media, #format, body))
        }
    }
}
