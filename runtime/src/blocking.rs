//! Runs work that grows with a caller's text or list away from the async workers.
//!
//! An async worker serves many connections, and nothing ends work that does not await. So such work runs on blocking
//! threads, one for each processor. A permit belongs to the work, not to the request: it moves into the closure, and is
//! free when the work ends, even if the caller has left long ago. The queue is bounded too.

use std::sync::{Arc, LazyLock};
use std::thread::available_parallelism;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::store::StoreError;

/// Texts and lists up to this size in bytes are processed at once. A thread would cost more.
const SMALL: usize = 4 * 1024;
/// The size of an input that is not worth measuring.
pub(crate) const UNKNOWN: usize = usize::MAX;
/// The number of requests that may wait for a thread.
const WAITING: usize = 64;
/// The number of streams that are read at the same time. The other blocking threads serve files.
const STREAMED: usize = 32;
/// How long a request waits for a thread.
const PATIENCE: Duration = Duration::from_secs(10);

static THREADS: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(threads())));
static PLACES: LazyLock<Arc<Semaphore>> =
    LazyLock::new(|| Arc::new(Semaphore::new(threads() + WAITING)));

static STREAMS: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(STREAMED)));

fn threads() -> usize {
    available_parallelism().map_or(1, usize::from)
}

/// Runs `work` on a text or list of `size` bytes. Fails with [`StoreError::Busy`] if too many requests are waiting, or
/// if this one has waited too long.
pub(crate) async fn run<T: Send + 'static>(
    size: usize,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, StoreError> {
    if size <= SMALL {
        return Ok(work());
    }
    let busy = || StoreError::busy("all threads for large texts are in use");
    let place = Arc::clone(&PLACES).try_acquire_owned().map_err(|_| busy())?;
    let thread = timeout(PATIENCE, Arc::clone(&THREADS).acquire_owned()).await;
    let thread = thread.ok().and_then(Result::ok).ok_or_else(busy)?;
    let done = tokio::task::spawn_blocking(move || {
        let _held = (place, thread);
        work()
    });
    done.await.map_err(|error| match error.try_into_panic() {
        // A panic ends the request as if the work had run in its task.
        Ok(panic) => std::panic::resume_unwind(panic),
        Err(_) => StoreError::busy("the server is stopping"),
    })
}

/// Runs `work` that reads a stream of chunks, which may arrive slowly. Such work waits most of the time, so it has
/// threads of its own. Waits until one is free.
pub(crate) async fn read_stream<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<JoinHandle<T>, StoreError> {
    let thread = Arc::clone(&STREAMS).acquire_owned().await;
    let thread = thread.map_err(|_| StoreError::busy("the server is stopping"))?;
    Ok(tokio::task::spawn_blocking(move || {
        let _held = thread;
        work()
    }))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc;

    use super::*;

    #[tokio::test]
    async fn a_permit_lives_as_long_as_its_work() {
        static RUNNING: AtomicUsize = AtomicUsize::new(0);
        static MOST: AtomicUsize = AtomicUsize::new(0);
        let mut callers = Vec::new();
        let mut ends = Vec::new();
        for _ in 0..threads() + 3 {
            let (end, wait) = mpsc::channel::<()>();
            ends.push(end);
            callers.push(tokio::spawn(run(SMALL + 1, move || {
                MOST.fetch_max(RUNNING.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                // Ends when the sender is dropped.
                let _ = wait.recv();
                RUNNING.fetch_sub(1, Ordering::SeqCst);
            })));
        }
        while RUNNING.load(Ordering::SeqCst) < threads() {
            tokio::task::yield_now().await;
        }
        // The callers leave, and others come. The work goes on, so nothing else starts.
        for caller in &callers {
            caller.abort();
        }
        let next = tokio::spawn(run(SMALL + 1, || RUNNING.load(Ordering::SeqCst)));
        tokio::task::yield_now().await;
        assert!(!next.is_finished());
        assert_eq!(RUNNING.load(Ordering::SeqCst), threads());
        drop(ends);
        assert!(next.await.unwrap().unwrap() < threads());
        assert_eq!(MOST.load(Ordering::SeqCst), threads());
        assert_eq!(run(1, || 7).await.unwrap(), 7, "small work runs at once");
    }
}
