//! `Validate`: one check for each limit of the document. Types without limits have no checks.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::tokens::{count, ident, may_be_null};
use crate::api::{
    Bound, Enum, Field, IntFormat, Kind, Limits, Rest, Shape, StringFormat, Struct, Type, TypeId,
    Union,
};
use crate::pass::Plan;

/// Returns `Validate` for a struct.
pub(super) fn of_struct(plan: &Plan, id: TypeId, shape: &Struct) -> TokenStream {
    let fields = shape.fields.iter().zip(plan.names.members(id));
    let mut lines: Vec<TokenStream> =
        fields.filter_map(|(field, rust)| of_field(plan, field, rust)).collect();
    if let (Rest::Typed(ty), Some(rest)) = (&shape.rest, plan.names.rest.get(&id))
        && let Some(check) = checks(plan, ty, &quote!(value))
    {
        let rest = ident(rest);
        let check =
            if may_be_null(ty) { quote!(if let Some(value) = value { #check; }) } else { check };
        lines.push(if shape.is_list {
            let first = Literal::usize_unsuffixed(shape.fields.len());
            quote!(checks.items_from(#first, &self.#rest, |checks, value| #check);)
        } else {
            quote!(checks.values(&self.#rest, |checks, value| #check);)
        });
    }
    lines.extend(of_rules(plan, id));
    implement(plan, id, &quote!(#(#lines)*))
}

/// Returns the checks of rules, which are limits that Rust types cannot express.
fn of_rules(plan: &Plan, id: TypeId) -> impl Iterator<Item = TokenStream> {
    plan.api.ty(id).rules.iter().map(|rule| of_rule(rule, &quote!(self))).map(|line| quote!(#line;))
}

fn of_rule(rule: &str, value: &TokenStream) -> TokenStream {
    quote! {
        checks.rule(#value, {
            static RULE: wire::Rule = wire::Rule::new(#rule);
            &RULE
        })
    }
}

/// Returns `Validate` for an enum: a request must not contain values that the document does not list.
pub(super) fn of_enum(plan: &Plan, id: TypeId, listed: &Enum) -> TokenStream {
    let rules = of_rules(plan, id);
    let check = ident(if listed.integers { "listed_number" } else { "listed" });
    implement(plan, id, &quote!(checks.#check(self); #(#rules)*))
}

/// Returns `Validate` for a union.
pub(super) fn of_union(plan: &Plan, id: TypeId, union: &Union) -> TokenStream {
    let variants = union.variants.iter().zip(plan.names.members(id));
    let checked: Vec<(TokenStream, TokenStream)> = variants
        .filter_map(|(variant, name)| {
            let name = ident(name);
            Some((quote!(Self::#name(value)), checks(plan, &variant.ty, &quote!(value))?))
        })
        .collect();
    let lines = match checked.as_slice() {
        [] => TokenStream::new(),
        [(pattern, check)] if union.variants.len() > 1 => quote!(if let #pattern = self { #check }),
        several => {
            let arms = several.iter().map(|(pattern, check)| quote!(#pattern => #check,));
            let other = (several.len() < union.variants.len()).then(|| quote!(_ => {}));
            quote!(match self { #(#arms)* #other })
        }
    };
    let rules = of_rules(plan, id);
    implement(plan, id, &quote!(#lines #(#rules)*))
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
    let (name, rust) = (&field.name, ident(rust));
    let check = checks(plan, &field.ty, &quote!(value))?;
    if field.pattern.is_some() {
        return Some(quote!({ let value = &self.#rust; #check; }));
    }
    let nullable = may_be_null(&field.ty);
    Some(match (field.required, nullable) {
        (true, false) => quote! {
            { let value = &self.#rust; checks.field(#name, |checks| #check); }
        },
        (false, true) => quote! {
            if let Some(value) = self.#rust.value() { checks.field(#name, |checks| #check); }
        },
        _ => quote! {
            if let Some(value) = &self.#rust { checks.field(#name, |checks| #check); }
        },
    })
}

/// Returns the checks of a non-null value; `value` is a reference to it.
pub(in super::super) fn checks(plan: &Plan, ty: &Type, value: &TokenStream) -> Option<TokenStream> {
    if !plan.usage.is_limited(&plan.api, ty) {
        return None;
    }
    if validates_itself(plan, ty) {
        return Some(quote!(wire::Validate::validate(#value, checks)));
    }
    let mut lines = Vec::new();
    let mut here = ty;
    // An alias can have limits in addition to the limits of the place where it is used.
    loop {
        lines.extend(of_limits(plan, here, value));
        match here.kind {
            Kind::Named(id) | Kind::Boxed(id) => {
                if let Shape::Alias(inner) = &plan.api.ty(id).shape {
                    here = inner;
                    continue;
                }
                if plan.usage.limited.contains(&id) {
                    lines.push(quote!(wire::Validate::validate(#value, checks)));
                }
                break;
            }
            _ => break,
        }
    }
    if let Kind::List(item) | Kind::Map(item) = &here.kind
        && let Some(check) = checks(plan, item, &quote!(value))
    {
        let each = if matches!(here.kind, Kind::List(_)) { quote!(items) } else { quote!(values) };
        let check =
            if may_be_null(item) { quote!(if let Some(value) = value { #check; }) } else { check };
        lines.push(quote!(checks.#each(#value, |checks, value| #check)));
    }
    match lines.as_slice() {
        [] => None,
        [only] => Some(only.clone()),
        several => Some(quote!({ #(#several;)* })),
    }
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

fn of_limits(plan: &Plan, ty: &Type, value: &TokenStream) -> Vec<TokenStream> {
    let limits = &ty.limits;
    let mut lines = match &plan.api.resolved(ty).kind {
        Kind::String(StringFormat::Plain) => of_text(limits, value),
        Kind::String(StringFormat::Secret) => of_text(limits, &quote!(#value.expose())),
        Kind::Int(format) => of_number(limits, value, Some(*format)),
        Kind::Float(_) => of_number(limits, value, None),
        Kind::List(item) => {
            let files = plan.api.resolved(item).kind == Kind::String(StringFormat::Binary);
            let limits = Limits { unique: limits.unique && !files, ..limits.clone() };
            of_count(&limits, value, "item")
        }
        Kind::Map(_) => of_count(limits, value, "property"),
        _ => Vec::new(),
    };
    lines.extend(limits.rules.iter().map(|rule| of_rule(rule, value)));
    lines
}

fn of_text(limits: &Limits, value: &TokenStream) -> Vec<TokenStream> {
    let mut lines = Vec::new();
    if limits.min_length.is_some() || limits.max_length.is_some() {
        let min = count(limits.min_length.unwrap_or(0));
        let max = maximum(limits.max_length);
        lines.push(quote!(checks.length(#value, #min, #max)));
    }
    if let Some(pattern) = &limits.pattern {
        lines.push(quote! {
            checks.pattern(#value, {
                static PATTERN: wire::Pattern = wire::Pattern::new(#pattern);
                &PATTERN
            })
        });
    }
    if let Some(check) = limits.format.and_then(|format| format.check) {
        let format = ident(check);
        lines.push(quote!(checks.format(#value, wire::Format::#format)));
    }
    lines
}

fn of_count(limits: &Limits, value: &TokenStream, noun: &str) -> Vec<TokenStream> {
    let mut lines = Vec::new();
    if limits.min_items.is_some() || limits.max_items.is_some() {
        let min = count(limits.min_items.unwrap_or(0));
        let max = maximum(limits.max_items);
        lines.push(quote!(checks.count(#value.len(), #min, #max, #noun)));
    }
    if limits.unique && noun == "item" {
        lines.push(quote!(checks.unique(#value)));
    }
    lines
}

fn maximum(limit: Option<u64>) -> TokenStream {
    limit.map(count).map_or_else(|| quote!(None), |limit| quote!(Some(#limit)))
}

/// Returns a number with its thousands separated by underscores.
fn readable(number: Literal) -> Literal {
    let text = number.to_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, fraction) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let is_plain = whole.len() > 4 && whole.bytes().all(|digit| digit.is_ascii_digit());
    if !is_plain {
        return number;
    }
    let mut grouped = sign.to_owned();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    grouped.push_str(fraction);
    grouped.parse().unwrap_or(number)
}

fn of_number(limits: &Limits, value: &TokenStream, integer: Option<IntFormat>) -> Vec<TokenStream> {
    let literal = |bound: f64| -> Option<TokenStream> {
        if integer.is_none() {
            let literal = readable(Literal::f64_unsuffixed(bound));
            return Some(quote!(#literal));
        }
        // A fractional step has no integer literal. A bound from 2^53 on may be inexact here, so a rule checks it.
        if bound.fract() != 0.0 || bound.abs() >= 9_007_199_254_740_992.0 {
            return None;
        }
        #[allow(clippy::cast_possible_truncation)] // an integer below 2^53
        let literal = readable(Literal::i64_unsuffixed(bound as i64));
        Some(quote!(#literal))
    };
    let mut lines = Vec::new();
    let bounds = [
        (limits.minimum, quote!(at_least), f64::ceil as fn(f64) -> f64),
        (limits.maximum, quote!(at_most), f64::floor),
    ];
    for (bound, check, inward) in bounds {
        let bound = bound.map(|bound| match integer {
            // The integers above 1.5 are those from 2 on.
            Some(_) if bound.value.fract() != 0.0 => {
                Bound { value: inward(bound.value), exclusive: false }
            }
            _ => bound,
        });
        if let Some(bound) = bound
            && let Some(literal) = literal(bound.value)
        {
            let exclusive = bound.exclusive;
            lines.push(quote!(checks.#check(#value, #literal, #exclusive)));
        }
    }
    if let Some(step) = limits.multiple_of {
        // A large integer cannot be represented exactly as `f64`, but its remainder can.
        let rest = literal(step).filter(|_| integer.is_some()).map(|step| quote!(% #step));
        let step = readable(Literal::f64_unsuffixed(step));
        lines.push(match integer {
            None => quote!(checks.multiple_of(*#value, #step)),
            Some(IntFormat::I32 | IntFormat::U32) => {
                quote!(checks.multiple_of(f64::from(*#value), #step))
            }
            Some(IntFormat::I64 | IntFormat::U64) => quote!({
                #[allow(clippy::cast_precision_loss)]
                let number = (*#value #rest) as f64;
                checks.multiple_of(number, #step)
            }),
        });
    }
    lines
}
