//! Serves a router on a listener, with bounds on connections and times, until it is stopped.

mod connection;
mod options;
mod places;
mod pulse;
mod socket;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::serve::Listener;
pub use options::ServeOptions;
pub use places::Peer;
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::open_files;
use connection::Server;
use places::{Full, Places};

/// How a server ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Served {
    /// Number of connections that did not end in time, and were aborted.
    pub aborted: usize,
}

/// Serves `router` on `listener` until [`ServeOptions::shutdown`] is given. Speaks HTTP/1.1, and HTTP/2 to clients that
/// begin with its preface (RFC 9113, section 3.4): those with prior knowledge, and those that a TLS listener has
/// negotiated it with (ALPN).
///
/// It does what `axum::serve` does, and has bounds: see [`ServeOptions`]. A handler finds the address of its client in
/// the extension `ConnectInfo`, and the signal to stop in the extension [`Shutdown`](super::Shutdown).
///
/// When the signal is given, the server accepts no more connections, closes those without a request, ends streams of
/// events with an error, and waits for the other requests: until they finish, or [`ServeOptions::shutdown_time`] is over,
/// or the signal is given again ([`Shutdown::force`](super::Shutdown::force)).
///
/// Any [`Listener`] can be served, also one for TLS. It should do the handshake when its stream is first used, so that a
/// slow client does not keep others waiting; the time of the handshake then counts as time of the first request head.
///
/// # Examples
///
/// ```no_run
/// use counterpart_wire::server::{Router, ServeOptions, Shutdown, serve};
///
/// # async fn run(router: Router) -> std::io::Result<()> {
/// let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
/// serve(listener, router, ServeOptions::default().shutdown(Shutdown::on_signals()?)).await;
/// # Ok(())
/// # }
/// ```
pub async fn serve<L>(mut listener: L, router: Router, options: ServeOptions) -> Served
where
    L: Listener,
    L::Addr: Peer + Clone + Sync + 'static,
{
    let shutdown = options.shutdown.clone();
    let places = Places::new(most(&options), options.connections_per_address);
    let server = Arc::new(Server::new(router, &options));
    let mut running = JoinSet::new();
    let mut refusals = Refusals::default();
    loop {
        tokio::select! {
            () = shutdown.begun() => break,
            Some(_) = running.join_next() => {}
            (io, address) = listener.accept() => match places.take(address.ip()) {
                Ok(place) => {
                    running.spawn(server.clone().run(io, address, place));
                }
                Err(full) => refusals.add(full),
            },
        }
    }
    drop(listener);
    let ended = async {
        while running.join_next().await.is_some() {}
        // Connections that were upgraded to another protocol.
        places.emptied().await;
    };
    tokio::select! {
        () = ended => {}
        () = tokio::time::sleep(options.shutdown_time) => {}
        () = shutdown.forced() => {}
    }
    let aborted = places.number();
    running.shutdown().await;
    Served { aborted }
}

/// Returns the maximum number of connections.
fn most(options: &ServeOptions) -> usize {
    let Some(files) = open_files::limit() else { return options.connections };
    let most = usize::try_from(files / 2).unwrap_or(usize::MAX).max(1);
    if most < options.connections {
        tracing::warn!(
            connections = most,
            open_files = files,
            "the limit of open files is low, so fewer connections are accepted"
        );
    }
    most.min(options.connections)
}

/// Counts refused connections, and logs them now and then.
#[derive(Debug, Default)]
struct Refusals {
    number: u64,
    logged: Option<Instant>,
}

impl Refusals {
    /// Minimum time between two log messages.
    const PAUSE: Duration = Duration::from_secs(10);

    fn add(&mut self, full: Full) {
        self.number += 1;
        if self.logged.is_some_and(|logged| logged.elapsed() < Self::PAUSE) {
            return;
        }
        self.logged = Some(Instant::now());
        let why = match full {
            Full::All => "too many connections",
            Full::Address => "too many connections of one address",
        };
        tracing::warn!(
            refused = std::mem::take(&mut self.number),
            "connections were refused: {why}"
        );
    }
}
