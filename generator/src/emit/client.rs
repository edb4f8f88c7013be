//! The generated client: its builder, a method for each operation, and its implementations of the API traits.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::operations::{Access, access, answers, behind, home, of_tag, operation_docs, sides};
use super::tokens::{braced, ident};
use super::{RustFile, docs};
use crate::api::{SchemeKind, Server, Side};
use crate::pass::{OperationNames, Plan};

/// Returns `src/client.rs`, and the senders of webhooks and callbacks.
pub(super) fn emit(plan: &Plan) -> Vec<RustFile<'_>> {
    let path = |side: Side| match side {
        Side::Api => "src/client.rs".to_owned(),
        _ => format!("src/{}/sender.rs", side.module()),
    };
    sides(plan)
        .into_iter()
        .map(|side| RustFile::new(path(side), move || vec![tokens(plan, side)]))
        .collect()
}

fn tokens(plan: &Plan, side: Side) -> TokenStream {
    let home = home(side);
    let end = End::of(side);
    let End { client, builder, .. } = &end;
    let head = docs::inner(&[match side {
        Side::Api => "The client, which implements the traits of the API.".to_owned(),
        _ => format!("The sender of the {}, which implements their traits.", side.module()),
    }]);
    let base = match plan.api.servers.first() {
        Some(server) if server.is_absolute() => {
            let url = server.address();
            quote!(Some(#url))
        }
        _ => quote!(None),
    };
    let (operation_servers, own_urls) = operation_servers(plan, side);
    let new_builder = if side == Side::Api {
        quote!(wire::client::Builder::new(#base) #(#operation_servers)*)
    } else {
        quote!(wire::client::Builder::sender())
    };
    let is_empty = plan.api.tags_of(side).next().is_none();
    let methods = methods(plan, side);
    let credentials = credentials(plan);
    // The client is unused if the document has no operations.
    let may_be_empty = is_empty || plan.choices.has_features();
    let unused = may_be_empty.then(|| quote!(#[allow(dead_code)]));
    let impls = plan.api.tags_of(side).map(|tag| implementation(plan, tag, &home, client));
    let (client_docs, base_url_docs) =
        (docs::from_lines(&[end.what.to_owned()]), docs::from_lines(&[end.base.to_owned()]));
    let (constructor_docs, builder_docs) = (
        docs::from_lines(&[format!("Returns a builder for a {}.", end.word)]),
        docs::from_lines(&[format!("Configures and creates a [`{client}`].")]),
    );
    let build_docs = docs::from_lines(&[
        format!("Creates the {}.", end.word),
        String::new(),
        "# Errors".to_owned(),
        String::new(),
        "Fails when a URL, header or credential is invalid, or the transport cannot be set up."
            .to_owned(),
    ]);
    let constructor = quote! {
        #constructor_docs
        pub fn builder() -> #builder {
            #builder(#new_builder)
        }
    };
    let methods = braced(std::iter::once(constructor).chain(methods));
    quote! {
        #head
        use std::time::Duration;
        use counterpart_wire as wire;
        use wire::client::BuildError;
        #[allow(unused_imports)]
        use crate::{#home, security};

        #client_docs
        #[derive(Debug, Clone)]
        #unused
        pub struct #client(wire::client::Client);

        impl #client #methods

        #builder_docs
        #[derive(Debug)]
        #[must_use]
        pub struct #builder(wire::client::Builder);

        impl #builder {
            #base_url_docs
            pub fn base_url(self, url: impl Into<String>) -> Self {
                Self(self.0.base_url(url))
            }
            #(#own_urls)*
            #(#credentials)*
            /// Sets how long a call may take. The default is 30 seconds.
            pub fn timeout(self, timeout: Duration) -> Self {
                Self(self.0.timeout(timeout))
            }
            /// Changes any other setting: headers, limits, the transport.
            pub fn configure(
                self,
                change: impl FnOnce(wire::client::Builder) -> wire::client::Builder,
            ) -> Self {
                Self(change(self.0))
            }
            #build_docs
            pub fn build(self) -> Result<#client, BuildError> {
                self.0.build().map(#client)
            }
        }
        #(#impls)*
    }
}

/// Returns a method for each operation.
fn methods(plan: &Plan, side: Side) -> Vec<TokenStream> {
    let home = home(side);
    let links = match side {
        Side::Api => answers::Links { root: "super::", operations: "super::operations::" },
        _ => answers::Links { root: "super::super::", operations: "super::" },
    };
    let operations = plan.api.operations.iter().zip(&plan.names.operations);
    let of_side = operations.filter(|(operation, _)| plan.api.side(operation) == side);
    let methods = of_side.map(|(operation, names)| {
        let answers = answers::lines(plan, operation, names, links);
        let docs = operation_docs(plan, operation, &answers);
        let (method, request) = (ident(&names.method), ident(&names.request));
        let cfg = behind(plan, operation.tag);
        let walk = walk(names, &home).map(|walk| quote!(#cfg #walk));
        quote! {
            #cfg
            #docs
            pub fn #method(&self, request: #home::#request) -> wire::client::Pending<#home::#request> {
                self.0.call(request)
            }
            #walk
        }
    });
    methods.collect()
}

/// Returns the calls that register the servers of single operations in a new builder, and the builder methods that
/// change their URLs.
fn operation_servers(plan: &Plan, side: Side) -> (Vec<TokenStream>, Vec<TokenStream>) {
    let default_url = |index: usize| plan.servers.get(index)?.first().map(Server::address);
    let sets = || (1..plan.servers.len()).filter(|_| side == Side::Api);
    let known = sets().filter_map(default_url).map(|url| quote!(.operation_server(#url)));
    let urls = sets().filter_map(|index| {
        let (url, names) = (default_url(index)?, plan.names.servers.get(index)?);
        let method = ident(&names.method);
        let docs = docs::from_lines(&[format!(
            "Sets the URL of the operations that the document serves at `{}`.",
            url.replace('`', "'")
        )]);
        Some(quote! {
            #docs
            pub fn #method(self, url: impl Into<String>) -> Self {
                Self(self.0.operation_server_url(#url, url))
            }
        })
    });
    (known.collect(), urls.collect())
}

/// The type names and documentation of a client or sender.
struct End {
    client: Ident,
    builder: Ident,
    word: &'static str,
    what: &'static str,
    base: &'static str,
}

impl End {
    fn of(side: Side) -> Self {
        match side {
            Side::Api => Self {
                client: ident("Client"),
                builder: ident("ClientBuilder"),
                word: "client",
                what: "A client of the API. Clones share their connections.",
                base: "Sets the URL of the server. The default is the first server of the document.",
            },
            _ => Self {
                client: ident("Sender"),
                builder: ident("SenderBuilder"),
                word: "sender",
                what: "Sends requests to receivers. Use `to` on a call to set its receiver. Clones share their connections.",
                base: "Sets the URL at which the receiver is mounted, for calls without `to`.",
            },
        }
    }
}

/// Returns the method that iterates over all items of a paged list.
fn walk(names: &OperationNames, home: &Ident) -> Option<TokenStream> {
    if names.walk.is_empty() {
        return None;
    }
    let (walk, request) = (ident(&names.walk), ident(&names.request));
    let docs = docs::from_lines(&[format!(
        "Returns a stream of all items of [`{}`](Self::{}). It requests one page after another.",
        names.method, names.method
    )]);
    Some(quote! {
        #docs
        pub fn #walk(&self, request: #home::#request) -> wire::client::Items<#home::#request> {
            self.0.items(request)
        }
    })
}

/// Returns a builder method for each security scheme.
fn credentials(plan: &Plan) -> Vec<TokenStream> {
    let names = plan.names.credentials.iter().zip(&plan.names.schemes);
    plan.api
        .schemes
        .iter()
        .zip(names)
        .map(|(scheme, (method, rust))| {
            let (method, rust) = (ident(method), ident(rust));
            let name = scheme.name.replace('`', "'");
            let docs = docs::from_lines(&[format!("Sets the credential for the security scheme `{name}`.")]);
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

/// Returns the implementation of the trait of `tag` for the client.
fn implementation(plan: &Plan, tag: usize, home: &Ident, client: &Ident) -> TokenStream {
    let name = ident(plan.names.traits.get(tag).map_or("Api", String::as_str));
    let methods = of_tag(plan, tag).map(|(operation, names)| {
        let (method, request) = (ident(&names.method), ident(&names.request));
        let (principal, forward) = match access(operation) {
            Access::Open => (quote!(()), quote!(forward_open)),
            Access::Optional => (quote!(Option<wire::Credentials>), quote!(forward_optional)),
            Access::Secured => (quote!(wire::Credentials), quote!(forward)),
        };
        quote! {
            fn #method(
                &self,
                call: wire::Call<#home::#request, #principal>,
            ) -> impl Future<Output = wire::Outcome<#home::#request>> + Send {
                self.0.#forward(call)
            }
        }
    });
    let principal = quote!(
        type Principal = wire::Credentials;
    );
    let items = braced(std::iter::once(principal).chain(methods));
    let cfg = behind(plan, tag);
    quote! {
        #cfg
        impl #home::#name for #client #items
    }
}
