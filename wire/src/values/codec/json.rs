//! Free-form JSON: any value as `serde_json::Value`.

use serde_json::{Map, Number, Value as Json};

use super::{Decode, Object, Report, Token, Value};

impl Value<'_> {
    /// Converts the value to free-form JSON. Parameter text becomes a string.
    pub fn to_json(self) -> Json {
        match self.token() {
            Token::Null => Json::Null,
            Token::Bool(value) => Json::Bool(*value),
            Token::Int(value) => Json::from(*value),
            Token::UInt(value) => Json::from(*value),
            Token::Float(value) => Number::from_f64(*value).map_or(Json::Null, Json::Number),
            Token::Text(text) | Token::Raw(text) | Token::Key(text) => {
                Json::String(text.clone().into_owned())
            }
            Token::List { .. } => Json::Array(self.items().map(Value::to_json).collect()),
            Token::Object { .. } => Json::Object(
                Object::new(self)
                    .entries()
                    .map(|(key, value)| (key.to_owned(), value.to_json()))
                    .collect::<Map<_, _>>(),
            ),
        }
    }
}

impl Decode for Json {
    fn decode(value: Value<'_>, _: &mut Report) -> Option<Self> {
        Some(value.to_json())
    }
}
