//! Path segments with several parameters: whether the end of each value can be found. A value ends at the text after it,
//! or at the dot of a `label` or the semicolon of a `matrix`, unless the value may contain these as separators itself.

use super::{Operation, Parameter, ParameterShape};

/// A piece of a segment.
enum Piece<'o> {
    Text(&'o str),
    Name(&'o Parameter),
}

impl Operation {
    /// Returns the path parameters that share a segment with others, if not all of them are plain values.
    pub fn neighbours(&self) -> Vec<&Parameter> {
        let mut found = Vec::new();
        for segment in self.path.split('/') {
            let pieces = self.pieces(segment);
            let named = pieces.iter().filter_map(|piece| match piece {
                Piece::Name(parameter) => Some(*parameter),
                Piece::Text(_) => None,
            });
            let named: Vec<&Parameter> = named.collect();
            let plain =
                |one: &&Parameter| one.style == "simple" && one.shape == ParameterShape::Value;
            if named.len() > 1 && !named.iter().all(plain) {
                found.extend(named);
            }
        }
        found.dedup_by(|one, other| one.name == other.name);
        found
    }

    /// Returns a path parameter whose end cannot be found, if there is one, and the parameter or text after it.
    pub fn ambiguous_parameter(&self) -> Option<(&str, &str)> {
        self.path.split('/').find_map(|segment| {
            let pieces = self.pieces(segment);
            let mut rest = pieces.as_slice();
            while let [piece, following @ ..] = rest {
                if let (Piece::Name(parameter), [next, more @ ..]) = (piece, following) {
                    match next {
                        // At the end of the segment, the last occurrence of the text counts.
                        Piece::Text(text) if !more.is_empty() && is_structure(parameter, text) => {
                            return Some((parameter.name.as_str(), *text));
                        }
                        Piece::Name(next) if !is_separated(parameter, next) => {
                            return Some((parameter.name.as_str(), next.name.as_str()));
                        }
                        _ => {}
                    }
                }
                rest = following;
            }
            None
        })
    }

    fn pieces<'o>(&'o self, segment: &'o str) -> Vec<Piece<'o>> {
        let mut pieces = Vec::new();
        let mut rest = segment;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            if !before.is_empty() {
                pieces.push(Piece::Text(before));
            }
            let mut parameters = self.parameters.iter();
            let found = parameters.find(|one| one.location == "path" && one.name == name);
            pieces.extend(found.map(Piece::Name));
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest));
        }
        pieces
    }
}

/// Whether the end of a value can be found if another parameter follows directly.
fn is_separated(parameter: &Parameter, next: &Parameter) -> bool {
    match next.style.as_str() {
        "label" => !is_structure(parameter, "."),
        "matrix" if parameter.style != "matrix" => true,
        "matrix" => {
            let (ours, theirs) = (names(parameter), names(next));
            !theirs.is_empty() && !theirs.iter().any(|name| ours.contains(name))
        }
        _ => false,
    }
}

/// Whether a value may contain `text` as a separator. In its parts, `text` is escaped.
fn is_structure(parameter: &Parameter, text: &str) -> bool {
    use ParameterShape::{List, ScalarOrList, Value};
    let separators = match (parameter.style.as_str(), &parameter.shape, parameter.explode) {
        ("matrix", ..) => ";=,",
        ("json", ..) | (_, Value | ScalarOrList, _) => "",
        ("label", List, true) => ".",
        ("label", _, true) => ".=",
        ("spaceDelimited" | "pipeDelimited" | "tabDelimited", ..) => "%207C9",
        (_, List, _) | (_, _, false) => ",",
        (_, _, true) => ",=",
    };
    let is_matrix = parameter.style == "matrix";
    let names: Vec<&str> = if is_matrix { names(parameter) } else { Vec::new() };
    text.chars().all(|char| separators.contains(char) || names.iter().any(|it| it.contains(char)))
}

/// Returns the names that the style `matrix` writes.
fn names(parameter: &Parameter) -> Vec<&str> {
    match &parameter.shape {
        ParameterShape::Object(names) if parameter.explode => {
            names.iter().map(String::as_str).collect()
        }
        ParameterShape::Map(_) if parameter.explode => Vec::new(),
        _ => vec![parameter.name.as_str()],
    }
}
