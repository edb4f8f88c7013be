//! Tests of the JSON reader against `serde_json`: the same verdict, value and error for any text.

mod changed;
mod kinds;

use counterpart_wire::{Decode, Encode, Json, Map, Report, Tape, Unknown, Value, Writer};

/// An object whose properties are all unknown.
struct Open(Unknown);

impl Decode for Open {
    fn decode(value: Value<'_>, report: &mut Report) -> Option<Self> {
        value.object(report).map(|object| Self(object.unknown(&[])))
    }
}

impl Encode for Open {
    fn encode(&self, to: &mut Writer) {
        to.begin_object();
        to.unknown(&self.0);
        to.end_object();
    }
}

/// Reads a text in each way there is, and compares the outcomes with those of `serde_json`. Returns whether it is valid.
fn agrees(text: &[u8]) -> bool {
    let expected = serde_json::from_slice::<Json>(text);
    let shown = || String::from_utf8_lossy(text).into_owned();
    match (Tape::parse(text), expected) {
        (Ok(tape), Ok(expected)) => {
            let read = tape.root().to_json();
            assert!(same(&read, &expected), "{}\n{read}\n{expected}", shown());
            if let Json::Object(fields) = &expected {
                let fields: Map<Json> = fields.clone().into_iter().collect();
                let typed: Map<Json> = counterpart_wire::from_json(text).expect("an object");
                assert!(typed.iter().eq(fields.iter()), "{}", shown());
                let open: Open = counterpart_wire::from_json(text).expect("an object");
                // As text, before it is looked at.
                let sent = counterpart_wire::to_json(&open);
                let sent: Json = serde_json::from_slice(&sent).expect("JSON is sent");
                assert!(same(&sent, &expected), "{}\n{sent}", shown());
                assert!(open.0.iter().eq(fields.iter().map(|(key, value)| (&**key, value))));
            }
            true
        }
        (Err(found), Err(expected)) => {
            assert_eq!(found.to_string(), format!("invalid JSON: {expected}"), "{}", shown());
            false
        }
        (read, expected) => panic!(
            "{}\nread: {:?}\nserde_json: {expected:?}",
            shown(),
            read.map(|tape| tape.root().to_json())
        ),
    }
}

/// Compares floats by their bits, so that `-0.0` is not `0.0`.
fn same(one: &Json, other: &Json) -> bool {
    let bits =
        |number: &serde_json::Number| number.is_f64().then(|| number.as_f64().map(f64::to_bits));
    match (one, other) {
        (Json::Number(one), Json::Number(other)) => one == other && bits(one) == bits(other),
        (Json::Array(one), Json::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Json::Object(one), Json::Object(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|((key, one), (name, other))| key == name && same(one, other))
        }
        _ => one == other,
    }
}

/// Shows a result with `--nocapture`.
#[allow(clippy::print_stdout)]
fn note(text: &str) {
    println!("{text}");
}
