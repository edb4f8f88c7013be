//! Violations found while decoding: all at once, with pointers, in requests and responses; no input panics.

use counterpart_wire::{
    Base64, Date, DateTime, Decode, Encode, Json, Kind, Map, Nullable, Object, Report, Tape, Time,
    Unknown, Uuid, Value, Violations, Writer, from_json, to_text,
};
use proptest::prelude::*;

fn found<T>(read: Result<T, Violations>) -> Vec<String> {
    let Err(violations) = read else { return Vec::new() };
    violations.iter().map(|found| format!("{} {}", found.pointer, found.code)).collect()
}

/// A struct as the generator writes it: closed, with a property of each kind.
#[derive(Debug, PartialEq)]
struct Closed {
    name: String,
    age: Option<i64>,
    note: Nullable<String>,
}

impl Closed {
    fn read(object: &Object<'_>, report: &mut Report) -> Option<Self> {
        let name = object.required("name", report);
        let age = object.optional("age", report);
        let note = object.nullable("note", report);
        let closed = object.deny_unknown(&["name", "age", "note"], report);
        closed?;
        Some(Self { name: name?, age: age?, note: note? })
    }
}

impl Decode for Closed {
    fn decode(value: Value<'_>, report: &mut Report) -> Option<Self> {
        Self::read(&value.object(report)?, report)
    }
}

fn lenient<T: Decode>(json: &str) -> Option<T> {
    let tape = Tape::parse(json.as_bytes()).unwrap();
    T::decode(tape.root(), &mut Report::lenient())
}

