//! Server-sent events whose name is a part of their value: an enum by event name.
//!
//! The value is an object with the fields `event` and `data`. A stream takes it apart, and puts it together again.

use super::Event;
use crate::values::codec::{Decode, Encode, Object, Report, Tape, decode_into, to_json};

/// The name of an event that has none (WHATWG HTML, section 9.2.6).
const MESSAGE: &str = "message";

/// Decodes an event. The data of the events `texts` is plain text, that of all others is JSON.
pub(super) fn read<T: Decode>(
    texts: &[&str],
    event: &Event<String>,
    report: &mut Report,
) -> Option<T> {
    let name = event.name.as_deref().unwrap_or(MESSAGE);
    let mut data = event.data.clone().into_bytes();
    if texts.contains(&name) {
        data = to_json(&event.data);
    } else if let Err(error) = Tape::parse(&data) {
        // An event of a later version may have any text.
        if !report.is_lenient() {
            report.here("json", error.to_string());
            return None;
        }
        data = to_json(&event.data);
    }
    let mut json = br#"{"event":"#.to_vec();
    json.extend(to_json(&name));
    json.extend(br#","data":"#);
    json.extend(data);
    json.push(b'}');
    decode_into(&json, report)
}

/// Returns the name and the data of an event.
pub(super) fn write(texts: &[&str], value: &impl Encode) -> (Option<String>, String) {
    let json = to_json(value);
    let Ok(tape) = Tape::parse(&json) else { return (None, String::new()) };
    let (mut name, mut data) = (None, String::new());
    for (key, value) in Object::new(tape.root()).entries() {
        let text = value.text();
        match &*key {
            "event" => name = text.map(std::borrow::Cow::into_owned),
            "data" => {
                let is_text = name.as_deref().is_some_and(|name| texts.contains(&name));
                data = match text.filter(|_| is_text) {
                    Some(text) => text.into_owned(),
                    None => value.to_json().to_string(),
                };
            }
            _ => {}
        }
    }
    (name, data)
}
