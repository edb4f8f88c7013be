//! Path segments with text and several parameters: where each value ends, when writing and reading.
//!
//! A value ends where the next piece begins: at literal text, at the dot of a `label`, at the semicolon and name of a
//! `matrix`. Clients escape these in values. The start of a `simple` value cannot be recognized.

use super::escape::{WriteError, escape};
use super::{Param, Shape, Style};

/// A piece of a path segment.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Piece {
    /// Literal text.
    Text(&'static str),
    /// A parameter.
    Name(Param),
}

impl Piece {
    /// Returns the text, if it is literal.
    #[cfg(feature = "server")]
    pub(crate) fn text(&self) -> &'static str {
        match self {
            Self::Text(text) => text,
            Self::Name(_) => "",
        }
    }
}

/// The values of path parameters, still escaped.
pub(crate) type PathValues = Vec<(&'static str, String)>;

/// Splits a segment of a path template into pieces. A name without a parameter is a `simple` one.
pub(crate) fn pieces(
    segment: &'static str,
    param: impl Fn(&'static str) -> Option<Param>,
) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = segment;
    while let Some((before, name, after)) = rest
        .split_once('{')
        .and_then(|(before, rest)| rest.split_once('}').map(|(name, after)| (before, name, after)))
    {
        if !before.is_empty() {
            pieces.push(Piece::Text(before));
        }
        pieces.push(Piece::Name(param(name).unwrap_or(Param::path(name))));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

/// Returns whether the end of each value can be recognized.
pub(crate) fn is_unambiguous(pieces: &[Piece]) -> bool {
    let mut rest = pieces;
    while let [piece, following @ ..] = rest {
        if let Piece::Name(param) = piece {
            let has_end = match following {
                // The last text of a segment is found from its end.
                [] | [Piece::Text(_)] => true,
                [Piece::Text(text), ..] => !is_structure(param, text),
                [Piece::Name(next), ..] => ends_before(param, next),
            };
            if !has_end {
                return false;
            }
        }
        rest = following;
    }
    true
}

fn ends_before(param: &Param, next: &Param) -> bool {
    match next.style {
        Style::Label => !is_structure(param, "."),
        Style::Matrix if param.style != Style::Matrix => true,
        Style::Matrix => {
            let (ours, theirs) = (names(param), names(next));
            !theirs.is_empty() && !theirs.iter().any(|name| ours.contains(name))
        }
        _ => false,
    }
}

/// Returns whether `text` can occur in a value unescaped, as part of its style.
fn is_structure(param: &Param, text: &str) -> bool {
    let separators = match (param.style, param.shape, param.explode) {
        (Style::Matrix, ..) => ";=,",
        (Style::Json, ..) | (_, Shape::Value | Shape::ScalarOrList, _) => "",
        (Style::Label, Shape::List, true) => ".",
        (Style::Label, _, true) => ".=",
        (Style::SpaceDelimited | Style::PipeDelimited | Style::TabDelimited, ..) => "%207C9",
        (_, Shape::List, _) | (_, _, false) => ",",
        (_, _, true) => ",=",
    };
    let is_matrix = param.style == Style::Matrix;
    let names: Vec<String> =
        names(param).iter().filter(|_| is_matrix).map(|name| escape(name)).collect();
    let holds = |char| separators.contains(char) || names.iter().any(|name| name.contains(char));
    text.chars().all(holds)
}

/// Returns the names that `matrix` writes.
fn names(param: &Param) -> &[&'static str] {
    match &param.shape {
        Shape::Object(names) if param.explode => names,
        Shape::Map(_) if param.explode => &[],
        _ => std::slice::from_ref(&param.name),
    }
}

/// Splits a segment into its values. Returns `None` if it does not match or a value is empty.
pub(crate) fn split<'t>(
    pieces: &[Piece],
    segment: &'t str,
) -> Option<Vec<(&'static str, &'t str)>> {
    let mut values = Vec::new();
    let mut text = segment;
    let mut rest = pieces;
    while let [piece, following @ ..] = rest {
        match piece {
            Piece::Text(literal) => text = text.strip_prefix(literal)?,
            Piece::Name(param) => {
                let (value, after) = match following {
                    [] => (text, ""),
                    [Piece::Text(last)] => (text.strip_suffix(last)?, *last),
                    _ => {
                        let first = text.chars().next()?.len_utf8();
                        let at = first + begin(following, param, text.get(first..)?)?;
                        text.split_at(at)
                    }
                };
                if value.is_empty() {
                    return None;
                }
                values.push((param.name, value));
                text = after;
            }
        }
        rest = following;
    }
    text.is_empty().then_some(values)
}

/// Returns the index at which the next piece begins.
fn begin(pieces: &[Piece], before: &Param, text: &str) -> Option<usize> {
    let (next, following) = pieces.split_first()?;
    match next {
        Piece::Text(literal) => text.find(literal),
        Piece::Name(next) => match next.style {
            Style::Label => text.find('.'),
            Style::Matrix if before.style != Style::Matrix => text.find(';'),
            Style::Matrix => {
                let names = names(next).iter();
                names.filter_map(|name| begin_named(name, following, text)).min()
            }
            _ => None,
        },
    }
}

/// Returns the index of `;name`, unless it is the start of a longer name.
fn begin_named(name: &str, following: &[Piece], text: &str) -> Option<usize> {
    let opening = format!(";{}", escape(name));
    let ends = |after: &str| {
        let next = following.first().is_some_and(|piece| match piece {
            Piece::Text(literal) => after.starts_with(literal),
            Piece::Name(param) => param.style == Style::Label && after.starts_with('.'),
        });
        next || after.is_empty() || after.starts_with(['=', ';'])
    };
    let found = text.match_indices(&opening).map(|(at, _)| at);
    found.into_iter().find(|at| text.get(at + opening.len()..).is_some_and(ends))
}

/// The number of ways a value is written, each with more characters escaped.
pub(crate) const LEVELS: usize = 3;

/// Fills a segment. Each value comes in several escaped forms; the first one that can be read back is used.
pub(crate) fn join<'v>(
    pieces: &[Piece],
    texts: impl Fn(&'static str) -> &'v [String],
) -> Result<String, WriteError> {
    let is_checked = is_unambiguous(pieces);
    for level in 0..LEVELS {
        let text = |name| texts(name).get(level).or(texts(name).last()).map_or("", String::as_str);
        let mut segment = String::new();
        let mut values = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Text(literal) => segment.push_str(literal),
                Piece::Name(param) => {
                    segment.push_str(text(param.name));
                    values.push((param.name, text(param.name)));
                }
            }
        }
        if values.len() < 2 || !is_checked || split(pieces, &segment).is_some_and(|it| it == values)
        {
            return Ok(segment);
        }
    }
    Err("a value contains the start of the next parameter")
}
