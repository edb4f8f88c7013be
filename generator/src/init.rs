//! The first `counterpart.toml` of a document. Required settings are set; every other setting is a comment that says what
//! it is for, with an example made of names from the document.

use std::collections::BTreeSet;
use std::path::Path;

use crate::config::{Described as _, Form, Key, Settings};
use crate::pass::Plan;
use crate::paths::seen_from;

/// The columns of a comment.
const WIDTH: usize = 100;

/// Returns the text of a `counterpart.toml` for `document`. `file` is where it will be written: paths in it are relative
/// to its folder. The names of `plan` are used in the examples.
pub fn init(document: &Path, file: &Path, plan: Option<&Plan>) -> String {
    let folder = file.parent().unwrap_or(Path::new(""));
    let document = seen_from(folder, Path::new(""), &document.to_string_lossy());
    let names = Names::of(plan);
    let mut text = String::from(
        "#:schema ./counterpart.schema.json\n\n\
         # Settings of Counterpart, which generates a Rust package from an OpenAPI document.\n\
         # `counterpart generate` writes the package, `counterpart check` prints the findings.\n\
         # Paths are relative to this file. Settings behind a `#` are examples: remove the `#` to use one.\n",
    );
    let Form::Table(keys) = Settings::FORM else { return text };
    // In TOML, the keys of the root come before all tables.
    let (tables, values): (Vec<&Key>, Vec<&Key>) = keys.iter().partition(|key| is_table(key));
    for key in values {
        comment(&mut text, key.about());
        match key.name().as_str() {
            "document" => line(&mut text, &format!("document = {}", quoted(&document))),
            "output" => line(&mut text, &format!("output = {}", quoted(&names.package))),
            name => line(&mut text, &format!("# {name} = {}", names.example(name, &key.form))),
        }
    }
    for key in tables {
        comment(&mut text, key.about());
        let name = key.name();
        match &key.form {
            Form::Table(keys) if keys.iter().all(is_table) => {
                for key in *keys {
                    comment(&mut text, key.about());
                    line(&mut text, &format!("[{name}.{}]", key.name()));
                    line(&mut text, &names.entry(&format!("{name}.{}", key.name())));
                }
            }
            Form::Table(keys) => {
                line(&mut text, &format!("[{name}]"));
                for key in *keys {
                    wrapped(&mut text, key.about());
                    let inner = key.name();
                    let example = names.example(&format!("{name}.{inner}"), &key.form);
                    line(&mut text, &format!("# {inner} = {example}"));
                }
            }
            Form::List(_) => {
                line(&mut text, &format!("# [[{name}]]"));
                line(&mut text, &format!("# traits = [\"Eq\"]\n# types = [{}]", quoted(&names.ty)));
            }
            _ => {
                line(&mut text, &format!("[{name}]"));
                line(&mut text, &names.entry(&name));
            }
        }
    }
    text
}

fn is_table(key: &Key) -> bool {
    match &key.form {
        Form::Table(_) | Form::Map(_) => true,
        Form::List(item) => matches!(item, Form::Table(_)),
        _ => false,
    }
}

fn comment(text: &mut String, about: &str) {
    text.push('\n');
    wrapped(text, about);
}

/// Adds a comment, wrapped at [`WIDTH`] columns.
fn wrapped(text: &mut String, about: &str) {
    let mut here = String::from("#");
    for word in about.split_whitespace() {
        if here.len() + word.len() >= WIDTH {
            line(text, &here);
            here = String::from("#");
        }
        here.push(' ');
        here.push_str(word);
    }
    line(text, &here);
}

fn line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

/// A TOML string.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Names of the document, for examples.
struct Names {
    package: String,
    tags: Vec<String>,
    operation: String,
    call: String,
    path: String,
    ty: String,
    field: String,
}

impl Names {
    fn of(plan: Option<&Plan>) -> Self {
        let api = plan.map(|plan| &plan.api);
        let operation = api.and_then(|api| api.operations.first());
        let named = || api.into_iter().flat_map(|api| &api.types).filter(|def| !def.is_inline);
        let field = named().find_map(|def| match &def.shape {
            crate::api::Shape::Struct(shape) => {
                Some((def.name.clone(), shape.fields.first()?.name.clone()))
            }
            _ => None,
        });
        let ty = named().next().map_or("Pet", |def| &def.name);
        let tags: BTreeSet<&str> =
            api.into_iter().flat_map(|api| &api.tags).map(|tag| tag.name.as_str()).collect();
        Self {
            package: plan.map_or("petstore-api", |plan| &plan.names.package).to_owned(),
            tags: if tags.is_empty() {
                vec!["pets".to_owned()]
            } else {
                tags.iter().map(|tag| (*tag).to_owned()).collect()
            },
            operation: operation.map_or("listPets", |it| &it.id).to_owned(),
            call: operation
                .map_or("GET /pets".to_owned(), |it| format!("{} {}", it.method, it.path)),
            path: operation.map_or("/pets", |it| &it.path).to_owned(),
            ty: ty.to_owned(),
            field: field.map_or("Pet.born_on".to_owned(), |(ty, field)| format!("{ty}.{field}")),
        }
    }

    /// An example value of a setting.
    fn example(&self, name: &str, form: &Form) -> String {
        let list = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
            format!("[{}]", names.join(", "))
        };
        let tags: Vec<&str> = self.tags.iter().map(String::as_str).collect();
        match (name, form) {
            ("package.name", _) => quoted(&self.package),
            ("package.version", _) => quoted("0.1.0"),
            ("package.license", _) => quoted("MIT OR Apache-2.0"),
            ("package.repository", _) => quoted("https://example.com/petstore-api"),
            ("package.rust-version", _) => quoted(env!("CARGO_PKG_RUST_VERSION")),
            ("package.publish", _) => "false".to_owned(),
            ("package.wire-git", _) => quoted(env!("CARGO_PKG_REPOSITORY")),
            ("package.wire-rev", _) => quoted(concat!("v", env!("CARGO_PKG_VERSION"))),
            ("package.wire-path", _) => quoted("../counterpart/wire"),
            ("package.wire-version", _) => quoted(env!("CARGO_PKG_VERSION")),
            ("references.root", _) => quoted(".."),
            ("include.tags", _) => list(&tags),
            ("exclude.tags", _) => list(tags.get(..1).unwrap_or_default()),
            ("include.operations", _) => list(&[&self.operation]),
            ("exclude.operations", _) => list(&[&self.call]),
            ("include.paths" | "exclude.paths", _) => list(&[&self.path]),
            (_, Form::Word(words)) => quoted(words.last().map_or("", |(word, _)| word)),
            ("allow", _) => list(&["documentation"]),
            ("warn", _) => list(&["notes"]),
            ("deny", _) => list(&["unsupported", "W0401"]),
            _ => "true".to_owned(),
        }
    }

    /// An example entry of a table with free keys.
    fn entry(&self, name: &str) -> String {
        let tag = self.tags.first().map_or("pets", String::as_str);
        let (key, value) = match name {
            "types" => (self.ty.as_str(), "\"my_types::Special\""),
            "formats" => ("decimal", "\"my_types::Decimal\""),
            "dependencies" => ("my-types", "{ path = \"../my-types\" }"),
            "rename.types" => (self.ty.as_str(), "\"Renamed\""),
            "rename.operations" => (self.operation.as_str(), "\"renamed\""),
            "rename.fields" => (self.field.as_str(), "\"renamed\""),
            _ => (tag, "\"renamed\""),
        };
        format!("# {} = {value}", quoted(key))
    }
}
