//! What a connection waits for, and since when. Decides when it has waited too long.
//!
//! The time limit of hyper for a request head also ends connections that are idle between two requests, and HTTP/2 has
//! none. So the times are kept here, for both protocols: the socket and the requests report to a [`Pulse`], and the
//! connection asks it when it ends.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// How long a connection may wait.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    /// For the head of a request, from its first byte; for the first request, from the start of the connection.
    pub(super) head: Duration,
    /// For the next request.
    pub(super) idle: Duration,
    /// For a client that does not take what it asked for.
    pub(super) write: Duration,
}

/// Why a connection ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    /// The head of a request did not arrive in time.
    Head,
    /// No request arrived in time.
    Idle,
    /// The client did not take its response in time.
    Write,
    /// The server is stopping, and the connection has no request.
    Stop,
}

/// How long a connection without a request may last after the server began to stop.
const STOP: Duration = Duration::from_millis(500);

/// The state of one connection. Shared by its socket and its requests.
#[derive(Debug)]
pub(super) struct Pulse(Mutex<State>);

#[derive(Debug)]
struct State {
    /// Number of requests whose response is not complete.
    open: usize,
    /// When the head of a request began.
    head: Option<Instant>,
    /// When the connection last did something for a request.
    active: Instant,
    /// Since when the socket takes no data.
    blocked: Option<Instant>,
    /// Since when each body is not asked for its next chunk.
    untaken: BTreeMap<u64, Instant>,
    /// Names the next request.
    next: u64,
    is_http2: bool,
    /// When the server began to stop.
    stopping: Option<Instant>,
}

impl Pulse {
    pub(super) fn new() -> Arc<Self> {
        let now = Instant::now();
        Arc::new(Self(Mutex::new(State {
            open: 0,
            head: Some(now),
            active: now,
            blocked: None,
            untaken: BTreeMap::new(),
            next: 0,
            is_http2: false,
            stopping: None,
        })))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The socket received data. Outside of a request, HTTP/1.1 receives nothing but heads of requests.
    pub(super) fn received(&self) {
        let mut state = self.state();
        if state.open == 0 && !state.is_http2 && state.head.is_none() {
            state.head = Some(Instant::now());
        }
    }

    /// The socket took data, or takes none at the moment.
    pub(super) fn sent(&self, is_ready: bool) {
        let mut state = self.state();
        let now = Instant::now();
        if is_ready {
            state.blocked = None;
            state.active = now;
            // In HTTP/1.1 all that is sent belongs to the one response, whose chunk may be large.
            if !state.is_http2 {
                state.untaken.values_mut().for_each(|since| *since = now);
            }
        } else {
            state.blocked.get_or_insert(now);
        }
    }

    /// A request arrived. It is open until the returned value is dropped.
    pub(super) fn open(self: &Arc<Self>, is_http2: bool) -> Exchange {
        let mut state = self.state();
        state.open += 1;
        state.head = None;
        state.is_http2 = is_http2;
        state.next += 1;
        Exchange { id: state.next, pulse: self.clone() }
    }

    /// The server stops.
    pub(super) fn stop(&self) {
        self.state().stopping.get_or_insert_with(Instant::now);
    }

    /// Returns when and why the connection ends, if nothing happens until then.
    pub(super) fn end(&self, patience: &Patience) -> Option<(Instant, Reason)> {
        let state = self.state();
        let untaken = state.blocked.into_iter().chain(state.untaken.values().copied()).min();
        if let Some(since) = untaken {
            return Some((since + patience.write, Reason::Write));
        }
        if state.open > 0 {
            return None;
        }
        let waiting = match state.head {
            Some(since) => (since + patience.head, Reason::Head),
            None => (state.active + patience.idle, Reason::Idle),
        };
        let stopping = state.stopping.map(|since| (since.max(state.active) + STOP, Reason::Stop));
        Some(
            stopping.map_or(
                waiting,
                |stopping| if stopping.0 < waiting.0 { stopping } else { waiting },
            ),
        )
    }
}

/// A request whose response is not complete.
#[derive(Debug)]
pub(super) struct Exchange {
    id: u64,
    pulse: Arc<Pulse>,
}

impl Exchange {
    /// The connection asks for the next chunk of the response.
    pub(super) fn asked(&self) {
        self.pulse.state().untaken.remove(&self.id);
    }

    /// The connection has a chunk to send. It asks for the next one when the client has taken enough.
    pub(super) fn gave(&self) {
        self.pulse.state().untaken.insert(self.id, Instant::now());
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        let mut state = self.pulse.state();
        state.untaken.remove(&self.id);
        state.open -= 1;
        state.active = Instant::now();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATIENCE: Patience = Patience {
        head: Duration::from_secs(10),
        idle: Duration::from_secs(60),
        write: Duration::from_secs(30),
    };

    /// Returns in how many seconds the connection ends, and why.
    fn end(pulse: &Pulse) -> Option<(u64, Reason)> {
        pulse.end(&PATIENCE).map(|(at, why)| ((at - Instant::now()).as_secs(), why))
    }

    async fn wait(seconds: u64) {
        tokio::time::advance(Duration::from_secs(seconds)).await;
    }

    #[tokio::test(start_paused = true)]
    async fn the_time_of_a_head_begins_with_its_first_byte() {
        let pulse = Pulse::new();
        assert_eq!(end(&pulse), Some((10, Reason::Head)));
        wait(4).await;
        // A client that sends a byte now and then gets no more time.
        pulse.received();
        assert_eq!(end(&pulse), Some((6, Reason::Head)));
        let request = pulse.open(false);
        assert_eq!(end(&pulse), None);
        drop(request);
        assert_eq!(end(&pulse), Some((60, Reason::Idle)));
        wait(50).await;
        pulse.received();
        assert_eq!(end(&pulse), Some((10, Reason::Head)));
    }

    #[tokio::test(start_paused = true)]
    async fn a_response_that_nobody_takes_ends_the_connection() {
        let pulse = Pulse::new();
        let (one, two) = (pulse.open(true), pulse.open(true));
        one.gave();
        wait(5).await;
        two.gave();
        assert_eq!(end(&pulse), Some((25, Reason::Write)));
        one.asked();
        assert_eq!(end(&pulse), Some((30, Reason::Write)));
        drop(two);
        assert_eq!(end(&pulse), None);
        pulse.sent(false);
        wait(1).await;
        pulse.sent(false);
        assert_eq!(end(&pulse), Some((29, Reason::Write)));
        pulse.sent(true);
        assert_eq!(end(&pulse), None);
    }

    #[tokio::test(start_paused = true)]
    async fn a_large_chunk_may_take_its_time_while_it_is_taken() {
        let pulse = Pulse::new();
        let request = pulse.open(false);
        request.gave();
        for _ in 0..5 {
            wait(20).await;
            pulse.sent(true);
            assert_eq!(end(&pulse), Some((30, Reason::Write)));
        }
    }

    #[tokio::test(start_paused = true)]
    async fn frames_of_http2_are_no_heads_and_a_stop_ends_what_is_idle() {
        let pulse = Pulse::new();
        drop(pulse.open(true));
        pulse.received();
        assert_eq!(end(&pulse), Some((60, Reason::Idle)));
        let request = pulse.open(true);
        pulse.stop();
        assert_eq!(end(&pulse), None);
        wait(3).await;
        drop(request);
        assert_eq!(pulse.end(&PATIENCE), Some((Instant::now() + STOP, Reason::Stop)));
    }
}
