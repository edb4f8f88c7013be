//! The API agents: accounts and tenants, and the agents, files, billing and status page that they work with.
//!
//! A file for each tag of the document implements its trait (that of the tag `agents` is `directory`); the others hold what
//! these share. Everything a tenant owns is in its own part of the store, so no operation can reach what belongs to another.

mod auth;
mod billing;
mod caller;
mod chat;
mod contact;
mod containers;
mod conversations;
mod directory;
mod gate;
mod health;
mod passwords;
mod refusal;
mod service_accounts;
mod signup;
mod status;
mod storage;
mod tenants;
mod tools;
mod vector_stores;
mod webhooks;
mod workflows;

use axum::Router;

use crate::clock::Clock;
use crate::context::Context;
use crate::job::Jobs;
use crate::store::{Scope, Store};
use gate::Gate;

/// The implementation of every trait of the API.
#[derive(Debug, Clone)]
struct Agents {
    store: Store,
    jobs: Jobs,
    clock: Clock,
}

pub(crate) fn router(context: &Context) -> Router {
    let agents = Agents {
        store: context.store.clone(),
        jobs: context.jobs.clone(),
        clock: context.clock.clone(),
    };
    let gate = Gate::new(agents.clone());
    agents_api::server::router(agents, gate)
}

impl Agents {
    /// What belongs to a tenant.
    fn scope(&self, tenant: &str) -> Scope {
        self.store.scope("agents", tenant)
    }

    /// What belongs to the installation: no id of a tenant has a slash.
    fn shared(&self) -> Scope {
        self.scope("/shared")
    }
}
