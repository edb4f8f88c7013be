//! The client: a builder, a method for each operation, and the traits of the API.

use proc_macro2::TokenStream;
use quote::quote;

use super::operations::{Access, access, of_tag, operation_docs};
use super::tokens::ident;
use super::{RustFile, docs};
use crate::api::SchemeKind;
use crate::pass::{OperationNames, Plan};

/// `src/client.rs`.
pub(super) fn emit(plan: &Plan) -> RustFile<'_> {
    RustFile::new("src/client.rs", || tokens(plan))
}

fn tokens(plan: &Plan) -> TokenStream {
    let head =
        docs::inner(&["The calling end: a client, which implements the traits too.".to_owned()]);
    let base = match plan.api.servers.first() {
        Some(url) if url.starts_with("http://") || url.starts_with("https://") => {
            quote!(Some(#url))
        }
        _ => quote!(None),
    };
    let methods = plan.api.operations.iter().zip(&plan.names.operations).map(|(operation, names)| {
        let docs = operation_docs(operation);
        let (method, request) = (ident(&names.method), ident(&names.request));
        let walk = walk(names);
        quote! {
            #docs
            pub fn #method(&self, request: operations::#request) -> wire::client::Pending<operations::#request> {
                self.0.start(request)
            }
            #walk
        }
    });
    let credentials = credentials(plan);
    // A document may have nothing to call.
    let unused = plan.api.operations.is_empty().then(|| quote!(#[allow(dead_code)]));
    let impls = (0..plan.api.tags.len()).map(|tag| implementation(plan, tag));
    quote! {
        #head
        use std::time::Duration;
        use counterpart_wire as wire;
        use wire::client::BuildError;
        #[allow(unused_imports)]
        use crate::{operations, security};

        /// Calls the API. Clones share their connections.
        #[derive(Debug, Clone)]
        #unused
        pub struct Client(wire::client::Client);

        impl Client {
            /// Begins to make a client.
            pub fn builder() -> ClientBuilder {
                ClientBuilder(wire::client::Builder::new(#base))
            }
            #(#methods)*
        }

        /// Makes a [`Client`].
        #[derive(Debug)]
        #[must_use]
        pub struct ClientBuilder(wire::client::Builder);

        impl ClientBuilder {
            /// Where the server is, if not where the document says.
            pub fn base_url(self, url: impl Into<String>) -> Self {
                Self(self.0.base_url(url))
            }
            #(#credentials)*
            /// How long a call may take; 30 seconds when nothing is said.
            pub fn timeout(self, timeout: Duration) -> Self {
                Self(self.0.timeout(timeout))
            }
            /// Changes what has no method here: headers, limits, the transport.
            pub fn configure(
                self,
                change: impl FnOnce(wire::client::Builder) -> wire::client::Builder,
            ) -> Self {
                Self(change(self.0))
            }
            /// The client.
            pub fn build(self) -> Result<Client, BuildError> {
                self.0.build().map(Client)
            }
        }
        #(#impls)*
    }
}

/// The method that walks through all items of a list.
fn walk(names: &OperationNames) -> Option<TokenStream> {
    if names.walk.is_empty() {
        return None;
    }
    let (walk, request) = (ident(&names.walk), ident(&names.request));
    let docs = docs::from_lines(&[format!(
        "All items that [`{}`](Self::{}) lists, page after page.",
        names.method, names.method
    )]);
    Some(quote! {
        #docs
        pub fn #walk(&self, request: operations::#request) -> wire::client::Items<operations::#request> {
            self.0.walk(request)
        }
    })
}

/// A method of the builder for each security scheme.
fn credentials(plan: &Plan) -> Vec<TokenStream> {
    let names = plan.names.credentials.iter().zip(&plan.names.schemes);
    plan.api
        .schemes
        .iter()
        .zip(names)
        .map(|(scheme, (method, rust))| {
            let (method, rust) = (ident(method), ident(rust));
            let name = scheme.name.replace('`', "'");
            let docs = docs::from_lines(&[format!("The credential for the scheme `{name}`.")]);
            match scheme.kind {
                SchemeKind::Basic => quote! {
                    #docs
                    pub fn #method(self, user: impl Into<String>, password: impl Into<wire::Secret>) -> Self {
                        let credential = wire::Credential::Basic { user: user.into(), password: password.into() };
                        Self(self.0.credential(&security::#rust, credential))
                    }
                },
                SchemeKind::Bearer => quote! {
                    #docs
                    pub fn #method(self, token: impl Into<wire::Secret>) -> Self {
                        Self(self.0.credential(&security::#rust, wire::Credential::Bearer(token.into())))
                    }
                },
                SchemeKind::ApiKey { .. } => quote! {
                    #docs
                    pub fn #method(self, key: impl Into<wire::Secret>) -> Self {
                        Self(self.0.credential(&security::#rust, wire::Credential::ApiKey(key.into())))
                    }
                },
            }
        })
        .collect()
}

/// The client as an implementation of a trait.
fn implementation(plan: &Plan, tag: usize) -> TokenStream {
    let name = ident(plan.names.traits.get(tag).map_or("Api", String::as_str));
    let methods = of_tag(plan, tag).map(|(operation, names)| {
        let (method, request) = (ident(&names.method), ident(&names.request));
        let (principal, forward) = match access(operation) {
            Access::Open => (quote!(()), quote!(forward_open)),
            Access::Optional => (quote!(Option<wire::Credentials>), quote!(forward_optional)),
            Access::Secured => (quote!(wire::Credentials), quote!(forward)),
        };
        quote! {
            async fn #method(
                &self,
                call: wire::Call<operations::#request, #principal>,
            ) -> wire::Outcome<operations::#request> {
                self.0.#forward(call).await
            }
        }
    });
    quote! {
        impl operations::#name for Client {
            type Principal = wire::Credentials;
            #(#methods)*
        }
    }
}
