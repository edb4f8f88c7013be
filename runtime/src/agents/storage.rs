//! Files, uploaded and downloaded by links.

use agents_api::operations::{
    CreateUploadUrl, DeleteObject, GetDownloadUrl, ListObjects, StorageApi,
};
use agents_api::wire::{Call, Outcome};

use super::Agents;
use super::caller::Caller;
use super::refusal::not_done;

impl StorageApi for Agents {
    type Principal = Caller;

    async fn create_upload_url(
        &self,
        _: Call<CreateUploadUrl, Caller>,
    ) -> Outcome<CreateUploadUrl> {
        not_done()
    }

    async fn list_objects(&self, _: Call<ListObjects, Caller>) -> Outcome<ListObjects> {
        not_done()
    }

    async fn get_download_url(&self, _: Call<GetDownloadUrl, Caller>) -> Outcome<GetDownloadUrl> {
        not_done()
    }

    async fn delete_object(&self, _: Call<DeleteObject, Caller>) -> Outcome<DeleteObject> {
        not_done()
    }
}
