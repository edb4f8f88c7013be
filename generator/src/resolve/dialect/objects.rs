//! The tables of all objects but schemas, with the keywords of the versions 3.0 to 3.2.

use super::{Form, Keyword, Kind, Table, swagger};
use Form::{Any, Data, Flag, Many, Map, One, Text, TextMap, Texts};

/// An optional keyword.
pub(super) const fn maybe(name: &'static str, form: Form) -> Keyword {
    Keyword { name, form, needed: false }
}

/// A required keyword.
pub(super) const fn need(name: &'static str, form: Form) -> Keyword {
    Keyword { name, form, needed: true }
}

/// An object with fixed names only.
pub(super) const fn object(name: &'static str, keywords: &'static [Keyword]) -> Table {
    Table { name, keywords, members: None, referable: false }
}

/// An object with fixed names only, in whose place a reference is allowed.
pub(super) const fn referable(name: &'static str, keywords: &'static [Keyword]) -> Table {
    Table { name, keywords, members: None, referable: true }
}

/// An object whose names the author chooses, with values of one form.
pub(super) const fn map(name: &'static str, members: Form) -> Table {
    Table { name, keywords: &[], members: Some(members), referable: false }
}

/// Returns the table of any kind but a schema.
pub(super) fn table(kind: Kind) -> &'static Table {
    match kind {
        Kind::OpenApi => &OPEN_API,
        Kind::Info => &INFO,
        Kind::Contact => &CONTACT,
        Kind::License => &LICENSE,
        Kind::Server => &SERVER,
        Kind::ServerVariable => &SERVER_VARIABLE,
        Kind::Components => &COMPONENTS,
        Kind::Paths => &PATHS,
        Kind::PathItem => &PATH_ITEM,
        Kind::Operation => &OPERATION,
        Kind::ExternalDocs => &EXTERNAL_DOCS,
        Kind::Parameter => &PARAMETER,
        Kind::RequestBody => &REQUEST_BODY,
        Kind::MediaType => &MEDIA_TYPE,
        Kind::Encoding => &ENCODING,
        Kind::Responses => &RESPONSES,
        Kind::Response => &RESPONSE,
        Kind::Callback => &CALLBACK,
        Kind::Example => &EXAMPLE,
        Kind::Link => &LINK,
        Kind::Header => &HEADER,
        Kind::Tag => &TAG,
        Kind::Schema => &super::schema::SCHEMA,
        Kind::Discriminator => &DISCRIMINATOR,
        Kind::Xml => &XML,
        Kind::SecurityScheme => &SECURITY_SCHEME,
        Kind::OAuthFlows => &OAUTH_FLOWS,
        Kind::OAuthFlow => &OAUTH_FLOW,
        Kind::SecurityRequirement => &SECURITY_REQUIREMENT,
        _ => swagger::table(kind),
    }
}

static OPEN_API: Table = object(
    "the document",
    &[
        need("openapi", Text),
        need("info", One(Kind::Info)),
        maybe("servers", Many(Kind::Server)),
        maybe("paths", One(Kind::Paths)),
        maybe("webhooks", Map(Kind::PathItem)),
        maybe("components", One(Kind::Components)),
        maybe("security", Many(Kind::SecurityRequirement)),
        maybe("tags", Many(Kind::Tag)),
        maybe("externalDocs", One(Kind::ExternalDocs)),
        maybe("jsonSchemaDialect", Text),
        maybe("$self", Text),
    ],
);

static INFO: Table = object(
    "`info`",
    &[
        need("title", Text),
        need("version", Text),
        maybe("summary", Text),
        maybe("description", Text),
        maybe("termsOfService", Text),
        maybe("contact", One(Kind::Contact)),
        maybe("license", One(Kind::License)),
    ],
);

static CONTACT: Table =
    object("a contact", &[maybe("name", Text), maybe("url", Text), maybe("email", Text)]);

