//! The storage behind signed URLs: parts of uploads are sent to it, and outputs of jobs are downloaded from it. A URL
//! is valid for one purpose until it expires, without an API key.

use std::collections::HashMap;
use std::time::Duration;

use archetype_api::types::{ErrorDetail, ErrorResponse};
use archetype_api::wire::{Fault, to_json};
use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, put};
use futures_util::StreamExt;
use http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use jiff::Timestamp;

use super::address::{self, step};
use super::file_store::Unfit;
use super::org_store::OrgStore;
use super::refusal::{LIMIT, Refusal};
use super::{Archetype, socket, uploads};
use crate::clock::later;

/// The lifetime of a URL.
pub(super) const GOOD_FOR: Duration = Duration::from_hours(1);

/// The routes of this API that are not in its document: the targets of signed URLs, and the WebSocket of sessions.
pub(super) fn router(api: Archetype) -> Router {
    Router::new()
        .route("/storage/{org}/parts/{upload}/{part}", put(put_part))
        .route("/storage/{org}/outputs/{output}", get(get_output))
        .route("/lens/sessions/{id}", get(socket::connect))
        .layer(DefaultBodyLimit::disable())
        .with_state(api)
}

/// Returns the path of a part.
pub(super) fn part(org_store: &OrgStore, upload: &str, part: i32) -> String {
    format!("/storage/{}/parts/{upload}/{part}", step(org_store.org()))
}

/// Returns the path of an output.
pub(super) fn output(org_store: &OrgStore, output: &str) -> String {
    format!("/storage/{}/outputs/{output}", step(org_store.org()))
}

/// Returns the expiry of a new URL, in whole seconds as in the URL.
pub(super) fn expiry(now: Timestamp) -> Timestamp {
    let expires = later(now, GOOD_FOR);
    Timestamp::from_second(expires.as_second()).unwrap_or(expires)
}

impl Archetype {
    /// Returns the signed URL of a path, for the caller who sent these headers.
    pub(super) async fn signed(
        &self,
        headers: &HeaderMap,
        (method, path): (&str, &str),
        expires: Timestamp,
    ) -> Result<String, Refusal> {
        let expires = expires.as_second();
        let signature = self.signer().await?.sign(&text(method, path, expires));
        Ok(format!("{}?expires={expires}&signature={signature}", address::url(headers, path)))
    }

    /// Rejects a URL that was not created by this server or has expired.
    async fn check(&self, method: &str, uri: &Uri) -> Result<(), Response> {
        let query: HashMap<&str, &str> = uri
            .query()
            .unwrap_or_default()
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .collect();
        let expires = query.get("expires").and_then(|expires| expires.parse().ok()).unwrap_or(0);
        let signature = query.get("signature").copied().unwrap_or_default();
        let signer = self.signer().await.map_err(|error| fail(&error))?;
        if !signer.is_good(&text(method, uri.path(), expires), signature) {
            let why = "The URL is not valid: its signature is wrong.";
            return Err(refuse(StatusCode::FORBIDDEN, "INVALID_SIGNATURE", why));
        }
        if self.context.clock.now().as_second() >= expires {
            let why = "The URL has expired; request a new one.";
            return Err(refuse(StatusCode::FORBIDDEN, "URL_EXPIRED", why));
        }
        Ok(())
    }
}

async fn put_part(
    State(api): State<Archetype>,
    Path((org, upload, part)): Path<(String, String, i32)>,
    uri: Uri,
    body: Body,
) -> Response {
    if let Err(refused) = api.check("PUT", &uri).await {
        return refused;
    }
    let org_store = OrgStore::new(&api.context.store, &org);
    let content = body.into_data_stream();
    let content = content.map(|piece| piece.map_err(|error| Unfit::Unreadable(error.into())));
    match uploads::receive(&org_store, &upload, part, content).await {
        Ok(token) => match HeaderValue::from_str(&format!("\"{token}\"")) {
            Ok(tag) => ([(header::ETAG, tag)], StatusCode::OK).into_response(),
            Err(error) => fail(&error),
        },
        Err(refusal) => told(refusal),
    }
}

