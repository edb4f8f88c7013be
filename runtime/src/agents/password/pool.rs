//! A fixed pool for Argon2: a few hashes at once, in memory that is allocated once, and a bounded queue.
//!
//! A hash cannot be interrupted. So its permits move into the blocking thread and live as long as the work, even if the
//! caller hangs up or the request times out.

use std::sync::{Arc, Mutex, PoisonError};

use agents_api::wire::{Fault, Problem, StatusCode};
use argon2::{Block, Params};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, TryAcquireError};

use crate::agents::refusal::Refusal;

/// The maximum number of concurrent hashes; each uses 19 MiB of memory.
const AT_ONCE: usize = 4;
/// The maximum number of callers that wait for a hash: about one second of work.
const QUEUE: usize = 64;
/// The time to wait, in seconds, when the queue is full.
const SOON: u64 = 2;

/// The pool.
#[derive(Debug)]
pub(super) struct Pool {
    /// One permit for each hash that waits or runs.
    places: Arc<Semaphore>,
    /// One permit for each hash that runs.
    turns: Arc<Semaphore>,
    /// Memory of hashes that have ended. Each running hash has taken at most one.
    memory: Mutex<Vec<Vec<Block>>>,
}

/// A place in the queue. It is free again when this value is dropped.
#[derive(Debug)]
pub(super) struct Place(OwnedSemaphorePermit);

impl Pool {
    /// Creates a pool of one hash for each processor, but at most four.
    pub(super) fn new() -> Self {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        let at_once = processors.min(AT_ONCE);
        Self {
            places: Arc::new(Semaphore::new(at_once + QUEUE)),
            turns: Arc::new(Semaphore::new(at_once)),
            memory: Mutex::default(),
        }
    }

    /// Returns a place in the queue. Fails with 503 at once if the queue is full.
    pub(super) fn enter(&self) -> Result<Place, Refusal> {
        match Arc::clone(&self.places).try_acquire_owned() {
            Ok(permit) => Ok(Place(permit)),
            Err(TryAcquireError::NoPermits) => Err(busy()),
            Err(closed @ TryAcquireError::Closed) => Err(closed.into()),
        }
    }

    /// Runs `work` in a blocking thread with memory for one hash, after those that came before.
    pub(super) async fn run<T: Send + 'static>(
        self: &Arc<Self>,
        place: Place,
        work: impl FnOnce(&mut [Block]) -> T + Send + 'static,
    ) -> Result<T, Refusal> {
        let turn = Arc::clone(&self.turns).acquire_owned().await?;
        let pool = Arc::clone(self);
        let done = tokio::task::spawn_blocking(move || {
            let _held = (place.0, turn);
            let mut memory = pool.borrow();
            let done = work(&mut memory);
            pool.give_back(memory);
            done
        });
        Ok(done.await?)
    }

    fn borrow(&self) -> Vec<Block> {
        let kept = self.memory.lock().unwrap_or_else(PoisonError::into_inner).pop();
        kept.unwrap_or_else(|| vec![Block::default(); Params::DEFAULT.block_count()])
    }

    fn give_back(&self, memory: Vec<Block>) {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner).push(memory);
    }
}

fn busy() -> Refusal {
    let why = format!("Too many passwords are being checked. Try again in {SOON} seconds.");
    let problem = Problem::new(StatusCode::SERVICE_UNAVAILABLE, why);
    Refusal::Fault(Fault::problem(problem.retry_after(SOON)))
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    /// Starts work that ends when its sender is dropped. Returns when the work runs.
    async fn hold(pool: &Arc<Pool>) -> (mpsc::Sender<()>, tokio::task::JoinHandle<()>) {
        let (release, released) = mpsc::channel::<()>();
        let (started, running) = tokio::sync::oneshot::channel();
        let pool = Arc::clone(pool);
        let task = tokio::spawn(async move {
            let work = move |_: &mut [Block]| {
                let _ = started.send(());
                let _ = released.recv();
            };
            pool.run(pool.enter().unwrap(), work).await.unwrap();
        });
        running.await.unwrap();
        (release, task)
    }

    #[tokio::test]
    async fn a_permit_lives_as_long_as_its_work() {
        let pool = Arc::new(Pool::new());
        let at_once = pool.turns.available_permits();
        let mut held = Vec::new();
        for _ in 0..at_once {
            held.push(hold(&pool).await);
        }
        // Nobody waits for the results any longer, but the work still runs.
        for (_, task) in &held {
            task.abort();
        }
        for (_, task) in &mut held {
            assert!(task.await.unwrap_err().is_cancelled());
        }
        assert_eq!(pool.turns.available_permits(), 0);
        drop(held);
        for _ in 0..100 {
            let place = pool.enter().unwrap();
            pool.run(place, |memory| assert_eq!(memory.len(), 19_456)).await.unwrap();
        }
        assert!(pool.memory.lock().unwrap().len() <= at_once, "memory is reused");
    }

    #[tokio::test]
    async fn a_full_queue_refuses_and_an_abandoned_place_is_free_again() {
        let pool = Arc::new(Pool::new());
        let mut held = Vec::new();
        for _ in 0..pool.turns.available_permits() {
            held.push(hold(&pool).await);
        }
        let waiting: Vec<_> = (0..QUEUE)
            .map(|_| {
                let pool = Arc::clone(&pool);
                tokio::spawn(async move { pool.run(pool.enter().unwrap(), |_| ()).await.is_ok() })
            })
            .collect();
        while pool.places.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert!(matches!(pool.enter(), Err(Refusal::Fault(_))));
        for task in &waiting {
            task.abort();
        }
        while pool.places.available_permits() < QUEUE {
            tokio::task::yield_now().await;
        }
        drop(held);
        pool.run(pool.enter().unwrap(), |_| ()).await.unwrap();
    }
}
