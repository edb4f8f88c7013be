//! The items of a paginated list as a stream.

use std::collections::{HashSet, VecDeque};
use std::future::Future;
use std::hash::{BuildHasher as _, RandomState};
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use super::{CallOptions, Client};
use crate::messages::fault::{Fault, FaultKind};
use crate::messages::request::RequestWriter;
use crate::operations::error::CallError;
use crate::operations::operation::Operation;
use crate::operations::paging::Paged;

/// A stream of all items of a paginated list.
///
/// Pages are requested on demand, one at a time. The stream ends after an error; to continue, start again with a
/// request for the page that failed.
///
/// A list that does not end is a fault ([`FaultKind::EndlessList`]): when a page leads back to one that was requested
/// before, or when [`Items::MOST_EMPTY`] pages in a row have no items.
#[must_use = "a stream does nothing unless it is polled"]
pub struct Items<Op: Paged> {
    client: Client,
    options: CallOptions,
    held: VecDeque<Op::Item>,
    state: State<Op>,
    /// The requests that were sent, as hashes.
    sent: HashSet<u64>,
    hasher: RandomState,
    /// The number of pages without items since the last item.
    empty: usize,
}

enum State<Op: Paged> {
    Ready(Op),
    Asking(Op, Exchange<Op>),
    Failed(&'static str),
    Done,
}

type Exchange<Op> = Pin<
    Box<
        dyn Future<Output = Result<<Op as Operation>::Output, CallError<<Op as Operation>::Error>>>
            + Send,
    >,
>;

impl<Op: Paged> std::fmt::Debug for Items<Op> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Items")
            .field("operation", &Op::SPEC.id)
            .field("held", &self.held.len())
            .finish_non_exhaustive()
    }
}

impl<Op: Paged> Items<Op> {
    /// The largest number of pages in a row without items.
    pub const MOST_EMPTY: usize = 100;

    pub(super) fn new(client: Client, request: Op) -> Self {
        Self {
            client,
            options: CallOptions::default(),
            held: VecDeque::new(),
            state: State::Ready(request.first()),
            sent: HashSet::new(),
            hasher: RandomState::new(),
            empty: 0,
        }
    }

    /// Returns the state that requests the page after one with `items` items.
    fn after(&mut self, items: usize, next: Option<Op>) -> State<Op> {
        self.empty = if items == 0 { self.empty + 1 } else { 0 };
        match next {
            None => State::Done,
            Some(_) if self.empty >= Self::MOST_EMPTY => {
                State::Failed("too many pages in a row have no items")
            }
            Some(next) => State::Ready(next),
        }
    }

    /// Remembers a request. Returns whether it was not sent before.
    fn is_new(&mut self, request: &Op) -> bool {
        let mut writer = RequestWriter::new(Op::SPEC);
        request.clone().write(&mut writer);
        // A request that cannot be written fails when it is sent.
        let Ok(request) = writer.finish("http://localhost") else { return true };
        let headers: Vec<_> = request
            .headers()
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_bytes()))
            .collect();
        self.sent.insert(self.hasher.hash_one((request.uri(), headers)))
    }

    /// Sets the options of every call.
    pub fn options(mut self, options: CallOptions) -> Self {
        self.options = options;
        self
    }
}

// No field is pinned structurally; the future is boxed.
impl<Op: Paged> Unpin for Items<Op> {}

impl<Op: Paged> Stream for Items<Op> {
    type Item = Result<Op::Item, CallError<Op::Error>>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if let Some(item) = this.held.pop_front() {
                return Poll::Ready(Some(Ok(item)));
            }
            this.state = match std::mem::replace(&mut this.state, State::Done) {
                State::Done => return Poll::Ready(None),
                State::Failed(why) => {
                    let fault = Fault::new(FaultKind::EndlessList(why));
                    return Poll::Ready(Some(Err(CallError::Fault(fault))));
                }
                State::Ready(request) if !this.is_new(&request) => {
                    State::Failed("a page leads back to one that was requested before")
                }
                State::Ready(request) => {
                    let exchange = this.client.send(request.clone(), this.options.clone());
                    State::Asking(request, Box::pin(exchange))
                }
                State::Asking(request, mut exchange) => match exchange.as_mut().poll(cx) {
                    Poll::Pending => {
                        this.state = State::Asking(request, exchange);
                        return Poll::Pending;
                    }
                    Poll::Ready(Err(error)) => return Poll::Ready(Some(Err(error))),
                    Poll::Ready(Ok(page)) => {
                        let (items, next) = request.next_page(page);
                        this.held = items.into();
                        this.after(this.held.len(), next)
                    }
                },
            };
        }
    }
}
