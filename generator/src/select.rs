//! Stage 3: removes what the user does not ask for. In goes the resolved tree; out comes a tree with the operations that
//! the filters select, and the components that these need. It comes before the checks, so that parts that are not
//! selected are never reported.

mod filter;
mod prune;

use std::collections::BTreeSet;

use crate::config::Config;
use crate::diag::Diagnostics;
use crate::tree::Node;

/// Removes what is not selected from the tree, with the diagnostics about it.
pub fn select(tree: &mut Node, config: &Config, diagnostics: &mut Diagnostics) {
    let filtered = config.is_filtered();
    let mut lost: BTreeSet<String> = BTreeSet::new();
    if filtered {
        let removed = filter::run(tree, config, diagnostics, &mut lost);
        filter::keep_referenced(tree, &removed);
    }
    if config.settings.prune.unwrap_or(filtered) {
        prune::run(tree, &mut lost);
    }
    diagnostics.forget(&lost, tree);
}
