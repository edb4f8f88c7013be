//! Names and values, written and read: query strings and cookies.
//!
//! Values stay escaped until a parameter is read: they must be split at commas and pipes before they are unescaped.

use indexmap::IndexMap;

use super::escape::{Escape, WriteError, escape, unescape};
use super::style::{is_set_cookie, push_part, read_delimited, scalar, undo, write_delimited};
use super::{Param, Shape, Style, deep};
use crate::values::codec::{Kind, Object, Tape, Value, parse_unique};

/// Why a text cannot be read as a parameter: code and message.
pub(crate) type Malformed = (&'static str, String);

/// Names and values of a query string or of cookies.
#[derive(Default, Clone)]
pub(crate) struct Pairs {
    pairs: Vec<(String, String)>,
    cookies: bool,
}

/// Hides the values: they may contain a credential.
impl std::fmt::Debug for Pairs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.pairs.iter().map(|(name, _)| name)).finish()
    }
}

impl Pairs {
    /// Splits a query string.
    pub(crate) fn of_query(query: &str) -> Self {
        Self::split(query.split('&'), false)
    }

    /// Splits the cookies of a request (RFC 6265, section 4.2.1).
    #[cfg(feature = "server")]
    pub(crate) fn of_cookies(headers: &http::HeaderMap) -> Self {
        let texts = headers.get_all(http::header::COOKIE).iter();
        let texts = texts.filter_map(|value| std::str::from_utf8(value.as_bytes()).ok());
        Self::split(
            texts.flat_map(|text| text.split(';')).map(|pair| pair.trim_matches([' ', '\t'])),
            true,
        )
    }

    /// Creates an empty list of cookies to be written.
    pub(crate) fn cookies() -> Self {
        Self { pairs: Vec::new(), cookies: true }
    }

