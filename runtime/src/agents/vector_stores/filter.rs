//! Filters on the attributes of files in a search: comparisons, and combinations with `and` or `or`.

use agents_api::wire::Map;
use serde_json::Value;

use crate::agents::refusal::Refusal;

/// The maximum nesting depth of conditions.
const DEEPEST: usize = 16;

/// The maximum number of values. Each file is compared with all of them.
const MOST: usize = 1000;

/// A condition.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Filter {
    /// Compares the attribute with the value.
    Compare(String, Comparison, Value),
    /// The attribute is, or is not, one of the values.
    OneOf(String, bool, Vec<Value>),
    /// All conditions are met, or at least one.
    Join(Join, Vec<Filter>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    Unequal,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Join {
    And,
    Or,
}

/// Parses the `filters` of a search. An empty object means no condition.
pub(super) fn read(filters: Option<&Map<Value>>) -> Result<Option<Filter>, Refusal> {
    let Some(filters) = filters.filter(|filters| !filters.is_empty()) else { return Ok(None) };
    let filters = Value::Object(filters.clone().into_iter().collect());
    if values(&filters) > MOST {
        return Err(wrong(&format!("The filter has more than {MOST} values.")));
    }
    condition(&filters, 0).map(Some)
}

/// Returns the number of values in a value, itself included.
fn values(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(values).sum::<usize>(),
        Value::Object(map) => 1 + map.values().map(values).sum::<usize>(),
        _ => 1,
    }
}

fn condition(value: &Value, depth: usize) -> Result<Filter, Refusal> {
    if depth > DEEPEST {
        return Err(wrong("The conditions are nested too deeply."));
    }
    let kind = value.get("type").and_then(Value::as_str);
    let kind =
        kind.ok_or_else(|| wrong("A condition requires a `type`, such as `eq` or `and`."))?;
    let join = match kind {
        "and" => Some(Join::And),
        "or" => Some(Join::Or),
        _ => None,
    };
    if let Some(join) = join {
        let filters = value.get("filters").and_then(Value::as_array);
        let filters =
            filters.ok_or_else(|| wrong("`and` and `or` require a list of `filters`."))?;
        let filters = filters.iter().map(|filter| condition(filter, depth + 1));
        return Ok(Filter::Join(join, filters.collect::<Result<_, _>>()?));
    }
    let key = value.get("key").and_then(Value::as_str);
    let key =
        key.ok_or_else(|| wrong("A comparison requires the `key` of an attribute."))?.to_owned();
    let right =
        value.get("value").ok_or_else(|| wrong("A comparison requires a `value`."))?.clone();
    let comparison = match kind {
        "eq" => Comparison::Equal,
        "ne" => Comparison::Unequal,
        "gt" => Comparison::Greater,
        "gte" => Comparison::GreaterOrEqual,
        "lt" => Comparison::Less,
        "lte" => Comparison::LessOrEqual,
        "in" | "nin" => {
            let Value::Array(values) = right else {
                return Err(wrong("The `value` of `in` and `nin` must be a list."));
            };
            return Ok(Filter::OneOf(key, kind == "in", values));
        }
        _ => {
            let known = "`eq`, `ne`, `gt`, `gte`, `lt`, `lte`, `in`, `nin`, `and` and `or`";
            return Err(wrong(&format!("Unknown type of condition; known types are {known}.")));
        }
    };
    Ok(Filter::Compare(key, comparison, right))
}

fn wrong(why: &str) -> Refusal {
    Refusal::invalid("filters", "value_error", why)
}

impl Filter {
    /// Returns whether attributes meet the condition. A missing attribute is only unequal to every value.
    pub(super) fn is_met(&self, attributes: &serde_json::Map<String, Value>) -> bool {
        match self {
            Self::Join(Join::And, filters) => filters.iter().all(|one| one.is_met(attributes)),
            Self::Join(Join::Or, filters) => filters.iter().any(|one| one.is_met(attributes)),
            Self::OneOf(key, wanted, values) => {
                let has = |left| values.iter().any(|right| same(left, right));
                attributes.get(key).is_some_and(has) == *wanted
            }
            Self::Compare(key, comparison, right) => {
                compares(attributes.get(key), *comparison, right)
            }
        }
    }
}

