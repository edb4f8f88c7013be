//! What a user may choose about what is generated. Plain data: it is passed, not stored.
//!
//! `counterpart.toml` is read here: a text comes in, a [`Config`] or findings come out.

mod check;
mod find;
mod form;
pub(crate) mod glob;
mod package;
mod path;
mod place;
mod schema;
mod settings;
mod text;

use std::path::Path;

pub(crate) use check::below;
pub use find::{FILE, find};
pub use form::{Described, Form, Key};
pub(crate) use path::{RustPath, is_name};
pub(crate) use place::place;
pub use schema::schema;
pub use settings::{
    Deny, Dependency, Derives, Detailed, Ends, Package, References, Rename, Selection, Settings,
    TraitMethods, TypeModules,
};
pub use text::Written;

use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::load::source::{FileId, Sources};

/// The choices of a generation.
#[derive(Debug, Clone)]
pub struct Config {
    /// What the header of each file says that the file was made from.
    pub source: String,
    /// What the header of each file says about how to make it again.
    pub command: String,
    /// Whether no package is made but a module of another crate.
    pub embedded: bool,
    /// What `counterpart.toml` says, or would.
    pub settings: Settings,
    /// Where the settings are written, if they are.
    pub written: Option<Written>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            source: "the document".to_owned(),
            command: "counterpart generate".to_owned(),
            embedded: false,
            settings: Settings::default(),
            written: None,
        }
    }
}

impl Config {
    /// Reads the text of a `counterpart.toml`. Its paths stay as they are.
    pub fn read(file: FileId, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Config> {
        let (tree, written) = text::read(sources.text(file), file, diagnostics)?;
        let is_right = check::check(&Settings::FORM, &tree, &written, diagnostics);
        let settings: Settings = serde_json::from_value(tree).ok().filter(|_| is_right)?;
        Some(Config { settings, written: Some(written), ..Config::default() })
    }

    /// Checks what can be checked without a document. Whether there is no fault.
    pub(crate) fn check(&self, diagnostics: &mut Diagnostics) -> bool {
        let is_package_right = package::check(self, diagnostics);
        path::check(self, diagnostics) && is_package_right
    }

    /// The same choices beside another document, whose sources have the text as this file.
    pub fn in_file(&mut self, file: FileId) {
        if let Some(written) = &mut self.written {
            written.file = file;
        }
    }

    /// Adds a finding about the value of a setting, named by a pointer such as `/include/tags/0`.
    pub(crate) fn report<'d>(
        &self,
        diagnostics: &'d mut Diagnostics,
        code: &'static Code,
        pointer: &str,
        message: impl Into<String>,
    ) -> &'d mut Diagnostic {
        diagnostics.add(code, self.place(|written| written.value(pointer)), message)
    }

    /// Adds a finding about a key that the user has made.
    pub(crate) fn report_key<'d>(
        &self,
        diagnostics: &'d mut Diagnostics,
        code: &'static Code,
        pointer: &str,
        message: impl Into<String>,
    ) -> &'d mut Diagnostic {
        diagnostics.add(code, self.place(|written| written.key(pointer)), message)
    }

    /// Adds a finding about a text of a setting: at its place in the file, or about the document when a flag or a program
    /// says it.
    pub(crate) fn report_text<'d>(
        &self,
        diagnostics: &'d mut Diagnostics,
        code: &'static Code,
        (pointer, text): (&str, &str),
        message: impl Into<String>,
    ) -> &'d mut Diagnostic {
        let says = self.written.as_ref().is_some_and(|written| written.says(pointer, text));
        if says {
            return self.report(diagnostics, code, pointer, message);
        }
        diagnostics.add(code, Place::File(FileId::ROOT), message)
    }

    fn place(&self, find: impl FnOnce(&Written) -> Place) -> Place {
        self.written.as_ref().map_or(Place::File(FileId::ROOT), find)
    }

    /// Whether operations are chosen.
    pub fn is_filtered(&self) -> bool {
        !(self.settings.include.is_empty() && self.settings.exclude.is_empty())
    }
}

/// A path of the settings, seen from the folder of their file.
pub fn beside(folder: &Path, path: &str) -> std::path::PathBuf {
    if folder.as_os_str().is_empty() { path.into() } else { folder.join(path) }
}