    fn split<'t>(texts: impl Iterator<Item = &'t str>, cookies: bool) -> Self {
        let pairs = texts
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                (unescape(name, !cookies).unwrap_or_else(|| name.to_owned()), value.to_owned())
            })
            .collect();
        Self { pairs, cookies }
    }

    /// Returns the query string without its question mark, or the `Cookie` header.
    pub(crate) fn finish(&self) -> String {
        let pairs = self.pairs.iter().map(|(name, value)| format!("{}={value}", escape(name)));
        pairs.collect::<Vec<_>>().join(if self.cookies { "; " } else { "&" })
    }

    /// Adds a credential.
    #[cfg(feature = "client")]
    pub(crate) fn push(&mut self, name: &str, value: &str) {
        let value = if self.cookies { super::escape::escape_cookie(value) } else { escape(value) };
        self.pairs.push((name.to_owned(), value));
    }

    /// Returns the first value of a name, unescaped, as a credential.
    #[cfg(feature = "server")]
    pub(crate) fn first(&self, name: &str) -> Option<String> {
        self.values(name).next().and_then(|value| unescape(value, !self.cookies))
    }

    fn values<'q>(&'q self, name: &str) -> impl Iterator<Item = &'q str> {
        self.pairs.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Writes a parameter.
    pub(crate) fn write(&mut self, param: &Param, value: Value<'_>) -> Result<(), WriteError> {
        match (param.style, value.kind()) {
            (Style::Json, _) => {
                self.pairs.push((param.name.to_owned(), escape(&value.to_json().to_string())));
            }
            // A field without a schema.
            (Style::Form, Kind::Object | Kind::List) if param.shape == Shape::Value => {
                self.pairs.push((param.name.to_owned(), escape(&value.to_json().to_string())));
            }
            (Style::DeepObject, Kind::Object | Kind::List) => {
                let mut pairs = Vec::new();
                deep::write(param.name, value, &mut pairs)?;
                self.pairs.extend(pairs.into_iter().map(|(name, value)| (name, escape(&value))));
            }
            (_, Kind::List) if param.repeats() => self.repeat(param, param.name, value)?,
            (_, Kind::Object) if param.repeats() && param.shape != Shape::ScalarOrList => {
                for (key, value) in Object::new(value).entries() {
                    self.repeat(param, &key, value)?;
                }
            }
            _ => self.pairs.push((param.name.to_owned(), write_delimited(param, value)?)),
        }
        Ok(())
    }

    /// Writes a value under its name, a list with the name repeated.
    fn repeat(&mut self, param: &Param, name: &str, value: Value<'_>) -> Result<(), WriteError> {
        for item in one_by_one(value) {
            let text = Escape::of(param).part(&scalar(item), &[])?;
            self.pairs.push((name.to_owned(), text));
        }
        Ok(())
    }

    /// Writes each property of an object under its own name, as in a form. `styled` fields have a style of their own.
    pub(crate) fn write_object(
        &mut self,
        styled: &[Param],
        value: Value<'_>,
    ) -> Result<(), WriteError> {
        for (name, value) in Object::new(value).entries() {
            if let Some(param) = styled.iter().find(|param| param.name == name) {
                self.write(param, value)?;
                continue;
            }
            for item in one_by_one(value) {
                if matches!(item.kind(), Kind::List | Kind::Object) {
                    return Err("a form cannot contain objects or lists of lists");
                }
                self.pairs.push((name.to_string(), escape(&scalar(item))));
            }
        }
        Ok(())
    }

    /// Writes a value with a style as parts of a multipart form.
    pub(crate) fn parts_of(
        param: &Param,
        value: Value<'_>,
    ) -> Result<Vec<(String, String)>, WriteError> {
        let mut parts = Vec::new();
        match (param.style, value.kind()) {
            (Style::DeepObject, Kind::Object | Kind::List) => {
                deep::write(param.name, value, &mut parts)?;
            }
            (_, Kind::List) if param.repeats() => parts.extend(
                value.items().map(|item| (param.name.to_owned(), scalar(item).into_owned())),
            ),
            (_, Kind::Object) if param.repeats() => {
                for (key, value) in Object::new(value).entries() {
                    let text = |item| (key.to_string(), scalar(item).into_owned());
                    parts.extend(one_by_one(value).map(text));
                }
            }
            (_, Kind::List | Kind::Object) => {
                parts.push((param.name.to_owned(), write_delimited(param, value)?));
            }
            _ => parts.push((param.name.to_owned(), scalar(value).into_owned())),
        }
        Ok(parts)
    }

    /// Reads a value with a style from parts of a multipart form.
    pub(crate) fn read_parts(
        param: &Param,
        parts: Vec<(String, String)>,
    ) -> Result<Option<Tape<'static>>, Malformed> {
        if param.shape == Shape::Value {
            return Ok(parts.into_iter().next().map(|(_, text)| Tape::raw(text)));
        }
        if !param.repeats() && param.style != Style::DeepObject {
            let texts = parts.iter().map(|(_, text)| text.as_str());
            if parts.is_empty() {
                return Ok(None);
            }
            return read_delimited(param, texts).map(Some).ok_or_else(|| malformed(param));
        }
        // The values are read like those of a query, which are escaped.
        let escaped = parts.into_iter().map(|(name, text)| (name, escape(&text)));
        let pairs = Self { pairs: escaped.collect(), cookies: false };
        pairs.read(&Param { location: super::Location::Query, ..*param })
    }

    /// Reads all names as an object. Repeated names become lists.
    pub(crate) fn read_object(&self, styled: &[Param]) -> Result<Tape<'static>, Malformed> {
        let mut fields: IndexMap<&str, Vec<String>> = IndexMap::new();
        for (name, value) in &self.pairs {
            if styled.iter().any(|param| takes(param, name)) {
                continue;
            }
            let value = unescape(value, true);
            let value = value
                .ok_or_else(|| ("form", "the percent-encoded text is not UTF-8".to_owned()))?;
            fields.entry(name).or_default().push(value);
        }
        let mut tape = Tape::default();
        let object = tape.open_object();
        for (name, values) in fields {
            tape.push_key(name);
            tape.push_values(values);
        }
        for param in styled {
            if let Some(value) = self.read(param)? {
                tape.push_key(param.name);
                tape.append(&value);
            }
        }
        tape.close(object);
        Ok(tape)
    }

    /// Reads a parameter, if present.
    pub(crate) fn read(&self, param: &Param) -> Result<Option<Tape<'static>>, Malformed> {
        let read = match (param.style, param.shape) {
            (Style::Json, _) if self.is_deep(param) => self.read_deep(param),
            (Style::Json, Shape::List) => return self.read_json_list(param),
            (Style::Json, _) => {
                let Some(text) = self.values(param.name).next() else { return Ok(None) };
                return read_json(undo(param, text).as_deref()).map(Some);
            }
            (Style::DeepObject, Shape::Object(_)) => self.read_deep(param),
            (Style::DeepObject, Shape::List | Shape::ScalarOrList) if self.is_deep(param) => {
                self.read_deep(param)
            }
            (_, Shape::ScalarOrList) if param.repeats() && self.values(param.name).count() == 1 => {
                let value = self.values(param.name).next();
                value.and_then(|value| undo(param, value)).map(|text| Some(Tape::raw(text)))
            }
            (_, Shape::List | Shape::ScalarOrList) if param.repeats() => self.read_repeated(param),
            (_, Shape::Object(names)) if param.repeats() => {
                let fields = names.iter().map(|name| (*name, self.values(name).collect()));
                Self::read_spread(param, fields)
            }
            (_, Shape::Map(taken)) if param.repeats() => {
                Self::read_spread(param, self.fields_but(taken))
            }
            _ if self.values(param.name).next().is_none() => Some(None),
            _ => read_delimited(param, self.values(param.name)).map(Some),
        };
        read.ok_or_else(|| malformed(param))
    }

    /// Returns whether the names have keys in brackets, other than indices of scalar items.
    fn is_deep(&self, param: &Param) -> bool {
        self.pairs.iter().any(|(name, _)| {
            let key = name.strip_prefix(param.name);
            key.is_some_and(|key| key.starts_with('[') && !is_item(key))
        })
    }

    /// Reads a list of JSON texts: one that is the whole list, or a text for each item under the repeated name.
    fn read_json_list(&self, param: &Param) -> Result<Option<Tape<'static>>, Malformed> {
        let own =
            |(name, _): &&(String, String)| name.strip_prefix(param.name).is_some_and(is_item);
        let items = self.pairs.iter().filter(own);
        let items = items.map(|(_, text)| read_json(undo(param, text).as_deref()));
        let mut items = items.collect::<Result<Vec<_>, _>>()?;
        match items.as_slice() {
            [] => return Ok(None),
            [whole] if whole.root().kind() == Kind::List => return Ok(items.pop()),
            _ => {}
        }
        let mut tape = Tape::default();
        let list = tape.open_list();
        for item in &items {
            tape.append(item);
        }
        tape.close(list);
        Ok(Some(tape))
    }

    #[allow(clippy::option_option)] // the outer level says whether reading went well
    fn read_deep(&self, param: &Param) -> Option<Option<Tape<'static>>> {
        let pairs = self.pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        deep::read(param.name, pairs).ok()
    }

    #[allow(clippy::option_option)]
    fn read_repeated(&self, param: &Param) -> Option<Option<Tape<'static>>> {
        let mut tape = Tape::default();
        let opened = tape.open_list();
        for (name, value) in &self.pairs {
            if name.strip_prefix(param.name).is_some_and(is_item) {
                push_part(param, "", &undo(param, value)?, &mut tape);
            }
        }
        tape.close(opened);
        Some((!tape.is_empty()).then_some(tape))
    }

    #[allow(clippy::option_option)]
    fn read_spread<'n>(
        param: &Param,
        fields: impl IntoIterator<Item = (&'n str, Vec<&'n str>)>,
    ) -> Option<Option<Tape<'static>>> {
        let mut tape = Tape::default();
        let opened = tape.open_object();
        for (name, values) in fields {
            let values = values.into_iter().map(|value| undo(param, value));
            let values = values.collect::<Option<Vec<String>>>()?;
            if !values.is_empty() {
                tape.push_key(name);
                if param.nested.holds(name) {
                    push_nested(param, name, values, &mut tape);
                } else {
                    tape.push_values(values);
                }
            }
        }
        tape.close(opened);
        Some((!tape.is_empty()).then_some(tape))
    }

    /// Returns the values of each name, except those that are taken.
    fn fields_but(&self, taken: &[&str]) -> IndexMap<&str, Vec<&str>> {
        let mut fields: IndexMap<&str, Vec<&str>> = IndexMap::new();
        for (name, value) in self.pairs.iter().filter(|(name, _)| !taken.contains(&root(name))) {
            fields.entry(name).or_default().push(value);
        }
        fields
    }
}

