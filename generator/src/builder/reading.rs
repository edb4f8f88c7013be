//! What a builder reads, how far its references lead, and its paths as the generated package sees them.

use std::path::{Path, PathBuf};

use super::{BuildError, Builder};
use crate::config::{self, Config, beside};
use crate::paths::seen_from;
use crate::source::Sources;

impl Builder {
    pub(super) fn open(&self) -> Result<Sources, BuildError> {
        let mut sources = match (&self.text, &self.document) {
            (Some((name, text)), _) => Sources::from_text(name, text),
            (None, Some(path)) => Sources::open(path).map_err(|error| {
                BuildError::other(format!("{}: cannot be read: {error}", path.display()))
            })?,
            (None, None) => {
                return Err(BuildError::other(
                    "no document is given: name it, or set `document` in the settings".to_owned(),
                ));
            }
        };
        let references = &self.config.settings.references;
        let access = sources.access_mut();
        if let Some(root) = &references.root {
            access.set_root(beside(&self.folder(), root));
        }
        if let Some(root) = &self.root {
            access.set_root(root.clone());
        }
        if references.outside {
            access.allow_outside();
        }
        if references.http {
            #[cfg(feature = "http")]
            access.allow_web(crate::source::Web::default().reader());
            #[cfg(not(feature = "http"))]
            return Err(BuildError::other(
                "references over HTTP need the feature `http` of `counterpart-generator`"
                    .to_owned(),
            ));
        }
        Ok(sources)
    }

    /// The folder of the settings.
    fn folder(&self) -> PathBuf {
        let written = self.written.as_ref().and_then(|(path, _)| path.parent());
        written.map(Path::to_owned).unwrap_or_default()
    }

    /// Paths of the settings, as the generated package sees them.
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
