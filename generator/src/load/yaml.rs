//! Parses YAML. Plain scalars get the types that authors of OpenAPI documents mean: `on` and `017` are text.
//! Aliases and merge keys are expanded, with a limit.

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
use crate::load::value::{Reader, Seen};
use crate::source::FileId;
use crate::tree::{MAX_DEPTH, Node};
use crate::utf8::floor_char_boundary;

/// The number of events that aliases may add. The largest published documents have two million events in all.
const MOST_REPLAYED: usize = 1_000_000;

/// The stack of the parser, in bytes: several times what [`MAX_DEPTH`] levels need.
const STACK: usize = 16 * 1024 * 1024;

/// Parses YAML, and reports the first syntax error.
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
    let error = match with_large_stack(parse) {
        Some(Ok(node)) => return Some(node),
        Some(Err(error)) => error,
        None => {
            let message = "the YAML parser failed on this document";
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
    let help = help(&message);
    diagnostics.add(code, place, message).help = help.map(str::to_owned);
    None
}

/// Runs the parser on a thread with enough stack for the deepest tree: it takes several kilobytes a level, more
/// than small threads have. Returns `None` when the thread cannot be started or the parser panics.
fn with_large_stack<T: Send>(parse: impl FnOnce() -> T + Send) -> Option<T> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK);
        thread.spawn_scoped(scope, parse).ok()?.join().ok()
    })
}

/// The limits are on aliases and depth; the size of the text itself is limited elsewhere.
fn options() -> Options {
    serde_saphyr::options! {
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        non_finite_float_policy: NonFiniteFloatPolicy::Reject,
        // The visitor detects duplicates itself, all of them.
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
            max_depth: MAX_DEPTH,
            enforce_alias_anchor_ratio: false,
        },
    }
}

/// Returns the error itself, without the aliases that led to it.
fn innermost(mut error: &Error) -> &Error {
    loop {
        error = match error {
            Error::AliasError { error, .. } | Error::WithSnippet { error, .. } => error,
            _ => return error,
        };
    }
}

fn explain(error: &Error, too_deep: bool) -> (&'static Code, String) {
    let deep = || format!("objects and arrays are nested more than {MAX_DEPTH} levels deep");
    match error {
        _ if too_deep => (&codes::TOO_DEEP, deep()),
        Error::Budget { breach: BudgetBreach::Depth { .. }, .. } => (&codes::TOO_DEEP, deep()),
        Error::AliasReplayCounterOverflow { .. }
        | Error::AliasReplayLimitExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. }
        | Error::Budget { .. } => {
            let message = format!("YAML aliases expand to more than {MOST_REPLAYED} values");
            (&codes::TOO_MANY_ALIASES, message)
        }
        Error::RecursiveReferencesRequireWeakTypes { .. } => (
            &codes::TOO_MANY_ALIASES,
            "a YAML alias is inside the value that it refers to".to_owned(),
        ),
        Error::Eof { .. } => (&codes::EMPTY, "the document is empty".to_owned()),
        Error::MultipleDocuments { .. } => {
            (&codes::SEVERAL_DOCUMENTS, "a second YAML document starts here".to_owned())
        }
        Error::NonFiniteFloat { value, .. } => (
            &codes::NUMBER_TOO_LARGE,
            format!("number {} cannot be represented in JSON", quote(value)),
        ),
        Error::ExternalMessage { msg, .. } if msg.contains("recursion limit") => {
            (&codes::TOO_DEEP, deep())
        }
        Error::Unexpected { expected: "string scalar", .. } => {
            (&codes::SYNTAX, "keys must be text, not objects or arrays".to_owned())
        }
        Error::UnknownAnchor { .. } => (
            &codes::SYNTAX,
            "unknown YAML alias: no anchor with this name comes before it".to_owned(),
        ),
        Error::NullIntoString { .. } => (&codes::SYNTAX, "null is not allowed as a key".to_owned()),
        other => {
            let message = UserMessageFormatter.format_message(other);
            (&codes::SYNTAX, on_one_line(&message))
        }
    }
}

/// Returns help for the most common mistakes.
fn help(message: &str) -> Option<&'static str> {
    if message.starts_with("mapping values are not allowed") {
        Some("put text that contains a colon and a space in quotes, and check the indentation")
    } else if message.contains("tab") {
        Some("indent with spaces, not with tabs")
    } else if message.starts_with("null is not allowed") {
        Some("put the key in quotes if it is text")
    } else {
        None
    }
}

/// Returns the range of text that the error is about.
fn range(error: &Error, text: &str) -> Option<Range<usize>> {
    let location = error.location()?;
    let offset = |bytes: u64| usize::try_from(bytes).ok();
    // Errors of the scanner have lines and columns only.
    let Some(start) = location.span().byte_offset().and_then(offset) else {
        let start = place(text, offset(location.line())?, offset(location.column())?);
        return Some(start..start);
    };
    let len = location.span().byte_len().and_then(offset).unwrap_or(0);
    let start = floor_char_boundary(text, start);
    Some(start..floor_char_boundary(text, start.saturating_add(len)))
}

/// Returns the offset in bytes of a line and a column, both from one, the column in characters.
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
