//! The items of a paginated list as a stream.

use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use super::{CallOptions, Client};
use crate::operations::error::CallError;
use crate::operations::operation::Operation;
use crate::operations::paging::Paged;

/// A stream of all items of a paginated list.
///
/// Pages are requested on demand, one at a time. The stream ends after an error; to continue, start again with a
/// request for the page that failed.
#[must_use = "a stream does nothing unless it is polled"]
pub struct Items<Op: Paged> {
    client: Client,
    options: CallOptions,
    held: VecDeque<Op::Item>,
    state: State<Op>,
}

enum State<Op: Paged> {
    Ready(Op),
    Asking(Op, Exchange<Op>),
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
    pub(super) fn new(client: Client, request: Op) -> Self {
        Self {
            client,
            options: CallOptions::default(),
            held: VecDeque::new(),
            state: State::Ready(request.first()),
        }
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
                        next.map_or(State::Done, State::Ready)
                    }
                },
            };
        }
    }
}
