//! Path templates: matches paths, extracts values, and orders templates by how literal they are.
//!
//! Supports what axum does not: segments with text and parameters, such as `{id}.json` or `{id}:cancel`, and a fixed
//! query such as `?acl` or `?beta=true` that distinguishes operations with the same path.

use std::cmp::Ordering;

use crate::messages::param::{Param, PathValues, Piece, is_unambiguous, pieces, split};

/// A parsed path template.
#[derive(Debug, Clone)]
pub(super) struct Template {
    segments: Vec<Vec<Piece>>,
    /// The fixed parts of the query.
    query: Vec<&'static str>,
    /// Whether this template was added for an optional trailing slash.
    loose: bool,
}

impl Template {
    /// Parses a template. `params` are the parameters that share a segment with others.
    pub(super) fn new(template: &'static str, params: &[Param]) -> Self {
        let param = |name| params.iter().find(|param| param.name == name).copied();
        let (path, query) = template.split_once('?').unwrap_or((template, ""));
        let query = query.split('&').filter(|pair| !pair.is_empty()).collect();
        let segments = path.split('/').map(|segment| pieces(segment, param)).collect();
        Self { segments, query, loose: false }
    }

    /// Prefixes the path with `base`, which has no parameters and no trailing slash.
    pub(super) fn below(mut self, base: &'static str) -> Self {
        let literal =
            |text: &'static str| if text.is_empty() { Vec::new() } else { vec![Piece::Text(text)] };
        if !base.is_empty() {
            let own = self.segments.split_off(1);
            self.segments = base.split('/').map(literal).chain(own).collect();
        }
        self
    }

    /// Returns the template with the trailing slash added or removed. The root path has none.
    pub(super) fn other_slash(&self) -> Option<Self> {
        let mut other = Self { loose: true, ..self.clone() };
        match other.segments.last() {
            Some(last) if last.is_empty() => drop(other.segments.pop()),
            _ => other.segments.push(Vec::new()),
        }
        (other.segments.len() > 1).then_some(other)
    }

    /// Returns the pattern for axum. Parameters are numbered, so that templates that differ only in names share a
    /// pattern.
    pub(super) fn pattern(&self) -> String {
        let mut number = 0;
        let segments = self.segments.iter().map(|pieces| match pieces.as_slice() {
            [] => String::new(),
            [Piece::Text(text)] => text.replace('{', "{{").replace('}', "}}"),
            _ => {
                number += 1;
                format!("{{p{number}}}")
            }
        });
        segments.collect::<Vec<_>>().join("/")
    }

    /// Returns whether the query contains all fixed parts.
    pub(super) fn has_query(&self, query: &str) -> bool {
        let plain = |pair: &str| pair.strip_suffix('=').unwrap_or(pair).to_owned();
        self.query.iter().all(|fixed| query.split('&').any(|pair| plain(pair) == plain(fixed)))
    }

    /// Returns whether the values of a path can be told apart.
    pub(super) fn is_unambiguous(&self) -> bool {
        self.segments.iter().all(|pieces| is_unambiguous(pieces))
    }

    /// Matches a path and returns its values, none of them empty. Values that cannot be told apart are left out.
    pub(super) fn fit(&self, path: &str) -> Option<PathValues> {
        let mut values = PathValues::new();
        let mut segments = path.split('/');
        for pieces in &self.segments {
            let segment = segments.next()?;
            if is_unambiguous(pieces) {
                let found = split(pieces, segment)?.into_iter();
                values.extend(found.map(|(name, text)| (name, text.to_owned())));
            } else if !fits_roughly(pieces, segment) {
                return None;
            }
        }
        segments.next().is_none().then_some(values)
    }

    /// Orders the more literal template first, as OpenAPI requires, and documented templates before those added for a
    /// slash.
    pub(super) fn precedence(&self, other: &Self) -> Ordering {
        let literal = |pieces: &Vec<Piece>| match pieces.as_slice() {
            [] | [Piece::Text(_)] => usize::MAX,
            pieces => pieces.iter().map(|piece| piece.text().len()).sum(),
        };
        let ours = self.segments.iter().map(literal);
        let theirs = other.segments.iter().map(literal);
        let query = other.query.len().cmp(&self.query.len());
        self.loose.cmp(&other.loose).then_with(|| theirs.cmp(ours)).then(query)
    }
}

