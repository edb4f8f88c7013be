//! Uploads in parts: initiated, sent part by part to the storage, resumed after an interruption, and assembled into a
//! file.

mod assemble;
mod record;

use std::time::Duration;

use archetype_api::operations::{
    AbortUpload, CheckpointParts, CompleteUpload, CreatePartUrls, InitiateUpload, UploadsApi,
};
use archetype_api::types;
use archetype_api::wire::{Call, Context, Outcome};
use bytes::Bytes;
use futures_util::{Stream, StreamExt};

use super::file_store::{self, LARGEST, Unfit};
use super::org_store::OrgStore;
use super::refusal::{Refusal, refuse};
use super::{Archetype, ids, media, storage};
use crate::store::files::PutError;
use crate::store::{Key, List, Record};
use crate::stream;
pub(super) use record::Upload;
use record::{Part, State, token};

/// The size of all parts but the last. It is large enough that a file of the maximum size can be checkpointed part by
/// part within the rate limit.
const PART: u64 = 32 * 1024 * 1024;

/// The lifetime of an upload.
const LIFE: Duration = Duration::from_hours(24);

impl UploadsApi for Archetype {
    type Principal = Key;

    async fn initiate_upload(&self, call: Call<InitiateUpload, Key>) -> Outcome<InitiateUpload> {
        let org_store = self.org_store(&call.principal);
        self.initiate(&org_store, &call.body, &call.context).await.map_err(refuse)
    }

    async fn create_part_urls(&self, call: Call<CreatePartUrls, Key>) -> Outcome<CreatePartUrls> {
        let org_store = self.org_store(&call.principal);
        let made = async {
            let upload = open(&org_store, &call.upload_id).await?;
            let mut parts = Vec::new();
            for (index, number) in call.body.part_numbers.iter().enumerate() {
                upload.value.expect(*number, &format!("/part_numbers/{index}"))?;
                parts.push(self.part(&org_store, &upload, *number, &call.context).await?);
            }
            Ok(types::CreatePartUrlsOutput::new(parts))
        };
        made.await.map_err(refuse)
    }

    async fn checkpoint_parts(&self, call: Call<CheckpointParts, Key>) -> Outcome<CheckpointParts> {
        let org_store = self.org_store(&call.principal);
        checkpoint(&org_store, &call.upload_id, &call.body.parts).await.map_err(refuse)
    }

    async fn complete_upload(&self, call: Call<CompleteUpload, Key>) -> Outcome<CompleteUpload> {
        let org_store = self.org_store(&call.principal);
        assemble::complete(&org_store, &call.upload_id, &call.body).await.map_err(refuse)
    }

    async fn abort_upload(&self, call: Call<AbortUpload, Key>) -> Outcome<AbortUpload> {
        abort(&self.org_store(&call.principal), &call.upload_id).await.map_err(refuse)
    }
}

impl Archetype {
    async fn initiate(
        &self,
        org_store: &OrgStore,
        asked: &types::InitiateUploadInput,
        context: &Context,
    ) -> Result<types::InitiateUploadOutput, Refusal> {
        let name = media::file_id(Some(&asked.filename), "/filename")?;
        let media_type = media::media_type(Some(&asked.file_type), &name)?;
        let bytes = u64::try_from(asked.num_bytes).unwrap_or(0);
        if bytes > LARGEST {
            return Err(Refusal::too_large(LARGEST));
        }
        if org_store.files().find("name", &name).await?.is_some() {
            return Err(exists(&name));
        }
        forget(org_store).await?;
        let begun = Upload::begin(name, media_type, bytes, org_store.now());
        let resumed = match asked.resume_if_started {
            Some(true) => org_store.uploads().find("what", &begun.what()).await?,
            _ => None,
        };
        let is_resume = resumed.is_some();
        let upload = if let Some(upload) = resumed {
            upload
        } else {
            self.count_upload(org_store)?;
            if self.room(org_store).await? < bytes {
                return Err(Refusal::no_room());
            }
            org_store.uploads().create(&ids::new("upl"), &begun).await?
        };
        let mut parts = Vec::new();
        for number in upload.value.numbers() {
            if !upload.value.parts.get(&number).is_some_and(|part| part.checkpointed) {
                parts.push(self.part(org_store, &upload, number, context).await?);
            }
        }
        let (total, size) = (signed(upload.value.bytes), signed(PART));
        let (name, uid) = (&*upload.value.name, &*upload.value.uid);
        let number = upload.value.count();
        let strategy = if number == 1 { "simple" } else { "multipart" };
        let id = &*upload.id;
        Ok(types::InitiateUploadOutput::new(id, uid, name, total, number, size, is_resume, parts)
            .with_strategy(strategy)
            .with_integrity_algorithm("sha256"))
    }

    /// Returns a part with a new URL.
    async fn part(
        &self,
        org_store: &OrgStore,
        upload: &Record<Upload>,
        number: i32,
        context: &Context,
    ) -> Result<types::UploadPart, Refusal> {
        let path = storage::part(org_store, &upload.id, number);
        let expires = storage::expiry(org_store.now());
        let url = self.signed(&context.headers, ("PUT", &path), expires).await?;
        let (offset, length) = upload.value.range(number);
        Ok(types::UploadPart::new(number, url, signed(offset), signed(length))
            .with_expires_at(expires.into()))
    }
}

