//! The examples in the generated README, built from the examples in the document: one call, and a server for one tag.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use serde_json::Value as Json;

use super::operations::{Access, access, body_of, of_tag};
use super::tokens::{From, ident, may_be_null, takes_into};
use crate::api::{
    Codec, Kind, Operation, Payload, Rest, SchemeId, SchemeKind, Shape, Side, StringFormat, Type,
};
use crate::pass::{OperationNames, Plan};

/// Maximum nesting depth of an example value.
const MAX_DEPTH: usize = 6;

/// Returns a program that makes one call, and the tag of the operation.
pub(super) fn client(plan: &Plan) -> Option<(String, usize)> {
    let (tag, names, request) = plan
        .api
        .operations
        .iter()
        .zip(&plan.names.operations)
        .filter(|(operation, _)| plan.api.side(operation) == Side::Api)
        .filter_map(|(operation, names)| Some((operation, names, request(plan, operation, names)?)))
        .max_by_key(|(operation, ..)| {
            let body = operation.body.is_some();
            // Prefer the simplest operation with a body.
            (
                body,
                std::cmp::Reverse(operation.parameters.len()),
                std::cmp::Reverse(operation.path.len()),
            )
        })
        .map(|(operation, names, request)| (operation.tag, names, request))?;
    let package = ident(&plan.names.package.replace('-', "_"));
    let method = ident(&names.method);
    let credential =
        plan.api.schemes.iter().zip(&plan.names.credentials).next().map(|(scheme, name)| {
            let name = ident(name);
            if scheme.kind == SchemeKind::Basic {
                quote!(.#name("user", "password"))
            } else {
                quote!(.#name("your key"))
            }
        });
    let base = plan.api.servers.first().filter(|server| server.is_absolute());
    let base = base.is_none().then(|| quote!(.base_url("http://127.0.0.1:8080")));
    let text = print(quote! {
        #[tokio::main]
        async fn main() -> Result<(), Box<dyn std::error::Error>> {
            use #package::{operations, types};
            let client = #package::Client::builder() #base #credential.build()?;
            let response = client.#method(#request).await?;
            println!("{response:?}");
            Ok(())
        }
    });
    Some((text, tag))
}

/// Returns a program that serves the tag with the fewest operations, and this tag.
pub(super) fn server(plan: &Plan) -> Option<(String, usize)> {
    let tag = plan.api.tags_of(Side::Api).min_by_key(|tag| of_tag(plan, *tag).count())?;
    let package = ident(&plan.names.package.replace('-', "_"));
    let interface = ident(plan.names.traits.get(tag)?);
    let function = ident(plan.names.tags.get(tag)?);
    let secured = of_tag(plan, tag).any(|(operation, _)| access(operation) != Access::Open);
    let methods: Vec<TokenStream> =
        of_tag(plan, tag).map(|(operation, names)| method(plan, operation, names)).collect();
    if methods.len() > 12 {
        return None;
    }
    let (principal, authenticator, authentication) = if secured {
        let authentication = authentication(plan, tag, &package);
        (quote!(User), quote!(Keys), Some(authentication))
    } else {
        (quote!(()), quote!(()), None)
    };
    let imports = if secured {
        quote! {
            use #package::wire::server::{
                AuthError, AuthRequest, Authenticator, Granted, Limits, Routes, ServeOptions, Shutdown, serve
            };
        }
    } else {
        quote!(use #package::wire::server::{Limits, Routes, ServeOptions, Shutdown, serve};)
    };
    let text = print(quote! {
        #imports
        use #package::wire::{Call, Outcome};
        use #package::{operations, types};
        struct Service;
        impl operations::#interface for Service {
            type Principal = #principal;
            #(#methods)*
        }
        #authentication
        #[tokio::main]
        async fn main() -> Result<(), Box<dyn std::error::Error>> {
            let routes = Routes::new(Service, #authenticator, Limits::default());
            let app = #package::server::#function(routes).into_router();
            let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
            serve(listener, app, ServeOptions::default().shutdown(Shutdown::on_signals()?)).await;
            Ok(())
        }
    });
    Some((text, tag))
}

/// Returns an authenticator for the operations of a tag. It accepts one key for each scheme, and grants the scopes that
/// the operations require.
fn authentication(plan: &Plan, tag: usize, package: &Ident) -> TokenStream {
    let needs = || of_tag(plan, tag).flat_map(|(operation, _)| &operation.security);
    let schemes: BTreeSet<SchemeId> = needs().flat_map(|need| &need.0).map(|need| need.0).collect();
    let scopes: BTreeSet<&String> =
        needs().flat_map(|need| &need.0).flat_map(|need| &need.1).collect();
    let only = schemes.first().filter(|_| schemes.len() == 1);
    let known =
        if let Some(name) = only.and_then(|scheme| plan.names.schemes.get(scheme.0 as usize)) {
            let name = ident(name);
            quote! {
                let key = presented.get(&#package::security::#name);
                let known = key.is_some_and(|key| key.secret().expose() == "your key");
            }
        } else {
            // Schemes that are required together must all be checked.
            quote! {
                let known = presented.requirement.iter().all(|(scheme, _)| {
                    presented.get(scheme).is_some_and(|key| key.secret().expose() == "your key")
                });
            }
        };
    let granted = if scopes.is_empty() {
        quote!(User.into())
    } else {
        quote!(Granted::new(User).scopes([#(#scopes),*]))
    };
    quote! {
        /// Authenticates callers: here, everyone with this key.
        struct Keys;
        impl Authenticator for Keys {
            type Principal = User;
            async fn authenticate(&self, presented: AuthRequest<'_>) -> Result<Granted<User>, AuthError> {
                #known
                if known { Ok(#granted) } else { Err(AuthError::unauthorized()) }
            }
        }
        struct User;
    }
}

fn method(plan: &Plan, operation: &Operation, names: &OperationNames) -> TokenStream {
    let (method, request) = (ident(&names.method), ident(&names.request));
    let principal = match access(operation) {
        Access::Open => quote!(()),
        Access::Optional => quote!(Option<User>),
        Access::Secured => quote!(User),
    };
    let answer = answer(plan, operation).unwrap_or_else(|| {
        let package = ident(&plan.names.package.replace('-', "_"));
        quote! {
            Err(#package::wire::Problem::new(#package::wire::StatusCode::NOT_IMPLEMENTED, "not implemented yet").into())
        }
    });
    quote! {
        async fn #method(&self, _call: Call<operations::#request, #principal>) -> Outcome<operations::#request> {
            #answer
        }
    }
}

fn answer(plan: &Plan, operation: &Operation) -> Option<TokenStream> {
    let [response] = operation.outputs.as_slice() else { return None };
    let set = response.headers.and_then(|index| plan.api.headers.get(index));
    if set.is_some_and(|set| set.headers.iter().any(|header| header.required)) {
        return None;
    }
    let into = set.map(|_| quote!(.into()));
    let content = match response.contents.as_slice() {
        [] => return Some(quote!(Ok(() #into))),
        [content] => content,
        _ => return None,
    };
    let Payload::Typed(ty) = &content.payload else { return None };
    let value = value(plan, ty, content.example.as_ref()?, 0)?;
    Some(quote!(Ok(#value #into)))
}

/// Returns an expression for a request with the example values of the document.
fn request(plan: &Plan, operation: &Operation, names: &OperationNames) -> Option<TokenStream> {
    let mut required = Vec::new();
    for parameter in operation.parameters.iter().filter(|parameter| parameter.required) {
        required.push(value(plan, &parameter.ty, parameter.example.as_ref()?, 0)?);
    }
    if let Some((content, true)) = body_of(operation) {
        let Payload::Typed(ty) = &content.payload else { return None };
        // A body with several media types is converted from its value, so the type of the value must be unambiguous.
        let is_struct = plan.api.resolved(ty).named().is_some();
        if operation.has_several_bodies() && (!is_struct || may_be_null(ty)) {
            return None;
        }
        let ty = Type { nullable: ty.nullable && content.codec == Codec::Json, ..ty.clone() };
        required.push(value(plan, &ty, content.example.as_ref()?, 0)?);
    }
    let name = ident(&names.request);
    Some(quote!(operations::#name::new(#(#required),*)))
}

/// Returns an expression for a JSON value of type `ty`, or `None` if the example does not match the type or has no simple
/// expression.
fn value(plan: &Plan, ty: &Type, json: &Json, depth: usize) -> Option<TokenStream> {
    if depth > MAX_DEPTH {
        return None;
    }
    if may_be_null(ty) {
        return Some(if json.is_null() {
            quote!(None)
        } else {
            let inner = value(plan, &Type { nullable: false, ..ty.clone() }, json, depth)?;
            let inner = if takes_into(plan, ty) { quote!(#inner.into()) } else { inner };
            quote!(Some(#inner))
        });
    }
    let resolved = plan.api.resolved(ty);
    match (&resolved.kind, json) {
        (Kind::Bool, Json::Bool(flag)) => Some(quote!(#flag)),
        (Kind::Named(id), Json::Number(number)) => match &plan.api.ty(*id).shape {
            Shape::Enum(listed) if listed.integers => {
                let number = Literal::i64_suffixed(number.as_i64()?);
                Some(quote!(#number))
            }
            _ => None,
        },
        (Kind::Int(_), Json::Number(number)) => {
            let number = Literal::i64_unsuffixed(number.as_i64()?);
            Some(quote!(#number))
        }
        (Kind::Float(_), Json::Number(number)) => {
            let number = Literal::f64_unsuffixed(number.as_f64()?);
            Some(quote!(#number))
        }
        (Kind::String(format), Json::String(text)) => match format {
            StringFormat::Plain | StringFormat::Secret => Some(quote!(#text)),
            StringFormat::Base64 | StringFormat::Binary => None,
            _ => Some(quote!(#text.parse()?)),
        },
        (Kind::List(item), Json::Array(items)) => {
            let into = takes_into(plan, item);
            let items: Option<Vec<TokenStream>> = items
                .iter()
                .map(|json| {
                    let item = value(plan, item, json, depth + 1)?;
                    Some(if into { quote!(#item.into()) } else { item })
                })
                .collect();
            let items = items?;
            Some(quote!(vec![#(#items),*]))
        }
        (Kind::Named(id), Json::String(text)) => match &plan.api.ty(*id).shape {
            Shape::Enum(listed) if !listed.integers => {
                listed.values.iter().find(|value| value.text == *text)?;
                Some(quote!(#text))
            }
            _ => None,
        },
        (Kind::Named(id), Json::Object(fields)) => {
            let Shape::Struct(shape) = &plan.api.ty(*id).shape else { return None };
            let gathers = shape.fields.iter().any(|field| field.pattern.is_some());
            if plan.usage.forms.contains(id) || matches!(shape.rest, Rest::Typed(_)) || gathers {
                return None;
            }
            let name = super::tokens::path(plan, *id, From::Elsewhere);
            let mut required = Vec::new();
            let mut setters = Vec::new();
            for (field, rust) in shape.fields.iter().zip(plan.names.members(*id)) {
                match fields.get(&field.name) {
                    Some(json) if field.required => {
                        required.push(value(plan, &field.ty, json, depth + 1)?);
                    }
                    Some(json) if !json.is_null() => {
                        let non_null = Type { nullable: false, ..field.ty.clone() };
                        let setter = ident(&format!("with_{}", rust.trim_end_matches('_')));
                        // The field is optional: leave it out if its example has no expression.
                        if let Some(value) = value(plan, &non_null, json, depth + 1) {
                            let enumeration = may_be_null(&field.ty)
                                && matches!(plan.api.resolved(&non_null).kind, Kind::Named(_))
                                && takes_into(plan, &non_null);
                            if !enumeration {
                                setters.push(quote!(.#setter(#value)));
                            }
                        }
                    }
                    None if field.required => return None,
                    _ => {}
                }
            }
            Some(quote!(#name::new(#(#required),*) #(#setters)*))
        }
        _ => None,
    }
}

/// Prints a program.
fn print(tokens: TokenStream) -> String {
    super::print::items(vec![tokens]).trim_end().to_owned()
}
