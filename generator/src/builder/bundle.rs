//! Bundles: the document of a builder with everything that its references lead to, as one text.

use super::{BuildError, Builder};
use crate::bundle::{Format, Target, bundle, text};
use crate::diag::{Diagnostics, Refusal};
use crate::load::is_json;
use crate::source::Sources;
use crate::tree::Node;

/// A self-contained document, with the findings about it.
#[derive(Debug)]
pub struct Bundle {
    /// The document, or `None` when the source is not an OpenAPI document.
    pub document: Option<Node>,
    /// The findings of loading the document and resolving its references.
    pub diagnostics: Diagnostics,
    /// The texts that were read.
    pub sources: Sources,
}

impl Builder {
    /// Gathers the document and everything that its references lead to into one self-contained document.
    ///
    /// The whole document is bundled: filters and settings about generated code do not apply. Generating from the
    /// bundle gives the same code as generating from the document.
    ///
    /// # Errors
    ///
    /// Fails when no document is set or the document cannot be read. Findings about the document are no error here:
    /// they are in [`Bundle::diagnostics`].
    ///
    /// # Examples
    ///
    /// ```
    /// use counterpart_generator::Builder;
    /// use counterpart_generator::bundle::{Format, Target};
    ///
    /// let document = "
    /// openapi: 3.0.4
    /// info: {title: Greeter, version: '1'}
    /// paths: {}
    /// components:
    ///   schemas:
    ///     Greeting: {type: string, nullable: true}
    /// ";
    /// let bundle = Builder::from_text("greeter.yaml", document).bundle(Target::V3_1)?;
    /// let text = bundle.text(Format::Yaml)?;
    /// assert!(text.starts_with("openapi: 3.1.2\n"));
    /// assert!(text.contains("type:\n      - string\n      - 'null'\n"));
    /// # Ok::<(), counterpart_generator::BuildError>(())
    /// ```
    pub fn bundle(&self, target: Target) -> Result<Bundle, BuildError> {
        let mut sources = self.open()?;
        let mut diagnostics = Diagnostics::new();
        let document = bundle(&mut sources, target, &mut diagnostics);
        diagnostics.conclude(&self.config.settings.levels(), document.is_some());
        Ok(Bundle { document, diagnostics, sources })
    }
}

impl Bundle {
    /// Returns the format that the document was read in.
    pub fn format(&self) -> Format {
        let root = self.sources.root();
        let is_json = is_json(self.sources.name(root), self.sources.text(root));
        if is_json { Format::Json } else { Format::Yaml }
    }

    /// Returns the document as text.
    ///
    /// A reference that leads nowhere is an error in the findings. It stays in the text as it is.
    ///
    /// # Errors
    ///
    /// Fails when the source is not an OpenAPI document, and when there are denied findings. The error's text has the
    /// findings.
    pub fn text(&self, format: Format) -> Result<String, BuildError> {
        match (&self.document, self.refusal()) {
            (Some(document), None) => text(document, format).map_err(|error| {
                BuildError::other(format!("cannot write the document as text: {error}"))
            }),
            (_, refusal) => {
                let report = self.diagnostics.render_without_notes(&self.sources, false);
                let summary = self.diagnostics.summary();
                let help = refusal.map(|refusal| format!("\n{}", refusal.help()));
                let help = help.unwrap_or_default();
                Err(BuildError::finding(format!("{report}nothing was bundled: {summary}{help}")))
            }
        }
    }

    /// Returns why the bundle may not be written: there are denied findings. Errors of the document are no reason.
    pub fn refusal(&self) -> Option<Refusal> {
        self.diagnostics.refusal(true)
    }
}