static LICENSE: Table =
    object("a licence", &[need("name", Text), maybe("identifier", Text), maybe("url", Text)]);

static SERVER: Table = object(
    "a server",
    &[
        need("url", Text),
        maybe("name", Text),
        maybe("description", Text),
        maybe("variables", Map(Kind::ServerVariable)),
    ],
);

static SERVER_VARIABLE: Table = object(
    "a server variable",
    &[need("default", Text), maybe("enum", Texts), maybe("description", Text)],
);

static COMPONENTS: Table = object(
    "`components`",
    &[
        maybe("schemas", Map(Kind::Schema)),
        maybe("responses", Map(Kind::Response)),
        maybe("parameters", Map(Kind::Parameter)),
        maybe("examples", Map(Kind::Example)),
        maybe("requestBodies", Map(Kind::RequestBody)),
        maybe("headers", Map(Kind::Header)),
        maybe("securitySchemes", Map(Kind::SecurityScheme)),
        maybe("links", Map(Kind::Link)),
        maybe("callbacks", Map(Kind::Callback)),
        maybe("pathItems", Map(Kind::PathItem)),
        maybe("mediaTypes", Map(Kind::MediaType)),
    ],
);

static PATHS: Table = map("`paths`", One(Kind::PathItem));

static PATH_ITEM: Table = referable(
    "a path",
    &[
        maybe("$ref", Text),
        maybe("summary", Text),
        maybe("description", Text),
        maybe("get", One(Kind::Operation)),
        maybe("put", One(Kind::Operation)),
        maybe("post", One(Kind::Operation)),
        maybe("delete", One(Kind::Operation)),
        maybe("options", One(Kind::Operation)),
        maybe("head", One(Kind::Operation)),
        maybe("patch", One(Kind::Operation)),
        maybe("trace", One(Kind::Operation)),
        maybe("query", One(Kind::Operation)),
        maybe("additionalOperations", Map(Kind::Operation)),
        maybe("servers", Many(Kind::Server)),
        maybe("parameters", Many(Kind::Parameter)),
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
        maybe("parameters", Many(Kind::Parameter)),
        maybe("requestBody", One(Kind::RequestBody)),
        maybe("responses", One(Kind::Responses)),
        maybe("callbacks", Map(Kind::Callback)),
        maybe("deprecated", Flag),
        maybe("security", Many(Kind::SecurityRequirement)),
        maybe("servers", Many(Kind::Server)),
    ],
);

static EXTERNAL_DOCS: Table =
    object("`externalDocs`", &[need("url", Text), maybe("description", Text)]);

static PARAMETER: Table = referable(
    "a parameter",
    &[
        need("name", Text),
        need("in", Text),
        maybe("description", Text),
        maybe("required", Flag),
        maybe("deprecated", Flag),
        maybe("allowEmptyValue", Flag),
        maybe("style", Text),
        maybe("explode", Flag),
        maybe("allowReserved", Flag),
        maybe("schema", One(Kind::Schema)),
        maybe("content", Map(Kind::MediaType)),
        maybe("example", Any),
        maybe("examples", Map(Kind::Example)),
    ],
);

static REQUEST_BODY: Table = referable(
    "a request body",
    &[need("content", Map(Kind::MediaType)), maybe("description", Text), maybe("required", Flag)],
);

static MEDIA_TYPE: Table = referable(
    "a media type",
    &[
        maybe("schema", One(Kind::Schema)),
        maybe("itemSchema", One(Kind::Schema)),
        maybe("example", Any),
        maybe("examples", Map(Kind::Example)),
        maybe("encoding", Map(Kind::Encoding)),
        maybe("prefixEncoding", Many(Kind::Encoding)),
        maybe("itemEncoding", One(Kind::Encoding)),
    ],
);

