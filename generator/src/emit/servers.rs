//! The servers of the document: an enum of the servers that a client can use, with their variables.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::ident;
use super::{RustFile, docs};
use crate::api::{Server, Variable};
use crate::pass::{Plan, ServerNames, SetNames};

/// Returns `src/servers.rs`, if the document has a choice of servers.
pub(super) fn emit(plan: &Plan) -> Option<RustFile<'_>> {
    has(plan).then(|| RustFile::new("src/servers.rs", || vec![tokens(plan)]))
}

/// Whether there are several servers, server variables, or operations with their own servers.
pub(super) fn has(plan: &Plan) -> bool {
    !plan.names.servers.is_empty()
}

fn tokens(plan: &Plan) -> TokenStream {
    let head = docs::inner(&["The servers of the API, for `ClientBuilder::base_url`.".to_owned()]);
    let sets = plan.servers.iter().zip(&plan.names.servers);
    let sets = sets.filter(|(set, _)| !set.is_empty()).map(|(set, names)| list(set, names));
    quote!(#head use counterpart_wire as wire; #(#sets)*)
}

fn list(set: &[Server], names: &SetNames) -> TokenStream {
    let name = ident(&names.name);
    let all = || set.iter().zip(&names.servers);
    let variants = all().map(|(server, names)| {
        let docs = docs::docs(&server.docs, &[docs::code(&server.url)]);
        let variant = ident(&names.variant);
        let payload = (!server.variables.is_empty()).then(|| {
            let ty = ident(&names.name);
            quote!((#ty))
        });
        quote!(#docs #variant #payload,)
    });
    let urls = all().map(|(server, names)| {
        let variant = ident(&names.variant);
        let url = &server.url;
        if server.variables.is_empty() {
            return quote!(Self::#variant => #url.to_owned(),);
        }
        let pairs = server.variables.iter().zip(&names.variables).map(|(variable, rust)| {
            let (name, field) = (&variable.name, ident(&rust.0));
            quote!((#name, server.#field.as_str()))
        });
        quote!(Self::#variant(server) => wire::client::server_url(#url, &[#(#pairs),*]),)
    });
    let first = all().next().map(|(server, names)| {
        let variant = ident(&names.variant);
        let payload = (!server.variables.is_empty()).then(|| {
            let ty = ident(&names.name);
            quote!((#ty::default()))
        });
        quote!(Self::#variant #payload)
    });
    let structs = all().filter(|(server, _)| !server.variables.is_empty());
    let structs = structs.map(|(server, names)| variables(server, names));
    let about = docs::from_lines(std::slice::from_ref(&names.docs));
    quote! {
        #about
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum #name { #(#variants)* }
        impl #name {
            /// Returns the URL of the server.
            #[must_use]
            pub fn url(&self) -> String { match self { #(#urls)* } }
        }
        /// The first server of the document.
        impl Default for #name {
            fn default() -> Self { #first }
        }
        impl From<#name> for String {
            fn from(server: #name) -> Self { server.url() }
        }
        #(#structs)*
    }
}

/// Returns the struct with the variables of a server.
fn variables(server: &Server, names: &ServerNames) -> TokenStream {
    let name = ident(&names.name);
    let head = docs::line(format!("The variables of {}.", docs::code(&server.url)));
    let all = || server.variables.iter().zip(&names.variables);
    let fields = all().map(|(variable, (field, ty, _))| {
        let docs = docs_of(variable);
        let field = ident(field);
        let ty = if ty.is_empty() {
            quote!(String)
        } else {
            let ty = ident(ty);
            quote!(#ty)
        };
        quote!(#docs pub #field: #ty,)
    });
    let defaults = all().map(|(variable, (field, ty, _))| {
        let field = ident(field);
        if ty.is_empty() {
            let default = &variable.default;
            quote!(#field: #default.to_owned(),)
        } else {
            let ty = ident(ty);
            quote!(#field: #ty::default(),)
        }
    });
    let setters = names.variables.iter().map(|(field, ty, _)| {
        let setter = ident(&format!("with_{}", field.trim_end_matches('_')));
        let field = ident(field);
        let (ty, into) = if ty.is_empty() {
            (quote!(impl Into<String>), Some(quote!(.into())))
        } else {
            let ty = ident(ty);
            (quote!(#ty), None)
        };
        quote! {
            #[must_use]
            pub fn #setter(mut self, #field: #ty) -> Self {
                self.#field = #field #into;
                self
            }
        }
    });
    let enums = all().filter(|(variable, _)| !variable.values.is_empty());
    let enums = enums.map(|(variable, (_, ty, values))| choice(variable, ty, values));
    // An enum has its own default, a text has that of the variable.
    let (derived, default) = if all().all(|(_, (_, ty, _))| !ty.is_empty()) {
        (quote!(, Default), TokenStream::new())
    } else {
        let default = quote! {
            impl Default for #name {
                fn default() -> Self { Self { #(#defaults)* } }
            }
        };
        (TokenStream::new(), default)
    };
    quote! {
        #head
        #[derive(Debug, Clone, PartialEq, Eq #derived)]
        #[non_exhaustive]
        pub struct #name { #(#fields)* }
        #default
        impl #name {
            /// Creates a value with the default of each variable.
            #[must_use]
            pub fn new() -> Self { Self::default() }
            #(#setters)*
        }
        #(#enums)*
    }
}

fn docs_of(variable: &Variable) -> TokenStream {
    let mut fact = docs::default(&variable.default);
    fact.replace_range(..1, "D");
    docs::docs(&variable.docs, &[fact + "."])
}

/// Returns the enum with the values of a variable.
fn choice(variable: &Variable, ty: &str, values: &[String]) -> TokenStream {
    let name = ident(ty);
    let head =
        docs::line(format!("A value of the server variable {}.", docs::code(&variable.name)));
    let all = || variable.values.iter().zip(values).map(|(text, value)| (text, ident(value)));
    let variants = all().map(|(text, value)| {
        let docs = docs::line(docs::code(text));
        let first = (*text == variable.default).then(|| quote!(#[default]));
        quote!(#docs #first #value,)
    });
    let texts = all().map(|(text, value)| quote!(Self::#value => #text,));
    quote! {
        #head
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
        #[non_exhaustive]
        pub enum #name { #(#variants)* }
        impl #name {
            /// Returns the value as it appears in the URL.
            #[must_use]
            pub fn as_str(self) -> &'static str { match self { #(#texts)* } }
        }
    }
}
