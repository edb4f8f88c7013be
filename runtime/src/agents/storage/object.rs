//! What is kept of a stored file. Its bytes are in the file store, once they have arrived.

use agents_api::types::StorageObjectResponse;
use agents_api::wire::DateTime;
use futures_util::stream::BoxStream;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::store::{Collection, Record, Scope, StoreError};

/// The one bucket of this installation.
pub(super) const BUCKET: &str = "tenant-files";

/// A stored file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::agents) struct Object {
    pub(in crate::agents) filename: String,
    pub(in crate::agents) mime_type: String,
    /// What was announced, and what an upload must bring.
    pub(in crate::agents) size_bytes: i64,
    pub(super) agent_key: Option<String>,
    pub(super) conversation_id: Option<Uuid>,
    pub(super) metadata: Map<String, Value>,
    /// Where the bytes are. An upload has a file of its own, so that two at once do not write into one.
    pub(super) file: Option<String>,
}

impl Object {
    /// Whether the bytes have arrived.
    pub(in crate::agents) fn is_ready(&self) -> bool {
        self.file.is_some()
    }

    /// The bytes. `None` when they have not arrived.
    pub(in crate::agents) async fn content(
        &self,
        scope: &Scope,
    ) -> Result<Option<(u64, BoxStream<'static, Result<bytes::Bytes, StoreError>>)>, StoreError>
    {
        let Some(file) = &self.file else { return Ok(None) };
        scope.store().files().get(&scope.file(file)).await
    }

    /// The key within the bucket: the beginnings of the ids, and the name.
    pub(super) fn key(&self, tenant: &str, id: &str) -> String {
        let begin = |id: &str| id.split('-').next().unwrap_or(id).to_owned();
        format!("{}/{}/{}", begin(tenant), begin(id), self.filename.replace('/', "_"))
    }
}

/// The stored files of a tenant, by id.
pub(in crate::agents) fn objects(scope: &Scope) -> Collection<Object> {
    scope
        .collection("objects")
        .key("conversation", |object: &Object| object.conversation_id.map(|id| id.to_string()))
}

pub(super) fn show(
    tenant: &str,
    record: Record<Object>,
) -> Result<StorageObjectResponse, uuid::Error> {
    let object = record.value;
    let status = if object.is_ready() { "ready" } else { "pending_upload" };
    Ok(StorageObjectResponse::new(
        record.id.parse()?,
        BUCKET,
        object.key(tenant, &record.id),
        Some(object.filename),
        Some(object.mime_type),
        Some(object.size_bytes),
        Some(status.to_owned()),
        Some(DateTime::from(record.created_at)),
        object.conversation_id,
        object.agent_key,
    ))
}
