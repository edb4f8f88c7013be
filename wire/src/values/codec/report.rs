//! Violations found while decoding, each with its place.

use std::cell::Cell;

use super::{Decode, Tape, Value};
use crate::values::budget::Budget;
use crate::values::location::Location;
use crate::values::violation::{Violation, Violations, segment};

/// Collects violations while decoding. Decoding continues after a violation, so that a caller learns all of them at
/// once.
#[derive(Debug)]
pub struct Report {
    violations: Violations,
    location: Location,
    /// Prefix of every pointer: empty in a body, `/name` in a parameter.
    prefix: String,
    lenient: bool,
    /// Whether a union branch is tried that must match exactly: unknown properties count.
    exact: bool,
    /// The number of bytes read so far to try union branches.
    tried: Cell<usize>,
    /// How many more placeholders may be created; zero turns placeholders off.
    placeholders_left: u16,
    /// Above zero while a placeholder is built or a branch is tried: violations are not recorded.
    muted: u8,
    /// How many times the current value was wrapped into a list of one.
    single_items: u8,
    /// The property that the next object is read without.
    left_out: Option<&'static str>,
    /// The work that checks of the message may still cause.
    pub(crate) budget: Cell<Budget>,
}

/// Limits on placeholders per request and on their nesting, since a type may contain itself.
#[cfg(feature = "server")]
const MAX_PLACEHOLDERS: u16 = 256;
const MAX_PLACEHOLDER_DEPTH: u8 = 4;

/// Limit on wrapping a value into lists of lists, since a list type may contain itself.
const MAX_SINGLE_ITEM_DEPTH: u8 = 4;

/// Limits on trying union branches, in bytes of text: a multiple of the message size, plus a constant. Without them,
/// nested unions would be read once for each combination of branches.
const TRIES_PER_BYTE: usize = 64;
const BASE_TRIES: usize = 400_000;

impl Report {
    /// Creates a report for a request: every violation counts.
    pub fn strict(location: Location) -> Self {
        Self {
            violations: Violations::default(),
            location,
            prefix: String::new(),
            lenient: false,
            exact: false,
            tried: Cell::new(0),
            placeholders_left: 0,
            muted: 0,
            single_items: 0,
            left_out: None,
            budget: Cell::default(),
        }
    }

    /// Creates a strict report that replaces invalid values by placeholders, so that the limits of the rest of the
    /// request can be checked. A request with any violation is rejected, so that no placeholder is ever used.
    #[cfg(feature = "server")]
    pub(crate) fn with_placeholders(location: Location) -> Self {
        Self { placeholders_left: MAX_PLACEHOLDERS, ..Self::strict(location) }
    }

    /// Returns a placeholder for an invalid scalar.
    pub(crate) fn scalar_placeholder<T>(&mut self, value: impl FnOnce() -> Option<T>) -> Option<T> {
        self.placeholders_left = self.placeholders_left.checked_sub(1)?;
        value()
    }

    /// Returns a placeholder for a missing or invalid value, decoded from an empty object.
    pub(crate) fn placeholder<T: Decode>(&mut self) -> Option<T> {
        if self.placeholders_left == 0 || self.muted >= MAX_PLACEHOLDER_DEPTH {
            return None;
        }
        self.placeholders_left -= 1;
        self.muted += 1;
        let value = T::decode(Tape::empty_object().root(), self);
        self.muted -= 1;
        value
    }

    /// Decodes a value as the only item of a list.
    pub(super) fn single_item<T: Decode>(&mut self, value: Value<'_>) -> Option<T> {
        if self.single_items >= MAX_SINGLE_ITEM_DEPTH {
            self.mismatch(value, "a list");
            return None;
        }
        self.single_items += 1;
        let read = T::decode(value, self);
        self.single_items -= 1;
        read
    }

    /// Sets the size of the message in bytes, which decides how much work checks of it may cause.
    pub(crate) fn make_room(&mut self, bytes: usize) {
        self.budget.get_mut().for_message(bytes);
    }

    /// Returns `read`, or a placeholder.
    pub(crate) fn or_placeholder<T: Decode>(&mut self, read: Option<T>) -> Option<T> {
        read.or_else(|| self.placeholder())
    }

