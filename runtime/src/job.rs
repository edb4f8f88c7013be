//! Work in the background that moves through named states, such as the training of a model.
//!
//! Goes in: a [`Plan`], defined once at start, and a subject to do it for. Comes out: a [`Job`] whose state anyone can ask
//! for. Everything is in the store, so that after a restart, even after a crash, a job goes on where it was.

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

/// Why a job was not started.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JobError {
    /// One of the same plan and subject is at work.
    #[error("a job for `{0}` is at work already")]
    AtWork(String),
    /// No plan has that name.
    #[error("there is no plan `{0}`")]
    UnknownPlan(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Jobs {
    /// The jobs in a store. Nothing moves before [`run`](Self::run).
    pub fn new(store: Store) -> Self {
        Self { store, plans: Arc::default(), news: Arc::default(), stop: Arc::default() }
    }

    /// Makes a plan known. To be done at each start, before jobs run: jobs of an unknown plan stand still.
    pub fn define(&self, plan: Plan) {
        let mut plans = self.plans.write().unwrap_or_else(PoisonError::into_inner);
        plans.insert(plan.name().to_owned(), Arc::new(plan));
    }

    /// Starts a job. At most one of a plan is at work for a subject.
    pub async fn start(&self, scope: &Scope, plan: &str, subject: &str) -> Result<Job, JobError> {
        let mut transaction = self.store.begin().await?;
        let job = self.start_in(&mut transaction, scope, plan, subject).await?;
        transaction.commit().await?;
        Ok(job)
    }

    /// Starts a job as a part of a transaction.
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

    /// The job with an id.
    pub async fn get(&self, id: &str) -> Result<Option<Job>, StoreError> {
        row::by_id(self.store.readers(), id).await
    }

    /// The newest job of a plan for a subject.
    pub async fn latest(
        &self,
        scope: &Scope,
        plan: &str,
        subject: &str,
    ) -> Result<Option<Job>, StoreError> {
        row::latest(self.store.readers(), scope, plan, subject).await
    }

    /// Ends a job that is at work, in this state. Says whether there was one to end.
    pub async fn cancel(&self, id: &str, state: &str) -> Result<bool, StoreError> {
        let mut transaction = self.store.begin().await?;
        let done = self.cancel_in(&mut transaction, id, state).await?;
        transaction.commit().await?;
        Ok(done)
    }

    /// Ends a job that is at work as a part of a transaction, in this state. Says whether there was one to end.
    pub async fn cancel_in(
        &self,
        transaction: &mut Transaction,
        id: &str,
        state: &str,
    ) -> Result<bool, StoreError> {
        row::end(transaction, id, state, None, self.store.clock().now()).await
    }

    /// Moves jobs on as their time comes, until [`stop`](Self::stop) is called.
    pub async fn run(&self) {
        worker::run(self).await;
        // The work of a plan may hold what holds the jobs, and the store would never be closed.
        self.plans.write().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Ends [`run`](Self::run). When it has returned, no job is at work any more in this process.
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
