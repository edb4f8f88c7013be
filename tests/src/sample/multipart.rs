//! Forms with files (RFC 7578): a part for each field, for each item of a list, for each file.

use std::fmt::Write as _;

use counterpart_generator::api::{Encoding, Kind, Shape, StringFormat, Struct, Type};
use serde_json::Value as Json;

use super::style::{self, scalar};
use super::{Purpose, Sampler};

/// Between parts.
pub(crate) const BOUNDARY: &str = "a-boundary-of-samples";

/// The body of a form of `ty`.
pub(super) fn form(sampler: &mut Sampler<'_, '_>, ty: &Type, encodings: &[Encoding]) -> String {
    let mut text = String::new();
    let named = sampler.api.resolved(ty).named();
    if let Some(Shape::Struct(shape)) = named.map(|id| &sampler.api.ty(id).shape) {
        fields(sampler, shape, encodings, &mut text);
    } else {
        open(sampler, ty, &mut text);
    }
    end(&mut text);
    text
}

/// Writes the fields of a value that is no struct: a map, one of several objects, or anything.
fn open(sampler: &mut Sampler<'_, '_>, ty: &Type, text: &mut String) {
    let purpose = std::mem::replace(&mut sampler.purpose, Purpose::Parameter { header: false });
    let value_of_type = sampler.value(ty);
    sampler.purpose = purpose;
    // Where a schema says what the fields are, whatever is no text is read all the same.
    let typed = sampler.api.resolved(ty).named().is_some();
    let plain = |member: &Json| match member {
        Json::String(_) => true,
        Json::Null | Json::Bool(_) | Json::Number(_) => typed,
        _ => false,
    };
    for (name, member) in value_of_type.as_object().into_iter().flatten() {
        let least = if typed { 1 } else { 2 };
        let spread = member.as_array().is_some_and(|it| it.len() >= least && it.iter().all(plain));
        if spread || plain(member) {
            value(name, member, text);
        } else {
            part(name, "\r\nContent-Type: application/json", &member.to_string(), text);
        }
    }
}

/// Writes what ends a form.
pub(crate) fn end(text: &mut String) {
    // Writing to a `String` cannot fail.
    let _ = write!(text, "--{BOUNDARY}--\r\n");
}

fn fields(
    sampler: &mut Sampler<'_, '_>,
    shape: &Struct,
    encodings: &[Encoding],
    text: &mut String,
) {
    for field in &shape.fields {
        if !field.required && sampler.choices.once_in(2) {
            continue;
        }
        let encoding = encodings.iter().find(|encoding| encoding.field == field.name);
        let headers = encoding.and_then(|encoding| encoding.headers);
        if is_file(&field.ty) {
            file(sampler, &field.name, headers, text);
            continue;
        }
        if let Some((style, explode)) = encoding.and_then(|encoding| encoding.style.as_ref()) {
            let value = sampler.value(&field.ty);
            for (name, value) in style::parts(&field.name, style, *explode, &value) {
                part(&name, "", &value, text);
            }
            continue;
        }
        let media = encoding.map(|encoding| encoding.media.as_slice()).unwrap_or_default();
        match &field.ty.kind {
            Kind::List(item) if is_file(item) => {
                for _ in 0..sampler.count(&field.ty.limits) {
                    file(sampler, &field.name, headers, text);
                }
            }
            _ => match (media, sampler.value(&field.ty)) {
                ([media], Json::Array(items)) => {
                    for item in &items {
                        typed(&field.name, media, item, text);
                    }
                }
                ([media], value) => typed(&field.name, media, &value, text),
                (_, value) => self::value(&field.name, &value, text),
            },
        }
    }
}

fn is_file(ty: &Type) -> bool {
    ty.kind == Kind::String(StringFormat::Binary)
}

/// Writes a field.
pub(crate) fn value(name: &str, value: &Json, text: &mut String) {
    match value {
        Json::Array(items) => items.iter().for_each(|item| self::value(name, item, text)),
        Json::Object(_) => {
            part(name, "\r\nContent-Type: application/json", &value.to_string(), text);
        }
        Json::Null => part(name, "", "", text),
        scalar_value => part(name, "", &scalar(scalar_value), text),
    }
}

/// Writes a field of a media type.
fn typed(name: &str, media: &str, value: &Json, text: &mut String) {
    let is_json = media.ends_with("json");
    let content = if is_json { value.to_string() } else { scalar(value) };
    part(name, &format!("\r\nContent-Type: {media}"), &content, text);
}

fn file(sampler: &mut Sampler<'_, '_>, name: &str, headers: Option<usize>, text: &mut String) {
    let content = *sampler.choices.of(&["", "doc,title\r\n1,2\r\n", "--not-the-boundary\r\n\0é"]);
    let file = *sampler.choices.of(&["a.csv", "größe 1.txt"]);
    let media = *sampler.choices.of(&["text/csv", "application/octet-stream"]);
    let mut head = format!("; filename=\"{file}\"\r\nContent-Type: {media}");
    let set = headers.and_then(|index| sampler.api.headers.get(index));
    for header in set.into_iter().flat_map(|set| &set.headers) {
        if let Some(value) = super::request::parameter_value(sampler, header) {
            let value = style::header(header, &value);
            let _ = write!(head, "\r\n{}: {value}", header.name.to_lowercase());
        }
    }
    part(name, &head, content, text);
}

/// Writes a part, with what its head has beside the name.
pub(crate) fn part(name: &str, head: &str, content: &str, text: &mut String) {
    let _ = write!(
        text,
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{head}\r\n\r\n{content}\r\n"
    );
}
