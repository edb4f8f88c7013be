//! Validation: bounds, lengths, patterns and lists, and the place of each violation.

use counterpart_wire::{Checks, Json, Map, Nullable, Param, Pattern, Validate};

fn codes(check: impl FnOnce(&mut Checks)) -> Vec<(String, &'static str)> {
    struct Holder<F>(std::cell::RefCell<Option<F>>);
    impl<F: FnOnce(&mut Checks)> Validate for Holder<F> {
        fn validate(&self, checks: &mut Checks) {
            if let Some(check) = self.0.borrow_mut().take() {
                check(checks);
            }
        }
    }
    let found = Checks::of(&Holder(std::cell::RefCell::new(Some(check))));
    found.iter().map(|violation| (violation.pointer.clone(), violation.code)).collect()
}

fn code(check: impl FnOnce(&mut Checks) -> &mut Checks) -> Option<&'static str> {
    codes(|checks| {
        check(checks);
    })
    .first()
    .map(|(_, code)| *code)
}

#[test]
fn lengths_count_characters() {
    let length = |text: &str, min, max| code(|checks| checks.length(text, min, max));
    assert_eq!(length("", 0, None), None);
    assert_eq!(length("", 1, None), Some("min_length"));
    assert_eq!(length("é", 2, None), Some("min_length"));
    assert_eq!(length("☃☃☃", 3, Some(3)), None);
    assert_eq!(length("☃☃☃☃", 0, Some(3)), Some("max_length"));
    assert_eq!(length("𝒳", 2, None), Some("min_length"));
    assert_eq!(length("abcd", 4, Some(4)), None);
}

#[test]
fn bounds_include_or_not() {
    assert_eq!(code(|checks| checks.at_least(&5, 5, false)), None);
    assert_eq!(code(|checks| checks.at_least(&5, 5, true)), Some("exclusive_minimum"));
    assert_eq!(code(|checks| checks.at_least(&4, 5, false)), Some("minimum"));
    assert_eq!(code(|checks| checks.at_most(&5.0, 5.0, false)), None);
    assert_eq!(code(|checks| checks.at_most(&5.0, 5.0, true)), Some("exclusive_maximum"));
    assert_eq!(code(|checks| checks.at_most(&5.1, 5.0, false)), Some("maximum"));
}

#[test]
fn multiples_are_exact_for_whole_numbers_and_fair_to_fractions() {
    let multiple = |value, step| code(|checks| checks.multiple_of(value, step));
    for (value, step) in
        [(0.3, 0.1), (19.99, 0.01), (1e15, 0.1), (-6.0, 3.0), (0.0, 7.0), (4.35, 0.05)]
    {
        assert_eq!(multiple(value, step), None, "{value} {step}");
    }
    for (value, step) in
        [(0.35, 0.1), (1_000_000_001.0, 2.0), (9_007_199_254_740_991.0, 2.0), (7.0, 3.0)]
    {
        assert_eq!(multiple(value, step), Some("multiple_of"), "{value} {step}");
    }
}

#[test]
fn counts_and_repetitions() {
    assert_eq!(code(|checks| checks.count(0, 1, None, "item")), Some("min_items"));
    assert_eq!(code(|checks| checks.count(3, 0, Some(2), "item")), Some("max_items"));
    assert_eq!(code(|checks| checks.count(2, 2, Some(2), "item")), None);
    assert_eq!(code(|checks| checks.unique(&[1_i64, 2, 3])), None);
    assert_eq!(code(|checks| checks.unique(&[1_i64, 2, 1])), Some("unique_items"));
    assert_eq!(
        code(|checks| checks.unique(&[Json::from(1), Json::from(1.0)])),
        Some("unique_items")
    );
}

#[test]
fn patterns_are_those_of_json_schema() {
    static SLUG: Pattern = Pattern::new("^[a-z][a-z0-9-]*$");
    static LETTERS: Pattern = Pattern::new(r"^\p{L}+$");
    static AHEAD: Pattern = Pattern::new("^(?!admin)");
    static LEGACY: Pattern = Pattern::new(r"^[\w-.]+$");
    static BROKEN: Pattern = Pattern::new("(");
    let matches = |pattern: &'static Pattern, text: &str| {
        code(|checks| checks.pattern(text, pattern)).is_none()
    };
    assert!(matches(&SLUG, "a-1") && !matches(&SLUG, "A") && !matches(&SLUG, "a\n"));
    assert!(matches(&LETTERS, "été") && !matches(&LETTERS, "a1"));
    assert!(matches(&AHEAD, "user") && !matches(&AHEAD, "admin1"));
    assert!(matches(&LEGACY, "a-b.c") && !matches(&LEGACY, "a b"));
    assert!(matches(&BROKEN, "anything"));
    assert!(!matches(&SLUG, &"a".repeat(Pattern::LONGEST + 1)));
}

struct Short(&'static str);

impl Validate for Short {
    fn validate(&self, checks: &mut Checks) {
        checks.length(self.0, 0, Some(3));
    }
}

struct Request;
impl Validate for Request {
    fn validate(&self, checks: &mut Checks) {
        checks.param(&Param::query("q")).length("wrong", 0, Some(3));
        checks.field("name").length("wrong", 0, Some(3));
    }
}

#[test]
fn findings_have_their_place() {
    let map: Map<Short> = [("a/b~c".to_owned(), Short("long text"))].into_iter().collect();
    let found = codes(|checks| {
        checks.field("list").validate(&vec![Short("ok"), Short("wrong")]);
        checks.field("map").validate(&map);
        checks.field("box").validate(&Some(Box::new(Short("wrong"))));
        checks.field("null").validate(&Nullable::<Short>::Null);
        checks.field("value").validate(&Nullable::Value(Short("wrong")));
    });
    let pointers: Vec<&str> = found.iter().map(|(pointer, _)| pointer.as_str()).collect();
    assert_eq!(pointers, ["/list/1", "/map/a~1b~0c", "/box", "/value"]);

    let found: Vec<String> = Checks::of(&Request).iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        ["query/q: must have at most 3 characters", "body/name: must have at most 3 characters"]
    );
}

#[test]
fn the_number_of_reported_violations_is_limited() {
    let many: Vec<Short> = (0..100_000).map(|_| Short("wrong")).collect();
    assert_eq!(Checks::of(&many).iter().count(), counterpart_wire::Violations::MOST);
}
