//! What a setting may hold, as data that is made of the Rust types themselves: what checks a file, writes the JSON
//! Schema and names the nearest key cannot say anything else than what is read.

use std::collections::BTreeMap;

/// What a value must be.
#[derive(Debug, Clone, Copy)]
pub enum Form {
    /// `true` or `false`.
    Flag,
    /// A text.
    Text,
    /// One of some words, each with its meaning.
    Word(&'static [(&'static str, &'static str)]),
    /// A list.
    List(&'static Form),
    /// A table whose keys are known.
    Table(&'static [Key]),
    /// A table whose keys are the user's.
    Map(&'static Form),
    /// A text, or this.
    TextOr(&'static Form),
}

/// A key of a table.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// The field that it is read into.
    field: &'static str,
    about: &'static str,
    /// What it may hold.
    pub form: Form,
}

impl Key {
    pub(super) const fn new(field: &'static str, about: &'static str, form: Form) -> Self {
        Self { field, about, form }
    }

    /// The key as it is written.
    pub fn name(&self) -> String {
        self.field.replace('_', "-")
    }

    /// What it is for.
    pub fn about(&self) -> &'static str {
        self.about.trim_ascii()
    }
}

/// A type that settings are read into.
pub trait Described {
    /// What is written for it.
    const FORM: Form;
}

impl Described for bool {
    const FORM: Form = Form::Flag;
}

impl Described for String {
    const FORM: Form = Form::Text;
}

impl<T: Described> Described for Option<T> {
    const FORM: Form = T::FORM;
}

impl<T: Described> Described for Vec<T> {
    const FORM: Form = Form::List(&T::FORM);
}

impl<T: Described> Described for BTreeMap<String, T> {
    const FORM: Form = Form::Map(&T::FORM);
}

/// A struct of settings: its fields are keys, their documentation is what the keys are for.
macro_rules! keys {
    (
        $(#[doc = $head:literal])+
        pub struct $name:ident {
            $( $(#[doc = $about:literal])+ pub $field:ident: $ty:ty, )+
        }
    ) => {
        $(#[doc = $head])+
        #[derive(Debug, Clone, Default, PartialEq, Eq, serde::Deserialize)]
        #[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
        pub struct $name {
            $( $(#[doc = $about])+ pub $field: $ty, )+
        }

        impl $crate::config::form::Described for $name {
            const FORM: $crate::config::form::Form = $crate::config::form::Form::Table(&[
                $( $crate::config::form::Key::new(
                    stringify!($field),
                    concat!($($about),+),
                    <$ty as $crate::config::form::Described>::FORM,
                ), )+
            ]);
        }
    };
}

/// A choice between words; the first one holds when nothing is said.
macro_rules! words {
    (
        $(#[doc = $head:literal])+
        pub enum $name:ident {
            $(#[doc = $first_about:literal])+ $first:ident = $first_word:literal,
            $( $(#[doc = $about:literal])+ $variant:ident = $word:literal, )+
        }
    ) => {
        $(#[doc = $head])+
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Deserialize)]
        pub enum $name {
            $(#[doc = $first_about])+
            #[default]
            #[serde(rename = $first_word)]
            $first,
            $( $(#[doc = $about])+ #[serde(rename = $word)] $variant, )+
        }

        impl $crate::config::form::Described for $name {
            const FORM: $crate::config::form::Form = $crate::config::form::Form::Word(&[
                ($first_word, concat!($($first_about),+)),
                $( ($word, concat!($($about),+)), )+
            ]);
        }
    };
}

pub(super) use {keys, words};
