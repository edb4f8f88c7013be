//! Streams of events: server-sent events (WHATWG HTML, section 9.2), JSON lines, and JSON text sequences (RFC 7464).

use std::fmt::Write as _;

use counterpart_generator::api::{Events, Framing};

use super::Sampler;
use super::style::scalar;

/// Returns the body of a stream.
pub(super) fn body(sampler: &mut Sampler<'_, '_>, events: &Events) -> String {
    let end = *sampler.choices.of(&["\n", "\r\n", "\r"]);
    let mut text = String::new();
    for _ in 0..sampler.choices.below(4) {
        let data = sampler.value(&events.data);
        if let Some(texts) = &events.named {
            let name = data["event"].as_str().unwrap_or_default();
            let is_text = texts.iter().any(|text| text == name);
            let content = &data["data"];
            let content = if is_text { scalar(content) } else { content.to_string() };
            event(events.framing, &format!("event: {name}"), &content, end, &mut text);
            continue;
        }
        let data = if events.text { scalar(&data) } else { data.to_string() };
        let before = ["", ": a comment", "event: piece", "id: 7", "retry: 1500"];
        let before = *sampler.choices.of(&before);
        event(events.framing, before, &data, end, &mut text);
    }
    if let Some(mark) = &events.end {
        event(events.framing, "", mark, end, &mut text);
    }
    text
}

fn event(framing: Framing, before: &str, data: &str, end: &str, text: &mut String) {
    // Writing to a `String` cannot fail.
    match framing {
        Framing::Lines => drop(writeln!(text, "{data}")),
        Framing::Sequence => drop(writeln!(text, "\u{1e}{data}")),
        Framing::Sse => {
            if !before.is_empty() {
                let _ = write!(text, "{before}{end}");
            }
            for line in data.replace("\r\n", "\n").split(['\n', '\r']) {
                let _ = write!(text, "data: {line}{end}");
            }
            text.push_str(end);
        }
    }
}
