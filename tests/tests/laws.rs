//! The laws of the project's own packages: `decode(encode(x)) == x` for every type and every operation.

use counterpart_tests::document::{plan_of, spec};
use counterpart_tests::laws;

#[test]
fn types_of_arcee() {
    laws::types(&plan_of("arcee", &spec("arcee").text), &arcee_api::laws::types(), 200);
}

#[test]
fn operations_of_arcee() {
    laws::operations(&plan_of("arcee", &spec("arcee").text), &arcee_api::laws::operations(), 100);
}

#[test]
fn types_of_arcanna() {
    laws::types(&plan_of("arcanna", &spec("arcanna").text), &arcanna_api::laws::types(), 200);
}

#[test]
fn operations_of_arcanna() {
    laws::operations(
        &plan_of("arcanna", &spec("arcanna").text),
        &arcanna_api::laws::operations(),
        100,
    );
}
