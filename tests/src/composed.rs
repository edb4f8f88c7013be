//! Documents of schemas alone become whole: an operation for each schema, whose request body it is.

use std::fmt::Write as _;

/// The whole document of a text that begins with `components:` and has its schemas four columns in.
pub fn compose(text: &str) -> String {
    let mut paths = String::new();
    for name in schemas(text) {
        // Writing to a `String` cannot fail.
        let _ = write!(
            paths,
            "  /{name}:\n    post:\n      operationId: {name}\n      requestBody:\n        required: true\n        \
             content: {{application/json: {{schema: {{$ref: '#/components/schemas/{name}'}}}}}}\n      \
             responses: {{'200': {{description: The same., content: {{application/json: {{schema: \
             {{$ref: '#/components/schemas/{name}'}}}}}}}}}}\n"
        );
    }
    format!("openapi: 3.1.0\ninfo: {{title: Values, version: 1.0.0}}\npaths:\n{paths}{text}")
}

/// The names of the schemas.
fn schemas(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| {
        let name = line.strip_prefix("    ")?.split(':').next()?;
        name.starts_with(|c: char| c.is_ascii_alphabetic()).then_some(name)
    })
}
