//! Styles that serialize a whole value into one text: `simple`, `label`, `matrix` and the delimited ones.
//!
//! Implements the table "Style Examples" of OpenAPI 3.2, and RFC 6570 where the table says nothing.

use std::borrow::Cow;

use super::escape::{Escape, WriteError, escape, unescape};
use super::{Param, Shape, Style};
use crate::values::codec::{Kind, Number, Object, Tape, Value, float_text};
use crate::values::location::Location;

/// Returns a scalar as plain text.
pub(crate) fn scalar(value: Value<'_>) -> Cow<'_, str> {
    match value.text() {
        Some(text) => text,
        None if value.is_null() => Cow::Borrowed(""),
        None => Cow::Owned(whole_number(value).unwrap_or_else(|| value.to_json().to_string())),
    }
}

fn whole_number(value: Value<'_>) -> Option<String> {
    match value.number()? {
        Number::Float(number) => float_text(number),
        Number::Int(_) | Number::UInt(_) => None,
    }
}

/// Returns a scalar as plain text, owned.
pub(crate) fn text_of(value: Value<'_>) -> String {
    scalar(value).into_owned()
}

fn separator(param: &Param) -> &'static str {
    // Nothing is escaped in headers and form parts.
    let bare = matches!(param.location, Location::Body | Location::Header);
    match (param.style, param.explode) {
        (Style::SpaceDelimited, _) if bare => " ",
        (Style::PipeDelimited, _) if bare => "|",
        (Style::TabDelimited, _) if bare => "\t",
        (Style::Label, true) => ".",
        (Style::Matrix, true) => ";",
        (Style::SpaceDelimited, _) => "%20",
        (Style::PipeDelimited, _) => "%7C",
        (Style::TabDelimited, _) => "%09",
        _ => ",",
    }
}

/// Writes a value as one text. The name is not included, except for `matrix`.
pub(crate) fn write_delimited(param: &Param, value: Value<'_>) -> Result<String, WriteError> {
    write_in(Escape::of(param), param, value)
}

/// Writes a header value as its lines: one, or for a list of cookies one for each cookie. A `Set-Cookie` cannot be folded
/// into a list, since a comma may be part of its value (RFC 6265, section 3).
pub(crate) fn write_lines(param: &Param, value: Value<'_>) -> Result<Vec<String>, WriteError> {
    if value.kind() == Kind::List && is_set_cookie(param) {
        return value.items().map(|item| Escape::of(param).part(&scalar(item), &[])).collect();
    }
    write_delimited(param, value).map(|line| vec![line])
}

/// Returns whether each line of a header is one value.
pub(super) fn is_set_cookie(param: &Param) -> bool {
    param.name.eq_ignore_ascii_case("set-cookie")
}

/// Writes a path value with a higher level of escaping than necessary.
pub(crate) fn write_escaped(
    param: &Param,
    value: Value<'_>,
    level: usize,
) -> Result<String, WriteError> {
    let place = match level {
        0 => Escape::of(param),
        1 => Escape::Marks,
        _ => Escape::All,
    };
    write_in(place, param, value)
}

fn write_in(place: Escape, param: &Param, value: Value<'_>) -> Result<String, WriteError> {
    if param.style == Style::Json {
        return place.part(&value.to_json().to_string(), &[]);
    }
    let separator = separator(param);
    let named = param.style == Style::Matrix && param.explode;
    let text = match value.kind() {
        Kind::List => {
            let items = value.items().map(|item| {
                let text = place.part(&scalar(item), &[separator])?;
                Ok(if named { pair(param.name, &text) } else { text })
            });
            let items = items.collect::<Result<Vec<String>, WriteError>>()?;
            let text = items.join(separator);
            if text.is_empty() && !items.is_empty() {
                return Err("a list of one empty string would be read as an empty list");
            }
            text
        }
        Kind::Object if param.shape != Shape::ScalarOrList => {
            let fields = Object::new(value).entries().map(|(key, value)| {
                let value = place.part(&scalar(value), &[separator])?;
                Ok(match (param.explode, param.style) {
                    (true, Style::Matrix) => pair(&key, &value),
                    (true, _) => format!("{}={value}", place.part(&key, &[separator, "="])?),
                    (false, _) => format!("{}{separator}{value}", place.part(&key, &[separator])?),
                })
            });
            fields.collect::<Result<Vec<String>, WriteError>>()?.join(separator)
        }
        _ => {
            let splits: &[&str] = if param.shape == Shape::ScalarOrList && !param.repeats() {
                &[separator]
            } else {
                &[]
            };
            let text = place.part(&scalar(value), splits)?;
            if named { pair(param.name, &text) } else { text }
        }
    };
    Ok(match param.style {
        Style::Label => format!(".{text}"),
        Style::Matrix if param.explode => format!(";{text}"),
        Style::Matrix => format!(";{}", pair(param.name, &text)),
        _ => text,
    })
}

/// Writes a name and a value. An empty value has no equals sign (RFC 6570, section 3.2.7).
fn pair(name: &str, value: &str) -> String {
    let equals = if value.is_empty() && !name.is_empty() { "" } else { "=" };
    format!("{}{equals}{value}", escape(name))
}

