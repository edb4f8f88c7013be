//! Opens the document of a builder with the access its references have, and turns paths of the settings into paths
//! as the generated package sees them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::memory::Document;
use super::{BuildError, Builder};
use crate::config::{self, Config, beside};
use crate::paths::seen_from;
use crate::source::Sources;

impl Builder {
    pub(super) fn open(&self) -> Result<Sources, BuildError> {
        let references = &self.config.settings.references;
        let of_settings = references.root.as_ref().map(|root| beside(&self.folder(), root));
        let root = self.root.clone().or(of_settings);
        let mut sources = match &self.document {
            Some(Document::File(path)) => Sources::open(path).map_err(|error| {
                BuildError::other(format!("cannot read {}: {error}", path.display()))
            })?,
            Some(Document::Text { name, text }) => Sources::from_text(name, text),
            Some(Document::Value { name, value }) => {
                // Relative references are resolved against the place of the document.
                let place = root.as_ref().map(|root| root.join(name).display().to_string());
                Sources::from_value(place.as_ref().unwrap_or(name), Arc::clone(value))
            }
            None => {
                return Err(BuildError::other(
                    "no document: pass its path, or set `document` in the settings",
                ));
            }
        };
        let access = sources.access_mut();
        if let Some(root) = root {
            access.set_root(root);
        }
        if references.outside {
            access.allow_outside();
        }
        if references.http {
            #[cfg(feature = "http")]
            access.allow_web(crate::source::Web::default().reader());
            #[cfg(not(feature = "http"))]
            return Err(BuildError::other(
                "`references.http` needs the feature `http` of `counterpart-generator`",
            ));
        }
        Ok(sources)
    }

    /// The folder of the settings.
    fn folder(&self) -> PathBuf {
        let written = self.written.as_ref().and_then(|(path, _)| path.parent());
        written.map(Path::to_owned).unwrap_or_default()
    }

    /// Rewrites paths of the settings, which are relative to their file, so that they are relative to the package.
    pub(super) fn place(&self, config: &mut Config) {
        let (Some(output), Some(_)) = (&self.output, &self.written) else { return };
        let folder = self.folder();
        if let (Some(path), Some(written)) =
            (&mut config.settings.package.wire_path, &config.written)
            && written.says("/package/wire-path", path)
        {
            *path = seen_from(output, &folder, path);
        }
        for dependency in config.settings.dependencies.values_mut() {
            if let config::Dependency::Detailed(detailed) = dependency
                && let Some(path) = &mut detailed.path
            {
                *path = seen_from(output, &folder, path);
            }
        }
    }
}
