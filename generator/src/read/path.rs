//! Paths: their form, and that the names between braces are those of the path parameters. A name without a
//! parameter is taken for text, a parameter without a name ignored, and where one of each is left they are one.

use std::collections::HashSet;

use super::Reader;
use crate::diag::{codes, near::nearest, text};
use crate::load::{At, Node, Object, Origin};

/// The methods of a path, as keywords.
pub(super) const METHODS: [&str; 9] =
    ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// A path parameter that is declared.
struct Declared<'r> {
    name: &'r str,
    origin: Origin,
    /// The parameter itself, and its place in the list.
    object: &'r Object,
    pointer: String,
}

/// The path parameters of one list.
#[derive(Default)]
struct Parameters<'r> {
    declared: Vec<Declared<'r>>,
    /// Some parameter is not understood, so nothing can be said to be missing.
    is_incomplete: bool,
}

impl<'r> Reader<'r> {
    /// Checks all paths against their parameters.
    pub(super) fn paths(&mut self, paths: &'r Object, at: &At<'_>) {
        for (path, item) in paths.iter().filter(|(path, _)| !path.starts_with("x-")) {
            let at = at.key(path);
            match template(path) {
                Ok(mut names) => {
                    if !path.starts_with('/') {
                        self.relative(path, paths, &at);
                    }
                    self.escaped(path, &at);
                    self.query(path, &at);
                    let mut seen = HashSet::new();
                    names.retain(|name| {
                        let is_first = seen.insert(*name);
                        if !is_first {
                            let message = format!("the path has {} twice", text::quote(name));
                            let found =
                                self.diagnostics.report(&codes::REPEATED_NAME, &at, message);
                            found.on_key();
                        }
                        is_first
                    });
                    self.path_item(path, &names, item, &at);
                }
                Err(Fault { message, advice }) => {
                    let message = format!("the path {} {message}", text::quote(path));
                    let found = self.diagnostics.report(&codes::MALFORMED_PATH, &at, message);
                    found.on_key().advice = advice;
                }
            }
        }
    }

    /// Reports a path without a slash: it is read with one, unless that is another path.
    fn relative(&mut self, path: &str, paths: &Object, at: &At<'_>) {
        let absolute = format!("/{path}");
        let code = if paths.contains_key(&absolute) {
            &codes::MALFORMED_PATH
        } else {
            &codes::RELATIVE_PATH
        };
        let message = format!("the path {} does not begin with `/`", text::quote(path));
        let found = self.diagnostics.report(code, at, message).on_key();
        found.advice(format!("write {}", text::quote(&absolute)));
    }

    /// Reports what a path must not have after the resource, outside braces.
    fn query(&mut self, path: &str, at: &At<'_>) {
        let Some(part) = path.find(['?', '#']).and_then(|mark| path.get(mark..)) else { return };
        let is_inside =
            part.find('}').is_some_and(|close| part.find('{').is_none_or(|open| close < open));
        if is_inside {
            return;
        }
        let is_fragment = part.starts_with('#');
        let what = if is_fragment { "fragment" } else { "query" };
        let message = format!("the path {} has a {what}", text::quote(path));
        let found = self.diagnostics.report(&codes::PATH_WITH_QUERY, at, message).on_key();
        if is_fragment {
            found.advice(
                "a fragment is never sent, so that a server cannot tell the variants of a path apart: it \
                 answers with the first; describe them as one operation",
            );
        }
    }

    /// Reports a character that is sent with a percent sign. That letters of other scripts are is for all to expect.
    fn escaped(&mut self, path: &str, at: &At<'_>) {
        let is_odd = |char: &char| char.is_ascii_control() || " \"<>\\^`|".contains(*char);
        if let Some(char) = path.chars().find(is_odd) {
            let (path, char) = (text::quote(path), char.escape_default());
            let message = format!("the path {path} has a character that no URL has: `{char}`");
            self.diagnostics.report(&codes::ESCAPED_PATH, at, message).on_key();
        }
    }

