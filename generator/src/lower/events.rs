//! Translates media types that are streams: server-sent events, JSON lines and JSON sequences.
//!
//! ```yaml
//! text/event-stream:
//!   x-stream-end: '[DONE]'      # the data of the event that ends the stream
//!   schema: {..}                # of the data of one event, or of the event as an object with `data`
//! ```

use super::payload::is_json;
use super::schema::Slot;
use super::{Lower, joined, node};
use crate::api::{Events, Framing, Kind, Selector, Shape, StringFormat, Type, Union, Variant};
use crate::tree::Node;
use crate::tree::pointer::At;

/// The fields of a server-sent event (WHATWG HTML, section 9.2.6).
const FIELDS: &[&str] = &["data", "event", "id", "retry"];

/// Returns the framing of a media type, if it is a stream.
pub(super) fn framing(media: &str) -> Option<Framing> {
    let name = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match name.as_str() {
        "text/event-stream" => Some(Framing::Sse),
        "application/jsonl"
        | "application/x-ndjson"
        | "application/ndjson"
        | "application/x-jsonl"
        | "application/jsonlines"
        | "application/x-jsonlines"
        | "application/stream+json"
        | "application/x-json-stream" => Some(Framing::Lines),
        "application/json-seq" | "application/geo+json-seq" => Some(Framing::Sequence),
        _ => None,
    }
}

