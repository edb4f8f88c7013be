//! Streams of events in operations: the type that holds one, and the constant that says how it is framed.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::tokens::{From, ident, ty as type_of};
use crate::api::{Events, Framing};
use crate::pass::Plan;

/// The type of a stream.
pub(super) fn ty(plan: &Plan, events: &Events) -> TokenStream {
    let data = type_of(plan, &events.data, From::Elsewhere);
    quote!(wire::Events<#data>)
}

/// The form of a stream.
pub(super) fn format(events: &Events) -> TokenStream {
    let framing = ident(match events.framing {
        Framing::Sse => "SSE",
        Framing::Lines => "LINES",
        Framing::Sequence => "SEQUENCE",
    });
    let text = events.text.then(|| quote!(.text()));
    let end = events.end.as_ref().map(|mark| quote!(.until(#mark)));
    quote!(wire::EventFormat::#framing #text #end)
}
