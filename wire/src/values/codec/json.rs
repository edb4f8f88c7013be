//! Free-form JSON: any value as `serde_json::Value`.

use serde_json::{Map, Value as Json};

use super::tape::Number;
use super::{Decode, Kind, Object, Report, Value};

impl Value<'_> {
    /// Converts the value to free-form JSON. Parameter text becomes a string.
    pub fn to_json(self) -> Json {
        if let Some(number) = self.number() {
            return match number {
                Number::Int(value) => Json::from(value),
                Number::UInt(value) => Json::from(value),
                Number::Float(value) => Json::from(value),
            };
        }
        match self.kind() {
            Kind::List => Json::Array(self.items().map(Value::to_json).collect()),
            Kind::Object => Json::Object(
                Object::new(self)
                    .entries()
                    .map(|(key, value)| (key.into_owned(), value.to_json()))
                    .collect::<Map<_, _>>(),
            ),
            Kind::Bool => Json::from(self.boolean()),
            _ => self.text().map_or(Json::Null, |text| Json::String(text.into_owned())),
        }
    }
}

impl Decode for Json {
    fn decode(value: Value<'_>, _: &mut Report) -> Option<Self> {
        Some(value.to_json())
    }
}
