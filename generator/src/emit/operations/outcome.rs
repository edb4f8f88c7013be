//! Response types, and the code that writes and reads them.
//!
//! If there is one successful response with one media type, its type is the type of its body. Otherwise it is an enum with
//! a variant for each status and media type. The documented errors are always an enum.

mod read;
mod write;

pub(super) use read::receive;
pub(super) use write::respond;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::docs;
use super::super::tokens::{From, ident, status as code, status_words, ty};
use super::events;
use crate::api::{Content, Operation, Payload, Response, Status, arms};
use crate::pass::{OperationNames, Plan};

/// A response with one of its media types, and its variant.
pub(super) struct Arm<'p> {
    pub(super) response: &'p Response,
    pub(super) content: Option<&'p Content>,
    pub(super) variant: Ident,
}

impl Arm<'_> {
    /// Whether the variant contains the status, because the response is documented for a range of statuses.
    fn needs_status(&self) -> bool {
        !matches!(self.response.status, Status::Code(_))
    }

    fn is_empty(&self) -> bool {
        self.content.is_none() && self.response.headers.is_none()
    }

    /// Returns the type of the body, with its headers if there are any.
    fn ty(&self, plan: &Plan) -> TokenStream {
        let body = self.content.map_or_else(|| quote!(()), |content| payload(plan, content));
        let set = self.response.headers.and_then(|index| plan.names.headers.get(index));
        match set.map(|names| ident(&names.name)) {
            Some(headers) => quote!(wire::WithHeaders<#body, headers::#headers>),
            None => body,
        }
    }
}

pub(super) fn arms_of<'p>(responses: &'p [Response], variants: &'p [String]) -> Vec<Arm<'p>> {
    let arm = |((response, content), variant): (_, &String)| Arm {
        response,
        content,
        variant: ident(variant),
    };
    arms(responses).zip(variants).map(arm).collect()
}

/// Returns the response enums of an operation.
pub(super) fn declarations(
    plan: &Plan,
    operation: &Operation,
    names: &OperationNames,
) -> TokenStream {
    let output = operation.has_several_outputs().then(|| {
        let docs = format!(" The responses to [`{}`].", names.request);
        let arms = arms_of(&operation.outputs, &names.outputs);
        let listing = listing(plan, &names.outcome, &docs, &arms);
        let conversions = (operation.outputs.len() == 1).then(|| {
            conversions(
                &names.outcome,
                arms.iter()
                    .filter(|arm| !arm.needs_status())
                    .map(|arm| (&arm.variant, arm.ty(plan))),
            )
        });
        quote!(#listing #conversions)
    });
    let error = (!operation.errors.is_empty()).then(|| {
        let docs = format!(" The documented errors of [`{}`].", names.request);
        let arms = arms_of(&operation.errors, &names.errors);
        let listing = listing(plan, &names.error, &docs, &arms);
        let conversions = error_impls(names, &arms);
        quote!(#listing #conversions)
    });
    quote!(#output #error)
}

/// Returns `From` implementations for the payloads of an enum. If several variants have the same type, the first one is used.
pub(super) fn conversions<'i>(
    name: &str,
    variants: impl Iterator<Item = (&'i Ident, TokenStream)>,
) -> TokenStream {
    let name = ident(name);
    let mut seen: Vec<String> = Vec::new();
    let impls = variants.filter_map(|(variant, payload_type)| {
        let text = payload_type.to_string();
        if seen.contains(&text) {
            return None;
        }
        seen.push(text);
        Some(quote! {
            impl From<#payload_type> for #name {
                fn from(body: #payload_type) -> Self { Self::#variant(body) }
            }
        })
    });
    quote!(#(#impls)*)
}

fn listing(plan: &Plan, name: &str, docs: &str, arms: &[Arm<'_>]) -> TokenStream {
    let name = ident(name);
    let streams =
        arms.iter().any(|arm| arm.content.is_some_and(|content| content.payload.is_stream()));
    let derives = if streams { quote!(Debug) } else { quote!(Debug, Clone, PartialEq) };
    let variants = arms.iter().map(|arm| {
        let variant = &arm.variant;
        let several = arm.response.contents.len() > 1;
        let media = arm.content.filter(|_| several).map(|content| content.media.replace('`', "'"));
        let media: Vec<String> =
            media.map(|media| format!("A body of type `{media}`.")).into_iter().collect();
        let docs = docs::docs_or(&arm.response.docs, &in_a_sentence(arm.response.status), &media);
        let status = arm.needs_status().then(|| quote!(wire::StatusCode));
        let body = (!arm.is_empty()).then(|| arm.ty(plan));
        let fields: Vec<_> = status.into_iter().chain(body).collect();
        if fields.is_empty() {
            quote!(#docs #variant,)
        } else {
            quote!(#docs #variant(#(#fields),*),)
        }
    });
    quote! {
        #[doc = #docs]
        #[derive(#derives)]
        #[non_exhaustive]
        pub enum #name { #(#variants)* }
    }
}

fn in_a_sentence(status: Status) -> String {
    match status {
        Status::Default => "Any other status.".to_owned(),
        status => format!("Status {}.", status_words(status)),
    }
}

/// Returns the type of a body.
pub(super) fn payload(plan: &Plan, content: &Content) -> TokenStream {
    match &content.payload {
        Payload::Typed(body) => ty(plan, body, From::Elsewhere),
        Payload::Bytes => quote!(wire::Body),
        Payload::Text => quote!(String),
        Payload::Events(events) => events::ty(plan, events),
    }
}

fn error_impls(names: &OperationNames, arms: &[Arm<'_>]) -> TokenStream {
    let name = ident(&names.error);
    let arms = arms.iter().map(|arm| {
        let variant = &arm.variant;
        match (arm.response.status, arm.is_empty()) {
            (Status::Code(status), empty) => {
                let constant = known_status(status);
                let rest = (!empty).then(|| quote!((..)));
                quote!(Self::#variant #rest => #constant,)
            }
            (_, false) => quote!(Self::#variant(status, _) => *status,),
            (_, true) => quote!(Self::#variant(status) => *status,),
        }
    });
    quote! {
        impl wire::ApiError for #name {
            fn status(&self) -> wire::StatusCode { match self { #(#arms)* } }
        }
        impl From<#name> for wire::Error<#name> {
            fn from(error: #name) -> Self { Self::Api(error) }
        }
    }
}

/// Returns a status as an expression. Common ones are named constants.
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

/// Returns the type of a successful response.
pub(super) fn output(plan: &Plan, operation: &Operation, names: &OperationNames) -> TokenStream {
    if operation.has_several_outputs() {
        let name = ident(&names.outcome);
        return quote!(#name);
    }
    let arms = arms_of(&operation.outputs, &names.outputs);
    arms.first().map_or_else(|| quote!(()), |arm| arm.ty(plan))
}

/// Returns the type of the documented errors.
pub(super) fn error(operation: &Operation, names: &OperationNames) -> TokenStream {
    if operation.errors.is_empty() {
        return quote!(std::convert::Infallible);
    }
    let name = ident(&names.error);
    quote!(#name)
}
