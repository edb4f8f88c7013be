//! The part of a document that the user asks for: operations by filters, and the components that they need. In comes
//! the resolved tree, out comes a smaller one. It stands before all that looks for faults, so that a fault in what
//! nobody asked for costs nothing, not even a finding.

mod filter;
mod prune;

use std::collections::BTreeSet;

use crate::config::Config;
use crate::diag::Diagnostics;
use crate::tree::Node;

/// Takes out of the tree what is not asked for, with the findings about it.
pub fn select(tree: &mut Node, config: &Config, diagnostics: &mut Diagnostics) {
    let filtered = config.is_filtered();
    let mut lost: BTreeSet<String> = BTreeSet::new();
    if filtered {
        let gone = filter::run(tree, config, diagnostics, &mut lost);
        filter::rescue(tree, &gone);
    }
    if config.settings.prune.unwrap_or(filtered) {
        prune::run(tree, &mut lost);
    }
    diagnostics.forget(&lost, tree);
}
