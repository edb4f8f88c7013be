//! The way in for programs: what to generate is said once, and goes into memory, into a folder, or into a module of the
//! crate whose build script runs. The `counterpart` command goes this way too.

mod error;
mod module;
mod reading;

use std::path::{Path, PathBuf};

use crate::config::{Config, Deny, Settings, beside};
use crate::diag::Diagnostics;
use crate::emit::{Printed, emit_changed};
use crate::pass::Plan;
use crate::source::{FileId, Sources};
use crate::{Files, plan, write};
pub use error::BuildError;

/// Generates a document by settings.
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
/// let made = Builder::from_text("greeter.yaml", document)
///     .settings(|settings| settings.ends = Ends::Client)
///     .generate()?;
/// let files = made.files()?;
/// assert!(files.get("src/client.rs").is_some_and(|text| text.contains("pub fn greet(")));
/// assert!(files.get("src/server.rs").is_none());
/// # Ok::<(), counterpart_generator::BuildError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Builder {
    config: Config,
    /// The document, if it is no file but a text with a name.
    text: Option<(String, String)>,
    document: Option<PathBuf>,
    output: Option<PathBuf>,
    root: Option<PathBuf>,
    /// The settings' file with its text.
    written: Option<(PathBuf, String)>,
}

/// What came of a generation.
#[derive(Debug)]
pub struct Generated {
    /// What is generated; nothing when nothing can be.
    pub plan: Option<Plan>,
    /// What was found.
    pub diagnostics: Diagnostics,
    /// The texts that were read.
    pub sources: Sources,
    /// By which choices.
    pub config: Config,
}

impl Builder {
    /// Generates a document with what nobody has chosen.
    pub fn new(document: impl Into<PathBuf>) -> Self {
        Self { document: Some(document.into()), ..Self::empty() }
    }

    /// Generates a document that is in memory; the name is for findings.
    pub fn from_text(name: &str, text: &str) -> Self {
        Self { text: Some((name.to_owned(), text.to_owned())), ..Self::empty() }
    }

    /// Generates by the settings of a file. Its paths are relative to its folder.
    pub fn from_file(path: impl Into<PathBuf>) -> Result<Self, BuildError> {
        let path = path.into();
        let name = path.display().to_string();
        let text = std::fs::read_to_string(&path)
            .map_err(|error| BuildError::other(format!("{name}: cannot be read: {error}")))?;
        let sources = Sources::from_text(&name, &text);
        let mut diagnostics = Diagnostics::new();
        let Some(config) = Config::read(FileId::ROOT, &sources, &mut diagnostics) else {
            return Err(BuildError::finding(diagnostics.render(&sources, false)));
        };
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        let seen = |path: &Option<String>| path.as_ref().map(|path| beside(&folder, path));
        Ok(Self {
            document: seen(&config.settings.document),
            output: seen(&config.settings.output),
            config,
            text: None,
            root: None,
            written: Some((path, text)),
        })
    }

    fn empty() -> Self {
        Self {
            config: Config::default(),
            text: None,
            document: None,
            output: None,
            root: None,
            written: None,
        }
    }

    /// Changes the settings: what stands in them counts, whatever a file says.
    #[must_use]
    pub fn settings(mut self, change: impl FnOnce(&mut Settings)) -> Self {
        change(&mut self.config.settings);
        self
    }

    /// Changes what is no setting.
    #[must_use]
    pub fn configure(mut self, change: impl FnOnce(&mut Config)) -> Self {
        change(&mut self.config);
        self
    }

    /// Takes another document than the settings say.
    #[must_use]
    pub fn document(mut self, path: impl Into<PathBuf>) -> Self {
        self.document = Some(path.into());
        self
    }

    /// Writes into another folder than the settings say.
    #[must_use]
    pub fn output(mut self, folder: impl Into<PathBuf>) -> Self {
        self.output = Some(folder.into());
        self
    }

    /// Lets references lead to the files of a folder and below, in place of what the settings say.
    #[must_use]
    pub fn root(mut self, folder: Option<PathBuf>) -> Self {
        self.root = folder.or(self.root);
        self
    }

    /// The document, if it is known.
    pub fn document_path(&self) -> Option<&Path> {
        self.document.as_deref()
    }

    /// The folder of the package, if it is known.
    pub fn output_path(&self) -> Option<&Path> {
        self.output.as_deref()
    }

    /// The findings that are refused.
    pub fn denied(&self) -> &[Deny] {
        &self.config.settings.deny
    }

    /// Reads and plans: what would be generated, and what was found.
    pub fn generate(&self) -> Result<Generated, BuildError> {
        let mut sources = self.open()?;
        let mut config = self.config.clone();
        if let Some(name) = self.document.as_deref().and_then(Path::file_name) {
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

    /// Generates into the folder of the package. Nothing is written when there are findings that are refused.
    pub fn write(&self) -> Result<write::Report, BuildError> {
        let Some(output) = &self.output else {
            return Err(BuildError::other("no folder is set to write into".to_owned()));
        };
        let files = self.generate()?.files_for(output)?;
        write::write(files, output).map_err(|error| {
            BuildError::other(format!("{}: cannot be written: {error}", output.display()))
        })
    }
}

impl Generated {
    /// The files, unless there are findings that are refused.
    pub fn files(&self) -> Result<Files, BuildError> {
        self.changed(&|_, _| None)
    }

    /// The files for a folder, as [`Self::files`] returns them. What an earlier generation printed there is not
    /// printed again.
    fn files_for(&self, folder: &Path) -> Result<Files, BuildError> {
        self.changed(&write::printed(folder))
    }

    fn changed(&self, printed: &Printed<'_>) -> Result<Files, BuildError> {
        let refused = denied(&self.diagnostics, &self.config.settings.deny);
        match (&self.plan, refused) {
            (Some(plan), None) => Ok(emit_changed(plan, &self.config, printed)),
            (_, refused) => {
                let report = self.diagnostics.render(&self.sources, false);
                let why = refused.map(|kind| format!("{kind} are denied: "));
                let summary = self.diagnostics.summary();
                let why = why.unwrap_or_default();
                Err(BuildError::finding(format!("{report}nothing was generated: {why}{summary}")))
            }
        }
    }
}

/// The kind of the findings that are refused, if there are any.
pub fn denied(diagnostics: &Diagnostics, deny: &[Deny]) -> Option<&'static str> {
    let (errors, warnings) = diagnostics.counts();
    let unsupported = || diagnostics.iter().any(|found| found.code.is_unsupported());
    deny.iter().find_map(|kind| match kind {
        Deny::Errors => (errors > 0).then_some("errors"),
        Deny::Warnings => (errors + warnings > 0).then_some("warnings"),
        Deny::Unsupported => unsupported().then_some("keywords that are not supported"),
    })
}
