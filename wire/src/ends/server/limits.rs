//! Limits on the requests that a server accepts.

use std::time::Duration;

use crate::messages::request::{ReadBody, RequestReader};

/// Limits of a router on the size and duration of requests. All have defaults.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
///
/// use counterpart_wire::server::Limits;
///
/// let limits = Limits::default().body(64 * 1024).answer(Duration::from_secs(10));
/// assert_eq!(limits.body, 65_536);
/// assert_eq!(limits.parts, 1_000);
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Limits {
    /// Maximum size of a body that is decoded as a whole, in bytes. 2 MiB by default.
    pub body: usize,
    /// Maximum size of a multipart form or of a streamed body, in bytes. 1 GiB by default.
    pub form: u64,
    /// Maximum size of a form part in memory, in bytes; larger parts go to a temporary file. 256 KiB by default. All
    /// parts of a form together use at most `body` bytes of memory.
    pub in_memory: usize,
    /// Maximum number of parts of a form. 1,000 by default.
    pub parts: usize,
    /// Maximum time to receive a request. 5 minutes by default.
    pub read: Duration,
    /// Maximum time for an implementation to return a response; the time of `read` is added if it reads the body as a
    /// stream. 1 minute by default.
    pub answer: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body: 2 * 1024 * 1024,
            form: 1024 * 1024 * 1024,
            in_memory: 256 * 1024,
            parts: 1000,
            read: Duration::from_secs(5 * 60),
            answer: Duration::from_secs(60),
        }
    }
}

impl Limits {
    /// Sets the maximum size of a body that is decoded as a whole, in bytes.
    #[must_use]
    pub fn body(mut self, bytes: usize) -> Self {
        self.body = bytes;
        self
    }

    /// Sets the maximum size of a multipart form or of a streamed body, in bytes.
    #[must_use]
    pub fn form(mut self, bytes: u64) -> Self {
        self.form = bytes;
        self
    }

    /// Sets the maximum size of a form part in memory, in bytes.
    #[must_use]
    pub fn in_memory(mut self, bytes: usize) -> Self {
        self.in_memory = bytes;
        self
    }

    /// Sets the maximum number of parts of a form.
    #[must_use]
    pub fn parts(mut self, number: usize) -> Self {
        self.parts = number;
        self
    }

    /// Sets the maximum time to receive a request.
    #[must_use]
    pub fn read(mut self, time: Duration) -> Self {
        self.read = time;
        self
    }

    /// Sets the maximum time for an implementation to return a response.
    #[must_use]
    pub fn answer(mut self, time: Duration) -> Self {
        self.answer = time;
        self
    }

    /// Returns the time limit for an implementation, given the request.
    pub(super) fn time_for(&self, reader: &RequestReader) -> Duration {
        match reader.body {
            ReadBody::Stream(..) => self.answer.saturating_add(self.read),
            _ => self.answer,
        }
    }
}
