//! The API agents: accounts and tenants, and the agents, files, billing and status page that they work with.
//!
//! A file for each tag of the document implements its trait (that of the tag `agents` is `directory`); the others hold what
//! these share. Everything a tenant owns is in its own part of the store, so no operation can reach what belongs to another.

mod access;
mod answer;
mod auth;
mod billing;
mod caller;
mod chat;
mod contact;
mod containers;
mod conversations;
mod device;
mod directory;
mod gate;
mod health;
mod invites;
mod keyring;
mod limits;
mod live;
mod mac;
mod outbox;
mod paging;
mod password;
mod passwords;
mod people;
mod proofs;
mod refusal;
mod registration;
mod service_accounts;
mod sessions;
mod signup;
mod status;
mod storage;
mod tenants;
mod tools;
mod vector_stores;
mod webhooks;
mod workflows;

use std::sync::Arc;

use axum::Router;
use jiff::Timestamp;

use crate::clock::Clock;
use crate::context::Context;
use crate::environment::Environment;
use crate::job::Jobs;
use crate::store::{Scope, Store};
use gate::Gate;
use keyring::Keyring;
use limits::Limits;
use live::Live;
use password::Passwords;
use registration::Policy;

const API: &str = "agents";
/// Where the installation's own data is: no id of a tenant has a slash.
const SHARED: &str = "/shared";
/// The path that every path of the document follows.
const BASE: &str = "/agents";

/// The implementation of every trait of the API.
#[derive(Debug, Clone)]
struct Agents {
    store: Store,
    jobs: Jobs,
    clock: Clock,
    environment: Environment,
    keyring: Keyring,
    passwords: Passwords,
    limits: Limits,
    policy: Policy,
    /// When the server was started.
    started: Timestamp,
    live: Arc<Live>,
}

pub(crate) fn router(context: &Context) -> Router {
    let shared = context.store.scope(API, SHARED);
    let agents = Agents {
        store: context.store.clone(),
        jobs: context.jobs.clone(),
        clock: context.clock.clone(),
        environment: context.environment.clone(),
        keyring: Keyring::new(&shared, context.clock.clone()),
        passwords: Passwords::new(),
        limits: Limits::new(context),
        policy: Policy::of(&context.environment),
        started: context.clock.now(),
        live: Arc::new(Live::new(&context.clock, &context.environment)),
    };
    context.jobs.define(vector_stores::plan(agents.store.clone(), agents.live.clone()));
    context.jobs.define(workflows::plan(agents.store.clone(), agents.live.clone()));
    let gate = Gate::new(agents.clone());
    let transfers = storage::routes(agents.clone());
    agents_api::server::router(agents, gate).merge(transfers)
}

impl Agents {
    /// What belongs to a tenant.
    fn scope(&self, tenant: &str) -> Scope {
        self.store.scope(API, tenant)
    }

    /// What belongs to the installation.
    fn shared(&self) -> Scope {
        self.scope(SHARED)
    }
}
