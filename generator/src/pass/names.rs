//! What everything is called in Rust. Each name is made here, once, in the scope that it must be unique in.

use std::collections::BTreeMap;

use super::ident::{camel, kebab, shouty, snake};
use super::kind;
use super::scope::Scope;
use crate::api::{Api, Shape, Side, Tag, TypeId};
use crate::config::Config;

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
        let own = scopes(&named, &["sender", "receiver"]);
        Self([scopes(&prelude, &[]), own.clone(), own])
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
fn interface(tag: &Tag) -> String {
    let (name, word) = match tag.side {
        Side::Api => return format!("{}Api", camel(&tag.name).trim_end_matches("Api")),
        Side::Webhooks => (camel(&tag.name), "Webhooks"),
        Side::Callbacks => (camel(&tag.name), "Callbacks"),
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
}

/// Names everything.
pub(super) fn run(api: &Api, config: &Config) -> Names {
    let mut sides = Sides::new();
    let mut traits = Vec::new();
    let mut tags = Vec::new();
    for tag in &api.tags {
        let (scope, modules, _) = sides.of(tag.side);
        traits.push(scope.take(&interface(tag)));
        tags.push(modules.take(&snake(&tag.name)));
    }
    let (mut scope, ..) = sides.of(Side::Api).clone();
    let mut names = Names {
        package: config.package.clone().unwrap_or_else(|| package(&api.title)),
        traits,
        tags,
        ..Names::default()
    };
    // What the document names comes before what is named after its place.
    let mut types = vec![String::new(); api.types.len()];
    for own in [true, false] {
        for ((_, def), name) in api.types().zip(&mut types) {
            if def.parent.is_none() == own {
                *name = scope.take(&camel(&def.name));
            }
        }
    }
    names.types = types;
    names.modules = modules(api);
    members(api, &mut names);
    sides.of(Side::Api).0 = scope;
    for operation in &api.operations {
        let (scope, _, methods) = sides.of(api.side(operation));
        let method = methods.take(&snake(&operation.id));
        let wish = camel(&operation.id);
        let request = scope.take(&wish);
        let fields = request_fields(operation);
        names.operations.push(OperationNames {
            outcome: when(operation.has_several_outputs(), || {
                scope.take(&format!("{wish}Outcome"))
            }),
            error: when(!operation.errors.is_empty(), || scope.take(&format!("{wish}Error"))),
            constants: constants(&operation.parameters, &fields),
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
    let (scope, ..) = sides.of(Side::Api);
    for set in &api.headers {
        let mut fields = Scope::default();
        let fields = set.headers.iter().map(|header| fields.take(&snake(&header.name)));
        let fields: Vec<String> = fields.collect();
        let name = scope.take(&format!("{}Headers", camel(&set.name)));
        let constants = constants(&set.headers, &fields);
        names.headers.push(HeaderNames { name, fields, constants });
    }
    let mut schemes = Scope::default();
    let mut credentials = Scope::reserving(&[
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

/// The name of what an operation may not have; empty when it has not.
fn when(has: bool, name: impl FnOnce() -> String) -> String {
    if has { name() } else { String::new() }
}

fn package(title: &str) -> String {
    let name = kebab(title);
    if name.ends_with("-api") { name } else { format!("{name}-api") }
}

/// A type without a name of its own lives with the one that it was found in.
fn modules(api: &Api) -> Vec<String> {
    let mut scope = Scope::default();
    let mut modules = vec![String::new(); api.types.len()];
    for ((_, def), module) in api.types().zip(&mut modules) {
        if def.parent.is_none() {
            *module = scope.take(&snake(&def.name));
        }
    }
    for (index, (_, def)) in api.types().enumerate() {
        let mut root = def.parent;
        while let Some(parent) = root.and_then(|id| api.ty(id).parent) {
            root = Some(parent);
        }
        let home = root.and_then(|id| modules.get(id.0 as usize).cloned());
        if let (Some(home), Some(module)) = (home, modules.get_mut(index)) {
            *module = home;
        }
    }
    modules
}

fn members(api: &Api, names: &mut Names) {
    for (id, def) in api.types() {
        let mut scope = Scope::default();
        let members = match &def.shape {
            Shape::Struct(shape) => {
                let fields: Vec<String> =
                    shape.fields.iter().map(|field| scope.take(&snake(&field.name))).collect();
                let rest = match shape.rest {
                    crate::api::Rest::Typed(_) => "additional",
                    _ => "unknown",
                };
                names.rest.insert(id, scope.take(rest));
                fields
            }
            Shape::Enum(listed) => {
                let mut scope = Scope::reserving(&["Unknown"]);
                let wish = |value: &crate::api::EnumValue| {
                    camel(value.name.as_deref().unwrap_or(&value.text))
                };
                listed.values.iter().map(|value| scope.take(&wish(value))).collect()
            }
            Shape::Union(union) => {
                union.variants.iter().map(|variant| scope.take(&camel(&variant.name))).collect()
            }
            Shape::Alias(_) => Vec::new(),
        };
        names.members.push(members);
    }
}

fn request_fields(operation: &crate::api::Operation) -> Vec<String> {
    let mut scope = Scope::default();
    if operation.body.is_some() {
        scope.take("body");
    }
    let mut fields: Vec<String> =
        operation.parameters.iter().map(|parameter| scope.take(&snake(&parameter.name))).collect();
    if operation.body.is_some() {
        fields.push("body".to_owned());
    }
    fields
}

/// The constants of the parameters: their fields in capitals, of which different ones may have the same.
fn constants(parameters: &[crate::api::Parameter], fields: &[String]) -> Vec<String> {
    let mut scope = Scope::default();
    let parameters = parameters.iter().zip(fields);
    parameters.map(|(_, field)| scope.take(&field.to_uppercase())).collect()
}
