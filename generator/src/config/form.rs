//! Describes the values of settings as data. The descriptions are derived from the Rust types that serde reads, so that
//! the checks, the JSON Schema and the suggestions always match what is read.

use std::collections::BTreeMap;

/// The form of a value.
#[derive(Debug, Clone, Copy)]
pub enum Form {
    /// `true` or `false`.
    Flag,
    /// A string.
    Text,
    /// A string from a fixed list, with the documentation of each value.
    Word(&'static [(&'static str, &'static str)]),
    /// A code of a finding, or a group of codes.
    Finding,
    /// An array.
    List(&'static Form),
    /// A table with fixed keys.
    Table(&'static [Key]),
    /// A table with keys that the user chooses.
    Map(&'static Form),
    /// A string, or another form.
    TextOr(&'static Form),
}

/// A key of a table.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// The field that it is read into.
    field: &'static str,
    about: &'static str,
    /// The form of its value.
    pub form: Form,
}

impl Key {
    pub(super) const fn new(field: &'static str, about: &'static str, form: Form) -> Self {
        Self { field, about, form }
    }

    /// Returns the key as it is written in the file.
    pub fn name(&self) -> String {
        self.field.replace('_', "-")
    }

    /// Returns its documentation.
    pub fn about(&self) -> &'static str {
        self.about.trim_ascii()
    }
}

/// A type that settings are parsed into.
pub trait Described {
    /// The form of its value.
    const FORM: Form;
}

impl Described for bool {
    const FORM: Form = Form::Flag;
}

impl Described for crate::diag::Selector {
    const FORM: Form = Form::Finding;
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

/// Declares a struct of settings. Its fields are keys, and their doc comments the documentation of the keys.
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

/// Declares an enum of words. The first one is the default.
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
