//! The two routes that are not in the document: upload to and download from the signed URLs. Files are streamed and
//! never buffered completely.

use agents_api::wire::Fault;
use axum::Router;
use axum::body::Body;
use axum::extract::{FromRequestParts, Path, Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::put;
use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use http::request::Parts;
use http::{HeaderValue, StatusCode, header};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::json;
use uuid::Uuid;

use super::link::{Permission, Signer, Target};
use super::object::{Object, objects};
use crate::agents::Agents;
use crate::store::files::PutError;
use crate::store::{Scope, StoreError};
use crate::stream;

/// The query parameters of a signed URL.
#[derive(Debug)]
struct Grant {
    expires: i64,
    signature: String,
}

/// Why a transfer is rejected: a status, a machine-readable code, and a message.
#[derive(Debug)]
enum Refused {
    No(StatusCode, &'static str, &'static str),
    Failed(StoreError),
}

/// Why a stream was aborted.
#[derive(Debug, thiserror::Error)]
enum Cut {
    #[error("more bytes than announced")]
    TooMany,
    #[error("fewer bytes than announced")]
    TooFew,
    #[error("the connection was interrupted")]
    Broken,
}

impl<S: Sync> FromRequestParts<S> for Grant {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refused> {
        let query = parts.uri.query().unwrap_or_default();
        let (mut expires, mut signature) = (None, None);
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match name.as_ref() {
                "expires" => expires = value.parse().ok(),
                "signature" => signature = Some(value.into_owned()),
                _ => {}
            }
        }
        let grant = expires.zip(signature);
        grant.map(|(expires, signature)| Self { expires, signature }).ok_or_else(unknown)
    }
}

/// Returns the routes of the signed URLs.
pub(in crate::agents) fn routes(agents: Agents) -> Router {
    let at = "/storage/{tenant}/{object}";
    Router::new().route(at, put(upload).get(download)).with_state(agents)
}

async fn upload(
    State(agents): State<Agents>,
    Path((tenant, object)): Path<(String, Uuid)>,
    grant: Grant,
    request: Request,
) -> Result<Response, Refused> {
    let (scope, id) = agents.granted(tenant, object, &grant, Permission::Upload).await?;
    let found = objects(&scope).get(&id).await?.ok_or_else(gone)?.value;
    if found.is_ready() {
        return Err(arrived());
    }
    let type_of = |value: &HeaderValue| value.to_str().ok().map(str::to_owned);
    let sent = request.headers().get(header::CONTENT_TYPE).and_then(type_of);
    if let Some(kind) = found.content_type()
        && sent.as_deref() != Some(kind)
    {
        let why = "The Content-Type differs from the announced one.";
        return Err(Refused::No(StatusCode::UNSUPPORTED_MEDIA_TYPE, "WrongType", why));
    }
    let size = u64::try_from(found.size_bytes).unwrap_or(0);
    let announced = request.headers().get(header::CONTENT_LENGTH).and_then(type_of);
    if announced.is_some_and(|length| length.parse() != Ok(size)) {
        return Err(wrong_size());
    }

    let file = Uuid::new_v4().to_string();
    let (path, files) = (scope.file(&file), scope.store().files().clone());
    let content = stream::in_time(request.into_body().into_data_stream().map(Result::ok));
    let content = exactly(size, content.map(Option::flatten));
    let info = files.put(&path, content).await.map_err(|error| match error {
        PutError::Source(Cut::Broken) => {
            let why = "The upload was interrupted.";
            Refused::No(StatusCode::BAD_REQUEST, "Incomplete", why)
        }
        PutError::Source(Cut::TooMany | Cut::TooFew) => wrong_size(),
        PutError::Store(error) => Refused::Failed(error),
    })?;
    let kept = objects(&scope)
        .try_update(&id, |object: &mut Object| {
            if object.is_ready() {
                return Err(arrived());
            }
            object.file = Some(file);
            Ok(())
        })
        .await;
    match kept {
        Ok(Some(_)) => {}
        // Another upload was faster, or the object has been deleted: this file is not needed.
        refused => {
            files.delete(&path).await?;
            refused?;
            return Err(gone());
        }
    }
    let tag = format!("\"{}\"", info.sha256);
    Ok((StatusCode::OK, [(header::ETAG, tag)]).into_response())
}

