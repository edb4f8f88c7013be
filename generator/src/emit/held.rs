//! Tokens that are held, not copied: what `quote` is given it copies token by token, at each level of what it makes.
//! Here it is given a group without delimiters, whatever the tokens in it; the printer looks through such groups.

use std::fmt;

use proc_macro2::{Delimiter, Group, TokenTree};
use quote::{ToTokens, TokenStreamExt as _};

/// Tokens, as [`quote`](held_quote) makes and takes them.
#[derive(Debug, Clone, Default)]
pub(super) struct TokenStream(proc_macro2::TokenStream);

/// As `quote::quote`.
macro_rules! held_quote {
    ($($tokens:tt)*) => {
        $crate::emit::held::TokenStream::from(::quote::quote!($($tokens)*))
    };
}

pub(super) use held_quote as quote;

impl TokenStream {
    /// No tokens.
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// The tokens themselves.
    pub(super) fn into_inner(self) -> proc_macro2::TokenStream {
        self.0
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether an identifier is mentioned anywhere.
    pub(super) fn mentions(&self, name: &str) -> bool {
        mentions(&self.0, name)
    }
}

fn mentions(tokens: &proc_macro2::TokenStream, name: &str) -> bool {
    tokens.clone().into_iter().any(|tree| match tree {
        TokenTree::Ident(ident) => ident == name,
        TokenTree::Group(group) => mentions(&group.stream(), name),
        _ => false,
    })
}

impl From<proc_macro2::TokenStream> for TokenStream {
    fn from(tokens: proc_macro2::TokenStream) -> Self {
        Self(tokens)
    }
}

impl ToTokens for TokenStream {
    fn to_tokens(&self, tokens: &mut proc_macro2::TokenStream) {
        if !self.0.is_empty() {
            tokens.append(Group::new(Delimiter::None, self.0.clone()));
        }
    }
}

impl fmt::Display for TokenStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromIterator<TokenStream> for TokenStream {
    fn from_iter<I: IntoIterator<Item = TokenStream>>(streams: I) -> Self {
        let mut tokens = proc_macro2::TokenStream::new();
        streams.into_iter().for_each(|stream| stream.to_tokens(&mut tokens));
        Self(tokens)
    }
}
