//! The tables of the objects of Swagger 2.0 that differ from those of 3.0. The others, such as schemas, are shared.

use super::objects::{map, maybe, need, object, referable};
use super::{Form, Kind, Table};
use Form::{Any, Count, Data, Flag, List, Many, Map, Number, One, Text, TextMap, Texts};

/// Returns the table of a kind that only Swagger 2.0 has.
pub(super) fn table(kind: Kind) -> &'static Table {
    match kind {
        Kind::PathsV2 => &PATHS,
        Kind::PathItemV2 => &PATH_ITEM,
        Kind::OperationV2 => &OPERATION,
        Kind::ParameterV2 => &PARAMETER,
        Kind::ItemsV2 => &ITEMS,
        Kind::ResponsesV2 => &RESPONSES,
        Kind::ResponseV2 => &RESPONSE,
        Kind::HeaderV2 => &HEADER,
        Kind::SecuritySchemeV2 => &SECURITY_SCHEME,
        _ => &SWAGGER,
    }
}

static SWAGGER: Table = object(
    "the document",
    &[
        need("swagger", Text),
        need("info", One(Kind::Info)),
        maybe("host", Text),
        maybe("basePath", Text),
        maybe("schemes", Texts),
        maybe("consumes", Texts),
        maybe("produces", Texts),
        need("paths", One(Kind::PathsV2)),
        maybe("definitions", Map(Kind::Schema)),
        maybe("parameters", Map(Kind::ParameterV2)),
        maybe("responses", Map(Kind::ResponseV2)),
        maybe("securityDefinitions", Map(Kind::SecuritySchemeV2)),
        maybe("security", Many(Kind::SecurityRequirement)),
        maybe("tags", Many(Kind::Tag)),
        maybe("externalDocs", One(Kind::ExternalDocs)),
    ],
);

static PATHS: Table = map("`paths`", One(Kind::PathItemV2));

static PATH_ITEM: Table = referable(
    "a path",
    &[
        maybe("$ref", Text),
        maybe("get", One(Kind::OperationV2)),
        maybe("put", One(Kind::OperationV2)),
        maybe("post", One(Kind::OperationV2)),
        maybe("delete", One(Kind::OperationV2)),
        maybe("options", One(Kind::OperationV2)),
        maybe("head", One(Kind::OperationV2)),
        maybe("patch", One(Kind::OperationV2)),
        maybe("parameters", Many(Kind::ParameterV2)),
    ],
);

static OPERATION: Table = object(
    "an operation",
    &[
        maybe("tags", Texts),
        maybe("summary", Text),
        maybe("description", Text),
        maybe("externalDocs", One(Kind::ExternalDocs)),
        maybe("operationId", Text),
        maybe("consumes", Texts),
        maybe("produces", Texts),
        maybe("parameters", Many(Kind::ParameterV2)),
        need("responses", One(Kind::ResponsesV2)),
        maybe("schemes", Texts),
        maybe("deprecated", Flag),
        maybe("security", Many(Kind::SecurityRequirement)),
    ],
);

static PARAMETER: Table = referable(
    "a parameter",
    &[
        need("name", Text),
        need("in", Text),
        maybe("description", Text),
        maybe("required", Flag),
        maybe("schema", One(Kind::Schema)),
        maybe("type", Text),
        maybe("format", Text),
        maybe("allowEmptyValue", Flag),
        maybe("items", One(Kind::ItemsV2)),
        maybe("collectionFormat", Text),
        maybe("default", Any),
        maybe("maximum", Number),
        maybe("exclusiveMaximum", Flag),
        maybe("minimum", Number),
        maybe("exclusiveMinimum", Flag),
        maybe("maxLength", Count),
        maybe("minLength", Count),
        maybe("pattern", Text),
        maybe("maxItems", Count),
        maybe("minItems", Count),
        maybe("uniqueItems", Flag),
        maybe("enum", List),
        maybe("multipleOf", Number),
    ],
);

static ITEMS: Table = object(
    "the items of a parameter",
    &[
        need("type", Text),
        maybe("format", Text),
        maybe("items", One(Kind::ItemsV2)),
        maybe("collectionFormat", Text),
        maybe("default", Any),
        maybe("maximum", Number),
        maybe("exclusiveMaximum", Flag),
        maybe("minimum", Number),
        maybe("exclusiveMinimum", Flag),
        maybe("maxLength", Count),
        maybe("minLength", Count),
        maybe("pattern", Text),
        maybe("maxItems", Count),
        maybe("minItems", Count),
        maybe("uniqueItems", Flag),
        maybe("enum", List),
        maybe("multipleOf", Number),
    ],
);

static RESPONSES: Table = map("`responses`", One(Kind::ResponseV2));

static RESPONSE: Table = referable(
    "a response",
    &[
        need("description", Text),
        maybe("schema", One(Kind::Schema)),
        maybe("headers", Map(Kind::HeaderV2)),
        maybe("examples", Data),
    ],
);

static HEADER: Table = Table {
    name: "a header",
    keywords: &[
        maybe("description", Text),
        maybe("type", Text),
        maybe("format", Text),
        maybe("items", One(Kind::ItemsV2)),
        maybe("collectionFormat", Text),
        maybe("default", Any),
        maybe("maximum", Number),
        maybe("exclusiveMaximum", Flag),
        maybe("minimum", Number),
        maybe("exclusiveMinimum", Flag),
        maybe("maxLength", Count),
        maybe("minLength", Count),
        maybe("pattern", Text),
        maybe("maxItems", Count),
        maybe("minItems", Count),
        maybe("uniqueItems", Flag),
        maybe("enum", List),
        maybe("multipleOf", Number),
    ],
    members: None,
    referable: true,
};

static SECURITY_SCHEME: Table = object(
    "a security scheme",
    &[
        need("type", Text),
        maybe("description", Text),
        maybe("name", Text),
        maybe("in", Text),
        maybe("flow", Text),
        maybe("authorizationUrl", Text),
        maybe("tokenUrl", Text),
        maybe("scopes", TextMap),
    ],
);
