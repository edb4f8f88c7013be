//! Chooses the Rust names of everything: each once, in the scope in which it must be unique.

mod members;

use std::collections::BTreeMap;

use super::ident::{camel, kebab, module, shouty, snake, stem};
use super::kind;
use super::rename::Renames;
use super::scope::Scope;
use crate::api::{Api, Side, TypeId};
use crate::config::{Config, TypeModules};

/// Names that generated code uses without a path, which types of the document must not shadow.
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

/// Names in the modules of webhooks and callbacks.
const SENDER: &[&str] = &["Sender", "SenderBuilder"];

/// The scopes of each side: of its types, modules and methods.
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
        // Each tag is a function next to the router.
        Self([scopes(&prelude, ROUTERS), own.clone(), own])
    }

    /// Returns the scopes for types, modules and methods.
    fn of(&mut self, side: Side) -> &mut (Scope, Scope, Scope) {
        let [api, webhooks, callbacks] = &mut self.0;
        match side {
            Side::Api => api,
            Side::Webhooks => webhooks,
            Side::Callbacks => callbacks,
        }
    }
}

/// Returns the name of a tag's trait.
fn interface(name: &str, side: Side) -> String {
    let word = match side {
        Side::Api => "Api",
        Side::Webhooks => "Webhooks",
        Side::Callbacks => "Callbacks",
    };
    format!("{}{word}", stem(&camel(name)).trim_end_matches(word))
}

/// The Rust names of an API.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// The package.
    pub package: String,
    /// The types.
    pub types: Vec<String>,
    /// The module of each type. An inline type is in the module of the type that contains it.
    pub modules: Vec<String>,
    /// The fields of a struct, the variants of an enum or a union, in their order.
    pub members: Vec<Vec<String>>,
    /// The field for additional properties or items of a struct.
    pub rest: BTreeMap<TypeId, String>,
    /// The operations.
    pub operations: Vec<OperationNames>,
    /// The header sets.
    pub headers: Vec<HeaderNames>,
    /// The traits, by tag.
    pub traits: Vec<String>,
    /// The modules of operations, by tag.
    pub tags: Vec<String>,
    /// The security schemes.
    pub schemes: Vec<String>,
    /// The methods of a client's builder that set a credential, by scheme.
    pub credentials: Vec<String>,
    /// The sets of servers.
    pub servers: Vec<SetNames>,
}

/// The names of a set of servers.
#[derive(Debug, Clone, Default)]
pub struct SetNames {
    /// The enum.
    pub name: String,
    /// The method of a client's builder that sets it; empty for the set of the document.
    pub method: String,
    /// Its documentation.
    pub docs: String,
    /// The servers.
    pub servers: Vec<ServerNames>,
}

/// The names of a server.
#[derive(Debug, Clone, Default)]
pub struct ServerNames {
    /// The variant.
    pub variant: String,
    /// The struct of its variables; empty if there are none.
    pub name: String,
    /// The variables: the field, its enum, which is empty for any string, and the variants of that.
    pub variables: Vec<(String, String, Vec<String>)>,
}

/// The names of a header set.
#[derive(Debug, Clone, Default)]
pub struct HeaderNames {
    /// The struct.
    pub name: String,
    /// Its fields.
    pub fields: Vec<String>,
    /// The constants that describe how each one is encoded.
    pub constants: Vec<String>,
}

/// The names of an operation.
#[derive(Debug, Clone, Default)]
pub struct OperationNames {
    /// The method.
    pub method: String,
    /// The method that streams the items of all pages; empty without pagination.
    pub walk: String,
    /// The request.
    pub request: String,
    /// The enum of successes; empty if there is only one.
    pub outcome: String,
    /// The enum of documented errors; empty if there are none.
    pub error: String,
    /// The fields of the request: the parameters, then the body.
    pub fields: Vec<String>,
    /// The constants of the parameters.
    pub constants: Vec<String>,
    /// The enum of the body; empty if it has a single media type.
    pub body: String,
    /// The variants of the body.
    pub bodies: Vec<String>,
    /// The variants of the successes.
    pub outputs: Vec<String>,
    /// The variants of the errors.
    pub errors: Vec<String>,
}

impl Names {
    /// Returns the name of a type.
    pub fn ty(&self, id: TypeId) -> &str {
        self.types.get(id.0 as usize).map_or("Value", String::as_str)
    }

    /// Returns the module of a type.
    pub fn module(&self, id: TypeId) -> &str {
        self.modules.get(id.0 as usize).map_or("value", String::as_str)
    }

    /// Returns the fields or variants of a type.
    pub fn members(&self, id: TypeId) -> &[String] {
        self.members.get(id.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// Returns the variant of an enum for unlisted values.
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
    // Types, operations and header sets have separate modules, so a new type does not rename an operation.
    let mut scope = Scope::reserving(PRELUDE);
    let mut names = Names {
        package: config.settings.package.name.clone().unwrap_or_else(|| package(&api.title)),
        traits,
        tags,
        ..Names::default()
    };
    // Components are named before types that are named after their place.
    let mut types = vec![String::new(); api.types.len()];
    // Names of the settings come before both.
    for (id, new) in &renames.types {
        if let Some(name) = types.get_mut(id.0 as usize) {
            *name = scope.take(new);
        }
    }
    for own in [true, false] {
        for ((id, def), name) in api.types().zip(&mut types) {
            if def.parent.is_none() == own && name.is_empty() {
                *name = scope.take(&usual_name(api, id, renames));
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
        let request = scope.take(&camel(id));
        let stem = stem(&camel(id)).to_owned();
        let fields = members::request_fields(index, operation, renames);
        names.operations.push(OperationNames {
            outcome: when(operation.has_several_outputs(), || {
                scope.take(&format!("{stem}Outcome"))
            }),
            error: when(!operation.errors.is_empty(), || scope.take(&format!("{stem}Error"))),
            constants: members::constants(&operation.parameters, &fields),
            fields,
            body: when(operation.has_several_bodies(), || scope.take(&format!("{stem}Body"))),
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
            methods.take(&format!("{}_all", stem(&named.method)))
        });
    }
    let mut scope = Scope::reserving(PRELUDE);
    for set in &api.headers {
        let mut fields = Scope::default();
        let fields = set.headers.iter().map(|header| fields.take(&snake(&header.name)));
        let fields: Vec<String> = fields.collect();
        let name = scope.take(&format!("{}Headers", stem(&camel(&set.name))));
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

/// Returns the name of a type without regard to clashes. Types inside a renamed type are named after the new name.
pub(super) fn usual_name(api: &Api, id: TypeId, renames: &Renames) -> String {
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

/// Returns a name, or an empty string if the operation does not need it.
fn when(has: bool, name: impl FnOnce() -> String) -> String {
    if has { name() } else { String::new() }
}

fn package(title: &str) -> String {
    let name = kebab(title);
    if name.ends_with("-api") { name } else { format!("{name}-api") }
}

/// Returns the module of each type. An inline type is in the module of the component that contains it.
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
