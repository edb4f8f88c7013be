//! Small pieces of Rust code that all emitters use: identifiers, types and literals.

use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};
use quote::quote;

use crate::api::{Kind, Shape, Status, StringFormat, Type, TypeId};
use crate::pass::Plan;

/// Returns an identifier. Names from `pass` are always valid identifiers.
pub(super) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// Returns code between braces. `quote` copies interpolated code token by token, but shares groups without a copy.
pub(super) fn braced(code: impl IntoIterator<Item = TokenStream>) -> Group {
    Group::new(Delimiter::Brace, code.into_iter().collect())
}

/// Returns a statement. `match` and `if` need no semicolon.
pub(super) fn statement(code: &TokenStream) -> TokenStream {
    let first = code.clone().into_iter().next();
    let is_block = first.is_some_and(|token| match token {
        TokenTree::Ident(word) => word == "match" || word == "if",
        _ => false,
    });
    if is_block { code.clone() } else { quote!(#code;) }
}

/// Whether an identifier occurs in `code`.
pub(super) fn mentions(code: &TokenStream, name: &str) -> bool {
    code.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == name,
        TokenTree::Group(group) => mentions(&group.stream(), name),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// Returns a name for a variable of generated code: `preferred`, or `preferred` with an underscore if the name is in
/// `names`. The names that `pass` creates from the document never equal the second form.
pub(super) fn unused_name(preferred: &str, names: &[String]) -> Ident {
    let taken = names.iter().any(|name| name == preferred);
    if taken { ident(&format!("{preferred}_")) } else { ident(preferred) }
}

/// The place where a type is used, which decides its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum From {
    /// The module of this type.
    Types(TypeId),
    /// Anywhere else.
    Elsewhere,
}

/// Returns the tokens of an absolute path from the settings.
pub(super) fn rust_path(segments: &[String]) -> TokenStream {
    let inside = segments.first().is_some_and(|first| first == "crate");
    let segments = segments.iter().map(|segment| ident(segment));
    if inside { quote!(#(#segments)::*) } else { quote!(::#(#segments)::*) }
}

/// Returns the tokens of a path that is known to be valid, such as `wire::Date`.
fn known_path(path: &str) -> TokenStream {
    let segments = path.split("::").map(ident);
    quote!(#(#segments)::*)
}

/// Returns the path of a named type.
pub(super) fn path(plan: &Plan, id: TypeId, from: From) -> TokenStream {
    let name = ident(plan.names.ty(id));
    match from {
        From::Types(home) if plan.names.module(home) == plan.names.module(id) => quote!(#name),
        From::Types(_) => quote!(super::#name),
        From::Elsewhere => quote!(types::#name),
    }
}

/// Returns the Rust type for `ty`, including null.
pub(super) fn ty(plan: &Plan, ty: &Type, from: From) -> TokenStream {
    let inner = non_null(plan, ty, from);
    if ty.nullable && ty.kind != Kind::Any { quote!(Option<#inner>) } else { inner }
}

/// Returns the Rust type for `ty` without null.
pub(super) fn non_null(plan: &Plan, ty: &Type, from: From) -> TokenStream {
    match &ty.kind {
        Kind::Any => quote!(wire::Json),
        Kind::Null => quote!(wire::Null),
        Kind::Custom(own) => rust_path(&own.path),
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

/// Returns the type of a field or parameter. It distinguishes absence from null if both are possible.
pub(super) fn field(plan: &Plan, ty: &Type, required: bool, from: From) -> TokenStream {
    let inner = non_null(plan, ty, from);
    match (required, may_be_null(ty)) {
        (true, false) => inner,
        (false, true) => quote!(wire::Nullable<#inner>),
        _ => quote!(Option<#inner>),
    }
}

/// Whether the Rust type needs a separate representation of null. Free-form JSON does not, as it includes null.
pub(super) fn may_be_null(ty: &Type) -> bool {
    ty.nullable && ty.kind != Kind::Any
}

/// Whether functions take the value as `impl Into<T>`: strings and enums.
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

/// Returns a count as a literal without suffix.
pub(super) fn count(number: u64) -> Literal {
    readable(Literal::u64_unsuffixed(number))
}

/// Returns a status code as a literal without suffix.
pub(super) fn status(code: u16) -> Literal {
    Literal::u16_unsuffixed(code)
}

/// Returns a status as text for documentation.
pub(super) fn status_words(status: Status) -> String {
    match status {
        Status::Code(code) => format!("`{code}`"),
        Status::Range(digit) => format!("`{digit}XX`"),
        Status::Default => "any other status".to_owned(),
    }
}

/// Returns a number with its thousands separated by underscores.
pub(super) fn readable(number: Literal) -> Literal {
    let text = number.to_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, fraction) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let is_plain = whole.len() > 4 && whole.bytes().all(|digit| digit.is_ascii_digit());
    if !is_plain {
        return number;
    }
    let mut grouped = sign.to_owned();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    grouped.push_str(fraction);
    grouped.parse().unwrap_or(number)
}
