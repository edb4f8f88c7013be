//! The round-trip properties of the packages in `generated/`: `decode(encode(x)) == x` for every type and every operation.

use counterpart_stages::document::{plan_of, spec};
use counterpart_tests::laws;

/// Defines two tests for a package: one for its types, one for its operations.
macro_rules! keeps_its_laws {
    ($($name:ident: $api:ident),* $(,)?) => {$(
        mod $name {
            use super::{laws, plan_of, spec};

            #[test]
            fn types() {
                let name = stringify!($name);
                laws::types(&plan_of(name, &spec(name).text), &$api::laws::types(), 60);
            }

            #[test]
            fn operations() {
                let name = stringify!($name);
                laws::operations(&plan_of(name, &spec(name).text), &$api::laws::operations(), 20);
            }
        }
    )*};
}

keeps_its_laws! {
    agents: agents_api,
    arcanna: arcanna_api,
    arcee: arcee_api,
    archetype: archetype_api,
    inference: inference_api,
}
