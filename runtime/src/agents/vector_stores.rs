//! Vector stores.

mod files;
mod filter;
mod indexing;
mod passages;
mod record;
mod search;

use std::sync::Arc;

use agents_api::headers::{AttachFileHeaders, CreateVectorStoreHeaders};
use agents_api::operations::{
    AttachFile, CreateVectorStore, DeleteFile, DeleteVectorStore, GetFile, GetVectorStore,
    ListFiles, ListVectorStores, SearchVectorStore, VectorStoresApi,
};
use agents_api::types::{VectorStoreListResponse, VectorStoreResponse};
use agents_api::wire::{Call, Outcome, WithHeaders};
use uuid::Uuid;

use super::caller::{Caller, Role};
use super::live::Live;
use super::paging;
use super::refusal::{Refusal, refuse};
use super::{Agents, BASE};
use crate::job::Plan;
use crate::store::{List, Record, Scope, Store, StoreError};
pub(super) use files::{forget_object_in, forget_passages};
use record::{Attached, VectorStore, attached, index, show_store, stores};
pub(super) use search::passages_about;

impl VectorStoresApi for Agents {
    type Principal = Caller;

    async fn list_vector_stores(
        &self,
        call: Call<ListVectorStores, Caller>,
    ) -> Outcome<ListVectorStores> {
        self.vector_stores(call).await.map_err(refuse)
    }

    async fn create_vector_store(
        &self,
        call: Call<CreateVectorStore, Caller>,
    ) -> Outcome<CreateVectorStore> {
        let made = self.new_vector_store(call).await.map_err(refuse)?;
        let location = format!("{BASE}/api/v1/vector-stores/{}", made.id);
        Ok(WithHeaders::new(made, CreateVectorStoreHeaders::new().with_location(location)))
    }

    async fn get_vector_store(
        &self,
        call: Call<GetVectorStore, Caller>,
    ) -> Outcome<GetVectorStore> {
        self.vector_store(call).await.map_err(refuse)
    }

    async fn delete_vector_store(
        &self,
        call: Call<DeleteVectorStore, Caller>,
    ) -> Outcome<DeleteVectorStore> {
        self.forget_vector_store(call).await.map_err(refuse)
    }

    async fn list_files(&self, call: Call<ListFiles, Caller>) -> Outcome<ListFiles> {
        self.attached_files(call).await.map_err(refuse)
    }

    async fn attach_file(&self, call: Call<AttachFile, Caller>) -> Outcome<AttachFile> {
        let made = self.attach(call).await.map_err(refuse)?;
        let store = made.vector_store_id;
        let location = format!("{BASE}/api/v1/vector-stores/{store}/files/{}", made.id);
        Ok(WithHeaders::new(made, AttachFileHeaders::new().with_location(location)))
    }

    async fn get_file(&self, call: Call<GetFile, Caller>) -> Outcome<GetFile> {
        self.attached_file(call).await.map_err(refuse)
    }

    async fn delete_file(&self, call: Call<DeleteFile, Caller>) -> Outcome<DeleteFile> {
        self.detach(call).await.map_err(refuse)
    }

    async fn search_vector_store(
        &self,
        call: Call<SearchVectorStore, Caller>,
    ) -> Outcome<SearchVectorStore> {
        self.search(call).await.map_err(refuse)
    }
}

/// Registers the job that indexes files.
pub(super) fn plan(store: Store, live: Arc<Live>) -> Plan {
    indexing::plan(store, live)
}

impl Agents {
    async fn vector_stores(
        &self,
        call: Call<ListVectorStores, Caller>,
    ) -> Result<VectorStoreListResponse, Refusal> {
        let Call { request, principal, .. } = call;
        let ListVectorStores { limit, offset, x_tenant_id, x_tenant_role, .. } = request;
        let caller = principal.within(x_tenant_id.as_ref(), x_tenant_role.as_ref())?;
        let scope = self.scope(&caller.tenant);
        let page = stores(&scope).list(&paging::window(limit, offset)).await?;
        let mut items = Vec::new();
        for record in page.items {
            items.push(self.show_vector_store(&scope, record).await?);
        }
        Ok(VectorStoreListResponse::new(items, paging::total(page.total)))
    }

