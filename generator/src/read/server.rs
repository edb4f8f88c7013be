//! Checks servers: each variable of the URL is declared.

use super::Reader;
use crate::diag::{codes, near::nearest, text};
use crate::tree::{At, Node, Object};

impl Reader<'_> {
    /// Checks the URL and its variables.
    pub(super) fn server(&mut self, server: &Object, at: &At<'_>) {
        let Some(url) = server.get("url").and_then(Node::as_str) else { return };
        let variables = server.get("variables").and_then(Node::as_object);
        for name in variables_of(url) {
            if variables.is_some_and(|variables| variables.contains_key(name)) {
                continue;
            }
            let message = format!("undeclared server variable {}", text::quote(name));
            let found = self.diagnostics.report(&codes::SERVER_VARIABLE, &at.key("url"), message);
            let declared = variables.into_iter().flat_map(Object::keys).map(String::as_str);
            match nearest(name, declared) {
                Some(near) => found.help(format!("did you mean {}?", text::quote(near))),
                None => found
                    .help(format!("add `variables: {{{name}: {{default: ...}}}}` to the server")),
            };
        }
        let at = at.key("variables");
        for (name, variable) in variables.into_iter().flatten() {
            if let (Some(Node::Array(values)), Some(default)) =
                (variable.get("enum"), variable.get("default"))
                && default.is_string()
                && !values.contains(default)
            {
                let message =
                    format!("`default` must be one of `enum`, found {}", text::value(default));
                let at = at.key(name);
                let help = "add the value to `enum`, or use one that is listed";
                self.diagnostics.report(&codes::VALUE_TYPE, &at.key("default"), message).help(help);
            }
        }
    }
}

/// Returns the names in braces.
fn variables_of(url: &str) -> impl Iterator<Item = &str> {
    url.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_stand_between_braces() {
        let names: Vec<&str> = variables_of("https://{host}:{port}/a{b").collect();
        assert_eq!(names, ["host", "port"]);
    }
}
