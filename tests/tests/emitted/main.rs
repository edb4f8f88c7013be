//! The packages generated from the cases compile, and their round-trip properties hold. `build.rs` writes the packages.

// No test uses all of a package.
#![allow(dead_code, unused_imports, unreachable_pub)]
// The documents are short and have difficult names.
#![allow(
    clippy::collapsible_match,
    clippy::enum_variant_names,
    clippy::match_same_arms,
    clippy::match_single_binding,
    clippy::module_inception,
    clippy::new_ret_no_self,
    clippy::self_named_constructors,
    clippy::similar_names,
    clippy::single_match,
    clippy::single_match_else,
    clippy::wrong_self_convention
)]
// A package allows these at its crate root. Here its root is a module, where the attribute has no effect.
#![allow(confusable_idents, mixed_script_confusables, uncommon_codepoints, unused_attributes)]

mod encodings;
mod incoming;
mod messages;
mod methods;
mod scopes;
mod served;
mod servers;
mod sockets;
mod xml;

use counterpart_stages::document::plan_of;
use counterpart_tests::composed::compose;
use counterpart_tests::{roundtrip, values};
use counterpart_wire::roundtrip::{OperationCheck, TypeCheck};

include!(concat!(env!("OUT_DIR"), "/emitted/index.rs"));

/// A document and the round-trip checks of its package.
type Package = (&'static str, fn() -> Vec<TypeCheck>, fn() -> Vec<OperationCheck>);

#[test]
fn types_keep_their_law() {
    each(PACKAGES.iter(), |path, text, types, _| {
        roundtrip::types(&plan_of(path, text), &types(), 100);
    });
}

#[test]
fn operations_keep_their_laws() {
    // Random values seldom satisfy the rules of these schemas: the tables have values that do.
    let packages = || PACKAGES.iter().filter(|(path, ..)| !is_of_values(path));
    each(packages(), |path, text, _, operations| {
        roundtrip::operations(&plan_of(path, text), &operations(), 100);
    });
}

/// Each value in the tables beside `cases/values/` is accepted, or rejected with the violations in its row.
#[test]
fn values_are_held_to_their_schemas() {
    let mut wrong = Vec::new();
    for (path, _, operations) in PACKAGES.iter().filter(|(path, ..)| is_of_values(path)) {
        let roundtrip = operations();
        for row in values::rows(path) {
            if let Err(why) = values::check(&row, &roundtrip) {
                wrong.push(why);
            }
        }
    }
    assert!(wrong.is_empty(), "{} values:\n{}", wrong.len(), wrong.join("\n"));
}

fn is_of_values(path: &str) -> bool {
    path.contains("/values/")
}

fn text_of(path: &str) -> String {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    if is_of_values(path) { compose(&text) } else { text }
}

/// Runs a check on every package, and reports all failures together.
fn each<'p>(
    packages: impl Iterator<Item = &'p Package>,
    check: impl Fn(&str, &str, fn() -> Vec<TypeCheck>, fn() -> Vec<OperationCheck>),
) {
    let mut unheld = Vec::new();
    for (path, types, operations) in packages {
        let text = text_of(path);
        let checked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            check(path, &text, *types, *operations);
        }));
        if checked.is_err() {
            unheld.push(*path);
        }
    }
    assert!(unheld.is_empty(), "these do not keep their roundtrip: {unheld:#?}");
}