fn compares(left: Option<&Value>, comparison: Comparison, right: &Value) -> bool {
    let order = left.and_then(|left| order(left, right));
    match comparison {
        Comparison::Equal => left.is_some_and(|left| same(left, right)),
        Comparison::Unequal => !left.is_some_and(|left| same(left, right)),
        Comparison::Greater => order.is_some_and(std::cmp::Ordering::is_gt),
        Comparison::GreaterOrEqual => order.is_some_and(std::cmp::Ordering::is_ge),
        Comparison::Less => order.is_some_and(std::cmp::Ordering::is_lt),
        Comparison::LessOrEqual => order.is_some_and(std::cmp::Ordering::is_le),
    }
}

fn same(left: &Value, right: &Value) -> bool {
    // 1 and 1.0 are the same number.
    left == right || (left.is_number() && order(left, right).is_some_and(std::cmp::Ordering::is_eq))
}

/// Numbers are ordered, and strings are ordered, but not with each other.
fn order(left: &Value, right: &Value) -> Option<std::cmp::Ordering> {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.as_f64()?.partial_cmp(&right.as_f64()?),
        (Value::String(left), Value::String(right)) => Some(left.cmp(right)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn of(filter: Value) -> Result<Option<Filter>, Refusal> {
        let Value::Object(filter) = filter else { panic!("{filter}") };
        read(Some(&filter.into_iter().collect()))
    }

    #[test]
    fn attributes_meet_conditions_or_do_not() {
        let Value::Object(attributes) =
            json!({"chapter": "onboarding", "year": 2025, "draft": false})
        else {
            unreachable!()
        };
        let is =
            |kind: &str, key: &str, value: Value| json!({"type": kind, "key": key, "value": value});
        let table = [
            (is("eq", "chapter", json!("onboarding")), true),
            (is("eq", "chapter", json!("Onboarding")), false),
            (is("eq", "year", json!(2025.0)), true),
            (is("eq", "draft", json!(false)), true),
            (is("eq", "absent", json!(null)), false),
            (is("ne", "absent", json!(1)), true),
            (is("ne", "year", json!(2025)), false),
            (is("gt", "year", json!(2024)), true),
            (is("gt", "year", json!("2024")), false),
            (is("gte", "year", json!(2025)), true),
            (is("lt", "chapter", json!("p")), true),
            (is("lte", "year", json!(2024)), false),
            (is("lt", "absent", json!(1)), false),
            (is("in", "year", json!([2024, 2025])), true),
            (is("in", "absent", json!([null])), false),
            (is("nin", "year", json!([2024])), true),
            (is("nin", "year", json!([2025])), false),
            (json!({"type": "and", "filters": []}), true),
            (json!({"type": "or", "filters": []}), false),
            (
                json!({"type": "or", "filters": [
                    is("eq", "year", json!(1)),
                    {"type": "and", "filters": [is("gt", "year", json!(1)), is("eq", "draft", json!(false))]},
                ]}),
                true,
            ),
        ];
        for (filter, expected) in table {
            let read = of(filter.clone()).unwrap().unwrap();
            assert_eq!(read.is_met(&attributes), expected, "{filter}");
        }
        assert!(matches!(of(json!({})), Ok(None)));
        assert!(matches!(read(None), Ok(None)));
    }

    #[test]
    fn invalid_conditions_are_rejected() {
        let mut deep = json!({"type": "eq", "key": "a", "value": 1});
        for _ in 0..20 {
            deep = json!({"type": "and", "filters": [deep]});
        }
        let table = [
            json!({"key": "a", "value": 1}),
            json!({"type": "like", "key": "a", "value": 1}),
            json!({"type": "eq", "value": 1}),
            json!({"type": "eq", "key": "a"}),
            json!({"type": "in", "key": "a", "value": 1}),
            json!({"type": "and", "filters": [1]}),
            json!({"type": "or"}),
            deep,
        ];
        for filter in table {
            let refused = of(filter.clone());
            assert!(matches!(refused, Err(Refusal::UnprocessableContent(_))), "{filter}");
        }
    }
}