    async fn new_vector_store(
        &self,
        call: Call<CreateVectorStore, Caller>,
    ) -> Result<VectorStoreResponse, Refusal> {
        let Call { request, principal, .. } = call;
        let CreateVectorStore { x_tenant_id, x_tenant_role, body, .. } = request;
        let caller = principal.within(x_tenant_id.as_ref(), x_tenant_role.as_ref())?;
        caller.needs(Role::Admin)?;
        let scope = self.scope(&caller.tenant);
        let store = VectorStore {
            name: body.name,
            description: body.description.into_value(),
            openai_id: format!("vs_{}", Uuid::new_v4().simple()),
            owner: caller.user.parse().ok(),
            expires_after: body.expires_after.into_value().map(|map| map.into_iter().collect()),
            metadata: body.metadata.into_value().unwrap_or_default().into_iter().collect(),
            last_active_at: None,
            updated_at: self.clock.now(),
        };
        let created = stores(&scope).create(&Uuid::new_v4().to_string(), &store).await;
        let record = created.map_err(|error| match error {
            StoreError::Exists { .. } => {
                Refusal::conflict(format!("There is already a vector store {}.", store.name))
            }
            other => other.into(),
        })?;
        self.show_vector_store(&scope, record).await
    }

    async fn vector_store(
        &self,
        call: Call<GetVectorStore, Caller>,
    ) -> Result<VectorStoreResponse, Refusal> {
        let Call { request, principal, .. } = call;
        let GetVectorStore { vector_store_id, x_tenant_id, x_tenant_role, .. } = request;
        let caller = principal.within(x_tenant_id.as_ref(), x_tenant_role.as_ref())?;
        let scope = self.scope(&caller.tenant);
        let record = stores(&scope).get(&vector_store_id.to_string()).await?;
        self.show_vector_store(&scope, record.ok_or_else(no_store)?).await
    }

    async fn forget_vector_store(
        &self,
        call: Call<DeleteVectorStore, Caller>,
    ) -> Result<(), Refusal> {
        let Call { request, principal, .. } = call;
        let DeleteVectorStore { vector_store_id, x_tenant_id, x_tenant_role, .. } = request;
        let caller = principal.within(x_tenant_id.as_ref(), x_tenant_role.as_ref())?;
        caller.needs(Role::Admin)?;
        let (scope, id) = (self.scope(&caller.tenant), vector_store_id.to_string());
        let mut transaction = self.store.begin().await?;
        let record = stores(&scope).on(&mut transaction).delete(&id).await?;
        record.ok_or_else(no_store)?;
        attached(&scope).on(&mut transaction).delete_by_key("store", &id).await?;
        transaction.commit().await?;
        // A passage without its file is not found.
        index(&scope, &id).clear().await?;
        Ok(())
    }

    async fn show_vector_store(
        &self,
        scope: &Scope,
        record: Record<VectorStore>,
    ) -> Result<VectorStoreResponse, Refusal> {
        let files = attached(scope).list(&List::new().with_key("store", &record.id)).await?;
        Ok(show_store(scope.tenant(), record, &files.items, self.clock.now())?)
    }
}

fn no_store() -> Refusal {
    Refusal::not_found("There is no vector store with this id.")
}

/// Returns the attachment with an id, its own or that of its object, in a vector store.
async fn find(
    scope: &Scope,
    store: &str,
    file: &str,
) -> Result<Option<Record<Attached>>, StoreError> {
    let files = attached(scope);
    if let Some(found) = files.find("pair", &record::pair(store, file)).await? {
        return Ok(Some(found));
    }
    Ok(files.get(file).await?.filter(|found| found.value.store == store))
}
