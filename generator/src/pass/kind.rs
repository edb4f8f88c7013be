//! Names the variants of outcomes and bodies with several media types.

use super::ident::camel;
use super::scope::Scope;
use crate::api::{Content, Response, Status, arms};

/// Returns the variants of successes or of errors, in the order of [`arms`]. Successes with the same status are named by
/// their media types only.
pub(super) fn outcomes(responses: &[Response], by_kind: bool) -> Vec<String> {
    let alone = by_kind && responses.len() == 1;
    let mut scope = Scope::default();
    arms(responses)
        .map(|(response, content)| {
            let several = response.contents.len() > 1;
            let kind = content.filter(|_| several).map(kind).unwrap_or_default();
            let status = if alone && several { String::new() } else { status(response.status) };
            scope.take(&format!("{status}{kind}"))
        })
        .collect()
}

/// Returns the variants of a body.
pub(super) fn bodies(contents: &[Content]) -> Vec<String> {
    let mut scope = Scope::default();
    contents.iter().map(|content| scope.take(&kind(content))).collect()
}

fn kind(content: &Content) -> String {
    let media = content.sent().split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let known = match media.as_str() {
        "application/json" | "text/json" => "Json",
        "application/problem+json" => "Problem",
        "application/octet-stream" => "Bytes",
        "application/x-www-form-urlencoded" => "Form",
        "multipart/form-data" => "Multipart",
        "text/event-stream" => "EventStream",
        "application/jsonl" | "application/x-ndjson" | "application/ndjson" => "JsonLines",
        "text/plain" => "Text",
        "application/xml" | "text/xml" => "Xml",
        _ => "",
    };
    // A range that is passed on as bytes, such as `image/*`, is named after its type.
    if let Some(family) = content.media.strip_suffix("/*").filter(|family| *family != "*") {
        return camel(family);
    }
    if !known.is_empty() {
        return known.to_owned();
    }
    let kind = media.rsplit('/').next().unwrap_or_default();
    let kind = kind.strip_prefix("x-").or_else(|| kind.strip_prefix("vnd.")).unwrap_or(kind);
    camel(&kind.replace('+', " "))
}

fn status(status: Status) -> String {
    match status {
        Status::Code(code) => reason(code),
        Status::Range(1) => "Informational".to_owned(),
        Status::Range(2) => "Successful".to_owned(),
        Status::Range(3) => "Redirection".to_owned(),
        Status::Range(4) => "ClientError".to_owned(),
        Status::Range(_) => "ServerError".to_owned(),
        Status::Default => "Other".to_owned(),
    }
}

/// Returns the reason phrase of a status (IANA, HTTP Status Code Registry), as a name.
fn reason(code: u16) -> String {
    let phrase = match code {
        100 => "Continue",
        101 => "SwitchingProtocols",
        102 => "Processing",
        103 => "EarlyHints",
        200 => "Ok",
        201 => "Created",
        202 => "Accepted",
        203 => "NonAuthoritativeInformation",
        204 => "NoContent",
        205 => "ResetContent",
        206 => "PartialContent",
        207 => "MultiStatus",
        208 => "AlreadyReported",
        226 => "ImUsed",
        300 => "MultipleChoices",
        301 => "MovedPermanently",
        302 => "Found",
        303 => "SeeOther",
        304 => "NotModified",
        307 => "TemporaryRedirect",
        308 => "PermanentRedirect",
        400 => "BadRequest",
        401 => "Unauthorized",
        402 => "PaymentRequired",
        403 => "Forbidden",
        404 => "NotFound",
        405 => "MethodNotAllowed",
        406 => "NotAcceptable",
        407 => "ProxyAuthenticationRequired",
        408 => "RequestTimeout",
        409 => "Conflict",
        410 => "Gone",
        411 => "LengthRequired",
        412 => "PreconditionFailed",
        413 => "ContentTooLarge",
        414 => "UriTooLong",
        415 => "UnsupportedMediaType",
        416 => "RangeNotSatisfiable",
        417 => "ExpectationFailed",
        421 => "MisdirectedRequest",
        422 => "UnprocessableContent",
        423 => "Locked",
        424 => "FailedDependency",
        425 => "TooEarly",
        426 => "UpgradeRequired",
        428 => "PreconditionRequired",
        429 => "TooManyRequests",
        431 => "RequestHeaderFieldsTooLarge",
        451 => "UnavailableForLegalReasons",
        500 => "InternalServerError",
        501 => "NotImplemented",
        502 => "BadGateway",
        503 => "ServiceUnavailable",
        504 => "GatewayTimeout",
        505 => "HttpVersionNotSupported",
        507 => "InsufficientStorage",
        508 => "LoopDetected",
        511 => "NetworkAuthenticationRequired",
        _ => return format!("Status{code}"),
    };
    phrase.to_owned()
}
