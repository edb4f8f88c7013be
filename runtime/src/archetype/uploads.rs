//! Uploads in parts: begun, sent part by part to the storage, continued after an interruption, and assembled to a file.

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

use super::refusal::{Refusal, refuse};
use super::room::Room;
use super::shelf::{self, LARGEST, Unfit};
use super::{Archetype, ids, media, storage};
use crate::store::files::PutError;
use crate::store::{Key, List, Record};
pub(super) use record::Upload;
use record::{Part, State, token};

/// Every part but the last has this size. Large enough that a file of the largest size can be checkpointed part by part
/// within the limit of requests.
const PART: u64 = 32 * 1024 * 1024;

/// How long an upload is remembered.
const LIFE: Duration = Duration::from_hours(24);

impl UploadsApi for Archetype {
    type Principal = Key;

    async fn initiate_upload(&self, call: Call<InitiateUpload, Key>) -> Outcome<InitiateUpload> {
        let room = self.room(&call.principal);
        self.initiate(&room, &call.body, &call.context).await.map_err(refuse)
    }

    async fn create_part_urls(&self, call: Call<CreatePartUrls, Key>) -> Outcome<CreatePartUrls> {
        let room = self.room(&call.principal);
        let made = async {
            let upload = open(&room, &call.upload_id).await?;
            let mut parts = Vec::new();
            for (index, number) in call.body.part_numbers.iter().enumerate() {
                upload.value.expect(*number, &format!("/part_numbers/{index}"))?;
                parts.push(self.part(&room, &upload, *number, &call.context).await?);
            }
            Ok(types::CreatePartUrlsOutput::new(parts))
        };
        made.await.map_err(refuse)
    }

    async fn checkpoint_parts(&self, call: Call<CheckpointParts, Key>) -> Outcome<CheckpointParts> {
        let room = self.room(&call.principal);
        checkpoint(&room, &call.upload_id, &call.body.parts).await.map_err(refuse)
    }

    async fn complete_upload(&self, call: Call<CompleteUpload, Key>) -> Outcome<CompleteUpload> {
        let room = self.room(&call.principal);
        assemble::complete(&room, &call.upload_id, &call.body).await.map_err(refuse)
    }

    async fn abort_upload(&self, call: Call<AbortUpload, Key>) -> Outcome<AbortUpload> {
        abort(&self.room(&call.principal), &call.upload_id).await.map_err(refuse)
    }
}

impl Archetype {
    async fn initiate(
        &self,
        room: &Room,
        asked: &types::InitiateUploadInput,
        context: &Context,
    ) -> Result<types::InitiateUploadOutput, Refusal> {
        let name = media::file_id(Some(&asked.filename), "/filename")?;
        let media_type = media::media_type(Some(&asked.file_type), &name)?;
        let bytes = u64::try_from(asked.num_bytes).unwrap_or(0);
        if bytes > LARGEST {
            return Err(Refusal::too_large(LARGEST));
        }
        if room.files().find("name", &name).await?.is_some() {
            return Err(exists(&name));
        }
        forget(room).await?;
        let begun = Upload::begin(name, media_type, bytes, room.now());
        let resumed = match asked.resume_if_started {
            Some(true) => room.uploads().find("what", &begun.what()).await?,
            _ => None,
        };
        let is_resume = resumed.is_some();
        let upload = if let Some(upload) = resumed {
            upload
        } else {
            self.count_upload(room)?;
            room.uploads().create(&ids::new("upl"), &begun).await?
        };
        let mut parts = Vec::new();
        for number in upload.value.numbers() {
            if !upload.value.parts.get(&number).is_some_and(|part| part.checkpointed) {
                parts.push(self.part(room, &upload, number, context).await?);
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

    /// A part with a new address.
    async fn part(
        &self,
        room: &Room,
        upload: &Record<Upload>,
        number: i32,
        context: &Context,
    ) -> Result<types::UploadPart, Refusal> {
        let path = storage::part(room, &upload.id, number);
        let expires = storage::expiry(room.now());
        let url = self.signed(&context.headers, ("PUT", &path), expires).await?;
        let (offset, length) = upload.value.range(number);
        Ok(types::UploadPart::new(number, url, signed(offset), signed(length))
            .with_expires_at(expires.into()))
    }
}

/// Takes the content of a part, and returns its token.
pub(super) async fn receive(
    room: &Room,
    id: &str,
    number: i32,
    content: impl Stream<Item = Result<Bytes, Unfit>> + Send,
) -> Result<String, Refusal> {
    let upload = open(room, id).await?;
    upload.value.expect(number, "/part")?;
    let (_, length) = upload.value.range(number);
    let mut left = length;
    let limited = content.map(|piece| {
        let piece = piece?;
        left = left.checked_sub(shelf::length(&piece)).ok_or(Unfit::TooLarge)?;
        Ok(piece)
    });
    // Under a name of its own: a part that is sent twice at once shall not be of two minds.
    let place = ids::new("prt");
    let path = room.scope.file(&place);
    let wrong = || {
        let message = format!("Part {number} has {length} bytes, and others were sent.");
        Refusal::bad_request("INVALID_PART", message)
    };
    let info = match room.store.files().put(&path, limited).await {
        Ok(info) => info,
        Err(PutError::Source(Unfit::TooLarge)) => return Err(wrong()),
        Err(PutError::Source(unfit)) => return Err(unfit.into()),
        Err(PutError::Store(error)) => return Err(error.into()),
    };
    let (token, mut former) = (token(&info.sha256), None);
    let uploads = room.uploads();
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
        shelf::drop_content(room, &place).await;
        return Err(refusal);
    }
    if let Some(former) = former {
        shelf::drop_content(room, &former.place).await;
    }
    Ok(token)
}

async fn checkpoint(
    room: &Room,
    id: &str,
    sent: &[types::SentPart],
) -> Result<types::CheckpointPartsOutput, Refusal> {
    find(room, id).await?;
    let uploads = room.uploads();
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

async fn abort(room: &Room, id: &str) -> Result<(), Refusal> {
    find(room, id).await?;
    let mut dropped = Vec::new();
    let uploads = room.uploads();
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
        shelf::drop_content(room, &part.place).await;
    }
    Ok(())
}

/// Forgets the uploads whose time is over, with the parts that were sent.
async fn forget(room: &Room) -> Result<(), Refusal> {
    let now = room.now();
    for upload in room.uploads().list(&List::new()).await?.items {
        if upload.value.is_remembered(now) {
            continue;
        }
        if let Some(upload) = room.uploads().delete(&upload.id).await? {
            for part in upload.value.parts.into_values() {
                shelf::drop_content(room, &part.place).await;
            }
        }
    }
    Ok(())
}

/// The upload with an id, finished or not.
async fn find(room: &Room, id: &str) -> Result<Record<Upload>, Refusal> {
    let upload = room.uploads().get(id).await?;
    upload.filter(|upload| upload.value.is_remembered(room.now())).ok_or_else(|| no_upload(id))
}

/// The upload with an id, which must not be finished.
async fn open(room: &Room, id: &str) -> Result<Record<Upload>, Refusal> {
    let upload = find(room, id).await?;
    upload.value.require_open(id)?;
    Ok(upload)
}

fn no_upload(id: &str) -> Refusal {
    Refusal::not_found("UPLOAD_NOT_FOUND", format!("There is no upload {id}."))
}

fn exists(name: &str) -> Refusal {
    Refusal::conflict("FILE_EXISTS", format!("There is a file {name} already."))
}

/// A size as answers have it.
fn signed(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}
