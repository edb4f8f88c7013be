//! Unions: an enum with a variant for each branch, and the code that selects the branch.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::docs;
use super::super::tokens::{From, ident, ty};
use super::checks::{Checked, check};
use super::limits;
use crate::api::{JsonKind, Kind, Selector, TypeDef, TypeId, Union};
use crate::pass::Plan;

/// Returns a union and its impls.
pub(super) fn emit(plan: &Plan, id: TypeId, def: &TypeDef, union: &Union) -> TokenStream {
    let name = ident(plan.names.ty(id));
    let head = docs::docs(&def.docs, &[]);
    let names: Vec<_> = plan.names.members(id).iter().map(|name| ident(name)).collect();
    let types: Vec<_> =
        union.variants.iter().map(|variant| ty(plan, &variant.ty, From::Types(id))).collect();
    let variants = names.iter().zip(&types).map(|(name, ty)| quote!(#name(#ty),));
    let reads = union.variants.iter().zip(&names).zip(&types).map(|((variant, name), ty)| {
        let check = check(plan, &variant.ty, &Checked::variable());
        match check.filter(|_| variant.selector == Selector::Try) {
            Some(check) => {
                let check = check.statements();
                quote! {
                    if let Some(value) = wire::try_valid(value, report, |checks, value: &#ty| { #check }) {
                        return Some(Self::#name(value));
                    }
                }
            }
            None => read(union, &variant.selector, name),
        }
    });
    // If no branch matches, use the first branch that matches apart from its limits, so that the violated limits are
    // reported. In a response, also use a branch that matches apart from unknown properties.
    let takes_all = union.variants.iter().any(|variant| {
        variant.selector == Selector::Try && plan.api.resolved(&variant.ty).kind == Kind::Any
    });
    let fallbacks = union.variants.iter().zip(&names).filter_map(|(variant, name)| {
        let attempt = if variant.selector != Selector::Try || takes_all {
            return None;
        } else if check(plan, &variant.ty, &Checked::variable()).is_some() {
            quote!(try_with_violations)
        } else if plan.usage.is_closed(&plan.api, &variant.ty) {
            quote!(try_with_unknown)
        } else {
            return None;
        };
        Some(quote! {
            if let Some(value) = wire::Decode::#attempt(value, report) { return Some(Self::#name(value)); }
        })
    });
    let reads = reads.chain(fallbacks);
    // A parameter that may be repeated has a single value here: read it as a list if no other branch matches.
    let lone = union.variants.iter().zip(&names).filter_map(|(variant, name)| {
        let is_list = variant.selector == Selector::Kind(JsonKind::List)
            && matches!(plan.api.resolved(&variant.ty).kind, Kind::List(_));
        is_list.then(|| {
            quote!(if value.is_single_item() { return wire::Decode::decode(value, report).map(Self::#name); })
        })
    });
    let reads: Vec<TokenStream> = reads.chain(lone).collect();
    let expected = expected(union);
    // The fallback value should be of a branch that cannot contain the union itself.
    let best = union.variants.iter().position(|variant| variant.ty.named().is_none());
    let otherwise = if let Some(name) = names.get(best.unwrap_or_default()) {
        quote!(report.no_branch_matches(value, #expected).map(Self::#name))
    } else {
        quote!(report.mismatch(value, #expected); None)
    };
    let more = super::more_derives(plan, id, &["Debug", "Clone", "PartialEq"]);
    let validate = limits::of_union(plan, id, union);
    // Several branches with the same type would cause conflicting implementations.
    let resolved_types = union.variants.iter().map(|variant| {
        let resolved = plan.api.resolved(&variant.ty);
        ty(plan, resolved, From::Types(id)).to_string()
    });
    let conversions = conversions(&name, &names, &types, &resolved_types.collect::<Vec<_>>());
    let writes = union.variants.iter().zip(&names).map(|(variant, name)| match &variant.selector {
        // A server-sent event as an object, which the stream takes apart.
        Selector::Event(event) => quote! {
            Self::#name(value) => {
                to.begin_object();
                to.field("event", &#event);
                to.field("data", value);
                to.end_object();
            }
        },
        _ => quote!(Self::#name(value) => value.encode(to),),
    });
    quote! {
        #head
        #[derive(Debug, Clone, PartialEq #more)]
        #[non_exhaustive]
        pub enum #name { #(#variants)* }
        impl wire::Encode for #name {
            fn encode(&self, to: &mut wire::Writer) {
                match self { #(#writes)* }
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

fn read(union: &Union, selector: &Selector, name: &Ident) -> TokenStream {
    let decode = quote!(return wire::Decode::decode(value, report).map(Self::#name););
    match selector {
        Selector::Kind(kind) => {
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
        Selector::Discriminator(tags) => {
            let property = union.discriminator.as_deref().unwrap_or_default();
            quote!(if value.has_discriminator(#property, &[#(#tags),*]) { #decode })
        }
        Selector::Event(event) => quote! {
            if value.has_discriminator("event", &[#event]) {
                return value.object(report)?.required("data", report).map(Self::#name);
            }
        },
        Selector::Fields(fields) => quote!(if value.has_fields(&[#(#fields),*]) { #decode }),
        Selector::Try => {
            quote!(if let Some(value) = wire::Decode::try_decode(value, report) { return Some(Self::#name(value)); })
        }
    }
}

fn expected(union: &Union) -> String {
    let words: Vec<&str> = union
        .variants
        .iter()
        .map(|variant| match &variant.selector {
            Selector::Kind(JsonKind::Null) => "null",
            Selector::Kind(JsonKind::Bool) => "a boolean",
            Selector::Kind(JsonKind::Integer) => "an integer",
            Selector::Kind(JsonKind::Number) => "a number",
            Selector::Kind(JsonKind::List) => "a list",
            Selector::Kind(JsonKind::Object) => "an object",
            Selector::Kind(JsonKind::String) => "a string",
            _ => variant.name.as_str(),
        })
        .collect();
    match &union.discriminator {
        Some(property) => format!("an object with a known `{property}`"),
        None => words.join(" or "),
    }
}

/// Returns a `From` implementation for each branch whose type differs from those of the other branches.
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
