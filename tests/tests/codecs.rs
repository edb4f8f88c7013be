//! The round-trip properties of the packages in `generated/`: `decode(encode(x)) == x` for every type and every operation.

use counterpart_stages::document::{plan_of, spec};
use counterpart_tests::roundtrip;

/// Defines two tests for a package: one for its types, one for its operations.
macro_rules! round_trips {
    ($($name:ident: $api:ident),* $(,)?) => {$(
        mod $name {
            use super::{roundtrip, plan_of, spec};

            #[test]
            fn types() {
                let name = stringify!($name);
                roundtrip::types(&plan_of(name, &spec(name).text), &$api::roundtrip::types(), 60);
            }

            #[test]
            fn operations() {
                let name = stringify!($name);
                roundtrip::operations(&plan_of(name, &spec(name).text), &$api::roundtrip::operations(), 20);
            }
        }
    )*};
}

round_trips! {
    agents: agents_api,
    arcanna: arcanna_api,
    arcee: arcee_api,
    archetype: archetype_api,
    inference: inference_api,
}
