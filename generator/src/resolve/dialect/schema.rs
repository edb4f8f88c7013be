//! The schema object: JSON Schema 2020-12, and what OpenAPI adds.

use super::objects::{maybe, object};
use super::{Form, Keyword, Kind, Table};

pub(super) static SCHEMA: Table = Table { referable: true, ..object("a schema", SCHEMA_KEYWORDS) };

const ONE: Form = Form::One(Kind::Schema);
const MANY: Form = Form::Many(Kind::Schema);
const MAP: Form = Form::Map(Kind::Schema);

/// The usual ones first, since they are searched in this order.
const SCHEMA_KEYWORDS: &[Keyword] = &[
    maybe("type", Form::Types),
    maybe("$ref", Form::Text),
    maybe("description", Form::Text),
    maybe("properties", MAP),
    maybe("items", ONE),
    maybe("required", Form::Texts),
    maybe("examples", Form::List),
    maybe("format", Form::Text),
    maybe("enum", Form::List),
    maybe("title", Form::Text),
    maybe("default", Form::Any),
    maybe("allOf", MANY),
    maybe("anyOf", MANY),
    maybe("oneOf", MANY),
    maybe("additionalProperties", ONE),
    maybe("minimum", Form::Number),
    maybe("maximum", Form::Number),
    maybe("minLength", Form::Count),
    maybe("maxLength", Form::Count),
    maybe("pattern", Form::Text),
    maybe("const", Form::Any),
    maybe("readOnly", Form::Flag),
    maybe("writeOnly", Form::Flag),
    maybe("deprecated", Form::Flag),
    maybe("minItems", Form::Count),
    maybe("maxItems", Form::Count),
    maybe("uniqueItems", Form::Flag),
    maybe("minProperties", Form::Count),
    maybe("maxProperties", Form::Count),
    maybe("exclusiveMinimum", Form::Number),
    maybe("exclusiveMaximum", Form::Number),
    maybe("multipleOf", Form::Number),
    maybe("not", ONE),
    maybe("if", ONE),
    maybe("then", ONE),
    maybe("else", ONE),
    maybe("prefixItems", MANY),
    maybe("contains", ONE),
    maybe("minContains", Form::Count),
    maybe("maxContains", Form::Count),
    maybe("patternProperties", MAP),
    maybe("propertyNames", ONE),
    maybe("dependentSchemas", MAP),
    maybe("dependentRequired", Form::TextsMap),
    maybe("unevaluatedItems", ONE),
    maybe("unevaluatedProperties", ONE),
    maybe("contentEncoding", Form::Text),
    maybe("contentMediaType", Form::Text),
    maybe("contentSchema", ONE),
    maybe("$comment", Form::Text),
    maybe("$defs", MAP),
    maybe("definitions", MAP),
    maybe("$id", Form::Text),
    maybe("$schema", Form::Text),
    maybe("$anchor", Form::Text),
    maybe("$dynamicRef", Form::Text),
    maybe("$dynamicAnchor", Form::Text),
    maybe("$vocabulary", Form::Data),
    maybe("discriminator", Form::One(Kind::Discriminator)),
    maybe("xml", Form::One(Kind::Xml)),
    maybe("externalDocs", Form::One(Kind::ExternalDocs)),
    maybe("example", Form::Any),
    // Of 3.0: raised where the document says so, named in a finding where it does not.
    maybe("nullable", Form::Flag),
];
