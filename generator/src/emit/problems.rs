//! Constants that describe how a problem becomes an error body of the document.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use std::collections::BTreeMap;

use super::tokens::ident;
use super::{RustFile, docs};
use crate::api::{Payload, ProblemRule, ProblemValue, Response};
use crate::pass::Plan;

/// Returns `src/problems.rs`.
pub(super) fn emit(plan: &Plan) -> RustFile<'_> {
    RustFile::new("src/problems.rs", || vec![tokens(plan)])
}

fn tokens(plan: &Plan) -> TokenStream {
    let mut rules: BTreeMap<String, &ProblemRule> = BTreeMap::new();
    for response in plan.api.operations.iter().flat_map(|operation| &operation.errors) {
        if let (Some(name), Some(rule)) = (name(plan, response), &response.problem) {
            rules.insert(name.to_string(), rule);
        }
    }
    let head = docs::inner(&[
        "Error bodies for requests that the server itself rejects, as the document describes them."
            .to_owned(),
    ]);
    let wire = (!rules.is_empty()).then(|| {
        quote!(
            use counterpart_wire as wire;
        )
    });
    // The operations that use a constant may be disabled by their feature.
    let unused = plan.choices.has_features().then(|| quote!(#[allow(dead_code)]));
    let constants = rules.iter().map(|(name, rule)| {
        let name = ident(name);
        let value = value(rule);
        quote!(#unused pub(crate) const #name: wire::ProblemValue = #value;)
    });
    quote!(#head #wire #(#constants)*)
}

/// Returns the name of the constant for an error body, if a problem can be converted to it.
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
        ProblemValue::Errors => quote!(wire::ProblemValue::Errors),
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
