//! The jobs table.

use jiff::Timestamp;
use sqlx::SqlitePool;

use crate::store::{Scope, StoreError, Transaction, timestamp};

/// A job.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Job {
    /// The id.
    pub id: String,
    /// The API that started the job.
    pub api: String,
    /// The tenant that the job belongs to.
    pub tenant: String,
    /// The name of the plan.
    pub plan: String,
    /// The subject of the job, such as the id of a model.
    pub subject: String,
    /// The current state.
    pub state: String,
    /// The reason for a failure.
    pub error: Option<String>,
    /// The time when the job was started.
    pub created_at: Timestamp,
    /// The time when the job entered its state.
    pub updated_at: Timestamp,
    /// The time when the job leaves its state; `None` if it has ended.
    pub due_at: Option<Timestamp>,
}

impl Job {
    /// Returns whether the job has ended.
    pub fn is_over(&self) -> bool {
        self.due_at.is_none()
    }
}

pub(super) type Row =
    (String, String, String, String, String, String, Option<String>, i64, i64, Option<i64>);

pub(super) fn read(row: Row) -> Result<Job, StoreError> {
    let (id, api, tenant, plan, subject, state, error, created_at, updated_at, due_at) = row;
    Ok(Job {
        id,
        api,
        tenant,
        plan,
        subject,
        state,
        error,
        created_at: timestamp(created_at)?,
        updated_at: timestamp(updated_at)?,
        due_at: due_at.map(timestamp).transpose()?,
    })
}

pub(super) async fn insert(
    transaction: &mut Transaction,
    id: &str,
    scope: &Scope,
    (plan, subject): (&str, &str),
    state: &str,
    now: Timestamp,
    due_at: Timestamp,
) -> Result<Row, sqlx::Error> {
    sqlx::query_as(
        "INSERT INTO jobs (id, api, tenant, plan, subject, state, created_at, updated_at, due_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8)
         RETURNING id, api, tenant, plan, subject, state, error, created_at, updated_at, due_at",
    )
    .bind(id)
    .bind(scope.api())
    .bind(scope.tenant())
    .bind(plan)
    .bind(subject)
    .bind(state)
    .bind(now.as_microsecond())
    .bind(due_at.as_microsecond())
    .fetch_one(transaction.connection())
    .await
}

pub(super) async fn by_id(pool: &SqlitePool, id: &str) -> Result<Option<Job>, StoreError> {
    let row = sqlx::query_as(
        "SELECT id, api, tenant, plan, subject, state, error, created_at, updated_at, due_at
         FROM jobs WHERE id = $1",
    )
    .bind(id)
    .fetch_optional(pool)
    .await?;
    row.map(read).transpose()
}

pub(super) async fn latest(
    pool: &SqlitePool,
    scope: &Scope,
    plan: &str,
    subject: &str,
) -> Result<Option<Job>, StoreError> {
    let row = sqlx::query_as(
        "SELECT id, api, tenant, plan, subject, state, error, created_at, updated_at, due_at
         FROM jobs WHERE api = $1 AND tenant = $2 AND plan = $3 AND subject = $4 ORDER BY seq DESC LIMIT 1",
    )
    .bind(scope.api())
    .bind(scope.tenant())
    .bind(plan)
    .bind(subject)
    .fetch_optional(pool)
    .await?;
    row.map(read).transpose()
}

/// Returns the running jobs of these plans, the next one due first.
pub(super) async fn at_work(pool: &SqlitePool, plans: &[String]) -> Result<Vec<Job>, StoreError> {
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT id, api, tenant, plan, subject, state, error, created_at, updated_at, due_at
         FROM jobs WHERE due_at IS NOT NULL ORDER BY due_at, seq",
    )
    .fetch_all(pool)
    .await?;
    let jobs: Vec<Job> = rows.into_iter().map(read).collect::<Result<_, _>>()?;
    Ok(jobs.into_iter().filter(|job| plans.contains(&job.plan)).collect())
}

/// Advances a job if it is still in the state for which the change was planned.
pub(super) async fn advance(
    transaction: &mut Transaction,
    from: &Job,
    to: &Job,
) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "UPDATE jobs SET state = $3, error = $4, updated_at = $5, due_at = $6
         WHERE id = $1 AND state = $2 AND due_at IS NOT NULL",
    )
    .bind(&from.id)
    .bind(&from.state)
    .bind(&to.state)
    .bind(to.error.as_deref())
    .bind(to.updated_at.as_microsecond())
    .bind(to.due_at.map(Timestamp::as_microsecond))
    .execute(transaction.connection())
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Ends a running job.
pub(super) async fn end(
    transaction: &mut Transaction,
    id: &str,
    state: &str,
    error: Option<&str>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "UPDATE jobs SET state = $2, error = $3, updated_at = $4, due_at = NULL WHERE id = $1 AND due_at IS NOT NULL",
    )
    .bind(id)
    .bind(state)
    .bind(error)
    .bind(now.as_microsecond())
    .execute(transaction.connection())
    .await?;
    Ok(done.rows_affected() > 0)
}
