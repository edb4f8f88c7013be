//! Taking a request in: its parts are split, its body is read as far as its media type wants.

use http::request::Parts;
use http::{HeaderMap, StatusCode, header};

use super::Limits;
use crate::messages::body::{Body, BoxError, is_too_large};
use crate::messages::media::{self, MediaType};
use crate::messages::media::{Codec, Content};
use crate::messages::multipart;
use crate::messages::param::PathValues;
use crate::messages::problem::Problem;
use crate::messages::request::{ReadBody, RequestReader};
use crate::operations::spec::{BodySpec, OperationSpec};

/// The reader of a request that reached `operation`.
pub(super) async fn receive(
    operation: &'static OperationSpec,
    parts: Parts,
    path: PathValues,
    body: Body,
    limits: &Limits,
) -> Result<RequestReader, Problem> {
    let query = parts.uri.query().unwrap_or_default().to_owned();
    let body = match &operation.body {
        None => ReadBody::None,
        Some(spec) => {
            match tokio::time::timeout(limits.read, read_body(spec, &parts.headers, body, limits))
                .await
            {
                Ok(body) => body?,
                Err(_) => {
                    return Err(Problem::new(
                        StatusCode::REQUEST_TIMEOUT,
                        "the request took too long to arrive",
                    ));
                }
            }
        }
    };
    let mut reader = RequestReader::new(path, &query, parts.headers);
    reader.body = body;
    reader.invalid = invalid(operation);
    reader.event_limit = limits.body;
    Ok(reader)
}

/// The status of a request that breaks its document.
fn invalid(operation: &OperationSpec) -> StatusCode {
    StatusCode::from_u16(operation.invalid).unwrap_or(StatusCode::BAD_REQUEST)
}

async fn read_body(
    spec: &'static BodySpec,
    headers: &HeaderMap,
    body: Body,
    limits: &Limits,
) -> Result<ReadBody, Problem> {
    let declared = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let length = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    if length == Some("0") || http_body::Body::is_end_stream(&body) {
        return Ok(ReadBody::None);
    }
    let Some((index, content)) = choose(spec, declared) else {
        // A body of another type that turns out to be empty is none.
        let bytes = body.collect(limits.body).await.map_err(|error| unreadable(&error))?;
        if bytes.is_empty() {
            return Ok(ReadBody::None);
        }
        return Err(unsupported(spec, declared));
    };
    match content.codec {
        Codec::Bytes | Codec::Events => Ok(ReadBody::Stream(index, body.limited(limits.form))),
        Codec::Multipart => {
            let Ok(boundary) = multer::parse_boundary(declared.unwrap_or_default()) else {
                return Ok(ReadBody::Malformed(index, "the form's Content-Type names no boundary"));
            };
            let limits = multipart::Limits {
                whole: limits.form,
                in_memory: limits.in_memory,
                all_in_memory: limits.body,
                parts: limits.parts,
            };
            match multipart::receive(body, &boundary, limits).await {
                Ok(form) => Ok(ReadBody::Multipart(index, form)),
                Err(error) if multipart::is_malformed(&*error) => {
                    Ok(ReadBody::Malformed(index, "the parts of the form cannot be told apart"))
                }
                Err(error) => Err(unreadable(&error)),
            }
        }
        Codec::Json | Codec::Form | Codec::Text => {
            let bytes = body.collect(limits.body).await.map_err(|error| unreadable(&error))?;
            Ok(if bytes.is_empty() { ReadBody::None } else { ReadBody::Bytes(index, bytes) })
        }
    }
}

/// The content that a body is read as: by its type, by an alias, or the only JSON one when the body names no type.
fn choose(spec: &'static BodySpec, declared: Option<&str>) -> Option<(usize, &'static Content)> {
    let contents = || spec.contents.iter().enumerate();
    let named = declared.filter(|text| !MediaType::new(text).as_str().is_empty());
    let Some(declared) = named else {
        let mut json = contents().filter(|(_, content)| content.codec == Codec::Json);
        return match (json.next(), json.next(), spec.contents) {
            (Some(only), None, _) => Some(only),
            // The boundary of a form is in the type that is missing.
            (None, _, [only]) if only.codec != Codec::Multipart => Some((0, only)),
            _ => None,
        };
    };
    let index = media::choose(spec.contents, declared)?;
    Some((index, spec.contents.get(index)?))
}

fn unsupported(spec: &BodySpec, declared: Option<&str>) -> Problem {
    let taken: Vec<&str> = spec.contents.iter().map(|content| content.media).collect();
    let found = match declared {
        Some(_) => "the body's type is not taken here",
        None => "the body has no Content-Type",
    };
    let why = format!("{found}: send {}", taken.join(" or "));
    Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, why)
}

fn unreadable(error: &BoxError) -> Problem {
    if is_too_large(&**error) {
        return Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "the body is too large");
    }
    tracing::debug!(%error, "a request body could not be read");
    Problem::new(StatusCode::BAD_REQUEST, "the body could not be read")
}
