//! Tells a server, and everything that it runs, to stop.

use tokio_util::sync::CancellationToken;

/// A signal to stop a server: first gracefully, then at once. Clones share the signal.
///
/// A server puts it into the extensions of each request. So an implementation can end a long response, or close a
/// WebSocket: `call.context.extensions.get::<Shutdown>()`. Streams of events of generated servers end by themselves.
///
/// # Examples
///
/// ```
/// use counterpart_wire::server::Shutdown;
///
/// # futures_util::FutureExt::now_or_never(async {
/// let shutdown = Shutdown::new();
/// let seen_elsewhere = shutdown.clone();
/// shutdown.begin();
/// seen_elsewhere.begun().await;
/// assert!(seen_elsewhere.is_begun());
/// # }).unwrap();
/// ```
#[derive(Debug, Clone, Default)]
pub struct Shutdown {
    begun: CancellationToken,
    forced: CancellationToken,
}

impl Shutdown {
    /// Creates a signal that was not given yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Creates a signal that follows the signals of the operating system: the first Ctrl-C or termination signal
    /// begins a graceful shutdown, the second one forces it.
    ///
    /// Call it before the server announces itself, because a signal can follow immediately. The process no longer ends
    /// by these signals alone.
    ///
    /// # Errors
    ///
    /// Fails if the signals cannot be listened for.
    ///
    /// # Panics
    ///
    /// Panics outside of a tokio runtime with I/O.
    pub fn on_signals() -> std::io::Result<Self> {
        let mut signals = Signals::new()?;
        let shutdown = Self::new();
        let given = shutdown.clone();
        tokio::spawn(async move {
            signals.next().await;
            given.begin();
            signals.next().await;
            given.force();
        });
        Ok(shutdown)
    }

    /// Begins a graceful shutdown: the server accepts no connections, ends streams of events, and lets running requests
    /// finish.
    pub fn begin(&self) {
        self.begun.cancel();
    }

    /// Ends the server at once. Running requests are aborted.
    pub fn force(&self) {
        self.begun.cancel();
        self.forced.cancel();
    }

    /// Returns whether the server is stopping.
    pub fn is_begun(&self) -> bool {
        self.begun.is_cancelled()
    }

    /// Completes when the server begins to stop.
    pub async fn begun(&self) {
        self.begun.cancelled().await;
    }

    /// Completes when the server has to end at once.
    pub async fn forced(&self) {
        self.forced.cancelled().await;
    }

    /// Returns a future like that of [`Shutdown::begun`], which borrows nothing.
    pub(super) fn into_begun(self) -> impl Future<Output = ()> + Send + Sync + 'static {
        self.begun.cancelled_owned()
    }
}

/// The signals of the operating system that stop a server.
#[cfg(unix)]
struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn new() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        let interrupt = signal(SignalKind::interrupt())?;
        Ok(Self { interrupt, terminate: signal(SignalKind::terminate())? })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

/// The signals of the operating system that stop a server.
#[cfg(not(unix))]
struct Signals(tokio::signal::windows::CtrlC);

#[cfg(not(unix))]
impl Signals {
    fn new() -> std::io::Result<Self> {
        Ok(Self(tokio::signal::windows::ctrl_c()?))
    }

    async fn next(&mut self) {
        self.0.recv().await;
    }
}
