//! Stored object records. The content is in the file store after the upload.

use agents_api::types::StorageObjectResponse;
use agents_api::wire::DateTime;
use futures_util::stream::BoxStream;
use http::HeaderValue;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::store::{Collection, Record, Scope, StoreError};

/// The only bucket of this installation.
pub(super) const BUCKET: &str = "tenant-files";

/// A stored object.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::agents) struct Object {
    pub(in crate::agents) filename: String,
    pub(in crate::agents) mime_type: String,
    /// The announced properties that an upload must match.
    pub(in crate::agents) size_bytes: i64,
    pub(super) agent_key: Option<String>,
    pub(super) conversation_id: Option<Uuid>,
    pub(super) metadata: Map<String, Value>,
    /// The path of the content. Each upload has its own file, so that concurrent uploads do not mix.
    pub(super) file: Option<String>,
}

impl Object {
    /// Returns the media type if a header can contain it: in visible ASCII. Others are neither required of an upload nor
    /// sent with a download.
    pub(super) fn content_type(&self) -> Option<&str> {
        let value = HeaderValue::from_str(&self.mime_type).ok()?;
        value.to_str().is_ok().then_some(self.mime_type.as_str())
    }

    /// Whether the content has been uploaded.
    pub(in crate::agents) fn is_ready(&self) -> bool {
        self.file.is_some()
    }

    /// The content. `None` if it has not been uploaded.
    pub(in crate::agents) async fn content(
        &self,
        scope: &Scope,
    ) -> Result<Option<(u64, BoxStream<'static, Result<bytes::Bytes, StoreError>>)>, StoreError>
    {
        let Some(file) = &self.file else { return Ok(None) };
        scope.store().files().get(&scope.file(file)).await
    }

    /// Returns the key in the bucket: the beginnings of the ids, and the name.
    pub(super) fn key(&self, tenant: &str, id: &str) -> String {
        let begin = |id: &str| id.split('-').next().unwrap_or(id).to_owned();
        format!("{}/{}/{}", begin(tenant), begin(id), self.filename.replace('/', "_"))
    }
}

/// Returns the stored objects of a tenant, by id.
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
