//! `decode(encode(x)) == x` for every basic type.

use std::fmt::Debug;
use std::time::Duration;

use counterpart_wire::{
    Base64, Date, DateTime, Decode, Encode, Json, Location, Map, Nullable, Report, Secret,
    StringEnum, Tape, Time, Unknown, Uuid, Value, Writer, from_json, string_enum, to_json, to_text,
};
use jiff::civil;
use jiff::tz::Offset;
use proptest::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Size {
    Small,
    Large,
    Other(String),
}

impl StringEnum for Size {
    const VALUES: &'static [&'static str] = &["small", "large"];

    fn as_str(&self) -> &str {
        match self {
            Self::Small => "small",
            Self::Large => "large",
            Self::Other(text) => text,
        }
    }

    fn from_text(text: &str) -> Self {
        match text {
            "small" => Self::Small,
            "large" => Self::Large,
            other => Self::Other(other.to_owned()),
        }
    }
}

string_enum!(Size);

/// A struct with every kind of property.
#[derive(Debug, Clone, PartialEq)]
struct Record {
    id: i64,
    name: Option<String>,
    note: Nullable<String>,
    sizes: Vec<Size>,
    inner: Option<Box<Record>>,
    rest: Unknown,
}

impl Encode for Record {
    fn encode(&self, to: &mut Writer) {
        to.begin_object();
        to.field("id", &self.id);
        to.optional("name", &self.name);
        to.nullable("note", &self.note);
        to.field("sizes", &self.sizes);
        to.optional("a/~b", &self.inner);
        to.unknown(&self.rest);
        to.end_object();
    }
}

impl Decode for Record {
    fn decode(value: Value<'_>, report: &mut Report) -> Option<Self> {
        let object = value.object(report)?;
        let id = object.required("id", report);
        let name = object.optional("name", report);
        let note = object.nullable("note", report);
        let sizes = object.required("sizes", report);
        let inner = object.optional("a/~b", report);
        let rest = object.unknown(&["id", "name", "note", "sizes", "a/~b"]);
        Some(Self { id: id?, name: name?, note: note?, sizes: sizes?, inner: inner?, rest })
    }
}

/// Checks a value as a body and, if it is a scalar, as a parameter.
fn check<T: Encode + Decode + PartialEq + Debug>(value: &T) {
    let json = to_json(value);
    let text = String::from_utf8_lossy(&json).into_owned();
    assert_eq!(from_json::<T>(&json).as_ref(), Ok(value), "{text}");
}

fn scalar_law<T: Encode + Decode + PartialEq + Debug>(value: &T) {
    check(value);
    let text = to_text(value);
    let tape = Tape::raw(text.clone());
    let mut report = Report::lenient();
    assert_eq!(T::decode(tape.root(), &mut report).as_ref(), Some(value), "{text}");
}

fn json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<u64>().prop_map(Json::from),
        finite().prop_map(Json::from),
        any::<String>().prop_map(Json::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            proptest::collection::vec((any::<String>(), inner), 0..4)
                .prop_map(|fields| Json::Object(fields.into_iter().collect())),
        ]
    })
}

fn finite() -> impl Strategy<Value = f64> {
    any::<f64>().prop_filter("JSON has finite numbers alone", |value| value.is_finite())
}

fn date_time() -> impl Strategy<Value = DateTime> {
    let parts =
        (0..10_000_i32, 1..13, 1..29, 0..24, 0..60, 0..60, 0..1_000_000_000_i32, -1500..1500_i32);
    parts.prop_filter_map("out of the range of instants", |(y, mo, d, h, mi, s, ns, offset)| {
        let (sign, minutes) = if offset < 0 { ('-', -offset) } else { ('+', offset) };
        let (oh, om) = (minutes / 60, minutes % 60);
        let text =
            format!("{y:04}-{mo:02}-{d:02}T{h:02}:{mi:02}:{s:02}.{ns:09}{sign}{oh:02}:{om:02}");
        text.parse().ok()
    })
}

