//! Compares JSON for round-trip checks: objects in any order, and floats by value.

use serde_json::Value as Json;

/// Returns whether `written` has the same meaning as `sample`.
pub(super) fn same(sample: &Json, written: &Json) -> bool {
    match (sample, written) {
        // Numbers become doubles: `-0.0` equals 0, and large integers are rounded. What is written as an integer must
        // be exact.
        (Json::Number(sample), Json::Number(written)) if sample.is_f64() || written.is_f64() => {
            sample.as_f64() == written.as_f64()
        }
        (Json::Array(sample), Json::Array(written)) => {
            let pairs = || sample.iter().zip(written);
            sample.len() == written.len() && pairs().all(|(one, other)| same(one, other))
        }
        (Json::Object(sample), Json::Object(written)) => {
            let kept = |(key, one): (&String, &Json)| {
                written.get(key).is_some_and(|other| same(one, other))
            };
            sample.len() == written.len() && sample.iter().all(kept)
        }
        _ => sample == written,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::same;

    #[test]
    fn a_double_is_compared_as_one_and_an_integer_to_the_digit() {
        assert!(same(
            &json!([{ "a": -0.0, "b": u64::MAX }]),
            &json!([{ "b": 18_446_744_073_709_551_616.0, "a": 0 }])
        ));
        assert!(!same(&json!(9_007_199_254_740_993_u64), &json!(9_007_199_254_740_992_u64)));
        assert!(!same(&json!({ "a": 0.1 }), &json!({ "a": 0.2 })));
        assert!(!same(&json!({ "a": 1 }), &json!({ "a": 1, "b": 2 })));
        assert!(!same(&json!([1]), &json!([])) && !same(&json!("1"), &json!(1)));
    }
}
