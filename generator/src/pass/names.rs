//! What everything is called in Rust. Each name is made here, once, in the scope that it must be unique in.

mod members;

use std::collections::BTreeMap;

use super::ident::{camel, kebab, module, shouty, snake};
use super::kind;
use super::rename::Renames;
use super::scope::Scope;
use crate::api::{Api, Side, TypeId};
use crate::config::{Config, TypeModules};

/// Names that generated code uses bare; a type of the document must not hide them.
const PRELUDE: &[&str] = &[
    "Option",
    "Some",
    "None",
    "Result",
    "Ok",
    "Err",
    "Vec",
    "Box",
    "String",
    "Into",
    "From",
    "Send",
    "Sync",
    "Default",
    "Future",
    "Self",
    "Client",
    "ClientBuilder",
];

/// Functions that every server module has.
const ROUTERS: &[&str] = &["router", "router_with", "mounted"];

/// Names of webhooks and callbacks are in modules of their own, beside a sender.
const SENDER: &[&str] = &["Sender", "SenderBuilder"];

/// The scopes of a side: what its module holds.
struct Sides([(Scope, Scope, Scope); 3]);

impl Sides {
    fn new() -> Self {
        let prelude = Scope::reserving(PRELUDE);
        let scopes = |types: &Scope, modules: &[&str]| {
            let methods = Scope::reserving(&["builder", "clone", "fmt"]);
            (types.clone(), Scope::reserving(modules), methods)
        };
        let mut named = prelude.clone();
        for name in SENDER {
            named.take(name);
        }
        let own = scopes(&named, &["sender", "receiver", "router", "router_with"]);
        // Each tag is a function beside the router.
        Self([scopes(&prelude, ROUTERS), own.clone(), own])
    }

    /// The names of types, of modules and of methods.
    fn of(&mut self, side: Side) -> &mut (Scope, Scope, Scope) {
        let [api, webhooks, callbacks] = &mut self.0;
        match side {
            Side::Api => api,
            Side::Webhooks => webhooks,
            Side::Callbacks => callbacks,
        }
    }
}

/// The wish of a tag's trait.
fn interface(name: &str, side: Side) -> String {
    let (name, word) = match side {
        Side::Api => return format!("{}Api", camel(name).trim_end_matches("Api")),
        Side::Webhooks => (camel(name), "Webhooks"),
        Side::Callbacks => (camel(name), "Callbacks"),
    };
    format!("{}{word}", name.trim_end_matches(word))
}

/// The Rust names of an API.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// The package.
    pub package: String,
    /// The types.
    pub types: Vec<String>,
    /// The module that each type is in: that of the type which it was found in.
    pub modules: Vec<String>,
    /// The fields of a struct, the variants of an enum or a union, in their order.
    pub members: Vec<Vec<String>>,
    /// The field for what a struct does not name.
    pub rest: BTreeMap<TypeId, String>,
    /// The operations.
    pub operations: Vec<OperationNames>,
    /// The header sets.
    pub headers: Vec<HeaderNames>,
    /// The traits, by tag.
    pub traits: Vec<String>,
    /// The modules of the operations, by tag.
    pub tags: Vec<String>,
    /// The security schemes.
    pub schemes: Vec<String>,
    /// The methods that give a client's builder a credential, by scheme.
    pub credentials: Vec<String>,
    /// The sets of servers.
    pub servers: Vec<SetNames>,
}

/// The names of a set of servers.
#[derive(Debug, Clone, Default)]
pub struct SetNames {
    /// The enum.
    pub name: String,
    /// The method of a client's builder that says where it is; empty for the document's.
    pub method: String,
    /// What it is.
    pub docs: String,
    /// The servers.
    pub servers: Vec<ServerNames>,
}

/// The names of a server.
#[derive(Debug, Clone, Default)]
pub struct ServerNames {
    /// The variant.
    pub variant: String,
    /// The struct of its variables; empty when there are none.
    pub name: String,
    /// The variables: the field, its enum, which is empty when it can be any text, and the variants of that.
    pub variables: Vec<(String, String, Vec<String>)>,
}

/// The names of a header set.
#[derive(Debug, Clone, Default)]
pub struct HeaderNames {
    /// The struct.
    pub name: String,
    /// Its fields.
    pub fields: Vec<String>,
    /// The constants that say how each one is written.
    pub constants: Vec<String>,
}

/// The names of an operation.
#[derive(Debug, Clone, Default)]
pub struct OperationNames {
    /// The method.
    pub method: String,
    /// The method that walks through all items; empty when there are no pages.
    pub walk: String,
    /// The request.
    pub request: String,
    /// The successes, where there is more than one; else empty.
    pub outcome: String,
    /// The documented errors; empty when there are none.
    pub error: String,
    /// The fields of the request: the parameters, then the body.
    pub fields: Vec<String>,
    /// The constants of the parameters.
    pub constants: Vec<String>,
    /// The body, where it can have several media types; else empty.
    pub body: String,
    /// The variants of the body.
    pub bodies: Vec<String>,
    /// The variants of the successes.
    pub outputs: Vec<String>,
    /// The variants of the errors.
    pub errors: Vec<String>,
}

impl Names {
    /// The name of a type.
    pub fn ty(&self, id: TypeId) -> &str {
        self.types.get(id.0 as usize).map_or("Value", String::as_str)
    }

    /// The module of a type.
    pub fn module(&self, id: TypeId) -> &str {
        self.modules.get(id.0 as usize).map_or("value", String::as_str)
    }

