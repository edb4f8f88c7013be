//! Random HTTP responses of an operation.

use counterpart_generator::api::{Api, Operation, Response, Status};
use counterpart_wire::{Bytes, http};

use super::request::{content_of, parameter_value};
use super::{Choices, Purpose, Sampler, style};

/// Returns every documented response, with a status of its range.
pub fn statuses(operation: &Operation) -> Vec<(u16, &Response)> {
    let all: Vec<&Response> = operation.outputs.iter().chain(&operation.errors).collect();
    let named = |code: u16| all.iter().any(|response| response.status == Status::Code(code));
    let ranged =
        |code: u16| all.iter().any(|response| response.status == Status::Range(code / 100));
    let status = |response: &Response| match response.status {
        Status::Code(code) => Some(code),
        Status::Range(digit) => (digit * 100..digit * 100 + 100).find(|code| !named(*code)),
        Status::Default => (200..600).rev().find(|code| !named(*code) && !ranged(*code)),
    };
    all.iter().filter_map(|response| Some((status(response)?, *response))).collect()
}

/// Returns status, headers and body of a response.
///
/// # Panics
///
/// Panics if the document has a media type that is not valid in a header. The stage `read` rejects such documents.
pub fn response(
    api: &Api,
    status: u16,
    response: &Response,
    choices: Choices<'_>,
) -> (http::StatusCode, http::HeaderMap, Bytes) {
    let mut sampler = Sampler::new(api, choices, Purpose::Answer);
    let mut headers = http::HeaderMap::new();
    let set = response.headers.and_then(|index| api.headers.get(index));
    for header in set.into_iter().flat_map(|set| &set.headers) {
        if !header.required && sampler.choices.once_in(2) {
            continue;
        }
        let Some(value) = parameter_value(&mut sampler, header) else { continue };
        let Ok(name) = http::HeaderName::try_from(header.name.as_str()) else { continue };
        // Each cookie is a line of its own.
        let lines = match value.as_array().filter(|_| name == http::header::SET_COOKIE) {
            Some(cookies) => cookies.iter().map(style::scalar).collect(),
            None => vec![style::header(header, &value)],
        };
        for line in lines {
            if let Ok(line) = line.parse() {
                headers.append(&name, line);
            }
        }
    }
    sampler.purpose = Purpose::Answer;
    let mut bytes = Bytes::new();
    if !response.contents.is_empty() {
        let content = sampler.choices.of(&response.contents);
        let (media, body) = content_of(&mut sampler, content);
        let media = media.parse().unwrap_or_else(|error| panic!("{media}: {error}"));
        headers.insert(http::header::CONTENT_TYPE, media);
        bytes = body;
    }
    let status = http::StatusCode::from_u16(status);
    (status.unwrap_or(http::StatusCode::IM_A_TEAPOT), headers, bytes)
}
