//! Callback URLs: a function for each operation that declares the callback.

use proc_macro2::TokenStream;
use quote::quote;

use std::collections::BTreeSet;

use super::super::docs;
use super::super::tokens::ident;
use super::{body, home};
use crate::api::{CallbackOwner, Operation, arms};
use crate::pass::{OperationNames, Plan};

/// Returns the functions, in an `impl` of the request type of the callback.
pub(super) fn emit(
    plan: &Plan,
    operation: &Operation,
    names: &OperationNames,
) -> Option<TokenStream> {
    let mut taken = BTreeSet::new();
    let mut seen = BTreeSet::new();
    // An operation may declare the same callback several times.
    let owners =
        operation.callback_of.iter().filter(|owner| seen.insert((owner.operation, &owner.url)));
    let functions: Vec<TokenStream> =
        owners.filter_map(|owner| function(plan, owner, &mut taken)).collect();
    let name = ident(&names.request);
    (!functions.is_empty()).then(|| quote!(impl #name { #(#functions)* }))
}

fn function(
    plan: &Plan,
    declared: &CallbackOwner,
    taken: &mut BTreeSet<String>,
) -> Option<TokenStream> {
    let owner = plan.api.operations.get(declared.operation)?;
    let names = plan.names.operations.get(declared.operation)?;
    let url = &declared.url;
    let is_expression = url.contains('{') || url.starts_with('$');
    // A streamed body can be read only once, so an expression cannot refer to its content.
    if !is_expression || owner.body.as_ref().is_some_and(|body| body::streams(plan, body)) {
        return None;
    }
    let after = url.contains("$response") || url.contains("$statusCode");
    let streams = arms(&owner.outputs)
        .any(|(_, content)| content.is_some_and(|content| content.payload.is_stream()));
    if after && streams {
        return None;
    }
    let home = home(plan.api.side(owner));
    let request = ident(&names.request);
    let method = names.method.trim_end_matches('_');
    let base_name = format!("url_for_{method}");
    let mut name = base_name.clone();
    for number in 2.. {
        if taken.insert(name.clone()) {
            break;
        }
        name = format!("{base_name}{number}");
    }
    let function = ident(&name);
    let head = docs::from_lines(&[
        format!("Returns the URL of this callback for a call of `{method}`: {}.", docs::code(url)),
        String::new(),
        "The URL can contain values from the caller. Check that it is allowed before you send a request to it."
            .to_owned(),
        String::new(),
        "# Errors".to_owned(),
        String::new(),
        "Fails when the request or its response lacks a value that the URL refers to.".to_owned(),
    ]);
    let response = after.then(|| quote!(, answered: &<#home::#request as wire::Operation>::Output));
    let call = if after {
        quote!(wire::callback::url_after(#url, asked, answered))
    } else {
        quote!(wire::callback::url(#url, asked))
    };
    Some(quote! {
        #head
        pub fn #function(asked: &#home::#request #response) -> Result<String, wire::Fault> { #call }
    })
}
