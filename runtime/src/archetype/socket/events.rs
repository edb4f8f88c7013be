//! The events of a session. The type of a response event is that of the request event with the suffix `.response`.
//!
//! There is no model. A query gets a fixed response derived from its text, so that clients can be tested.

use archetype_api::wire::StringEnum;
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::archetype::sessions::Session;
use crate::store::Record;

/// The maximum number of unread outputs; older ones are dropped.
const WAITING: usize = 100;

/// The state of a connection.
#[derive(Debug, Default)]
pub(super) struct Heard {
    /// The unread responses to queries.
    outputs: Vec<Value>,
}

impl Heard {
    /// Returns the response to an event.
    pub(super) fn answer(
        &mut self,
        session: &Record<Session>,
        now: Timestamp,
        text: &[u8],
    ) -> Value {
        let event: Map<String, Value> = match serde_json::from_slice(text) {
            Ok(Value::Object(event)) => event,
            _ => return error("An event must be a JSON object."),
        };
        let Some(kind) = event.get("type").and_then(Value::as_str) else {
            return error("An event requires a type.");
        };
        let data = event.get("event_data").unwrap_or(&Value::Null);
        let data = match kind {
            "session.status" => status(session, now),
            "session.read" => json!({"events": std::mem::take(&mut self.outputs)}),
            "model.query" => {
                let output = json!({"response": [query(session, data)]});
                if self.outputs.len() == WAITING {
                    self.outputs.remove(0);
                }
                self.outputs.push(json!({"type": "inference.result", "event_data": output}));
                output
            }
            _ => json!({"is_valid": true}),
        };
        json!({"type": format!("{kind}.response"), "event_data": data})
    }
}

fn status(session: &Record<Session>, now: Timestamp) -> Value {
    json!({
        "session_id": session.id,
        "lens_id": session.value.lens,
        "session_status": session.value.status(now).as_str(),
    })
}

fn query(session: &Record<Session>, data: &Value) -> String {
    let parameters = session.value.config.get("model_parameters").unwrap_or(&Value::Null);
    let told = |name: &str| {
        let text = |from: &Value| from.get(name).and_then(Value::as_str).map(str::to_owned);
        text(data).or_else(|| text(parameters)).filter(|text| !text.is_empty())
    };
    let instruction = told("instruction").unwrap_or_else(|| "no instruction".to_owned());
    let focus = told("focus").map_or_else(String::new, |focus| format!(", with focus on {focus}"));
    let items = data.get("data").and_then(Value::as_array).map_or(0, Vec::len);
    format!("Looked at {items} items for: {instruction}{focus}")
}

fn error(message: &str) -> Value {
    json!({"type": "error", "errors": [{"code": "INVALID_REQUEST", "message": message}]})
}
