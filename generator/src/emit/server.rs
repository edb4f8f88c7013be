//! The generated server: a router for any implementation of the traits.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::operations::{Access, access, behind, home, of_tag, sides};
use super::tokens::ident;
use super::{RustFile, docs};
use crate::api::{Server, Side};
use crate::pass::Plan;

/// Returns `src/server.rs`, and the receivers of webhooks and callbacks.
pub(super) fn emit(plan: &Plan) -> Vec<RustFile<'_>> {
    let path = |side: Side| match side {
        Side::Api => "src/server.rs".to_owned(),
        _ => format!("src/{}/receiver.rs", side.module()),
    };
    sides(plan)
        .into_iter()
        .map(|side| RustFile::new(path(side), move || vec![tokens(plan, side)]))
        .collect()
}

/// Returns the function that serves the API below the path of the document's server.
fn mounted(
    plan: &Plan,
    side: Side,
    bounds: &TokenStream,
    cfgs: &[Option<TokenStream>],
    tags: &[TokenStream],
) -> Option<TokenStream> {
    let base = plan.api.servers.first().map(Server::path).unwrap_or_default();
    let own = plan.api.operations.iter().any(|operation| !operation.servers.is_empty());
    if side != Side::Api || (base.is_empty() && !own) {
        return None;
    }
    Some(quote! {
        /// The path of the first server of the document.
        pub const BASE_PATH: &str = #base;

        /// Like [`router_with`], but serves each operation below the path of its server. Use it for clients whose base
        /// URL has no path.
        pub fn mounted<T, A>(api: T, authenticator: A, limits: Limits) -> Router
        where
            #bounds,
            A: Authenticator,
        {
            let routes = Routes::new(api, authenticator, limits).below(BASE_PATH);
            #(#cfgs let routes = #tags(routes);)*
            routes.into_router()
        }
    })
}

fn tokens(plan: &Plan, side: Side) -> TokenStream {
    let home = home(side);
    let head = docs::inner(&[match side {
        Side::Api => "The server: a router for an implementation of the traits.".to_owned(),
        _ => {
            format!("The receiver: a router for an implementation of the {}.", side.module())
        }
    }]);
    let paths = match side {
        Side::Api => {
            "Routes have the paths of the document. Use `Router::nest` to serve them below the path of a server."
        }
        _ => {
            "The path of each route is its name in the document. Use `Router::nest` to serve the routes below the URL that \
             senders use, or set other paths with `Routes::paths`."
        }
    };
    let about = docs::from_lines(&[
        "Serves `api` to the callers that `authenticator` accepts, with the default limits."
            .to_owned(),
        String::new(),
        paths.to_owned(),
    ]);
    let of_side: Vec<usize> = plan.api.tags_of(side).collect();
    let named = |names: &[String]| -> Vec<Ident> {
        of_side.iter().filter_map(|tag| Some(ident(names.get(*tag)?))).collect()
    };
    let traits = named(&plan.names.traits);
    let tags: Vec<TokenStream> = named(&plan.names.tags).iter().map(called).collect();
    let served = traits.iter().map(|name| quote!(#home::#name<Principal = A::Principal>));
    let bounds = quote!(T: #(#served)+*);
    let bounds = if traits.is_empty() {
        quote!(T: Send + Sync + 'static)
    } else if plan.choices.has_features() {
        let with = traits.iter().map(with);
        quote!(T: #(#with<A::Principal>)+* + Send + Sync + 'static)
    } else {
        bounds
    };
    let cfgs: Vec<_> = of_side.iter().map(|tag| behind(plan, *tag)).collect();
    let conditions = of_side.iter().filter_map(|tag| condition(plan, *tag, &home));
    let unused = plan.choices.has_features().then(|| quote!(#[allow(unused_imports)]));
    let mounted = mounted(plan, side, &bounds, &cfgs, &tags);
    let groups = of_side.iter().map(|tag| {
        let tag = *tag;
        let name = plan.names.tags.get(tag).map(|name| ident(name));
        let bound = plan.names.traits.get(tag).map(|name| ident(name));
        let tag_name = plan.api.tags.get(tag).map(|tag| tag.name.replace('`', "'"));
        let docs = docs::from_lines(&[format!(
            "Adds the routes of the tag `{}`.",
            tag_name.unwrap_or_default()
        )]);
        let routes = of_tag(plan, tag).map(|(operation, names)| {
            let (method, request) = (ident(&names.method), ident(&names.request));
            let add = ident(match access(operation) {
                Access::Open => "open",
                Access::Optional => "optional",
                Access::Secured => "secured",
            });
            quote!(.#add::<#home::#request, _>(T::#method))
        });
        let cfg = behind(plan, tag);
        quote! {
            #cfg
            #docs
            pub fn #name<T, A>(routes: Routes<T, A>) -> Routes<T, A>
            where
                T: #home::#bound<Principal = A::Principal>,
                A: Authenticator,
            {
                routes #(#routes)*
            }
        }
    });
    quote! {
        #head
        use counterpart_wire::server::{Authenticator, Limits, Router, Routes};
        #unused
        use crate::#home;

        #about
        pub fn router<T, A>(api: T, authenticator: A) -> Router
        where
            #bounds,
            A: Authenticator,
        {
            router_with(api, authenticator, Limits::default())
        }

        /// Like [`router`], with the given limits.
        pub fn router_with<T, A>(api: T, authenticator: A, limits: Limits) -> Router
        where
            #bounds,
            A: Authenticator,
        {
            let routes = Routes::new(api, authenticator, limits);
            #(#cfgs let routes = #tags(routes);)*
            routes.into_router()
        }
        #mounted
        #(#groups)*
        #(#conditions)*
    }
}

/// Returns the path of the function of a tag, which a local variable may shadow.
fn called(name: &Ident) -> TokenStream {
    let is_shadowed = ["api", "authenticator", "limits", "routes"].iter().any(|it| name == it);
    if is_shadowed { quote!(self::#name) } else { quote!(#name) }
}

/// Returns the name of the trait that requires the trait of a tag if the feature of the tag is enabled.
fn with(name: &Ident) -> Ident {
    ident(&format!("With{name}"))
}

/// Returns this trait. It is necessary because `cfg` is not allowed on trait bounds.
fn condition(plan: &Plan, tag: usize, home: &Ident) -> Option<TokenStream> {
    let features = plan.choices.features(tag);
    if features.is_empty() {
        return None;
    }
    let name = ident(plan.names.traits.get(tag)?);
    let with = with(&name);
    let docs = docs::from_lines(&[format!(
        "Requires `{name}` if the feature of its tag is enabled, and nothing otherwise."
    )]);
    Some(quote! {
        #[cfg(all(#(feature = #features),*))]
        #docs
        pub trait #with<P>: #home::#name<Principal = P> {}
        #[cfg(all(#(feature = #features),*))]
        impl<T: #home::#name<Principal = P>, P> #with<P> for T {}
        #[cfg(not(all(#(feature = #features),*)))]
        #docs
        pub trait #with<P> {}
        #[cfg(not(all(#(feature = #features),*)))]
        impl<T, P> #with<P> for T {}
    })
}
