//! The transport: any [`tower::Service`] behind one type.

use bytes::Bytes;
use http::{Request, Response};
use tower::util::BoxCloneSyncService;
use tower::{Service, ServiceExt as _};

use crate::messages::body::{Body, BoxError};
use crate::messages::fault::{Fault, FaultKind};

/// A transport, shared between clones of a client.
#[derive(Clone, Debug)]
pub struct Transport(BoxCloneSyncService<Request<Body>, Response<Body>, BoxError>);

impl Transport {
    /// Wraps a service.
    pub fn new<S, B>(service: S) -> Self
    where
        S: Service<Request<Body>, Response = Response<B>> + Clone + Send + Sync + 'static,
        S::Error: Into<BoxError>,
        S::Future: Send,
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        let service = service
            .map_response(|response: Response<B>| response.map(Body::wrap))
            .map_err(Into::into);
        Self(BoxCloneSyncService::new(service))
    }

    /// Creates the default transport: reqwest with its connection pool.
    ///
    /// Redirects are not followed: a documented redirect is a response, and an API key in a custom header would be
    /// sent to any host.
    pub(super) fn reqwest() -> Result<Self, BoxError> {
        let client =
            reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
        Ok(Self::new(tower::service_fn(move |request: Request<Body>| {
            let client = client.clone();
            async move { exchange(&client, request).await }
        })))
    }

    pub(super) async fn send(&self, request: Request<Body>) -> Result<Response<Body>, Fault> {
        self.0
            .clone()
            .oneshot(request)
            .await
            .map_err(|error| Fault::new(kind(&*error)).caused_by(error))
    }
}

/// Finds the kind of an error among its causes, since layers wrap errors.
fn kind(error: &(dyn std::error::Error + 'static)) -> FaultKind {
    let mut causes = std::iter::successors(Some(error), |error| error.source());
    match causes.find_map(|cause| cause.downcast_ref::<reqwest::Error>()) {
        Some(error) if error.is_connect() => FaultKind::Connect,
        Some(error) if error.is_timeout() => FaultKind::Timeout,
        Some(error) if error.is_builder() => FaultKind::Request(error.to_string()),
        _ => FaultKind::Transport,
    }
}

async fn exchange(
    client: &reqwest::Client,
    request: Request<Body>,
) -> Result<Response<reqwest::Body>, reqwest::Error> {
    // A body in memory is sent with its length, a stream in chunks.
    let request = request.map(|body| match body.into_bytes() {
        Ok(bytes) => reqwest::Body::from(bytes),
        Err(stream) => reqwest::Body::wrap_stream(stream.into_stream()),
    });
    // Errors do not contain the URL: its query may contain a credential.
    let request = request.try_into().map_err(reqwest::Error::without_url)?;
    Ok(client.execute(request).await.map_err(reqwest::Error::without_url)?.into())
}
