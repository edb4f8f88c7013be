//! File storage: streams content to the store, inspects it on the way, and creates a file with a new uid.

use archetype_api::types;
use archetype_api::wire::{Body, BoxError, from_json};
use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::inspect::{Findings, Inspector};
use super::org_store::OrgStore;
use super::refusal::Refusal;
use crate::quota::Quota;
use crate::store::files::PutError;
use crate::store::{FileInfo, List, Record, Transaction};
use crate::stream;

/// The maximum size of a file: 1 GB.
pub(super) const LARGEST: u64 = 1024 * 1024 * 1024;

/// The default quota of an organization: 50 GiB.
pub(super) const QUOTA: Quota = Quota { objects: 10_000, bytes: 50 * 1024 * 1024 * 1024 };

/// A file. The store keeps its content under its uid.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct File {
    /// The name that callers use.
    pub(super) name: String,
    pub(super) media_type: String,
    pub(super) bytes: u64,
    /// Whether the content matches its type.
    pub(super) valid: bool,
    pub(super) attributes: Map<String, Value>,
    /// The sequence number among all files the organization has ever had, starting at 0.
    pub(super) index: i64,
}

/// Stored content that is not yet a file.
#[derive(Debug)]
pub(super) struct Stored {
    pub(super) info: FileInfo,
    findings: Findings,
}

/// Why content could not be stored.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unfit {
    #[error("the content is too large")]
    TooLarge,
    #[error("{0}")]
    Invalid(&'static str),
    #[error("the content did not arrive in time")]
    Late,
    #[error("cannot read the content")]
    Unreadable(#[source] BoxError),
}

/// Stores content of a type under the uid of its future file.
pub(super) async fn put(
    org_store: &OrgStore,
    uid: &str,
    media_type: &str,
    room: u64,
    content: impl Stream<Item = Result<Bytes, Unfit>> + Send,
) -> Result<Stored, Refusal> {
    let mut inspector = Inspector::new(media_type);
    let mut left = LARGEST.min(room);
    let watched = stream::in_time(content).map(|piece| {
        let piece = piece.ok_or(Unfit::Late)??;
        left = left.checked_sub(length(&piece)).ok_or(Unfit::TooLarge)?;
        inspector.feed(&piece);
        Ok(piece)
    });
    match org_store.store.files().put(&org_store.scope.file(uid), watched).await {
        Ok(info) => Ok(Stored { info, findings: inspector.finish() }),
        Err(PutError::Store(error)) => Err(error.into()),
        Err(PutError::Source(Unfit::TooLarge)) if room < LARGEST => Err(Refusal::no_room()),
        Err(PutError::Source(Unfit::TooLarge)) => Err(Refusal::too_large(LARGEST)),
        Err(PutError::Source(Unfit::Late)) => Err(Refusal::late()),
        Err(PutError::Source(Unfit::Invalid(why))) => {
            Err(Refusal::at("INVALID_FILE_DATA", "/file", why))
        }
        Err(PutError::Source(Unfit::Unreadable(cause))) => Err(Refusal::fault(cause)),
    }
}

/// Returns the number of bytes that one more file can have. Started uploads use their room too.
pub(super) async fn room(org_store: &OrgStore, quota: Quota) -> Result<u64, Refusal> {
    let uploads = org_store.uploads().list(&List::new()).await?.items;
    let open = uploads.iter().filter(|upload| upload.value.is_open());
    let mut used = org_store.files().total("$.bytes").await?;
    for upload in open {
        used = (used.0.saturating_add(1), used.1.saturating_add(upload.value.bytes));
    }
    quota.left(used).ok_or_else(Refusal::no_room)
}

/// The size of a chunk.
pub(super) fn length(piece: &Bytes) -> u64 {
    u64::try_from(piece.len()).unwrap_or(u64::MAX)
}

/// Returns the content of a form part.
pub(super) fn content(body: Body) -> impl Stream<Item = Result<Bytes, Unfit>> + Send {
    body.into_stream().map(|piece| piece.map_err(Unfit::Unreadable))
}

impl Stored {
    /// Creates the file in a transaction. Fails if there is one with the same name.
    pub(super) async fn register(
        self,
        org_store: &OrgStore,
        transaction: &mut Transaction,
        uid: &str,
        (name, media_type): (&str, &str),
    ) -> Result<Record<File>, Refusal> {
        let index = org_store.scope.counter("files").add_in(transaction, 1).await?;
        let file = File {
            name: name.to_owned(),
            media_type: media_type.to_owned(),
            bytes: self.info.size,
            valid: self.findings.valid,
            attributes: self.findings.attributes,
            index: index - 1,
        };
        Ok(org_store.files().on(transaction).create(uid, &file).await?)
    }
}

/// Removes content that is no longer a file, or never became one. A failure only leaves unused bytes behind.
pub(super) async fn drop_content(org_store: &OrgStore, id: &str) {
    if let Err(error) = org_store.store.files().delete(&org_store.scope.file(id)).await {
        let error = &error as &dyn std::error::Error;
        tracing::warn!(error, id, "cannot remove the content of a file");
    }
}

/// Returns the file with a name.
pub(super) async fn find(org_store: &OrgStore, name: &str) -> Result<Record<File>, Refusal> {
    let file = org_store.files().find("name", name).await?;
    file.ok_or_else(|| Refusal::not_found("FILE_NOT_FOUND", format!("There is no file {name}.")))
}

/// Converts a file for a response.
pub(super) fn answer(file: &Record<File>) -> types::FileMetadata {
    let value = &file.value;
    let status = if value.valid { types::FileStatus::Ingested } else { types::FileStatus::Corrupt };
    types::FileMetadata::new(
        &*value.name,
        &*file.id,
        value.valid,
        &*value.media_type,
        i64::try_from(value.bytes).unwrap_or(i64::MAX),
        status,
        attributes(value),
        value.valid,
        value.index,
        archetype_api::wire::Map::new(),
    )
}

/// Converts the attributes of a file for a response.
pub(super) fn attributes(file: &File) -> types::FileAttributes {
    // They were created by this program with the names of the document.
    from_json(Value::Object(file.attributes.clone()).to_string().as_bytes()).unwrap_or_default()
}
