//! Files made searchable.

use agents_api::operations::{
    AttachFile, CreateVectorStore, DeleteFile, DeleteVectorStore, GetFile, GetVectorStore,
    ListFiles, ListVectorStores, SearchVectorStore, VectorStoresApi,
};
use agents_api::wire::{Call, Outcome};

use super::Agents;
use super::caller::Caller;
use super::refusal::not_done;

impl VectorStoresApi for Agents {
    type Principal = Caller;

    async fn list_vector_stores(
        &self,
        _: Call<ListVectorStores, Caller>,
    ) -> Outcome<ListVectorStores> {
        not_done()
    }

    async fn create_vector_store(
        &self,
        _: Call<CreateVectorStore, Caller>,
    ) -> Outcome<CreateVectorStore> {
        not_done()
    }

    async fn get_vector_store(&self, _: Call<GetVectorStore, Caller>) -> Outcome<GetVectorStore> {
        not_done()
    }

    async fn delete_vector_store(
        &self,
        _: Call<DeleteVectorStore, Caller>,
    ) -> Outcome<DeleteVectorStore> {
        not_done()
    }

    async fn list_files(&self, _: Call<ListFiles, Caller>) -> Outcome<ListFiles> {
        not_done()
    }

    async fn attach_file(&self, _: Call<AttachFile, Caller>) -> Outcome<AttachFile> {
        not_done()
    }

    async fn get_file(&self, _: Call<GetFile, Caller>) -> Outcome<GetFile> {
        not_done()
    }

    async fn delete_file(&self, _: Call<DeleteFile, Caller>) -> Outcome<DeleteFile> {
        not_done()
    }

    async fn search_vector_store(
        &self,
        _: Call<SearchVectorStore, Caller>,
    ) -> Outcome<SearchVectorStore> {
        not_done()
    }
}
