//! The files that are no Rust, and the crate's root: templates filled with what the plan says.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior};
use serde::Serialize;

use super::{docs, example};
use crate::api::Side;
use crate::config::{Config, Wire};
use crate::pass::Plan;

/// What the templates are filled with.
#[derive(Serialize)]
struct Page {
    source: String,
    command: String,
    package: String,
    /// One line, as a string of TOML.
    summary: String,
    /// Lines of Markdown.
    description: String,
    workspace: bool,
    wire: String,
    title: String,
    version: String,
    operations: usize,
    types: usize,
    headers: bool,
    tags: Vec<TagRow>,
    webhooks: Vec<TagRow>,
    callbacks: Vec<TagRow>,
    client: Option<String>,
    server: Option<String>,
}

#[derive(Serialize)]
struct TagRow {
    name: String,
    #[serde(rename = "trait")]
    interface: String,
    operations: usize,
}

const TEMPLATES: &[(&str, &str)] = &[
    ("Cargo.toml", include_str!("../../../templates/Cargo.toml.j2")),
    ("README.md", include_str!("../../../templates/README.md.j2")),
    ("src/lib.rs", include_str!("../../../templates/lib.rs.j2")),
];

/// The pages with their paths.
pub(super) fn emit(plan: &Plan, config: &Config) -> Vec<(String, String)> {
    let page = page(plan, config);
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    if let Ok(syntax) = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true)
        .build()
    {
        environment.set_syntax(syntax);
    }
    TEMPLATES
        .iter()
        .map(|(path, template)| {
            let filled = environment
                .render_str(template, minijinja::Value::from(Serde(&page)))
                .unwrap_or_else(|error| unreachable!("the template of `{path}`: {error}"));
            ((*path).to_owned(), filled)
        })
        .collect()
}

fn page(plan: &Plan, config: &Config) -> Page {
    let api = &plan.api;
    let about = api.docs.description.as_deref().or(api.docs.summary.as_deref()).unwrap_or_default();
    let rows = |side: Side| -> Vec<TagRow> {
        let row = |tag: usize| {
            let operations = api.operations.iter().filter(|operation| operation.tag == tag).count();
            let (found, interface) = (api.tags.get(tag)?, plan.names.traits.get(tag)?);
            let module = side.module();
            let interface = format!("{module}::{interface}");
            Some(TagRow { name: cell(&found.name), interface, operations })
        };
        api.tags_of(side).filter_map(row).collect()
    };
    let (webhooks, callbacks) = (rows(Side::Webhooks), rows(Side::Callbacks));
    Page {
        source: one_line(&config.source),
        command: one_line(&config.command),
        package: plan.names.package.clone(),
        summary: toml(api.docs.summary.as_deref().unwrap_or(&api.title)),
        description: docs::escaped(about).join("\n"),
        workspace: config.workspace,
        wire: match &config.wire {
            Wire::Version(version) => format!("version = {}", toml(version)),
            Wire::Path(path) => format!("path = {}", toml(path)),
        },
        title: cell(&api.title),
        version: cell(&api.version),
        operations: api.operations.iter().filter(|found| !found.is_turned).count(),
        types: api.types.len(),
        headers: !api.headers.is_empty(),
        tags: rows(Side::Api),
        webhooks,
        callbacks,
        client: example::client(plan),
        server: example::server(plan),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text in a table or a heading.
fn cell(text: &str) -> String {
    docs::escaped(&one_line(text)).concat().replace('|', "\\|")
}

/// A string of TOML: its basic strings are escaped like those of JSON.
fn toml(text: &str) -> String {
    serde_json::Value::from(one_line(text)).to_string()
}
