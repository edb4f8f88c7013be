//! Parses the text of a rule into a list of schemas that refer to each other by index.

use std::collections::BTreeMap;

use serde_json::{Map, Number, Value as Json};

use super::equal::Values;
use crate::values::budget::Steps;
use crate::values::format::Format;
use crate::values::pattern;

/// All schemas of a rule. The first is the rule itself.
#[derive(Debug, Default)]
pub(super) struct Schemas {
    all: Vec<Schema>,
    /// Whether a schema asks which properties or items others have evaluated.
    pub(super) tracks: bool,
}

/// The index of a schema in the list.
pub(super) type Place = usize;

/// The keywords of a schema.
#[derive(Debug, Default)]
pub(super) struct Schema {
    /// The schema `false`: no value is valid.
    pub(super) never: bool,
    pub(super) reference: Option<Place>,
    pub(super) types: Option<Vec<String>>,
    pub(super) values: Option<Values>,
    pub(super) minimum: Option<Number>,
    pub(super) maximum: Option<Number>,
    pub(super) above: Option<Number>,
    pub(super) below: Option<Number>,
    pub(super) step: Option<f64>,
    pub(super) min_length: Option<usize>,
    pub(super) max_length: Option<usize>,
    pub(super) pattern: Option<Expression>,
    pub(super) format: Option<Format>,
    pub(super) min_items: Option<usize>,
    pub(super) max_items: Option<usize>,
    pub(super) unique: bool,
    pub(super) prefix: Vec<Place>,
    pub(super) items: Option<Place>,
    pub(super) contains: Option<Place>,
    pub(super) min_contains: Option<usize>,
    pub(super) max_contains: Option<usize>,
    pub(super) unevaluated_items: Option<Place>,
    pub(super) min_properties: Option<usize>,
    pub(super) max_properties: Option<usize>,
    pub(super) required: Vec<String>,
    pub(super) properties: BTreeMap<String, Place>,
    pub(super) patterns: Vec<(Expression, Place)>,
    pub(super) additional: Option<Place>,
    pub(super) names: Option<Place>,
    pub(super) needs: Vec<(String, Vec<String>)>,
    pub(super) dependents: Vec<(String, Place)>,
    pub(super) unevaluated_properties: Option<Place>,
    pub(super) all_of: Vec<Place>,
    pub(super) any_of: Option<Vec<Place>>,
    pub(super) one_of: Option<Vec<Place>>,
    pub(super) not: Option<Place>,
    pub(super) condition: Option<(Place, Option<Place>, Option<Place>)>,
}

impl Schema {
    /// Returns whether a keyword looks at the characters of a string.
    pub(super) fn looks_at_text(&self) -> bool {
        let has_length = self.min_length.is_some() || self.max_length.is_some();
        has_length || self.pattern.is_some() || self.format.is_some()
    }
}

/// A regular expression with its source.
#[derive(Debug)]
pub(super) struct Expression {
    pub(super) source: String,
    compiled: Option<pattern::Expression>,
}

impl Expression {
    fn new(source: &str) -> Self {
        Self { source: source.to_owned(), compiled: pattern::Expression::new(source) }
    }

    /// Returns whether `text` contains a match; `None` if that takes too many steps. An expression that cannot be
    /// compiled matches every text.
    pub(super) fn matches(&self, text: &str, steps: &mut Steps) -> Option<bool> {
        if text.len() > pattern::Pattern::LONGEST {
            return Some(false);
        }
        let Some(compiled) = &self.compiled else { return Some(true) };
        compiled.is_match(text, steps)
    }
}

impl Schemas {
    /// Parses a rule. Only the generator writes rules, so that anything unexpected is ignored.
    pub(super) fn read(source: &str) -> Self {
        let Ok(root) = serde_json::from_str::<Json>(source) else { return Self::default() };
        let mut reader = Reader { schemas: Vec::new(), definitions: BTreeMap::new() };
        reader.reserve();
        let definitions = root.get("$defs").and_then(Json::as_object);
        for name in definitions.into_iter().flat_map(Map::keys) {
            let place = reader.reserve();
            reader.definitions.insert(format!("#/$defs/{name}"), place);
        }
        for (name, schema) in definitions.into_iter().flatten() {
            if let Some(place) = reader.definitions.get(&format!("#/$defs/{name}")).copied() {
                reader.fill(place, schema);
            }
        }
        reader.fill(0, &root);
        let tracks = reader.schemas.iter().any(|schema| {
            schema.unevaluated_items.is_some() || schema.unevaluated_properties.is_some()
        });
        Self { all: reader.schemas, tracks }
    }

    pub(super) fn get(&self, place: Place) -> Option<&Schema> {
        self.all.get(place)
    }
}

