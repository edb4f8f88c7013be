//! Files: uploaded in one request, found, downloaded and deleted. A file of a name that is there is replaced.

mod listing;

use archetype_api::headers::DownloadFileHeaders;
use archetype_api::operations::{
    DeleteFile, DownloadFile, FilesApi, GetFileMetadata, GetFilesInfo, ListFiles, UploadBase64File,
    UploadFile,
};
use archetype_api::types;
use archetype_api::wire::multipart;
use archetype_api::wire::{Body, Call, Outcome, WithHeaders};

use super::refusal::{Refusal, refuse};
use super::room::{Room, seconds};
use super::shelf::{self, File};
use super::{Archetype, base64, ids, media, storage};
use crate::store::{Key, List, Record, StoreError};

/// How often something is tried that another caller can come between.
const TRIES: usize = 3;

impl FilesApi for Archetype {
    type Principal = Key;

    async fn upload_file(&self, call: Call<UploadFile, Key>) -> Outcome<UploadFile> {
        let room = self.room(&call.principal);
        self.upload(&room, call.request.body.file, false).await.map_err(refuse)
    }

    async fn upload_base64_file(
        &self,
        call: Call<UploadBase64File, Key>,
    ) -> Outcome<UploadBase64File> {
        let room = self.room(&call.principal);
        self.upload(&room, call.request.body.file, true).await.map_err(refuse)
    }

    async fn delete_file(&self, call: Call<DeleteFile, Key>) -> Outcome<DeleteFile> {
        delete(&self.room(&call.principal), &call.file_id).await.map_err(refuse)
    }

    async fn download_file(&self, call: Call<DownloadFile, Key>) -> Outcome<DownloadFile> {
        let room = self.room(&call.principal);
        let (uid, content) = download(&room, &call.file_id).await.map_err(refuse)?;
        let name = storage::attachment(&call.file_id);
        let name = name.to_str().unwrap_or("attachment");
        let headers = DownloadFileHeaders::new(name, format!("\"{uid}\""));
        Ok(WithHeaders::new(content, headers))
    }

    async fn get_files_info(&self, call: Call<GetFilesInfo, Key>) -> Outcome<GetFilesInfo> {
        Ok(info(&self.room(&call.principal)).await?)
    }

    async fn list_files(&self, call: Call<ListFiles, Key>) -> Outcome<ListFiles> {
        listing::list(&self.room(&call.principal), &call).await.map_err(refuse)
    }

    async fn get_file_metadata(
        &self,
        call: Call<GetFileMetadata, Key>,
    ) -> Outcome<GetFileMetadata> {
        let file = shelf::find(&self.room(&call.principal), &call.file_id).await;
        file.map(|file| shelf::answer(&file)).map_err(refuse)
    }
}

impl Archetype {
    async fn upload(
        &self,
        room: &Room,
        sent: multipart::File,
        is_base64: bool,
    ) -> Result<types::UploadFileOutput, Refusal> {
        let name = media::file_id(sent.name.as_deref(), "/file")?;
        let media_type = media::media_type(sent.media_type.as_deref(), &name)?;
        self.count_upload(room)?;
        let (uid, content) = (ids::new("fil"), shelf::content(sent.content));
        let stored = if is_base64 {
            shelf::put(room, &uid, &media_type, base64::decode(content)).await?
        } else {
            shelf::put(room, &uid, &media_type, content).await?
        };
        let replaced = async {
            let mut transaction = room.store.begin().await?;
            let files = room.files();
            let former = files.on(&mut transaction).find("name", &name).await?;
            if let Some(former) = &former {
                files.on(&mut transaction).delete(&former.id).await?;
            }
            let file = stored.register(room, &mut transaction, &uid, (&name, &media_type)).await?;
            transaction.commit().await?;
            Ok::<_, Refusal>((file, former))
        };
        match replaced.await {
            Ok((file, former)) => {
                if let Some(former) = former {
                    shelf::drop_content(room, &former.id).await;
                }
                Ok(types::UploadFileOutput::new(file.value.valid, name, uid))
            }
            Err(refusal) => {
                shelf::drop_content(room, &uid).await;
                Err(refusal)
            }
        }
    }

    /// Counts a file that is about to be uploaded, if the organization may upload one more.
    pub(super) fn count_upload(&self, room: &Room) -> Result<(), Refusal> {
        self.uploads.take(room.org()).map_err(|over| Refusal::too_often("files", &over))
    }
}

async fn delete(room: &Room, name: &str) -> Result<types::DeleteFileOutput, Refusal> {
    // A file that another caller replaces between the two steps is looked for once more.
    for _ in 0..TRIES {
        let file = shelf::find(room, name).await?;
        if room.files().delete(&file.id).await?.is_some() {
            shelf::drop_content(room, &file.id).await;
            return Ok(types::DeleteFileOutput::new(true, name));
        }
    }
    Err(Refusal::fault(format!("{name} is replaced again and again")))
}

/// The uid and the content of a file.
async fn download(room: &Room, name: &str) -> Result<(String, Body), Refusal> {
    for _ in 0..TRIES {
        let file = shelf::find(room, name).await?;
        if let Some((_, content)) = room.store.files().get(&room.scope.file(&file.id)).await? {
            return Ok((file.id, Body::from_stream(content)));
        }
    }
    Err(Refusal::fault(format!("the content of {name} is gone")))
}

async fn info(room: &Room) -> Result<types::FilesInfo, StoreError> {
    let files: Vec<Record<File>> = room.files().list(&List::new()).await?.items;
    let bytes: u64 = files.iter().map(|file| file.value.bytes).sum();
    let ingested = files.iter().filter(|file| file.value.valid).count();
    let changed = files.iter().map(|file| file.updated_at).max().map_or(0.0, seconds);
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
    Ok(types::FilesInfo::new(number(files.len()), bytes, number(ingested), changed))
}
