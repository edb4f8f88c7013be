//! The checks of one value: a chain of calls for its limits, and loops for its items.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::tokens::{count, ident, may_be_null};
use super::numbers;
use crate::api::{Kind, Limits, Shape, StringFormat, Type};
use crate::pass::Plan;

/// The expressions for a value that is checked.
pub(in super::super) struct Checked {
    /// The value itself, as the receiver of a method.
    pub(super) place: TokenStream,
    /// A reference to the value.
    pub(super) reference: TokenStream,
    /// The value, if its type is `Copy`.
    pub(super) copied: TokenStream,
}

impl Checked {
    /// The variable `value`, which is a reference.
    pub(in super::super) fn variable() -> Self {
        Self { place: quote!(value), reference: quote!(value), copied: quote!(*value) }
    }

    /// A field.
    pub(in super::super) fn field(place: TokenStream) -> Self {
        Self { reference: quote!(&#place), copied: place.clone(), place }
    }
}

/// The checks of a value.
#[derive(Default)]
pub(in super::super) struct Check {
    /// Patterns and rules.
    statics: Vec<TokenStream>,
    /// Calls of methods of `Checks`, without the receiver.
    calls: Vec<TokenStream>,
    /// A reference to the value, if its type validates it.
    validated: Option<TokenStream>,
    /// Loops over items and entries.
    loops: Vec<TokenStream>,
}

impl Check {
    fn is_empty(&self) -> bool {
        self.calls.is_empty() && self.validated.is_none() && self.loops.is_empty()
    }

    /// Returns the statements that check the value.
    pub(in super::super) fn statements(&self) -> TokenStream {
        let Self { statics, calls, loops, .. } = self;
        let whole = match &self.validated {
            Some(value) if calls.is_empty() => {
                Some(quote!(wire::Validate::validate(#value, checks);))
            }
            Some(value) => Some(quote!(checks #(#calls)* .validate(#value);)),
            None if calls.is_empty() => None,
            None => Some(quote!(checks #(#calls)*;)),
        };
        quote!(#(#statics)* #whole #(#loops)*)
    }

    /// Returns the checks as the right side of a match arm.
    pub(in super::super) fn arm(&self) -> TokenStream {
        match &self.validated {
            Some(value) if self.calls.is_empty() && self.loops.is_empty() => {
                quote!(wire::Validate::validate(#value, checks),)
            }
            _ => {
                let statements = self.statements();
                quote!({ #statements })
            }
        }
    }

    /// Returns the statements that check the value as a part of another one. `part` is the call that returns the checks
    /// of the part.
    pub(in super::super) fn statements_of_part(&self, part: &TokenStream) -> TokenStream {
        let Self { statics, calls, validated, loops } = self;
        let validate = validated.as_ref().map(|value| quote!(.validate(#value)));
        if loops.is_empty() {
            return quote!(#(#statics)* checks #part #(#calls)* #validate;);
        }
        let calls =
            (!calls.is_empty() || validate.is_some()).then(|| quote!(checks #(#calls)* #validate;));
        quote! {
            #(#statics)*
            let mut checks = checks #part;
            #calls
            #(#loops)*
        }
    }

    /// Returns [`Self::statements`], as a block if names are declared.
    pub(in super::super) fn block(&self) -> TokenStream {
        let statements = self.statements();
        if self.statics.is_empty() { statements } else { quote!({ #statements }) }
    }

    /// Returns [`Self::statements_of_part`], as a block if names are declared.
    pub(in super::super) fn block_of_part(&self, part: &TokenStream) -> TokenStream {
        let statements = self.statements_of_part(part);
        let declares = !self.statics.is_empty() || !self.loops.is_empty();
        if declares { quote!({ #statements }) } else { statements }
    }

    fn add_pattern(&mut self, value: &TokenStream, pattern: &str) {
        let name = self.add_static("PATTERN", &quote!(wire::Pattern), pattern);
        self.calls.push(quote!(.pattern(#value, &#name)));
    }

    pub(super) fn add_rule(&mut self, value: &TokenStream, rule: &str) {
        let name = self.add_static("RULE", &quote!(wire::Rule), rule);
        self.calls.push(quote!(.rule(#value, &#name)));
    }

    fn add_static(&mut self, noun: &str, ty: &TokenStream, source: &str) -> proc_macro2::Ident {
        let name = match self.statics.len() {
            0 => ident(noun),
            count => ident(&format!("{noun}_{}", count + 1)),
        };
        self.statics.push(quote!(static #name: #ty = #ty::new(#source);));
        name
    }
}

/// Returns the checks of a value that is not null, if there are any.
pub(in super::super) fn check(plan: &Plan, ty: &Type, value: &Checked) -> Option<Check> {
    if !plan.usage.is_limited(&plan.api, ty) {
        return None;
    }
    let mut check = Check::default();
    if validates_itself(plan, ty) {
        check.validated = Some(value.reference.clone());
        return Some(check);
    }
    let mut here = ty;
    // An alias can have limits in addition to the limits of the place where it is used.
    loop {
        add_limits(plan, here, value, &mut check);
        match here.kind {
            Kind::Named(id) | Kind::Boxed(id) => {
                if let Shape::Alias(inner) = &plan.api.ty(id).shape {
                    here = inner;
                    continue;
                }
                if plan.usage.limited.contains(&id) {
                    check.validated = Some(value.reference.clone());
                }
                break;
            }
            _ => break,
        }
    }
    check.loops.extend(match &here.kind {
        Kind::List(item) => items(plan, item, value),
        Kind::Map(entry) => entries(plan, entry, &value.reference),
        _ => None,
    });
    (!check.is_empty()).then_some(check)
}

/// Whether a type has only the checks of a named type, possibly within lists and maps.
fn validates_itself(plan: &Plan, ty: &Type) -> bool {
    let here = plan.api.resolved(ty);
    if !ty.limits.is_empty() || !here.limits.is_empty() {
        return false;
    }
    match &here.kind {
        Kind::Named(id) | Kind::Boxed(id) => plan.usage.limited.contains(id),
        Kind::List(inner) | Kind::Map(inner) => validates_itself(plan, inner),
        _ => false,
    }
}

/// Returns the loop that checks each item of a list.
fn items(plan: &Plan, item: &Type, list: &Checked) -> Option<TokenStream> {
    let place = &list.place;
    let check = each(plan, item, &quote!(.item(index)))?;
    Some(quote!(for (index, value) in #place.iter().enumerate() { #check }))
}

/// Returns the loop that checks each item of the rest of a list, which starts at index `first`.
pub(super) fn items_from(
    plan: &Plan,
    first: usize,
    item: &Type,
    list: &TokenStream,
) -> Option<TokenStream> {
    let first = Literal::usize_unsuffixed(first);
    let check = each(plan, item, &quote!(.item(index)))?;
    Some(quote!(for (index, value) in (#first..).zip(#list) { #check }))
}

/// Returns the loop that checks each value of a map.
pub(super) fn entries(plan: &Plan, entry: &Type, map: &TokenStream) -> Option<TokenStream> {
    let check = each(plan, entry, &quote!(.entry(key)))?;
    Some(quote!(for (key, value) in #map { #check }))
}

fn each(plan: &Plan, ty: &Type, part: &TokenStream) -> Option<TokenStream> {
    let check = check(plan, ty, &Checked::variable())?.statements_of_part(part);
    Some(if may_be_null(ty) { quote!(if let Some(value) = value { #check }) } else { check })
}

fn add_limits(plan: &Plan, ty: &Type, value: &Checked, check: &mut Check) {
    let limits = &ty.limits;
    match &plan.api.resolved(ty).kind {
        Kind::String(StringFormat::Plain) => add_text(limits, &value.reference, check),
        Kind::String(StringFormat::Secret) => {
            let place = &value.place;
            add_text(limits, &quote!(#place.expose()), check);
        }
        Kind::Int(format) => check.calls.extend(numbers::calls(limits, value, Some(*format))),
        Kind::Float(_) => check.calls.extend(numbers::calls(limits, value, None)),
        Kind::List(item) => {
            let files = plan.api.resolved(item).kind == Kind::String(StringFormat::Binary);
            add_count(limits, value, "item", check);
            if limits.unique && !files {
                let value = &value.reference;
                check.calls.push(quote!(.unique(#value)));
            }
        }
        Kind::Map(_) => add_count(limits, value, "property", check),
        _ => {}
    }
    for rule in &limits.rules {
        check.add_rule(&value.reference, rule);
    }
}

fn add_text(limits: &Limits, value: &TokenStream, check: &mut Check) {
    if limits.min_length.is_some() || limits.max_length.is_some() {
        let min = count(limits.min_length.unwrap_or(0));
        let max = maximum(limits.max_length);
        check.calls.push(quote!(.length(#value, #min, #max)));
    }
    if let Some(pattern) = &limits.pattern {
        check.add_pattern(value, pattern);
    }
    if let Some(name) = limits.format.and_then(|format| format.check) {
        let format = ident(name);
        check.calls.push(quote!(.format(#value, wire::Format::#format)));
    }
}

fn add_count(limits: &Limits, value: &Checked, noun: &str, check: &mut Check) {
    if limits.min_items.is_some() || limits.max_items.is_some() {
        let place = &value.place;
        let min = count(limits.min_items.unwrap_or(0));
        let max = maximum(limits.max_items);
        check.calls.push(quote!(.count(#place.len(), #min, #max, #noun)));
    }
}

fn maximum(limit: Option<u64>) -> TokenStream {
    limit.map(count).map_or_else(|| quote!(None), |limit| quote!(Some(#limit)))
}
