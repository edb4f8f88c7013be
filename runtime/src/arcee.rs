//! The API arcee: contexts of documents, and models that answer from them.
//!
//! A file for each tag of the document implements its trait; the others hold what these share. Everything an
//! organization owns is in its own part of the store, so no operation can reach what belongs to another.

mod account;
mod contexts;
mod corpus;
mod demo;
mod feedback;
mod filter;
mod models;
mod organizations;
mod refusal;
mod retrievers;
mod room;
mod spelling;
mod tokens;
mod training;

use axum::Router;
use tokio::sync::OnceCell;

use crate::clock::Clock;
use crate::context::Context;
use crate::job::Jobs;
use crate::key_holder::KeyHolder;
use crate::store::{Keys, Scope, Store};

/// The implementation of every trait of the API.
#[derive(Debug)]
struct Arcee {
    store: Store,
    keys: Keys,
    jobs: Jobs,
    clock: Clock,
    /// The id of the demonstration model's context, once its documents are in the store.
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
    let holder = KeyHolder::new(context.keys.clone(), &arcee_api::security::X_TOKEN);
    arcee_api::server::router(arcee, holder)
}

impl Arcee {
    /// What belongs to an organization.
    fn scope(&self, organization: &str) -> Scope {
        self.store.scope("arcee", organization)
    }

    /// What belongs to none: no slug has a slash.
    fn shared(&self) -> Scope {
        self.scope("/shared")
    }
}
