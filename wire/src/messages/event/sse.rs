//! Parses server-sent events from chunks (WHATWG HTML, section 9.2.6).

use std::time::Duration;

use bytes::{Buf as _, Bytes};

use super::Event;

/// Parser state between chunks.
#[derive(Debug, Default)]
pub(super) struct Sse {
    /// The incomplete line.
    line: Vec<u8>,
    /// Whether a line feed that comes next belongs to the previous line end.
    after_return: bool,
    /// Whether the first line has been read.
    begun: bool,
    data: Option<String>,
    name: String,
    id: Option<String>,
    retry: Option<Duration>,
    last_id: Option<String>,
}

impl Sse {
    /// Returns the next complete event. The rest of the data stays in `chunk`.
    pub(super) fn take(&mut self, chunk: &mut Bytes) -> Option<Event<String>> {
        while !chunk.is_empty() {
            if std::mem::take(&mut self.after_return) && chunk.first() == Some(&b'\n') {
                chunk.advance(1);
                continue;
            }
            let Some(end) = chunk.iter().position(|byte| matches!(byte, b'\n' | b'\r')) else {
                self.line.extend_from_slice(&std::mem::take(chunk));
                return None;
            };
            self.line.extend_from_slice(&chunk.split_to(end));
            self.after_return = chunk.get_u8() == b'\r';
            let line = std::mem::take(&mut self.line);
            if let Some(event) = self.line(&line) {
                return Some(event);
            }
        }
        None
    }

    /// Returns the size of the incomplete event, in bytes.
    pub(super) fn buffered(&self) -> usize {
        self.line.len() + self.data.as_ref().map_or(0, String::len)
    }

    pub(super) fn last_id(&self) -> Option<&str> {
        self.last_id.as_deref()
    }

    fn line(&mut self, line: &[u8]) -> Option<Event<String>> {
        let mark = b"\xEF\xBB\xBF";
        let first = !std::mem::replace(&mut self.begun, true);
        let line = if first { line.strip_prefix(mark).unwrap_or(line) } else { line };
        if line.is_empty() {
            return self.dispatch();
        }
        let text = String::from_utf8_lossy(line);
        let (field, value) = text.split_once(':').unwrap_or((&text, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "data" => match &mut self.data {
                Some(data) => {
                    data.push('\n');
                    data.push_str(value);
                }
                None => self.data = Some(value.to_owned()),
            },
            "event" => value.clone_into(&mut self.name),
            "id" if !value.contains('\0') => self.id = Some(value.to_owned()),
            // `parse` alone would accept a sign.
            "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = value.parse().ok().map(Duration::from_millis).or(self.retry);
            }
            // A comment has an empty field name; unknown fields are ignored.
            _ => {}
        }
        None
    }

    /// Handles a blank line. Without data there is no event, but the id counts.
    fn dispatch(&mut self) -> Option<Event<String>> {
        let name = std::mem::take(&mut self.name);
        let (id, retry) = (self.id.take(), self.retry.take());
        if id.is_some() {
            self.last_id.clone_from(&id);
        }
        let data = self.data.take()?;
        Some(Event { data, name: (!name.is_empty()).then_some(name), id, retry })
    }
}
