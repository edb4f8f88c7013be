//! One tenant of one API: everything that is asked of a scope stays inside of it, so that no API can forget to look at
//! whose data it reads.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Collection, Counter, FilePath, Index, Store};

/// The part of the store that belongs to one tenant of one API.
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

    /// A collection of records of one type.
    pub fn collection<T: Serialize + DeserializeOwned>(
        &self,
        name: impl Into<String>,
    ) -> Collection<T> {
        Collection::new(self.clone(), name.into())
    }

    /// A set of texts to search in.
    pub fn index(&self, name: impl Into<String>) -> Index {
        Index::new(self.clone(), name.into())
    }

    /// A number that is counted up.
    pub fn counter(&self, name: impl Into<String>) -> Counter {
        Counter::new(self.clone(), name.into())
    }

    /// Where a file of this scope is kept.
    pub fn file(&self, id: &str) -> FilePath {
        FilePath::new(&self.api, &self.tenant, id)
    }

    /// The API's name.
    pub fn api(&self) -> &str {
        &self.api
    }

    /// The tenant's name.
    pub fn tenant(&self) -> &str {
        &self.tenant
    }

    /// The store that this is a part of.
    pub fn store(&self) -> &Store {
        &self.store
    }
}
