//! The HTTP client: sends operations over any [`tower::Service`], reqwest by default.

mod builder;
mod items;
mod pending;
mod transport;
mod watch;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

pub use builder::{BuildError, Builder, server_url};
pub use items::Items;
pub use pending::{CallOptions, Pending};
pub use transport::Transport;

use bytes::Bytes;
use futures_util::StreamExt as _;
use http::header::{ACCEPT, WWW_AUTHENTICATE};
use http::{Request, StatusCode};

use self::watch::Watch;
use crate::messages::body::{Body, TooLarge};
use crate::messages::fault::{Fault, FaultKind};
use crate::messages::problem::Problem;
use crate::messages::request::RequestWriter;
use crate::messages::response::{KEPT, ResponseReader};
use crate::operations::call::{Call, Context};
use crate::operations::error::{CallError, Error};
use crate::operations::operation::{Operation, Outcome};
use crate::operations::paging::Paged;
use crate::operations::security::{Credentials, Requirement};
use crate::operations::spec::OperationSpec;
use crate::operations::spec::{is_stream, is_unexpected};

/// Shared implementation behind all generated clients. Cheap to clone: clones share the transport and its
/// connections.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

struct Inner {
    base: Option<String>,
    /// The URLs of operations with servers of their own, by their address in the OpenAPI document.
    own: Vec<(&'static str, String)>,
    transport: Transport,
    credentials: Credentials,
    headers: http::HeaderMap,
    timeout: Duration,
    idle: Option<Duration>,
    limit: usize,
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client")
            .field("base", &self.0.base)
            .field("credentials", &self.0.credentials)
            .field("timeout", &self.0.timeout)
            .finish_non_exhaustive()
    }
}

impl Client {
    /// Prepares a call. It is sent when the returned value is awaited.
    pub fn call<Op: Operation>(&self, request: Op) -> Pending<Op> {
        Pending::new(self.clone(), request)
    }

    /// Returns all items of a list as a stream, starting from the page of `request`.
    pub fn items<Op: Paged>(&self, request: Op) -> Items<Op> {
        Items::new(self.clone(), request)
    }

