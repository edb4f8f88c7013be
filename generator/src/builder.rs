//! The entry point for programs and build scripts. A [`Builder`] takes a document and settings, and generates into
//! memory, into a folder, or into a module of the crate whose build script runs. The `counterpart` command uses it too.

mod bundle;
mod error;
mod memory;
mod module;
mod reading;

use std::path::{Path, PathBuf};

use crate::config::{Config, Settings, beside};
use crate::diag::{Diagnostics, Refusal};
use crate::emit::{Find, emit_changed};
use crate::pass::Plan;
use crate::source::{FileId, Sources};
use crate::{Files, plan, write};
pub use bundle::Bundle;
pub use error::BuildError;
use memory::Document;

/// Generates Rust code from an OpenAPI document.
///
/// # Examples
///
/// In a build script, with the settings of a file:
///
/// ```no_run
/// use counterpart_generator::{BuildError, Builder};
///
/// fn main() -> Result<(), BuildError> {
///     Builder::from_file("counterpart.toml")?.build("petstore")
/// }
/// ```
///
/// and in the crate:
///
/// ```ignore
/// include!(concat!(env!("OUT_DIR"), "/petstore.rs"));
///
/// use petstore::{operations, types};
/// ```
///
/// In any program, without files:
///
/// ```
/// use counterpart_generator::Builder;
/// use counterpart_generator::config::Ends;
///
/// let document = "
/// openapi: 3.1.0
/// info: {title: Greeter, version: '1'}
/// paths:
///   /hello:
///     get:
///       operationId: greet
///       responses: {'200': {description: A greeting., content: {text/plain: {schema: {type: string}}}}}
/// ";
/// let generated = Builder::from_text("greeter.yaml", document)
///     .settings(|settings| settings.ends = Ends::Client)
///     .generate()?;
/// let files = generated.files()?;
/// assert!(files.get("src/client.rs").is_some_and(|text| text.contains("pub fn greet(")));
/// assert!(files.get("src/server.rs").is_none());
/// # Ok::<(), counterpart_generator::BuildError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Builder {
    config: Config,
    document: Option<Document>,
    output: Option<PathBuf>,
    root: Option<PathBuf>,
    /// The settings' file with its text.
    written: Option<(PathBuf, String)>,
}

/// The result of a generation.
#[derive(Debug)]
pub struct Generated {
    /// The plan of the generated package, or `None` if the document has too many errors to generate one.
    pub plan: Option<Plan>,
    /// The findings about the document and the settings.
    pub diagnostics: Diagnostics,
    /// The texts that were read.
    pub sources: Sources,
    /// The choices that were applied.
    pub config: Config,
}

impl Builder {
    /// Creates a builder for the document at a path, with default settings.
    pub fn new(document: impl Into<PathBuf>) -> Self {
        Self::of(Document::File(document.into()))
    }

    /// Creates a builder from the settings in a file, usually `counterpart.toml`. Paths in it are relative to its
    /// folder.
    ///
    /// # Errors
    ///
    /// Fails when the file cannot be read, and when a setting is unknown or has a wrong value. The error's text
    /// shows every such setting with its place.
    pub fn from_file(path: impl Into<PathBuf>) -> Result<Self, BuildError> {
        let path = path.into();
        let name = path.display().to_string();
        let text = std::fs::read_to_string(&path)
            .map_err(|error| BuildError::other(format!("cannot read {name}: {error}")))?;
        let sources = Sources::from_text(&name, &text);
        let mut diagnostics = Diagnostics::new();
        let Some(config) = Config::read(FileId::ROOT, &sources, &mut diagnostics) else {
            return Err(BuildError::finding(diagnostics.render(&sources, false)));
        };
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        let seen = |path: &Option<String>| path.as_ref().map(|path| beside(&folder, path));
        Ok(Self {
            document: seen(&config.settings.document).map(Document::File),
            output: seen(&config.settings.output),
            config,
            root: None,
            written: Some((path, text)),
        })
    }

    fn of(document: Document) -> Self {
        let config = Config::default();
        Self { config, document: Some(document), output: None, root: None, written: None }
    }

    /// Changes the settings. Changes made here override the file.
    #[must_use]
    pub fn settings(mut self, change: impl FnOnce(&mut Settings)) -> Self {
        change(&mut self.config.settings);
        self
    }

    /// Changes the choices that are not settings, such as the text of the file header.
    #[must_use]
    pub fn configure(mut self, change: impl FnOnce(&mut Config)) -> Self {
        change(&mut self.config);
        self
    }

    /// Sets the document. It replaces the one in the settings.
    #[must_use]
    pub fn document(mut self, path: impl Into<PathBuf>) -> Self {
        self.document = Some(Document::File(path.into()));
        self
    }

    /// Sets the folder of the generated package. It replaces the one in the settings.
    #[must_use]
    pub fn output(mut self, folder: impl Into<PathBuf>) -> Self {
        self.output = Some(folder.into());
        self
    }

