//! Serves one connection: takes a socket, answers its requests with the router, ends it when it waits too long.

use std::convert::Infallible;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use bytes::Bytes;
use http::{HeaderValue, Version, header};
use http_body::{Body as HttpBody, Frame, SizeHint};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::Instant;
use tower::ServiceExt as _;

use super::options::ServeOptions;
use super::places::Place;
use super::pulse::{Exchange, Patience, Pulse, Reason};
use super::socket::Socket;
use crate::ends::server::{Shutdown, early};

/// How long a connection that was told to close may last.
const CLOSE: Duration = Duration::from_secs(5);

/// What all connections of a server share.
pub(super) struct Server {
    pub(super) router: Router,
    pub(super) protocol: Builder<TokioExecutor>,
    pub(super) patience: Patience,
    pub(super) body_time: Duration,
    pub(super) shutdown: Shutdown,
}

impl Server {
    pub(super) fn new(router: Router, options: &ServeOptions) -> Self {
        let mut protocol = Builder::new(TokioExecutor::new());
        protocol
            .http1()
            .timer(TokioTimer::new())
            // The pulse has a time for the head that does not count the pauses between requests.
            .header_read_timeout(None)
            .max_buf_size(options.head_size);
        protocol
            .http2()
            .timer(TokioTimer::new())
            .max_header_list_size(u32::try_from(options.head_size).unwrap_or(u32::MAX))
            .max_concurrent_streams(options.streams);
        let patience = Patience {
            head: options.head_time,
            idle: options.idle_time,
            write: options.write_time,
        };
        let shutdown = options.shutdown.clone();
        Self { router, protocol, patience, body_time: options.body_time, shutdown }
    }

    /// Serves a connection until it ends.
    pub(super) async fn run<Io, Addr>(self: Arc<Self>, io: Io, address: Addr, place: Place)
    where
        Io: AsyncRead + AsyncWrite + Unpin + Send + 'static,
        Addr: Clone + Send + Sync + 'static,
    {
        let pulse = Pulse::new();
        let io = TokioIo::new(Socket::new(io, pulse.clone(), self.shutdown.clone(), place));
        let service = service_fn(|request: http::Request<Incoming>| {
            let exchange = pulse.open(request.version() == Version::HTTP_2);
            let mut request = request.map(Body::new);
            name_host(&mut request);
            request.extensions_mut().insert(ConnectInfo(address.clone()));
            request.extensions_mut().insert(self.shutdown.clone());
            let router = self.router.clone();
            let body_time = self.body_time;
            async move {
                let answer = |request: Request| async {
                    router.oneshot(request).await.unwrap_or_else(|never| match never {})
                };
                let response = early::settle(request, body_time, answer).await;
                Ok::<_, Infallible>(response.map(|body| Tracked { body, exchange }))
            }
        });
        let connection = pin!(self.protocol.serve_connection_with_upgrades(io, service));
        self.drive(connection, &pulse).await;
    }

    /// Polls a connection until it ends, or has to end.
    async fn drive<C: Connection>(&self, mut connection: Pin<&mut C>, pulse: &Pulse) {
        let mut begun = pin!(self.shutdown.begun());
        let mut is_stopping = false;
        let mut cut: Option<Instant> = None;
        let mut alarm = pin!(tokio::time::sleep(self.patience.head));
        std::future::poll_fn(|cx| {
            loop {
                if let Poll::Ready(ended) = connection.as_mut().poll(cx) {
                    if let Err(error) = ended {
                        tracing::debug!(%error, "a connection failed");
                    }
                    return Poll::Ready(());
                }
                if !is_stopping && begun.as_mut().poll(cx).is_ready() {
                    is_stopping = true;
                    pulse.stop();
                    connection.as_mut().close();
                    continue;
                }
                let end = pulse.end(&self.patience);
                let at = match (cut, end) {
                    (Some(cut), Some((at, _))) => cut.min(at),
                    (Some(at), None) | (None, Some((at, _))) => at,
                    (None, None) => return Poll::Pending,
                };
                if Instant::now() >= at {
                    let is_idle = matches!(end, Some((_, Reason::Idle)));
                    if !is_idle || cut.is_some() {
                        tracing::debug!(reason = ?end.map(|end| end.1), "a connection was ended");
                        return Poll::Ready(());
                    }
                    cut = Some(Instant::now() + CLOSE);
                    connection.as_mut().close();
                    continue;
                }
                // An alarm that is too early only wakes the connection once more.
                if alarm.is_elapsed() || at < alarm.deadline() {
                    alarm.as_mut().reset(at);
                }
                if alarm.as_mut().poll(cx).is_pending() {
                    return Poll::Pending;
                }
            }
        })
        .await;
    }
}

/// A connection of any protocol.
trait Connection: Future<Output = Result<(), Box<dyn std::error::Error + Send + Sync>>> {
    /// Closes it when its requests are answered.
    fn close(self: Pin<&mut Self>);
}

impl<I, S, E, B> Connection for hyper_util::server::conn::auto::UpgradeableConnection<'_, I, S, E>
where
    S: hyper::service::Service<http::Request<Incoming>, Response = http::Response<B>>,
    S::Future: 'static,
    S::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    B: HttpBody + 'static,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    I: hyper::rt::Read + hyper::rt::Write + Unpin + Send + 'static,
    E: hyper_util::server::conn::auto::HttpServerConnExec<S::Future, B>,
{
    fn close(self: Pin<&mut Self>) {
        self.graceful_shutdown();
    }
}

/// Sets the header `Host` of a request of HTTP/2, which has the pseudo-header `:authority` instead (RFC 9113, section
/// 8.3.1). Handlers then find it in one place.
fn name_host(request: &mut Request) {
    let host = request.uri().authority().map(|authority| HeaderValue::from_str(authority.as_str()));
    if let Some(Ok(host)) = host {
        request.headers_mut().entry(header::HOST).or_insert(host);
    }
}

/// The body of a response, whose request is open until it is sent.
struct Tracked {
    body: Body,
    exchange: Exchange,
}

impl HttpBody for Tracked {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        self.exchange.asked();
        let frame = std::task::ready!(Pin::new(&mut self.body).poll_frame(cx));
        if matches!(frame, Some(Ok(_))) {
            self.exchange.gave();
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
