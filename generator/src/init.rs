//! The first `counterpart.toml` for a document: what it needs is set, and every other setting is there as a comment,
//! with what it is for and an example made of the document's own names.

use std::collections::BTreeSet;
use std::path::Path;

use crate::config::{Described as _, Form, Key, Settings};
use crate::pass::Plan;
use crate::paths::seen_from;

/// The columns of a comment.
const WIDTH: usize = 100;

/// The text of a `counterpart.toml` at `file`.
pub fn init(document: &Path, file: &Path, plan: Option<&Plan>) -> String {
    let folder = file.parent().unwrap_or(Path::new(""));
    let document = seen_from(folder, Path::new(""), &document.to_string_lossy());
    let names = Names::of(plan);
    let mut text = String::from(
        "#:schema ./counterpart.schema.json\n\n\
         # How Counterpart generates a Rust package from an OpenAPI document.\n\
         # `counterpart generate` does it, `counterpart check` says what it would find.\n\
         # Paths are relative to this file. What begins with `#` is an example: take the sign away to set it.\n",
    );
    let Form::Table(keys) = Settings::FORM else { return text };
    // In TOML a key of its own cannot come after a table.
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

/// A comment of lines that fit into an editor.
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

/// A string of TOML.
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

    /// The value of a setting, as an example.
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
            (_, Form::List(Form::Word(words))) => {
                let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
                list(words.get(2..).unwrap_or_default())
            }
            _ => "true".to_owned(),
        }
    }

    /// An entry of a table whose keys are the user's, as an example.
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
