//! Goldens: one test for each stage, over every document in its folder.

use counterpart_tests::{case, document, stage};

#[test]
fn load() {
    case::check("load", stage::load);
}

#[test]
fn resolve() {
    case::check("resolve", stage::resolve);
}

#[test]
fn lower() {
    case::check("lower", stage::lower);
}

#[test]
fn pass() {
    case::check("pass", stage::pass);
}

#[test]
fn emit() {
    case::check("emit", stage::emit);
}

#[test]
fn wrong() {
    case::check("wrong", stage::wrong);
}

#[test]
fn settings() {
    case::check("settings", stage::settings);
}

/// What cannot be honoured of the project's own documents, by code: a number that grows is seen, and one that
/// shrinks too.
#[test]
fn findings() {
    let path = document::root().join("tests/cases/findings.tsv");
    expect_test::ExpectFile { path, position: file!() }.assert_eq(&stage::findings());
}
