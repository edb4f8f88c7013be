//! The socket of a connection: reports what happens to it, holds the place of the connection, and closes cleanly.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::Sleep;

use super::places::Place;
use super::pulse::Pulse;
use crate::ends::server::Shutdown;

/// Maximum time to wait until the client closes its end.
const LINGER: Duration = Duration::from_secs(3);
/// Maximum size of what is read until then, in bytes.
const LINGER_SIZE: usize = 16 * 1024 * 1024;

/// A socket that is counted until it is dropped, also after an upgrade to another protocol.
pub(super) struct Socket<Io> {
    io: Io,
    pulse: Arc<Pulse>,
    shutdown: Shutdown,
    closing: Option<Closing>,
    /// Dropped last: the place is taken as long as the socket is open.
    _place: Place,
}

/// The end of a connection: the server has closed its end, and reads until the client closes the other. A socket that
/// is closed with unread data resets the connection, and the client may lose the response.
struct Closing {
    left: usize,
    time: Pin<Box<Sleep>>,
}

impl<Io> Socket<Io> {
    pub(super) fn new(io: Io, pulse: Arc<Pulse>, shutdown: Shutdown, place: Place) -> Self {
        Self { io, pulse, shutdown, closing: None, _place: place }
    }
}

impl<Io: AsyncRead + Unpin> AsyncRead for Socket<Io> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        let read = ready!(Pin::new(&mut self.io).poll_read(cx, buf));
        if buf.filled().len() > before {
            self.pulse.received();
        }
        Poll::Ready(read)
    }
}

impl<Io: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Socket<Io> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.io).poll_write(cx, bytes);
        self.pulse.sent(written.is_ready());
        written
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.io).poll_write_vectored(cx, bytes);
        self.pulse.sent(written.is_ready());
        written
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = &mut *self;
        let closing = match &mut this.closing {
            Some(closing) => closing,
            none => {
                ready!(Pin::new(&mut this.io).poll_shutdown(cx))?;
                let time = Box::pin(tokio::time::sleep(LINGER));
                none.insert(Closing { left: LINGER_SIZE, time })
            }
        };
        while !this.shutdown.is_begun() {
            let mut discarded = [0; 8 * 1024];
            let mut buf = ReadBuf::new(&mut discarded);
            match Pin::new(&mut this.io).poll_read(cx, &mut buf) {
                Poll::Pending => return closing.time.as_mut().poll(cx).map(Ok),
                Poll::Ready(Err(_)) => break,
                Poll::Ready(Ok(())) if buf.filled().is_empty() => break,
                Poll::Ready(Ok(())) => {}
            }
            match closing.left.checked_sub(buf.filled().len()) {
                Some(left) => closing.left = left,
                None => break,
            }
        }
        Poll::Ready(Ok(()))
    }
}
