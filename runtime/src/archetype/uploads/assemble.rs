//! The end of an upload: concatenates its parts and creates the file.

use archetype_api::types::{CompleteUploadInput, CompleteUploadOutput, UploadedFileStatus};
use bytes::Bytes;
use futures_util::stream::{self, BoxStream};
use futures_util::{StreamExt, TryStreamExt};

use super::record::{Part, State, Upload, missing};
use super::{exists, find, no_upload, signed};
use crate::archetype::file_store::{self, File, LARGEST, Stored, Unfit};
use crate::archetype::org_store::OrgStore;
use crate::archetype::refusal::Refusal;
use crate::store::{FilePath, Files, Record, StoreError};

/// Assembles the parts of an upload into a file.
pub(super) async fn complete(
    org_store: &OrgStore,
    id: &str,
    asked: &CompleteUploadInput,
) -> Result<CompleteUploadOutput, Refusal> {
    let mut upload = find(org_store, id).await?.value;
    upload.require_open(id)?;
    if org_store.files().find("name", &upload.name).await?.is_some() {
        return Err(exists(&upload.name));
    }
    let parts = chosen(&mut upload, asked)?;
    let stored = match join(org_store, &upload, &parts).await {
        Ok(stored) => stored,
        Err(refusal) => {
            // A concurrent request may have finished the upload and removed the parts.
            find(org_store, id).await?.value.require_open(id)?;
            return Err(refusal);
        }
    };
    let wanted = asked.integrity_checksum.as_deref();
    if wanted.is_some_and(|wanted| !wanted.eq_ignore_ascii_case(&stored.info.sha256)) {
        file_store::drop_content(org_store, &upload.uid).await;
        let message = "The checksum of the assembled file does not match.";
        return Err(Refusal::at("CHECKSUM_MISMATCH", "/integrity_checksum", message));
    }
    let file = register(org_store, id, &upload, stored).await?;
    for part in upload.parts.into_values() {
        file_store::drop_content(org_store, &part.place).await;
    }
    let status =
        if file.value.valid { UploadedFileStatus::Ingested } else { UploadedFileStatus::Corrupt };
    let bytes = signed(file.value.bytes);
    let attributes = file_store::attributes(&file.value).with_metadata_status("complete");
    Ok(CompleteUploadOutput::new(file.id, file.value.name, bytes, status, attributes))
}

/// Returns the parts in order. Each must be listed with its token or have been checkpointed.
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

/// Stores the concatenated contents of the parts.
async fn join(org_store: &OrgStore, upload: &Upload, parts: &[Part]) -> Result<Stored, Refusal> {
    let places = parts.iter().map(|part| org_store.scope.file(&part.place)).collect();
    let content = contents(org_store.store.files().clone(), places);
    // Its room was checked when the upload was started.
    file_store::put(org_store, &upload.uid, &upload.media_type, LARGEST, content).await
}

/// Concatenates the contents of files.
fn contents(files: Files, places: Vec<FilePath>) -> BoxStream<'static, Result<Bytes, Unfit>> {
    let contents = stream::iter(places).then(move |place| {
        let files = files.clone();
        async move {
            match files.get(&place).await {
                Ok(Some((_, content))) => Ok(content.map_err(unreadable)),
                Ok(None) => Err(Unfit::Unreadable("a part is missing".into())),
                Err(error) => Err(unreadable(error)),
            }
        }
    });
    contents.try_flatten().boxed()
}

fn unreadable(error: StoreError) -> Unfit {
    Unfit::Unreadable(error.into())
}

/// Creates the file and completes the upload, both or neither.
async fn register(
    org_store: &OrgStore,
    id: &str,
    upload: &Upload,
    stored: Stored,
) -> Result<Record<File>, Refusal> {
    let registered = async {
        let mut transaction = org_store.store.begin().await?;
        let uploads = org_store.uploads();
        let current = uploads.on(&mut transaction).get(id).await?;
        let mut current = current.ok_or_else(|| no_upload(id))?.value;
        current.require_open(id)?;
        if org_store.files().on(&mut transaction).find("name", &upload.name).await?.is_some() {
            return Err(exists(&upload.name));
        }
        current.state = State::Completed;
        current.parts.clear();
        uploads.on(&mut transaction).put(id, &current).await?;
        let known_by = (&*upload.name, &*upload.media_type);
        let file = stored.register(org_store, &mut transaction, &upload.uid, known_by).await?;
        transaction.commit().await?;
        Ok(file)
    };
    let registered: Result<Record<File>, Refusal> = registered.await;
    // A concurrent request may have completed the same upload; the content then belongs to its file and is kept.
    if registered.is_err() && org_store.files().get(&upload.uid).await?.is_none() {
        file_store::drop_content(org_store, &upload.uid).await;
    }
    registered
}