    /// Sends a call and waits for its outcome.
    ///
    /// Redirects are not followed, so that credentials are never sent to another host.
    ///
    /// # Errors
    ///
    /// Fails with [`CallError::Api`] for a documented error and [`CallError::Fault`] for anything else.
    pub fn send<Op: Operation>(
        &self,
        request: Op,
        options: CallOptions,
    ) -> impl Future<Output = Result<Op::Output, CallError<Op::Error>>> + Send + 'static {
        let mut writer = RequestWriter::new(Op::SPEC);
        request.write(&mut writer);
        let exchange = self.exchange(Op::SPEC, Op::SERVER, writer, options);
        async move {
            let answer = exchange.await.map_err(CallError::Fault)?;
            Op::receive(answer).map_err(CallError::Fault)?.map_err(CallError::Api)
        }
    }

    /// Sends a call received by the implementation of a generated trait, so that a client can be used as an
    /// implementation. A call without credentials, made in the same process, is sent with the client's own. The media
    /// types that the caller accepts are sent on.
    pub fn forward<Op: Operation>(&self, call: Call<Op, Credentials>) -> Forwarded<Op> {
        let Call { request, principal, context } = call;
        self.forward_as(request, (!principal.is_empty()).then_some(principal), &context)
    }

    /// Like [`Client::forward`], for an operation without security. Sent without credentials.
    pub fn forward_open<Op: Operation>(&self, call: Call<Op, ()>) -> Forwarded<Op> {
        self.forward_as(call.request, Some(Credentials::new()), &call.context)
    }

    /// Like [`Client::forward`], for an operation with optional security. A call without credentials is sent without
    /// credentials; the client's own are never added.
    pub fn forward_optional<Op: Operation>(
        &self,
        call: Call<Op, Option<Credentials>>,
    ) -> Forwarded<Op> {
        let Call { request, principal, context } = call;
        self.forward_as(request, Some(principal.unwrap_or_default()), &context)
    }

    fn forward_as<Op: Operation>(
        &self,
        request: Op,
        credentials: Option<Credentials>,
        context: &Context,
    ) -> Forwarded<Op> {
        let of_caller = credentials.is_some();
        let mut options = CallOptions { credentials, ..CallOptions::default() };
        for accepted in context.headers.get_all(ACCEPT) {
            options.headers.append(ACCEPT, accepted.clone());
        }
        let sent = self.send(request, options);
        Box::pin(async move {
            sent.await.map_err(|error| match error {
                CallError::Api(error) => Error::Api(error),
                CallError::Fault(fault) => {
                    Error::Fault(match rejected_credentials(&fault).filter(|_| of_caller) {
                        Some(problem) => Fault::problem(problem),
                        None => fault,
                    })
                }
            })
        })
    }

    /// Sends a request and receives its response, for any operation.
    fn exchange(
        &self,
        spec: &'static OperationSpec,
        server: Option<&'static str>,
        mut writer: RequestWriter,
        options: CallOptions,
    ) -> Exchange {
        let inner = self.0.clone();
        Box::pin(async move {
            let own = options.credentials.as_ref();
            present(spec, own.unwrap_or(&inner.credentials), &mut writer);
            let own =
                server.and_then(|address| inner.own.iter().find(|(known, _)| *known == address));
            let base = own.map(|(_, url)| url).or(inner.base.as_ref());
            let mut request = match (options.target, base) {
                (Some(url), _) => writer.finish_at(checked_url(url)?)?,
                (None, Some(base)) => writer.finish(base)?,
                (None, None) => {
                    let why = "no URL: set `to` on the call or `base_url` on the builder";
                    return Err(Fault::new(FaultKind::Request(why.to_owned())));
                }
            };
            accept(spec, request.headers_mut());
            for headers in [inner.headers.clone(), options.headers] {
                request.headers_mut().extend(headers);
            }
            let watch = Watch::default();
            let request = request.map(|body| watch.over(body));
            let timeout = options.timeout.unwrap_or(inner.timeout);
            let answer = tokio::time::timeout(timeout, inner.answer(spec, request))
                .await
                .unwrap_or_else(|elapsed| Err(Fault::new(FaultKind::Timeout).caused_by(elapsed)));
            match watch.problem() {
                Some(problem) => Err(Fault::problem(problem)),
                None => answer,
            }
        })
    }
}

/// The future of a forwarded call. Boxed, so that the compiler does not have to prove [`Send`] for each operation.
pub type Forwarded<Op> = Pin<Box<dyn Future<Output = Outcome<Op>> + Send>>;

type Exchange = Pin<Box<dyn Future<Output = Result<ResponseReader, Fault>> + Send>>;

impl Inner {
    async fn answer(
        &self,
        spec: &'static OperationSpec,
        request: Request<Body>,
    ) -> Result<ResponseReader, Fault> {
        let (parts, body) = self.transport.send(request).await?.into_parts();
        let (status, headers) = (parts.status, &parts.headers);
        if is_unexpected(spec, status, headers) {
            let start = first_bytes(body, KEPT).await;
            if !start.is_empty() {
                let fault = Fault::new(FaultKind::UnexpectedContentType);
                return Err(fault.keeping(parts.status, parts.headers, start));
            }
            return Ok(ResponseReader::new(parts.status, parts.headers, start));
        }
        if is_stream(spec, parts.status, &parts.headers) {
            let body = match self.idle {
                Some(time) => with_idle_timeout(body, time),
                None => body,
            };
            let reader = ResponseReader::new(parts.status, parts.headers, body);
            return Ok(reader.with_event_limit(self.limit));
        }
        match body.collect(self.limit).await {
            Ok(bytes) => {
                let checks_json = spec.contents(parts.status).is_empty();
                let reader = ResponseReader::new(parts.status, parts.headers, bytes);
                Ok(reader.checking_json(checks_json))
            }
            Err(error) => {
                let fault = match error.downcast_ref::<TooLarge>() {
                    Some(TooLarge) => Fault::too_large(self.limit),
                    None => Fault::new(FaultKind::Transport).caused_by(error),
                };
                Err(fault.keeping(parts.status, parts.headers, Bytes::new()))
            }
        }
    }
}

