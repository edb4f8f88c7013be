//! Generated code until it is laid out: the text of its tokens, with a space behind each. What is put into other code
//! is copied as text, and the printer reads the whole once; trees of tokens took half of the time of a generation.

mod values;

use std::fmt;

use super::rust::words;
pub(super) use values::{Each, EachOf, Ident, Literal, One, ToTokens};

/// Tokens, as [`quote`](held_quote) makes and takes them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct TokenStream(String);

/// Most pieces of code find place in so many bytes, and need not grow.
const USUAL: usize = 128;

/// Code as it is written, with values in it: `#name` is a value, `#(#names),*` each of a list's, with what stands
/// between them.
macro_rules! held_quote {
    ($($tokens:tt)*) => {{
        #[allow(unused_mut)]
        let mut code = $crate::emit::held::TokenStream::new();
        $crate::emit::held::tokens!(code $($tokens)*);
        code
    }};
}

/// Appends tokens, one after the other.
macro_rules! held_tokens {
    ($code:ident) => {};
    ($code:ident #( $($body:tt)* ) * $($rest:tt)*) => {
        $crate::emit::held::repeat!($code () () ($($body)*) $($body)*);
        $crate::emit::held::tokens!($code $($rest)*);
    };
    ($code:ident #( $($body:tt)* ) $between:tt * $($rest:tt)*) => {
        $crate::emit::held::repeat!($code () ($between) ($($body)*) $($body)*);
        $crate::emit::held::tokens!($code $($rest)*);
    };
    ($code:ident # $value:ident $($rest:tt)*) => {
        $crate::emit::held::ToTokens::to_tokens(&$value, &mut $code);
        $crate::emit::held::tokens!($code $($rest)*);
    };
    ($code:ident ( $($inner:tt)* ) $($rest:tt)*) => {
        $code.push("(");
        $crate::emit::held::tokens!($code $($inner)*);
        $code.push(")");
        $crate::emit::held::tokens!($code $($rest)*);
    };
    ($code:ident [ $($inner:tt)* ] $($rest:tt)*) => {
        $code.push("[");
        $crate::emit::held::tokens!($code $($inner)*);
        $code.push("]");
        $crate::emit::held::tokens!($code $($rest)*);
    };
    ($code:ident { $($inner:tt)* } $($rest:tt)*) => {
        $code.push("{");
        $crate::emit::held::tokens!($code $($inner)*);
        $code.push("}");
        $crate::emit::held::tokens!($code $($rest)*);
    };
    ($code:ident $token:tt $($rest:tt)*) => {
        $code.push(stringify!($token));
        $crate::emit::held::tokens!($code $($rest)*);
    };
}

/// Appends a body for each element of the lists that it names: first the names are found, in groups too.
macro_rules! held_repeat {
    ($code:ident $names:tt $between:tt $body:tt ( $($inner:tt)* ) $($rest:tt)*) => {
        $crate::emit::held::repeat!($code $names $between $body $($inner)* $($rest)*);
    };
    ($code:ident $names:tt $between:tt $body:tt [ $($inner:tt)* ] $($rest:tt)*) => {
        $crate::emit::held::repeat!($code $names $between $body $($inner)* $($rest)*);
    };
    ($code:ident $names:tt $between:tt $body:tt { $($inner:tt)* } $($rest:tt)*) => {
        $crate::emit::held::repeat!($code $names $between $body $($inner)* $($rest)*);
    };
    ($code:ident ($($name:ident)*) $between:tt $body:tt # $new:ident $($rest:tt)*) => {
        $crate::emit::held::repeat!($code ($($name)* $new) $between $body $($rest)*);
    };
    ($code:ident $names:tt $between:tt $body:tt $token:tt $($rest:tt)*) => {
        $crate::emit::held::repeat!($code $names $between $body $($rest)*);
    };
    ($code:ident ($($name:ident)*) ($($between:tt)?) ($($body:tt)*)) => {{
        #[allow(unused_imports)]
        use $crate::emit::held::{Each as _, EachOf as _};
        $(#[allow(unused_mut)] let mut $name = $name.each();)*
        let mut before = 0;
        loop {
            // A name that stands there twice has its element already.
            $(let Some($name) = $name.next().map($crate::emit::held::One) else { break };)*
            if before > 0 {
                $($code.push(stringify!($between));)?
            }
            before += 1;
            $crate::emit::held::tokens!($code $($body)*);
        }
    }};
}

pub(super) use {held_quote as quote, held_repeat as repeat, held_tokens as tokens};

impl TokenStream {
    /// No tokens.
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Tokens as they are written.
    #[cfg(test)]
    pub(super) fn from_text(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The text of the tokens.
    pub(super) fn into_inner(self) -> String {
        self.0
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether an identifier is mentioned anywhere.
    pub(super) fn mentions(&self, name: &str) -> bool {
        words(&self.0).any(|word| word == name)
    }

    /// Appends a token.
    pub(super) fn push(&mut self, token: &str) {
        if self.0.capacity() == 0 {
            self.0.reserve(USUAL);
        }
        self.0.push_str(token);
        self.0.push(' ');
    }

    /// Appends a text as a literal.
    fn push_literal(&mut self, text: &str) {
        self.0.push('"');
        let mut rest = text;
        while let Some(at) = rest.find(|c: char| !is_plain(c)) {
            let (plain, other) = rest.split_at(at);
            self.0.push_str(plain);
            let mut chars = other.chars();
            match chars.next() {
                // Digits behind it would make another escape of it.
                Some('\0') if chars.as_str().starts_with(|next| ('0'..='7').contains(&next)) => {
                    self.0.push_str("\\x00");
                }
                Some('\0') => self.0.push_str("\\0"),
                c => self.0.extend(c.into_iter().flat_map(char::escape_debug)),
            }
            rest = chars.as_str();
        }
        self.0.push_str(rest);
        self.0.push_str("\" ");
    }
}

/// Whether a character stands for itself in a literal.
fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~') && !matches!(c, '"' | '\\')
}

impl fmt::Display for TokenStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.trim_end())
    }
}

impl FromIterator<TokenStream> for TokenStream {
    fn from_iter<I: IntoIterator<Item = TokenStream>>(streams: I) -> Self {
        Self(streams.into_iter().map(|stream| stream.0).collect())
    }
}
