//! What everything is called in Rust. Each name is made here, once, in the scope that it must be unique in.

use std::collections::BTreeMap;

use super::ident::{camel, kebab, shouty, snake};
use super::scope::Scope;
use crate::api::{Api, Shape, Status, TypeId};
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
    /// The traits, by tag.
    pub traits: Vec<String>,
    /// The modules of the operations, by tag.
    pub tags: Vec<String>,
    /// The security schemes.
    pub schemes: Vec<String>,
    /// The methods that give a client's builder a credential, by scheme.
    pub credentials: Vec<String>,
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
    let mut scope = Scope::reserving(PRELUDE);
    let mut traits = Vec::new();
    let mut tag_modules = Scope::default();
    let mut tags = Vec::new();
    for tag in &api.tags {
        traits.push(scope.take(&format!("{}Api", camel(&tag.name).trim_end_matches("Api"))));
        tags.push(tag_modules.take(&snake(&tag.name)));
    }
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
    let mut methods = Scope::reserving(&["builder", "clone", "fmt"]);
    for operation in &api.operations {
        let method = methods.take(&snake(&operation.id));
        let wish = camel(&operation.id);
        let request = scope.take(&wish);
        let fields = request_fields(operation);
        names.operations.push(OperationNames {
            outcome: when(operation.has_several_outputs(), || {
                scope.take(&format!("{wish}Outcome"))
            }),
            error: when(!operation.errors.is_empty(), || scope.take(&format!("{wish}Error"))),
            constants: constants(operation, &fields),
            fields,
            outputs: statuses(operation.outputs.iter().map(|response| response.status)),
            errors: statuses(operation.errors.iter().map(|response| response.status)),
            method,
            walk: String::new(),
            request,
        });
    }
    for (operation, named) in api.operations.iter().zip(&mut names.operations) {
        named.walk = when(operation.paging.is_some(), || {
            methods.take(&format!("{}_all", named.method.trim_start_matches("r#")))
        });
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
fn constants(operation: &crate::api::Operation, fields: &[String]) -> Vec<String> {
    let mut scope = Scope::default();
    let parameters = operation.parameters.iter().zip(fields);
    parameters.map(|(_, field)| scope.take(&field.to_uppercase())).collect()
}

fn statuses(found: impl Iterator<Item = Status>) -> Vec<String> {
    let mut scope = Scope::default();
    found
        .map(|status| match status {
            Status::Code(code) => scope.take(&reason(code)),
            Status::Range(digit) => scope.take(match digit {
                1 => "Informational",
                2 => "Successful",
                3 => "Redirection",
                4 => "ClientError",
                _ => "ServerError",
            }),
            Status::Default => scope.take("Other"),
        })
        .collect()
}

/// The reason phrase of a status (IANA, HTTP Status Code Registry), as a name.
fn reason(code: u16) -> String {
    let phrase = match code {
        100 => "Continue",
        101 => "SwitchingProtocols",
        102 => "Processing",
        103 => "EarlyHints",
        200 => "Ok",
        201 => "Created",
        202 => "Accepted",
        203 => "NonAuthoritativeInformation",
        204 => "NoContent",
        205 => "ResetContent",
        206 => "PartialContent",
        207 => "MultiStatus",
        208 => "AlreadyReported",
        226 => "ImUsed",
        300 => "MultipleChoices",
        301 => "MovedPermanently",
        302 => "Found",
        303 => "SeeOther",
        304 => "NotModified",
        307 => "TemporaryRedirect",
        308 => "PermanentRedirect",
        400 => "BadRequest",
        401 => "Unauthorized",
        402 => "PaymentRequired",
        403 => "Forbidden",
        404 => "NotFound",
        405 => "MethodNotAllowed",
        406 => "NotAcceptable",
        407 => "ProxyAuthenticationRequired",
        408 => "RequestTimeout",
        409 => "Conflict",
        410 => "Gone",
        411 => "LengthRequired",
        412 => "PreconditionFailed",
        413 => "ContentTooLarge",
        414 => "UriTooLong",
        415 => "UnsupportedMediaType",
        416 => "RangeNotSatisfiable",
        417 => "ExpectationFailed",
        421 => "MisdirectedRequest",
        422 => "UnprocessableContent",
        423 => "Locked",
        424 => "FailedDependency",
        425 => "TooEarly",
        426 => "UpgradeRequired",
        428 => "PreconditionRequired",
        429 => "TooManyRequests",
        431 => "RequestHeaderFieldsTooLarge",
        451 => "UnavailableForLegalReasons",
        500 => "InternalServerError",
        501 => "NotImplemented",
        502 => "BadGateway",
        503 => "ServiceUnavailable",
        504 => "GatewayTimeout",
        505 => "HttpVersionNotSupported",
        507 => "InsufficientStorage",
        508 => "LoopDetected",
        511 => "NetworkAuthenticationRequired",
        _ => return format!("Status{code}"),
    };
    phrase.to_owned()
}
