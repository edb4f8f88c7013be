//! The settings of a generation, as plain data. In goes the text of `counterpart.toml`; out comes a [`Config`], or
//! diagnostics about the text.

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
    Dependency, Derives, Detailed, Ends, Package, References, Rename, Selection, Settings,
    TraitMethods, TypeModules,
};
pub use text::Written;

use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::source::{FileId, Sources};

/// The settings of a generation.
#[derive(Debug, Clone)]
pub struct Config {
    /// The source named in the header of each generated file.
    pub source: String,
    /// The command named in the header of each generated file.
    pub command: String,
    /// Whether a module of another crate is generated instead of a package.
    pub embedded: bool,
    /// The settings of `counterpart.toml`.
    pub settings: Settings,
    /// The positions of the settings in their file, if there is one.
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
    /// Parses the text of a `counterpart.toml`. Paths stay relative to its folder.
    pub fn read(file: FileId, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Config> {
        let (tree, written) = text::read(sources.text(file), file, diagnostics)?;
        let is_right = check::check(&Settings::FORM, &tree, &written, diagnostics);
        let settings: Settings = serde_json::from_value(tree).ok().filter(|_| is_right)?;
        Some(Config { settings, written: Some(written), ..Config::default() })
    }

    /// Checks the settings as far as possible without a document. Returns whether they are valid.
    pub(crate) fn check(&self, diagnostics: &mut Diagnostics) -> bool {
        let is_package_right = package::check(self, diagnostics);
        path::check(self, diagnostics) && is_package_right
    }

    /// Uses the settings for another document, whose sources have their text as `file`.
    pub fn in_file(&mut self, file: FileId) {
        if let Some(written) = &mut self.written {
            written.file = file;
        }
    }

    /// Adds a diagnostic about the value of a setting, at a pointer such as `/include/tags/0`.
    pub(crate) fn report<'d>(
        &self,
        diagnostics: &'d mut Diagnostics,
        code: &'static Code,
        pointer: &str,
        message: impl Into<String>,
    ) -> &'d mut Diagnostic {
        diagnostics.add(code, self.place(|written| written.value(pointer)), message)
    }

    /// Adds a diagnostic about a key that the user has chosen.
    pub(crate) fn report_key<'d>(
        &self,
        diagnostics: &'d mut Diagnostics,
        code: &'static Code,
        pointer: &str,
        message: impl Into<String>,
    ) -> &'d mut Diagnostic {
        diagnostics.add(code, self.place(|written| written.key(pointer)), message)
    }

    /// Adds a diagnostic about a string in a setting: at its position in the file, or about the document if it comes from
    /// a flag or a program.
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

    /// Whether operations are filtered.
    pub fn is_filtered(&self) -> bool {
        !(self.settings.include.is_empty() && self.settings.exclude.is_empty())
    }
}

/// Resolves a path of the settings, which is relative to the folder of their file.
pub fn beside(folder: &Path, path: &str) -> std::path::PathBuf {
    if folder.as_os_str().is_empty() { path.into() } else { folder.join(path) }
}
