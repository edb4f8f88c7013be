//! How the document's own error bodies are made of problems: a constant for each body.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use std::collections::BTreeMap;

use super::tokens::ident;
use super::{RustFile, docs};
use crate::api::{Payload, ProblemRule, ProblemValue, Response};
use crate::pass::Plan;

/// `src/problems.rs`.
pub(super) fn emit(plan: &Plan) -> RustFile<'_> {
    RustFile::new("src/problems.rs", || vec![tokens(plan)])
}

fn tokens(plan: &Plan) -> TokenStream {
    let mut found: BTreeMap<String, &ProblemRule> = BTreeMap::new();
    for response in plan.api.operations.iter().flat_map(|operation| &operation.errors) {
        if let (Some(name), Some(rule)) = (name(plan, response), &response.problem) {
            found.insert(name.to_string(), rule);
        }
    }
    let head = docs::inner(&[
        "The error bodies of the document, for requests that the server itself refuses.".to_owned(),
    ]);
    let wire = (!found.is_empty()).then(|| {
        quote!(
            use counterpart_wire as wire;
        )
    });
    // Who uses it may be behind a feature that is off.
    let unused = plan.choices.has_features().then(|| quote!(#[allow(dead_code)]));
    let constants = found.iter().map(|(name, rule)| {
        let name = ident(name);
        let value = value(rule);
        quote!(#unused pub(crate) const #name: wire::ProblemValue = #value;)
    });
    quote!(#head #wire #(#constants)*)
}

/// The constant for an error's body, if its body can be made of a problem.
pub(super) fn name(plan: &Plan, response: &Response) -> Option<Ident> {
    response.problem.as_ref()?;
    match &response.json()?.payload {
        Payload::Typed(ty) => {
            let name = match ty.named() {
                Some(id) => heck::ToShoutySnakeCase::to_shouty_snake_case(plan.names.ty(id)),
                None => "TEXT".to_owned(),
            };
            Some(ident(&name))
        }
        Payload::Bytes | Payload::Text | Payload::Events(_) => None,
    }
}

fn value(rule: &ProblemValue) -> TokenStream {
    match rule {
        ProblemValue::Status => quote!(wire::ProblemValue::Status),
        ProblemValue::StatusText => quote!(wire::ProblemValue::StatusText),
        ProblemValue::Code => quote!(wire::ProblemValue::Code),
        ProblemValue::Title => quote!(wire::ProblemValue::Title),
        ProblemValue::Detail => quote!(wire::ProblemValue::Detail),
        ProblemValue::Pointer => quote!(wire::ProblemValue::Pointer),
        ProblemValue::Place => quote!(wire::ProblemValue::Place),
        ProblemValue::Text(text) => quote!(wire::ProblemValue::Text(#text)),
        ProblemValue::Bool(flag) => quote!(wire::ProblemValue::Bool(#flag)),
        ProblemValue::Object(fields) => {
            let fields = fields.iter().map(|(name, inner)| {
                let inner = value(inner);
                quote!((#name, #inner))
            });
            quote!(wire::ProblemValue::Object(&[#(#fields),*]))
        }
        ProblemValue::Violations(item) => {
            let item = value(item);
            quote!(wire::ProblemValue::Violations(&#item))
        }
    }
}
