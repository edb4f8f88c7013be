//! Connects an async stream with a blocking reader: an async task sends chunks, and a blocking thread reads them.

use std::io::{self, Read};

use bytes::{Buf, Bytes};
use tokio::sync::mpsc;

/// The maximum number of waiting chunks; the sender waits for the reader.
const WAITING: usize = 4;

/// Reads the bytes of the chunks until the sender is dropped.
#[derive(Debug)]
pub(super) struct Chunks {
    receiver: mpsc::Receiver<io::Result<Bytes>>,
    current: Bytes,
}

pub(super) fn chunks() -> (mpsc::Sender<io::Result<Bytes>>, Chunks) {
    let (sender, receiver) = mpsc::channel(WAITING);
    (sender, Chunks { receiver, current: Bytes::new() })
}

impl Read for Chunks {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.current.is_empty() {
            match self.receiver.blocking_recv() {
                Some(chunk) => self.current = chunk?,
                None => return Ok(0),
            }
        }
        let taken = self.current.len().min(buffer.len());
        self.current.split_to(taken).copy_to_slice(buffer.get_mut(..taken).unwrap_or_default());
        Ok(taken)
    }
}
