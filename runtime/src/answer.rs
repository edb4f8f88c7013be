//! Headers of an answer beside those that its body brings along: an operation sets them on its call, and a layer around
//! the router sends them with the answer, if it is a success.

use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use counterpart_wire::Context;
use http::{HeaderMap, HeaderName, HeaderValue};

/// What was set so far.
#[derive(Debug, Clone, Default)]
struct Headers(Arc<Mutex<HeaderMap>>);

/// Lets the operations behind this layer set headers.
pub(crate) async fn with_headers(mut request: Request, next: Next) -> Response {
    let headers = Headers::default();
    request.extensions_mut().insert(headers.clone());
    let mut response = next.run(request).await;
    if response.status().is_success() {
        let set = std::mem::take(&mut *headers.0.lock().unwrap_or_else(PoisonError::into_inner));
        response.headers_mut().extend(set);
    }
    response
}

/// Sets a header of the answer to a call. In a process, without the layer, there is no answer to set it on.
pub(crate) fn set_header(call: &Context, name: HeaderName, value: HeaderValue) {
    if let Some(Headers(headers)) = call.extensions.get() {
        headers.lock().unwrap_or_else(PoisonError::into_inner).insert(name, value);
    }
}
