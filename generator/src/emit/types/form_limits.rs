//! What forms must keep to becomes `Validate`, as for any struct: a field with headers is held as its value, and a rule
//! sees a file as an empty text.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::tokens::may_be_null;
use super::form::Beyond;
use super::limits::{checks, implement, of_field};
use super::part::{Part, What};
use crate::api::{Rest, Shape, Struct, TypeId};
use crate::pass::Plan;

/// `Validate` for a form; the size of files is limited by the server.
pub(super) fn of_form(
    plan: &Plan,
    id: TypeId,
    parts: &[Part<'_>],
    beyond: Option<&Beyond>,
) -> TokenStream {
    let mut lines: Vec<TokenStream> = parts.iter().filter_map(|part| of_part(plan, part)).collect();
    if let (
        Shape::Struct(Struct { rest: Rest::Typed(ty), .. }),
        Some(Beyond { name, files: false, .. }),
    ) = (&plan.api.ty(id).shape, beyond)
        && let Some(check) = checks(plan, ty, &quote!(value))
    {
        let check =
            if may_be_null(ty) { quote!(if let Some(value) = value { #check; }) } else { check };
        lines.push(quote!(checks.values(&self.#name, |checks, value| #check);));
    }
    let rules = &plan.api.ty(id).rules;
    if !rules.is_empty() {
        let seen = parts.iter().map(seen);
        let beyond = beyond.map(|Beyond { name, files, .. }| {
            let seen = if *files {
                quote!(self.#name.keys().map(|name| (name.clone(), "")).collect())
            } else {
                quote!(self.#name)
            };
            quote!(to.additional(&#seen);)
        });
        let count = Literal::usize_unsuffixed(rules.len());
        lines.push(quote! {
            checks.form(
                |to| {
                    to.begin_object();
                    #(#seen)*
                    #beyond
                    to.end_object();
                },
                {
                    static RULES: [wire::Rule; #count] = [#(wire::Rule::new(#rules)),*];
                    &RULES
                },
            );
        });
    }
    implement(plan, id, &quote!(#(#lines)*))
}

/// The checks of a field of a form; one with headers is its value.
fn of_part(plan: &Plan, part: &Part<'_>) -> Option<TokenStream> {
    if !part.is_headed() || matches!(part.what, What::File | What::Files) {
        return of_field(plan, part.field, &part.rust().to_string());
    }
    let (name, rust) = (&part.field.name, part.rust());
    let check = checks(plan, &part.field.ty, &quote!(value))?;
    let held = if part.what == What::Items {
        quote! {
            let value = &value.iter().map(|item| item.body.clone()).collect::<Vec<_>>();
            checks.field(#name, |checks| #check);
        }
    } else {
        quote!(let value = &value.body; checks.field(#name, |checks| #check);)
    };
    Some(match (part.field.required, may_be_null(&part.field.ty)) {
        (true, true) => {
            quote!(if let Some(value) = &self.#rust.body { checks.field(#name, |checks| #check); })
        }
        (false, true) => quote! {
            if let Some(value) = self.#rust.as_ref().and_then(|value| value.body.as_ref()) {
                checks.field(#name, |checks| #check);
            }
        },
        (true, false) => quote!({ let value = &self.#rust; #held }),
        (false, false) => quote!(if let Some(value) = &self.#rust { #held }),
    })
}

/// What a rule sees of a field of a form.
fn seen(part: &Part<'_>) -> TokenStream {
    let (name, rust) = (&part.field.name, part.rust());
    let nullable = may_be_null(&part.field.ty) && !part.is_headed();
    match (part.what, part.field.required, nullable) {
        (What::File, true, _) => quote!(to.field(#name, &"");),
        (What::File, false, _) => quote!(to.optional(#name, &self.#rust.as_ref().map(|_| ""));),
        (What::Files, true, _) => quote!(to.field(#name, &vec![""; self.#rust.len()]);),
        (What::Files, false, _) => quote! {
            to.optional(#name, &self.#rust.as_ref().map(|files| vec![""; files.len()]));
        },
        (What::Gathered, ..) => quote!(to.additional(&self.#rust);),
        (_, true, _) => quote!(to.field(#name, &self.#rust);),
        (_, false, true) => quote!(to.nullable(#name, &self.#rust);),
        (_, false, false) => quote!(to.optional(#name, &self.#rust);),
    }
}
