//! Operations: a file for each tag, with its trait, and for each operation the request, the outcome and both
//! directions of the wire.

mod body;
mod events;
mod outcome;
mod paging;
mod request;
mod spec;

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::ident;
use super::{RustFile, docs};
use crate::api::{Docs, Operation};
use crate::pass::{OperationNames, Plan};

/// Who may call an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    Open,
    Optional,
    Secured,
}

/// Who may call `operation`, by the alternatives of its security.
pub(super) fn access(operation: &Operation) -> Access {
    let free = operation.security.iter().any(|need| need.0.is_empty());
    let named = operation.security.iter().any(|need| !need.0.is_empty());
    match (named, free) {
        (false, _) => Access::Open,
        (true, true) => Access::Optional,
        (true, false) => Access::Secured,
    }
}

pub(super) use request::constant;

/// The operations of a tag with their names.
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

/// `src/operations.rs` and the files below it.
pub(super) fn emit(plan: &Plan) -> Vec<RustFile<'_>> {
    let mut files = vec![RustFile::new("src/operations.rs", || index(plan))];
    files.extend(plan.names.tags.iter().enumerate().map(|(tag, module)| {
        RustFile::new(format!("src/operations/{module}.rs"), move || file(plan, tag))
    }));
    files
}

fn index(plan: &Plan) -> TokenStream {
    let head = docs::inner(&[
        "The operations of the document: a trait and the requests of each tag.".to_owned(),
    ]);
    let modules: Vec<_> = plan.names.tags.iter().map(|tag| ident(tag)).collect();
    let uses = (0..plan.api.tags.len()).map(|tag| {
        let module = modules.get(tag);
        let names = of_tag(plan, tag).flat_map(|(operation, names)| {
            let outcome = operation.has_several_outputs().then_some(&names.outcome);
            let error = (!operation.errors.is_empty()).then_some(&names.error);
            let body = operation.has_several_bodies().then_some(&names.body);
            std::iter::once(&names.request).chain(body).chain(outcome).chain(error)
        });
        let names = names.chain(plan.names.traits.get(tag)).map(|name| ident(name));
        quote!(pub use #module::{#(#names),*};)
    });
    quote!(#head #(mod #modules;)* #(#uses)*)
}

fn file(plan: &Plan, tag: usize) -> TokenStream {
    let name = plan.api.tags.get(tag).map(|tag| tag.name.clone()).unwrap_or_default();
    let head = docs::inner(&[format!("The operations of the tag `{}`.", name.replace('`', "'"))]);
    let uses = quote! {
        use counterpart_wire as wire;
        use crate::headers;
        use crate::problems;
        use crate::security;
        use crate::types;
    };
    let items = of_tag(plan, tag).map(|(op, names)| operation(plan, op, names));
    // Put together without a copy of each.
    [head, uses, interface(plan, tag)].into_iter().chain(items).collect()
}

/// The trait of a tag.
fn interface(plan: &Plan, tag: usize) -> TokenStream {
    let name = ident(plan.names.traits.get(tag).map_or("Api", String::as_str));
    let tag_docs = plan.api.tags.get(tag).map(|tag| tag.docs.clone()).unwrap_or_default();
    let more =
        ["An API is served by implementing this trait; a client implements it too.".to_owned()];
    let head = docs::docs(&tag_docs, "The operations of this tag.", &more);
    let methods = of_tag(plan, tag).map(|(operation, names)| {
        let docs = operation_docs(operation);
        let (method, request) = (ident(&names.method), ident(&names.request));
        let principal = match access(operation) {
            Access::Open => quote!(()),
            Access::Optional => quote!(Option<Self::Principal>),
            Access::Secured => quote!(Self::Principal),
        };
        quote! {
            #docs
            fn #method(
                &self,
                call: wire::Call<#request, #principal>,
            ) -> impl Future<Output = wire::Outcome<#request>> + Send;
        }
    });
    quote! {
        #head
        pub trait #name: Send + Sync + 'static {
            /// What authentication proves about a caller.
            type Principal: Send + Sync + 'static;
            #(#methods)*
        }
    }
}

/// Documentation of an operation: the document's, then its method and path.
pub(super) fn operation_docs(operation: &Operation) -> TokenStream {
    let mut more = vec![format!("`{} {}`", operation.method, operation.path.replace('`', "'"))];
    if operation.deprecated {
        more.push("Deprecated.".to_owned());
    }
    docs::docs(&operation.docs, &format!("`{}`.", operation.id.replace('`', "'")), &more)
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
    let respond = outcome::respond(operation, names);
    let receive = outcome::receive(operation, names);
    let to = request::parameter(&write, "to");
    let paging = paging::emit(plan, operation, names);
    let from = request::parameter(&read, &request::reader(names).to_string());
    let implementation = quote! {
        impl wire::Operation for #name {
            type Output = #output;
            type Error = #error;
            const SPEC: &'static wire::OperationSpec = &#spec;
            fn write(self, #to: &mut wire::RequestWriter) { #write }
            fn read(#from: &mut wire::RequestReader) -> Option<Self> { #read }
            fn respond(outcome: Result<Self::Output, Self::Error>) -> wire::http::Response<wire::Body> {
                #respond
            }
            fn receive(from: wire::ResponseReader) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
                #receive
            }
        }
    };
    [request, quote!(#body), outcome, implementation, quote!(#paging)].into_iter().collect()
}

/// The first content of the body, and whether it must be there.
pub(super) fn body_of(operation: &Operation) -> Option<(&crate::api::Content, bool)> {
    let body = operation.body.as_ref()?;
    Some((body.contents.first()?, body.required))
}

/// Documentation of something that the document may not describe.
pub(super) fn docs_or(found: &Docs, otherwise: &str, more: &[String]) -> TokenStream {
    docs::docs(found, otherwise, more)
}
