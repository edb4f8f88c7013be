//! The options of a server: bounds on its connections, and times.

use std::time::Duration;

use crate::ends::server::{Shutdown, early};

/// Options for [`serve`](super::serve). All have defaults that are safe on the public internet.
///
/// The limits of single requests, such as the size of a body, are [`Limits`](crate::server::Limits) of the router.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
///
/// use counterpart_wire::server::{ServeOptions, Shutdown};
///
/// let shutdown = Shutdown::new();
/// let options = ServeOptions::default().connections(500).idle_time(Duration::from_secs(20)).shutdown(shutdown);
/// assert_eq!(options.connections, 500);
/// assert_eq!(options.head_time, Duration::from_secs(15));
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ServeOptions {
    /// Maximum number of connections. A further one is closed without an answer. 10,000 by default, and at most half of
    /// the process's limit of open files, so that the other half is left for files and databases.
    pub connections: usize,
    /// Maximum number of connections of one IP address; of one /64 network for IPv6. 1,024 by default. Behind a proxy all
    /// connections have the address of the proxy: set it to `connections` then.
    pub connections_per_address: usize,
    /// Maximum time to receive the head of a request, from its first byte; for the first request, from the start of the
    /// connection. 15 seconds by default.
    pub head_time: Duration,
    /// Maximum size of the head of a request, in bytes, and at least 8 KiB. 64 KiB by default. A larger one is answered
    /// with 431.
    pub head_size: usize,
    /// Maximum time between two requests of a connection. 75 seconds by default.
    pub idle_time: Duration,
    /// Maximum time without any data of a request's body. 60 seconds by default. Its reader gets an error, and the client
    /// 408. The limit of a router, `Limits::read`, is for the body as a whole.
    pub body_time: Duration,
    /// Maximum time that a client may leave a response untaken. 60 seconds by default.
    pub write_time: Duration,
    /// Maximum number of requests that an HTTP/2 connection may have at once. 100 by default.
    pub streams: u32,
    /// Maximum time that running requests have to finish after a graceful shutdown began. 10 seconds by default.
    pub shutdown_time: Duration,
    /// The signal to stop. By default it is never given.
    pub shutdown: Shutdown,
}

impl Default for ServeOptions {
    fn default() -> Self {
        Self {
            connections: 10_000,
            connections_per_address: 1024,
            head_time: Duration::from_secs(15),
            head_size: 64 * 1024,
            idle_time: Duration::from_secs(75),
            body_time: early::PAUSE,
            write_time: Duration::from_secs(60),
            streams: 100,
            shutdown_time: Duration::from_secs(10),
            shutdown: Shutdown::new(),
        }
    }
}

impl ServeOptions {
    /// Sets the maximum number of connections.
    #[must_use]
    pub fn connections(mut self, number: usize) -> Self {
        self.connections = number;
        self
    }

    /// Sets the maximum number of connections of one address.
    #[must_use]
    pub fn connections_per_address(mut self, number: usize) -> Self {
        self.connections_per_address = number;
        self
    }

    /// Sets the maximum time to receive the head of a request.
    #[must_use]
    pub fn head_time(mut self, time: Duration) -> Self {
        self.head_time = time;
        self
    }

    /// Sets the maximum size of the head of a request, in bytes. A smaller one than 8 KiB counts as 8 KiB.
    #[must_use]
    pub fn head_size(mut self, bytes: usize) -> Self {
        self.head_size = bytes.max(8 * 1024);
        self
    }

    /// Sets the maximum time between two requests of a connection.
    #[must_use]
    pub fn idle_time(mut self, time: Duration) -> Self {
        self.idle_time = time;
        self
    }

    /// Sets the maximum time without any data of a request's body.
    #[must_use]
    pub fn body_time(mut self, time: Duration) -> Self {
        self.body_time = time;
        self
    }

    /// Sets the maximum time that a client may leave a response untaken.
    #[must_use]
    pub fn write_time(mut self, time: Duration) -> Self {
        self.write_time = time;
        self
    }

    /// Sets the maximum number of requests that an HTTP/2 connection may have at once.
    #[must_use]
    pub fn streams(mut self, number: u32) -> Self {
        self.streams = number;
        self
    }

    /// Sets the maximum time that running requests have to finish after a graceful shutdown began.
    #[must_use]
    pub fn shutdown_time(mut self, time: Duration) -> Self {
        self.shutdown_time = time;
        self
    }

    /// Sets the signal to stop.
    #[must_use]
    pub fn shutdown(mut self, shutdown: Shutdown) -> Self {
        self.shutdown = shutdown;
        self
    }
}
