//! Stage two: the tree becomes one self-contained document of the 3.1 form, whatever version it was
//! written in, and in however many files. References are checked here and stay references; later stages look
//! them up.

use crate::diag::Diagnostics;
use crate::load::{Node, Sources};

pub mod dialect;
pub mod reference;
pub mod version;

mod bundle;
mod cycle;
mod heir;
mod raise;
mod swagger;

pub(crate) use swagger::INNER_FORMAT;

pub use bundle::Extensions;
pub use version::Version;

/// Checks version and references, and raises older documents.
pub fn resolve(tree: Node, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<Node> {
    let (tree, version) = bundle(tree, Extensions::Keep, sources, diagnostics)?;
    Some(raise(tree, version, diagnostics))
}

/// Checks the version, and gathers what references lead to into one document of that version.
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

/// Checks the references of a bundled document, which stays as it is.
pub fn check(tree: &Node, version: Version, diagnostics: &mut Diagnostics) {
    if version == Version::V2_0 {
        let (raised, moves) = swagger::raise(tree);
        diagnostics.trace_mut().moved(moves);
        reference::check(&raised, diagnostics);
    } else {
        reference::check(tree, diagnostics);
    }
}

/// Checks the references of a bundled document, and raises it.
pub fn raise(mut tree: Node, version: Version, diagnostics: &mut Diagnostics) -> Node {
    if version == Version::V2_0 {
        let (raised, moves) = swagger::raise(&tree);
        tree = raised;
        diagnostics.trace_mut().moved(moves);
    }
    let moves = heir::part(&mut tree, diagnostics);
    diagnostics.trace_mut().moved(moves);
    let references = reference::check(&tree, diagnostics);
    cycle::check(&tree, &references.targets, diagnostics);
    let wrapped = raise::raise(&mut tree, version, diagnostics);
    diagnostics.trace_mut().wrapped(wrapped);
    tree
}