/// Returns whether a segment with values that cannot be told apart may match.
fn fits_roughly(pieces: &[Piece], segment: &str) -> bool {
    let text = |piece: Option<&Piece>| piece.map_or("", Piece::text);
    let (first, last) = (text(pieces.first()), text(pieces.last()));
    segment
        .strip_prefix(first)
        .and_then(|rest| rest.strip_suffix(last))
        .is_some_and(|it| !it.is_empty())
}

#[cfg(test)]
mod tests {
    use super::Template;

    #[test]
    fn paths_match_templates() {
        let table: [(&'static str, &str, Option<&[&str]>); 22] = [
            ("/", "/", Some(&[])),
            ("/pets", "/pets", Some(&[])),
            ("/pets", "/pets/", None),
            ("/pets/", "/pets", None),
            ("/pets/{id}", "/pets/7", Some(&["7"])),
            ("/pets/{id}", "/pets/", None),
            ("/pets/{id}", "/pets/7/toys", None),
            ("/pets/{id}", "/pets", None),
            ("/pets/{id}/toys", "/pets/7/toys", Some(&["7"])),
            ("/{id}.json", "/a.json", Some(&["a"])),
            ("/{id}.json", "/a.json.json", Some(&["a.json"])),
            ("/{id}.json", "/.json", None),
            ("/{id}.json", "/a.xml", None),
            ("/{id}:cancel", "/7:cancel", Some(&["7"])),
            ("/{id}:cancel", "/7%3Acancel", None),
            ("/v{n}", "/v2", Some(&["2"])),
            ("/v{n}", "/w2", None),
            ("/{a}..{b}", "/1..2", Some(&["1", "2"])),
            ("/{a}..{b}", "/...x", Some(&[".", "x"])),
            ("/{name}.{kind}", "/é.x.y", Some(&["é", "x.y"])),
            ("/{a}-{b}.txt", "/1-2.txt", Some(&["1", "2"])),
            ("/{a}-{b}.txt", "/1-.txt", None),
        ];
        for (template, path, expected) in table {
            let values = Template::new(template, &[]).fit(path);
            let values: Option<Vec<&str>> = values
                .as_ref()
                .map(|values| values.iter().map(|(_, value)| value.as_str()).collect());
            assert_eq!(values.as_deref(), expected, "{template} {path}");
        }
    }

    #[test]
    fn the_more_literal_comes_first() {
        let mut templates =
            ["/{a}/{b}", "/x/{id}", "/x/{id}.json", "/x/y", "/{a}/y", "/x/{id}.meta.json"];
        templates.sort_by(|a, b| Template::new(a, &[]).precedence(&Template::new(b, &[])));
        let expected =
            ["/x/y", "/x/{id}.meta.json", "/x/{id}.json", "/x/{id}", "/{a}/y", "/{a}/{b}"];
        assert_eq!(templates, expected);
    }

    #[test]
    fn a_fixed_query_distinguishes_operations() {
        let beta = Template::new("/{id}?beta=true&acl", &[]);
        assert_eq!(beta.fit("/7"), Some(vec![("id", "7".to_owned())]));
        assert!(beta.has_query("x=1&acl=&beta=true") && beta.has_query("acl&beta=true"));
        assert!(!beta.has_query("beta=true") && !beta.has_query(""));
        let plain = Template::new("/{id}", &[]);
        assert!(plain.has_query("") && plain.has_query("a=1"));
        assert_eq!(beta.precedence(&plain), std::cmp::Ordering::Less);
    }

    #[test]
    fn a_path_below_another() {
        let below = |path, base| Template::new(path, &[]).below(base).pattern();
        assert_eq!(below("/pets/{id}", "/api/v1"), "/api/v1/pets/{p1}");
        assert_eq!(below("/", "/api"), "/api/");
        assert_eq!(below("/pets", ""), "/pets");
    }

    #[test]
    fn the_other_slash() {
        let other =
            |template| Template::new(template, &[]).other_slash().map(|other| other.pattern());
        assert_eq!(other("/pets"), Some("/pets/".to_owned()));
        assert_eq!(other("/pets/"), Some("/pets".to_owned()));
        assert_eq!(other("/pets/{id}"), Some("/pets/{p1}/".to_owned()));
        assert_eq!(other("/"), None);
    }
}
