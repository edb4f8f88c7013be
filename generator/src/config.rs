//! What a user may choose about what is generated. Plain data: it is passed, not stored.

/// The choices of a generation.
#[derive(Debug, Clone)]
pub struct Config {
    /// The name of the generated package, such as `petstore-api`; made of the document's title when it is not given.
    pub package: Option<String>,
    /// How the generated package finds the `counterpart-wire` crate.
    pub wire: Wire,
    /// Whether the package takes version, lints and the like from the workspace that it is in.
    pub workspace: bool,
    /// What the header of each file says that the file was made from.
    pub source: String,
    /// What the header of each file says about how to make it again.
    pub command: String,
}

/// How a generated package finds the `counterpart-wire` crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wire {
    /// By a version of the registry.
    Version(String),
    /// By a path, relative to the package.
    Path(String),
}

impl Default for Config {
    fn default() -> Self {
        Self {
            package: None,
            wire: Wire::Version(env!("CARGO_PKG_VERSION").to_owned()),
            workspace: false,
            source: "the document".to_owned(),
            command: "counterpart generate".to_owned(),
        }
    }
}
