//! Serves an app on a socket until it is stopped.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::anyhow;
use axum::serve::ListenerExt as _;
use counterpart_wire::server::{self, ServeOptions, Served, Shutdown};
use tokio::net::TcpListener;

use crate::app::App;

/// A limit of open files below this is logged at start.
const FEW_FILES: u64 = 4096;

/// How long closing the store may take.
const CLOSE: Duration = Duration::from_secs(5);

/// Opens a socket. `address` is a host and a port. Port 0 selects a free port.
pub async fn bind(address: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => {
            anyhow!("the address {address} is already in use; choose another one with --listen")
        }
        std::io::ErrorKind::PermissionDenied => {
            anyhow!("no permission to listen on {address}; ports below 1024 often require special privileges")
        }
        std::io::ErrorKind::AddrNotAvailable => anyhow!("the address {address} does not belong to this machine"),
        std::io::ErrorKind::InvalidInput => {
            anyhow!("invalid address `{address}`; expected host:port, such as 127.0.0.1:8080")
        }
        _ => anyhow!("cannot listen on {address}: {error}; expected host:port, such as 127.0.0.1:8080"),
    })
}

/// Serves until the signal of `options` is given, then waits for running requests and closes the store.
pub async fn serve(
    app: App,
    listener: TcpListener,
    options: ServeOptions,
) -> anyhow::Result<Served> {
    let shutdown = options.shutdown.clone();
    // Events are small, and a reader waits for each of them.
    let listener = listener.tap_io(|socket| {
        if let Err(error) = socket.set_nodelay(true) {
            tracing::debug!(%error, "TCP_NODELAY is not available");
        }
    });
    let served = server::serve(listener, app.router(), options).await;
    if served.aborted > 0 {
        tracing::warn!(
            connections = served.aborted,
            "some requests did not finish in time and were aborted"
        );
    }
    // An aborted request can still hold the database. Acknowledged data does not depend on a clean close.
    tokio::select! {
        closed = tokio::time::timeout(CLOSE, app.close()) => if closed.is_err() {
            tracing::warn!("the store was not closed in time");
        },
        () = shutdown.forced() => tracing::warn!("the store was not closed: the server was told to end at once"),
    }
    Ok(served)
}

/// Raises the limit of open files as far as the system allows, and logs a limit that stays low.
pub fn raise_open_files() {
    match server::raise_open_files() {
        Ok(Some(limit)) if limit < FEW_FILES => {
            tracing::warn!(
                limit,
                "few open files are allowed, and each connection is one; raise the hard limit (ulimit -Hn)"
            );
        }
        Ok(limit) => tracing::debug!(limit, "limit of open files"),
        Err(error) => tracing::warn!(%error, "the limit of open files could not be raised"),
    }
}

/// A server within this process, for tests.
#[derive(Debug)]
pub struct Running {
    /// The address it listens on.
    pub address: SocketAddr,
    shutdown: Shutdown,
    task: tokio::task::JoinHandle<anyhow::Result<Served>>,
}

impl Running {
    /// Serves on a free local port.
    pub async fn start(app: App) -> anyhow::Result<Self> {
        Self::start_with(app, ServeOptions::default()).await
    }

    /// Serves on a free local port, with options.
    pub async fn start_with(app: App, options: ServeOptions) -> anyhow::Result<Self> {
        let listener = bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let shutdown = options.shutdown.clone();
        Ok(Self { address, shutdown, task: tokio::spawn(serve(app, listener, options)) })
    }

    /// Returns the server's URL without a path.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Stops the server and waits until everything is closed.
    pub async fn stop(self) -> anyhow::Result<Served> {
        self.shutdown.begin();
        self.task.await?
    }
}
