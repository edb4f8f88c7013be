//! A client that writes and reads bytes, so that a test sees when a connection closes.

use std::net::SocketAddr;

use counterpart_wire::server::{Router, ServeOptions, Served, Shutdown, serve};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// A running server.
#[derive(Debug)]
pub(crate) struct Running {
    pub(crate) address: SocketAddr,
    pub(crate) shutdown: Shutdown,
    task: tokio::task::JoinHandle<Served>,
}

impl Running {
    pub(crate) async fn start(router: Router, options: ServeOptions) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let shutdown = options.shutdown.clone();
        Self { address, shutdown, task: tokio::spawn(serve(listener, router, options)) }
    }

    pub(crate) async fn connect(&self) -> Connection {
        Connection::to(self.address).await
    }

    pub(crate) async fn ended(self) -> Served {
        self.task.await.unwrap()
    }
}

/// A response.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) closes: bool,
    pub(crate) body: String,
}

#[derive(Debug)]
pub(crate) struct Connection {
    pub(crate) stream: TcpStream,
    unread: Vec<u8>,
}

impl Connection {
    pub(crate) async fn to(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        Self { stream, unread: Vec::new() }
    }

    pub(crate) async fn write(&mut self, bytes: impl AsRef<[u8]>) -> std::io::Result<()> {
        self.stream.write_all(bytes.as_ref()).await
    }

    /// Reads more. Returns whether there was something.
    async fn more(&mut self) -> bool {
        let mut bytes = [0; 8192];
        match self.stream.read(&mut bytes).await {
            Ok(0) | Err(_) => false,
            Ok(number) => {
                self.unread.extend_from_slice(&bytes[..number]);
                true
            }
        }
    }

    /// Reads until `end`. Returns what was read, or `None` if the connection closed before.
    pub(crate) async fn until(&mut self, end: &str) -> Option<String> {
        loop {
            let found = self.unread.windows(end.len()).position(|window| window == end.as_bytes());
            if let Some(at) = found {
                let read = self.unread.drain(..at + end.len()).collect();
                return Some(String::from_utf8(read).unwrap());
            }
            if !self.more().await {
                return None;
            }
        }
    }

    /// Reads a response. Returns `None` if the connection closed before its end.
    pub(crate) async fn answer(&mut self) -> Option<Answer> {
        let head = self.until("\r\n\r\n").await?.to_ascii_lowercase();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let length = head
            .split_once("content-length: ")
            .map_or("0", |(_, rest)| rest.split_once("\r\n").unwrap().0);
        let length: usize = length.parse().unwrap();
        while self.unread.len() < length {
            if !self.more().await {
                return None;
            }
        }
        let body = String::from_utf8(self.unread.drain(..length).collect()).unwrap();
        Some(Answer { status, closes: head.contains("connection: close"), body })
    }

    pub(crate) async fn get(&mut self, path: &str) -> Option<Answer> {
        let head = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        self.write(head).await.ok()?;
        self.answer().await
    }

    /// Reads until the server closes the connection. Returns whether it closed without an error, and what it sent.
    pub(crate) async fn rest(mut self) -> (bool, String) {
        let mut read = Vec::new();
        let is_clean = self.stream.read_to_end(&mut read).await.is_ok();
        self.unread.extend_from_slice(&read);
        (is_clean, String::from_utf8_lossy(&self.unread).into_owned())
    }
}
