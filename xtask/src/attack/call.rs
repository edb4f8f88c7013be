//! Requests and their answers over one HTTP/1.1 connection. Nothing is retried: a lost request is what an attack looks for.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use anyhow::Context as _;
use bytes::Bytes;
use http::HeaderMap;
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use serde_json::Value as Json;
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;

/// The time limit for an answer.
pub(super) const ANSWER: Duration = Duration::from_secs(90);

/// A request.
#[derive(Debug, Clone)]
pub(super) struct Request {
    pub(super) method: String,
    /// The path with its query.
    pub(super) path: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Bytes,
}

/// A complete answer.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

/// A connection.
#[derive(Debug)]
pub(super) struct Connection {
    sender: SendRequest<Full<Bytes>>,
    address: SocketAddr,
}

impl Request {
    pub(super) fn new(method: &str, path: impl Into<String>) -> Self {
        let method = method.to_uppercase();
        Self { method, path: path.into(), headers: Vec::new(), body: Bytes::new() }
    }

    /// Adds a header.
    pub(super) fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// Adds an access token.
    pub(super) fn token(self, token: &str) -> Self {
        self.header("authorization", format!("Bearer {token}"))
    }

    /// Sets the body and its media type.
    pub(super) fn body(mut self, media: &str, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self.header("content-type", media)
    }

    /// The body as text.
    pub(super) fn body_text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Sets a JSON body.
    pub(super) fn json(self, body: &Json) -> Self {
        self.body("application/json", body.to_string())
    }

    /// Sets a form with one file.
    pub(super) fn file(self, field: &str, name: &str, media: &str, content: &str) -> Self {
        let form = format!(
            "--attack\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
             content-type: {media}\r\n\r\n{content}\r\n--attack--\r\n"
        );
        self.body("multipart/form-data; boundary=attack", form)
    }
}

impl Answer {
    /// The body as JSON; `null` if it is something else.
    pub(super) fn json(&self) -> Json {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// The body as text.
    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(super) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The answer, if it is a success.
    pub(super) fn expect(self, what: &str) -> anyhow::Result<Self> {
        let text: String = self.text().chars().take(300).collect();
        anyhow::ensure!(self.is_success(), "{what}: {} {text}", self.status);
        Ok(self)
    }
}

impl Connection {
    /// Opens a connection from an address of this machine.
    pub(super) async fn open(to: SocketAddr, from: Ipv4Addr) -> anyhow::Result<Self> {
        let stream = TokioIo::new(tcp(to, from).await?);
        let (sender, connection) = handshake(stream).await?;
        tokio::spawn(connection);
        Ok(Self { sender, address: to })
    }

    /// Sends a request and reads the whole answer.
    pub(super) async fn send(&mut self, request: &Request) -> anyhow::Result<Answer> {
        self.send_within(request, ANSWER).await
    }

    /// Sends a request and reads the whole answer, within a time limit.
    pub(super) async fn send_within(
        &mut self,
        request: &Request,
        limit: Duration,
    ) -> anyhow::Result<Answer> {
        let mut built = http::Request::builder()
            .method(request.method.as_str())
            .uri(&request.path)
            .header("host", self.address.to_string());
        for (name, value) in &request.headers {
            built = built.header(name, value);
        }
        let built = built.body(Full::new(request.body.clone()))?;
        let answer = async {
            self.sender.ready().await?;
            let (head, body) = self.sender.send_request(built).await?.into_parts();
            let body = body.collect().await?.to_bytes();
            anyhow::Ok(Answer { status: head.status.as_u16(), headers: head.headers, body })
        };
        let about = || format!("{} {}", request.method, request.path);
        timeout(limit, answer)
            .await
            .context("no answer in time")
            .with_context(about)?
            .with_context(about)
    }
}

/// Opens a TCP connection from an address of this machine.
pub(super) async fn tcp(to: SocketAddr, from: Ipv4Addr) -> anyhow::Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    socket.bind(SocketAddr::new(from.into(), 0))?;
    let stream = timeout(ANSWER, socket.connect(to)).await.context("cannot connect in time")??;
    stream.set_nodelay(true)?;
    Ok(stream)
}
