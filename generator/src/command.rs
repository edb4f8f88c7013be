//! The subcommands, and what they share: the builder that the flags and the settings describe, and failures.

pub(crate) mod bundle;
pub(crate) mod check;
pub(crate) mod generate;
pub(crate) mod init;
pub(crate) mod output;

use std::fmt::Display;
use std::path::{Path, PathBuf};

use counterpart_generator::config;
use counterpart_generator::{BuildError, Builder};

use crate::args::{Filters, From, Levels};

/// The exit code for errors in the document or the settings, for denied findings, and for files that are not up to date.
pub(crate) const FOUND: u8 = 1;
/// The exit code for a wrong command line, and for a file that cannot be read or written.
pub(crate) const FAILED: u8 = 2;

/// The reason why a command ends early.
pub(crate) struct Failure {
    pub(crate) code: u8,
    pub(crate) text: String,
}

impl Failure {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self { code: FAILED, text: text.into() }
    }

    pub(crate) fn unwritable(path: &Path, error: impl Display) -> Self {
        Self::new(format!("cannot write {}: {error}", path.display()))
    }
}

impl std::convert::From<BuildError> for Failure {
    fn from(error: BuildError) -> Self {
        Self { code: if error.is_finding() { FOUND } else { FAILED }, text: error.to_string() }
    }
}

/// The builder that the settings and the flags describe.
pub(crate) fn builder(
    from: &From,
    filters: Option<&Filters>,
    levels: &Levels,
) -> Result<Builder, Failure> {
    let builder = match (&from.document, settings(from)?) {
        (Some(document), Some(builder)) => builder.document(document),
        (Some(document), None) => Builder::new(document),
        (None, Some(builder)) => builder,
        (None, None) => {
            let text = "no document given, and no counterpart.toml in this folder or above it\n\
                        help: name a document, or write a counterpart.toml with `counterpart init DOCUMENT`";
            return Err(Failure::new(text));
        }
    };
    Ok(builder.root(from.root.clone()).settings(|settings| {
        settings.references.outside |= from.allow_outside;
        settings.references.http |= from.allow_http;
        if let Some(filters) = filters {
            filters.apply(settings);
        }
        levels.apply(settings);
    }))
}

/// The settings: those that `--config` names, or those that are found, unless they are for another document.
fn settings(from: &From) -> Result<Option<Builder>, Failure> {
    if let Some(path) = &from.config {
        return Ok(Some(Builder::from_file(path)?));
    }
    if from.no_config {
        return Ok(None);
    }
    let folder = match &from.document {
        Some(document) => document.parent().map(Path::to_owned).unwrap_or_default(),
        None => PathBuf::new(),
    };
    let Some(path) = config::find(&folder) else { return Ok(None) };
    let builder = Builder::from_file(path)?;
    let whole = |path: &Path| path.canonicalize().ok();
    Ok(match (&from.document, builder.document_path()) {
        (Some(wanted), Some(own)) if whole(wanted) != whole(own) => None,
        _ => Some(builder),
    })
}
