//! Serves an app on a socket until it is stopped.

use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;

use anyhow::anyhow;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::app::App;

/// How long running requests may take to finish after the server has been stopped.
pub const GRACE: Duration = Duration::from_secs(10);

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

/// Serves until `stop` completes, then waits at most [`GRACE`] for running requests and closes the store.
pub async fn serve(
    app: App,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> anyhow::Result<()> {
    let (stopping, stopped) = oneshot::channel();
    let stop = async move {
        stop.await;
        // The receiver is gone if serving has failed.
        let _ = stopping.send(());
    };
    let service = app.router().into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, service).with_graceful_shutdown(stop);
    let served = tokio::select! {
        served = serving.into_future() => served,
        () = grace(stopped) => {
            tracing::warn!("some requests did not finish in time and were aborted");
            Ok(())
        }
    };
    // An aborted request can still hold the database. Acknowledged data does not depend on a clean close.
    if tokio::time::timeout(CLOSE, app.close()).await.is_err() {
        tracing::warn!("the store was not closed in time");
    }
    Ok(served?)
}

async fn grace(stopped: oneshot::Receiver<()>) {
    if stopped.await.is_ok() {
        tokio::time::sleep(GRACE).await;
    } else {
        std::future::pending::<()>().await;
    }
}

/// Starts listening for Ctrl-C and for the termination signal. The returned future completes at the first signal.
#[cfg(unix)]
pub fn signal() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) =
        (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Starts listening for Ctrl-C. The returned future completes when it is pressed.
#[cfg(not(unix))]
pub fn signal() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupt.recv().await;
    })
}

/// A server within this process, for tests.
#[derive(Debug)]
pub struct Running {
    /// The address it listens on.
    pub address: SocketAddr,
    stop: oneshot::Sender<()>,
    task: tokio::task::JoinHandle<anyhow::Result<()>>,
}

impl Running {
    /// Serves on a free local port.
    pub async fn start(app: App) -> anyhow::Result<Self> {
        let listener = bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let (stop, stopped) = oneshot::channel();
        let stopped = async {
            // A dropped sender means stop as well.
            let _ = stopped.await;
        };
        let task = tokio::spawn(serve(app, listener, stopped));
        Ok(Self { address, stop, task })
    }

    /// Returns the server's URL without a path.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Stops the server and waits until everything is closed.
    pub async fn stop(self) -> anyhow::Result<()> {
        // The server may already have ended; its result is still returned.
        let _ = self.stop.send(());
        self.task.await?
    }
}
