//! Random strings: of characters that often cause errors, or in the canonical form of a format.

use counterpart_generator::api::{Limits, StringFormat};
use counterpart_wire::Format;

use super::value::MOST_TRIES;
use super::{Choices, pattern};

/// The characters that a string can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Alphabet {
    /// Any character.
    All,
    /// Characters of a header value: no comma, no space at either end.
    Header,
}

const ALL: &[char] = &[
    'a', 'B', '7', ' ', '"', '\\', '/', '\n', '\t', 'é', '東', '🚢', '\u{0}', '\u{2028}', '\'',
    '<', '&', '=', '+', '%', '#', '?', ',', ';', ':', '.', '{', '}', '[', ']', '|', '~', '\u{7f}',
    '\u{feff}',
];
const HEADER: &[char] = &['a', 'B', '7', '-', '_', '.', '~', '"', '/', ':', '%', '\'', '(', '@'];

const DATES: &[&str] = &["2024-02-29", "1900-01-01", "0001-01-01", "9999-12-31"];
const TIMES: &[&str] = &["11:50:13", "00:00:00", "23:59:59.5"];
const INSTANTS: &[&str] = &[
    "2024-02-15T11:50:13Z",
    "2024-02-15T11:50:13.781871Z",
    "1969-12-31T23:59:59.999999999Z",
    "2024-02-15T13:50:13+02:00",
    "9999-12-31T23:59:59Z",
];
const UUIDS: &[&str] =
    &["00000000-0000-0000-0000-000000000000", "5f0c3a52-8a3e-4f0e-9d3a-1f6f5f0c9b21"];
const BASE64: &[&str] = &["", "AA==", "aGVsbG8=", "+/+/"];

/// Returns a string of a format within limits.
pub(super) fn text(
    format: StringFormat,
    limits: &Limits,
    alphabet: Alphabet,
    choices: &mut Choices<'_>,
) -> String {
    if let Some(format) = limits.format.and_then(|format| Format::of(format.name)) {
        return formatted(format, limits, choices);
    }
    let fixed = match format {
        StringFormat::Plain | StringFormat::Secret | StringFormat::Binary => {
            return plain(limits, alphabet, choices);
        }
        StringFormat::Date => DATES,
        StringFormat::Time => TIMES,
        StringFormat::DateTime => INSTANTS,
        StringFormat::Uuid => UUIDS,
        StringFormat::Base64 => BASE64,
    };
    (*choices.of(fixed)).to_owned()
}

/// Returns a string of a checked format: its example, another known value, or one made from the pattern beside it.
fn formatted(format: Format, limits: &Limits, choices: &mut Choices<'_>) -> String {
    let (_, examples) = format.what().split_once("such as ").unwrap_or_default();
    let more: &[&str] = match format {
        Format::Uri => &["urn:a:b", "http://[::1]:80/a%20b?c#d"],
        Format::UriReference => &["", "#a", "//b/c?d"],
        Format::Email => &["\"a b\"@localhost", "o'neil+tag@example.co.uk"],
        Format::Hostname => &["localhost", "xn--gre-ioa1f.de"],
        Format::Decimal => &["123456789012345678901234567890.01", "-1e-7"],
        Format::Duration => &["P2W", "PT0S"],
        _ => &[],
    };
    let all: Vec<&str> = examples.split(" or ").chain(more.iter().copied()).collect();
    let bounds = Limits { format: None, ..limits.clone() };
    let fits = |text: &&str| {
        let count = text.chars().count() as u64;
        bounds.min_length.is_none_or(|least| count >= least)
            && bounds.max_length.is_none_or(|most| count <= most)
            && bounds.pattern.as_ref().is_none_or(|pattern| pattern::is_in(pattern, text))
    };
    let fitting: Vec<&str> = all.into_iter().filter(fits).collect();
    if fitting.is_empty() {
        return plain(&bounds, Alphabet::All, choices);
    }
    (*choices.of(&fitting)).to_owned()
}

fn plain(limits: &Limits, alphabet: Alphabet, choices: &mut Choices<'_>) -> String {
    let least = usize::try_from(limits.min_length.unwrap_or_default()).unwrap_or(usize::MAX);
    let most = limits.max_length.and_then(|most| usize::try_from(most).ok());
    if let Some(pattern) = &limits.pattern {
        for _ in 0..MOST_TRIES {
            let mut text = pattern::fitting(pattern, choices);
            // In the documents of this repository, such patterns end with a repeated character.
            while text.chars().count() < least && !text.is_empty() {
                text.extend(text.chars().last());
            }
            let text: String = text.chars().take(most.unwrap_or(usize::MAX)).collect();
            let text = match alphabet {
                Alphabet::All => text,
                Alphabet::Header => text.trim_matches([' ', '\t']).to_owned(),
            };
            if text.chars().count() >= least && pattern::is_in(pattern, &text) {
                return text;
            }
        }
        choices.miss();
    }
    let set = if alphabet == Alphabet::All { ALL } else { HEADER };
    let extra = choices.below(most.map_or(12, |most| most.saturating_sub(least).min(12)) + 1);
    (0..least + extra).map(|_| *choices.of(set)).collect()
}
