//! The serving end: a router over any implementation of the traits.

use proc_macro2::TokenStream;
use quote::quote;

use super::operations::{Access, access, of_tag};
use super::tokens::ident;
use super::{RustFile, docs};
use crate::pass::Plan;

/// `src/server.rs`.
pub(super) fn emit(plan: &Plan) -> RustFile<'_> {
    RustFile::new("src/server.rs", || tokens(plan))
}

fn tokens(plan: &Plan) -> TokenStream {
    let head = docs::inner(&[
        "The serving end: a router over any implementation of the traits.".to_owned()
    ]);
    let traits: Vec<_> = plan.names.traits.iter().map(|name| ident(name)).collect();
    let tags: Vec<_> = plan.names.tags.iter().map(|name| ident(name)).collect();
    let bounds = quote!(T: #(operations::#traits<Principal = A::Principal>)+*);
    let bounds = if traits.is_empty() { quote!(T: Send + Sync + 'static) } else { bounds };
    let groups = (0..plan.api.tags.len()).map(|tag| {
        let name = plan.names.tags.get(tag).map(|name| ident(name));
        let bound = plan.names.traits.get(tag).map(|name| ident(name));
        let tag_name = plan.api.tags.get(tag).map(|tag| tag.name.replace('`', "'"));
        let docs = docs::from_lines(&[format!("Adds the operations of the tag `{}`.", tag_name.unwrap_or_default())]);
        let routes = of_tag(plan, tag).map(|(operation, names)| {
            let (method, request) = (ident(&names.method), ident(&names.request));
            let add = ident(match access(operation) {
                Access::Open => "open",
                Access::Optional => "optional",
                Access::Secured => "secured",
            });
            quote! {
                .#add::<operations::#request, _, _>(|api, call| async move { api.#method(call).await })
            }
        });
        quote! {
            #docs
            pub fn #name<T, A>(routes: Routes<T, A>) -> Routes<T, A>
            where
                T: operations::#bound<Principal = A::Principal>,
                A: Authenticator,
            {
                routes #(#routes)*
            }
        }
    });
    quote! {
        #head
        use counterpart_wire::server::{Authenticator, Limits, Router, Routes};
        use crate::operations;

        /// Serves `api` to the callers that `authenticator` proves, within the standard limits.
        ///
        /// The paths are those of the document; mount the router below the path of its server with `nest`.
        pub fn router<T, A>(api: T, authenticator: A) -> Router
        where
            #bounds,
            A: Authenticator,
        {
            router_with(api, authenticator, Limits::default())
        }

        /// Serves `api` within limits of one's own.
        pub fn router_with<T, A>(api: T, authenticator: A, limits: Limits) -> Router
        where
            #bounds,
            A: Authenticator,
        {
            let routes = Routes::new(api, authenticator, limits);
            #(let routes = #tags(routes);)*
            routes.into_router()
        }
        #(#groups)*
    }
}
