//! Stage 2: resolves references and versions. In goes the tree of the root document; out comes one self-contained
//! tree in the form of OpenAPI 3.1 or 3.2, whatever the version and the number of files. References are checked
//! here and stay references, which later stages look up.

use crate::diag::Diagnostics;
use crate::source::Sources;
use crate::tree::Node;

pub mod dialect;
pub mod reference;
pub mod version;

mod bundle;
mod cycle;
mod subtype;
mod swagger;
mod upgrade;

pub(crate) use swagger::INNER_FORMAT;

pub use version::Version;

/// Bundles a document, checks its version and references, and upgrades it to the form of 3.1.
pub fn resolve(
    mut tree: Node,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Node> {
    let version = version::version(&mut tree, diagnostics)?;
    let (bundled, origins) = bundle::bundle(tree, version, sources, diagnostics);
    tree = bundled;
    diagnostics.trace_mut().bundled(origins);
    if version == Version::V2_0 {
        let (upgraded, moves) = swagger::upgrade(&tree);
        tree = upgraded;
        diagnostics.trace_mut().moved(moves);
    }
    let moves = subtype::split(&mut tree, diagnostics);
    diagnostics.trace_mut().moved(moves);
    let references = reference::check(&tree, diagnostics);
    cycle::check(&tree, &references.targets, diagnostics);
    let wrapped = upgrade::upgrade(&mut tree, version, diagnostics);
    diagnostics.trace_mut().wrapped(wrapped);
    Some(tree)
}
