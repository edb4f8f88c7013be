//! `Validate`: one check for each limit of the document. Types without limits have no checks.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::tokens::{ident, may_be_null};
use super::checks::{Check, Checked, check, entries, items_from};
use crate::api::{Enum, Field, Rest, Struct, TypeId, Union};
use crate::pass::Plan;

/// Returns `Validate` for a struct.
pub(super) fn of_struct(plan: &Plan, id: TypeId, shape: &Struct) -> TokenStream {
    let fields = shape.fields.iter().zip(plan.names.members(id));
    let mut lines: Vec<TokenStream> =
        fields.filter_map(|(field, rust)| of_field(plan, field, rust)).collect();
    if let (Rest::Typed(ty), Some(rest)) = (&shape.rest, plan.names.rest.get(&id)) {
        let rest = ident(rest);
        let rest = quote!(&self.#rest);
        lines.extend(if shape.is_list {
            items_from(plan, shape.fields.len(), ty, &rest)
        } else {
            entries(plan, ty, &rest)
        });
    }
    lines.push(of_rules(plan, id));
    implement(plan, id, &quote!(#(#lines)*))
}

/// Returns the checks of rules, which are limits that Rust types cannot express.
fn of_rules(plan: &Plan, id: TypeId) -> TokenStream {
    let mut check = Check::default();
    for rule in &plan.api.ty(id).rules {
        check.add_rule(&quote!(self), rule);
    }
    check.block()
}

/// Returns `Validate` for an enum: a request must not contain values that the document does not list.
pub(super) fn of_enum(plan: &Plan, id: TypeId, listed: &Enum) -> TokenStream {
    let rules = of_rules(plan, id);
    if listed.is_open {
        return implement(plan, id, &rules);
    }
    let check = ident(if listed.integers { "listed_number" } else { "listed" });
    implement(plan, id, &quote!(checks.#check(self); #rules))
}

/// Returns `Validate` for a union.
pub(super) fn of_union(plan: &Plan, id: TypeId, union: &Union) -> TokenStream {
    let variants = union.variants.iter().zip(plan.names.members(id));
    let checked: Vec<(TokenStream, Check)> = variants
        .filter_map(|(variant, name)| {
            let name = ident(name);
            let check = check(plan, &variant.ty, &Checked::variable())?;
            Some((quote!(Self::#name(value)), check))
        })
        .collect();
    let count = union.variants.len() + usize::from(plan.usage.keeps_later(id, union));
    let lines = match checked.as_slice() {
        [] => TokenStream::new(),
        [(pattern, check)] if count > 1 => {
            let check = check.statements();
            quote!(if let #pattern = self { #check })
        }
        several => {
            let arms = several.iter().map(|(pattern, check)| {
                let check = check.arm();
                quote!(#pattern => #check)
            });
            let other = (several.len() < count).then(|| quote!(_ => {}));
            quote!(match self { #(#arms)* #other })
        }
    };
    let rules = of_rules(plan, id);
    implement(plan, id, &quote!(#lines #rules))
}

pub(super) fn implement(plan: &Plan, id: TypeId, lines: &TokenStream) -> TokenStream {
    if !plan.usage.limited.contains(&id) {
        return TokenStream::new();
    }
    let name = ident(plan.names.ty(id));
    let checks = ident(if lines.is_empty() { "_checks" } else { "checks" });
    quote! {
        impl wire::Validate for #name {
            fn validate(&self, #checks: &mut wire::Checks) { #lines }
        }
    }
}

pub(super) fn of_field(plan: &Plan, field: &Field, rust: &str) -> Option<TokenStream> {
    let rust = ident(rust);
    let place = quote!(self.#rust);
    if field.pattern.is_some() {
        return check(plan, &field.ty, &Checked::field(place)).map(|check| check.block());
    }
    let name = &field.name;
    if_present(field.required, may_be_null(&field.ty), &place, |value| {
        Some((check(plan, &field.ty, value)?, quote!(.field(#name))))
    })
}

/// Returns the checks of a part, for a value that may be absent or null. `check` returns the checks and the call that
/// returns the checks of the part.
pub(in super::super) fn if_present(
    required: bool,
    nullable: bool,
    place: &TokenStream,
    check: impl FnOnce(&Checked) -> Option<(Check, TokenStream)>,
) -> Option<TokenStream> {
    if required && !nullable {
        let (check, part) = check(&Checked::field(place.clone()))?;
        return Some(check.block_of_part(&part));
    }
    let (check, part) = check(&Checked::variable())?;
    let check = check.statements_of_part(&part);
    Some(if required || !nullable {
        quote!(if let Some(value) = &#place { #check })
    } else {
        quote!(if let Some(value) = #place.value() { #check })
    })
}
