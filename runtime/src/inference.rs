//! The Inference API: chats with models, actions that a business can take for its clients, and training and comparing
//! models.
//!
//! Each tag of the document has a file that implements its trait; the other files contain shared code. A request
//! applies to one space and cannot access the data of another.

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
mod score;
mod seed;
mod space_store;
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

/// The name of the API and of its part of the store.
const API: &str = "inference";

/// The prefix of all paths of the document.
const BASE: &str = "/inference/v1";

/// The implementation of all traits of the API.
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

/// Returns the URL of a new resource.
fn location(collection: &str, id: &str) -> String {
    format!("{BASE}/{collection}/{id}")
}

/// Returns the current time with the precision of the store, so that a time is the same in every response.
fn now(clock: &Clock) -> Timestamp {
    let now = clock.now();
    Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
}
