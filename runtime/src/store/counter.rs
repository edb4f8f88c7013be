//! Counters, for ids and statistics.

use super::{Scope, StoreError, Transaction};

/// A counter that starts at zero and survives restarts.
#[derive(Debug, Clone)]
pub struct Counter {
    scope: Scope,
    name: String,
}

impl Counter {
    pub(super) fn new(scope: Scope, name: String) -> Self {
        Self { scope, name }
    }

    /// Increments the counter and returns the new value: 1, 2, 3 …
    pub async fn next(&self) -> Result<i64, StoreError> {
        self.add(1).await
    }

    /// Adds a number and returns the sum.
    pub async fn add(&self, amount: i64) -> Result<i64, StoreError> {
        let mut transaction = self.scope.store().begin().await?;
        let sum = self.add_in(&mut transaction, amount).await?;
        transaction.commit().await?;
        Ok(sum)
    }

    /// Adds a number in a transaction and returns the sum.
    pub async fn add_in(
        &self,
        transaction: &mut Transaction,
        amount: i64,
    ) -> Result<i64, StoreError> {
        let (sum,) = sqlx::query_as(
            "INSERT INTO counters (api, tenant, name, value) VALUES ($1, $2, $3, $4)
             ON CONFLICT (api, tenant, name) DO UPDATE SET value = value + excluded.value RETURNING value",
        )
        .bind(self.scope.api())
        .bind(self.scope.tenant())
        .bind(&self.name)
        .bind(amount)
        .fetch_one(transaction.connection())
        .await?;
        Ok(sum)
    }

    /// Returns the current value.
    pub async fn get(&self) -> Result<i64, StoreError> {
        let row: Option<(i64,)> = sqlx::query_as(
            "SELECT value FROM counters WHERE api = $1 AND tenant = $2 AND name = $3",
        )
        .bind(self.scope.api())
        .bind(self.scope.tenant())
        .bind(&self.name)
        .fetch_optional(self.scope.store().readers())
        .await?;
        Ok(row.map_or(0, |(value,)| value))
    }
}