/// Stores the content of a part and returns its token.
pub(super) async fn receive(
    org_store: &OrgStore,
    id: &str,
    number: i32,
    content: impl Stream<Item = Result<Bytes, Unfit>> + Send,
) -> Result<String, Refusal> {
    let upload = open(org_store, id).await?;
    upload.value.expect(number, "/part")?;
    let (_, length) = upload.value.range(number);
    let mut left = length;
    let limited = stream::in_time(content).map(|piece| {
        let piece = piece.ok_or(Unfit::Late)??;
        left = left.checked_sub(file_store::length(&piece)).ok_or(Unfit::TooLarge)?;
        Ok(piece)
    });
    // Each attempt has a name of its own, so that two concurrent uploads of a part do not mix.
    let place = ids::new("prt");
    let path = org_store.scope.file(&place);
    let wrong = || {
        let message = format!("Part {number} must have {length} bytes.");
        Refusal::bad_request("INVALID_PART", message)
    };
    let info = match org_store.store.files().put(&path, limited).await {
        Ok(info) => info,
        Err(PutError::Source(Unfit::TooLarge)) => return Err(wrong()),
        Err(PutError::Source(Unfit::Late)) => return Err(Refusal::late()),
        Err(PutError::Source(unfit)) => return Err(unfit.into()),
        Err(PutError::Store(error)) => return Err(error.into()),
    };
    let (token, mut former) = (token(&info.sha256), None);
    let uploads = org_store.uploads();
    let recorded = uploads.try_update(id, |upload| {
        if info.size != length {
            return Err(wrong());
        }
        upload.require_open(id)?;
        let part = Part { token: token.clone(), place: place.clone(), checkpointed: false };
        former = upload.parts.insert(number, part);
        Ok(())
    });
    let failed = match recorded.await {
        Ok(Some(_)) => None,
        Ok(None) => Some(no_upload(id)),
        Err(refusal) => Some(refusal),
    };
    if let Some(refusal) = failed {
        file_store::drop_content(org_store, &place).await;
        return Err(refusal);
    }
    if let Some(former) = former {
        file_store::drop_content(org_store, &former.place).await;
    }
    Ok(token)
}

async fn checkpoint(
    org_store: &OrgStore,
    id: &str,
    sent: &[types::SentPart],
) -> Result<types::CheckpointPartsOutput, Refusal> {
    find(org_store, id).await?;
    let uploads = org_store.uploads();
    let updated = uploads.try_update(id, |upload| {
        upload.require_open(id)?;
        for (index, sent) in sent.iter().enumerate() {
            upload.sent(sent, index)?.checkpointed = true;
        }
        Ok::<_, Refusal>(())
    });
    updated.await?.ok_or_else(|| no_upload(id))?;
    let number = i32::try_from(sent.len()).unwrap_or(i32::MAX);
    Ok(types::CheckpointPartsOutput::new(number))
}

async fn abort(org_store: &OrgStore, id: &str) -> Result<(), Refusal> {
    find(org_store, id).await?;
    let mut dropped = Vec::new();
    let uploads = org_store.uploads();
    let updated = uploads.try_update(id, |upload| {
        if upload.state == State::Completed {
            return upload.require_open(id);
        }
        upload.state = State::Aborted;
        dropped.extend(std::mem::take(&mut upload.parts).into_values());
        Ok(())
    });
    updated.await?.ok_or_else(|| no_upload(id))?;
    for part in dropped {
        file_store::drop_content(org_store, &part.place).await;
    }
    Ok(())
}

/// Deletes expired uploads and their parts.
async fn forget(org_store: &OrgStore) -> Result<(), Refusal> {
    let now = org_store.now();
    for upload in org_store.uploads().list(&List::new()).await?.items {
        if upload.value.is_remembered(now) {
            continue;
        }
        if let Some(upload) = org_store.uploads().delete(&upload.id).await? {
            for part in upload.value.parts.into_values() {
                file_store::drop_content(org_store, &part.place).await;
            }
        }
    }
    Ok(())
}

/// Returns the upload with an id, finished or not.
async fn find(org_store: &OrgStore, id: &str) -> Result<Record<Upload>, Refusal> {
    let upload = org_store.uploads().get(id).await?;
    upload.filter(|upload| upload.value.is_remembered(org_store.now())).ok_or_else(|| no_upload(id))
}

/// Returns the upload with an id; fails if it is finished.
async fn open(org_store: &OrgStore, id: &str) -> Result<Record<Upload>, Refusal> {
    let upload = find(org_store, id).await?;
    upload.value.require_open(id)?;
    Ok(upload)
}

fn no_upload(id: &str) -> Refusal {
    Refusal::not_found("UPLOAD_NOT_FOUND", format!("There is no upload {id}."))
}

fn exists(name: &str) -> Refusal {
    Refusal::conflict("FILE_EXISTS", format!("There is a file {name} already."))
}

/// Converts a size for a response.
fn signed(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}