    /// The fields or variants of a type.
    pub fn members(&self, id: TypeId) -> &[String] {
        self.members.get(id.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// The variant of an enum for a value that it does not list.
    pub fn unlisted(&self, id: TypeId) -> &'static str {
        members::unlisted(self.members(id))
    }
}

/// Names everything.
pub(super) fn run(api: &Api, config: &Config, renames: &Renames) -> Names {
    let mut sides = Sides::new();
    let mut traits = Vec::new();
    let mut tags = Vec::new();
    for (index, tag) in api.tags.iter().enumerate() {
        let name = renames.tags.get(&index).unwrap_or(&tag.name);
        let (scope, modules, _) = sides.of(tag.side);
        traits.push(scope.take(&interface(name, tag.side)));
        tags.push(modules.take(&module(name)));
    }
    // Types, operations and header sets have modules of their own: a new type renames no operation.
    let mut scope = Scope::reserving(PRELUDE);
    let mut names = Names {
        package: config.settings.package.name.clone().unwrap_or_else(|| package(&api.title)),
        traits,
        tags,
        ..Names::default()
    };
    // What the document names comes before what is named after its place.
    let mut types = vec![String::new(); api.types.len()];
    // And what the user names comes before both.
    for (id, new) in &renames.types {
        if let Some(name) = types.get_mut(id.0 as usize) {
            *name = scope.take(new);
        }
    }
    for own in [true, false] {
        for ((id, def), name) in api.types().zip(&mut types) {
            if def.parent.is_none() == own && name.is_empty() {
                *name = scope.take(&wish(api, id, renames));
            }
        }
    }
    names.types = types;
    names.modules = match config.settings.type_modules {
        TypeModules::Many => modules(api, renames),
        TypeModules::One => vec![String::new(); api.types.len()],
    };
    members::members(api, &mut names, renames);
    for (index, operation) in api.operations.iter().enumerate() {
        let (scope, _, methods) = sides.of(api.side(operation));
        let id = renames.operations.get(&index).unwrap_or(&operation.id);
        let method = methods.take(&snake(id));
        let wish = camel(id);
        let request = scope.take(&wish);
        let fields = members::request_fields(index, operation, renames);
        names.operations.push(OperationNames {
            outcome: when(operation.has_several_outputs(), || {
                scope.take(&format!("{wish}Outcome"))
            }),
            error: when(!operation.errors.is_empty(), || scope.take(&format!("{wish}Error"))),
            constants: members::constants(&operation.parameters, &fields),
            fields,
            body: when(operation.has_several_bodies(), || scope.take(&format!("{wish}Body"))),
            bodies: operation
                .body
                .as_ref()
                .map_or_else(Vec::new, |body| kind::bodies(&body.contents)),
            outputs: kind::outcomes(&operation.outputs, true),
            errors: kind::outcomes(&operation.errors, false),
            method,
            walk: String::new(),
            request,
        });
    }
    for (operation, named) in api.operations.iter().zip(&mut names.operations) {
        let (_, _, methods) = sides.of(api.side(operation));
        named.walk = when(operation.paging.is_some(), || {
            methods.take(&format!("{}_all", named.method.trim_start_matches("r#")))
        });
    }
    let mut scope = Scope::reserving(PRELUDE);
    for set in &api.headers {
        let mut fields = Scope::default();
        let fields = set.headers.iter().map(|header| fields.take(&snake(&header.name)));
        let fields: Vec<String> = fields.collect();
        let name = scope.take(&format!("{}Headers", camel(&set.name)));
        let constants = members::constants(&set.headers, &fields);
        names.headers.push(HeaderNames { name, fields, constants });
    }
    let mut schemes = Scope::default();
    let mut credentials = Scope::reserving(&[
        "configure",
        "build",
        "base_url",
        "timeout",
        "transport",
        "header",
        "response_limit",
    ]);
    for scheme in &api.schemes {
        names.schemes.push(schemes.take(&shouty(&scheme.name)));
        names.credentials.push(credentials.take(&snake(&scheme.name)));
    }
    names
}

/// What a type would be called. What is found inside a renamed type goes by the new name too.
pub(super) fn wish(api: &Api, id: TypeId, renames: &Renames) -> String {
    let def = api.ty(id);
    let mut above = def.parent;
    while let Some(parent) = above {
        let outer = api.ty(parent);
        if let Some(new) = renames.types.get(&parent) {
            let rest = def.name.strip_prefix(&outer.name).filter(|rest| rest.starts_with(' '));
            return rest.map_or_else(|| camel(&def.name), |rest| format!("{new}{}", camel(rest)));
        }
        above = outer.parent;
    }
    camel(&def.name)
}

/// The name of what an operation may not have; empty when it has not.
fn when(has: bool, name: impl FnOnce() -> String) -> String {
    if has { name() } else { String::new() }
}

fn package(title: &str) -> String {
    let name = kebab(title);
    if name.ends_with("-api") { name } else { format!("{name}-api") }
}

/// A type without a name of its own lives with the one that it was found in.
fn modules(api: &Api, renames: &Renames) -> Vec<String> {
    let mut scope = Scope::default();
    let mut modules = vec![String::new(); api.types.len()];
    for ((id, def), own) in api.types().zip(&mut modules) {
        if def.parent.is_none() {
            *own = scope.take(&module(renames.types.get(&id).unwrap_or(&def.name)));
        }
    }
    for (index, (_, def)) in api.types().enumerate() {
        let mut root = def.parent;
        while let Some(parent) = root.and_then(|id| api.ty(id).parent) {
            root = Some(parent);
        }
        let home = root.and_then(|id| modules.get(id.0 as usize).cloned());
        if let (Some(home), Some(own)) = (home, modules.get_mut(index)) {
            *own = home;
        }
    }
    modules
}
