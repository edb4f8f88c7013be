//! Operations: a file for each tag, with its trait and, for each operation, the request type, the response types and
//! their serialization.

pub(super) mod answers;
mod body;
mod callback;
mod events;
mod form;
mod links;
mod outcome;
mod paging;
mod request;
mod spec;

use percent_encoding::percent_decode_str;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use std::collections::BTreeSet;

use super::tokens::{braced, ident};
use super::{Code, RustFile, docs};
use crate::api::{Operation, Side};
use crate::config::TraitMethods;
use crate::pass::{OperationNames, Plan};

/// Whether callers of an operation must authenticate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    Open,
    Optional,
    Secured,
}

/// Returns the access to `operation`, from its security requirements.
pub(super) fn access(operation: &Operation) -> Access {
    let free = operation.security.iter().any(|need| need.0.is_empty());
    let named = operation.security.iter().any(|need| !need.0.is_empty());
    match (named, free) {
        (false, _) => Access::Open,
        (true, true) => Access::Optional,
        (true, false) => Access::Secured,
    }
}

pub(super) use request::{constant, styled_as};

/// Returns the operations of a tag with their names.
pub(super) fn of_tag(
    plan: &Plan,
    tag: usize,
) -> impl Iterator<Item = (&Operation, &OperationNames)> {
    plan.api
        .operations
        .iter()
        .zip(&plan.names.operations)
        .filter(move |(operation, _)| operation.tag == tag)
}

/// Returns `src/operations.rs`, `src/webhooks.rs` and `src/callbacks.rs` with their submodules, as far as the document has
/// such operations.
pub(super) fn emit(plan: &Plan) -> Vec<RustFile<'_>> {
    let mut files = Vec::new();
    for side in sides(plan) {
        let home = side.module();
        files.push(RustFile::new(format!("src/{home}.rs"), move || vec![index(plan, side)]));
        files.extend(plan.api.tags_of(side).filter_map(|tag| {
            let module = plan.names.tags.get(tag)?;
            Some(RustFile::new(format!("src/{home}/{module}.rs"), move || file(plan, tag)))
        }));
    }
    files
}

/// Returns the sides of a package: the API, and webhooks and callbacks if there are any.
pub(super) fn sides(plan: &Plan) -> Vec<Side> {
    let has = |side: &Side| *side == Side::Api || plan.api.tags_of(*side).next().is_some();
    Side::ALL.into_iter().filter(has).collect()
}

/// Returns the name of the module of a side.
pub(super) fn home(side: Side) -> Ident {
    ident(side.module())
}

