//! Requests and responses made of the examples in a document.

use counterpart_generator::api::{Api, Codec, Content, Kind, Operation, Shape, StringFormat};
use counterpart_wire::{Bytes, http};
use serde_json::Value as Json;

use crate::message::Answer;
use crate::sample::{multipart, statuses, style};

/// Returns the request of an operation, with every parameter that has an example.
///
/// # Panics
///
/// Panics if a required part has no example.
pub fn request(api: &Api, operation: &Operation) -> http::Request<Bytes> {
    let mut path = operation.path.clone();
    let mut query = Vec::new();
    let mut request = http::Request::builder().method(operation.method.as_str());
    for parameter in &operation.parameters {
        let Some(value) = &parameter.example else {
            assert!(!parameter.required, "{}: no example of {}", operation.id, parameter.name);
            continue;
        };
        match parameter.location.as_str() {
            "path" => {
                let text = style::path(parameter, value);
                path = path.replace(&format!("{{{}}}", parameter.name), &text);
            }
            "query" => query.extend(style::pairs(parameter, value)),
            _ => request = request.header(&parameter.name, style::header(parameter, value)),
        }
    }
    if !query.is_empty() {
        path = format!("{path}?{}", query.join("&"));
    }
    let mut body = Bytes::new();
    if let Some(content) = operation.body.as_ref().and_then(|body| body.contents.first()) {
        let (media, bytes) = content_of(api, operation, content);
        request = request.header("content-type", media);
        body = bytes;
    }
    let request = request.uri(format!("http://localhost{path}")).body(body);
    request.unwrap_or_else(|error| panic!("{}: {error}", operation.id))
}

/// Returns every documented response.
///
/// # Panics
///
/// Panics if a documented body has no example.
pub fn answers(api: &Api, operation: &Operation) -> Vec<Answer> {
    let mut answers = Vec::new();
    for (status, response) in statuses(operation) {
        if response.contents.is_empty() {
            answers.push(Answer { status, media: None, body: Bytes::new() });
        }
        for content in &response.contents {
            let (media, body) = content_of(api, operation, content);
            answers.push(Answer { status, media: Some(media), body });
        }
    }
    answers
}

fn content_of(api: &Api, operation: &Operation, content: &Content) -> (String, Bytes) {
    let Some(example) = &content.example else {
        panic!("{}: no example of a body of type {}", operation.id, content.media);
    };
    if content.codec == Codec::Multipart {
        let boundary = multipart::BOUNDARY;
        return (format!("{}; boundary={boundary}", content.media), form(api, content, example));
    }
    (content.media.clone(), example.to_string().into())
}

fn form(api: &Api, content: &Content, example: &Json) -> Bytes {
    let mut text = String::new();
    for (name, value) in example.as_object().into_iter().flatten() {
        if is_file(api, content, name) {
            let content = value.as_str().unwrap_or_default();
            let head = "; filename=\"example.csv\"\r\nContent-Type: text/csv";
            multipart::part(name, head, content, &mut text);
        } else {
            multipart::value(name, value, &mut text);
        }
    }
    multipart::end(&mut text);
    text.into()
}

fn is_file(api: &Api, content: &Content, name: &str) -> bool {
    let counterpart_generator::api::Payload::Typed(ty) = &content.payload else { return false };
    let shape = api.resolved(ty).named().map(|id| &api.ty(id).shape);
    let Some(Shape::Struct(shape)) = shape else { return false };
    let field = shape.fields.iter().find(|field| field.name == name);
    field.is_some_and(|field| field.ty.kind == Kind::String(StringFormat::Binary))
}