    /// Returns `read`, or the default if placeholders are on.
    pub(crate) fn or_absent<T: Default>(&self, read: Option<T>) -> Option<T> {
        read.or_else(|| self.has_placeholders().then(T::default))
    }

    /// Returns whether placeholders are on: then a container is kept without the parts that have no placeholder.
    pub(crate) fn has_placeholders(&self) -> bool {
        self.placeholders_left > 0
    }

    /// Creates a report for a response: null counts as absent, and unknown properties are ignored.
    pub fn lenient() -> Self {
        Self { lenient: true, ..Self::strict(Location::Body) }
    }

    /// Creates a report for trying a value, to be discarded afterwards. Returns `None` when the limit on tries is
    /// reached.
    fn trial(&self, value: Value<'_>, exact: bool) -> Option<Self> {
        let tried = self.tried.get().saturating_add(value.size().max(1));
        let most = value.tape.text.len().saturating_mul(TRIES_PER_BYTE);
        if tried > most.saturating_add(BASE_TRIES) {
            return None;
        }
        Some(Self {
            lenient: self.lenient,
            exact,
            tried: Cell::new(tried),
            muted: 1,
            single_items: self.single_items,
            left_out: self.left_out,
            budget: self.budget.clone(),
            ..Self::strict(self.location)
        })
    }

    /// Decodes a value if it matches, without recording violations.
    pub(super) fn try_decode<T: Decode>(&self, value: Value<'_>, exact: bool) -> Option<T> {
        let mut trial = self.trial(value, exact)?;
        let read = T::decode(value, &mut trial);
        self.tried.set(trial.tried.get());
        self.budget.set(trial.budget.get());
        read
    }

    /// Returns whether a branch is tried that must match exactly.
    pub(super) fn is_exact(&self) -> bool {
        self.exact
    }

    /// Returns whether unknown properties are ignored: in a response, unless a branch must match exactly.
    pub(in crate::values) fn ignores_unknown(&self) -> bool {
        self.lenient && !self.exact
    }

    pub(crate) fn is_lenient(&self) -> bool {
        self.lenient
    }

    /// Moves to another part of the request; later violations are recorded there.
    pub(crate) fn turn_to(&mut self, location: Location, name: &str) {
        self.location = location;
        self.prefix.clear();
        if !name.is_empty() {
            self.prefix = segment(name);
        }
    }

    /// Returns the violations found.
    pub fn into_violations(self) -> Violations {
        self.violations
    }

    pub(crate) fn violations_mut(&mut self) -> &mut Violations {
        &mut self.violations
    }

    /// Reports a violation at `value`. `code` is a stable identifier such as `type` or `required`.
    pub fn at(&mut self, value: Value<'_>, code: &'static str, message: impl Into<String>) {
        self.push(|| (value.pointer(), code, message.into()));
    }

    /// Reports a violation at a JSON pointer within the current place.
    pub(super) fn at_pointer(&mut self, pointer: String, code: &'static str, message: &str) {
        self.push(|| (pointer, code, message.to_owned()));
    }

    /// Reports a violation at the current place.
    pub(crate) fn here(&mut self, code: &'static str, message: impl Into<String>) {
        self.push(|| (String::new(), code, message.into()));
    }

    /// Reports a violation at the property `name` of the current place.
    pub(crate) fn field(&mut self, name: &str, code: &'static str, message: impl Into<String>) {
        self.push(|| (segment(name), code, message.into()));
    }

    /// Reports that `value` has none of the expected types, and returns a placeholder.
    pub fn no_branch_matches<T: Decode>(&mut self, value: Value<'_>, expected: &str) -> Option<T> {
        if self.trial(value, true).is_some() {
            self.mismatch(value, expected);
        } else {
            let message = format!("expected {expected}, found alternatives nested too deeply");
            self.at(value, "type", message);
        }
        self.placeholder()
    }

    /// Sets the property that the next object is read without.
    pub(super) fn leave_out(&mut self, name: Option<&'static str>) {
        self.left_out = name;
    }

