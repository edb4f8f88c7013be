//! Decoding typed values from a tape: the trait, and its implementations for basic types.

use std::borrow::Cow;

use super::tape::Number;
use super::{Kind, Map, Report, SyntaxError, Tape, Value};
use crate::values::location::Location;
use crate::values::violation::Violations;

/// A type that can be decoded from a value on a tape.
///
/// The type decides how it reads parameter text ([`Kind::Raw`]): `"7"` is a number for `i64` and a string for
/// `String`.
pub trait Decode: Sized {
    /// Decodes `value`. Returns `None` after reporting at least one violation.
    fn decode(value: Value<'_>, report: &mut Report) -> Option<Self>;

    /// Decodes `value` as a branch of a union that does not declare the discriminator `name`, which is left out.
    fn decode_tagged(name: &'static str, value: Value<'_>, report: &mut Report) -> Option<Self> {
        report.leave_out(Some(name));
        let read = Self::decode(value, report);
        report.leave_out(None);
        read
    }

    /// Decodes an object of a response that lacks the discriminator `name` of its union, if its properties match. Only
    /// for branches that do not declare the discriminator.
    fn try_untagged(name: &str, value: Value<'_>, report: &Report) -> Option<Self> {
        if value.lacks_discriminator(name, report) { Self::try_decode(value, report) } else { None }
    }

    /// Decodes `value` if it matches completely, without reporting anything. Used to pick the branch of a union.
    fn try_decode(value: Value<'_>, report: &Report) -> Option<Self> {
        report.try_decode(value, true)
    }

    /// Decodes `value` after no branch of a union matched, so that its limits can be reported. In a response, fields
    /// that this branch does not describe are ignored.
    fn try_with_violations(value: Value<'_>, report: &Report) -> Option<Self> {
        if report.is_exact() { None } else { report.try_decode(value, false) }
    }

    /// Decodes `value` after no branch of a union matched. Only in a response, where fields that this branch does not
    /// describe are ignored.
    fn try_with_unknown(value: Value<'_>, report: &Report) -> Option<Self> {
        if report.ignores_unknown() { Self::try_with_violations(value, report) } else { None }
    }
}

/// Decodes a JSON text.
///
/// # Errors
///
/// Returns every violation found, each with its JSON pointer.
///
/// # Examples
///
/// ```
/// use counterpart_wire::{Map, from_json};
///
/// let error = from_json::<Map<Vec<i64>>>(br#"{"a/b": [1, "x"], "c": null}"#).unwrap_err();
/// let pointers: Vec<&str> = error.iter().map(|violation| violation.pointer.as_str()).collect();
/// assert_eq!(pointers, ["/a~1b/1", "/c"]);
/// ```
pub fn from_json<T: Decode>(json: &[u8]) -> Result<T, Violations> {
    let mut report = Report::strict(Location::Body);
    let parsed = Tape::parse(without_mark(json));
    let value = match parsed {
        Ok(tape) => T::decode(tape.root(), &mut report),
        Err(error) => {
            report.here("json", error.to_string());
            None
        }
    };
    value.ok_or_else(|| report.into_violations())
}

/// Decodes the JSON text of a message. A syntax error is reported like any other violation. In a request, a key that
/// occurs twice in an object is a violation too; in a response, the first one counts.
pub(crate) fn decode_into<T: Decode>(json: &[u8], report: &mut Report) -> Option<T> {
    let json = without_mark(json);
    let parsed = if report.is_lenient() {
        Tape::parse(json).map(|tape| (tape, None))
    } else {
        Tape::parse_with_keys(json)
    };
    let (tape, twin) =
        parsed.map_err(|error: SyntaxError| report.here("json", error.to_string())).ok()?;
    let is_unique = twin.is_none();
    if let Some(pointer) = twin {
        report.at_pointer(pointer, DUPLICATE_KEY, DUPLICATE_KEY_MESSAGE);
    }
    let read = T::decode(tape.root(), report);
    read.filter(|_| is_unique || report.has_placeholders())
}

/// Parses a JSON text inside a request, such as a part of a form. Returns the code and the message of a violation.
pub(crate) fn parse_unique(json: &[u8]) -> Result<Tape<'_>, (&'static str, String)> {
    match Tape::parse_with_keys(without_mark(json)) {
        Ok((tape, None)) => Ok(tape),
        Ok((_, Some(pointer))) => {
            Err((DUPLICATE_KEY, format!("{DUPLICATE_KEY_MESSAGE}: `{pointer}`")))
        }
        Err(error) => Err(("json", error.to_string())),
    }
}

const DUPLICATE_KEY: &str = "duplicate_key";
const DUPLICATE_KEY_MESSAGE: &str = "this key occurs twice in its object";

/// Drops a byte order mark, which a JSON text should not have and a reader may ignore (RFC 8259, section 8.1).
fn without_mark(json: &[u8]) -> &[u8] {
    json.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(json)
}

/// Parses `true` and `false` in any case, and `1` and `0`, which clients write into queries.
pub(super) fn boolean(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("true") || text == "1" {
        Some(true)
    } else if text.eq_ignore_ascii_case("false") || text == "0" {
        Some(false)
    } else {
        None
    }
}

