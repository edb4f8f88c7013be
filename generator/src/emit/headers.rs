//! Response headers: a struct for each set of headers, with its serialization and deserialization.

use proc_macro2::TokenStream;
use quote::quote;

use super::operations::constant;
use super::tokens::{From, ident};
use super::types::Member;
use super::{RustFile, docs};
use crate::api::{HeaderSet, Parameter, Type};
use crate::pass::{HeaderNames, Plan};

/// Returns `src/headers.rs`, if any response has headers.
pub(super) fn emit(plan: &Plan) -> Option<RustFile<'_>> {
    (!plan.api.headers.is_empty()).then(|| RustFile::new("src/headers.rs", || vec![tokens(plan)]))
}

fn tokens(plan: &Plan) -> TokenStream {
    let head = docs::inner(&["Headers of responses.".to_owned()]);
    let sets = plan.api.headers.iter().zip(&plan.names.headers);
    let items: Vec<TokenStream> = sets.map(|(set, names)| item(plan, set, names)).collect();
    let items = quote!(#(#items)*);
    quote!(#head use counterpart_wire as wire; use crate::types; #items)
}

fn item(plan: &Plan, set: &HeaderSet, names: &HeaderNames) -> TokenStream {
    let name = ident(&names.name);
    let head = docs::line(format!("Headers of the response {}.", docs::code(&set.name)));
    let all: Vec<(&Parameter, Member)> = set
        .headers
        .iter()
        .zip(&names.fields)
        .map(|(header, field)| (header, member(plan, header, field)))
        .collect();
    let fields = all.iter().map(|(_, member)| member.declaration());
    let constants: Vec<_> = names.constants.iter().map(|name| ident(name)).collect();
    let values = set.headers.iter().map(|header| constant(plan, header));
    let new = constructor(plan, &all);
    let setters =
        all.iter().filter(|(header, _)| !header.required).map(|(_, member)| member.setter());
    let default = (!set.headers.iter().any(|header| header.required)).then(|| quote!(, Default));
    let rust: Vec<_> = all.iter().map(|(_, member)| &member.name).collect();
    let reads = set
        .headers
        .iter()
        .map(|header| if header.required { quote!(required) } else { quote!(header) });
    quote! {
        #head
        #[derive(Debug, Clone, PartialEq #default)]
        #[non_exhaustive]
        pub struct #name { #(#fields)* }
        impl #name {
            #(const #constants: wire::Param = #values;)*
            #new
            #(#setters)*
        }
        impl wire::Headers for #name {
            fn write(&self, to: &mut wire::HeaderWriter<'_>) {
                #(to.header(&Self::#constants, self.#rust.as_ref());)*
            }
            fn read(from: &wire::HeaderReader<'_>) -> Self {
                Self { #(#rust: from.#reads(&Self::#constants),)* }
            }
        }
    }
}

/// Returns the field of a header. It is optional, because a server may omit even a required header.
fn member(plan: &Plan, header: &Parameter, field: &str) -> Member {
    let always = "Required: a server that conforms to the document always sends it.";
    let required = header.required.then(|| always.to_owned());
    let deprecated = header.deprecated.then(|| "Deprecated.".to_owned());
    let facts = docs::facts(&header.ty, header.default.as_ref());
    let more: Vec<String> = facts.into_iter().chain(required).chain(deprecated).collect();
    let docs = docs::docs(&header.docs, &more);
    let ty = Type { nullable: false, ..header.ty.clone() };
    Member::new(plan, field, &ty, false, docs, From::Elsewhere)
}

/// Returns the constructor, which takes the required headers.
fn constructor(plan: &Plan, all: &[(&Parameter, Member)]) -> TokenStream {
    let required = |header: &Parameter, field: &str| {
        let ty = Type { nullable: false, ..header.ty.clone() };
        Member::new(plan, field, &ty, true, TokenStream::new(), From::Elsewhere)
    };
    if !all.iter().any(|(header, _)| header.required) {
        return quote! {
            /// Creates a value without headers.
            #[must_use]
            pub fn new() -> Self { Self::default() }
        };
    }
    let parameters = all
        .iter()
        .filter(|(header, _)| header.required)
        .map(|(header, member)| required(header, &member.name.to_string()).parameter());
    let values = all.iter().map(|(header, member)| {
        let name = &member.name;
        let into = super::tokens::takes_into(plan, &header.ty).then(|| quote!(.into()));
        if header.required { quote!(#name: Some(#name #into),) } else { quote!(#name: None,) }
    });
    quote! {
        /// Creates a value from the required headers.
        #[must_use]
        pub fn new(#(#parameters),*) -> Self { Self { #(#values)* } }
    }
}
