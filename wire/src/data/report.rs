//! What is wrong with a value that is read: every finding, each with its place.

use std::cell::Cell;

use super::{Decode, Kind, Tape, Value};
use crate::param::Location;
use crate::violation::{Violation, Violations};

/// Collects what decoding finds. Reading goes on after a finding, so that a caller learns all of them at once.
#[derive(Debug)]
pub struct Report {
    violations: Violations,
    location: Location,
    /// Where the value being read stands in its location: empty for a body, `/name` for a parameter.
    prefix: String,
    lenient: bool,
    /// Whether a value is tried that others may fit better: then nothing of it is passed over.
    exact: bool,
    /// How much was read to try values, each time as much as they hold.
    tried: Cell<usize>,
    /// How much more may stand in for what is wrong; none where nothing does.
    spare: u16,
    /// Above zero inside of what stands in for something: what it lacks is no finding.
    hidden: u8,
    /// How often the value that is read was taken for a list of one.
    lone: u8,
}

/// So many values stand in for wrong ones in a request, and so deep inside one another: a type may ask for itself.
#[cfg(feature = "server")]
const MOST_STANDING_IN: u16 = 256;
const DEEPEST_STANDING_IN: u8 = 4;

/// A value that is taken for a list of one is taken for no list inside that list, and so on: a list may hold its own type.
const MOST_LONE: u8 = 4;

/// So many times what a message holds is read to try values, and this much beside it. Alternatives inside of alternatives
/// would otherwise be read as often as there are ways through them.
const MOST_TRIES: usize = 64;
const SOME_TRIES: usize = 50_000;

impl Report {
    /// A report on what a caller sent: the document is held to.
    pub fn strict(location: Location) -> Self {
        Self {
            violations: Violations::default(),
            location,
            prefix: String::new(),
            lenient: false,
            exact: false,
            tried: Cell::new(0),
            spare: 0,
            hidden: 0,
            lone: 0,
        }
    }

    /// A strict report under which some value stands in for one that is wrong, so that the rest of a request can be
    /// held to its limits. Whatever is read under it is refused when there is a finding.
    #[cfg(feature = "server")]
    pub(crate) fn mending(location: Location) -> Self {
        Self { spare: MOST_STANDING_IN, ..Self::strict(location) }
    }

    /// What stands in for a scalar that is wrong.
    pub(crate) fn stand_in<T>(&mut self, value: impl FnOnce() -> Option<T>) -> Option<T> {
        self.spare = self.spare.checked_sub(1)?;
        value()
    }

    /// What stands in for a value that is not there, or is none of its type: one of nothing but what stands in.
    pub(crate) fn fill<T: Decode>(&mut self) -> Option<T> {
        if self.spare == 0 || self.hidden >= DEEPEST_STANDING_IN {
            return None;
        }
        self.spare -= 1;
        self.hidden += 1;
        let value = T::decode(Tape::empty_object().root(), self);
        self.hidden -= 1;
        value
    }

    /// Reads a value as the one item of a list.
    pub(super) fn lone<T: Decode>(&mut self, value: Value<'_>) -> Option<T> {
        if self.lone >= MOST_LONE {
            self.mismatch(value, "a list");
            return None;
        }
        self.lone += 1;
        let read = T::decode(value, self);
        self.lone -= 1;
        read
    }

    /// What was read, or what stands in for it.
    pub(crate) fn or_filled<T: Decode>(&mut self, read: Option<T>) -> Option<T> {
        read.or_else(|| self.fill())
    }

    /// What was read, or nothing where something stands in for it.
    pub(crate) fn or_absent<T: Default>(&self, read: Option<T>) -> Option<T> {
        read.or_else(|| self.is_mending().then(T::default))
    }

    /// Whether values stand in for wrong ones: what holds them goes on without what cannot be stood in for.
    pub(crate) fn is_mending(&self) -> bool {
        self.spare > 0
    }

    /// A report on what a server answered: null stands for absent, additions are ignored.
    pub fn lenient() -> Self {
        Self { lenient: true, ..Self::strict(Location::Body) }
    }

    /// A report for trying a value; none when too much was tried already. It is thrown away, and holds no findings.
    fn scratch(&self, value: Value<'_>, exact: bool) -> Option<Self> {
        let size = (value.after() - value.at) as usize;
        let tried = self.tried.get().saturating_add(size);
        if tried > value.tape.tokens.len().saturating_mul(MOST_TRIES).saturating_add(SOME_TRIES) {
            return None;
        }
        Some(Self {
            lenient: self.lenient,
            exact,
            tried: Cell::new(tried),
            hidden: 1,
            lone: self.lone,
            ..Self::strict(self.location)
        })
    }

    /// What a value is read as, if it fits.
    pub(super) fn tried<T: Decode>(&self, value: Value<'_>, exact: bool) -> Option<T> {
        let mut scratch = self.scratch(value, exact)?;
        let read = T::decode(value, &mut scratch);
        self.tried.set(scratch.tried.get());
        read
    }

    /// Whether a value is tried that others may fit better.
    pub(super) fn is_exact(&self) -> bool {
        self.exact
    }

    /// Whether what a closed object does not name is passed over.
    pub(super) fn passes_over(&self) -> bool {
        self.lenient && !self.exact
    }

