//! A caller that asks for the health of the server all the time, from an address of its own, and knows the longest wait.
//!
//! It has a thread of its own, so that the attack does not keep it waiting.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::call::{Connection, Request};
use super::server::Server;

/// From where the probe calls.
const PLACE: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 2);
/// The pause between two questions.
const PAUSE: Duration = Duration::from_millis(5);
/// An answer after this time counts as none.
const LOST: Duration = Duration::from_mins(2);

/// The running probe. It stops when this value is dropped.
#[derive(Debug)]
pub(super) struct Probe {
    stopped: Arc<AtomicBool>,
    waits: Arc<Mutex<Waits>>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Waits {
    longest: Duration,
    /// When the question was asked that has no answer yet.
    asked: Option<Instant>,
}

impl Probe {
    /// Starts asking.
    pub(super) fn start(server: &Server) -> Self {
        let (stopped, waits) = (Arc::new(AtomicBool::new(false)), Arc::new(Mutex::default()));
        let (flag, shared) = (Arc::clone(&stopped), Arc::clone(&waits));
        let address = server.address;
        let request = server.request("agents", "GET", "/health");
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            if let Ok(runtime) = runtime {
                runtime.block_on(ask(address, &request, &flag, &shared));
            }
        });
        Self { stopped, waits, thread: Some(thread) }
    }

    /// The longest wait since the last call, with the one that still lasts.
    pub(super) fn longest(&self) -> Duration {
        let mut waits = self.waits.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let open = waits.asked.map_or(Duration::ZERO, |asked| now.duration_since(asked));
        std::mem::take(&mut waits.longest).max(open)
    }
}

impl Drop for Probe {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            // A panic of the thread was printed already.
            let _ = thread.join();
        }
    }
}

async fn ask(address: SocketAddr, request: &Request, stopped: &AtomicBool, waits: &Mutex<Waits>) {
    let lock = || waits.lock().unwrap_or_else(PoisonError::into_inner);
    let mut connection = None;
    let mut begun = Instant::now();
    while !stopped.load(Ordering::Relaxed) {
        lock().asked = Some(begun);
        let answered = async {
            let mut open: Connection = match connection.take() {
                Some(open) => open,
                None => Connection::open(address, PLACE).await?,
            };
            open.send_within(request, LOST).await?;
            connection = Some(open);
            anyhow::Ok(())
        };
        let answered = answered.await.is_ok();
        // A question without an answer is asked again, and its wait goes on.
        if answered {
            let mut waits = lock();
            waits.asked = None;
            waits.longest = waits.longest.max(begun.elapsed());
        }
        tokio::time::sleep(PAUSE).await;
        if answered {
            begun = Instant::now();
        }
    }
}
