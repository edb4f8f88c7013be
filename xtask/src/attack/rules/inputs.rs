//! The inputs for each operation of the hostile document: texts that patterns try in many ways, and values that are wrong
//! where a check may have given up.

use super::parameters;
use crate::attack::call::Request;

/// Patterns, each for an operation `text0`, `text1`, …
pub(super) const PATTERNS: [&str; 14] = [
    r"^(a+)+$",
    r"^(a|a?)+$",
    r"^(a{0,1000}){0,1000}$",
    r"^(\p{L}+)+$",
    r"^(?=(a+)+$)(a|aa)+b$",
    r"^(?=.*[A-Z])(?=.*[0-9])(?=.*[!?]).{8,}$",
    r"^(?!(.*x){12}).*$",
    r"^(.+)\1+$",
    r"(?<=(a+)+)b$",
    r"^(([a-z])+.)+[A-Z]([a-z])+$",
    r"^(?=a)(.*a){12}$",
    r"^([a-zA-Z0-9._-]+)+@(?!x)(([a-z]+)+\.)+$",
    r"(x+x+)+y",
    r"^(?:(?=a)a*)*$",
];

/// The other operations.
pub(super) const RULES: [&str; 10] = [
    "items", "twice", "deep", "absent", "unique", "members", "branches", "union", "closed",
    "counted",
];

/// The size of a large body.
pub(super) const LARGE: usize = 2 * 1024 * 1024 - 4096;

/// A request.
#[derive(Debug)]
pub(super) struct Input {
    pub(super) name: String,
    pub(super) request: Request,
    /// Whether the document forbids it.
    pub(super) forbidden: bool,
    /// Whether the document allows it. Of some inputs neither is said.
    pub(super) allowed: bool,
}

impl Input {
    /// A request that the document allows.
    pub(super) fn allowed(name: impl Into<String>, request: Request) -> Self {
        Self { name: name.into(), request, forbidden: false, allowed: true }
    }
}

/// The inputs for an operation.
pub(super) fn of(operation: &str) -> Vec<Input> {
    let path = format!("/{operation}");
    if parameters::PARAMETERS.contains(&operation) {
        return parameters::of(operation, &path);
    }
    let request = |body: Body| Input {
        name: body.name,
        request: Request::new("POST", path.as_str()).body("application/json", body.text),
        forbidden: body.forbidden,
        allowed: body.allowed,
    };
    bodies(operation).into_iter().map(request).collect()
}

/// A JSON body.
struct Body {
    name: String,
    text: String,
    forbidden: bool,
    allowed: bool,
}

fn input(name: impl Into<String>, text: String, forbidden: bool) -> Body {
    Body { name: name.into(), text, forbidden, allowed: !forbidden }
}

/// A body of which only the cost counts.
fn neutral(name: impl Into<String>, text: String) -> Body {
    Body { name: name.into(), text, forbidden: false, allowed: false }
}

fn bodies(operation: &str) -> Vec<Body> {
    match operation {
        "items" => list("2", "101"),
        "twice" => list("2", "-101"),
        "absent" => list("2", "7"),
        "counted" => list("2", "-1,-1,-1,-1"),
        "unique" => unique(),
        "deep" => deep(),
        "members" => members(|at| format!("\"a{at}\":1"), "\"a\":101"),
        "closed" => members(|at| format!("\"b{at}\":1"), "\"e\":1"),
        "branches" => branches(),
        "union" => union(),
        _ => texts(),
    }
}

