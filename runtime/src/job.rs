//! Background jobs that move through named states, such as the training of a model.
//!
//! A job consists of a [`Plan`], registered once at startup, and a subject. The current state of a [`Job`] can be
//! queried at any time. Everything is persisted in the store, so jobs resume after a restart or a crash.

mod plan;
mod row;
mod worker;

pub use plan::{Outcome, Plan};
pub use row::Job;

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use tokio::sync::Notify;
use uuid::Uuid;

use crate::clock::later;
use crate::store::{Scope, Store, StoreError, Transaction, error};

/// All jobs of the server. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Jobs {
    store: Store,
    plans: Arc<RwLock<BTreeMap<String, Arc<Plan>>>>,
    news: Arc<Notify>,
    stop: Arc<Notify>,
}

/// Why a job could not be started.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JobError {
    /// A job with the same plan and subject is already running.
    #[error("a job for `{0}` is already running")]
    AtWork(String),
    /// The plan is not registered.
    #[error("unknown plan `{0}`")]
    UnknownPlan(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Jobs {
    /// Returns the jobs in a store. No job makes progress before [`run`](Self::run) is called.
    pub fn new(store: Store) -> Self {
        Self { store, plans: Arc::default(), news: Arc::default(), stop: Arc::default() }
    }

    /// Registers a plan. Must be called at every start, before jobs run. Jobs with an unknown plan make no progress.
    pub fn define(&self, plan: Plan) {
        let mut plans = self.plans.write().unwrap_or_else(PoisonError::into_inner);
        plans.insert(plan.name().to_owned(), Arc::new(plan));
    }

    /// Starts a job. A plan can have at most one running job per subject.
    pub async fn start(&self, scope: &Scope, plan: &str, subject: &str) -> Result<Job, JobError> {
        let mut transaction = self.store.begin().await?;
        let job = self.start_in(&mut transaction, scope, plan, subject).await?;
        transaction.commit().await?;
        Ok(job)
    }

    /// Starts a job in a transaction.
    pub async fn start_in(
        &self,
        transaction: &mut Transaction,
        scope: &Scope,
        plan: &str,
        subject: &str,
    ) -> Result<Job, JobError> {
        let plan = self.plan(plan).ok_or_else(|| JobError::UnknownPlan(plan.to_owned()))?;
        let (state, lasts) = plan.first();
        let now = self.store.clock().now();
        let job = row::insert(
            transaction,
            &Uuid::new_v4().to_string(),
            scope,
            (plan.name(), subject),
            state,
            now,
            later(now, lasts),
        )
        .await
        .map_err(|failed| match error::exists(failed, plan.name(), subject) {
            StoreError::Exists { id, .. } => JobError::AtWork(id),
            other => JobError::Store(other),
        })?;
        transaction.wake_on_commit(Arc::clone(&self.news));
        Ok(row::read(job)?)
    }

    /// Returns the job with an id.
    pub async fn get(&self, id: &str) -> Result<Option<Job>, StoreError> {
        row::by_id(self.store.readers(), id).await
    }

    /// Returns the newest job of a plan for a subject.
    pub async fn latest(
        &self,
        scope: &Scope,
        plan: &str,
        subject: &str,
    ) -> Result<Option<Job>, StoreError> {
        row::latest(self.store.readers(), scope, plan, subject).await
    }

    /// Ends a running job with the given state. Returns whether there was one.
    pub async fn cancel(&self, id: &str, state: &str) -> Result<bool, StoreError> {
        let mut transaction = self.store.begin().await?;
        let done = self.cancel_in(&mut transaction, id, state).await?;
        transaction.commit().await?;
        Ok(done)
    }

    /// Ends a running job with the given state, in a transaction. Returns whether there was one.
    pub async fn cancel_in(
        &self,
        transaction: &mut Transaction,
        id: &str,
        state: &str,
    ) -> Result<bool, StoreError> {
        row::end(transaction, id, state, None, self.store.clock().now()).await
    }

    /// Advances jobs when they are due, until [`stop`](Self::stop) is called.
    pub async fn run(&self) {
        worker::run(self).await;
        // The work of a plan can hold a reference to the jobs. Clearing the plans breaks the cycle; otherwise the store
        // would never be closed.
        self.plans.write().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Ends [`run`](Self::run). After it has returned, no job is running in this process.
    pub fn stop(&self) {
        self.stop.notify_one();
    }

    fn plan(&self, name: &str) -> Option<Arc<Plan>> {
        self.plans.read().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
    }

    fn names(&self) -> Vec<String> {
        self.plans.read().unwrap_or_else(PoisonError::into_inner).keys().cloned().collect()
    }
}