    pub(crate) fn is_lenient(&self) -> bool {
        self.lenient
    }

    /// Turns to another place of the request; what is found from here on is found there.
    pub(crate) fn turn_to(&mut self, location: Location, name: &str) {
        self.location = location;
        self.prefix.clear();
        if !name.is_empty() {
            self.prefix = segment(name);
        }
    }

    /// What was found.
    pub fn into_violations(self) -> Violations {
        self.violations
    }

    pub(crate) fn violations_mut(&mut self) -> &mut Violations {
        &mut self.violations
    }

    /// A finding about `value`; `code` is a stable word such as `type` or `required`.
    pub fn at(&mut self, value: Value<'_>, code: &'static str, message: impl Into<String>) {
        self.push(|| (value.pointer(), code, message.into()));
    }

    /// A finding about the place that the report stands at.
    pub(crate) fn here(&mut self, code: &'static str, message: impl Into<String>) {
        self.push(|| (String::new(), code, message.into()));
    }

    /// A finding about the field `name` of the place that the report stands at.
    pub(crate) fn field(&mut self, name: &str, code: &'static str, message: impl Into<String>) {
        self.push(|| (segment(name), code, message.into()));
    }

    /// `value` is none of the expected kinds; something of one of them stands in for it.
    pub fn instead<T: Decode>(&mut self, value: Value<'_>, expected: &str) -> Option<T> {
        if self.scratch(value, true).is_some() {
            self.mismatch(value, expected);
        } else {
            let message = format!("expected {expected}, and this has too many ways to be read");
            self.at(value, "type", message);
        }
        self.fill()
    }

    /// `value` is not of the expected kind.
    pub fn mismatch(&mut self, value: Value<'_>, expected: &str) {
        self.push(|| {
            let message = match value.text() {
                Some(text) if value.kind() == Kind::Raw => {
                    format!("expected {expected}, found `{}`", shorten(text))
                }
                _ => format!("expected {expected}, found {}", value.kind().describe()),
            };
            (value.pointer(), "type", message)
        });
    }

    /// The required field `name` is missing from `object`.
    pub(crate) fn missing(&mut self, object: Value<'_>, name: &str) {
        self.push(|| {
            let pointer = format!("{}{}", object.pointer(), segment(name));
            (pointer, "required", "this field is required".to_owned())
        });
    }

    /// Finding a pointer walks the tape, so it is not found for what is not kept: a long list of wrong items
    /// would cost its length squared.
    fn push(&mut self, finding: impl FnOnce() -> (String, &'static str, String)) {
        if self.hidden > 0 || self.violations.is_full() {
            return;
        }
        let (pointer, code, message) = finding();
        let pointer = format!("{}{pointer}", self.prefix);
        self.violations.push(Violation::new(self.location, pointer, code, message));
    }
}

/// One segment of a JSON pointer (RFC 6901, section 3).
pub(crate) fn segment(name: &str) -> String {
    format!("/{}", name.replace('~', "~0").replace('/', "~1"))
}

/// A caller's text is quoted back in part only: it may be long.
fn shorten(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

#[cfg(all(test, feature = "server"))]
mod tests {
    use super::*;
    use crate::data::Decode;

    /// It asks for itself, so that no value of it has an end.
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
    fn what_stands_in_for_a_value_has_an_end() {
        let mut report = Report::mending(Location::Body);
        let read = Endless::decode(Tape::empty_object().root(), &mut report);
        assert!(read.map(|Endless(one, other)| (one, other)).is_none());
        let found = report.into_violations();
        let found: Vec<&str> = found.iter().map(|found| found.pointer.as_str()).collect();
        assert_eq!(found, ["/one", "/other"], "what stands in has no findings of its own");
    }

    /// Each may hold the other, and nothing but what is innermost tells which one a value is.
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
            if Holds::<false>::attempt(value, report).is_some() {
                return Some(Self::One);
            }
            if Holds::<true>::attempt(value, report).is_some() {
                return Some(Self::Other);
            }
            report.instead(value, "one or other")
        }
    }

    fn read(depth: usize, innermost: &str) -> Result<Either, String> {
        let json = format!("{}{innermost}{}", r#"{"in":"#.repeat(depth), "}".repeat(depth));
        crate::from_json::<Either>(json.as_bytes()).map_err(|found| found.to_string())
    }

    #[test]
    fn alternatives_inside_of_alternatives_are_tried_no_longer_than_a_message_is_worth() {
        assert!(matches!(read(0, "1"), Ok(Either::Other)));
        assert!(matches!(read(8, "1"), Ok(Either::One)), "what fits is found");
        let found = read(8, "true").err().unwrap_or_default();
        assert!(found.contains("expected one or other, found an object"), "{found}");
        // Two to the power of a hundred ways.
        let found = read(100, "true").err().unwrap_or_default();
        assert!(found.contains("too many ways to be read"), "{found}");
    }

    #[test]
    fn nothing_stands_in_under_another_report() {
        let mut report = Report::strict(Location::Body);
        assert_eq!(i64::decode(Tape::raw("x").root(), &mut report), None);
        assert_eq!(report.fill::<String>(), None);
        assert_eq!(Report::mending(Location::Body).fill::<String>().as_deref(), Some(""));
    }
}