    fn path_item(&mut self, path: &str, names: &[&'r str], item: &'r Node, at: &At<'_>) {
        let Some(item) = self.scope.follow(item) else { return };
        let mut shared = self.parameters(item, at);
        self.strangers(path, names, &mut shared, &[]);
        let mut lacking: Vec<(At<'_>, Vec<&str>)> = Vec::new();
        let more = at.key("additionalOperations");
        let operations = METHODS.into_iter().map(|method| (at, method, item.get(method)));
        let additional = item.get("additionalOperations").and_then(Node::as_object);
        let additional = additional.into_iter().flatten();
        let additional = additional.map(|(method, node)| (&more, method.as_str(), Some(node)));
        let operations = operations
            .chain(additional)
            .filter_map(|(place, method, node)| Some((place.key(method), node?.as_object()?)));
        let operations: Vec<(At<'_>, &Object)> = operations.collect();
        for (at, operation) in &operations {
            let mut own = self.parameters(operation, at);
            self.strangers(path, names, &mut own, &shared.declared);
            let is_declared = |name: &&&str| {
                own.declared.iter().chain(&shared.declared).any(|it| it.name == **name)
            };
            let missing: Vec<&str> =
                names.iter().filter(|name| !is_declared(name)).copied().collect();
            let is_known = !own.is_incomplete && !shared.is_incomplete;
            if is_known && !missing.is_empty() {
                lacking.push((*at, missing));
            }
            self.whole_query(&[operation, item], at);
        }
        self.undeclared(&lacking, operations.len(), at);
    }

    /// The path parameters in `parameters` of a path or an operation.
    fn parameters(&self, owner: &'r Object, at: &At<'_>) -> Parameters<'r> {
        let mut parameters = Parameters::default();
        let at = at.key("parameters");
        let list = owner.get("parameters").and_then(Node::as_array).into_iter().flatten();
        for (index, node) in list.enumerate() {
            let Some(parameter) = self.scope.follow(node) else {
                parameters.is_incomplete = true;
                continue;
            };
            let text = |keyword| parameter.get(keyword).and_then(Node::as_str);
            match (text("in"), text("name")) {
                (Some("path"), Some(name)) => {
                    let at = at.index(index);
                    // The name itself where it is written here, and not behind a reference.
                    let is_here = node.get("name").is_some();
                    let origin = if is_here { at.key("name").origin() } else { at.origin() };
                    let pointer = at.pointer();
                    parameters.declared.push(Declared { name, origin, object: parameter, pointer });
                }
                (Some("query" | "header" | "cookie" | "querystring"), _) => {}
                _ => parameters.is_incomplete = true,
            }
        }
        parameters
    }

    /// Reports path parameters whose name is not in the path. One that is plainly meant for a place of the
    /// path gets the name of that place, which is never sent.
    fn strangers(
        &mut self,
        path: &str,
        names: &[&'r str],
        parameters: &mut Parameters<'r>,
        shared: &[Declared<'_>],
    ) {
        let is_taken =
            |name: &&str| parameters.declared.iter().chain(shared).any(|it| it.name == *name);
        let mut free: Vec<&'r str> = names.iter().copied().filter(|it| !is_taken(it)).collect();
        let strangers = parameters.declared.iter_mut().filter(|it| !names.contains(&it.name));
        let mut strangers: Vec<&mut Declared<'r>> = strangers.collect();
        let quoted = text::quote(path);
        for stranger in &mut strangers {
            let expanded = free.iter().position(|name| variable(name) == stranger.name);
            let Some(place) = expanded.map(|index| free.remove(index)) else { continue };
            // Its own name stays, which a `matrix` sends.
            self.renamed(stranger, place, &quoted);
        }
        strangers.retain(|it| !names.contains(&it.name));
        if let ([stranger], [only]) = (strangers.as_mut_slice(), free.as_slice()) {
            self.rename(stranger, only, &quoted);
            return;
        }
        for stranger in strangers {
            let name = text::quote(stranger.name);
            let message = format!("the path parameter {name} is not in the path {quoted}");
            let found =
                self.diagnostics.report_at(&codes::STRANGE_PARAMETER, &stranger.origin, message);
            if let Some(meant) = nearest(stranger.name, free.iter().copied()) {
                found.advice(format!("did you mean {}?", text::quote(meant)));
            }
        }
    }

    /// Takes a parameter for the one at a place of the path, and gives it that name.
    fn rename(&mut self, stranger: &mut Declared<'r>, place: &'r str, path: &str) {
        self.renamed(stranger, place, path);
        let mut renamed = stranger.object.clone();
        renamed.insert("name".to_owned(), Node::from(place));
        self.edits.put(stranger.pointer.clone(), Node::Object(renamed));
    }

    fn renamed(&mut self, stranger: &mut Declared<'r>, place: &'r str, path: &str) {
        let (name, meant) = (text::quote(stranger.name), text::quote(place));
        let message = format!("the path parameter {name} is called {meant} in the path {path}");
        self.diagnostics.report_at(&codes::RENAMED_PARAMETER, &stranger.origin, message);
        stranger.name = place;
    }

    /// Reports names between braces that no parameter declares: once where that is so for all
    /// operations.
    fn undeclared(&mut self, lacking: &[(At<'_>, Vec<&str>)], operations: usize, at: &At<'_>) {
        let mut all = lacking.iter().map(|(_, missing)| missing);
        let first = all.next();
        let is_common = lacking.len() == operations && all.all(|missing| Some(missing) == first);
        for (operation, missing) in lacking {
            let names = text::list(missing.iter().copied(), "and");
            let (noun, verb) =
                if missing.len() == 1 { ("parameter", "is") } else { ("parameters", "are") };
            let message = format!("the path {noun} {names} {verb} not declared");
            let name = missing.first().copied().unwrap_or_default();
            let advice = format!(
                "add to `parameters`: `{{name: {name}, in: path, required: true, schema: {{type: string}}}}`"
            );
            let place = if is_common { at } else { operation };
            self.diagnostics
                .report(&codes::IMPLIED_PARAMETER, place, message)
                .on_key()
                .advice(advice);
            if is_common {
                return;
            }
        }
    }
}

/// Why a path is not well-formed.
#[derive(PartialEq, Eq, Debug)]
struct Fault {
    message: String,
    advice: Option<String>,
}

impl Fault {
    fn new(message: impl Into<String>) -> Self {
        Fault { message: message.into(), advice: None }
    }
}

/// The variable of an expression in the manner of RFC 6570, such as `id` in `{;id*}`.
pub(crate) fn variable(expression: &str) -> &str {
    expression.trim_start_matches(['.', ';', '/', '+', '#']).trim_end_matches('*')
}

/// The names between braces in a path.
fn template(path: &str) -> Result<Vec<&str>, Fault> {
    let mut names = Vec::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once(['{', '}']) {
        let is_open = rest.as_bytes().get(before.len()) == Some(&b'{');
        let (name, next) = after.split_once('}').filter(|_| is_open).ok_or_else(unbalanced)?;
        if name.contains('{') {
            return Err(unbalanced());
        }
        if name.is_empty() {
            return Err(Fault::new("has braces without a name"));
        }
        // A list of the query's parameters in the manner of RFC 6570 says nothing about the path.
        if !name.starts_with(['?', '&']) {
            names.push(name);
        }
        rest = next;
    }
    Ok(names)
}

fn unbalanced() -> Fault {
    Fault::new("has braces that do not match")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_taken_apart() {
        assert_eq!(template("/"), Ok(vec![]));
        assert_eq!(template("/a/{b}/c{d}.json"), Ok(vec!["b", "d"]));
        assert_eq!(template("/a{?x}"), Ok(vec![]));
        assert_eq!(template("/{a}/{a}"), Ok(vec!["a", "a"]));
        for wrong in ["/{a", "/a}", "/{a{b}}", "/{}"] {
            assert!(template(wrong).is_err(), "{wrong}");
        }
    }
}
