//! Bundles: a document with everything that its references lead to, as one self-contained text. In come sources, out
//! comes a tree, and text in YAML or JSON.
//!
//! Nothing of the document is lost but comments: unknown keywords, extensions, descriptions and the order of keys
//! stay. YAML anchors and merge keys are expanded.

use std::io;
use std::path::Path;

use crate::diag::{Diagnostics, codes};
use crate::load::load;
use crate::resolve::{self, Extensions, Version};
use crate::source::Sources;
use crate::tree::{At, Node};

mod finish;
mod yaml;

/// The version of OpenAPI that a bundle is written in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Target {
    /// The version of the document.
    #[default]
    Unchanged,
    /// OpenAPI 3.1. Documents in 2.0 and 3.0 are converted; a document in 3.2 is refused.
    V3_1,
}

/// The format of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// YAML, which reads the same in YAML 1.1 and 1.2.
    Yaml,
    /// JSON, indented.
    Json,
}

impl Format {
    /// Returns the format that the extension of a file name stands for.
    pub fn of(path: &Path) -> Option<Format> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "yaml" | "yml" => Some(Format::Yaml),
            "json" => Some(Format::Json),
            _ => None,
        }
    }
}

/// Bundles the root document. Returns `None` when it is not an OpenAPI document, or cannot be in the version.
pub fn bundle(
    sources: &mut Sources,
    target: Target,
    diagnostics: &mut Diagnostics,
) -> Option<Node> {
    let tree = load(sources, diagnostics)?;
    let (tree, version) = resolve::bundle(tree, Extensions::Resolve, sources, diagnostics)?;
    match target {
        Target::Unchanged => {
            resolve::check(&tree, version, diagnostics);
            Some(finish::unchanged(tree))
        }
        Target::V3_1 if version > Version::V3_1 => {
            let message = "a document in OpenAPI 3.2 cannot be converted to 3.1";
            diagnostics
                .report(&codes::UNSUPPORTED_VERSION, &At::root().key("openapi"), message)
                .help("bundle it in its own version");
            None
        }
        Target::V3_1 => Some(finish::raised(resolve::upgrade(tree, version, diagnostics), version)),
    }
}

/// Writes a document as text.
///
/// # Errors
///
/// Fails when the YAML library cannot write the document.
pub fn text(document: &Node, format: Format) -> io::Result<String> {
    match format {
        Format::Yaml => yaml::write(document).map_err(io::Error::other),
        Format::Json => Ok(serde_json::to_string_pretty(document)? + "\n"),
    }
}
