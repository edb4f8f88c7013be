//! The Agents API: accounts and tenants, and their agents, files, billing and status page.
//!
//! Each tag of the document has a file that implements its trait (for the tag `agents`, it is `directory`); the other
//! files contain shared code. A tenant's data is in its own part of the store, so operations cannot access the data of
//! another tenant.

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
mod health;
mod invites;
mod keyring;
mod limits;
mod live;
mod mac;
mod operator;
mod outbox;
mod paging;
mod password;
mod passwords;
mod people;
mod proofs;
mod refusal;
mod registration;
mod scopes;
mod service_accounts;
mod sessions;
mod signup;
mod status;
mod storage;
mod streams;
mod tenants;
mod token_auth;
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
use keyring::Keyring;
use limits::Limits;
use live::Live;
pub(crate) use operator::OperatorInvite;
use password::Passwords;
use registration::Policy;
use token_auth::TokenAuth;

pub(crate) const API: &str = "agents";
/// The scope of the installation's own data; the id of a tenant never contains a slash.
const SHARED: &str = "/shared";
/// The prefix of all paths of the document.
const BASE: &str = "/agents";

/// The implementation of all traits of the API.
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
    /// The time when the server started.
    started: Timestamp,
    live: Arc<Live>,
}

pub(crate) fn router(context: &Context) -> Router {
    let agents = Agents::new(context);
    context.jobs.define(vector_stores::plan(agents.store.clone(), agents.live.clone()));
    context.jobs.define(workflows::plan(agents.store.clone(), agents.live.clone()));
    let token_auth = TokenAuth::new(agents.clone());
    let transfers = storage::routes(agents.clone());
    agents_api::server::router(agents, token_auth).merge(transfers)
}

/// Issues the invite for the first operator, unless it has been used.
pub(crate) async fn operator_invite(context: &Context) -> anyhow::Result<Option<OperatorInvite>> {
    let issued = Agents::new(context).issue_operator_invite(&context.environment).await;
    issued.map_err(|refusal| anyhow::anyhow!("cannot issue the operator invite: {refusal:?}"))
}

impl Agents {
    fn new(context: &Context) -> Self {
        let shared = context.store.scope(API, SHARED);
        Self {
            store: context.store.clone(),
            jobs: context.jobs.clone(),
            clock: context.clock.clone(),
            environment: context.environment.clone(),
            keyring: Keyring::new(&shared, context.clock.clone()),
            passwords: Passwords::new(),
            limits: Limits::new(context),
            policy: Policy::of(&context.environment),
            started: context.clock.now(),
            live: Arc::new(Live::new(context)),
        }
    }

    /// Returns the data of a tenant.
    fn scope(&self, tenant: &str) -> Scope {
        self.store.scope(API, tenant)
    }

    /// Returns the data of the installation.
    fn shared(&self) -> Scope {
        self.scope(SHARED)
    }
}