    /// Sets the folder whose files references may lead to. It replaces the one in the settings.
    ///
    /// The default is the folder of the document. A document made by [`from_value`](Self::from_value) has no folder:
    /// its relative references are resolved against this one.
    #[must_use]
    pub fn root(mut self, folder: Option<PathBuf>) -> Self {
        self.root = folder.or(self.root);
        self
    }

    /// Returns the path of the document, if it is a file.
    pub fn document_path(&self) -> Option<&Path> {
        match &self.document {
            Some(Document::File(path)) => Some(path),
            _ => None,
        }
    }

    /// Returns the folder of the generated package, if it is set.
    pub fn output_path(&self) -> Option<&Path> {
        self.output.as_deref()
    }

    /// Sets whether a document with errors is generated without the operations that need a faulty part. It replaces
    /// `keep-going` of the settings. By default, nothing is generated from such a document.
    ///
    /// # Examples
    ///
    /// ```
    /// use counterpart_generator::Builder;
    ///
    /// let document = "
    /// openapi: 3.1.0
    /// info: {title: Greeter, version: '1'}
    /// paths:
    ///   /hello:
    ///     get: {operationId: greet, responses: {'204': {description: Greeted.}}}
    ///     put: {operationId: change, parameters: [{$ref: '#/nowhere'}]}
    /// ";
    /// let builder = Builder::from_text("greeter.yaml", document);
    /// assert!(builder.generate()?.files().is_err());
    /// let generated = builder.keep_going(true).generate()?;
    /// assert_eq!(generated.diagnostics.left_out(), ["PUT /hello"]);
    /// assert!(generated.files()?.get("src/client.rs").is_some());
    /// # Ok::<(), counterpart_generator::BuildError>(())
    /// ```
    #[must_use]
    pub fn keep_going(mut self, keep_going: bool) -> Self {
        self.config.settings.keep_going = keep_going;
        self
    }

    /// Reads the document and plans the generation. Nothing is written.
    ///
    /// Findings about the document are no error here: they are in [`Generated::diagnostics`].
    ///
    /// # Errors
    ///
    /// Fails when no document is set or the document cannot be read.
    pub fn generate(&self) -> Result<Generated, BuildError> {
        let mut sources = self.open()?;
        let mut config = self.config.clone();
        if let Some(name) = self.document_path().and_then(Path::file_name) {
            config.source = name.to_string_lossy().into_owned();
        }
        if let Some((path, text)) = &self.written {
            config.in_file(sources.add(&path.display().to_string(), text));
        }
        self.place(&mut config);
        let mut diagnostics = Diagnostics::new();
        let plan = plan(&mut sources, &config, &mut diagnostics);
        Ok(Generated { plan, diagnostics, sources, config })
    }

    /// Generates into the folder of the package.
    ///
    /// # Errors
    ///
    /// Fails when [`generate`](Self::generate) or [`Generated::files`] does, when no folder is set, and when a file
    /// cannot be written.
    pub fn write(&self) -> Result<write::Report, BuildError> {
        let Some(output) = &self.output else {
            return Err(BuildError::other(
                "no output folder: call `Builder::output`, or set `output` in the settings",
            ));
        };
        let files = self.generate()?.files_for(output)?;
        write::write(files, output).map_err(|error| {
            BuildError::other(format!("cannot write {}: {error}", output.display()))
        })
    }
}

impl Generated {
    /// Returns the generated files.
    ///
    /// # Errors
    ///
    /// Fails when the document has errors, unless [`Builder::keep_going`] is set, and when there are denied findings.
    /// The error's text has the findings.
    pub fn files(&self) -> Result<Files, BuildError> {
        self.changed(&|_, _| None)
    }

    /// The files for a folder, as [`Self::files`] returns them. What an earlier generation printed there is not
    /// printed again.
    fn files_for(&self, folder: &Path) -> Result<Files, BuildError> {
        self.changed(&write::printed(folder))
    }

    fn changed(&self, find: &Find<'_>) -> Result<Files, BuildError> {
        match (&self.plan, self.refusal()) {
            (Some(plan), None) => Ok(emit_changed(plan, &self.config, find)),
            (_, refusal) => {
                let report = self.diagnostics.render_without_notes(&self.sources, false);
                let summary = self.diagnostics.summary();
                let help = refusal.map(|refusal| format!("\n{}", refusal.help()));
                let help = help.unwrap_or_default();
                Err(BuildError::finding(format!("{report}nothing was generated: {summary}{help}")))
            }
        }
    }

    /// Returns why the generated files may not be written, if they may not: the document has errors, or there are denied
    /// findings.
    pub fn refusal(&self) -> Option<Refusal> {
        self.plan.as_ref()?;
        self.diagnostics.refusal(self.config.settings.keep_going)
    }
}
