//! What is put into code: names, literals, code itself; and the lists that code is repeated for.

use std::fmt;

use super::TokenStream;

/// What a value becomes in code.
pub(in crate::emit) trait ToTokens {
    fn to_tokens(&self, code: &mut TokenStream);
}

impl ToTokens for TokenStream {
    fn to_tokens(&self, code: &mut TokenStream) {
        code.0.push_str(&self.0);
    }
}

impl ToTokens for str {
    fn to_tokens(&self, code: &mut TokenStream) {
        code.push_literal(self);
    }
}

impl ToTokens for String {
    fn to_tokens(&self, code: &mut TokenStream) {
        code.push_literal(self);
    }
}

impl ToTokens for bool {
    fn to_tokens(&self, code: &mut TokenStream) {
        code.push(if *self { "true" } else { "false" });
    }
}

impl<T: ToTokens> ToTokens for Option<T> {
    fn to_tokens(&self, code: &mut TokenStream) {
        if let Some(value) = self {
            value.to_tokens(code);
        }
    }
}

impl<T: ToTokens + ?Sized> ToTokens for &T {
    fn to_tokens(&self, code: &mut TokenStream) {
        (**self).to_tokens(code);
    }
}

/// An element of a list that is gone over: asked for the next one it gives itself, as the list has given it.
pub(in crate::emit) struct One<T>(pub(in crate::emit) T);

impl<T> One<T> {
    #[allow(clippy::unnecessary_wraps)] // as the list is asked
    pub(in crate::emit) fn next(self) -> Option<T> {
        Some(self.0)
    }
}

impl<T: ToTokens> ToTokens for One<T> {
    fn to_tokens(&self, code: &mut TokenStream) {
        self.0.to_tokens(code);
    }
}

/// An iterator goes over its own elements.
pub(in crate::emit) trait Each: Iterator + Sized {
    fn each(self) -> Self {
        self
    }
}

impl<I: Iterator> Each for I {}

/// A list is borrowed.
pub(in crate::emit) trait EachOf {
    type Item;

    fn each(&self) -> std::slice::Iter<'_, Self::Item>;
}

impl<T> EachOf for [T] {
    type Item = T;

    fn each(&self) -> std::slice::Iter<'_, T> {
        self.iter()
    }
}

/// A name that is an identifier.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::emit) struct Ident(String);

impl Ident {
    pub(in crate::emit) fn new(name: &str) -> Self {
        let is_part = |c: char| c == '_' || unicode_ident::is_xid_continue(c);
        debug_assert!(!name.is_empty() && name.chars().all(is_part), "no identifier: {name:?}");
        Self(name.to_owned())
    }
}

impl fmt::Display for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl PartialEq<&str> for Ident {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl ToTokens for Ident {
    fn to_tokens(&self, code: &mut TokenStream) {
        code.push(&self.0);
    }
}

/// A number as Rust writes it.
#[derive(Debug, Clone)]
pub(in crate::emit) struct Literal(String);

impl Literal {
    pub(in crate::emit) fn new(text: String) -> Self {
        Self(text)
    }

    /// An integer whose type is told by its place.
    pub(in crate::emit) fn integer(number: impl fmt::Display) -> Self {
        Self(number.to_string())
    }

    /// A float, which has a point.
    pub(in crate::emit) fn float(number: f64) -> Self {
        let text = number.to_string();
        Self(if text.contains('.') { text } else { text + ".0" })
    }
}

impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl ToTokens for Literal {
    fn to_tokens(&self, code: &mut TokenStream) {
        code.push(&self.0);
    }
}
