//! The Arcee API: contexts of documents, and models that answer from them.
//!
//! Each tag of the document has a file that implements its trait; the other files contain shared code. An
//! organization's data is in its own part of the store, so operations cannot access the data of another organization.

mod account;
mod contexts;
mod corpus;
mod demo;
mod feedback;
mod filter;
mod membership;
mod models;
mod organizations;
mod refusal;
mod retrievers;
mod spelling;
mod tokens;
mod training;

use axum::Router;
use tokio::sync::OnceCell;

use crate::api_key_auth::ApiKeyAuth;
use crate::clock::Clock;
use crate::context::Context;
use crate::job::Jobs;
use crate::store::{Keys, Scope, Store};

/// The implementation of all traits of the API.
#[derive(Debug)]
struct Arcee {
    store: Store,
    keys: Keys,
    jobs: Jobs,
    clock: Clock,
    /// The id of the demonstration model's context, after its documents have been stored.
    demo: OnceCell<String>,
}

pub(crate) fn router(context: &Context) -> Router {
    training::define(&context.jobs);
    contexts::define(&context.jobs, &context.store);
    let arcee = Arcee {
        store: context.store.clone(),
        keys: context.keys.clone(),
        jobs: context.jobs.clone(),
        clock: context.clock.clone(),
        demo: OnceCell::new(),
    };
    let holder = ApiKeyAuth::new(context.keys.clone(), &arcee_api::security::X_TOKEN);
    arcee_api::server::router(arcee, holder)
}

impl Arcee {
    /// Returns the data of an organization.
    fn scope(&self, organization: &str) -> Scope {
        self.store.scope("arcee", organization)
    }

    /// Returns the data that belongs to no organization. A slug never contains a slash.
    fn shared(&self) -> Scope {
        self.scope("/shared")
    }
}
