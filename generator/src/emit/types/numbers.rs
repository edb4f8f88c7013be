//! The checks of a number: bounds and `multipleOf`.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::tokens::readable;
use super::checks::Checked;
use crate::api::{Bound, IntFormat, Limits};

/// Returns the calls that check a number. `integer` is the format of an integer.
pub(super) fn calls(
    limits: &Limits,
    value: &Checked,
    integer: Option<IntFormat>,
) -> Vec<TokenStream> {
    let literal = |bound: f64| -> Option<TokenStream> {
        if integer.is_none() {
            let literal = readable(Literal::f64_unsuffixed(bound));
            return Some(quote!(#literal));
        }
        // A bound from 2^53 on may be inexact here, so a rule checks it.
        if bound.abs() >= 9_007_199_254_740_992.0 {
            return None;
        }
        #[allow(clippy::cast_possible_truncation)] // an integer below 2^53
        let literal = readable(Literal::i64_unsuffixed(bound as i64));
        Some(quote!(#literal))
    };
    let Checked { reference, copied, .. } = value;
    let mut calls = Vec::new();
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
            calls.push(quote!(.#check(#reference, #literal, #exclusive)));
        }
    }
    if let Some(step) = limits.multiple_of {
        let step = readable(Literal::f64_unsuffixed(step));
        calls.push(if integer.is_some() {
            quote!(.multiple_of_integer(#copied, #step))
        } else {
            quote!(.multiple_of(#copied, #step))
        });
    }
    calls
}
