//! The complete server without a socket: the store, the APIs, the pages, and the task that runs jobs.

use axum::Router;
use tokio::task::JoinHandle;

use crate::agents::{self, OperatorInvite};
use crate::api::Mounted;
use crate::config::Config;
use crate::context::Context;
use crate::pages;
use crate::startup_keys::{self, StartupKeys};
use crate::store::Store;

/// A server that is ready to serve.
#[derive(Debug)]
pub struct App {
    context: Context,
    apis: Vec<Mounted>,
    startup_keys: StartupKeys,
    operator_invite: Option<OperatorInvite>,
    router: Router,
    worker: JoinHandle<()>,
}

impl App {
    /// Sets up a server.
    pub async fn open(config: Config) -> anyhow::Result<Self> {
        let apis = config.apis.iter().map(Mounted::new).collect::<anyhow::Result<Vec<_>>>()?;
        let store = Store::open(&config.place, config.clock).await?;
        let context = Context::new(store, config.environment);
        let startup_keys =
            startup_keys::register(&context.keys, &config.place, &config.keys).await?;
        let has_operators = apis.iter().any(|api| api.name == agents::API);
        let operator_invite =
            if has_operators { agents::operator_invite(&context).await? } else { None };
        let mut router = pages::router(&apis, &startup_keys.hint())?;
        for api in &apis {
            router = router.merge(api.router(&context));
        }
        // After the routers, because they register the plans of the jobs to be resumed.
        let jobs = context.jobs.clone();
        let worker = tokio::spawn(async move { jobs.run().await });
        Ok(Self { context, apis, startup_keys, operator_invite, router, worker })
    }

    /// Returns the router for everything the server serves.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// Returns what the APIs share.
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// Returns the APIs.
    pub fn apis(&self) -> &[Mounted] {
        &self.apis
    }

    /// Returns where the startup keys came from.
    pub fn startup_keys(&self) -> &StartupKeys {
        &self.startup_keys
    }

    /// Returns the invite that makes the user who signs up with it an operator of the API `agents`, if it has not been
    /// used. Only the first sign-up can use it.
    pub fn operator_invite(&self) -> Option<&str> {
        self.operator_invite.as_ref().map(|invite| invite.secret.as_str())
    }

    /// Returns whether the operator invite was generated at this start, so it must be shown.
    pub(crate) fn has_new_operator_invite(&self) -> bool {
        self.operator_invite.as_ref().is_some_and(|invite| invite.is_new)
    }

    /// Stops the background jobs and closes the store.
    pub async fn close(self) {
        self.context.jobs.stop();
        if let Err(error) = self.worker.await {
            tracing::error!(%error, "the background task failed");
        }
        self.context.store.close().await;
    }
}
