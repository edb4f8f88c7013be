//! Rules have a budget: what it does not cover is refused, and nothing valid of a usual size is.

use counterpart_wire::{Checks, Encode, Json, Map, Rule, Validate, Writer};
use serde_json::json;

/// Returns the codes of the violations.
fn codes(rule: &Rule, value: &Json) -> Vec<&'static str> {
    rule.validate(value).iter().map(|violation| violation.code).collect()
}

fn nested(depth: usize, innermost: Json) -> Json {
    (0..depth).fold(innermost, |inner, _| json!({ "in": inner }))
}

#[test]
fn a_wrong_item_is_found_after_a_million_right_ones() {
    static ITEMS: Rule =
        Rule::new(r#"{"items": {"if": {"type": "integer"}, "then": {"maximum": 5}}}"#);
    static NOT: Rule = Rule::new(r#"{"not": {"contains": {"minimum": 6}}}"#);
    static ANY: Rule =
        Rule::new(r#"{"anyOf": [{"items": {"maximum": 5}}, {"minItems": 2000000}]}"#);
    let mut list = vec![json!(1); 1_000_000];
    let valid = Json::Array(list.clone());
    list.push(json!(7));
    let wrong = Json::Array(list);
    for (rule, code) in [(&ITEMS, "maximum"), (&NOT, "not"), (&ANY, "any_of")] {
        assert!(codes(rule, &valid).is_empty(), "{rule:?}");
        assert_eq!(codes(rule, &wrong), [code], "{rule:?}");
    }
}

#[test]
fn a_rule_is_followed_as_deep_as_json_can_be_nested() {
    static DEEP: Rule = Rule::new(
        r##"{"$ref": "#/$defs/0", "$defs": {
            "0": {"allOf": [{"$ref": "#/$defs/1"}]},
            "1": {"allOf": [{"$ref": "#/$defs/2"}]},
            "2": {"properties": {"in": {"$ref": "#/$defs/0"}}, "not": {"const": "wrong"}}
        }}"##,
    );
    for depth in [10, 60, 80, 126] {
        assert!(codes(&DEEP, &nested(depth, json!("right"))).is_empty(), "{depth}");
        assert_eq!(codes(&DEEP, &nested(depth, json!("wrong"))), ["not"], "{depth}");
    }
    assert_eq!(codes(&DEEP, &nested(300, json!("right"))), ["too_complex"]);
}

/// Each schema applies the next twice: 2^40 steps.
fn doubling(root: &str) -> String {
    let defs: Vec<String> = (0..40)
        .map(|at| {
            let next = format!(r##"{{"$ref": "#/$defs/{}"}}"##, at + 1);
            format!(r#""{at}": {{"allOf": [{next}, {next}]}}"#)
        })
        .collect();
    format!(r#"{{{root}, "$defs": {{{}, "40": {{}}}}}}"#, defs.join(","))
}

#[test]
fn what_cannot_be_checked_is_refused_under_every_keyword() {
    let long = r##"{"$ref": "#/$defs/0"}"##;
    for root in [
        format!(r#""allOf": [{long}]"#),
        format!(r#""not": {long}"#),
        format!(r#""not": {{"not": {long}}}"#),
        format!(r#""anyOf": [{long}, true]"#),
        format!(r#""anyOf": [true, {long}]"#),
        format!(r#""oneOf": [true, {long}]"#),
        format!(r#""oneOf": [false, {long}]"#),
        format!(r#""if": {long}, "then": false"#),
        format!(r#""if": {long}, "then": true, "else": false"#),
        format!(r#""items": {long}"#),
        format!(r#""contains": {long}"#),
        format!(r#""contains": {long}, "minContains": 0, "maxContains": 0"#),
        format!(r#""not": {{"contains": {long}}}"#),
        format!(r#""unevaluatedItems": {long}"#),
    ] {
        let rule = Rule::new(doubling(&root).leak());
        assert_eq!(codes(&rule, &json!([1])), ["too_complex"], "{root}");
    }
    for keyword in ["properties", "patternProperties", "dependentSchemas"] {
        let rule =
            Rule::new(doubling(&format!(r#""not": {{"{keyword}": {{"a": {long}}}}}"#)).leak());
        assert_eq!(codes(&rule, &json!({"a": 1})), ["too_complex"], "{keyword}");
    }
    for keyword in ["additionalProperties", "propertyNames", "unevaluatedProperties"] {
        let rule = Rule::new(doubling(&format!(r#""not": {{"{keyword}": {long}}}"#)).leak());
        assert_eq!(codes(&rule, &json!({"a": 1})), ["too_complex"], "{keyword}");
    }
}

#[test]
fn long_lists_of_values_and_of_names_are_cheap() {
    static UNIQUE: Rule = Rule::new(r#"{"uniqueItems": true}"#);
    let listed: Vec<String> = (0..8000).map(|number| format!("value{number}")).collect();
    let rule = json!({"not": {"items": {"enum": listed}}}).to_string();
    let rule = Rule::new(rule.leak());
    let mut items: Vec<Json> = (0..20_000).map(|index| json!(listed[index % 8000])).collect();
    assert_eq!(codes(&rule, &Json::Array(items.clone())), ["not"]);
    items.push(json!("other"));
    assert!(codes(&rule, &Json::Array(items)).is_empty());

    let mut items: Vec<Json> = (0..200_000).map(|index| json!({ "id": index })).collect();
    assert!(codes(&UNIQUE, &Json::Array(items.clone())).is_empty());
    items.push(json!({"id": 0.0}));
    assert_eq!(codes(&UNIQUE, &Json::Array(items)), ["unique_items"]);
}

/// A value with an expensive rule of its own.
struct Costly;

impl Encode for Costly {
    fn encode(&self, to: &mut Writer) {
        1_i64.encode(to);
    }
}

impl Validate for Costly {
    fn validate(&self, checks: &mut Checks) {
        // 2^13 steps.
        static RULE: std::sync::LazyLock<Rule> =
            std::sync::LazyLock::new(|| Rule::new(doubling(r##""$ref": "#/$defs/27""##).leak()));
        checks.rule(self, &RULE);
    }
}

#[test]
fn the_values_of_a_message_share_its_budget() {
    assert!(Checks::of(&Costly).is_empty());
    let many: Map<Vec<Costly>> =
        [("a".to_owned(), (0..500).map(|_| Costly).collect())].into_iter().collect();
    let found = Checks::of(&many);
    let found: Vec<_> = found.iter().map(|violation| violation.code).collect();
    assert_eq!(found, ["too_complex"; 100]);
}

#[test]
fn texts_that_take_long_to_read_have_a_budget() {
    static REGEX: Rule = Rule::new(r#"{"items": {"format": "regex"}}"#);
    let usual = json!(vec![r"^[\p{L}\p{N}_-]{1,64}$"; 200]);
    assert!(codes(&REGEX, &usual).is_empty());
    let costly = json!(vec![r"[\p{L}\P{N}]".repeat(300); 100]);
    assert_eq!(codes(&REGEX, &costly), ["too_complex"]);

    // A text with escapes is unescaped for each schema.
    let parts: Vec<Json> = (0..200).map(|length| json!({ "minLength": length })).collect();
    let rule = Rule::new(json!({ "allOf": parts }).to_string().leak());
    assert!(codes(&rule, &json!("a".repeat(500_000))).is_empty());
    assert_eq!(codes(&rule, &json!("\n".repeat(500_000))), ["too_complex"]);
}