static ENCODING: Table = object(
    "an encoding",
    &[
        maybe("contentType", Text),
        maybe("headers", Map(Kind::Header)),
        maybe("style", Text),
        maybe("explode", Flag),
        maybe("allowReserved", Flag),
        maybe("encoding", Map(Kind::Encoding)),
        maybe("prefixEncoding", Many(Kind::Encoding)),
        maybe("itemEncoding", One(Kind::Encoding)),
    ],
);

static RESPONSES: Table = map("`responses`", One(Kind::Response));

static RESPONSE: Table = referable(
    "a response",
    &[
        maybe("description", Text),
        maybe("summary", Text),
        maybe("headers", Map(Kind::Header)),
        maybe("content", Map(Kind::MediaType)),
        maybe("links", Map(Kind::Link)),
    ],
);

static CALLBACK: Table = Table { referable: true, ..map("a callback", One(Kind::PathItem)) };

static EXAMPLE: Table = referable(
    "an example",
    &[
        maybe("summary", Text),
        maybe("description", Text),
        maybe("value", Any),
        maybe("dataValue", Any),
        maybe("serializedValue", Text),
        maybe("externalValue", Text),
    ],
);

static LINK: Table = referable(
    "a link",
    &[
        maybe("operationRef", Text),
        maybe("operationId", Text),
        maybe("parameters", Data),
        maybe("requestBody", Any),
        maybe("description", Text),
        maybe("server", One(Kind::Server)),
    ],
);

static HEADER: Table = referable(
    "a header",
    &[
        maybe("description", Text),
        maybe("required", Flag),
        maybe("deprecated", Flag),
        maybe("allowEmptyValue", Flag),
        maybe("style", Text),
        maybe("explode", Flag),
        maybe("allowReserved", Flag),
        maybe("schema", One(Kind::Schema)),
        maybe("content", Map(Kind::MediaType)),
        maybe("example", Any),
        maybe("examples", Map(Kind::Example)),
    ],
);

static TAG: Table = object(
    "a tag",
    &[
        need("name", Text),
        maybe("summary", Text),
        maybe("description", Text),
        maybe("externalDocs", One(Kind::ExternalDocs)),
        maybe("parent", Text),
        maybe("kind", Text),
    ],
);

static DISCRIMINATOR: Table = object(
    "a discriminator",
    &[need("propertyName", Text), maybe("mapping", TextMap), maybe("defaultMapping", Text)],
);

static XML: Table = object(
    "`xml`",
    &[
        maybe("name", Text),
        maybe("namespace", Text),
        maybe("prefix", Text),
        maybe("attribute", Flag),
        maybe("wrapped", Flag),
        maybe("nodeType", Text),
    ],
);

static SECURITY_SCHEME: Table = referable(
    "a security scheme",
    &[
        need("type", Text),
        maybe("description", Text),
        maybe("name", Text),
        maybe("in", Text),
        maybe("scheme", Text),
        maybe("bearerFormat", Text),
        maybe("flows", One(Kind::OAuthFlows)),
        maybe("openIdConnectUrl", Text),
        maybe("oauth2MetadataUrl", Text),
        maybe("deprecated", Flag),
    ],
);

static OAUTH_FLOWS: Table = object(
    "`flows`",
    &[
        maybe("implicit", One(Kind::OAuthFlow)),
        maybe("password", One(Kind::OAuthFlow)),
        maybe("clientCredentials", One(Kind::OAuthFlow)),
        maybe("authorizationCode", One(Kind::OAuthFlow)),
        maybe("deviceAuthorization", One(Kind::OAuthFlow)),
    ],
);

static OAUTH_FLOW: Table = object(
    "an OAuth flow",
    &[
        need("scopes", TextMap),
        maybe("authorizationUrl", Text),
        maybe("deviceAuthorizationUrl", Text),
        maybe("tokenUrl", Text),
        maybe("refreshUrl", Text),
    ],
);

static SECURITY_REQUIREMENT: Table = map("a security requirement", Texts);
