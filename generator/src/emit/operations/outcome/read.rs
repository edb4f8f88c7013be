//! Generates `receive`, with which a client reads a response.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::super::tokens::{ident, status as code};
use super::super::{body::xml_root, events};
use super::{Arm, arms_of};
use crate::api::{Codec, Content, Operation, Payload, Status};
use crate::pass::{OperationNames, Plan};

/// Returns the body of `receive`.
pub(in super::super) fn receive(
    plan: &Plan,
    operation: &Operation,
    names: &OperationNames,
) -> TokenStream {
    let outputs = arms_of(&operation.outputs, &names.outputs);
    let errors = arms_of(&operation.errors, &names.errors);
    let sides = [(&outputs, &names.outcome, quote!(Ok)), (&errors, &names.error, quote!(Err))];
    let mut all: Vec<(Status, TokenStream)> = Vec::new();
    for (arms, name, side) in sides {
        let name = (!name.is_empty()).then(|| ident(name)).map(|name| quote!(#name));
        for arms in arms.chunk_by(|one, other| one.response.status == other.response.status) {
            let Some(first) = arms.first() else { continue };
            all.push((first.response.status, reading(plan, arms, name.as_ref(), &side)));
        }
    }
    // Order of the arms: single statuses, then ranges, then the default.
    all.sort_by_key(|(status, _)| match status {
        Status::Code(code) => (0, *code),
        Status::Range(digit) => (1, *digit),
        Status::Default => (2, 0),
    });
    let default = all.iter().any(|(status, _)| *status == Status::Default);
    let arms = all.iter().map(|(status, reading)| {
        let pattern = match *status {
            Status::Code(status) => {
                let status = code(status);
                quote!(#status)
            }
            Status::Range(digit) => {
                // Statuses with their own arm are cut off at both ends of the range.
                let is_own = |status: u16| all.iter().any(|(own, _)| *own == Status::Code(status));
                let codes = || (digit * 100..=digit * 100 + 99).filter(|status| !is_own(*status));
                let low = code(codes().next().unwrap_or(digit * 100));
                let high = code(codes().next_back().unwrap_or(digit * 100 + 99));
                quote!(#low..=#high)
            }
            Status::Default => quote!(_),
        };
        quote!(#pattern => #reading,)
    });
    let unexpected = (!default).then(|| quote!(_ => Err(from.unexpected()),));
    quote!(match from.status() { #(#arms)* #unexpected })
}

/// Returns the code for the responses of one status, which differ in their media types.
fn reading(
    plan: &Plan,
    arms: &[Arm<'_>],
    name: Option<&TokenStream>,
    side: &TokenStream,
) -> TokenStream {
    if let [arm] = arms {
        return one(plan, arm, name, side);
    }
    let arms = arms.iter().enumerate().map(|(index, arm)| {
        let index = Literal::usize_unsuffixed(index);
        let read = one(plan, arm, name, side);
        quote!(Some(#index) => #read,)
    });
    quote! {
        match from.content(Self::SPEC) {
            #(#arms)*
            _ => Err(from.unexpected_media()),
        }
    }
}

fn one(plan: &Plan, arm: &Arm<'_>, name: Option<&TokenStream>, side: &TokenStream) -> TokenStream {
    let variant = &arm.variant;
    let read = match (arm.response.headers, arm.content) {
        (None, None) => quote!(from.empty()),
        (None, Some(content)) => body(plan, content),
        (Some(_), None) => quote!(from.with_headers(wire::ResponseReader::empty)),
        (Some(_), Some(content)) => with_headers(plan, content),
    };
    let Some(name) = name else { return quote!(#read.map(Ok)) };
    match (arm.needs_status(), arm.is_empty()) {
        (false, false) => quote!(#read.map(#name::#variant).map(#side)),
        (false, true) => quote!(#read.map(|()| #side(#name::#variant))),
        (true, false) => quote!({
            let status = from.status_code();
            #read.map(|body| #side(#name::#variant(status, body)))
        }),
        (true, true) => quote!({
            let status = from.status_code();
            #read.map(|()| #side(#name::#variant(status)))
        }),
    }
}

fn with_headers(plan: &Plan, content: &Content) -> TokenStream {
    match &content.payload {
        Payload::Typed(_) if content.codec == Codec::Xml => {
            let root = xml_root(plan, content);
            quote!(from.with_headers(|from| from.xml(&#root)))
        }
        Payload::Typed(_) if content.codec == Codec::Text => {
            quote!(from.with_headers(wire::ResponseReader::typed_text))
        }
        Payload::Typed(_) => quote!(from.with_headers(wire::ResponseReader::json)),
        Payload::Text => quote!(from.with_headers(wire::ResponseReader::text)),
        Payload::Bytes => quote!(from.with_headers(wire::ResponseReader::stream)),
        Payload::Events(events) => {
            let format = events::format(events);
            quote!(from.with_headers(|from| from.events(#format)))
        }
    }
}

fn body(plan: &Plan, content: &Content) -> TokenStream {
    match &content.payload {
        Payload::Typed(_) if content.codec == Codec::Xml => {
            let root = xml_root(plan, content);
            quote!(from.xml(&#root))
        }
        Payload::Typed(_) if content.codec == Codec::Text => quote!(from.typed_text()),
        Payload::Typed(_) => quote!(from.json()),
        Payload::Text => quote!(from.text()),
        Payload::Bytes => quote!(from.stream()),
        Payload::Events(events) => {
            let format = events::format(events);
            quote!(from.events(#format))
        }
    }
}
