//! Outcomes: what comes back, written by a server and read by a client.
//!
//! One documented success is its body itself; several are an enum. Documented errors are an enum by status.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::tokens::{From, ident, status as code, ty};
use super::{docs_or, events};
use crate::api::{Content, Operation, Payload, Response, Status};
use crate::pass::{OperationNames, Plan};

/// The enums of an operation.
pub(super) fn declarations(
    plan: &Plan,
    operation: &Operation,
    names: &OperationNames,
) -> TokenStream {
    let output = operation.has_several_outputs().then(|| {
        let docs = format!(" What `{}` answers.", names.request);
        listing(plan, &names.outcome, &docs, &operation.outputs, &names.outputs)
    });
    let error = (!operation.errors.is_empty()).then(|| {
        let docs = format!(" The documented errors of `{}`.", names.request);
        let listing = listing(plan, &names.error, &docs, &operation.errors, &names.errors);
        let conversions = error_impls(operation, names);
        quote!(#listing #conversions)
    });
    quote!(#output #error)
}

fn listing(
    plan: &Plan,
    name: &str,
    docs: &str,
    responses: &[Response],
    variants: &[String],
) -> TokenStream {
    let name = ident(name);
    let streams = responses.iter().any(|response| {
        response.content.as_ref().is_some_and(|content| content.payload.is_stream())
    });
    let derives = if streams { quote!(Debug) } else { quote!(Debug, Clone, PartialEq) };
    let variants = responses.iter().zip(variants).map(|(response, variant)| {
        let variant = ident(variant);
        let docs = docs_or(&response.docs, &format!("Status {}.", words(response.status)));
        let status = needs_status(response).then(|| quote!(wire::StatusCode));
        let body = response.content.as_ref().map(|content| payload(plan, content));
        let held: Vec<_> = status.into_iter().chain(body).collect();
        if held.is_empty() { quote!(#docs #variant,) } else { quote!(#docs #variant(#(#held),*),) }
    });
    quote! {
        #[doc = #docs]
        #[derive(#derives)]
        #[non_exhaustive]
        pub enum #name { #(#variants)* }
    }
}

fn words(status: Status) -> String {
    match status {
        Status::Code(code) => code.to_string(),
        Status::Range(digit) => format!("{digit}XX"),
        Status::Default => "that is not named".to_owned(),
    }
}

/// A range or a default does not say which status it is, so the value does.
fn needs_status(response: &Response) -> bool {
    !matches!(response.status, Status::Code(_))
}

fn payload(plan: &Plan, content: &Content) -> TokenStream {
    match &content.payload {
        Payload::Typed(body) => ty(plan, body, From::Elsewhere),
        Payload::Bytes => quote!(wire::Body),
        Payload::Text => quote!(String),
        Payload::Events(events) => events::ty(plan, events),
    }
}

fn error_impls(operation: &Operation, names: &OperationNames) -> TokenStream {
    let name = ident(&names.error);
    let arms = operation.errors.iter().zip(&names.errors).map(|(response, variant)| {
        let variant = ident(variant);
        match (response.status, response.content.is_some()) {
            (Status::Code(status), body) => {
                let constant = known_status(status);
                let rest = body.then(|| quote!((..)));
                quote!(Self::#variant #rest => #constant,)
            }
            (_, true) => quote!(Self::#variant(status, _) => *status,),
            (_, false) => quote!(Self::#variant(status) => *status,),
        }
    });
    quote! {
        impl wire::Documented for #name {
            fn status(&self) -> wire::StatusCode { match self { #(#arms)* } }
        }
        impl From<#name> for wire::Error<#name> {
            fn from(error: #name) -> Self { Self::Api(error) }
        }
    }
}

/// A status as an expression; the standard ones have names.
fn known_status(status: u16) -> TokenStream {
    let name = match status {
        400 => "BAD_REQUEST",
        401 => "UNAUTHORIZED",
        402 => "PAYMENT_REQUIRED",
        403 => "FORBIDDEN",
        404 => "NOT_FOUND",
        405 => "METHOD_NOT_ALLOWED",
        406 => "NOT_ACCEPTABLE",
        408 => "REQUEST_TIMEOUT",
        409 => "CONFLICT",
        410 => "GONE",
        412 => "PRECONDITION_FAILED",
        413 => "PAYLOAD_TOO_LARGE",
        415 => "UNSUPPORTED_MEDIA_TYPE",
        422 => "UNPROCESSABLE_ENTITY",
        429 => "TOO_MANY_REQUESTS",
        500 => "INTERNAL_SERVER_ERROR",
        501 => "NOT_IMPLEMENTED",
        502 => "BAD_GATEWAY",
        503 => "SERVICE_UNAVAILABLE",
        504 => "GATEWAY_TIMEOUT",
        _ => {
            let status = code(status);
            return quote! {
                wire::StatusCode::from_u16(#status).unwrap_or(wire::StatusCode::INTERNAL_SERVER_ERROR)
            };
        }
    };
    let name = ident(name);
    quote!(wire::StatusCode::#name)
}

/// The type of the successes.
pub(super) fn output(plan: &Plan, operation: &Operation, names: &OperationNames) -> TokenStream {
    if operation.has_several_outputs() {
        let name = ident(&names.outcome);
        return quote!(#name);
    }
    let content = operation.outputs.first().and_then(|response| response.content.as_ref());
    content.map_or_else(|| quote!(()), |content| payload(plan, content))
}

/// The type of the documented errors.
pub(super) fn error(operation: &Operation, names: &OperationNames) -> TokenStream {
    if operation.errors.is_empty() {
        return quote!(std::convert::Infallible);
    }
    let name = ident(&names.error);
    quote!(#name)
}

/// What a server does with an outcome.
pub(super) fn respond(operation: &Operation, names: &OperationNames) -> TokenStream {
    let outputs = if operation.has_several_outputs() {
        let name = ident(&names.outcome);
        arms(&operation.outputs, &names.outputs, &quote!(#name), &quote!(Ok))
    } else {
        let response = operation.outputs.first();
        let content = response.and_then(|response| response.content.as_ref());
        let status = code(response.map_or(200, |response| response.status.code()));
        let written = written(content, &quote!(#status));
        let body = if content.is_some() { quote!(body) } else { quote!(()) };
        vec![quote!(Ok(#body) => #written,)]
    };
    if operation.errors.is_empty() {
        return quote! { match outcome { #(#outputs)* Err(error) => match error {}, } };
    }
    let name = ident(&names.error);
    let errors = arms(&operation.errors, &names.errors, &quote!(#name), &quote!(Err));
    quote!(match outcome { #(#outputs)* #(#errors)* })
}

fn arms(
    responses: &[Response],
    variants: &[String],
    name: &TokenStream,
    side: &TokenStream,
) -> Vec<TokenStream> {
    responses
        .iter()
        .zip(variants)
        .map(|(response, variant)| {
            let variant = ident(variant);
            let content = response.content.as_ref();
            let status = if needs_status(response) {
                quote!(status.as_u16())
            } else {
                let status = code(response.status.code());
                quote!(#status)
            };
            let written = written(content, &status);
            let bound = needs_status(response).then(|| quote!(status));
            let held: Vec<_> = bound.into_iter().chain(content.map(|_| quote!(body))).collect();
            let held = if held.is_empty() { quote!() } else { quote!((#(#held),*)) };
            quote!(#side(#name::#variant #held) => #written,)
        })
        .collect()
}

fn written(content: Option<&Content>, status: &TokenStream) -> TokenStream {
    let Some(content) = content else { return quote!(wire::respond::empty(#status)) };
    let media = &content.media;
    match &content.payload {
        Payload::Typed(_) => quote!(wire::respond::json(#status, #media, &body)),
        Payload::Text => quote!(wire::respond::text(#status, #media, body)),
        Payload::Bytes => quote!(wire::respond::stream(#status, #media, body)),
        Payload::Events(events) => {
            let format = events::format(events);
            quote!(wire::respond::events(#status, #media, #format, body))
        }
    }
}

/// What a client does with an answer.
pub(super) fn receive(operation: &Operation, names: &OperationNames) -> TokenStream {
    let name_of = |name: &String| {
        (!name.is_empty()).then(|| {
            let name = ident(name);
            quote!(#name)
        })
    };
    let output_name = name_of(&names.outcome);
    let error_name = name_of(&names.error);
    let outputs = operation.outputs.iter().zip(&names.outputs).map(|(response, variant)| {
        (response, reading(response, variant, output_name.as_ref(), &quote!(Ok)))
    });
    let errors = operation.errors.iter().zip(&names.errors).map(|(response, variant)| {
        (response, reading(response, variant, error_name.as_ref(), &quote!(Err)))
    });
    let mut all: Vec<(&Response, TokenStream)> = outputs.chain(errors).collect();
    // A code before its range, a range before the default.
    all.sort_by_key(|(response, _)| match response.status {
        Status::Code(code) => (0, code),
        Status::Range(digit) => (1, digit),
        Status::Default => (2, 0),
    });
    let default = all.iter().any(|(response, _)| response.status == Status::Default);
    let arms = all.iter().map(|(response, reading)| {
        let pattern = match response.status {
            Status::Code(status) => {
                let status = code(status);
                quote!(#status)
            }
            Status::Range(digit) => {
                let (low, high) = (code(digit * 100), code(digit * 100 + 99));
                quote!(#low..=#high)
            }
            Status::Default => quote!(_),
        };
        quote!(#pattern => #reading,)
    });
    let unexpected = (!default).then(|| quote!(_ => Err(from.unexpected()),));
    quote!(match from.status() { #(#arms)* #unexpected })
}

fn reading(
    response: &Response,
    variant: &str,
    name: Option<&TokenStream>,
    side: &TokenStream,
) -> TokenStream {
    let variant = ident(variant);
    let read = match response.content.as_ref().map(|content| &content.payload) {
        Some(Payload::Typed(_)) => quote!(from.json()),
        Some(Payload::Text) => quote!(from.text()),
        Some(Payload::Bytes) => quote!(from.stream()),
        Some(Payload::Events(events)) => {
            let format = events::format(events);
            quote!(from.events(#format))
        }
        None => quote!(from.empty()),
    };
    let Some(name) = name else { return quote!(#read.map(Ok)) };
    match (needs_status(response), response.content.is_some()) {
        (false, true) => quote!(#read.map(|body| #side(#name::#variant(body)))),
        (false, false) => quote!(#read.map(|()| #side(#name::#variant))),
        (true, true) => quote!({
            let status = from.status_code();
            #read.map(|body| #side(#name::#variant(status, body)))
        }),
        (true, false) => quote!({
            let status = from.status_code();
            #read.map(|()| #side(#name::#variant(status)))
        }),
    }
}