async fn get_output(
    State(api): State<Archetype>,
    Path((org, output)): Path<(String, String)>,
    uri: Uri,
) -> Response {
    if let Err(refused) = api.check("GET", &uri).await {
        return refused;
    }
    let org_store = OrgStore::new(&api.context.store, &org);
    let found = async {
        let Some(known) = org_store.outputs().get(&output).await? else { return Ok(None) };
        let content = org_store.store.files().get(&org_store.scope.file(&output)).await?;
        Ok::<_, crate::store::StoreError>(content.map(|content| (known.value, content)))
    };
    match found.await {
        Ok(Some((known, (size, content)))) => {
            let name = attachment(&known.filename);
            let headers = [
                (header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream")),
                (header::CONTENT_LENGTH, HeaderValue::from(size)),
                (header::CONTENT_DISPOSITION, name),
            ];
            (headers, Body::from_stream(content)).into_response()
        }
        Ok(None) => {
            let why = format!("There is no output {output}.");
            refuse(StatusCode::NOT_FOUND, "FILE_NOT_FOUND", &why)
        }
        Err(error) => fail(&error),
    }
}

/// Returns the header that names a download (RFC 6266): in ASCII for all clients, and in full for those that support
/// it.
pub(super) fn attachment(name: &str) -> HeaderValue {
    let plain = |sign: char| match sign {
        '"' | '\\' => '_',
        sign if sign.is_ascii_graphic() || sign == ' ' => sign,
        _ => '_',
    };
    let ascii: String = name.chars().map(plain).collect();
    let text = if ascii == name {
        format!("attachment; filename=\"{ascii}\"")
    } else {
        format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{}", step(name))
    };
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("attachment"))
}

/// Converts a refusal to the document's error format.
pub(super) fn refuse(status: StatusCode, code: &str, message: &str) -> Response {
    answer(status, vec![ErrorDetail::new(code, message)])
}

/// Returns the response to an internal error, without its cause.
pub(super) fn fail(error: &(dyn std::error::Error + 'static)) -> Response {
    tracing::error!(error, "a storage request failed");
    let why = "Internal server error.";
    refuse(StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL_ERROR", why)
}

/// Returns the response to a fault: its problem, or an internal error.
fn faulty(fault: &Fault) -> Response {
    let problem = fault.to_problem();
    if problem.status == StatusCode::INTERNAL_SERVER_ERROR {
        return fail(fault);
    }
    let mut response = refuse(problem.status, &problem.code.to_uppercase(), &problem.detail);
    response.headers_mut().extend(*problem.headers);
    response
}

fn told(refusal: Refusal) -> Response {
    match refusal {
        Refusal::BadRequest(errors) => answer(StatusCode::BAD_REQUEST, errors),
        Refusal::NotFound(errors) => answer(StatusCode::NOT_FOUND, errors),
        Refusal::Conflict(errors) => answer(StatusCode::CONFLICT, errors),
        Refusal::ContentTooLarge(errors) => answer(StatusCode::PAYLOAD_TOO_LARGE, errors),
        Refusal::TooManyRequests(message, _) => {
            refuse(StatusCode::TOO_MANY_REQUESTS, LIMIT, &message)
        }
        Refusal::Fault(fault) => faulty(&fault),
    }
}

fn answer(status: StatusCode, errors: Vec<ErrorDetail>) -> Response {
    let kind = [(header::CONTENT_TYPE, "application/json")];
    (status, kind, to_json(&ErrorResponse::new(errors))).into_response()
}

/// The signed data: everything that the URL allows.
fn text(method: &str, path: &str, expires: i64) -> String {
    format!("{method} {path} {expires}")
}
