//! A typed collection: values of one type, by id, in order of creation, found by keys.
//!
//! Every change is one transaction. To make several changes that belong together, bind the collection to a
//! [`Transaction`] by [`Collection::on`].

mod bound;
mod list;

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

/// What a record can be found by, besides its id.
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

    /// Records can be found by what `read` makes of their value: nothing, one text, or several.
    ///
    /// A record gets its keys when it is written: give a collection the same keys wherever it is used.
    #[must_use]
    pub fn key<I>(self, name: &'static str, read: fn(&T) -> I) -> Self
    where
        I: IntoIterator<Item = String> + 'static,
        T: 'static,
    {
        self.rule(name, false, read)
    }

    /// As [`key`](Self::key), and no two records of the collection can have the same.
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

    /// The collection as a part of a transaction.
    pub fn on<'a>(&'a self, transaction: &'a mut Transaction) -> Bound<'a, T> {
        Bound::new(self, transaction)
    }

    /// Adds a record. Fails with [`StoreError::Exists`] when the id or a unique key is taken.
    pub async fn create(&self, id: &str, value: &T) -> Result<Record<T>, StoreError> {
        let mut transaction = self.scope.store().begin().await?;
        let record = self.on(&mut transaction).create(id, value).await?;
        transaction.commit().await?;
        Ok(record)
    }

    /// Adds a record, or replaces the one that has the id.
    pub async fn put(&self, id: &str, value: &T) -> Result<Record<T>, StoreError> {
        let mut transaction = self.scope.store().begin().await?;
        let record = self.on(&mut transaction).put(id, value).await?;
        transaction.commit().await?;
        Ok(record)
    }

    /// Changes a record while no one else can. `None` when it is not there.
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

    /// Changes a record while no one else can, unless `change` refuses: then nothing is changed and its error comes back.
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

    /// Replaces a record if it still is as it was read, else fails with [`StoreError::Changed`].
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

    /// Removes a record, and returns what it was.
    pub async fn delete(&self, id: &str) -> Result<Option<Record<T>>, StoreError> {
        let mut transaction = self.scope.store().begin().await?;
        let record = self.on(&mut transaction).delete(id).await?;
        transaction.commit().await?;
        Ok(record)
    }

    /// The record with an id.
    pub async fn get(&self, id: &str) -> Result<Option<Record<T>>, StoreError> {
        let mut connection = self.scope.store().readers().acquire().await?;
        self.read_one(&mut connection, id).await
    }

    /// The records with these ids, in no certain order. An id without a record has none.
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

    /// The oldest record that has a value under a key.
    pub async fn find(
        &self,
        key: &'static str,
        value: &str,
    ) -> Result<Option<Record<T>>, StoreError> {
        let page = self.list(&List::new().with_key(key, value).limit(1)).await?;
        Ok(page.items.into_iter().next())
    }

    /// A part of the collection. The page and its total are of the same moment.
    pub async fn list(&self, list: &List) -> Result<Page<T>, StoreError> {
        let mut snapshot = self.scope.store().readers().begin().await?;
        list::list(self, &mut snapshot, list).await
    }

    /// How many records there are.
    pub async fn count(&self) -> Result<u64, StoreError> {
        Ok(self.list(&List::new().limit(0)).await?.total)
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
