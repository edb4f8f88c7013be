//! Random HTTP requests of an operation.

use counterpart_generator::api::{
    Api, Body, Codec, Content, Operation, Parameter, Payload, Shape, Type,
};
use counterpart_wire::{Bytes, http};

use super::{Choices, Purpose, Sampler, multipart, style};

/// Returns a request of `operation`.
///
/// # Panics
///
/// Panics if the document has a name that is not valid in HTTP. The stage `read` rejects such documents.
pub fn request(api: &Api, operation: &Operation, choices: Choices<'_>) -> http::Request<Bytes> {
    made(api, operation, choices).0
}

/// Returns a request of `operation` within all limits, or `None` if none was found.
///
/// # Panics
///
/// See [`request`].
pub fn request_in_limits(
    api: &Api,
    operation: &Operation,
    choices: Choices<'_>,
) -> Option<http::Request<Bytes>> {
    let (request, missed) = made(api, operation, choices);
    (!missed).then_some(request)
}

/// Returns a request, and whether it violates a limit.
fn made(api: &Api, operation: &Operation, choices: Choices<'_>) -> (http::Request<Bytes>, bool) {
    let mut sampler = Sampler::new(api, choices, Purpose::Request);
    let mut path = operation.path.clone();
    let (mut query, mut cookies) = (Vec::new(), Vec::new());
    let mut request = http::Request::builder().method(operation.method.as_str());
    for parameter in &operation.parameters {
        // The length of the body is not random.
        let is_length = parameter.name.eq_ignore_ascii_case("content-length");
        if is_length || (!parameter.required && sampler.choices.once_in(2)) {
            continue;
        }
        let Some(value) = parameter_value(&mut sampler, parameter) else { continue };
        match parameter.location.as_str() {
            "path" => {
                let text = style::path(parameter, &value);
                path = path.replace(&format!("{{{}}}", parameter.name), &text);
            }
            "querystring" => query.extend(style::whole(parameter, &value)),
            "query" => query.extend(style::pairs(parameter, &value)),
            "cookie" => cookies.extend(style::pairs(parameter, &value)),
            _ => request = request.header(&parameter.name, style::header(parameter, &value)),
        }
    }
    // A path template can have characters that a URL must escape.
    let is_odd = |char: char| !char.is_ascii_graphic() || "\"<>\\^`|".contains(char);
    let written = |char: char| {
        if is_odd(char) { style::escape(&char.to_string()) } else { char.to_string() }
    };
    path = path.chars().map(written).collect();
    if !cookies.is_empty() {
        request = request.header("cookie", cookies.join("; "));
    }
    if !query.is_empty() {
        path = format!("{path}?{}", query.join("&"));
    }
    let (media, body) = match &operation.body {
        Some(body) => body_of(&mut sampler, body),
        None => (None, Bytes::new()),
    };
    if let Some(media) = media {
        request = request.header("content-type", media);
    }
    let request = request.uri(format!("http://localhost{path}")).body(body);
    let request = request.unwrap_or_else(|error| panic!("{}: {path}: {error}", operation.id));
    (request, sampler.choices.has_missed())
}

/// Returns a value of a parameter, or `None` for an object without fields, which cannot be written.
pub(super) fn parameter_value(
    sampler: &mut Sampler<'_, '_>,
    parameter: &Parameter,
) -> Option<serde_json::Value> {
    // Cookies of this style are not escaped, like headers.
    let bare = parameter.location == "header" || parameter.style == "cookie";
    sampler.purpose = Purpose::Parameter { header: bare };
    let mut value = sampler.value(&parameter.ty);
    sampler.purpose = Purpose::Request;
    // A path segment is not empty and does not consist of dots. An empty string can mean that there is no value.
    let needs_text = parameter.location == "path" || parameter.empty_is_absent;
    if needs_text && [".", "..", ""].iter().any(|text| value == *text) {
        value = "x".into();
    }
    let is_nothing = value.as_object().is_some_and(serde_json::Map::is_empty);
    if !is_nothing || parameter.style == "json" {
        return Some(value);
    }
    let stands_alone = parameter.explode || parameter.style == "deepObject";
    let leaves_no_trace = stands_alone && matches!(parameter.location.as_str(), "query" | "cookie");
    (parameter.required && !leaves_no_trace).then(|| first_field(sampler, &parameter.ty))?
}

/// Returns an object with one field, as a required value cannot be left out.
fn first_field(sampler: &mut Sampler<'_, '_>, ty: &Type) -> Option<serde_json::Value> {
    let api = sampler.api;
    let Shape::Struct(shape) = &api.ty(api.resolved(ty).named()?).shape else { return None };
    let field = shape.fields.first()?;
    Some(serde_json::json!({ &field.name: sampler.value(&field.ty) }))
}

fn body_of(sampler: &mut Sampler<'_, '_>, body: &Body) -> (Option<String>, Bytes) {
    let content = sampler.choices.of(&body.contents);
    // A body of events or bytes is present even if it is empty.
    let streamed = content.codec == Codec::Events || content.payload.is_stream();
    let absent = !body.required && !streamed && sampler.choices.once_in(2);
    if absent {
        return (None, Bytes::new());
    }
    let (media, bytes) = content_of(sampler, content);
    (Some(media), bytes)
}

/// Returns a body and its `Content-Type`.
pub(super) fn content_of(sampler: &mut Sampler<'_, '_>, content: &Content) -> (String, Bytes) {
    match (&content.payload, content.codec) {
        (Payload::Typed(ty), Codec::Multipart) => {
            let boundary = multipart::BOUNDARY;
            let media = format!("{}; boundary={boundary}", content.sent());
            (media, multipart::form(sampler, ty, &content.encodings).into())
        }
        (Payload::Typed(ty), Codec::Form) => {
            let purpose =
                std::mem::replace(&mut sampler.purpose, Purpose::Parameter { header: false });
            let value = sampler.value(ty);
            sampler.purpose = purpose;
            (content.sent().to_owned(), style::form(&value, &content.encodings).into())
        }
        (Payload::Typed(ty), Codec::Xml) => {
            let value = sampler.value(ty);
            let root = content.xml.unwrap_or_default();
            (content.sent().to_owned(), super::xml::document(sampler.api, root, &value).into())
        }
        (Payload::Typed(ty), Codec::Text) => {
            (content.sent().to_owned(), style::scalar(&sampler.value(ty)).into())
        }
        (Payload::Typed(ty), _) => {
            (content.sent().to_owned(), sampler.value(ty).to_string().into())
        }
        (Payload::Bytes, _) => {
            let bytes = *sampler.choices.of(&[&b"\x00\xff\r\n"[..], &b"bytes"[..]]);
            // A media type in the range.
            let media = match content.media.strip_suffix("/*") {
                Some("*") => "application/x-sample".to_owned(),
                Some(family) => format!("{family}/x-sample"),
                None if content.media.starts_with("multipart/") => {
                    format!("{}; boundary={}", content.media, multipart::BOUNDARY)
                }
                None => content.media.clone(),
            };
            (media, Bytes::from_static(bytes))
        }
        (Payload::Events(events), _) => {
            (content.sent().to_owned(), super::events::body(sampler, events).into())
        }
        (Payload::Text, _) => {
            let text = *sampler.choices.of(&["a text", "größe\r\n\u{0}", " "]);
            (content.sent().to_owned(), Bytes::from(text))
        }
    }
}
