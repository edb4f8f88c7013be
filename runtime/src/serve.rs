//! A set-up server on a socket, until it is told to stop.

use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;

use anyhow::anyhow;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::app::App;

/// How long calls that are under way may take to end, once the server is told to stop.
pub const GRACE: Duration = Duration::from_secs(10);

/// How long the store may take to close.
const CLOSE: Duration = Duration::from_secs(5);

/// Opens a socket. `address` is a host and a port; the port 0 is any that is free.
pub async fn bind(address: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => {
            anyhow!("the address {address} is in use by another program; choose another one by --listen")
        }
        std::io::ErrorKind::PermissionDenied => {
            anyhow!("listening on {address} is not permitted; ports below 1024 often need special rights")
        }
        std::io::ErrorKind::AddrNotAvailable => anyhow!("the address {address} does not belong to this machine"),
        std::io::ErrorKind::InvalidInput => anyhow!("`{address}` is no address; write host:port, as in 127.0.0.1:8080"),
        _ => anyhow!("listening on {address} is not possible: {error}; write host:port, as in 127.0.0.1:8080"),
    })
}

/// Serves until `stop` comes, then lets calls that are under way end, for [`GRACE`] at most, and closes the store.
pub async fn serve(
    app: App,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> anyhow::Result<()> {
    let (stopping, stopped) = oneshot::channel();
    let stop = async move {
        stop.await;
        // Nobody waits for this any more when serving has failed.
        let _ = stopping.send(());
    };
    let service = app.router().into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, service).with_graceful_shutdown(stop);
    let served = tokio::select! {
        served = serving.into_future() => served,
        () = grace(stopped) => {
            tracing::warn!("some calls did not end in time and were cut off");
            Ok(())
        }
    };
    // A call that was cut off can still hold the database; nothing that was acknowledged depends on a clean close.
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

/// Watches from now on for Ctrl-C, and for the signal by which a system asks a program to end. What comes out waits for
/// the first of them.
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

/// Watches from now on for Ctrl-C. What comes out waits for it.
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
    /// Where it listens.
    pub address: SocketAddr,
    stop: oneshot::Sender<()>,
    task: tokio::task::JoinHandle<anyhow::Result<()>>,
}

impl Running {
    /// Serves at a free port of this machine.
    pub async fn start(app: App) -> anyhow::Result<Self> {
        let listener = bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let (stop, stopped) = oneshot::channel();
        let stopped = async {
            // Dropped without a word means the same.
            let _ = stopped.await;
        };
        let task = tokio::spawn(serve(app, listener, stopped));
        Ok(Self { address, stop, task })
    }

    /// The address as a URL without a path.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Stops it and waits until everything is closed.
    pub async fn stop(self) -> anyhow::Result<()> {
        // It may have ended by itself; then there is only its result to fetch.
        let _ = self.stop.send(());
        self.task.await?
    }
}
