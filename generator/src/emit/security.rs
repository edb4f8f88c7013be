//! The security schemes of the document, as statics that operations and authenticators refer to.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::ident;
use super::{RustFile, docs};
use crate::api::SchemeKind;
use crate::pass::Plan;

/// Returns `src/security.rs`.
pub(super) fn emit(plan: &Plan) -> RustFile<'_> {
    RustFile::new("src/security.rs", || vec![tokens(plan)])
}

fn tokens(plan: &Plan) -> TokenStream {
    let head = docs::inner(&["The security schemes of the API.".to_owned()]);
    let wire = (!plan.api.schemes.is_empty()).then(|| {
        quote!(
            use counterpart_wire as wire;
        )
    });
    let schemes = plan.api.schemes.iter().zip(&plan.names.schemes).map(|(scheme, rust)| {
        let docs = docs::docs(&scheme.docs, &[]);
        let (rust, name) = (ident(rust), &scheme.name);
        let kind = match &scheme.kind {
            SchemeKind::ApiKey { location, name } => {
                let location = ident(match location.as_str() {
                    "query" => "Query",
                    "cookie" => "Cookie",
                    _ => "Header",
                });
                quote! {
                    wire::SchemeKind::ApiKey { location: wire::Location::#location, name: #name }
                }
            }
            SchemeKind::Bearer => quote!(wire::SchemeKind::Bearer),
            SchemeKind::Basic => quote!(wire::SchemeKind::Basic),
        };
        quote!(#docs pub static #rust: wire::Scheme = wire::Scheme { name: #name, kind: #kind };)
    });
    quote!(#head #wire #(#schemes)*)
}