impl<'d> Lower<'d, '_> {
    /// Returns the stream of a media type.
    pub(super) fn events(
        &mut self,
        media: &str,
        node: &'d Node,
        at: &At<'_>,
        name: &str,
    ) -> Events {
        let framing = framing(media).unwrap_or(Framing::Sse);
        let slot = Slot::named(joined(&[name, "event"]));
        let end = node::text(node, "x-stream-end").map(str::to_owned);
        if let Some(item) = node.get("itemSchema").filter(|_| framing == Framing::Sse)
            && let Some((data, texts)) = self.by_name(item, &at.key("itemSchema"), &slot)
        {
            return Events { framing, data, text: false, named: Some(texts), end };
        }
        let data = match (node.get("itemSchema"), node.get("schema")) {
            (Some(item), _) => self.item(framing, item, &at.key("itemSchema"), &slot),
            (None, Some(whole)) => {
                let plain = node::text(node, "x-stream") == Some("sse");
                self.sequence(framing, plain, whole, &at.key("schema"), &slot)
            }
            (None, None) => match framing {
                Framing::Sse => string(),
                Framing::Lines | Framing::Sequence => Type::any(),
            },
        };
        let text = framing == Framing::Sse && self.is_text(&data);
        Events { framing, data, text, named: None, end }
    }

    /// Returns the type of an event's data from the keyword `schema`: an array describes all events (OpenAPI 3.2,
    /// section 4.14.3), anything else one event. With `x-stream: sse` it always describes the data of one event.
    fn sequence(
        &mut self,
        framing: Framing,
        plain: bool,
        node: &'d Node,
        at: &At<'_>,
        slot: &Slot,
    ) -> Type {
        if plain {
            return self.schema(node, at, slot);
        }
        let (target, place) = self.follow(node);
        match target.get("items") {
            Some(items) if node::types(target) == ["array"] => match place {
                Some(place) => self.item(framing, items, &At::of(&place).key("items"), slot),
                None => self.item(framing, items, &at.key("items"), slot),
            },
            _ => self.item(framing, node, at, slot),
        }
    }

    /// Returns the type of events that are told apart by their names, and the names of those with plain text: a schema of
    /// the event with a branch for each name (OpenAPI 3.2, section 4.14.3.1).
    fn by_name(&mut self, node: &'d Node, at: &At<'_>, slot: &Slot) -> Option<(Type, Vec<String>)> {
        let (target, place) = self.follow(node);
        let place = place.unwrap_or_else(|| at.pointer());
        let at = At::of(&place);
        let key = ["oneOf", "anyOf"].into_iter().find(|key| target.get(key).is_some())?;
        let mut branches: Vec<(&str, &Node, String)> = Vec::new();
        for (index, branch) in node::list(target, key).enumerate() {
            let (branch, place) = self.follow(branch);
            let name = self.event_name(branch)?;
            if !is_event(branch) || branches.iter().any(|(known, ..)| *known == name) {
                return None;
            }
            let place = place.unwrap_or_else(|| at.key(key).index(index).pointer());
            branches.push((name, branch, place));
        }
        let id = self.claim(slot, target, &at);
        let own = Slot::Own(id);
        let (mut variants, mut texts) = (Vec::new(), Vec::new());
        for (name, branch, place) in branches {
            let own_data = node::object(branch, "properties").and_then(|all| all.get("data"));
            let branch_at = At::of(&place);
            let data_at = branch_at.key("properties");
            let slot = self.inner(&own, name);
            let ty = own_data.and_then(|data| self.json_data(data, &data_at.key("data"), &slot));
            if ty.is_none() {
                texts.push(name.to_owned());
            }
            let ty = Type { nullable: false, ..ty.unwrap_or_else(string) };
            let selector = Selector::Event(name.to_owned());
            variants.push(Variant { name: name.to_owned(), ty, selector });
        }
        let discriminator = Some("event".to_owned());
        let union = Union { discriminator, variants, ..Union::default() };
        self.set_shape(id, Shape::Union(union));
        Some((Type::new(Kind::Named(id)), texts))
    }

    /// Returns the only name that a schema allows for an event.
    fn event_name(&self, branch: &'d Node) -> Option<&'d str> {
        let event = node::object(branch, "properties")?.get("event")?;
        let (event, _) = self.follow(event);
        let listed: Vec<&Node> = node::list(event, "enum").collect();
        let only = match listed.as_slice() {
            [only] => Some(*only),
            _ => None,
        };
        event.get("const").or(only)?.as_str()
    }

    /// Returns the type of an event's data that is JSON, or `None` if it is plain text.
    fn json_data(&mut self, data: &'d Node, at: &At<'_>, slot: &Slot) -> Option<Type> {
        let (target, place) = self.follow(data);
        let place = place.unwrap_or_else(|| at.pointer());
        let at = At::of(&place);
        let types = node::types(target);
        if !types.is_empty() && types != ["string"] {
            return Some(self.schema(target, &at, slot));
        }
        match (target.get("contentSchema"), node::text(target, "contentMediaType")) {
            (Some(content), _) => Some(self.schema(content, &at.key("contentSchema"), slot)),
            (None, Some(media)) if is_json(media) => Some(Type::any()),
            (None, _) => None,
        }
    }

    /// Returns the type of an event's data from the schema of the data, or of the event as an object.
    fn item(&mut self, framing: Framing, node: &'d Node, at: &At<'_>, slot: &Slot) -> Type {
        let (target, place) = self.follow(node);
        if framing != Framing::Sse || !is_event(target) {
            return self.schema(node, at, slot);
        }
        let place = place.unwrap_or_else(|| at.pointer());
        let at = At::of(&place);
        let at = at.key("properties");
        let Some(data) = node::object(target, "properties").and_then(|all| all.get("data")) else {
            return string();
        };
        let (target, _) = self.follow(data);
        if node::types(target) != ["string"] {
            return self.schema(data, &at.key("data"), slot);
        }
        // A string that contains a JSON value is that value.
        match (target.get("contentSchema"), node::text(target, "contentMediaType")) {
            (Some(content), _) => self.schema(content, &at.key("data").key("contentSchema"), slot),
            (None, Some("application/json")) => Type::any(),
            (None, _) => self.schema(data, &at.key("data"), slot),
        }
    }

    fn is_text(&self, ty: &Type) -> bool {
        let resolved = self.api.resolved(ty);
        match &resolved.kind {
            Kind::String(_) => !ty.nullable,
            Kind::Named(id) => matches!(self.api.ty(*id).shape, Shape::Enum(_)) && !ty.nullable,
            _ => false,
        }
    }
}

fn string() -> Type {
    Type::new(Kind::String(StringFormat::Plain))
}

/// Whether a schema describes the whole event: an object with no other properties than the fields of an event.
fn is_event(node: &Node) -> bool {
    let Some(fields) = node::object(node, "properties") else {
        let mut branches = node::list(node, "oneOf").chain(node::list(node, "anyOf")).peekable();
        return branches.peek().is_some() && branches.all(is_event);
    };
    fields.keys().all(|name| FIELDS.contains(&name.as_str()))
        && (fields.contains_key("data") || fields.contains_key("event"))
}
