//! The golden tests: one for each stage, over every case in its directory. A test is in a module named like its stage, so
//! that the filter `emit::` selects the unit tests of `emit` in the generator and its golden files here.

use expect_test::ExpectFile;

use crate::{case, document, formats, stage};

/// A golden file that belongs to no single case.
fn file(name: &str) -> ExpectFile {
    ExpectFile { path: document::root().join("tests/cases").join(name), position: file!() }
}

mod load {
    #[test]
    fn goldens() {
        super::case::check("load", super::stage::load);
    }
}

mod resolve {
    #[test]
    fn goldens() {
        super::case::check("resolve", super::stage::resolve);
    }
}

mod lower {
    #[test]
    fn goldens() {
        super::case::check("lower", super::stage::lower);
    }
}

mod pass {
    #[test]
    fn goldens() {
        super::case::check("pass", super::stage::pass);
    }
}

mod emit {
    #[test]
    fn goldens() {
        super::case::check("emit", super::stage::emit);
    }

    /// The Rust type of every format: see `generator/src/api/format.rs`.
    #[test]
    fn goldens_of_formats() {
        super::file("formats.tsv").assert_eq(&super::formats::table());
    }
}

mod diag {
    #[test]
    fn goldens_of_wrong_documents() {
        super::case::check("wrong", super::stage::wrong);
    }

    /// The diagnostics about the documents of `specs/`, counted by code: a change in either direction shows.
    #[test]
    fn goldens_of_specs() {
        super::file("findings.tsv").assert_eq(&super::stage::findings());
    }
}

mod config {
    #[test]
    fn goldens_of_wrong_settings() {
        super::case::check("settings", super::stage::settings);
    }
}
