//! Checks paths: their syntax, and that the names in braces are those of the path parameters. A name without a
//! parameter is read as a string, a parameter without a name is ignored, and if one of each is left they are matched.

use std::collections::HashSet;

use super::Reader;
use crate::diag::{codes, near::nearest, text};
use crate::tree::{At, Node, Object, Origin};

/// The keywords for the methods of a path.
pub(super) const METHODS: [&str; 9] =
    ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// A declared path parameter.
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
    /// Whether a parameter has errors, so that it is not certain which ones are missing.
    is_incomplete: bool,
}

impl<'r> Reader<'r> {
    /// Checks all paths, and their parameters.
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
                            let message = format!(
                                "path contains {} twice",
                                text::quote(&format!("{{{name}}}"))
                            );
                            let found =
                                self.diagnostics.report(&codes::REPEATED_NAME, &at, message);
                            found.on_key();
                        }
                        is_first
                    });
                    self.path_item(path, &names, item, &at);
                }
                Err(Fault { message, help }) => {
                    let message = format!("invalid path {}: {message}", text::quote(path));
                    let found = self.diagnostics.report(&codes::MALFORMED_PATH, &at, message);
                    found.on_key().help = help;
                }
            }
        }
    }

    /// Reports a path without a leading slash. It is read with one, unless that is another path of the document.
    fn relative(&mut self, path: &str, paths: &Object, at: &At<'_>) {
        let absolute = format!("/{path}");
        let code = if paths.contains_key(&absolute) {
            &codes::MALFORMED_PATH
        } else {
            &codes::RELATIVE_PATH
        };
        let message = format!("path {} does not start with `/`", text::quote(path));
        let found = self.diagnostics.report(code, at, message).on_key();
        found.help(format!("write {}", text::quote(&absolute)));
    }

    /// Reports a query or a fragment in a path, outside braces.
    fn query(&mut self, path: &str, at: &At<'_>) {
        let Some(part) = path.find(['?', '#']).and_then(|mark| path.get(mark..)) else { return };
        let is_inside =
            part.find('}').is_some_and(|close| part.find('{').is_none_or(|open| close < open));
        if is_inside {
            return;
        }
        let is_fragment = part.starts_with('#');
        let what = if is_fragment { "fragment" } else { "query" };
        let message = format!("path {} contains a {what}", text::quote(path));
        let found = self.diagnostics.report(&codes::PATH_WITH_QUERY, at, message).on_key();
        if is_fragment {
            found.help(
                "describe the variants as one operation: fragments are not sent, so a server can only \
                 answer with the first one",
            );
        }
    }

    /// Reports an ASCII character that is percent-encoded when it is sent.
    fn escaped(&mut self, path: &str, at: &At<'_>) {
        let is_odd = |char: &char| char.is_ascii_control() || " \"<>\\^`|".contains(*char);
        if let Some(char) = path.chars().find(is_odd) {
            let (path, char) = (text::quote(path), char.escape_default());
            let message = format!("path {path} contains `{char}`, which is not allowed in URLs");
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
        }
        self.undeclared(&lacking, operations.len(), at);
    }

    /// Returns the path parameters in `parameters` of a path or an operation.
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
                    // The name itself if it is written here, not behind a reference.
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

    /// Reports path parameters whose name is not in the path. A parameter that can only belong to one place gets the
    /// name of that place, since names of path parameters are not sent.
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
            // Keep its own name, which the style `matrix` sends.
            self.renamed(stranger, place, &quoted);
        }
        strangers.retain(|it| !names.contains(&it.name));
        if let ([stranger], [only]) = (strangers.as_mut_slice(), free.as_slice()) {
            self.rename(stranger, only, &quoted);
            return;
        }
        for stranger in strangers {
            let name = text::quote(stranger.name);
            let message = format!("path parameter {name} is not part of the path {quoted}");
            let found =
                self.diagnostics.report_at(&codes::STRANGE_PARAMETER, &stranger.origin, message);
            if let Some(meant) = nearest(stranger.name, free.iter().copied()) {
                found.help(format!("did you mean {}?", text::quote(meant)));
            }
        }
    }

    /// Renames a parameter to the name that the path has.
    fn rename(&mut self, stranger: &mut Declared<'r>, place: &'r str, path: &str) {
        self.renamed(stranger, place, path);
        let mut renamed = stranger.object.clone();
        renamed.insert("name".to_owned(), Node::from(place));
        self.edits.put(stranger.pointer.clone(), Node::Object(renamed));
    }

    fn renamed(&mut self, stranger: &mut Declared<'r>, place: &'r str, path: &str) {
        let (name, meant) = (text::quote(stranger.name), text::quote(place));
        let message = format!("path parameter {name} is named {meant} in the path {path}");
        self.diagnostics.report_at(&codes::RENAMED_PARAMETER, &stranger.origin, message);
        stranger.name = place;
    }

    /// Reports names in braces that no parameter declares: once for the path if all operations lack the same ones.
    fn undeclared(&mut self, lacking: &[(At<'_>, Vec<&str>)], operations: usize, at: &At<'_>) {
        let mut all = lacking.iter().map(|(_, missing)| missing);
        let first = all.next();
        let is_common = lacking.len() == operations && all.all(|missing| Some(missing) == first);
        for (operation, missing) in lacking {
            let names = text::list(missing.iter().copied(), "and");
            let noun = if missing.len() == 1 { "parameter" } else { "parameters" };
            let message = format!("undeclared path {noun} {names}");
            let name = missing.first().copied().unwrap_or_default();
            let help = format!(
                "add to `parameters`: `{{name: {name}, in: path, required: true, schema: {{type: string}}}}`"
            );
            let place = if is_common { at } else { operation };
            self.diagnostics.report(&codes::IMPLIED_PARAMETER, place, message).on_key().help(help);
            if is_common {
                return;
            }
        }
    }
}

/// Why a path is invalid.
#[derive(PartialEq, Eq, Debug)]
struct Fault {
    message: String,
    help: Option<String>,
}

impl Fault {
    fn new(message: impl Into<String>) -> Self {
        Fault { message: message.into(), help: None }
    }
}

/// Returns the variable of an expression as in RFC 6570, such as `id` in `{;id*}`.
pub(crate) fn variable(expression: &str) -> &str {
    expression.trim_start_matches(['.', ';', '/', '+', '#']).trim_end_matches('*')
}

/// Returns the names in braces of a path.
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
            return Err(Fault::new("braces without a name"));
        }
        // A list of query parameters as in RFC 6570 is not part of the path.
        if !name.starts_with(['?', '&']) {
            names.push(name);
        }
        rest = next;
    }
    Ok(names)
}

fn unbalanced() -> Fault {
    Fault::new("unbalanced braces")
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
