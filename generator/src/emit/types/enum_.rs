//! Enums of strings and integers: a variant for each listed value, and one for values that a newer server may send.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::super::docs;
use super::super::tokens::{ident, readable};
use super::limits;
use crate::api::{Enum, TypeDef, TypeId};
use crate::pass::Plan;

/// Returns an enum and its impls.
pub(super) fn emit(plan: &Plan, id: TypeId, def: &TypeDef, listed: &Enum) -> TokenStream {
    let name = ident(plan.names.ty(id));
    let head = docs::docs(&def.docs, &[]);
    let names: Vec<_> = plan.names.members(id).iter().map(|name| ident(name)).collect();
    let unlisted = ident(plan.names.unlisted(id));
    let variants = listed.values.iter().zip(&names).map(|(value, name)| {
        let wire = docs::wire_value(&value.text, &name.to_string());
        let docs = docs::docs(&value.docs, &wire.into_iter().collect::<Vec<_>>());
        quote!(#docs #name,)
    });
    let validate = limits::of_enum(plan, id, listed);
    let (copy, unknown, codec) = if listed.integers {
        (Some(quote!(Copy,)), quote!(i64), of_integers(&name, &names, &unlisted, listed))
    } else {
        (None, quote!(String), of_texts(&name, &names, &unlisted, listed))
    };
    let copies = if listed.integers { "Copy" } else { "Clone" };
    let known = [copies, "Debug", "Clone", "PartialEq", "Eq", "PartialOrd", "Ord", "Hash"];
    let more = super::more_derives(plan, id, &known);
    quote! {
        #head
        #[derive(Debug, Clone, #copy PartialEq, Eq, PartialOrd, Ord, Hash #more)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// Any value not listed in the OpenAPI document.
            #unlisted(#unknown),
        }
        #codec
        #validate
    }
}

fn of_texts(name: &Ident, names: &[Ident], unlisted: &Ident, listed: &Enum) -> TokenStream {
    let texts: Vec<_> = listed.values.iter().map(|value| &value.text).collect();
    quote! {
        impl wire::StringEnum for #name {
            const VALUES: &'static [&'static str] = &[#(#texts),*];
            fn as_str(&self) -> &str {
                match self {
                    #(Self::#names => #texts,)*
                    Self::#unlisted(text) => text,
                }
            }
            fn from_text(text: &str) -> Self {
                match text {
                    #(#texts => Self::#names,)*
                    _ => Self::#unlisted(text.to_owned()),
                }
            }
        }
        wire::string_enum!(#name);
    }
}

fn of_integers(name: &Ident, names: &[Ident], unlisted: &Ident, listed: &Enum) -> TokenStream {
    let numbers = listed.values.iter().filter_map(|value| value.text.parse::<i64>().ok());
    let numbers: Vec<Literal> =
        numbers.map(|number| readable(Literal::i64_unsuffixed(number))).collect();
    quote! {
        impl wire::IntEnum for #name {
            const VALUES: &'static [i64] = &[#(#numbers),*];
            fn number(&self) -> i64 {
                match self {
                    #(Self::#names => #numbers,)*
                    Self::#unlisted(number) => *number,
                }
            }
            fn from_number(number: i64) -> Self {
                match number {
                    #(#numbers => Self::#names,)*
                    _ => Self::#unlisted(number),
                }
            }
        }
        wire::int_enum!(#name);
    }
}