/// Reads the start of a body, at most `most` bytes, as far as that works.
async fn first_bytes(body: Body, most: usize) -> Bytes {
    let mut chunks = Box::pin(body.into_stream());
    let mut start = Vec::new();
    while start.len() < most
        && let Some(Ok(chunk)) = chunks.next().await
    {
        start.extend_from_slice(chunk.get(..most - start.len()).unwrap_or(&chunk));
    }
    start.into()
}

/// Makes a stream fail with a fault when its next chunk takes longer than `time`.
fn with_idle_timeout(body: Body, time: Duration) -> Body {
    let chunks = Box::pin(body.into_stream());
    let chunks = futures_util::stream::unfold(Some(chunks), move |chunks| async move {
        let mut chunks = chunks?;
        match tokio::time::timeout(time, chunks.next()).await {
            Ok(item) => Some((item?, Some(chunks))),
            Err(elapsed) => {
                let fault = Fault::new(FaultKind::Timeout).caused_by(elapsed);
                Some((Err(fault.into()), None))
            }
        }
    });
    Body::from_stream(chunks)
}

/// Checks the URL of a call. A user name in it would be sent as credentials, and a fragment is never sent.
fn checked_url(url: String) -> Result<String, Fault> {
    let parsed = url.parse::<http::Uri>().ok();
    let web = parsed.is_some_and(|uri| {
        let scheme = uri.scheme_str().unwrap_or_default();
        matches!(scheme, "http" | "https")
            && uri.authority().is_some_and(|authority| !authority.as_str().contains('@'))
    });
    if web && !url.contains('#') {
        return Ok(url);
    }
    // The error does not contain the URL: it may contain a credential.
    let why = "the URL must be an `http` or `https` URL without a user and a fragment";
    Err(Fault::new(FaultKind::Request(why.to_owned())))
}

/// Sets the `Accept` header to the documented media types, unless the request has one.
fn accept(spec: &OperationSpec, headers: &mut http::HeaderMap) {
    let mut offers: Vec<&str> = Vec::new();
    for media in spec.offers() {
        if !offers.contains(&media) {
            offers.push(media);
        }
    }
    if let (false, Ok(value)) = (offers.is_empty(), offers.join(", ").parse()) {
        headers.entry(ACCEPT).or_insert(value);
    }
}

/// Returns the problem for a caller whose credentials another server rejected.
fn rejected_credentials(fault: &Fault) -> Option<Problem> {
    let kept = fault.response()?;
    let status = kept.status;
    let rejected_credentials = matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN)
        && matches!(fault.kind(), FaultKind::UnexpectedStatus);
    rejected_credentials.then(|| {
        let problem = Problem::new(status, "an upstream server rejected the credentials");
        // A gateway passes the challenge on (RFC 9110, section 11.6.1).
        let challenges = kept.headers.get_all(WWW_AUTHENTICATE).into_iter().cloned();
        challenges.fold(problem, |problem, challenge| problem.header(WWW_AUTHENTICATE, challenge))
    })
}

/// Adds the credentials of the first alternative for which all are available.
fn present(spec: &OperationSpec, credentials: &Credentials, writer: &mut RequestWriter) {
    let held = |requirement: &&Requirement| {
        let mut schemes = requirement.iter();
        !requirement.is_empty() && schemes.all(|(scheme, _)| credentials.get(scheme).is_some())
    };
    let Some(requirement) = spec.security.iter().find(held) else { return };
    for (scheme, _) in *requirement {
        if let Some(credential) = credentials.get(scheme) {
            scheme.present(credential, &mut *writer);
        }
    }
}