fn record() -> impl Strategy<Value = Record> {
    let size = "small|large|[a-z]{0,5}".prop_map(|text: String| Size::from_text(&text));
    let note = prop_oneof![
        Just(Nullable::Absent),
        Just(Nullable::Null),
        any::<String>().prop_map(Nullable::Value),
    ];
    let rest = proptest::collection::vec(("x-[a-z/~]{0,4}", json()), 0..3).prop_map(|fields| {
        let mut rest = Unknown::default();
        for (name, value) in fields {
            rest.insert(name, value);
        }
        rest
    });
    let leaf = (
        any::<i64>(),
        proptest::option::of(any::<String>()),
        note,
        proptest::collection::vec(size, 0..3),
        rest,
    )
        .prop_map(|(id, name, note, sizes, rest)| Record {
            id,
            name,
            note,
            sizes,
            inner: None,
            rest,
        });
    leaf.prop_recursive(3, 4, 1, |inner| {
        (inner.clone(), inner)
            .prop_map(|(outer, inner)| Record { inner: Some(Box::new(inner)), ..outer })
    })
}

proptest! {
    #[test]
    fn integers(a: i32, b: i64, c: u32, d: u64, e: i64) {
        scalar_law(&a);
        scalar_law(&b);
        scalar_law(&c);
        scalar_law(&d);
        scalar_law(&i128::from(e));
        scalar_law(&i128::from(d));
    }

    #[test]
    fn numbers(value in finite()) {
        scalar_law(&value);
    }

    #[test]
    fn text_and_truth(truth: bool, text: String) {
        scalar_law(&truth);
        scalar_law(&text);
        scalar_law(&Secret::new(text.clone()));
        scalar_law(&Size::from_text(&text));
        scalar_law(&Box::new(text));
    }

    #[test]
    fn formats(bytes: Vec<u8>, id: u128, at in date_time()) {
        scalar_law(&Base64(bytes));
        scalar_law(&Uuid::from_u128(id));
        scalar_law(&at);
    }

    #[test]
    fn dates_and_times(
        days in 0..3_652_058_u64,
        nanoseconds in 0..86_400_000_000_000_u64,
        minutes in -1439..1440_i32,
    ) {
        let date = Date::constant(0, 1, 1).saturating_add(Duration::from_hours(24 * days));
        scalar_law(&date);
        let shown = civil::Time::midnight().wrapping_add(Duration::from_nanos(nanoseconds));
        let offset = Offset::from_seconds(60 * minutes).unwrap();
        scalar_law(&Time::from(shown));
        scalar_law(&Time::from(shown).with_offset(offset));
    }

    #[test]
    fn containers(
        list in proptest::collection::vec(proptest::option::of(any::<i64>()), 0..5),
        lists in proptest::collection::vec(proptest::collection::vec(any::<String>(), 0..3), 0..3),
        fields in proptest::collection::vec((any::<String>(), proptest::option::of(finite())), 0..5),
    ) {
        check(&list);
        check(&lists);
        check(&fields.into_iter().collect::<Map<Option<f64>>>());
    }

    #[test]
    fn free_form(value in json()) {
        check(&value);
    }

    #[test]
    fn structs(value in record()) {
        check(&value);
        check(&vec![value]);
    }
}

#[test]
fn numbers_at_the_edges() {
    for value in [i64::MIN, -1, 0, 1, i64::MAX] {
        scalar_law(&value);
    }
    for value in [0, u64::from(u32::MAX) + 1, u64::MAX] {
        scalar_law(&value);
    }
    for value in
        [0.0, f64::MIN, f64::MAX, 1e308, 5e-324, f64::EPSILON, 0.1 + 0.2, 1e15, 1e16, 123_456_789.0]
    {
        scalar_law(&value);
        scalar_law(&-value);
    }
    // `==` does not distinguish the two zeros.
    let zero = from_json::<f64>(&to_json(&-0.0_f64)).map(f64::is_sign_negative);
    assert_eq!(zero, Ok(true));
}

