//! A typed collection: values of one type, in order of creation, with lookups by id and by key.
//!
//! Every change is a transaction. To combine several changes, bind the collection to a [`Transaction`] with
//! [`Collection::on`].

mod bound;
mod list;

use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::row::{self, Row};
use super::{List, Page, Record, Scope, StoreError, Transaction};
pub use bound::Bound;

/// Values of one type that belong to one tenant of one API. Cheap to clone.
pub struct Collection<T> {
    scope: Scope,
    name: String,
    keys: Vec<KeyRule<T>>,
}

/// A lookup key of a record besides its id.
struct KeyRule<T> {
    name: &'static str,
    unique: bool,
    read: Read<T>,
}

type Read<T> = Arc<dyn Fn(&T) -> Vec<String> + Send + Sync>;

impl<T: Serialize + DeserializeOwned> Collection<T> {
    pub(super) fn new(scope: Scope, name: String) -> Self {
        Self { scope, name, keys: Vec::new() }
    }

    /// Adds a lookup key. `read` returns its values for a record: none, one or several.
    ///
    /// A record's keys are updated when it is written, so every use of a collection must define the same keys.
    #[must_use]
    pub fn key<I>(self, name: &'static str, read: fn(&T) -> I) -> Self
    where
        I: IntoIterator<Item = String> + 'static,
        T: 'static,
    {
        self.rule(name, false, read)
    }

    /// Like [`key`](Self::key), but the values must be unique in the collection.
    #[must_use]
    pub fn unique_key<I>(self, name: &'static str, read: fn(&T) -> I) -> Self
    where
        I: IntoIterator<Item = String> + 'static,
        T: 'static,
    {
        self.rule(name, true, read)
    }

    fn rule<I>(mut self, name: &'static str, unique: bool, read: fn(&T) -> I) -> Self
    where
        I: IntoIterator<Item = String> + 'static,
        T: 'static,
    {
        let read: Read<T> = Arc::new(move |value| read(value).into_iter().collect());
        self.keys.push(KeyRule { name, unique, read });
        self
    }

    /// Binds the collection to a transaction.
    pub fn on<'a>(&'a self, transaction: &'a mut Transaction) -> Bound<'a, T> {
        Bound::new(self, transaction)
    }

    /// Adds a record. Fails with [`StoreError::Exists`] if the id or a unique key is already in use.
    pub async fn create(&self, id: &str, value: &T) -> Result<Record<T>, StoreError> {
        let mut transaction = self.scope.store().begin().await?;
        let record = self.on(&mut transaction).create(id, value).await?;
        transaction.commit().await?;
        Ok(record)
    }

    /// Adds a record, or replaces the record with the same id.
    pub async fn put(&self, id: &str, value: &T) -> Result<Record<T>, StoreError> {
        let mut transaction = self.scope.store().begin().await?;
        let record = self.on(&mut transaction).put(id, value).await?;
        transaction.commit().await?;
        Ok(record)
    }

    /// Changes a record atomically. Returns `None` if it does not exist.
    pub async fn update(
        &self,
        id: &str,
        change: impl FnOnce(&mut T),
    ) -> Result<Option<Record<T>>, StoreError> {
        self.try_update(id, |value| {
            change(value);
            Ok(())
        })
        .await
    }

    /// Changes a record atomically. If `change` returns an error, the record is not changed and the error is returned.
    pub async fn try_update<E: From<StoreError>>(
        &self,
        id: &str,
        change: impl FnOnce(&mut T) -> Result<(), E>,
    ) -> Result<Option<Record<T>>, E> {
        let mut transaction = self.scope.store().begin().await?;
        let Some(mut record) = self.on(&mut transaction).get(id).await? else { return Ok(None) };
        change(&mut record.value)?;
        let record = self.on(&mut transaction).put(id, &record.value).await?;
        transaction.commit().await?;
        Ok(Some(record))
    }

    /// Replaces a record if it has not changed since it was read; otherwise fails with [`StoreError::Changed`].
    pub async fn compare_and_set(
        &self,
        read: &Record<T>,
        value: &T,
    ) -> Result<Record<T>, StoreError> {
        let mut transaction = self.scope.store().begin().await?;
        let current = self.on(&mut transaction).get(&read.id).await?;
        if current.is_none_or(|current| (current.seq, current.version) != (read.seq, read.version))
        {
            return Err(StoreError::Changed(read.id.clone()));
        }
        let record = self.on(&mut transaction).put(&read.id, value).await?;
        transaction.commit().await?;
        Ok(record)
    }

    /// Removes a record and returns it.
    pub async fn delete(&self, id: &str) -> Result<Option<Record<T>>, StoreError> {
        let mut transaction = self.scope.store().begin().await?;
        let record = self.on(&mut transaction).delete(id).await?;
        transaction.commit().await?;
        Ok(record)
    }

    /// Returns the record with an id.
    pub async fn get(&self, id: &str) -> Result<Option<Record<T>>, StoreError> {
        let mut connection = self.scope.store().readers().acquire().await?;
        self.read_one(&mut connection, id).await
    }

    /// Returns the records with these ids, in no particular order. Ids without a record are skipped.
    pub async fn get_many(&self, ids: &[String]) -> Result<Vec<Record<T>>, StoreError> {
        let ids = serde_json::to_string(ids).map_err(StoreError::Unwritable)?;
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT id, seq, version, created_at, updated_at, body FROM records
             WHERE api = $1 AND tenant = $2 AND collection = $3 AND id IN (SELECT value FROM json_each($4))",
        )
        .bind(self.scope.api())
        .bind(self.scope.tenant())
        .bind(&self.name)
        .bind(ids)
        .fetch_all(self.scope.store().readers())
        .await?;
        rows.into_iter().map(|row| row::read(&self.name, row)).collect()
    }

    /// Returns the oldest record with a key value.
    pub async fn find(
        &self,
        key: &'static str,
        value: &str,
    ) -> Result<Option<Record<T>>, StoreError> {
        let page = self.list(&List::new().with_key(key, value).limit(1)).await?;
        Ok(page.items.into_iter().next())
    }

    /// Returns the oldest record of each key value, by value. Values without a record are missing.
    pub async fn find_many(
        &self,
        key: &'static str,
        values: &[String],
    ) -> Result<HashMap<String, Record<T>>, StoreError> {
        let values: BTreeSet<&String> = values.iter().collect();
        let values = serde_json::to_string(&values).map_err(StoreError::Unwritable)?;
        // CROSS JOIN enforces the join order: each value is looked up. Newest first, so that the oldest one stays.
        let rows: Vec<(String, String, i64, i64, i64, i64, String)> = sqlx::query_as(
            "SELECT k.value, r.id, r.seq, r.version, r.created_at, r.updated_at, r.body
             FROM json_each($5) v
             CROSS JOIN record_keys k ON k.api = $1 AND k.tenant = $2 AND k.collection = $3 AND k.name = $4
                 AND k.value = v.value
             JOIN records r ON r.seq = k.seq ORDER BY k.seq DESC",
        )
        .bind(self.scope.api())
        .bind(self.scope.tenant())
        .bind(&self.name)
        .bind(key)
        .bind(values)
        .fetch_all(self.scope.store().readers())
        .await?;
        rows.into_iter()
            .map(|(value, id, seq, version, created_at, updated_at, body)| {
                let row = (id, seq, version, created_at, updated_at, body);
                Ok((value, row::read(&self.name, row)?))
            })
            .collect()
    }

    /// Returns a page of the collection. The page and its total are consistent.
    pub async fn list(&self, list: &List) -> Result<Page<T>, StoreError> {
        let mut snapshot = self.scope.store().readers().begin().await?;
        list::list(self, &mut snapshot, list).await
    }

    /// Returns the number of records.
    pub async fn count(&self) -> Result<u64, StoreError> {
        Ok(self.list(&List::new().limit(0)).await?.total)
    }

    /// Returns the number of records, and the sum of a property of all of them. The property is a JSON path of `SQLite`,
    /// such as `$.bytes`.
    pub async fn total(&self, property: &str) -> Result<(u64, u64), StoreError> {
        let mut connection = self.scope.store().readers().acquire().await?;
        self.total_in(&mut connection, property).await
    }

    /// Returns a text property of all records, oldest first, without reading the rest of their values. The property is a
    /// JSON path of `SQLite`, such as `$.name`. A missing property is an empty text.
    pub async fn texts(&self, property: &str) -> Result<Vec<Record<String>>, StoreError> {
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT id, seq, version, created_at, updated_at, json_quote(coalesce(json_extract(body, $4), ''))
             FROM records WHERE api = $1 AND tenant = $2 AND collection = $3 ORDER BY seq",
        )
        .bind(self.scope.api())
        .bind(self.scope.tenant())
        .bind(&self.name)
        .bind(property)
        .fetch_all(self.scope.store().readers())
        .await?;
        rows.into_iter().map(|row| row::read(&self.name, row)).collect()
    }

    async fn total_in(
        &self,
        connection: &mut sqlx::SqliteConnection,
        property: &str,
    ) -> Result<(u64, u64), StoreError> {
        let (count, sum): (i64, i64) = sqlx::query_as(
            "SELECT count(*), CAST(total(json_extract(body, $4)) AS INTEGER) FROM records
             WHERE api = $1 AND tenant = $2 AND collection = $3",
        )
        .bind(self.scope.api())
        .bind(self.scope.tenant())
        .bind(&self.name)
        .bind(property)
        .fetch_one(connection)
        .await?;
        Ok((u64::try_from(count).unwrap_or(0), u64::try_from(sum).unwrap_or(0)))
    }

    async fn read_one(
        &self,
        connection: &mut sqlx::SqliteConnection,
        id: &str,
    ) -> Result<Option<Record<T>>, StoreError> {
        let row: Option<Row> = sqlx::query_as(
            "SELECT id, seq, version, created_at, updated_at, body FROM records
             WHERE api = $1 AND tenant = $2 AND collection = $3 AND id = $4",
        )
        .bind(self.scope.api())
        .bind(self.scope.tenant())
        .bind(&self.name)
        .bind(id)
        .fetch_optional(connection)
        .await?;
        row.map(|row| row::read(&self.name, row)).transpose()
    }
}

impl<T> Clone for Collection<T> {
    fn clone(&self) -> Self {
        Self { scope: self.scope.clone(), name: self.name.clone(), keys: self.keys.clone() }
    }
}

impl<T> Clone for KeyRule<T> {
    fn clone(&self) -> Self {
        Self { name: self.name, unique: self.unique, read: Arc::clone(&self.read) }
    }
}

impl<T> fmt::Debug for Collection<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys: Vec<&str> = self.keys.iter().map(|key| key.name).collect();
        formatter
            .debug_struct("Collection")
            .field("api", &self.scope.api())
            .field("tenant", &self.scope.tenant())
            .field("name", &self.name)
            .field("keys", &keys)
            .finish_non_exhaustive()
    }
}
