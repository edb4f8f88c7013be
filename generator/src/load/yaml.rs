//! YAML text becomes a tree, by the values that OpenAPI's authors mean: `on` and `017` are text,
//! aliases and merge keys are expanded within bounds.

use std::ops::Range;
use std::sync::atomic::Ordering::Relaxed;

use serde::de::DeserializeSeed;
use serde_saphyr::budget::BudgetBreach;
use serde_saphyr::options::{DuplicateKeyPolicy, NonFiniteFloatPolicy};
use serde_saphyr::{Error, MessageFormatter, Options, UserMessageFormatter};

use crate::diag::{
    Code, Diagnostics, Place, codes,
    text::{on_one_line, quote},
};
use crate::load::node::{DEEPEST, Node, Reader, Seen};
use crate::load::source::FileId;
use crate::utf8::floor_char_boundary;

/// Events that aliases may add to a document; the largest published ones have two million in all.
const MOST_REPLAYED: usize = 1_000_000;

/// The stack for [`DEEPEST`] levels, several times over.
const STACK: usize = 16 * 1024 * 1024;

/// Reads YAML; a finding says where it is not well-formed.
pub(super) fn read(
    file: FileId,
    text: &str,
    seen: &Seen,
    diagnostics: &mut Diagnostics,
) -> Option<Node> {
    let parse = || {
        let parsed =
            serde_saphyr::with_deserializer_from_str_with_options(text, options(), |yaml| {
                Reader::new(seen).deserialize(yaml)
            });
        parsed.map_err(Box::new)
    };
    let error = match with_room(parse) {
        Some(Ok(node)) => return Some(node),
        Some(Err(error)) => error,
        None => {
            let message = "the YAML reader gave up on the document";
            diagnostics.add(&codes::SYNTAX, Place::File(file), message);
            return None;
        }
    };
    let error = innermost(&error);
    let (code, message) = explain(error, seen.too_deep.load(Relaxed));
    let place = match range(error, text) {
        Some(range) => Place::Offset { file, range },
        None => Place::File(file),
    };
    let advice = advice(&message);
    diagnostics.add(code, place, message).advice = advice.map(str::to_owned);
    None
}

/// Runs the parser where it has stack for the deepest tree: it takes some kilobytes a level, more
/// than small threads have. Nothing when there is no such thread, or the parser has a fault.
fn with_room<T: Send>(parse: impl FnOnce() -> T + Send) -> Option<T> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK);
        thread.spawn_scoped(scope, parse).ok()?.join().ok()
    })
}

/// Bounds are on what aliases add and on depth; the size of the text itself is no harm.
fn options() -> Options {
    serde_saphyr::options! {
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        non_finite_float_policy: NonFiniteFloatPolicy::Reject,
        // The visitor sees duplicates itself, and all of them.
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        with_snippet: false,
        alias_limits: serde_saphyr::alias_limits! {
            max_total_replayed_events: MOST_REPLAYED,
        },
        budget: serde_saphyr::budget! {
            max_events: usize::MAX,
            max_nodes: usize::MAX,
            max_total_scalar_bytes: usize::MAX,
            max_recorded_anchor_events: 4 * MOST_REPLAYED,
            max_depth: DEEPEST,
            enforce_alias_anchor_ratio: false,
        },
    }
}

/// The error itself, without the places of the aliases that led to it.
fn innermost(mut error: &Error) -> &Error {
    loop {
        error = match error {
            Error::AliasError { error, .. } | Error::WithSnippet { error, .. } => error,
            _ => return error,
        };
    }
}

fn explain(error: &Error, too_deep: bool) -> (&'static Code, String) {
    let deep = || format!("objects and arrays are nested more than {DEEPEST} levels deep");
    match error {
        _ if too_deep => (&codes::TOO_DEEP, deep()),
        Error::Budget { breach: BudgetBreach::Depth { .. }, .. } => (&codes::TOO_DEEP, deep()),
        Error::AliasReplayCounterOverflow { .. }
        | Error::AliasReplayLimitExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. }
        | Error::Budget { .. } => {
            let message = format!("aliases expand to more than {MOST_REPLAYED} values");
            (&codes::TOO_MANY_ALIASES, message)
        }
        Error::RecursiveReferencesRequireWeakTypes { .. } => {
            (&codes::TOO_MANY_ALIASES, "an alias stands inside the value that it names".to_owned())
        }
        Error::Eof { .. } => (&codes::EMPTY, "the document is empty".to_owned()),
        Error::MultipleDocuments { .. } => {
            (&codes::SEVERAL_DOCUMENTS, "a second YAML document begins here".to_owned())
        }
        Error::NonFiniteFloat { value, .. } => (
            &codes::NUMBER_TOO_LARGE,
            format!("{} is a number that JSON cannot write", quote(value)),
        ),
        Error::ExternalMessage { msg, .. } if msg.contains("recursion limit") => {
            (&codes::TOO_DEEP, deep())
        }
        Error::Unexpected { expected: "string scalar", .. } => {
            (&codes::SYNTAX, "a key must be text".to_owned())
        }
        Error::UnknownAnchor { .. } => (&codes::SYNTAX, "an alias has no anchor".to_owned()),
        Error::NullIntoString { .. } => {
            (&codes::SYNTAX, "a key is null; put it between quotes if it is text".to_owned())
        }
        other => {
            let message = UserMessageFormatter.format_message(other);
            (&codes::SYNTAX, on_one_line(&message))
        }
    }
}

/// What to do about the mistakes that are made most.
fn advice(message: &str) -> Option<&'static str> {
    if message.starts_with("mapping values are not allowed") {
        Some("put text that has a colon and a space between quotes, and check the indentation")
    } else if message.contains("tab") {
        Some("indent with spaces, not with tabs")
    } else {
        None
    }
}

/// The bytes that the error is about.
fn range(error: &Error, text: &str) -> Option<Range<usize>> {
    let location = error.location()?;
    let offset = |bytes: u64| usize::try_from(bytes).ok();
    // The scanner counts lines and characters, the reader bytes as well.
    let Some(start) = location.span().byte_offset().and_then(offset) else {
        let start = place(text, offset(location.line())?, offset(location.column())?);
        return Some(start..start);
    };
    let len = location.span().byte_len().and_then(offset).unwrap_or(0);
    let start = floor_char_boundary(text, start);
    Some(start..floor_char_boundary(text, start.saturating_add(len)))
}

/// The byte that a line and a column, counted in characters from one, stand for.
fn place(text: &str, line: usize, column: usize) -> usize {
    let before = text.split_inclusive('\n').take(line.saturating_sub(1));
    let start: usize = before.map(str::len).sum();
    let line = text.get(start..).unwrap_or_default();
    let within = line.char_indices().nth(column.saturating_sub(1));
    within.map_or(text.len(), |(offset, _)| start + offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_and_a_column_become_an_offset() {
        assert_eq!(place("é\nüb", 2, 2), 5);
        assert_eq!(place("ab", 1, 1), 0);
        assert_eq!(place("ab", 7, 7), 2);
    }
}
