//! Where a callback goes: a function for each operation that asks for it.

use proc_macro2::TokenStream;
use quote::quote;

use std::collections::BTreeSet;

use super::super::docs;
use super::super::tokens::ident;
use super::{body, home};
use crate::api::{Asked, Operation, arms};
use crate::pass::{OperationNames, Plan};

/// The functions, as an `impl` of the callback's request.
pub(super) fn emit(
    plan: &Plan,
    operation: &Operation,
    names: &OperationNames,
) -> Option<TokenStream> {
    let mut taken = BTreeSet::new();
    let mut said = BTreeSet::new();
    // An operation may name one callback twice, and several of one component.
    let asked =
        operation.asked_by.iter().filter(|asked| said.insert((asked.operation, &asked.url)));
    let functions: Vec<TokenStream> =
        asked.filter_map(|asked| function(plan, asked, &mut taken)).collect();
    let name = ident(&names.request);
    (!functions.is_empty()).then(|| quote!(impl #name { #(#functions)* }))
}

fn function(plan: &Plan, asked: &Asked, taken: &mut BTreeSet<String>) -> Option<TokenStream> {
    let owner = plan.api.operations.get(asked.operation)?;
    let names = plan.names.operations.get(asked.operation)?;
    let url = &asked.url;
    let told = url.contains('{') || url.starts_with('$');
    // A stream can be read once: what is in it tells nothing afterwards.
    if !told || owner.body.as_ref().is_some_and(|body| body::streams(plan, body)) {
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
    let wish = format!("url_for_{method}");
    let mut name = wish.clone();
    for number in 2.. {
        if taken.insert(name.clone()) {
            break;
        }
        name = format!("{wish}{number}");
    }
    let function = ident(&name);
    let head = docs::from_lines(&[
        format!("Returns the URL that a call of `{method}` asks for: {}.", docs::code(url)),
        String::new(),
        "The URL comes from the caller. Check that it may be requested before you send to it."
            .to_owned(),
        String::new(),
        "# Errors".to_owned(),
        String::new(),
        "Fails when the request or its response lacks a value that the URL names.".to_owned(),
    ]);
    let answered = after.then(|| quote!(, answered: &<#home::#request as wire::Operation>::Output));
    let call = if after {
        quote!(wire::callback::url_after(#url, asked, answered))
    } else {
        quote!(wire::callback::url(#url, asked))
    };
    Some(quote! {
        #head
        pub fn #function(asked: &#home::#request #answered) -> Result<String, wire::Fault> { #call }
    })
}