/// Returns the value of `name=value`, or of `name` alone if it is empty.
fn unnamed<'t>(name: &str, text: &'t str) -> Option<&'t str> {
    match text.strip_prefix(escape(name).as_str())? {
        "" => Some(""),
        rest => rest.strip_prefix('='),
    }
}

/// Reads the texts of a parameter; there are several if the name of a list is repeated. Returns `None` if a text does
/// not match the style.
pub(crate) fn read_delimited<'t>(
    param: &Param,
    texts: impl IntoIterator<Item = &'t str>,
) -> Option<Tape<'static>> {
    let mut tape = Tape::default();
    let texts: Vec<&str> = texts.into_iter().collect();
    let opened = match param.shape {
        Shape::Value => None,
        Shape::ScalarOrList if is_one(param, &texts) => None,
        Shape::List | Shape::ScalarOrList => Some(tape.open_list()),
        Shape::Object(_) | Shape::Map(_) => Some(tape.open_object()),
    };
    for text in texts {
        read_text(param, text, opened.is_some(), &mut tape)?;
        if opened.is_none() {
            break;
        }
    }
    if let Some(opened) = opened {
        tape.close(opened);
    }
    Some(tape)
}

/// Returns whether a scalar or list has at most one value.
fn is_one(param: &Param, texts: &[&str]) -> bool {
    // The prefix of a label or matrix is not a separator.
    let rest = |text: &&str| match param.style {
        Style::Label | Style::Matrix => text.get(1..).unwrap_or_default().to_owned(),
        _ => (*text).to_owned(),
    };
    texts.iter().map(|text| split(param, &rest(text)).count().max(1)).sum::<usize>() < 2
}

fn read_text(param: &Param, text: &str, opened: bool, tape: &mut Tape<'static>) -> Option<()> {
    let named = param.style == Style::Matrix && param.explode;
    let text = match param.style {
        Style::Label => text.strip_prefix('.')?,
        Style::Matrix if named => text.strip_prefix(';')?,
        Style::Matrix => unnamed(param.name, text.strip_prefix(';')?)?,
        _ => text,
    };
    let item = |text| if named { unnamed(param.name, text) } else { Some(text) };
    match param.shape {
        _ if !opened => push_part(param, "", &undo(param, item(text)?)?, tape),
        Shape::Value | Shape::List | Shape::ScalarOrList => {
            for part in split(param, text) {
                push_part(param, "", &undo(param, item(part)?)?, tape);
            }
        }
        Shape::Object(_) | Shape::Map(_) => {
            let mut parts = split(param, text);
            while let Some(part) = parts.next() {
                let (key, value) = match part.split_once('=') {
                    _ if !param.explode => (part, parts.next()?),
                    None if named => (part, ""),
                    pair => pair?,
                };
                let key = undo(param, key)?;
                tape.push_key(&key);
                push_part(param, &key, &undo(param, value)?, tape);
            }
        }
    }
    Some(())
}

/// Appends an item, or the value of the property `key`: parsed if it may be JSON text, else as it is.
pub(super) fn push_part(param: &Param, key: &str, text: &str, tape: &mut Tape<'static>) {
    if param.nested.holds(key)
        && text.starts_with(['[', '{'])
        && let Ok(json) = Tape::parse(text.as_bytes())
    {
        tape.append(&json);
    } else {
        tape.push_raw(text);
    }
}

/// Reverses [`Escape::part`].
pub(super) fn undo(param: &Param, text: &str) -> Option<String> {
    match Escape::of(param) {
        Escape::Percent | Escape::Reserved | Escape::Segment | Escape::Marks | Escape::All => {
            unescape(text, param.location == Location::Query)
        }
        Escape::Header | Escape::Cookie => Some(text.trim_matches([' ', '\t']).to_owned()),
        Escape::Part => Some(text.to_owned()),
    }
}

/// Splits a text at its separators; an empty text has no parts. A pipe or space may be unescaped, as lax clients
/// write it.
fn split<'t>(param: &Param, text: &'t str) -> impl Iterator<Item = &'t str> {
    let separators: &[&str] = match param.style {
        _ if matches!(param.location, Location::Body | Location::Header) => {
            match separator(param) {
                " " => &[" "],
                "|" => &["|"],
                "\t" => &["\t"],
                _ => &[","],
            }
        }
        Style::SpaceDelimited => &["%20", "+", " "],
        Style::PipeDelimited => &["%7C", "%7c", "|"],
        Style::TabDelimited => &["%09"],
        _ => match separator(param) {
            "." => &["."],
            ";" => &[";"],
            _ if param.no_commas => &[",", "%2C", "%2c"],
            _ => &[","],
        },
    };
    let mut rest = (!text.is_empty()).then_some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let cut = separators
            .iter()
            .filter_map(|separator| text.find(separator).map(|at| (at, separator.len())))
            .min();
        let (part, next) = match cut {
            Some((at, length)) => (text.get(..at)?, text.get(at + length..)),
            None => (text, None),
        };
        rest = next;
        Some(part)
    })
}
