//! Records of vector stores and attached files, and their conversion to responses.

use agents_api::types::{VectorStoreFileResponse, VectorStoreResponse};
use agents_api::wire::{DateTime, Nullable};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::store::{Collection, Index, Record, Scope};

/// A vector store.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::agents) struct VectorStore {
    pub(super) name: String,
    pub(super) description: Option<String>,
    pub(super) openai_id: String,
    pub(super) owner: Option<Uuid>,
    pub(super) expires_after: Option<Map<String, Value>>,
    pub(super) metadata: Map<String, Value>,
    pub(super) last_active_at: Option<Timestamp>,
    /// A search is recorded but does not count as a change.
    pub(super) updated_at: Timestamp,
}

/// A stored object that is attached to a vector store.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::agents) struct Attached {
    pub(super) store: String,
    pub(super) object: String,
    pub(super) filename: String,
    pub(super) mime_type: String,
    pub(super) size_bytes: i64,
    pub(super) status: Status,
    pub(super) attributes: Map<String, Value>,
    pub(super) chunking: Option<Map<String, Value>>,
    pub(super) error: Option<String>,
    /// The size of its passages in bytes.
    pub(super) usage_bytes: i64,
    /// The number of passages in the index.
    pub(super) passages: usize,
}

/// The indexing status of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Status {
    InProgress,
    Completed,
    Failed,
}

impl Status {
    fn name(self) -> &'static str {
        match self {
            Self::InProgress => "in_progress",
            Self::Completed => "completed",
            Self::Failed => "failed",
        }
    }
}

/// Returns the vector stores of a tenant.
pub(in crate::agents) fn stores(scope: &Scope) -> Collection<VectorStore> {
    scope.collection("vector_stores").unique_key("name", |store: &VectorStore| [store.name.clone()])
}

/// Returns the files attached to the vector stores of a tenant.
pub(super) fn attached(scope: &Scope) -> Collection<Attached> {
    scope
        .collection("vector_store_files")
        .key("store", |file: &Attached| [file.store.clone()])
        .key("object", |file: &Attached| [file.object.clone()])
        .key("status", |file: &Attached| [in_status(&file.store, file.status.name())])
        .unique_key("pair", |file: &Attached| [pair(&file.store, &file.object)])
}

/// The lookup key of the files of a vector store with a status.
pub(super) fn in_status(store: &str, status: &str) -> String {
    format!("{store} {status}")
}

/// The lookup key of an object in a vector store.
pub(super) fn pair(store: &str, object: &str) -> String {
    format!("{store} {object}")
}

/// Returns the index of a vector store; ids consist of the file's id and the passage number.
pub(super) fn index(scope: &Scope, store: &str) -> Index {
    scope.index(format!("vector store {store}"))
}

impl VectorStore {
    /// Returns the expiry: a number of days after the creation or most recent use.
    pub(super) fn expires_at(&self, created_at: Timestamp) -> Option<Timestamp> {
        let rule = self.expires_after.as_ref()?;
        let days = rule.get("days")?.as_i64().filter(|days| *days >= 0)?;
        let anchor = match rule.get("anchor").and_then(Value::as_str) {
            Some("created_at") => created_at,
            _ => self.last_active_at.unwrap_or(created_at),
        };
        let span = SignedDuration::from_hours(days.checked_mul(24)?.min(24 * 36_500));
        Some(anchor.checked_add(span).unwrap_or(Timestamp::MAX))
    }
}

/// Converts a vector store with the totals of its files.
pub(super) fn show_store(
    tenant: &str,
    record: Record<VectorStore>,
    files: &[Record<Attached>],
    now: Timestamp,
) -> Result<VectorStoreResponse, uuid::Error> {
    let store = record.value;
    let expires_at = store.expires_at(record.created_at);
    let at_work = files.iter().any(|file| file.value.status == Status::InProgress);
    let status = match expires_at {
        Some(end) if end <= now => "expired",
        _ if at_work => Status::InProgress.name(),
        _ => Status::Completed.name(),
    };
    Ok(VectorStoreResponse::new(
        record.id.parse()?,
        store.openai_id,
        tenant.parse()?,
        store.owner,
        store.name,
        store.description,
        status,
        files.iter().map(|file| file.value.usage_bytes).sum(),
        store.metadata.into_iter().collect(),
        record.created_at.into(),
        store.updated_at.into(),
    )
    .with_expires_after(Nullable::from(store.expires_after.map(|map| map.into_iter().collect())))
    .with_expires_at(Nullable::from(expires_at.map(DateTime::from)))
    .with_last_active_at(Nullable::from(store.last_active_at.map(DateTime::from))))
}

pub(super) fn show_file(record: Record<Attached>) -> Result<VectorStoreFileResponse, uuid::Error> {
    let file = record.value;
    Ok(VectorStoreFileResponse::new(
        record.id.parse()?,
        file.object,
        file.store.parse()?,
        file.filename,
        Some(file.mime_type),
        Some(file.size_bytes),
        file.usage_bytes,
        file.status.name(),
        file.attributes.into_iter().collect(),
        file.chunking.map(|map| map.into_iter().collect()),
        file.error,
        record.created_at.into(),
        record.updated_at.into(),
    ))
}