/// Parses a finite number. Rust also parses `inf` and `nan`, which are not JSON numbers.
pub(super) fn number(text: &str) -> Option<f64> {
    text.parse().ok().filter(|value: &f64| value.is_finite())
}

impl Decode for bool {
    fn decode(value: Value<'_>, report: &mut Report) -> Option<Self> {
        let read = value.boolean().or_else(|| value.raw().and_then(boolean));
        read.or_else(|| {
            report.mismatch(value, "a boolean");
            report.scalar_placeholder(|| Some(false))
        })
    }
}

/// Range of floats that are exact integers, exclusive: -2^63 to 2^64. Integers in this range are stored as integers;
/// a float in it was written as a float and has lost no digit.
const WHOLE: [f64; 2] = [-9_223_372_036_854_775_808.0, 18_446_744_073_709_551_616.0];

/// Returns the integer value, whatever its width.
fn integer(number: Option<Number>, value: Value<'_>) -> Option<i128> {
    match number {
        Some(Number::Int(value)) => Some(i128::from(value)),
        Some(Number::UInt(value)) => Some(i128::from(value)),
        // JSON has one number type: `1.0` and `1e3` are integers (JSON Schema 2020-12, section 6.1.1). Integers
        // longer than 64 bits were rounded when read; they are rejected, because a wrong integer is worse than
        // none.
        #[allow(clippy::cast_possible_truncation)]
        Some(Number::Float(value)) => {
            let is_exact = value.fract() == 0.0 && WHOLE[0] < value && value < WHOLE[1];
            is_exact.then_some(value as i128)
        }
        None => value.raw()?.parse().ok(),
    }
}

macro_rules! integers {
    ($($ty:ty: $expected:literal),* $(,)?) => {$(
        impl Decode for $ty {
            fn decode(value: Value<'_>, report: &mut Report) -> Option<Self> {
                let read = match value.number() {
                    Some(Number::Int(number)) => Self::try_from(number).ok(),
                    number => integer(number, value).and_then(|wide| Self::try_from(wide).ok()),
                };
                read.or_else(|| {
                    report.mismatch(value, $expected);
                    report.scalar_placeholder(|| Some(0))
                })
            }
        }
    )*};
}

integers! {
    i32: "a 32-bit integer",
    i64: "a 64-bit integer",
    u32: "a non-negative 32-bit integer",
    u64: "a non-negative 64-bit integer",
    i128: "an integer",
}

impl Decode for f64 {
    fn decode(value: Value<'_>, report: &mut Report) -> Option<Self> {
        let read = value.number().map(Number::to_f64);
        let read = read.or_else(|| value.raw().and_then(number));
        read.or_else(|| {
            report.mismatch(value, "a number");
            report.scalar_placeholder(|| Some(0.0))
        })
    }
}

impl Decode for String {
    fn decode(value: Value<'_>, report: &mut Report) -> Option<Self> {
        value.text().map(Cow::into_owned).or_else(|| {
            report.mismatch(value, "a string");
            report.scalar_placeholder(|| Some(Self::new()))
        })
    }
}

impl<T: Decode> Decode for Option<T> {
    fn decode(value: Value<'_>, report: &mut Report) -> Option<Self> {
        if value.is(Kind::Null) { Some(None) } else { T::decode(value, report).map(Some) }
    }
}

impl<T: Decode> Decode for Box<T> {
    fn decode(value: Value<'_>, report: &mut Report) -> Option<Self> {
        T::decode(value, report).map(Self::new)
    }
}

/// The memory reserved for items before they are read, in bytes for each byte of text.
const LARGEST_ITEMS: usize = 8;

impl<T: Decode> Decode for Vec<T> {
    fn decode(value: Value<'_>, report: &mut Report) -> Option<Self> {
        match value.kind() {
            Kind::List => {}
            // A form or a query cannot distinguish one value from a list of one.
            _ if value.is_single_item() => return report.single_item(value).map(|item| vec![item]),
            _ => {
                report.mismatch(value, "a list");
                return report.scalar_placeholder(|| Some(Self::new()));
            }
        }
        let mut items = Vec::new();
        // As many as there are, but no more memory than a small multiple of the text: most may be invalid.
        let most = value.size() * LARGEST_ITEMS / size_of::<T>().max(1) + 1;
        items.reserve_exact(value.items().count().min(most));
        read_items(items, value.items(), report)
    }
}

impl<T: Decode> Decode for Map<T> {
    fn decode(value: Value<'_>, report: &mut Report) -> Option<Self> {
        value.object(report)?.additional(&[], report)
    }
}

/// Decodes each value as `T`.
pub(super) fn items<'t, T: Decode>(
    values: impl Iterator<Item = Value<'t>>,
    report: &mut Report,
) -> Option<Vec<T>> {
    read_items(Vec::new(), values, report)
}

fn read_items<'t, T: Decode>(
    mut items: Vec<T>,
    values: impl Iterator<Item = Value<'t>>,
    report: &mut Report,
) -> Option<Vec<T>> {
    let mut whole = true;
    for value in values {
        let read = T::decode(value, report);
        match report.or_placeholder(read) {
            // After a missing item the indices would be off, and limits would be reported at the wrong place.
            Some(item) if whole => items.push(item),
            Some(_) => {}
            None => whole = false,
        }
    }
    (whole || report.has_placeholders()).then_some(items)
}
