//! Unions: a variant a branch, read by what tells the branches apart.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::docs;
use super::super::tokens::{From, ident, ty};
use super::limits;
use crate::api::{JsonKind, Kind, Tell, TypeDef, TypeId, Union};
use crate::pass::Plan;

/// A union and its impls.
pub(super) fn emit(plan: &Plan, id: TypeId, def: &TypeDef, union: &Union) -> TokenStream {
    let name = ident(plan.names.ty(id));
    let head = docs::docs(&def.docs, &[]);
    let names: Vec<_> = plan.names.members(id).iter().map(|name| ident(name)).collect();
    let types: Vec<_> =
        union.variants.iter().map(|variant| ty(plan, &variant.ty, From::Types(id))).collect();
    let variants = names.iter().zip(&types).map(|(name, ty)| quote!(#name(#ty),));
    let reads = union.variants.iter().zip(&names).zip(&types).map(|((variant, name), ty)| {
        let check = limits::checks(plan, &variant.ty, &quote!(value));
        match check.filter(|_| variant.tell == Tell::Attempt) {
            Some(check) => quote! {
                if let Some(value) = wire::attempt(value, report, |checks, value: &#ty| #check) {
                    return Some(Self::#name(value));
                }
            },
            None => read(union, &variant.tell, name),
        }
    });
    // What no branch fits is taken for the first that it fits but for its limits, so that they are named, or, in an
    // answer, but for what is new in it.
    let takes_all = union.variants.iter().any(|variant| {
        variant.tell == Tell::Attempt && plan.api.resolved(&variant.ty).kind == Kind::Any
    });
    let broken = union.variants.iter().zip(&names).filter_map(|(variant, name)| {
        let attempt = if variant.tell != Tell::Attempt || takes_all {
            return None;
        } else if limits::checks(plan, &variant.ty, &quote!(value)).is_some() {
            quote!(attempt_broken)
        } else if plan.usage.is_closed(&plan.api, &variant.ty) {
            quote!(attempt_open)
        } else {
            return None;
        };
        Some(quote! {
            if let Some(value) = wire::Decode::#attempt(value, report) { return Some(Self::#name(value)); }
        })
    });
    let reads = reads.chain(broken);
    // One value of a repeated name is a list of one where it is nothing else.
    let lone = union.variants.iter().zip(&names).filter_map(|(variant, name)| {
        let is_list = variant.tell == Tell::Kind(JsonKind::List)
            && matches!(plan.api.resolved(&variant.ty).kind, Kind::List(_));
        is_list.then(|| {
            quote!(if value.is_lone() { return wire::Decode::decode(value, report).map(Self::#name); })
        })
    });
    let reads: Vec<TokenStream> = reads.chain(lone).collect();
    let expected = expected(union);
    // What stands in is best a branch that cannot hold the union itself.
    let best = union.variants.iter().position(|variant| variant.ty.named().is_none());
    let otherwise = if let Some(name) = names.get(best.unwrap_or_default()) {
        quote!(report.instead(value, #expected).map(Self::#name))
    } else {
        quote!(report.mismatch(value, #expected); None)
    };
    let more = super::more_derives(plan, id, &["Debug", "Clone", "PartialEq"]);
    let validate = limits::of_union(plan, id, union);
    // Two names for one type would be two impls of one trait.
    let meant = union.variants.iter().map(|variant| {
        let resolved = plan.api.resolved(&variant.ty);
        ty(plan, resolved, From::Types(id)).to_string()
    });
    let conversions = conversions(&name, &names, &types, &meant.collect::<Vec<_>>());
    quote! {
        #head
        #[derive(Debug, Clone, PartialEq #more)]
        #[non_exhaustive]
        pub enum #name { #(#variants)* }
        impl wire::Encode for #name {
            fn encode(&self, to: &mut wire::Writer) {
                match self {
                    #(Self::#names(value) => value.encode(to),)*
                }
            }
        }
        impl wire::Decode for #name {
            fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
                #(#reads)*
                #otherwise
            }
        }
        #validate
        #(#conversions)*
    }
}

fn read(union: &Union, tell: &Tell, name: &Ident) -> TokenStream {
    let decode = quote!(return wire::Decode::decode(value, report).map(Self::#name););
    match tell {
        Tell::Kind(kind) => {
            let kind = ident(match kind {
                JsonKind::Null => "Null",
                JsonKind::Bool => "Bool",
                JsonKind::Integer => "Integer",
                JsonKind::Number => "Number",
                JsonKind::List => "List",
                JsonKind::Object => "Object",
                JsonKind::String => "String",
            });
            quote!(if value.is(wire::Kind::#kind) { #decode })
        }
        Tell::Tags(tags) => {
            let property = union.discriminator.as_deref().unwrap_or_default();
            quote!(if value.has_tag(#property, &[#(#tags),*]) { #decode })
        }
        Tell::Fields(fields) => quote!(if value.has_fields(&[#(#fields),*]) { #decode }),
        Tell::Attempt => {
            quote!(if let Some(value) = wire::Decode::attempt(value, report) { return Some(Self::#name(value)); })
        }
    }
}

fn expected(union: &Union) -> String {
    let words: Vec<&str> = union
        .variants
        .iter()
        .map(|variant| match &variant.tell {
            Tell::Kind(JsonKind::Null) => "null",
            Tell::Kind(JsonKind::Bool) => "a boolean",
            Tell::Kind(JsonKind::Integer) => "an integer",
            Tell::Kind(JsonKind::Number) => "a number",
            Tell::Kind(JsonKind::List) => "a list",
            Tell::Kind(JsonKind::Object) => "an object",
            Tell::Kind(JsonKind::String) => "a string",
            _ => variant.name.as_str(),
        })
        .collect();
    match &union.discriminator {
        Some(property) => format!("an object with a known `{property}`"),
        None => words.join(" or "),
    }
}

/// `From` for each branch, where the branches have different types.
fn conversions(
    name: &Ident,
    names: &[Ident],
    types: &[TokenStream],
    texts: &[String],
) -> Vec<TokenStream> {
    let unique = |text: &String| texts.iter().filter(|other| *other == text).count() == 1;
    names
        .iter()
        .zip(types)
        .zip(texts)
        .filter(|(_, text)| unique(text))
        .map(|((variant, ty), _)| {
            quote! {
                impl From<#ty> for #name {
                    fn from(value: #ty) -> Self { Self::#variant(value) }
                }
            }
        })
        .collect()
}
