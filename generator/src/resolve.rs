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

pub use bundle::Extensions;
pub use version::Version;

/// Bundles a document, checks its version and references, and upgrades it to the form of 3.1.
pub fn resolve(tree: Node, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<Node> {
    let (tree, version) = bundle(tree, Extensions::Keep, sources, diagnostics)?;
    Some(upgrade(tree, version, diagnostics))
}

/// Checks the version, and copies what references lead to into one document of that version.
pub fn bundle(
    mut tree: Node,
    extensions: Extensions,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<(Node, Version)> {
    let version = version::version(&mut tree, diagnostics)?;
    let (tree, origins) = bundle::bundle(tree, version, extensions, sources, diagnostics);
    diagnostics.trace_mut().bundled(origins);
    Some((tree, version))
}

/// Checks the references of a bundled document, and changes nothing.
pub fn check(tree: &Node, version: Version, diagnostics: &mut Diagnostics) {
    if version == Version::V2_0 {
        let (upgraded, moves) = swagger::upgrade(tree);
        diagnostics.trace_mut().moved(moves);
        reference::check(&upgraded, diagnostics);
    } else {
        reference::check(tree, diagnostics);
    }
}

/// Checks the references of a bundled document, and upgrades it to the form of 3.1.
pub fn upgrade(mut tree: Node, version: Version, diagnostics: &mut Diagnostics) -> Node {
    if version == Version::V2_0 {
        swagger::conflict::check(&tree, diagnostics);
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
    tree
}
