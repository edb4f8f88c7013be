//! The whole server without a socket: the store, the APIs, the pages, and the task that moves jobs.

use axum::Router;
use tokio::task::JoinHandle;

use crate::admission::{self, Admission};
use crate::api::Mounted;
use crate::config::Config;
use crate::context::Context;
use crate::pages;
use crate::store::Store;

/// A server that is set up.
#[derive(Debug)]
pub struct App {
    context: Context,
    apis: Vec<Mounted>,
    admission: Admission,
    router: Router,
    worker: JoinHandle<()>,
}

impl App {
    /// Sets a server up.
    pub async fn open(config: Config) -> anyhow::Result<Self> {
        let apis = config.apis.iter().map(Mounted::new).collect::<anyhow::Result<Vec<_>>>()?;
        let store = Store::open(&config.place, config.clock).await?;
        let context = Context::new(store, config.environment);
        let admission = admission::admit(&context.keys, &config.place, &config.keys).await?;
        let mut router = pages::router(&apis, &admission.hint())?;
        for api in &apis {
            router = router.merge(api.router(&context));
        }
        // After the routers, for they define the plans of the jobs that are to go on.
        let jobs = context.jobs.clone();
        let worker = tokio::spawn(async move { jobs.run().await });
        Ok(Self { context, apis, admission, router, worker })
    }

    /// Everything that is served.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// What the APIs work with.
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// The APIs.
    pub fn apis(&self) -> &[Mounted] {
        &self.apis
    }

    /// Who is let in.
    pub fn admission(&self) -> &Admission {
        &self.admission
    }

    /// Stops the work in the background and closes the store.
    pub async fn close(self) {
        self.context.jobs.stop();
        if let Err(error) = self.worker.await {
            tracing::error!(%error, "the work in the background did not end well");
        }
        self.context.store.close().await;
    }
}
