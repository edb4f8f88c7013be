//! Small pieces of Rust that every emitter needs: identifiers, types, literals.

use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};
use quote::quote;

use crate::api::{Kind, Shape, Status, StringFormat, Type, TypeId};
use crate::pass::Plan;

/// An identifier. `pass` made it, so it is one.
pub(super) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// Code between braces. `quote` copies code that is put into other code token by token, and shares a group.
pub(super) fn braced(code: impl IntoIterator<Item = TokenStream>) -> Group {
    Group::new(Delimiter::Brace, code.into_iter().collect())
}

/// A statement. One that ends with its braces needs no semicolon.
pub(super) fn statement(code: &TokenStream) -> TokenStream {
    let first = code.clone().into_iter().next();
    let is_block = first.is_some_and(|token| match token {
        TokenTree::Ident(word) => word == "match" || word == "if",
        _ => false,
    });
    if is_block { code.clone() } else { quote!(#code;) }
}

/// Whether an identifier occurs anywhere in some code.
pub(super) fn mentions(code: &TokenStream, name: &str) -> bool {
    code.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == name,
        TokenTree::Group(group) => mentions(&group.stream(), name),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// A name for what generated code itself holds beside values that the document names. `pass` makes no name that
/// ends like this one when it has to give way.
pub(super) fn beside(wish: &str, names: &[String]) -> Ident {
    let taken = names.iter().any(|name| name == wish);
    if taken { ident(&format!("{wish}_")) } else { ident(wish) }
}

/// From where a type is named, which decides its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum From {
    /// The module of this type.
    Types(TypeId),
    /// Anywhere else.
    Elsewhere,
}

/// A path that the user gives, from the root of crates on.
pub(super) fn rust_path(segments: &[String]) -> TokenStream {
    let inside = segments.first().is_some_and(|first| first == "crate");
    let segments = segments.iter().map(|segment| ident(segment));
    if inside { quote!(#(#segments)::*) } else { quote!(::#(#segments)::*) }
}

/// A path that the generator knows, such as `wire::Date`.
fn known_path(path: &str) -> TokenStream {
    let segments = path.split("::").map(ident);
    quote!(#(#segments)::*)
}

/// The path of a named type.
pub(super) fn path(plan: &Plan, id: TypeId, from: From) -> TokenStream {
    let name = ident(plan.names.ty(id));
    match from {
        From::Types(home) if plan.names.module(home) == plan.names.module(id) => quote!(#name),
        From::Types(_) => quote!(super::#name),
        From::Elsewhere => quote!(types::#name),
    }
}

/// The type of values of `ty`, null included.
pub(super) fn ty(plan: &Plan, ty: &Type, from: From) -> TokenStream {
    let inner = bare(plan, ty, from);
    if ty.nullable && ty.kind != Kind::Any { quote!(Option<#inner>) } else { inner }
}

/// The type of values of `ty` that are not null.
pub(super) fn bare(plan: &Plan, ty: &Type, from: From) -> TokenStream {
    match &ty.kind {
        Kind::Any => quote!(wire::Json),
        Kind::Own(own) => rust_path(&own.path),
        Kind::Bool => quote!(bool),
        Kind::Int(format) => known_path(format.rust()),
        Kind::Float(format) => known_path(format.rust()),
        Kind::String(format) => known_path(format.rust()),
        Kind::List(item) => {
            let item = self::ty(plan, item, from);
            quote!(Vec<#item>)
        }
        Kind::Map(value) => {
            let value = self::ty(plan, value, from);
            quote!(wire::Map<#value>)
        }
        Kind::Named(id) => path(plan, *id, from),
        Kind::Boxed(id) => {
            let path = path(plan, *id, from);
            quote!(Box<#path>)
        }
    }
}

/// The type of a field or parameter: absence and null kept apart where both can be.
pub(super) fn field(plan: &Plan, ty: &Type, required: bool, from: From) -> TokenStream {
    let inner = bare(plan, ty, from);
    match (required, may_be_null(ty)) {
        (true, false) => inner,
        (false, true) => quote!(wire::Nullable<#inner>),
        _ => quote!(Option<#inner>),
    }
}

/// Whether null is apart from the type's other values: free-form JSON has null among its own.
pub(super) fn may_be_null(ty: &Type) -> bool {
    ty.nullable && ty.kind != Kind::Any
}

/// Whether a value is best taken as `impl Into<T>`: texts, and enums of texts.
pub(super) fn takes_into(plan: &Plan, ty: &Type) -> bool {
    let resolved = plan.api.resolved(ty);
    match &resolved.kind {
        Kind::String(format) => {
            matches!(format, StringFormat::Plain | StringFormat::Secret | StringFormat::Base64)
        }
        Kind::Named(id) => matches!(plan.api.ty(*id).shape, Shape::Enum(_)),
        _ => false,
    }
}

/// A count as a literal without a suffix.
pub(super) fn count(number: u64) -> Literal {
    Literal::u64_unsuffixed(number)
}

/// A status code as a literal without a suffix.
pub(super) fn status(code: u16) -> Literal {
    Literal::u16_unsuffixed(code)
}

/// A status in documentation.
pub(super) fn status_words(status: Status) -> String {
    match status {
        Status::Code(code) => format!("`{code}`"),
        Status::Range(digit) => format!("`{digit}XX`"),
        Status::Default => "any other status".to_owned(),
    }
}
