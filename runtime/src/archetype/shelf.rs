//! Where files are put: a content goes in as a stream and is looked at on the way; a file with a new uid comes out.

use archetype_api::types;
use archetype_api::wire::{Body, BoxError, from_json};
use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::inspect::{Findings, Inspector};
use super::refusal::Refusal;
use super::room::Room;
use crate::store::files::PutError;
use crate::store::{FileInfo, Record, Transaction};

/// The most bytes that a file can have: 1 GB.
pub(super) const LARGEST: u64 = 1024 * 1024 * 1024;

/// A file. The store keeps its content under its uid.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct File {
    /// What callers know it by.
    pub(super) name: String,
    pub(super) media_type: String,
    pub(super) bytes: u64,
    /// Whether the content is what the type says.
    pub(super) valid: bool,
    pub(super) attributes: Map<String, Value>,
    /// The number among the files that the organization ever had, from 0 on.
    pub(super) index: i64,
}

/// A content that is stored, and not yet a file.
#[derive(Debug)]
pub(super) struct Stored {
    pub(super) info: FileInfo,
    findings: Findings,
}

/// Why a content was not stored.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unfit {
    #[error("the content is too large")]
    TooLarge,
    #[error("{0}")]
    Invalid(&'static str),
    #[error("the content could not be read")]
    Unreadable(#[source] BoxError),
}

/// Stores a content of a type under the uid that its file will have.
pub(super) async fn put(
    room: &Room,
    uid: &str,
    media_type: &str,
    content: impl Stream<Item = Result<Bytes, Unfit>> + Send,
) -> Result<Stored, Refusal> {
    let mut inspector = Inspector::new(media_type);
    let mut left = LARGEST;
    let watched = content.map(|piece| {
        let piece = piece?;
        left = left.checked_sub(length(&piece)).ok_or(Unfit::TooLarge)?;
        inspector.feed(&piece);
        Ok(piece)
    });
    match room.store.files().put(&room.scope.file(uid), watched).await {
        Ok(info) => Ok(Stored { info, findings: inspector.finish() }),
        Err(PutError::Store(error)) => Err(error.into()),
        Err(PutError::Source(Unfit::TooLarge)) => Err(Refusal::too_large(LARGEST)),
        Err(PutError::Source(Unfit::Invalid(why))) => {
            Err(Refusal::at("INVALID_FILE_DATA", "/file", why))
        }
        Err(PutError::Source(Unfit::Unreadable(cause))) => Err(Refusal::fault(cause)),
    }
}

/// The length of a piece.
pub(super) fn length(piece: &Bytes) -> u64 {
    u64::try_from(piece.len()).unwrap_or(u64::MAX)
}

/// The content of a part of a form.
pub(super) fn content(body: Body) -> impl Stream<Item = Result<Bytes, Unfit>> + Send {
    body.into_stream().map(|piece| piece.map_err(Unfit::Unreadable))
}

impl Stored {
    /// Makes it a file, as a part of a transaction. Fails when there is one of that name.
    pub(super) async fn register(
        self,
        room: &Room,
        transaction: &mut Transaction,
        uid: &str,
        (name, media_type): (&str, &str),
    ) -> Result<Record<File>, Refusal> {
        let index = room.scope.counter("files").add_in(transaction, 1).await?;
        let file = File {
            name: name.to_owned(),
            media_type: media_type.to_owned(),
            bytes: self.info.size,
            valid: self.findings.valid,
            attributes: self.findings.attributes,
            index: index - 1,
        };
        Ok(room.files().on(transaction).create(uid, &file).await?)
    }
}

/// Removes the content of what is no file any more, or never became one. A failure leaves bytes behind, nothing else.
pub(super) async fn drop_content(room: &Room, id: &str) {
    if let Err(error) = room.store.files().delete(&room.scope.file(id)).await {
        let error = &error as &dyn std::error::Error;
        tracing::warn!(error, id, "the content of a file could not be removed");
    }
}

/// The file with a name.
pub(super) async fn find(room: &Room, name: &str) -> Result<Record<File>, Refusal> {
    let file = room.files().find("name", name).await?;
    file.ok_or_else(|| Refusal::not_found("FILE_NOT_FOUND", format!("There is no file {name}.")))
}

/// A file as answers have it.
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

/// The attributes of a file as answers have them.
pub(super) fn attributes(file: &File) -> types::FileAttributes {
    // They were made by this program, by the names of the document.
    from_json(Value::Object(file.attributes.clone()).to_string().as_bytes()).unwrap_or_default()
}