#[test]
fn all_findings_come_at_once_with_their_pointers() {
    let text = br#"{"a/b": [[1, "x"], {}], "c~": ["y", null]}"#;
    assert_eq!(
        found(from_json::<Map<Vec<Vec<i64>>>>(text)),
        ["/a~1b/0/1 type", "/a~1b/1 type", "/c~0/0 type", "/c~0/1 type"]
    );
    let text = br#"{"age": "old", "note": 1, "more": {}, "less": 1}"#;
    assert_eq!(
        found(from_json::<Closed>(text)),
        ["/name required", "/age type", "/note type", "/more unknown_field", "/less unknown_field"]
    );
    assert_eq!(found(from_json::<Closed>(b"[]")), [" type"]);
    assert_eq!(found(from_json::<Vec<Closed>>(br#"[{"name": "a"}, {}]"#)), ["/1/name required"]);
}

#[test]
fn null_is_not_absent_for_a_caller_and_is_for_an_answer() {
    let text = r#"{"name": "a", "age": null, "note": null, "more": 1}"#;
    assert_eq!(found(from_json::<Closed>(text.as_bytes())), ["/age type", "/more unknown_field"]);
    let read = Closed { name: "a".to_owned(), age: None, note: Nullable::Null };
    assert_eq!(lenient::<Closed>(text), Some(read));
    let absent = lenient::<Closed>(r#"{"name": "a"}"#).map(|read| read.note);
    assert_eq!(absent, Some(Nullable::Absent));
    assert_eq!(lenient::<Closed>(r#"{"name": null}"#), None);
}

#[test]
fn fields_are_found_in_any_order() {
    let expected =
        Closed { name: "a".to_owned(), age: Some(1), note: Nullable::Value("b".to_owned()) };
    for text in [
        r#"{"name":"a","age":1,"note":"b"}"#,
        r#"{"note":"b","age":1,"name":"a"}"#,
        r#"{"age":1,"name":"a","note":"b"}"#,
    ] {
        assert_eq!(from_json::<Closed>(text.as_bytes()).as_ref(), Ok(&expected), "{text}");
    }
}

#[test]
fn values_of_the_wrong_kind_are_named() {
    assert_eq!(found(from_json::<i32>(b"2147483648")), [" type"]);
    assert_eq!(found(from_json::<u32>(b"-1")), [" type"]);
    assert_eq!(found(from_json::<u64>(b"1.5")), [" type"]);
    assert_eq!(found(from_json::<i64>(b"9223372036854775808")), [" type"]);
    assert_eq!(found(from_json::<i64>(b"-9223372036854775809")), [" type"]);
    // A number longer than 64 bits was rounded by the parser.
    assert_eq!(found(from_json::<i128>(b"18446744073709551617")), [" type"]);
    assert_eq!(found(from_json::<f64>(b"\"1\"")), [" type"]);
    assert_eq!(found(from_json::<bool>(b"1")), [" type"]);
    assert_eq!(found(from_json::<String>(b"null")), [" type"]);
    assert_eq!(found(from_json::<Vec<i64>>(b"1")), [" type"]);
    assert_eq!(found(from_json::<Uuid>(b"7")), [" type"]);
    assert_eq!(found(from_json::<Uuid>(b"\"7\"")), [" format"]);
    assert_eq!(found(from_json::<Base64>(b"\"?\"")), [" format"]);
    assert_eq!(from_json::<Base64>(b"\"aGk\""), Ok(Base64(b"hi".to_vec())));
}

#[test]
fn dates_and_times_are_those_of_rfc_3339() {
    let date_times = [
        "2026-02-15",
        "2026-02-15T13:50:13",
        "2026-02-15T13:50Z",
        "20260215T135013Z",
        "2026-02-30T00:00:00Z",
        "2026-02-15T25:00:00Z",
        "2026-02-15T13:50:13+02:00:30",
        "2026-02-15T13:50:13+0200",
        "",
        "2026-02-15T13:50:13+02:00[Europe/Paris]",
        "2026-02-15T13:50:13.Z",
        "２026-02-15T13:50:13Z",
    ];
    for text in date_times {
        assert_eq!(
            found(from_json::<DateTime>(format!("\"{text}\"").as_bytes())),
            [" format"],
            "{text}"
        );
    }
    for text in
        ["2026-2-15", "20260215", "2026-W07-1", "2026-02-30", "2026-02-15T00:00:00Z", "+002026-1-1"]
    {
        assert_eq!(
            found(from_json::<Date>(format!("\"{text}\"").as_bytes())),
            [" format"],
            "{text}"
        );
    }
    let times = [
        "11:50",
        "115013",
        "T11:50:13",
        "24:00:00",
        "11:50:13.",
        "11:50Z",
        "11:50:13+0200",
        "11:50:13+2:00",
        "11:50:13+02:60",
    ];
    for text in times {
        assert_eq!(
            found(from_json::<Time>(format!("\"{text}\"").as_bytes())),
            [" format"],
            "{text}"
        );
    }
}

#[test]
fn parameter_text_is_what_its_reader_takes_it_for() {
    fn read<T: Decode>(text: &str) -> Option<T> {
        T::decode(Tape::raw(text.to_owned()).root(), &mut Report::lenient())
    }
    for text in ["true", "True", "TRUE", "1"] {
        assert_eq!(read::<bool>(text), Some(true), "{text}");
    }
    for text in ["false", "False", "0"] {
        assert_eq!(read::<bool>(text), Some(false), "{text}");
    }
    assert_eq!(read::<bool>("yes"), None);
    assert_eq!(read::<i64>("1.5"), None);
    for text in ["nan", "inf", "-Infinity", "1e999", ""] {
        assert_eq!(read::<f64>(text), None, "{text}");
        assert!(!Tape::raw(text).root().is(Kind::Number), "{text}");
    }
    assert!(Tape::raw("18446744073709551615").root().is(Kind::Integer));
    assert_eq!(read::<Option<i64>>(""), Some(None));
    assert_eq!(read::<Vec<i64>>("7"), Some(vec![7]));
    assert_eq!(to_text(&Json::from("plain \"text\"")), "plain \"text\"");
}

#[test]
fn long_texts_are_shortened_in_messages() {
    let long = "x".repeat(10_000);
    let mut report = Report::lenient();
    assert_eq!(i64::decode(Tape::raw(long).root(), &mut report), None);
    let messages: Vec<String> =
        report.into_violations().iter().map(|found| found.message.clone()).collect();
    assert_eq!(messages, [format!("expected a 64-bit integer, found `{}…`", "x".repeat(40))]);
}

#[test]
fn a_long_list_of_wrong_items_is_cheap_and_its_report_short() {
    let wrong = format!("[{}0]", "0,".repeat(500_000));
    assert_eq!(found(from_json::<Vec<String>>(wrong.as_bytes())).len(), Violations::MOST);
    let empty = format!("[{}{{}}]", "{},".repeat(200_000));
    let found = found(from_json::<Vec<Closed>>(empty.as_bytes()));
    assert_eq!(found.last().map(String::as_str), Some("/99/name required"));
}

#[test]
fn syntax_errors_are_reported() {
    for text in [
        "",
        " ",
        "{",
        "[1,",
        "{\"a\":}",
        "nul",
        "\"\\x\"",
        "1 2",
        "[1]]",
        "{\"a\" 1}",
        "\u{feff}\u{feff}1",
        "1\u{feff}",
        "NaN",
        "1e999",
    ] {
        assert_eq!(found(from_json::<Json>(text.as_bytes())), [" json"], "{text}");
    }
    assert_eq!(found(from_json::<String>(b"\"\xff\"")), [" json"]);
    assert_eq!(found(from_json::<Json>(b"\"\\ud800\"")), [" json"]);
}

#[test]
fn a_byte_order_mark_is_ignored() {
    assert_eq!(from_json::<Vec<i64>>("\u{feff}[1]".as_bytes()), Ok(vec![1]));
}

#[test]
fn the_nesting_of_json_is_limited() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(from_json::<Json>(nested(100).as_bytes()).is_ok());
    for depth in [200, 1_000_000] {
        assert_eq!(found(from_json::<Json>(nested(depth).as_bytes())), [" json"], "{depth}");
        assert_eq!(
            found(from_json::<Json>("{\"a\":".repeat(depth).as_bytes())),
            [" json"],
            "{depth}"
        );
    }
}

#[test]
fn unknown_fields_are_reached_and_sent_on() {
    let tape = Tape::parse(br#"{"a": 1, "b": {"c": [null]}, "d": "x"}"#).unwrap();
    let object = tape.root().object(&mut Report::lenient()).unwrap();
    let mut unknown = object.unknown(&["a"]);
    assert_eq!(unknown.get("d"), Some(&Json::from("x")));
    unknown.insert("e", 1.5);
    let mut writer = Writer::json();
    writer.begin_object();
    writer.field("a", &1_i64);
    writer.unknown(&unknown);
    writer.end_object();
    assert_eq!(writer.finish(), br#"{"a":1,"b":{"c":[null]},"d":"x","e":1.5}"#);
    assert!(Unknown::default().is_empty() && !unknown.is_empty());
    assert_eq!(
        object.additional::<i64>(&["b", "d"], &mut Report::lenient()).map(|rest| rest.len()),
        Some(1)
    );
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_reported(bytes: Vec<u8>) {
        let _ = from_json::<Json>(&bytes);
        let _ = from_json::<Vec<Closed>>(&bytes);
    }

    #[test]
    fn any_piece_of_json_is_read_or_reported(text in r#"[\[\]{}:,"0-9a.eE+\-\\u ntrf]{0,40}"#) {
        let read = from_json::<Json>(text.as_bytes());
        prop_assert_eq!(read.is_ok(), serde_json::from_str::<Json>(&text).is_ok());
        let _ = from_json::<Map<Closed>>(text.as_bytes());
    }

    #[test]
    fn a_text_that_ends_too_early_is_reported(length in 0..54_usize) {
        let text = r#"{"name":"a\u00e9\ud83d\ude00","age":[1,2,{"b":null}]}  "#;
        let cut = &text.as_bytes()[..length.min(51)];
        prop_assert!(from_json::<Json>(cut).is_err());
    }

    #[test]
    fn any_parameter_text_is_read_or_reported(text: String) {
        let tape = Tape::raw(text.as_str());
        let mut report = Report::lenient();
        let _ = DateTime::decode(tape.root(), &mut report);
        let _ = Date::decode(tape.root(), &mut report);
        let _ = Time::decode(tape.root(), &mut report);
        let _ = f64::decode(tape.root(), &mut report);
        let _ = Map::<i64>::decode(tape.root(), &mut report);
        let _ = Closed::decode(tape.root(), &mut report);
        for found in &report.into_violations() {
            prop_assert_eq!(&found.pointer, "");
        }
    }
}

impl Encode for Closed {
    fn encode(&self, to: &mut Writer) {
        to.begin_object();
        to.field("name", &self.name);
        to.optional("age", &self.age);
        to.nullable("note", &self.note);
        to.end_object();
    }
}

#[test]
fn an_object_is_written_without_what_is_absent() {
    let mut value = Closed { name: "a\"".to_owned(), age: None, note: Nullable::Absent };
    assert_eq!(to_text(&value), r#"{"name":"a\""}"#);
    value.note = Nullable::Null;
    value.age = Some(3);
    assert_eq!(to_text(&value), r#"{"name":"a\"","age":3,"note":null}"#);
}
