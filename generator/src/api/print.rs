//! Prints an [`Api`] as text for golden files: deterministic, with a line for each item.
//!
//! ```text
//! type Light = struct  # /components/schemas/Light
//!   height: f64 (> 0)
//!   colour?: Colour | null
//! ```

mod operation;
mod ty;

use std::fmt::{Display, Write as _};

use super::{Api, Docs, SchemeKind, SecurityNeed, Server, Shape, TypeId};

/// Returns an API as text.
pub fn print(api: &Api) -> String {
    let mut page = Page { api, text: String::new() };
    page.head();
    for (id, def) in api.types() {
        page.line(0, "");
        page.named(id, def);
    }
    for operation in &api.operations {
        page.line(0, "");
        page.operation(operation);
    }
    page.text
}

/// The text so far, and the API that its names refer to.
struct Page<'a> {
    api: &'a Api,
    text: String,
}

impl Page<'_> {
    fn head(&mut self) {
        let api = self.api;
        self.line(0, format_args!("api {:?} {:?}", api.title, api.version));
        self.docs(1, &api.docs);
        for server in &api.servers {
            self.server(0, server);
        }
        for tag in &api.tags {
            self.line(0, format_args!("tag {:?}", tag.name));
            self.docs(1, &tag.docs);
        }
        for scheme in &api.schemes {
            let kind = match &scheme.kind {
                SchemeKind::ApiKey { location, name } => format!("key in {location} {name:?}"),
                SchemeKind::Bearer => "bearer".to_owned(),
                SchemeKind::Basic => "basic".to_owned(),
            };
            self.line(0, format_args!("scheme {:?} {kind}", scheme.name));
            self.docs(1, &scheme.docs);
        }
    }

    /// Adds a server with its variables.
    fn server(&mut self, depth: usize, server: &Server) {
        self.line(depth, format_args!("server {:?} {}", server.name, server.url));
        for variable in &server.variables {
            let (name, default, values) = (&variable.name, &variable.default, &variable.values);
            self.line(depth + 1, format_args!("{name} = {default:?} of {values:?}"));
        }
    }

    fn line(&mut self, depth: usize, text: impl Display) {
        // Writing to a `String` cannot fail.
        let _ = writeln!(self.text, "{:indent$}{text}", "", indent = depth * 2);
    }

    /// Adds documentation, each text on one line.
    fn docs(&mut self, depth: usize, docs: &Docs) {
        for (word, text) in [("summary", &docs.summary), ("docs", &docs.description)] {
            if let Some(text) = text {
                self.line(depth, format_args!("{word} {text:?}"));
            }
        }
    }

    fn name(&self, id: TypeId) -> &str {
        &self.api.ty(id).name
    }

    /// Formats a requirement: `A` alone, `A+B` together, `none` for anonymous callers.
    fn need(&self, need: &SecurityNeed) -> String {
        let schemes = need.0.iter().map(|(id, scopes)| {
            let name = &self.api.scheme(*id).name;
            if scopes.is_empty() { name.clone() } else { format!("{name}[{}]", scopes.join(" ")) }
        });
        let schemes: Vec<String> = schemes.collect();
        if schemes.is_empty() { "none".to_owned() } else { schemes.join("+") }
    }
}

/// Returns the name of a shape's kind.
fn word(shape: &Shape) -> &'static str {
    match shape {
        Shape::Struct(_) => "struct",
        Shape::Enum(_) => "enum",
        Shape::Union(_) => "union",
        Shape::Alias(_) => "alias",
    }
}
