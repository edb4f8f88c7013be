//! Multipart forms (RFC 7578): a part for each field, each item of a list and each file.

use std::fmt::Write as _;

use counterpart_generator::api::{Encoding, Kind, Shape, StringFormat, Struct, Type};
use serde_json::Value as Json;

use super::style::{self, scalar};
use super::{Purpose, Sampler};

/// The boundary between parts.
pub(crate) const BOUNDARY: &str = "a-boundary-of-samples";

/// Returns the body of a form of type `ty`.
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

/// Writes the fields of a value whose type is not a struct: a map, a union of objects, or any value.
fn open(sampler: &mut Sampler<'_, '_>, ty: &Type, text: &mut String) {
    let purpose = std::mem::replace(&mut sampler.purpose, Purpose::Parameter { header: false });
    let value_of_type = sampler.value(ty);
    sampler.purpose = purpose;
    // With a schema for the fields, values that are not strings can be read as well.
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

/// Writes the end of a form.
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
        let skipped = !field.required && sampler.choices.once_in(2);
        if skipped || field.pattern.is_some() {
            continue;
        }
        let encoding = encodings.iter().find(|encoding| encoding.field == field.name);
        let headers = encoding.and_then(|encoding| encoding.headers);
        let media = encoding.map(|encoding| encoding.media.as_slice()).unwrap_or_default();
        if is_file(sampler, &field.ty) {
            file(sampler, &field.name, media, headers, text);
            continue;
        }
        if let Some((style, explode)) = encoding.and_then(|encoding| encoding.style.as_ref()) {
            let purpose =
                std::mem::replace(&mut sampler.purpose, Purpose::Parameter { header: false });
            let value = sampler.value(&field.ty);
            sampler.purpose = purpose;
            for (name, value) in style::parts(&field.name, style, *explode, &value) {
                part(&name, "", &value, text);
            }
            continue;
        }
        match &sampler.api.resolved(&field.ty).kind {
            Kind::List(item) if is_file(sampler, item) => {
                for _ in 0..sampler.count(&field.ty.limits) {
                    file(sampler, &field.name, media, headers, text);
                }
            }
            _ => match sampler.value(&field.ty) {
                Json::Array(items) => {
                    if items.is_empty() {
                        part(&field.name, "\r\nContent-Type: application/json", "[]", text);
                    }
                    for item in &items {
                        let head = headers_of(sampler, headers);
                        typed(&field.name, media, &head, item, text);
                    }
                }
                value => {
                    let head = headers_of(sampler, headers);
                    typed(&field.name, media, &head, &value, text);
                }
            },
        }
    }
}

fn is_file(sampler: &Sampler<'_, '_>, ty: &Type) -> bool {
    sampler.api.resolved(ty).kind == Kind::String(StringFormat::Binary)
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

/// Writes a field with headers and one of several media types: JSON for an object, otherwise the first one.
fn typed(name: &str, media: &[String], headers: &str, value: &Json, text: &mut String) {
    let is_json = |media: &&String| media.ends_with("json");
    let first = media.iter().find(|media| !media.contains('*'));
    let media = if value.is_object() {
        Some(media.iter().find(is_json).map_or("application/json", String::as_str))
    } else {
        first.map(String::as_str)
    };
    let content = match media {
        Some(media) if media.ends_with("json") => value.to_string(),
        _ if value.is_null() => String::new(),
        _ => scalar(value),
    };
    let media = media.map(|media| format!("\r\nContent-Type: {media}")).unwrap_or_default();
    part(name, &format!("{media}{headers}"), &content, text);
}

fn file(
    sampler: &mut Sampler<'_, '_>,
    name: &str,
    media: &[String],
    headers: Option<usize>,
    text: &mut String,
) {
    let content = *sampler.choices.of(&["", "doc,title\r\n1,2\r\n", "--not-the-boundary\r\n\0é"]);
    let file = *sampler.choices.of(&["a.csv", "größe 1.txt"]);
    let usual = ["text/csv".to_owned(), "application/octet-stream".to_owned()];
    let media = sampler.choices.of(if media.is_empty() { &usual } else { media });
    // A media type in the range.
    let media = media.replace("/*", "/x-sample").replace("*/", "x-any/");
    let mut head = format!("; filename=\"{file}\"\r\nContent-Type: {media}");
    head.push_str(&headers_of(sampler, headers));
    part(name, &head, content, text);
}

/// Returns the headers of a part.
fn headers_of(sampler: &mut Sampler<'_, '_>, headers: Option<usize>) -> String {
    let mut head = String::new();
    let set = headers.and_then(|index| sampler.api.headers.get(index));
    for header in set.into_iter().flat_map(|set| &set.headers) {
        if !header.required && sampler.choices.once_in(2) {
            continue;
        }
        if let Some(value) = super::request::parameter_value(sampler, header) {
            let value = style::header(header, &value);
            // Writing to a `String` cannot fail.
            let _ = write!(head, "\r\n{}: {value}", header.name.to_lowercase());
        }
    }
    head
}

/// Writes a part. `head` is added after its name.
pub(crate) fn part(name: &str, head: &str, content: &str, text: &mut String) {
    let _ = write!(
        text,
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{head}\r\n\r\n{content}\r\n"
    );
}
