//! Memory of one message: body, tape and typed value together, as a multiple of the body. A counting allocator measures
//! the peak.

use counterpart_wire::{
    Checks, Decode, HeaderMap, Map, Report, ResponseReader, Rule, StatusCode, Unknown, Value,
    to_json,
};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Bytes of each body, about.
const SIZE: usize = 1_000_000;

/// What an OpenAPI document describes of a message: a note, and a part of the same type.
struct Described {
    note: Option<String>,
    part: Option<Box<Described>>,
    unknown: Unknown,
}

impl Decode for Described {
    fn decode(value: Value<'_>, report: &mut Report) -> Option<Self> {
        let object = value.object(report)?;
        let note = object.optional("note", report);
        let part = object.optional("part", report);
        Some(Self { note: note?, part: part?, unknown: object.unknown(&["note", "part"]) })
    }
}

/// Decodes a body as a client does, and returns the peak as a multiple of the body.
fn ratio<T: Decode>(mut body: String, look: impl FnOnce(&T)) -> f64 {
    body.shrink_to_fit();
    let size = body.len();
    let before = MEMORY.current_usage() - body.capacity();
    MEMORY.reset_peak_usage();
    let reader = ResponseReader::new(StatusCode::OK, HeaderMap::new(), body);
    let read: T = reader.json().unwrap_or_else(|fault| panic!("{fault}"));
    #[allow(clippy::cast_precision_loss)]
    let ratio = (MEMORY.peak_usage() - before) as f64 / size as f64;
    look(&read);
    ratio
}

/// Repeats an item in a list of about [`SIZE`] bytes.
fn list(item: &str) -> String {
    format!("[{}]", vec![item; SIZE / (item.len() + 1)].join(","))
}

fn members(value: &str) -> String {
    let count = SIZE / (value.len() + 11);
    let members: Vec<String> =
        (0..count).map(|number| format!("\"k{number:06}\":{value}")).collect();
    members.join(",")
}

fn shown(name: &str, ratio: f64, most: f64) -> Option<String> {
    let line = format!("{name}: {ratio:.2} × the body, at most {most}");
    note(&line);
    (ratio > most).then_some(line)
}

#[allow(clippy::print_stdout)]
fn note(line: &str) {
    println!("{line}");
}

/// One test, because the allocator counts all threads.
#[test]
fn a_message_takes_a_small_multiple_of_its_size() {
    let mut failed = Vec::new();
    let described = |body: String| {
        ratio(body, |read: &Described| {
            assert!(read.note.is_some() || read.part.is_some() || !read.unknown.is_empty());
        })
    };
    let escaped = "line\\n\\\"quoted\\\" ".repeat(SIZE / 17);
    let orders = r#"{"id":"ord_00000001","status":"shipped","total":12.50,"lines":[{"sku":"SKU-1","quantity":2,"price":9.99}]}"#;
    let cases = [
        ("one long text", format!("{{\"note\":\"{}\"}}", "text ".repeat(SIZE / 5))),
        ("one long text with escapes", format!("{{\"note\":\"{escaped}\"}}")),
        ("an unknown text", format!("{{\"x\":\"{}\"}}", "text ".repeat(SIZE / 5))),
        ("unknown zeros", format!("{{\"x\":{}}}", list("0"))),
        (
            "unknown zeros in a described part",
            format!("{{\"part\":{{\"part\":{{\"x\":{}}}}}}}", list("0")),
        ),
        ("unknown lists", format!("{{\"x\":{}}}", list("[0]"))),
        ("unknown empty objects", format!("{{\"x\":{}}}", list("{}"))),
        ("unknown small objects", format!("{{\"x\":{}}}", list("{\"a\":0,\"b\":[]}"))),
        ("unknown literals", format!("{{\"x\":{}}}", list("null"))),
        ("unknown orders", format!("{{\"x\":{}}}", list(orders))),
        ("unknown and spread out", format!("{{\"x\" : {}}}", list(" [ 0 , 1 ]\n"))),
        (
            "nested unknown lists",
            format!("{{\"x\":{}}}", list(&format!("{}{}", "[".repeat(100), "]".repeat(100)))),
        ),
        ("many unknown numbers", format!("{{{}}}", members("0"))),
        ("many unknown lists", format!("{{{}}}", members("[0,0,0]"))),
    ];
    for (name, body) in cases {
        failed.extend(shown(name, described(body), 3.0));
    }
    let texts = list(&format!("\"{}\"", "text ".repeat(40)));
    failed.extend(shown("a list of texts", ratio(texts, |_: &Vec<String>| {}), 3.0));
    let map = format!("{{{}}}", members(&format!("\"{}\"", "text ".repeat(60))));
    failed.extend(shown("a map of texts", ratio(map, |_: &Map<String>| {}), 3.0));

    failed.extend(shown("zeros", ratio(list("0"), |_: &Vec<i64>| {}), 14.0));
    failed.extend(shown("floats", ratio(list("0"), |_: &Vec<f64>| {}), 14.0));

    // The body is one part of fourteen; rules are checked when the tape of the body is gone.
    let zeros = vec![0; SIZE / 2];
    failed.extend(shown(
        "a rule",
        checked(&zeros, |checks, items| {
            checks.rule(items, &RULE);
        }),
        13.0,
    ));
    failed.extend(shown(
        "equal items",
        checked(&zeros, |checks, items| {
            checks.unique(items);
        }),
        13.0,
    ));
    let numbers: Vec<i64> = (0..120_000).collect();
    failed.extend(shown(
        "other items",
        checked(&numbers, |checks, items| {
            checks.unique(items);
        }),
        13.0,
    ));
    assert_eq!(failed, [""; 0]);
}

static RULE: Rule =
    Rule::new(r#"{"items": {"not": {"const": "x"}}, "contains": {"type": "integer"}}"#);

/// Returns the peak of checking a list of small numbers, with the list itself, as a multiple of its text.
fn checked(items: &Vec<i64>, check: impl FnOnce(&mut Checks, &Vec<i64>)) -> f64 {
    let text = to_json(items).len();
    let before = MEMORY.current_usage() - items.capacity() * size_of::<i64>();
    MEMORY.reset_peak_usage();
    let mut checks = Checks::new(counterpart_wire::Location::Body);
    check(&mut checks, items);
    #[allow(clippy::cast_precision_loss)]
    let ratio = (MEMORY.peak_usage() - before) as f64 / text as f64;
    ratio
}
