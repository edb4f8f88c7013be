//! Checks the limits of a schema against each other.

use super::Reader;
use crate::diag::codes;
use crate::tree::{At, Node, Object};

/// A lower limit, an upper limit, and whether the two may be equal.
const PAIRS: [(&str, &str, bool); 8] = [
    ("minimum", "maximum", true),
    ("exclusiveMinimum", "maximum", false),
    ("minimum", "exclusiveMaximum", false),
    ("exclusiveMinimum", "exclusiveMaximum", false),
    ("minLength", "maxLength", true),
    ("minItems", "maxItems", true),
    ("minProperties", "maxProperties", true),
    ("minContains", "maxContains", true),
];

impl Reader<'_> {
    /// Checks that the lower limits are below the upper ones.
    pub(super) fn bounds(&mut self, schema: &Object, at: &At<'_>) {
        let number = |keyword| schema.get(keyword).and_then(Node::as_f64);
        for (low, high, may_be_equal) in PAIRS {
            let (Some(least), Some(most)) = (number(low), number(high)) else { continue };
            if least < most || (may_be_equal && least <= most) {
                continue;
            }
            let message =
                format!("contradictory limits: `{low}` is {least}, but `{high}` is {most}");
            let other = at.key(high).origin();
            self.diagnostics
                .report(&codes::BOUNDS, &at.key(low), message)
                .also(&other, "the other limit");
        }
        if number("multipleOf").is_some_and(|step| step <= 0.0) {
            let message = "`multipleOf` must be greater than 0";
            let found = self.diagnostics.report(&codes::ODD_VALUE, &at.key("multipleOf"), message);
            found.help("write a number greater than 0, or remove the keyword");
            self.edits.remove(&at.key("multipleOf"));
        }
    }
}
