//! Renders the templates: `Cargo.toml`, `README.md` and the crate root.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior};
use serde::Serialize;

use super::{docs, example, manifest};
use crate::api::Side;
use crate::config::{Config, Ends};
use crate::pass::{Names, Plan};

/// The variables of the templates.
#[derive(Serialize)]
#[allow(clippy::struct_excessive_bools)] // each is a condition in a template
struct Page {
    source: String,
    command: String,
    has_foreign_names: bool,
    package: String,
    /// One line, as a TOML string.
    summary: String,
    /// Markdown.
    description: String,
    workspace: bool,
    /// The lines of `[package]` that depend on the settings, and the items of `keywords` and `categories`.
    metadata: Vec<String>,
    keywords: String,
    categories: String,
    /// The dependency on `counterpart-wire`.
    wire: String,
    title: String,
    version: String,
    operations: usize,
    types: usize,
    headers: bool,
    xml: bool,
    servers: bool,
    tags: Vec<TagRow>,
    webhooks: Vec<TagRow>,
    callbacks: Vec<TagRow>,
    /// Whether the package has a client, and whether it has a server.
    has_client: bool,
    has_server: bool,
    embedded: bool,
    /// The items of the features `default` and `roundtrip`.
    defaults: String,
    roundtrip: String,
    /// Sentences about client and server, and about the features.
    ends: &'static str,
    about_features: String,
    /// The features of the tags.
    features: Vec<Feature>,
    /// Lines of `[dependencies]`.
    dependencies: Vec<String>,
    client: Option<Example>,
    server: Option<Example>,
}

#[derive(Serialize)]
struct Feature {
    /// A TOML key, quoted if necessary.
    key: String,
    tag: String,
}

#[derive(Serialize)]
struct Example {
    /// The `cfg` condition under which the example compiles.
    cfg: String,
    code: String,
}

#[derive(Serialize)]
struct TagRow {
    name: String,
    #[serde(rename = "trait")]
    interface: String,
    operations: usize,
}

const TEMPLATES: &[(&str, &str)] = &[
    ("Cargo.toml", include_str!("../../templates/Cargo.toml.j2")),
    ("README.md", include_str!("../../templates/README.md.j2")),
    ("src/lib.rs", include_str!("../../templates/lib.rs.j2")),
];

/// Returns the rendered files with their paths.
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
        .filter(|(path, _)| !plan.choices.embedded || *path == "src/lib.rs")
        .map(|(path, template)| {
            let filled = environment
                .render_str(template, minijinja::Value::from(Serde(&page)))
                .unwrap_or_else(|error| unreachable!("the template of `{path}`: {error}"));
            ((*path).to_owned(), filled)
        })
        .collect()
}

/// Whether a name contains a non-ASCII character. The compiler warns about many such names.
fn has_foreign_names(names: &Names) -> bool {
    let of_operations = names.operations.iter().flat_map(|operation| {
        [&operation.method, &operation.request].into_iter().chain(&operation.fields)
    });
    let of_types = names.types.iter().chain(names.members.iter().flatten());
    of_types.chain(&names.traits).chain(of_operations).any(|name| !name.is_ascii())
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
        source: manifest::one_line(&config.source),
        command: manifest::one_line(&config.command),
        has_foreign_names: has_foreign_names(&plan.names),
        package: plan.names.package.clone(),
        summary: manifest::toml(api.docs.summary.as_deref().unwrap_or(&api.title)),
        description: docs::escaped(about).join("\n"),
        workspace: config.settings.package.workspace,
        metadata: manifest::metadata(&config.settings.package),
        keywords: list(&[&["openapi", "api"], &ends(plan, false)[..]].concat(), Vec::new()),
        categories: list(&manifest::categories(plan.choices.ends), Vec::new()),
        wire: manifest::wire(&config.settings.package, super::xml::has(plan)),
        title: cell(&api.title),
        version: cell(&api.version),
        operations: api.operations.iter().filter(|found| !found.is_incoming).count(),
        types: api.types.len(),
        headers: !api.headers.is_empty(),
        xml: super::xml::has(plan),
        servers: super::servers::has(plan),
        tags: rows(Side::Api),
        webhooks,
        callbacks,
        has_client: plan.choices.ends.client(),
        has_server: plan.choices.ends.server(),
        embedded: plan.choices.embedded,
        defaults: list(&ends(plan, true), features(plan)),
        roundtrip: list(
            &[&ends(plan, false)[..], &["counterpart-wire/roundtrip"]].concat(),
            features(plan),
        ),
        ends: match plan.choices.ends {
            Ends::Both => {
                "Each tag has a trait: implement it to serve the API.\nThe generated `Client` implements it as well."
            }
            Ends::Client => "Each tag has a trait, which the generated `Client` implements.",
            Ends::Server => "Each tag has a trait: implement it to serve the API.",
        },
        about_features: about_features(plan),
        features: features(plan),
        dependencies: manifest::dependencies(config),
        client: example::client(plan)
            .filter(|_| plan.choices.ends.client())
            .map(|(code, tag)| Example { cfg: cfg(plan, "client", tag), code }),
        server: example::server(plan)
            .filter(|_| plan.choices.ends.server())
            .map(|(code, tag)| Example { cfg: cfg(plan, "server", tag), code }),
    }
}

fn features(plan: &Plan) -> Vec<Feature> {
    let features = plan.choices.tag_features.iter();
    features
        .map(|(feature, tag)| Feature { key: manifest::key(feature), tag: manifest::one_line(tag) })
        .collect()
}

/// Returns the features `client` and `server`, as far as the package has them; with `defaults`, also `rustls`.
fn ends(plan: &Plan, defaults: bool) -> Vec<&'static str> {
    let ends = plan.choices.ends;
    let client = ends.client().then_some("client");
    let server = ends.server().then_some("server");
    let rustls = (defaults && ends.client()).then_some("rustls");
    client.into_iter().chain(server).chain(rustls).collect()
}

fn list(names: &[&str], features: Vec<Feature>) -> String {
    let features = features.into_iter().map(|feature| {
        if feature.key.starts_with('"') { feature.key } else { manifest::toml(&feature.key) }
    });
    let names: Vec<String> =
        names.iter().map(|name| manifest::toml(name)).chain(features).collect();
    names.join(", ")
}

fn about_features(plan: &Plan) -> String {
    let text = match plan.choices.ends {
        Ends::Both => {
            "`client` enables the client, `server` enables the server, and `rustls` enables TLS in the client. All three are on by default."
        }
        Ends::Client => {
            "`client` enables the client, and `rustls` enables TLS in the client. Both are on by default."
        }
        Ends::Server => "`server` enables the server. It is on by default.",
    };
    let tags = "Each tag has a feature, named after it, that enables its operations. These features are on by default.";
    if plan.choices.has_features() { format!("{text}\n\n{tags}") } else { text.to_owned() }
}

/// Returns the `cfg` condition of an example that needs `client` or `server` and a tag.
fn cfg(plan: &Plan, end: &str, tag: usize) -> String {
    match plan.choices.features(tag) {
        [feature] => format!("all(feature = \"{end}\", feature = {feature:?})"),
        _ => format!("feature = \"{end}\""),
    }
}

/// Escapes a text for a table cell or a heading.
fn cell(text: &str) -> String {
    docs::escaped(&manifest::one_line(text)).concat().replace('|', "\\|")
}
