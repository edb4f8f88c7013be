//! The API arcanna: events come in, decisions go out, and feedback on events makes the decisions that follow.
//!
//! Each organization has jobs, events and feedback of its own; whoever holds one of its keys may use all of them. A new
//! organization begins with the jobs of `seed`. How a decision is made is told in `decide`, and what training adds in
//! `training`.

mod answer;
mod decide;
mod desk;
mod events;
mod ingest;
mod jobs;
mod marks;
mod records;
mod seed;
mod training;

use arcanna_api::{security, server};
use axum::Router;
use jiff::Timestamp;

use crate::clock::Clock;
use crate::context::Context;
use crate::key_holder::KeyHolder;
use crate::store::{Key, StoreError};
use desk::Desk;

/// The name, which is also that of its part of the store.
const API: &str = "arcanna";

/// The implementation of the generated traits.
#[derive(Debug)]
struct Arcanna {
    context: Context,
}

pub(crate) fn router(context: &Context) -> Router {
    context.jobs.define(training::plan(&context.store));
    let api = Arcanna { context: context.clone() };
    let callers = KeyHolder::new(context.keys.clone(), &security::ARCANNA_API_KEY);
    server::router(api, callers)
}

impl Arcanna {
    /// What belongs to the caller's organization.
    async fn desk(&self, caller: &Key) -> Result<Desk, StoreError> {
        let desk = Desk::new(self.context.store.scope(API, &caller.org));
        seed::plant(&desk).await?;
        Ok(desk)
    }
}

/// The time, as exact as the store keeps it, so that a time looks the same whenever it is told.
fn now(clock: &Clock) -> Timestamp {
    let now = clock.now();
    Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
}