#[test]
fn one_number_has_many_texts() {
    for text in ["1", "1.0", "1e0", "10e-1", "0.1e1"] {
        assert_eq!(from_json::<i64>(text.as_bytes()), Ok(1), "{text}");
        assert_eq!(from_json::<f64>(text.as_bytes()), Ok(1.0), "{text}");
    }
    assert_eq!(from_json::<u64>(b"18446744073709551615"), Ok(u64::MAX));
    assert_eq!(from_json::<i128>(b"-9223372036854775808"), Ok(i128::from(i64::MIN)));
}

#[test]
fn a_whole_number_has_no_fraction_as_text() {
    for (value, text) in [
        (32000.0, "32000"),
        (-0.0, "-0"),
        (0.5, "0.5"),
        (1e15, "1000000000000000"),
        (1e20, "1e+20"),
    ] {
        assert_eq!((to_text(&value).as_str(), &*to_text(&Json::from(value))), (text, text));
    }
    assert_eq!(to_json(&1.0_f64), b"1.0");
}

#[test]
fn a_leap_second_is_kept() {
    for text in ["1998-12-31T23:59:60Z", "1998-12-31T15:59:60.123-08:00"] {
        let at: DateTime = text.parse().unwrap();
        assert_eq!(at.to_string(), text);
        scalar_law(&at);
    }
    assert_eq!("23:59:60Z".parse::<Time>().map(|at| at.to_string()).as_deref(), Ok("23:59:60Z"));
    assert_eq!("00:59:60+01:00".parse::<Time>().unwrap().to_string(), "00:59:60+01:00");
    for text in ["1998-12-31T22:59:60Z", "1998-12-31T23:58:60Z", "1998-12-31T23:59:61Z"] {
        assert!(text.parse::<DateTime>().is_err(), "{text}");
    }
    assert!("22:59:60Z".parse::<Time>().is_err());
    let second = |text: &str| text.parse::<DateTime>().unwrap();
    assert!(second("1998-12-31T23:59:60Z") > second("1998-12-31T23:59:59Z"));
    assert!(second("1998-12-31T23:59:60Z") < second("1999-01-01T00:00:00Z"));
}

#[test]
fn a_client_assumes_the_offset_that_is_missing() {
    let read = |text: &str, report: &mut Report| {
        DateTime::decode(Tape::raw(text.to_owned()).root(), report)
    };
    for text in ["2024-01-02T03:04:05", "2024-01-02 03:04:05.5"] {
        let at = read(text, &mut Report::lenient()).unwrap();
        assert!(at.is_offset_assumed());
        assert_eq!(at.to_string(), format!("{text}Z").replace(' ', "T"));
        assert_eq!(Ok(at), at.to_string().parse());
        assert_eq!(read(text, &mut Report::strict(Location::Body)), None);
    }
    let given = read("2024-01-02T03:04:05Z", &mut Report::lenient()).unwrap();
    assert!(!given.is_offset_assumed());
    assert_eq!(read("2024-01-02", &mut Report::lenient()), None);
}

#[test]
fn the_offset_of_a_moment_is_kept() {
    let texts = [
        "2026-02-15T13:50:13Z",
        "2026-02-15T13:50:13+02:00",
        "2026-02-15T13:50:13.000000001-09:30",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999999-23:59",
    ];
    for text in texts {
        assert_eq!(text.parse::<DateTime>().map(|at| at.to_string()).as_deref(), Ok(text));
    }
    let never: DateTime = "9999-12-31T23:59:59Z".parse().unwrap();
    assert!(never > DateTime::now() && never.timestamp() == jiff::Timestamp::MAX);
    let lower: DateTime = "2026-02-15t13:50:13z".parse().unwrap();
    assert_eq!(lower.to_string(), "2026-02-15T13:50:13Z");
    let spaced: DateTime = "2026-02-15 13:50:13+00:00".parse().unwrap();
    assert_eq!(spaced.timestamp(), lower.timestamp());
}
