//! Tuples: structs that are serialized as a list with a fixed position for each field.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::super::tokens::{ident, may_be_null};
use crate::api::{Rest, Struct, TypeId};
use crate::pass::Plan;

/// Returns the code that writes the items in order, up to the first absent one.
pub(super) fn encode(plan: &Plan, id: TypeId, shape: &Struct) -> TokenStream {
    let items = shape.fields.iter().zip(plan.names.members(id)).map(|(field, rust)| {
        let rust = ident(rust);
        match (field.required, may_be_null(&field.ty)) {
            (true, _) => quote!(items.item(&self.#rust);),
            (false, false) => quote!(items.optional(&self.#rust);),
            (false, true) => quote!(items.nullable(&self.#rust);),
        }
    });
    let rest = plan.names.rest.get(&id).map(|rest| ident(rest));
    let rest = matches!(shape.rest, Rest::Typed(_)).then(|| quote!(items.remaining(&self.#rest);));
    quote! {
        let mut items = to.items();
        #(#items)*
        #rest
        items.end();
    }
}

/// Returns the code that reads each item by its position.
pub(super) fn decode(plan: &Plan, id: TypeId, shape: &Struct, report: &Ident) -> TokenStream {
    let rust: Vec<_> = plan.names.members(id).iter().map(|name| ident(name)).collect();
    let reads = shape.fields.iter().zip(&rust).enumerate().map(|(index, (field, rust))| {
        let index = Literal::usize_unsuffixed(index);
        let read = match (field.required, may_be_null(&field.ty)) {
            (true, _) => quote!(required),
            (false, false) => quote!(optional),
            (false, true) => quote!(nullable),
        };
        quote!(let #rust = list.#read(#index, #report);)
    });
    let count = Literal::usize_unsuffixed(rust.len());
    let more = plan.names.rest.get(&id).map(|name| ident(name));
    let (before, last) = match shape.rest {
        Rest::Typed(_) => {
            (quote!(let #more = list.remaining(#count, #report);), quote!(#more: #more?,))
        }
        _ => (quote!(list.deny_unknown(#count, #report)?;), TokenStream::new()),
    };
    quote! {
        let list = value.list(#report)?;
        #(#reads)*
        #before
        Some(Self { #(#rust: #rust?,)* #last })
    }
}
