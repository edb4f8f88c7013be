//! What a server takes from a caller before it refuses.

use std::time::Duration;

use crate::messages::request::{ReadBody, RequestReader};

/// The limits of a router. All are on by default.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Limits {
    /// The bytes of a body that is decoded whole: 2 MiB.
    pub body: usize,
    /// The bytes of a form with files, and of a body that an implementation reads as a stream: 1 GiB.
    pub form: u64,
    /// The bytes of a part of a form that wait in memory, before it goes to disk: 256 KiB. All parts together keep no
    /// more than `body` there.
    pub in_memory: usize,
    /// The parts of a form: 1,000.
    pub parts: usize,
    /// How long reading a request may take: 5 minutes.
    pub read: Duration,
    /// How long an implementation may take until its answer begins: 1 minute, and as long as `read` on top where it
    /// reads the body as a stream.
    pub answer: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body: 2 * 1024 * 1024,
            form: 1024 * 1024 * 1024,
            in_memory: 256 * 1024,
            parts: 1000,
            read: Duration::from_mins(5),
            answer: Duration::from_mins(1),
        }
    }
}

impl Limits {
    /// Another limit for bodies that are decoded whole, in bytes.
    #[must_use]
    pub fn body(mut self, bytes: usize) -> Self {
        self.body = bytes;
        self
    }

    /// Another limit for forms with files and streamed bodies, in bytes.
    #[must_use]
    pub fn form(mut self, bytes: u64) -> Self {
        self.form = bytes;
        self
    }

    /// Another limit for the parts of forms that wait in memory, in bytes.
    #[must_use]
    pub fn in_memory(mut self, bytes: usize) -> Self {
        self.in_memory = bytes;
        self
    }

    /// Another number of parts in a form.
    #[must_use]
    pub fn parts(mut self, number: usize) -> Self {
        self.parts = number;
        self
    }

    /// Another time for a request to arrive.
    #[must_use]
    pub fn read(mut self, time: Duration) -> Self {
        self.read = time;
        self
    }

    /// Another time for an implementation to answer.
    #[must_use]
    pub fn answer(mut self, time: Duration) -> Self {
        self.answer = time;
        self
    }

    /// The time for an implementation to answer what `reader` has.
    pub(super) fn time_for(&self, reader: &RequestReader) -> Duration {
        match reader.body {
            ReadBody::Stream(..) => self.answer.saturating_add(self.read),
            _ => self.answer,
        }
    }
}
