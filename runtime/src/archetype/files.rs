//! The operations of files: upload in one request, list, download and delete. An upload replaces an existing file with
//! the same name.

mod listing;

use archetype_api::headers::DownloadFileHeaders;
use archetype_api::operations::{
    DeleteFile, DownloadFile, FilesApi, GetFileMetadata, GetFilesInfo, ListFiles, UploadBase64File,
    UploadFile,
};
use archetype_api::types;
use archetype_api::wire::multipart;
use archetype_api::wire::{Body, Call, Outcome, WithHeaders};

use super::file_store::{self, File};
use super::org_store::{OrgStore, seconds};
use super::refusal::{Refusal, refuse};
use super::{Archetype, base64, ids, media, storage};
use crate::quota::Quota;
use crate::store::{Key, List, Record, StoreError};

/// The number of attempts for operations that a concurrent caller can disturb.
const TRIES: usize = 3;

impl FilesApi for Archetype {
    type Principal = Key;

    async fn upload_file(&self, call: Call<UploadFile, Key>) -> Outcome<UploadFile> {
        let org_store = self.org_store(&call.principal);
        self.upload(&org_store, call.request.body.file, false).await.map_err(refuse)
    }

    async fn upload_base64_file(
        &self,
        call: Call<UploadBase64File, Key>,
    ) -> Outcome<UploadBase64File> {
        let org_store = self.org_store(&call.principal);
        self.upload(&org_store, call.request.body.file, true).await.map_err(refuse)
    }

    async fn delete_file(&self, call: Call<DeleteFile, Key>) -> Outcome<DeleteFile> {
        delete(&self.org_store(&call.principal), &call.file_id).await.map_err(refuse)
    }

    async fn download_file(&self, call: Call<DownloadFile, Key>) -> Outcome<DownloadFile> {
        let org_store = self.org_store(&call.principal);
        let (uid, content) = download(&org_store, &call.file_id).await.map_err(refuse)?;
        let name = storage::attachment(&call.file_id);
        let name = name.to_str().unwrap_or("attachment");
        let headers = DownloadFileHeaders::new(name, format!("\"{uid}\""));
        Ok(WithHeaders::new(content, headers))
    }

    async fn get_files_info(&self, call: Call<GetFilesInfo, Key>) -> Outcome<GetFilesInfo> {
        Ok(info(&self.org_store(&call.principal)).await?)
    }

    async fn list_files(&self, call: Call<ListFiles, Key>) -> Outcome<ListFiles> {
        listing::list(&self.org_store(&call.principal), &call).await.map_err(refuse)
    }

    async fn get_file_metadata(
        &self,
        call: Call<GetFileMetadata, Key>,
    ) -> Outcome<GetFileMetadata> {
        let file = file_store::find(&self.org_store(&call.principal), &call.file_id).await;
        file.map(|file| file_store::answer(&file)).map_err(refuse)
    }
}

impl Archetype {
    async fn upload(
        &self,
        org_store: &OrgStore,
        sent: multipart::File,
        is_base64: bool,
    ) -> Result<types::UploadFileOutput, Refusal> {
        let name = media::file_id(sent.name.as_deref(), "/file")?;
        let media_type = media::media_type(sent.media_type.as_deref(), &name)?;
        self.count_upload(org_store)?;
        let room = self.room(org_store).await?;
        let (uid, content) = (ids::new("fil"), file_store::content(sent.content));
        let stored = if is_base64 {
            file_store::put(org_store, &uid, &media_type, room, base64::decode(content)).await?
        } else {
            file_store::put(org_store, &uid, &media_type, room, content).await?
        };
        let replaced = async {
            let mut transaction = org_store.store.begin().await?;
            let files = org_store.files();
            let former = files.on(&mut transaction).find("name", &name).await?;
            if let Some(former) = &former {
                files.on(&mut transaction).delete(&former.id).await?;
            }
            let file =
                stored.register(org_store, &mut transaction, &uid, (&name, &media_type)).await?;
            transaction.commit().await?;
            Ok::<_, Refusal>((file, former))
        };
        match replaced.await {
            Ok((file, former)) => {
                if let Some(former) = former {
                    file_store::drop_content(org_store, &former.id).await;
                }
                Ok(types::UploadFileOutput::new(file.value.valid, name, uid))
            }
            Err(refusal) => {
                file_store::drop_content(org_store, &uid).await;
                Err(refusal)
            }
        }
    }

    /// Returns the number of bytes that one more file of the organization can have.
    pub(super) async fn room(&self, org_store: &OrgStore) -> Result<u64, Refusal> {
        let quota = Quota::of(&self.context.environment, super::API, file_store::QUOTA);
        file_store::room(org_store, quota).await
    }

    /// Counts an upload, unless the organization has reached its limit.
    pub(super) fn count_upload(&self, org_store: &OrgStore) -> Result<(), Refusal> {
        self.uploads.take(org_store.org()).map_err(|over| Refusal::too_often("files", &over))
    }
}

async fn delete(org_store: &OrgStore, name: &str) -> Result<types::DeleteFileOutput, Refusal> {
    // If another caller replaces the file between the two steps, it is looked up again.
    for _ in 0..TRIES {
        let file = file_store::find(org_store, name).await?;
        if org_store.files().delete(&file.id).await?.is_some() {
            file_store::drop_content(org_store, &file.id).await;
            return Ok(types::DeleteFileOutput::new(true, name));
        }
    }
    Err(Refusal::fault(format!("{name} keeps being replaced concurrently")))
}

/// Returns the uid and the content of a file.
async fn download(org_store: &OrgStore, name: &str) -> Result<(String, Body), Refusal> {
    for _ in 0..TRIES {
        let file = file_store::find(org_store, name).await?;
        if let Some((_, content)) =
            org_store.store.files().get(&org_store.scope.file(&file.id)).await?
        {
            return Ok((file.id, Body::from_stream(content)));
        }
    }
    Err(Refusal::fault(format!("the content of {name} is missing")))
}

async fn info(org_store: &OrgStore) -> Result<types::FilesInfo, StoreError> {
    let files: Vec<Record<File>> = org_store.files().list(&List::new()).await?.items;
    let bytes: u64 = files.iter().map(|file| file.value.bytes).sum();
    let ingested = files.iter().filter(|file| file.value.valid).count();
    let changed = files.iter().map(|file| file.updated_at).max().map_or(0.0, seconds);
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
    Ok(types::FilesInfo::new(number(files.len()), bytes, number(ingested), changed))
}
