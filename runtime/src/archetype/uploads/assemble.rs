//! The end of an upload: its parts go in one after the other, the file comes out.

use archetype_api::types::{CompleteUploadInput, CompleteUploadOutput, UploadedFileStatus};
use bytes::Bytes;
use futures_util::stream::{self, BoxStream};
use futures_util::{StreamExt, TryStreamExt};

use super::record::{Part, State, Upload, missing};
use super::{exists, find, no_upload, signed};
use crate::archetype::refusal::Refusal;
use crate::archetype::room::Room;
use crate::archetype::shelf::{self, File, Stored, Unfit};
use crate::store::{FilePath, Files, Record, StoreError};

/// Assembles the parts of an upload to a file.
pub(super) async fn complete(
    room: &Room,
    id: &str,
    asked: &CompleteUploadInput,
) -> Result<CompleteUploadOutput, Refusal> {
    let mut upload = find(room, id).await?.value;
    upload.require_open(id)?;
    if room.files().find("name", &upload.name).await?.is_some() {
        return Err(exists(&upload.name));
    }
    let parts = chosen(&mut upload, asked)?;
    let stored = match join(room, &upload, &parts).await {
        Ok(stored) => stored,
        Err(refusal) => {
            // Another call may have finished the upload meanwhile, and removed the parts.
            find(room, id).await?.value.require_open(id)?;
            return Err(refusal);
        }
    };
    let wanted = asked.integrity_checksum.as_deref();
    if wanted.is_some_and(|wanted| !wanted.eq_ignore_ascii_case(&stored.info.sha256)) {
        shelf::drop_content(room, &upload.uid).await;
        let message = "The checksum of the assembled file is another one.";
        return Err(Refusal::at("CHECKSUM_MISMATCH", "/integrity_checksum", message));
    }
    let file = register(room, id, &upload, stored).await?;
    for part in upload.parts.into_values() {
        shelf::drop_content(room, &part.place).await;
    }
    let status =
        if file.value.valid { UploadedFileStatus::Ingested } else { UploadedFileStatus::Corrupt };
    let bytes = signed(file.value.bytes);
    let attributes = shelf::attributes(&file.value).with_metadata_status("complete");
    Ok(CompleteUploadOutput::new(file.id, file.value.name, bytes, status, attributes))
}

/// The parts in their order: each is listed with its token, or was checkpointed.
fn chosen(upload: &mut Upload, asked: &CompleteUploadInput) -> Result<Vec<Part>, Refusal> {
    let mut listed = std::collections::BTreeSet::new();
    for (index, sent) in asked.parts.iter().enumerate() {
        upload.sent(sent, index)?;
        listed.insert(sent.part_number);
    }
    let chosen = upload.numbers().map(|number| match upload.parts.get(&number) {
        Some(part) if part.checkpointed || listed.contains(&number) => Ok(part.clone()),
        _ => Err(missing(number)),
    });
    chosen.collect()
}

/// Stores the contents of parts as one.
async fn join(room: &Room, upload: &Upload, parts: &[Part]) -> Result<Stored, Refusal> {
    let places = parts.iter().map(|part| room.scope.file(&part.place)).collect();
    let content = contents(room.store.files().clone(), places);
    shelf::put(room, &upload.uid, &upload.media_type, content).await
}

/// The contents of files, one after the other.
fn contents(files: Files, places: Vec<FilePath>) -> BoxStream<'static, Result<Bytes, Unfit>> {
    let contents = stream::iter(places).then(move |place| {
        let files = files.clone();
        async move {
            match files.get(&place).await {
                Ok(Some((_, content))) => Ok(content.map_err(unreadable)),
                Ok(None) => Err(Unfit::Unreadable("a part is gone".into())),
                Err(error) => Err(unreadable(error)),
            }
        }
    });
    contents.try_flatten().boxed()
}

fn unreadable(error: StoreError) -> Unfit {
    Unfit::Unreadable(error.into())
}

/// Makes the content a file and the upload complete, both or none of it.
async fn register(
    room: &Room,
    id: &str,
    upload: &Upload,
    stored: Stored,
) -> Result<Record<File>, Refusal> {
    let registered = async {
        let mut transaction = room.store.begin().await?;
        let uploads = room.uploads();
        let current = uploads.on(&mut transaction).get(id).await?;
        let mut current = current.ok_or_else(|| no_upload(id))?.value;
        current.require_open(id)?;
        if room.files().on(&mut transaction).find("name", &upload.name).await?.is_some() {
            return Err(exists(&upload.name));
        }
        current.state = State::Completed;
        current.parts.clear();
        uploads.on(&mut transaction).put(id, &current).await?;
        let known_by = (&*upload.name, &*upload.media_type);
        let file = stored.register(room, &mut transaction, &upload.uid, known_by).await?;
        transaction.commit().await?;
        Ok(file)
    };
    let registered: Result<Record<File>, Refusal> = registered.await;
    // The same upload may have been completed by another call: then the content is that of its file, and stays.
    if registered.is_err() && room.files().get(&upload.uid).await?.is_none() {
        shelf::drop_content(room, &upload.uid).await;
    }
    registered
}
