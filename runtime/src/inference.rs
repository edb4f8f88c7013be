//! The API inference: chats answered by models, what a business can do for its clients, and models of one's own to train
//! and compare.
//!
//! A file for each tag of the document implements its trait; the others hold what these share. A call works in one space,
//! and reaches nothing that belongs to another.

mod action_groups;
mod actions;
mod arguments;
mod benchmarks;
mod bucket;
mod caller;
mod chats;
mod checkpoints;
mod clusters;
mod connectors;
mod data_models;
mod evaluations;
mod experts;
mod guard;
mod id;
mod inference_logs;
mod insights;
mod leaderboards;
mod models;
mod paging;
mod personas;
mod records;
mod refusal;
mod registry;
mod room;
mod score;
mod seed;
mod spaces;
mod trainings;
mod users;
mod webhooks;

use axum::Router;
use jiff::Timestamp;

use crate::clock::Clock;
use crate::context::Context;
use crate::job::Jobs;
use crate::store::Store;
use caller::Door;
use registry::Registry;

/// The name, which is also that of its part of the store.
const API: &str = "inference";

/// The base path, below which every path of the document is.
const BASE: &str = "/inference/v1";

/// The implementation of every trait of the API.
#[derive(Debug)]
struct Inference {
    store: Store,
    registry: Registry,
    jobs: Jobs,
    clock: Clock,
}

pub(crate) fn router(context: &Context) -> Router {
    connectors::define(context);
    clusters::define(context);
    trainings::define(context);
    evaluations::define(context);
    let inference = Inference {
        store: context.store.clone(),
        registry: Registry::new(&context.store),
        jobs: context.jobs.clone(),
        clock: context.clock.clone(),
    };
    let door = Door::new(&context.store, &context.keys, context.limiter());
    inference_api::server::router(inference, door)
}

/// Where a thing is found that was made.
fn location(collection: &str, id: &str) -> String {
    format!("{BASE}/{collection}/{id}")
}

/// The time, as exact as the store keeps it, so that a time looks the same whenever it is told.
fn now(clock: &Clock) -> Timestamp {
    let now = clock.now();
    Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
}
