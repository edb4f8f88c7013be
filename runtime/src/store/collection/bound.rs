//! A collection in a transaction. Its changes become visible when the transaction is committed.

use std::collections::HashSet;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::super::row::{self, Row};
use super::super::{List, Page, Record, StoreError, Transaction, error, space};
use super::{Collection, list};

/// A collection bound to a transaction.
#[derive(Debug)]
pub struct Bound<'a, T> {
    collection: &'a Collection<T>,
    transaction: &'a mut Transaction,
}

impl<'a, T: Serialize + DeserializeOwned> Bound<'a, T> {
    pub(super) fn new(collection: &'a Collection<T>, transaction: &'a mut Transaction) -> Self {
        Self { collection, transaction }
    }

    /// Adds a record. Fails with [`StoreError::Exists`] if the id or a unique key is already in use.
    pub async fn create(&mut self, id: &str, value: &T) -> Result<Record<T>, StoreError> {
        let row = sqlx::query_as(
            "INSERT INTO records (api, tenant, collection, id, version, created_at, updated_at, body)
             VALUES ($1, $2, $3, $4, 1, $5, $5, $6)
             RETURNING id, seq, version, created_at, updated_at, body",
        );
        self.write(row, id, value).await
    }

    /// Adds a record, or replaces the record with the same id.
    pub async fn put(&mut self, id: &str, value: &T) -> Result<Record<T>, StoreError> {
        let row = sqlx::query_as(
            "INSERT INTO records (api, tenant, collection, id, version, created_at, updated_at, body)
             VALUES ($1, $2, $3, $4, 1, $5, $5, $6)
             ON CONFLICT (api, tenant, collection, id)
             DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at, version = version + 1
             RETURNING id, seq, version, created_at, updated_at, body",
        );
        self.write(row, id, value).await
    }

    /// Returns the record with an id.
    pub async fn get(&mut self, id: &str) -> Result<Option<Record<T>>, StoreError> {
        self.collection.read_one(self.transaction.connection(), id).await
    }

    /// Returns the oldest record with a key value.
    pub async fn find(
        &mut self,
        key: &'static str,
        value: &str,
    ) -> Result<Option<Record<T>>, StoreError> {
        let page = self.list(&List::new().with_key(key, value).limit(1)).await?;
        Ok(page.items.into_iter().next())
    }

    /// Returns which of these values of a key are in use.
    pub async fn values_in_use(
        &mut self,
        key: &'static str,
        values: &[String],
    ) -> Result<HashSet<String>, StoreError> {
        let values = serde_json::to_string(values).map_err(StoreError::Unwritable)?;
        let rows: Vec<(String,)> = sqlx::query_as(
            "SELECT DISTINCT k.value FROM json_each($5) v
             CROSS JOIN record_keys k ON k.api = $1 AND k.tenant = $2 AND k.collection = $3 AND k.name = $4
                 AND k.value = v.value",
        )
        .bind(self.collection.scope.api())
        .bind(self.collection.scope.tenant())
        .bind(&self.collection.name)
        .bind(key)
        .bind(values)
        .fetch_all(self.transaction.connection())
        .await?;
        Ok(rows.into_iter().map(|(value,)| value).collect())
    }

    /// Returns the number of records, and the sum of a property of all of them. The property is a JSON path of `SQLite`,
    /// such as `$.bytes`.
    pub async fn total(&mut self, property: &str) -> Result<(u64, u64), StoreError> {
        self.collection.total_in(self.transaction.connection(), property).await
    }

    /// Removes the records with a key value. Returns their number.
    pub async fn delete_by_key(
        &mut self,
        key: &'static str,
        value: &str,
    ) -> Result<u64, StoreError> {
        let done = sqlx::query(
            "DELETE FROM records WHERE seq IN (
                 SELECT seq FROM record_keys
                 WHERE api = $1 AND tenant = $2 AND collection = $3 AND name = $4 AND value = $5)",
        )
        .bind(self.collection.scope.api())
        .bind(self.collection.scope.tenant())
        .bind(&self.collection.name)
        .bind(key)
        .bind(value)
        .execute(self.transaction.connection())
        .await?;
        Ok(done.rows_affected())
    }

    /// Removes all records. Returns their number.
    pub async fn clear(&mut self) -> Result<u64, StoreError> {
        let done =
            sqlx::query("DELETE FROM records WHERE api = $1 AND tenant = $2 AND collection = $3")
                .bind(self.collection.scope.api())
                .bind(self.collection.scope.tenant())
                .bind(&self.collection.name)
                .execute(self.transaction.connection())
                .await?;
        Ok(done.rows_affected())
    }

    /// Returns a page of the collection.
    pub async fn list(&mut self, list: &List) -> Result<Page<T>, StoreError> {
        list::list(self.collection, self.transaction.connection(), list).await
    }

    /// Removes a record and returns it.
    pub async fn delete(&mut self, id: &str) -> Result<Option<Record<T>>, StoreError> {
        let Some(record) = self.get(id).await? else { return Ok(None) };
        sqlx::query("DELETE FROM records WHERE seq = $1")
            .bind(record.seq)
            .execute(self.transaction.connection())
            .await?;
        Ok(Some(record))
    }

    async fn write(
        &mut self,
        query: sqlx::query::QueryAs<'_, sqlx::Sqlite, Row, sqlx::sqlite::SqliteArguments>,
        id: &str,
        value: &T,
    ) -> Result<Record<T>, StoreError> {
        let Collection { scope, name, .. } = self.collection;
        let body = serde_json::to_string(value).map_err(StoreError::Unwritable)?;
        if body.len() > space::SMALL {
            scope.store().space().check(u64::try_from(body.len()).unwrap_or(u64::MAX))?;
        }
        let row = query
            .bind(scope.api().to_owned())
            .bind(scope.tenant().to_owned())
            .bind(name.clone())
            .bind(id.to_owned())
            .bind(scope.store().clock().now().as_microsecond())
            .bind(body)
            .fetch_one(self.transaction.connection())
            .await
            .map_err(|failed| error::exists(failed, name, id))?;
        let record = row::read(name, row)?;
        self.write_keys(&record, value).await?;
        Ok(record)
    }

    async fn write_keys(&mut self, record: &Record<T>, value: &T) -> Result<(), StoreError> {
        let Collection { scope, name, keys } = self.collection;
        if record.version > 1 {
            sqlx::query("DELETE FROM record_keys WHERE seq = $1")
                .bind(record.seq)
                .execute(self.transaction.connection())
                .await?;
        }
        for key in keys {
            let mut texts = (key.read)(value);
            texts.sort_unstable();
            texts.dedup();
            for text in texts {
                sqlx::query(
                    "INSERT INTO record_keys (seq, api, tenant, collection, name, value, is_unique)
                     VALUES ($1, $2, $3, $4, $5, $6, $7)",
                )
                .bind(record.seq)
                .bind(scope.api())
                .bind(scope.tenant())
                .bind(name)
                .bind(key.name)
                .bind(&text)
                .bind(key.unique)
                .execute(self.transaction.connection())
                .await
                .map_err(|failed| {
                    error::exists(failed, &format!("{name} with {}", key.name), &text)
                })?;
            }
        }
        Ok(())
    }
}
