//! Keeps the parts of a form: small ones in memory, the others as ranges of one temporary file.
//!
//! The file is made when the first part needs it. It has no name, so that it is gone when the last part is dropped. A
//! form uses at most one file descriptor, however many parts it has.

use std::fmt;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use futures_util::stream;
use tokio::io::AsyncWriteExt as _;

use crate::messages::body::Body;

/// Bytes that are read from the file at once.
const CHUNK: usize = 64 * 1024;

/// The server failed to keep a part, for example because its disk is full or it has no file descriptor left.
#[derive(Debug)]
pub(crate) struct SpoolError(io::Error);

impl SpoolError {
    /// Returns the cause, if `error` is, or was caused by, a failed spool.
    pub(crate) fn cause<'e>(error: &'e (dyn std::error::Error + 'static)) -> Option<&'e io::Error> {
        std::iter::successors(Some(error), |error| error.source())
            .find_map(|error| error.downcast_ref::<Self>())
            .map(|failed| &failed.0)
    }
}

impl fmt::Display for SpoolError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a part of the form could not be kept")
    }
}

impl std::error::Error for SpoolError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

/// Receives the parts of one form, one after another.
#[derive(Debug)]
pub(super) struct Spool {
    /// Maximum size of one part in memory, in bytes.
    in_memory: usize,
    /// What is left of the memory for all parts, in bytes.
    memory: usize,
    file: Option<tokio::fs::File>,
    /// Size of the file, in bytes.
    size: u64,
}

/// Where the content of a part is.
#[derive(Debug)]
pub(super) enum RawResponse {
    Memory(Vec<u8>),
    Range { start: u64, end: u64 },
}

impl Spool {
    pub(super) fn new(in_memory: usize, all_in_memory: usize) -> Self {
        Self { in_memory, memory: all_in_memory, file: None, size: 0 }
    }

    /// Adds a chunk to the part that is being received.
    pub(super) async fn write(
        &mut self,
        part: RawResponse,
        chunk: &[u8],
    ) -> Result<RawResponse, SpoolError> {
        match part {
            RawResponse::Memory(mut held)
                if held.len() + chunk.len() <= self.in_memory.min(self.memory) =>
            {
                held.extend_from_slice(chunk);
                Ok(RawResponse::Memory(held))
            }
            RawResponse::Memory(held) => {
                let start = self.size;
                self.append(&held).await.map_err(SpoolError)?;
                self.append(chunk).await.map_err(SpoolError)?;
                Ok(RawResponse::Range { start, end: self.size })
            }
            RawResponse::Range { start, .. } => {
                self.append(chunk).await.map_err(SpoolError)?;
                Ok(RawResponse::Range { start, end: self.size })
            }
        }
    }

    async fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            none => {
                let file = tokio::task::spawn_blocking(tempfile::tempfile).await??;
                none.insert(tokio::fs::File::from_std(file))
            }
        };
        file.write_all(bytes).await?;
        self.size += bytes.len() as u64;
        Ok(())
    }

    /// Ends a part: the memory that it uses is no longer available.
    pub(super) fn end_part(&mut self, part: &RawResponse) {
        if let RawResponse::Memory(held) = part {
            self.memory = self.memory.saturating_sub(held.len());
        }
    }

    /// Ends the form. Returns what the bodies of its parts read from.
    pub(super) async fn finish(self) -> Result<Spooled, SpoolError> {
        let Some(mut file) = self.file else { return Ok(Spooled(None)) };
        // A write that failed in the background is reported here.
        file.flush().await.map_err(SpoolError)?;
        Ok(Spooled(Some(Arc::new(Mutex::new(file.into_std().await)))))
    }
}

/// The file of a form, shared by the bodies of its parts.
#[derive(Debug)]
pub(super) struct Spooled(Option<Arc<Mutex<std::fs::File>>>);

impl Spooled {
    /// Returns the body of a part.
    pub(super) fn body(&self, part: RawResponse) -> Body {
        match (part, &self.0) {
            (RawResponse::Memory(held), _) => held.into(),
            (RawResponse::Range { start, end }, Some(file)) => {
                let range = (file.clone(), start, end);
                Body::from_stream(stream::try_unfold(range, |(file, at, end)| async move {
                    if at >= end {
                        return Ok(None);
                    }
                    let reading = file.clone();
                    let chunk =
                        tokio::task::spawn_blocking(move || read(&reading, at, end)).await??;
                    let next = at + chunk.len() as u64;
                    Ok::<_, io::Error>(Some((chunk, (file, next, end))))
                }))
            }
            (RawResponse::Range { .. }, None) => Body::empty(),
        }
    }
}

/// Reads one chunk of a range.
fn read(file: &Mutex<std::fs::File>, at: u64, end: u64) -> io::Result<Bytes> {
    let size = usize::try_from(end - at).unwrap_or(CHUNK).min(CHUNK);
    let mut chunk = vec![0; size];
    let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
    file.seek(SeekFrom::Start(at))?;
    file.read_exact(&mut chunk)?;
    Ok(chunk.into())
}
