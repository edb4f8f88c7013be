//! `Validate` for forms, as for other structs. For a field with headers, only its value is checked; rules see a file as an
//! empty string.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::tokens::may_be_null;
use super::checks::{Checked, check, entries};
use super::form::AdditionalFields;
use super::limits::{implement, of_field};
use super::part::{Part, What};
use crate::api::{Rest, Shape, Struct, TypeId};
use crate::pass::Plan;

/// Returns `Validate` for a form. The server itself limits the size of files.
pub(super) fn of_form(
    plan: &Plan,
    id: TypeId,
    parts: &[Part<'_>],
    additional: Option<&AdditionalFields>,
) -> TokenStream {
    let mut lines: Vec<TokenStream> = parts.iter().filter_map(|part| of_part(plan, part)).collect();
    if let (
        Shape::Struct(Struct { rest: Rest::Typed(ty), .. }),
        Some(AdditionalFields { name, files: false, .. }),
    ) = (&plan.api.ty(id).shape, additional)
    {
        lines.extend(entries(plan, ty, &quote!(&self.#name)));
    }
    let rules = &plan.api.ty(id).rules;
    if !rules.is_empty() {
        let seen = parts.iter().map(seen);
        let additional = additional.map(|AdditionalFields { name, files, .. }| {
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
                    #additional
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

/// Returns the checks of a form field. For a field with headers, these are the checks of its value.
fn of_part(plan: &Plan, part: &Part<'_>) -> Option<TokenStream> {
    if !part.has_headers() || matches!(part.what, What::File | What::Files) {
        return of_field(plan, part.field, &part.rust().to_string());
    }
    let (name, rust) = (&part.field.name, part.rust());
    let check = check(plan, &part.field.ty, &Checked::variable())?;
    let check = check.statements_of_part(&quote!(.field(#name)));
    let body_check = if part.what == What::Items {
        quote! {
            let value = &value.iter().map(|item| item.body.clone()).collect::<Vec<_>>();
            #check
        }
    } else {
        quote!(let value = &value.body; #check)
    };
    Some(match (part.field.required, may_be_null(&part.field.ty)) {
        (true, true) => {
            quote!(if let Some(value) = &self.#rust.body { #check })
        }
        (false, true) => quote! {
            if let Some(value) = self.#rust.as_ref().and_then(|value| value.body.as_ref()) {
                #check
            }
        },
        (true, false) => quote!({ let value = &self.#rust; #body_check }),
        (false, false) => quote!(if let Some(value) = &self.#rust { #body_check }),
    })
}

/// Returns the code that writes a form field as rules see it.
fn seen(part: &Part<'_>) -> TokenStream {
    let (name, rust) = (&part.field.name, part.rust());
    let nullable = may_be_null(&part.field.ty) && !part.has_headers();
    match (part.what, part.field.required, nullable) {
        (What::File, true, _) => quote!(to.field(#name, &"");),
        (What::File, false, _) => quote!(to.optional(#name, &self.#rust.as_ref().map(|_| ""));),
        (What::Files, true, _) => quote!(to.field(#name, &vec![""; self.#rust.len()]);),
        (What::Files, false, _) => quote! {
            to.optional(#name, &self.#rust.as_ref().map(|files| vec![""; files.len()]));
        },
        (What::Matching, ..) => quote!(to.additional(&self.#rust);),
        (_, true, _) => quote!(to.field(#name, &self.#rust);),
        (_, false, true) => quote!(to.nullable(#name, &self.#rust);),
        (_, false, false) => quote!(to.optional(#name, &self.#rust);),
    }
}