struct Reader {
    schemas: Vec<Schema>,
    definitions: BTreeMap<String, Place>,
}

impl Reader {
    fn reserve(&mut self) -> Place {
        self.schemas.push(Schema::default());
        self.schemas.len() - 1
    }

    fn put(&mut self, schema: &Json) -> Place {
        let place = self.reserve();
        self.fill(place, schema);
        place
    }

    fn fill(&mut self, place: Place, schema: &Json) {
        let schema = match schema {
            Json::Object(keywords) => self.schema(keywords),
            Json::Bool(false) => Schema { never: true, ..Schema::default() },
            _ => Schema::default(),
        };
        if let Some(slot) = self.schemas.get_mut(place) {
            *slot = schema;
        }
    }

    fn one(&mut self, keywords: &Map<String, Json>, key: &str) -> Option<Place> {
        keywords.get(key).map(|schema| self.put(schema))
    }

    fn many(&mut self, keywords: &Map<String, Json>, key: &str) -> Option<Vec<Place>> {
        let schemas = keywords.get(key)?.as_array()?;
        Some(schemas.iter().map(|schema| self.put(schema)).collect())
    }

    fn map(&mut self, keywords: &Map<String, Json>, key: &str) -> Vec<(String, Place)> {
        let schemas = keywords.get(key).and_then(Json::as_object).into_iter().flatten();
        schemas.map(|(name, schema)| (name.clone(), self.put(schema))).collect()
    }

    fn schema(&mut self, keywords: &Map<String, Json>) -> Schema {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // `2.0` is a count too
        let count = |key: &str| {
            let number = keywords.get(key)?;
            number.as_f64().map(|value| value as usize)
        };
        let number = |key: &str| keywords.get(key).and_then(Json::as_number).cloned();
        let texts = |value: &Json| -> Vec<String> {
            let items = value.as_array().into_iter().flatten();
            items.filter_map(Json::as_str).map(str::to_owned).collect()
        };
        let constant = keywords.get("const").map(|value| vec![value.clone()]);
        let condition = self.one(keywords, "if");
        let then = self.one(keywords, "then");
        let otherwise = self.one(keywords, "else");
        let reference = keywords.get("$ref").and_then(Json::as_str);
        let patterns = self.map(keywords, "patternProperties").into_iter();
        let needs = keywords.get("dependentRequired").and_then(Json::as_object);
        Schema {
            never: false,
            reference: reference.and_then(|name| self.definitions.get(name).copied()),
            types: keywords.get("type").map(|types| match types {
                Json::String(name) => vec![name.clone()],
                several => texts(several),
            }),
            values: constant.or_else(|| keywords.get("enum")?.as_array().cloned()).map(Values::new),
            minimum: number("minimum"),
            maximum: number("maximum"),
            above: number("exclusiveMinimum"),
            below: number("exclusiveMaximum"),
            step: keywords.get("multipleOf").and_then(Json::as_f64).filter(|step| *step > 0.0),
            min_length: count("minLength"),
            max_length: count("maxLength"),
            pattern: keywords.get("pattern").and_then(Json::as_str).map(Expression::new),
            format: keywords.get("format").and_then(Json::as_str).and_then(Format::of),
            min_items: count("minItems"),
            max_items: count("maxItems"),
            unique: keywords.get("uniqueItems").and_then(Json::as_bool).unwrap_or_default(),
            prefix: self.many(keywords, "prefixItems").unwrap_or_default(),
            items: self.one(keywords, "items"),
            contains: self.one(keywords, "contains"),
            min_contains: count("minContains"),
            max_contains: count("maxContains"),
            unevaluated_items: self.one(keywords, "unevaluatedItems"),
            min_properties: count("minProperties"),
            max_properties: count("maxProperties"),
            required: keywords.get("required").map(texts).unwrap_or_default(),
            properties: self.map(keywords, "properties").into_iter().collect(),
            patterns: patterns.map(|(name, place)| (Expression::new(&name), place)).collect(),
            additional: self.one(keywords, "additionalProperties"),
            names: self.one(keywords, "propertyNames"),
            needs: needs
                .into_iter()
                .flatten()
                .map(|(name, needed)| (name.clone(), texts(needed)))
                .collect(),
            dependents: self.map(keywords, "dependentSchemas"),
            unevaluated_properties: self.one(keywords, "unevaluatedProperties"),
            all_of: self.many(keywords, "allOf").unwrap_or_default(),
            any_of: self.many(keywords, "anyOf"),
            one_of: self.many(keywords, "oneOf"),
            not: self.one(keywords, "not"),
            condition: condition.map(|condition| (condition, then, otherwise)),
        }
    }
}