fn index(plan: &Plan, side: Side) -> TokenStream {
    let head = match side {
        Side::Api => "The operations of the API: a trait and the request types of each tag.",
        Side::Webhooks => {
            "The webhooks of the API: a trait and the request types of each tag. `Sender` sends them, `receiver` serves \
             them."
        }
        Side::Callbacks => {
            "The callbacks of the API: a trait and the request types of each tag. `Sender` sends them, `receiver` serves \
             them."
        }
    };
    let head = docs::inner(&[head.to_owned()]);
    let name = |tag: usize| plan.names.tags.get(tag).map(|tag| ident(tag));
    let modules = plan.api.tags_of(side).filter_map(|tag| {
        let (cfg, name) = (behind(plan, tag), name(tag)?);
        Some(quote!(#cfg mod #name;))
    });
    let uses = plan.api.tags_of(side).map(|tag| {
        let module = name(tag);
        let names = of_tag(plan, tag).flat_map(|(operation, names)| {
            let outcome = operation.has_several_outputs().then_some(&names.outcome);
            let error = (!operation.errors.is_empty()).then_some(&names.error);
            let body = operation.has_several_bodies().then_some(&names.body);
            std::iter::once(&names.request).chain(body).chain(outcome).chain(error)
        });
        let names = names.chain(plan.names.traits.get(tag)).map(|name| ident(name));
        let cfg = behind(plan, tag);
        quote!(#cfg pub use #module::{#(#names),*};)
    });
    let ends = (side != Side::Api).then(|| {
        let end = |name: &str| (!plan.choices.embedded).then(|| quote!(#[cfg(feature = #name)]));
        let (client, server) = (end("client"), end("server"));
        let ends = plan.choices.ends;
        let sender = ends.client().then(|| quote!(#client mod sender;));
        let receiver = ends.server().then(|| quote!(#server pub mod receiver;));
        let sends = ends.client().then(|| quote!(#client pub use sender::{Sender, SenderBuilder};));
        quote!(#sender #receiver #sends)
    });
    quote!(#head #ends #(#modules)* #(#uses)*)
}

fn file(plan: &Plan, tag: usize) -> Code {
    let name = plan.api.tags.get(tag).map(|tag| tag.name.clone()).unwrap_or_default();
    let side = plan.api.tags.get(tag).map_or(Side::Api, |tag| tag.side);
    let head = docs::inner(&[match side {
        Side::Api => format!("The operations of the tag `{}`.", name.replace('`', "'")),
        _ => format!("The {} of the tag `{}`.", side.module(), name.replace('`', "'")),
    }]);
    // The functions that return the URL of a callback use the request type of the operation that declares it.
    let owner_sides: BTreeSet<Side> = of_tag(plan, tag)
        .flat_map(|(operation, _)| &operation.callback_of)
        .filter_map(|owner| plan.api.operations.get(owner.operation))
        .map(|operation| plan.api.side(operation))
        .collect();
    let owner_modules = owner_sides.into_iter().map(home);
    let uses = quote! {
        use counterpart_wire as wire;
        use crate::headers;
        #(use crate::#owner_modules;)*
        use crate::problems;
        use crate::security;
        use crate::types;
        use crate::xml;
    };
    let items = of_tag(plan, tag).map(|(op, names)| operation(plan, op, names));
    let head = [head, uses].into_iter().collect();
    [head, interface(plan, tag)].into_iter().chain(items).collect()
}

/// Returns the `cfg` attribute for the items of a tag, if the tag has a feature.
pub(super) fn behind(plan: &Plan, tag: usize) -> Option<TokenStream> {
    match plan.choices.features(tag) {
        [] => None,
        [feature] => Some(quote!(#[cfg(feature = #feature)])),
        several => Some(quote!(#[cfg(all(#(feature = #several),*))])),
    }
}

/// Returns the trait of a tag.
fn interface(plan: &Plan, tag: usize) -> TokenStream {
    let name = ident(plan.names.traits.get(tag).map_or("Api", String::as_str));
    let tag_docs = plan.api.tags.get(tag).map(|tag| tag.docs.clone()).unwrap_or_default();
    let side = plan.api.tags.get(tag).map_or(Side::Api, |tag| tag.side);
    let (what, more) = match side {
        Side::Api => (
            "The operations of this tag.",
            "Implement this trait to serve the API. The generated `Client` implements it as well.",
        ),
        Side::Webhooks => (
            "The webhooks of this tag.",
            "Implement this trait to receive the webhooks. The generated `Sender` implements it as well.",
        ),
        Side::Callbacks => (
            "The callbacks of this tag.",
            "Implement this trait to receive the callbacks. The generated `Sender` implements it as well.",
        ),
    };
    let head = docs::docs_or(&tag_docs, what, &[more.to_owned()]);
    let methods = of_tag(plan, tag).map(|(operation, names)| {
        let answers = answers::lines(
            plan,
            operation,
            names,
            answers::Links { root: "super::super::", operations: "" },
        );
        let docs = operation_docs(plan, operation, &answers);
        let (method, request) = (ident(&names.method), ident(&names.request));
        let principal = match access(operation) {
            Access::Open => quote!(()),
            Access::Optional => quote!(Option<Self::Principal>),
            Access::Secured => quote!(Self::Principal),
        };
        let body = match plan.choices.methods {
            TraitMethods::Required => quote!(;),
            TraitMethods::Default => quote!({ wire::not_implemented(call) }),
        };
        quote! {
            #docs
            fn #method(
                &self,
                call: wire::Call<#request, #principal>,
            ) -> impl Future<Output = wire::Outcome<#request>> + Send #body
        }
    });
    let principal = quote! {
        /// The authenticated caller, as returned by the authenticator of the server.
        type Principal: Send + Sync + 'static;
    };
    let items = braced(std::iter::once(principal).chain(methods));
    quote!(#head pub trait #name: Send + Sync + 'static #items)
}

/// Returns the documentation of an operation: its description, method and path, links and responses.
pub(super) fn operation_docs(
    plan: &Plan,
    operation: &Operation,
    answers: &[String],
) -> TokenStream {
    let (method, path) = (&operation.method, &operation.path);
    let name = || {
        let first = path.split('/').nth(1).unwrap_or_default();
        docs::code(&percent_decode_str(first).decode_utf8_lossy())
    };
    let mut more = vec![match plan.api.side(operation) {
        Side::Api => docs::code(&format!("{method} {path}")),
        Side::Webhooks => format!("Webhook {}, sent with `{method}`.", name()),
        Side::Callbacks => format!("Callback {}, sent with `{method}`.", name()),
    }];
    if operation.deprecated {
        more.push("Deprecated.".to_owned());
    }
    more.extend(links::lines(plan, operation));
    more.extend(answers.iter().cloned());
    docs::docs(&operation.docs, &more)
}

fn operation(plan: &Plan, operation: &Operation, names: &OperationNames) -> TokenStream {
    let request = request::declaration(plan, operation, names);
    let body = body::declaration(plan, operation, names);
    let outcome = outcome::declarations(plan, operation, names);
    let name = ident(&names.request);
    let spec = spec::emit(plan, operation);
    let output = outcome::output(plan, operation, names);
    let error = outcome::error(operation, names);
    let write = request::write(plan, operation, names);
    let read = request::read(plan, operation, names);
    let respond = outcome::respond(plan, operation, names);
    let receive = outcome::receive(plan, operation, names);
    let to = request::parameter(&write, "to");
    let paging = paging::emit(plan, operation, names);
    let callback_urls = callback::emit(plan, operation, names);
    let server = operation.servers.first().map(|server| {
        let url = server.address();
        quote!(const SERVER: Option<&'static str> = Some(#url);)
    });
    let neighbours = request::neighbours(operation, names);
    let from = request::parameter(&read, &request::reader(names).to_string());
    let (write, read) = (braced([write]), braced([read]));
    let (respond, receive) = (braced([respond]), braced([receive]));
    let implementation = quote! {
        impl wire::Operation for #name {
            type Output = #output;
            type Error = #error;
            const SPEC: &'static wire::OperationSpec = &#spec;
            #server
            #neighbours
            fn write(self, #to: &mut wire::RequestWriter) #write
            fn read(#from: &mut wire::RequestReader) -> Option<Self> #read
            fn respond(outcome: Result<Self::Output, Self::Error>) -> wire::http::Response<wire::Body> #respond
            fn receive(from: wire::ResponseReader) -> Result<Result<Self::Output, Self::Error>, wire::Fault> #receive
        }
    };
    let parts =
        [Some(request), body, Some(outcome), Some(implementation), Some(paging), callback_urls];
    parts.into_iter().flatten().collect()
}

/// Returns the first content of the body, and whether the body is required.
pub(super) fn body_of(operation: &Operation) -> Option<(&crate::api::Content, bool)> {
    let body = operation.body.as_ref()?;
    Some((body.contents.first()?, body.required))
}