    /// Returns the property that the next object is read without, for that object only.
    pub(super) fn take_left_out(&mut self) -> Option<&'static str> {
        self.left_out.take()
    }

    /// Reports that `value` is not of the expected type.
    pub fn mismatch(&mut self, value: Value<'_>, expected: &str) {
        self.push(|| {
            let message = match value.raw() {
                Some(text) => format!("expected {expected}, found `{}`", shorten(text)),
                None => format!("expected {expected}, found {}", value.kind().describe()),
            };
            (value.pointer(), "type", message)
        });
    }

    /// Reports that the required property `name` is missing from `object`.
    pub(crate) fn missing(&mut self, object: Value<'_>, name: &str) {
        self.push(|| {
            let pointer = format!("{}{}", object.pointer(), segment(name));
            (pointer, "required", "this field is required".to_owned())
        });
    }

    /// The pointer is computed only for violations that are kept: it takes a walk over the tape, and a long list of
    /// invalid items would cost its length squared.
    fn push(&mut self, finding: impl FnOnce() -> (String, &'static str, String)) {
        if self.muted > 0 || self.violations.is_full() {
            return;
        }
        let (pointer, code, message) = finding();
        let pointer = format!("{}{pointer}", self.prefix);
        self.violations.push(Violation::new(self.location, pointer, code, message));
    }
}

/// Shortens text of a caller before it is quoted in a message.
fn shorten(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

#[cfg(all(test, feature = "server"))]
mod tests {
    use super::*;
    use crate::values::codec::{Decode, Kind};

    /// Contains itself, so that a placeholder for it would never end.
    struct Endless(Box<Endless>, Box<Endless>);

    impl Decode for Endless {
        fn decode(value: Value<'_>, report: &mut Report) -> Option<Self> {
            let object = value.object(report)?;
            let one = object.required("one", report);
            let other = object.required("other", report);
            Some(Self(one?, other?))
        }
    }

    #[test]
    fn placeholders_have_a_maximum_depth() {
        let mut report = Report::with_placeholders(Location::Body);
        let read = Endless::decode(Tape::empty_object().root(), &mut report);
        assert!(read.map(|Endless(one, other)| (one, other)).is_none());
        let found = report.into_violations();
        let found: Vec<&str> = found.iter().map(|found| found.pointer.as_str()).collect();
        assert_eq!(found, ["/one", "/other"], "a placeholder has no violations of its own");
    }

    /// Each branch may contain the other; only the innermost value tells them apart.
    enum Either {
        One,
        Other,
    }

    struct Holds<const NUMBER: bool>;

    impl<const NUMBER: bool> Decode for Holds<NUMBER> {
        fn decode(value: Value<'_>, report: &mut Report) -> Option<Self> {
            if NUMBER && value.is(Kind::Number) {
                return Some(Self);
            }
            let object = value.object(report)?;
            object.required::<Either>("in", report).map(|_| Self)
        }
    }

    impl Decode for Either {
        fn decode(value: Value<'_>, report: &mut Report) -> Option<Self> {
            if Holds::<false>::try_decode(value, report).is_some() {
                return Some(Self::One);
            }
            if Holds::<true>::try_decode(value, report).is_some() {
                return Some(Self::Other);
            }
            report.no_branch_matches(value, "one or other")
        }
    }

    fn read(depth: usize, innermost: &str) -> Result<Either, String> {
        let json = format!("{}{innermost}{}", r#"{"in":"#.repeat(depth), "}".repeat(depth));
        crate::values::codec::from_json::<Either>(json.as_bytes())
            .map_err(|found| found.to_string())
    }

    #[test]
    fn the_number_of_tries_is_limited_by_the_size_of_the_message() {
        assert!(matches!(read(0, "1"), Ok(Either::Other)));
        assert!(matches!(read(8, "1"), Ok(Either::One)), "what fits is found");
        let found = read(8, "true").err().unwrap_or_default();
        assert!(found.contains("expected one or other, found an object"), "{found}");
        // There are 2^100 ways to read it.
        let found = read(100, "true").err().unwrap_or_default();
        assert!(found.contains("nested too deeply"), "{found}");
    }

    #[test]
    fn there_are_no_placeholders_under_another_report() {
        let mut report = Report::strict(Location::Body);
        assert_eq!(i64::decode(Tape::raw("x").root(), &mut report), None);
        assert_eq!(report.placeholder::<String>(), None);
        assert_eq!(
            Report::with_placeholders(Location::Body).placeholder::<String>().as_deref(),
            Some("")
        );
    }
}