/// Texts that match almost. Whether one matches depends on the pattern, so none counts as forbidden.
fn texts() -> Vec<Body> {
    let mut found = Vec::new();
    for length in [13, 25, 29, 31, 40, 120, 1_000, 8_000, 16_001, 100_000, LARGE / 2] {
        for (seed, tail) in [
            ("a", "!"),
            ("a", ""),
            ("a", "b"),
            ("é", "!"),
            ("x", "z"),
            ("aA1!", "\\n"),
            ("a.", "@"),
            ("ab", "A"),
        ] {
            let text = seed.repeat(length / seed.len()) + tail;
            let name = format!("{length} × {seed:?} and {tail:?}");
            found.push(neutral(name, format!("{{\"text\":\"{text}\"}}")));
        }
    }
    for length in [29, 200, 4_000] {
        let text = format!("\"{}!\"", "a".repeat(length));
        let number = LARGE / (text.len() + 1);
        let texts = vec![text; number].join(",");
        found.push(neutral(
            format!("{number} texts of {length} letters"),
            format!("{{\"texts\":[{texts}]}}"),
        ));
    }
    found
}

/// Lists of right items with a wrong one at the end.
fn list(right: &str, wrong: &str) -> Vec<Body> {
    let mut found = Vec::new();
    for number in [10, 10_000, 500_000, LARGE / 2 - 20] {
        let items = format!("{right},").repeat(number);
        let right = format!("[{items}{right}]");
        found.push(input(format!("{number} right items"), right, false));
        found.push(input(
            format!("a wrong item after {number} right ones"),
            format!("[{items}{wrong}]"),
            true,
        ));
    }
    found
}

fn unique() -> Vec<Body> {
    let mut found = Vec::new();
    for number in [10, 10_000, LARGE / 14] {
        let items: Vec<String> = (0..number).map(|at| format!("{{\"a\":{at}}},")).collect();
        let items = items.concat();
        found.push(input(format!("{number} items"), format!("[{items}{{}}]"), false));
        let twice = format!("[{items}{{\"a\":0}}]");
        found.push(input(format!("{number} items, the last one twice"), twice, true));
    }
    found
}

fn deep() -> Vec<Body> {
    let of = |depth: usize| {
        let body = "{\"child\":".repeat(depth) + "{\"value\":101}" + &"}".repeat(depth);
        input(format!("a wrong value at depth {depth}"), body, true)
    };
    [10, 20, 40, 60, 80, 100, 120, 200, 1_000, 100_000].map(of).into()
}

fn members(right: fn(usize) -> String, wrong: &str) -> Vec<Body> {
    let mut found = Vec::new();
    for number in [10, 10_000, LARGE / 13] {
        let members: Vec<String> = (0..number).map(right).collect();
        let members = members.join(",");
        found.push(input(format!("{number} right members"), format!("{{{members}}}"), false));
        let body = format!("{{{members},{wrong}}}");
        found.push(input(format!("a wrong member after {number} right ones"), body, true));
    }
    found
}

fn branches() -> Vec<Body> {
    let mut found = Vec::new();
    for depth in [5, 12, 16, 20, 24, 28, 40, 60, 100] {
        for (name, end, forbidden) in
            [("x", "{\"name\":\"x\"}", false), ("x", "{}", true), ("xx", "{\"name\":7}", true)]
        {
            let body =
                format!("{{\"name\":\"{name}\",\"left\":").repeat(depth) + end + &"}".repeat(depth);
            found.push(input(
                format!("a tree of depth {depth} that ends in {end}"),
                body,
                forbidden,
            ));
        }
    }
    found
}

fn union() -> Vec<Body> {
    let number = LARGE / 22;
    let ambiguous = vec!["{\"a\":[\"x\",\"y\",\"z\"]}"; number].join(",");
    let wrong = vec!["{\"a\":[1,2,3,\"4\"]}"; number].join(",");
    let long = format!("{{\"a\":[{}]}}", vec!["\"x\""; LARGE / 4 - 8].join(","));
    vec![
        // A generated union takes the first branch that fits, and the generator warns of it.
        neutral(format!("{number} ambiguous items"), format!("[{ambiguous}]")),
        input(format!("{number} wrong items"), format!("[{wrong}]"), true),
        neutral("one long ambiguous item", format!("[{long}]")),
    ]
}
