//! One tenant of one API. Operations on a scope stay within it, so that no API can access the data of another tenant by
//! mistake.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Collection, Counter, FilePath, Index, Store};

/// Returns the part of the store that belongs to one tenant of one API.
#[derive(Debug, Clone)]
pub struct Scope {
    store: Store,
    api: String,
    tenant: String,
}

impl Scope {
    pub(super) fn new(store: Store, api: String, tenant: String) -> Self {
        Self { store, api, tenant }
    }

    /// Returns a collection of records of one type.
    pub fn collection<T: Serialize + DeserializeOwned>(
        &self,
        name: impl Into<String>,
    ) -> Collection<T> {
        Collection::new(self.clone(), name.into())
    }

    /// Returns a text index.
    pub fn index(&self, name: impl Into<String>) -> Index {
        Index::new(self.clone(), name.into())
    }

    /// Returns a counter.
    pub fn counter(&self, name: impl Into<String>) -> Counter {
        Counter::new(self.clone(), name.into())
    }

    /// Returns the path of a file in this scope.
    pub fn file(&self, id: &str) -> FilePath {
        FilePath::new(&self.api, &self.tenant, id)
    }

    /// Returns the name of the API.
    pub fn api(&self) -> &str {
        &self.api
    }

    /// Returns the name of the tenant.
    pub fn tenant(&self) -> &str {
        &self.tenant
    }

    /// Returns the store of this scope.
    pub fn store(&self) -> &Store {
        &self.store
    }
}
