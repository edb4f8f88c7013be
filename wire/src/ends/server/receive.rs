//! Receives a request: splits its parameters and reads its body as far as the media type requires.

use bytes::Bytes;
use http::request::Parts;
use http::{HeaderMap, StatusCode, header};

use super::Limits;
use crate::messages::body::{Body, BoxError, is_stalled, is_too_large};
use crate::messages::media::{self, MediaType};
use crate::messages::media::{Codec, Content, Json};
use crate::messages::multipart;
use crate::messages::param::PathValues;
use crate::messages::problem::Problem;
use crate::messages::request::{ReadBody, RequestReader};
use crate::operations::spec::{BodySpec, OperationSpec};

/// Returns a reader for a request of `operation`.
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
                    return Err(late());
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

/// Returns the status for an invalid request.
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
    let chosen = choose(spec, declared);
    if length == Some("0") || http_body::Body::is_end_stream(&body) {
        return Ok(empty(spec, headers, chosen));
    }
    let Some((index, content)) = chosen else {
        // An empty body counts as none, whatever its type.
        let bytes = body
            .collect(limits.body)
            .await
            .map_err(|error| unreadable(&error, &body_limit(limits)))?;
        if bytes.is_empty() {
            return Ok(ReadBody::None);
        }
        return Err(unsupported(spec, declared));
    };
    match content.codec {
        Codec::Bytes | Codec::Events => Ok(ReadBody::Stream(index, body.limited(limits.form))),
        Codec::Multipart => {
            let Ok(boundary) = multer::parse_boundary(declared.unwrap_or_default()) else {
                return Ok(ReadBody::Malformed(
                    index,
                    "the Content-Type header has no `boundary` parameter",
                ));
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
                    Ok(ReadBody::Malformed(index, "the multipart form is malformed"))
                }
                Err(error) => {
                    let most = format!("{} bytes or {} parts", limits.whole, limits.parts);
                    Err(unreadable(&error, &most))
                }
            }
        }
        Codec::Json | Codec::Form | Codec::Xml | Codec::Text => {
            let bytes = body
                .collect(limits.body)
                .await
                .map_err(|error| unreadable(&error, &body_limit(limits)))?;
            Ok(if bytes.is_empty() {
                empty(spec, headers, chosen)
            } else {
                ReadBody::Bytes(index, bytes)
            })
        }
    }
}

/// Returns a body of no bytes: a text or a file may be empty. It is absent if the request does not say that it has a
/// body: by its media type, or where a body is required by its length (RFC 9110, section 6.4).
fn empty(
    spec: &BodySpec,
    headers: &HeaderMap,
    chosen: Option<(usize, &'static Content)>,
) -> ReadBody {
    let has_length = [header::CONTENT_LENGTH, header::TRANSFER_ENCODING]
        .iter()
        .any(|name| headers.contains_key(name));
    let is_present = headers.contains_key(header::CONTENT_TYPE) || (spec.required && has_length);
    match chosen.filter(|_| is_present) {
        Some((index, content)) => match content.codec {
            Codec::Text | Codec::Form => ReadBody::Bytes(index, Bytes::new()),
            Codec::Bytes | Codec::Events => ReadBody::Stream(index, Body::empty()),
            Codec::Json | Codec::Xml | Codec::Multipart => ReadBody::None,
        },
        None => ReadBody::None,
    }
}

/// Chooses the content to read the body as: by type or by alias. Without a `Content-Type`, it is the only JSON content,
/// the only content, or bytes (RFC 9110, section 8.3).
fn choose(spec: &'static BodySpec, declared: Option<&str>) -> Option<(usize, &'static Content)> {
    let contents = || spec.contents.iter().enumerate();
    let named = declared.filter(|text| !MediaType::new(text).as_str().is_empty());
    let Some(declared) = named else {
        let mut json = contents().filter(|(_, content)| content.codec == Codec::Json);
        return match (json.next(), json.next(), spec.contents) {
            (Some(only), None, _) => Some(only),
            // A form needs the boundary, which is a parameter of the type.
            (None, _, [only]) if only.codec != Codec::Multipart => Some((0, only)),
            _ => contents().find(|(_, content)| {
                let octets = MediaType::new("application/octet-stream");
                content.codec == Codec::Bytes && MediaType::new(content.media).holds(octets)
            }),
        };
    };
    let index = media::choose(spec.contents, declared, Json::AsNamed)?;
    Some((index, spec.contents.get(index)?))
}

fn unsupported(spec: &BodySpec, declared: Option<&str>) -> Problem {
    let taken: Vec<&str> = spec.contents.iter().map(|content| content.media).collect();
    let found = match declared {
        Some(_) => "the Content-Type of the body is not supported",
        None => "the Content-Type header is missing",
    };
    let why = format!("{found}: send {}", taken.join(" or "));
    Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, why)
}

fn body_limit(limits: &Limits) -> String {
    format!("{} bytes", limits.body)
}

/// Returns the problem of a body that could not be read. `most` is the limit, for a body that exceeds it.
fn unreadable(error: &BoxError, most: &str) -> Problem {
    if is_too_large(&**error) {
        let why = format!("the body is larger than {most}");
        return Problem::new(StatusCode::PAYLOAD_TOO_LARGE, why);
    }
    if is_stalled(&**error) {
        return late();
    }
    if let Some(cause) = multipart::SpoolError::cause(&**error) {
        tracing::error!(%cause, "a part of a form could not be written to a temporary file");
        return unstored(cause);
    }
    tracing::debug!(%error, "a request body could not be read");
    Problem::new(StatusCode::BAD_REQUEST, "the body could not be read")
}

fn late() -> Problem {
    Problem::new(StatusCode::REQUEST_TIMEOUT, "the request was not received in time")
}

/// Returns the problem of a server that could not keep a body. The caller is not at fault and may try again.
fn unstored(cause: &std::io::Error) -> Problem {
    use std::io::ErrorKind;
    let is_full = matches!(cause.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded);
    if is_full {
        let why = "the server has no space left for the body";
        return Problem::new(StatusCode::INSUFFICIENT_STORAGE, why);
    }
    let why = "the server cannot store the body at the moment";
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, why).retry_after(RETRY)
}

/// Seconds after which a caller may try again.
const RETRY: u64 = 5;

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};

    use super::unstored;

    #[test]
    fn a_failure_of_the_server_is_not_the_fault_of_the_caller() {
        let status = |error: Error| unstored(&error).status.as_u16();
        assert_eq!(status(ErrorKind::StorageFull.into()), 507);
        assert_eq!(status(ErrorKind::QuotaExceeded.into()), 507);
        // Too many open files.
        assert_eq!(status(Error::from_raw_os_error(24)), 503);
        let told = unstored(&Error::other("/tmp is read-only"));
        assert_eq!((told.status.as_u16(), told.detail.contains("tmp")), (503, false));
    }
}
