//! Migrates the tables: SQL files that run once, in order. Each runs in a transaction together with its entry in the
//! version table.

use sqlx::SqlitePool;

use super::StoreError;

/// A released file is never changed. A change of the tables is a new file at the end.
const STEPS: [&str; 5] = [
    include_str!("../../migrations/0001_records.sql"),
    include_str!("../../migrations/0002_documents.sql"),
    include_str!("../../migrations/0003_keys.sql"),
    include_str!("../../migrations/0004_jobs.sql"),
    include_str!("../../migrations/0005_places.sql"),
];

pub(super) async fn run(pool: &SqlitePool) -> Result<(), StoreError> {
    sqlx::raw_sql("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY) STRICT")
        .execute(pool)
        .await?;
    let (found,): (i64,) = sqlx::query_as("SELECT coalesce(max(version), 0) FROM schema_version")
        .fetch_one(pool)
        .await?;
    let known = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
    if found > known {
        return Err(StoreError::TooNew { found, known });
    }
    for (version, step) in (1_i64..).zip(STEPS).filter(|(version, _)| *version > found) {
        let mut transaction = pool.begin().await?;
        sqlx::raw_sql(step).execute(&mut *transaction).await?;
        sqlx::query("INSERT INTO schema_version (version) VALUES ($1)")
            .bind(version)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        tracing::debug!(version, "migrated the tables");
    }
    Ok(())
}
