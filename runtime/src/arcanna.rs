//! The Arcanna API: events are ingested, decisions are made on them, and feedback improves later decisions.
//!
//! Each organization has its own jobs, events and feedback, available to all its keys. A new organization starts with
//! the jobs of `seed`. `decide` explains how decisions are made, and `training` what training adds.

mod answer;
mod decide;
mod events;
mod features;
mod ingest;
mod jobs;
mod org_store;
mod records;
mod seed;
mod training;

use arcanna_api::{security, server};
use axum::Router;
use jiff::Timestamp;

use crate::api_key_auth::ApiKeyAuth;
use crate::clock::Clock;
use crate::context::Context;
use crate::store::{Key, StoreError};
use org_store::OrgStore;

/// The name of the API and of its part of the store.
const API: &str = "arcanna";

/// The implementation of the generated traits.
#[derive(Debug)]
struct Arcanna {
    context: Context,
}

pub(crate) fn router(context: &Context) -> Router {
    context.jobs.define(training::plan(&context.store));
    let api = Arcanna { context: context.clone() };
    let callers = ApiKeyAuth::new(context.keys.clone(), &security::ARCANNA_API_KEY);
    server::router(api, callers)
}

impl Arcanna {
    /// Returns the data of the caller's organization.
    async fn org_store(&self, caller: &Key) -> Result<OrgStore, StoreError> {
        let org_store = OrgStore::new(self.context.store.scope(API, &caller.org));
        seed::plant(&org_store).await?;
        Ok(org_store)
    }
}

/// Returns the current time with the precision of the store, so that a time is the same in every response.
fn now(clock: &Clock) -> Timestamp {
    let now = clock.now();
    Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
}