async fn download(
    State(agents): State<Agents>,
    Path((tenant, object)): Path<(String, Uuid)>,
    grant: Grant,
) -> Result<Response, Refused> {
    let (scope, id) = agents.granted(tenant, object, &grant, Permission::Download).await?;
    let found = objects(&scope).get(&id).await?.ok_or_else(gone)?.value;
    let (size, content) = found.content(&scope).await?.ok_or_else(gone)?;
    let mut response = Response::new(Body::from_stream(content));
    let headers = response.headers_mut();
    let kind = found.content_type().and_then(|kind| HeaderValue::from_str(kind).ok());
    let plain = HeaderValue::from_static("application/octet-stream");
    headers.insert(header::CONTENT_TYPE, kind.unwrap_or(plain));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(size));
    // Content stored by tenants must not run in a browser as a page of this server.
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    let name = utf8_percent_encode(&found.filename, NON_ALPHANUMERIC);
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{name}")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

impl Agents {
    /// Returns the part of the store and the file that a URL gives access to.
    async fn granted(
        &self,
        tenant: String,
        object: Uuid,
        grant: &Grant,
        permission: Permission,
    ) -> Result<(Scope, String), Refused> {
        let target = Target { tenant, object: object.to_string(), expires: grant.expires };
        let signer = Signer::of(&self.shared()).await?;
        if !signer.knows(&target, permission, &grant.signature) {
            return Err(unknown());
        }
        if target.is_over(self.clock.now()) {
            let why = "The URL has expired. Request a new one.";
            return Err(Refused::No(StatusCode::FORBIDDEN, "Expired", why));
        }
        Ok((self.scope(&target.tenant), target.object))
    }
}

/// Passes the bytes on; fails if their number is not the expected one.
fn exactly(
    size: u64,
    parts: impl Stream<Item = Option<Bytes>> + Send,
) -> impl Stream<Item = Result<Bytes, Cut>> + Send {
    let mut left = Some(size);
    let end = futures_util::stream::once(async { Some(Bytes::new()) }).map(|end| (end, true));
    parts.map(|part| (part, false)).chain(end).map(move |(part, is_end)| {
        let part = part.ok_or(Cut::Broken)?;
        let length = u64::try_from(part.len()).unwrap_or(u64::MAX);
        left = left.and_then(|left| left.checked_sub(length));
        match left {
            None => Err(Cut::TooMany),
            Some(left) if is_end && left > 0 => Err(Cut::TooFew),
            Some(_) => Ok(part),
        }
    })
}

fn unknown() -> Refused {
    let why = "The URL is not valid for this method.";
    Refused::No(StatusCode::FORBIDDEN, "InvalidSignature", why)
}

fn gone() -> Refused {
    Refused::No(StatusCode::NOT_FOUND, "NotFound", "The object no longer exists.")
}

fn arrived() -> Refused {
    Refused::No(
        StatusCode::CONFLICT,
        "Conflict",
        "The content of the object has already been uploaded.",
    )
}

fn wrong_size() -> Refused {
    let why = "The size of the content differs from the announced one.";
    Refused::No(StatusCode::BAD_REQUEST, "WrongSize", why)
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        Self::Failed(error)
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let (status, code, message) = match self {
            Self::No(status, code, message) => (status, code, message),
            Self::Failed(error) => {
                tracing::error!(error = &error as &dyn std::error::Error, "a transfer failed");
                let problem = Fault::from_error(error).to_problem();
                let (code, why) = match problem.status {
                    StatusCode::SERVICE_UNAVAILABLE => {
                        ("ServiceUnavailable", "The server is busy. Try again in a few seconds.")
                    }
                    StatusCode::INSUFFICIENT_STORAGE => {
                        ("InsufficientStorage", "The server has no space left.")
                    }
                    _ => ("InternalServerError", "Internal server error."),
                };
                let mut response = answer(problem.status, code, why);
                response.headers_mut().extend(*problem.headers);
                return response;
            }
        };
        answer(status, code, message)
    }
}

fn answer(status: StatusCode, code: &str, message: &str) -> Response {
    let body = json!({
        "success": false,
        "error": code,
        "message": message,
        "details": null,
        "detail": message,
    });
    let kind = [(header::CONTENT_TYPE, "application/json")];
    (status, kind, body.to_string()).into_response()
}
