//! Completes a document that has only schemas: adds an operation for each schema, with the schema as request and response body.

use std::fmt::Write as _;

/// Returns the complete document. `text` begins with `components:`, and its schemas are indented by four columns.
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

/// Returns the names of the schemas.
fn schemas(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| {
        let name = line.strip_prefix("    ")?.split(':').next()?;
        name.starts_with(|c: char| c.is_ascii_alphabetic()).then_some(name)
    })
}
