//! Event streams: the Rust type of a stream, and the constant with its framing.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::tokens::{From, ident, ty as type_of};
use crate::api::{Events, Framing};
use crate::pass::Plan;

/// Returns the type of a stream.
pub(super) fn ty(plan: &Plan, events: &Events) -> TokenStream {
    let data = type_of(plan, &events.data, From::Elsewhere);
    quote!(wire::Events<#data>)
}

/// Returns the format of a stream.
pub(super) fn format(events: &Events) -> TokenStream {
    let framing = ident(match events.framing {
        Framing::Sse => "SSE",
        Framing::Lines => "LINES",
        Framing::Sequence => "SEQUENCE",
    });
    let text = events.text.then(|| quote!(.text()));
    let named = events.named.as_ref().map(|texts| quote!(.by_name(&[#(#texts),*])));
    let end = events.end.as_ref().map(|mark| quote!(.until(#mark)));
    quote!(wire::EventFormat::#framing #text #named #end)
}