/// Returns the items of a list, or the value itself.
fn one_by_one(value: Value<'_>) -> impl Iterator<Item = Value<'_>> {
    value.items().chain((value.kind() != Kind::List).then_some(value))
}

/// Appends the values of a property, each of which may be JSON text. A single object may be a list of one.
fn push_nested(param: &Param, name: &str, values: Vec<String>, tape: &mut Tape<'static>) {
    let list = (values.len() != 1).then(|| tape.open_list());
    if list.is_none() {
        tape.mark_lone();
    }
    for value in values {
        push_part(param, name, &value, tape);
    }
    if let Some(list) = list {
        tape.close(list);
    }
}

/// Returns whether the rest of a name marks a repeated value: nothing, or `[]` or `[0]`, as some clients write.
fn is_item(rest: &str) -> bool {
    let index = rest.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    rest.is_empty() || index.is_some_and(|index| index.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Returns whether a parameter reads a name of a form. What no parameter reads is a field of its own, so that it is
/// refused where there may be no other fields.
fn takes(param: &Param, name: &str) -> bool {
    let Some(rest) = name.strip_prefix(param.name) else { return param.has_property(name) };
    let is_list = matches!(param.shape, Shape::List | Shape::ScalarOrList);
    let takes_keys = matches!(param.style, Style::Json | Style::DeepObject);
    let takes_items = is_list && (param.repeats() || param.style == Style::Json);
    let is_spread = matches!(param.shape, Shape::Object(_) | Shape::Map(_)) && param.repeats();
    let takes_rest = match rest {
        "" => !is_spread,
        _ if is_item(rest) => takes_items || param.style == Style::DeepObject,
        _ => rest.starts_with('[') && takes_keys,
    };
    takes_rest || param.has_property(name)
}

/// Returns the name before the first bracket.
fn root(name: &str) -> &str {
    name.split('[').next().unwrap_or_default()
}

/// Reads a parameter from the full text of a path segment or header.
pub(crate) fn read_parameter(param: &Param, text: &str) -> Result<Tape<'static>, Malformed> {
    if param.style == Style::Json {
        return read_json(undo(param, text).as_deref());
    }
    read_delimited(param, [text]).ok_or_else(|| malformed(param))
}

/// Reads a parameter that is the whole query string. An empty one is absent.
pub(crate) fn read_whole(
    param: &Param,
    text: &str,
    query: &Pairs,
) -> Result<Option<Tape<'static>>, Malformed> {
    if text.is_empty() {
        return Ok(None);
    }
    match param.style {
        Style::Form => query.read_object(param.fields).map(Some),
        Style::Json => read_json(unescape(text, false).as_deref()).map(Some),
        _ => unescape(text, false).map(Tape::raw).map(Some).ok_or_else(|| malformed(param)),
    }
}

/// Reads a header parameter. Several headers with one name are one list (RFC 9110, section 5.3).
pub(crate) fn read_header(
    param: &Param,
    headers: &http::HeaderMap,
) -> Result<Option<Tape<'static>>, Malformed> {
    let mut texts = Vec::new();
    for value in headers.get_all(param.name) {
        let text = std::str::from_utf8(value.as_bytes()).map_err(|_| malformed(param))?;
        texts.push(text);
    }
    if texts.is_empty() {
        return Ok(None);
    }
    if is_set_cookie(param) && param.shape != Shape::Value {
        let mut tape = Tape::default();
        let list = tape.open_list();
        for text in texts {
            tape.push_raw(text);
        }
        tape.close(list);
        return Ok(Some(tape));
    }
    if let [first, ..] = texts.as_slice()
        && is_set_cookie(param)
    {
        return read_parameter(param, first).map(Some);
    }
    read_parameter(param, &texts.join(",")).map(Some)
}

fn read_json(text: Option<&str>) -> Result<Tape<'static>, Malformed> {
    let text = text.ok_or_else(|| ("json", "the percent-encoded text is not UTF-8".to_owned()))?;
    parse_unique(text.as_bytes()).map(Tape::into_owned)
}

pub(crate) fn malformed(param: &Param) -> Malformed {
    ("style", format!("expected a value in the style `{}`", param.style.as_str()))
}
