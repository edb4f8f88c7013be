//! Unions: an enum with a variant for each branch, and the code that selects the branch.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::docs;
use super::super::tokens::{From, ident, ty};
use super::checks::{Checked, check};
use super::limits;
use crate::api::{JsonKind, Kind, Selector, TypeDef, TypeId, Union, Variant};
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
        match &variant.selector {
            Selector::Try => attempt(plan, name, ty, variant, &[]),
            // The value may have these fields and fit another branch.
            Selector::Fields(fields) if union.overlaps => attempt(plan, name, ty, variant, fields),
            selector => read(plan, union, name, selector, variant),
        }
    });
    let reads = reads.chain(untagged(plan, id, union, &names));
    let selected = union.variants.iter().zip(&names).filter_map(|(variant, name)| {
        let is_tried = union.overlaps && matches!(variant.selector, Selector::Fields(_));
        is_tried.then(|| read(plan, union, name, &variant.selector, variant))
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
    let reads = reads.chain(selected).chain(fallbacks);
    // A parameter that may be repeated has a single value here: read it as a list if no other branch matches.
    let lone = union.variants.iter().zip(&names).filter_map(|(variant, name)| {
        let is_list = variant.selector == Selector::Kind(JsonKind::List)
            && matches!(plan.api.resolved(&variant.ty).kind, Kind::List(_));
        is_list.then(|| {
            quote!(if value.is_single_item() { return wire::Decode::decode(value, report).map(Self::#name); })
        })
    });
    let later = plan.usage.keeps_later(id, union).then(|| ident(plan.names.unlisted(id)));
    let kept = later.as_ref().map(|later| {
        let property = &union.discriminator;
        quote!(if let Some(value) = value.of_later_version(#property, report) { return Some(Self::#later(value)); })
    });
    let later_variant = later.as_ref().map(|later| {
        quote! {
            /// A branch that is not in the OpenAPI document, from a later version of the API. Requests cannot have it.
            #later(wire::Json),
        }
    });
    let encodes =
        union.variants.iter().zip(&names).map(|(variant, name)| encode(plan, union, variant, name));
    let encodes =
        encodes.chain(later.map(|later| quote!(Self::#later(value) => value.encode(to),)));
    let reads: Vec<TokenStream> = reads.chain(lone).chain(kept).collect();
    let otherwise = otherwise(union, &names);
    let more = super::more_derives(plan, id, &["Debug", "Clone", "PartialEq"]);
    let validate = limits::of_union(plan, id, union);
    // Several branches with the same type would cause conflicting implementations.
    let resolved_types = union.variants.iter().map(|variant| {
        let resolved = plan.api.resolved(&variant.ty);
        ty(plan, resolved, From::Types(id)).to_string()
    });
    let conversions = conversions(&name, &names, &types, &resolved_types.collect::<Vec<_>>());
    quote! {
        #head
        #[derive(Debug, Clone, PartialEq #more)]
        #[non_exhaustive]
        pub enum #name { #(#variants)* #later_variant }
        impl wire::Encode for #name {
            fn encode(&self, to: &mut wire::Writer) {
                match self {
                    #(#encodes)*
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

/// Returns the arm that writes a branch, with the discriminator if the branch does not hold it.
fn encode(plan: &Plan, union: &Union, variant: &Variant, name: &Ident) -> TokenStream {
    match (&union.discriminator, &variant.selector) {
        // A server-sent event as an object, which the stream takes apart.
        (_, Selector::Event(event)) => quote! {
            Self::#name(value) => {
                to.begin_object();
                to.field("event", &#event);
                to.field("data", value);
                to.end_object();
            }
        },
        (Some(property), Selector::Discriminator(tags))
            if !plan.api.declares(&variant.ty, property) =>
        {
            let tag = tags.first();
            quote!(Self::#name(value) => to.tagged(#property, #tag, value),)
        }
        _ => quote!(Self::#name(value) => value.encode(to),),
    }
}

/// Returns the code that reads a branch if the value fits it and, if there are `fields`, has them.
fn attempt(
    plan: &Plan,
    name: &Ident,
    ty: &TokenStream,
    variant: &Variant,
    fields: &[String],
) -> TokenStream {
    let decoded = if let Some(check) = check(plan, &variant.ty, &Checked::variable()) {
        let check = check.statements();
        quote!(wire::try_valid(value, report, |checks, value: &#ty| { #check }))
    } else {
        quote!(wire::Decode::try_decode(value, report))
    };
    let decoded = if fields.is_empty() {
        decoded
    } else {
        quote!(value.with_fields(&[#(#fields),*]).and_then(|value| #decoded))
    };
    quote!(if let Some(value) = #decoded { return Some(Self::#name(value)); })
}

fn read(
    plan: &Plan,
    union: &Union,
    name: &Ident,
    selector: &Selector,
    variant: &Variant,
) -> TokenStream {
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
            let decode = if plan.api.declares(&variant.ty, property) {
                decode
            } else {
                quote!(return wire::Decode::decode_tagged(#property, value, report).map(Self::#name);)
            };
            quote!(if value.has_discriminator(#property, &[#(#tags),*]) { #decode })
        }
        Selector::Event(event) => quote! {
            if value.has_discriminator("event", &[#event]) {
                return value.object(report)?.required("data", report).map(Self::#name);
            }
        },
        Selector::Fields(fields) => quote!(if value.has_fields(&[#(#fields),*]) { #decode }),
        // Tried, see `attempt`; or the last one, see `otherwise`.
        Selector::Try | Selector::Default => TokenStream::new(),
    }
}

/// Returns the code that reads an object of a response without the discriminator as the branch whose properties it has.
/// Only branches that do not require the discriminator can be read so; those with more properties are tried first.
fn untagged(plan: &Plan, id: TypeId, union: &Union, names: &[Ident]) -> Vec<TokenStream> {
    let Some(property) = &union.discriminator else { return Vec::new() };
    let takes_all = union.variants.iter().any(|variant| variant.selector == Selector::Default);
    if takes_all || !plan.usage.answers.contains(&id) {
        return Vec::new();
    }
    let mut branches: Vec<_> = union
        .variants
        .iter()
        .zip(names)
        .filter(|(variant, _)| {
            matches!(variant.selector, Selector::Discriminator(_))
                && plan.api.may_lack(&variant.ty, property)
        })
        .collect();
    branches.dedup_by(|(later, _), (variant, _)| later.ty == variant.ty);
    branches.sort_by_key(|(variant, _)| std::cmp::Reverse(plan.api.required_count(&variant.ty)));
    let reads = branches.into_iter().map(|(_, name)| {
        quote! {
            if let Some(value) = wire::Decode::try_untagged(#property, value, report) {
                return Some(Self::#name(value));
            }
        }
    });
    reads.collect()
}

/// Returns the code for a value that no branch has: it is read as the default branch, or reported.
fn otherwise(union: &Union, names: &[Ident]) -> TokenStream {
    let place = |is: fn(&Variant) -> bool| union.variants.iter().position(is);
    if let Some(name) = place(|one| one.selector == Selector::Default).and_then(|at| names.get(at))
    {
        return quote!(wire::Decode::decode(value, report).map(Self::#name));
    }
    let expected = expected(union);
    // The fallback value should be of a branch that cannot contain the union itself.
    let best = place(|one| one.ty.named().is_none()).unwrap_or_default();
    match (names.get(best), &union.discriminator) {
        (Some(name), Some(property)) => {
            let tags = union.tags();
            let tagged =
                quote!(report.no_tag_matches(value, #property, &[#(#tags),*]).map(Self::#name));
            if expected == "an object" {
                return tagged;
            }
            quote! {
                if value.is(wire::Kind::Object) { return #tagged; }
                report.no_branch_matches(value, #expected).map(Self::#name)
            }
        }
        (Some(name), None) => quote!(report.no_branch_matches(value, #expected).map(Self::#name)),
        (None, _) => quote!(report.mismatch(value, #expected); None),
    }
}

/// Returns the description of the allowed values, for the error about another value.
fn expected(union: &Union) -> String {
    let mut words: Vec<&str> = Vec::new();
    for variant in &union.variants {
        let word = match &variant.selector {
            Selector::Kind(JsonKind::Null) => "null",
            Selector::Kind(JsonKind::Bool) => "a boolean",
            Selector::Kind(JsonKind::Integer) => "an integer",
            Selector::Kind(JsonKind::Number) => "a number",
            Selector::Kind(JsonKind::List) => "a list",
            Selector::Kind(JsonKind::Object) | Selector::Discriminator(_) => "an object",
            Selector::Kind(JsonKind::String) => "a string",
            _ => match variant.name.as_str() {
                "array" => "a list",
                "string" => "a string",
                "integer" => "an integer",
                "number" => "a number",
                "boolean" => "a boolean",
                "object" => "an object",
                name => name,
            },
        };
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words.join(" or ")
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
