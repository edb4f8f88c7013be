//! Attaching stored objects to vector stores, and detaching them.

use agents_api::operations::{AttachFile, DeleteFile, GetFile, ListFiles};
use agents_api::types::{VectorStoreFileListResponse, VectorStoreFileResponse};
use agents_api::wire::{Call, Map};
use serde_json::Value;
use uuid::Uuid;

use super::indexing::{PLAN, passages_of};
use super::record::{Attached, Status, attached, in_status, index, show_file, stores};
use super::{find, no_store};
use crate::agents::Agents;
use crate::agents::caller::{Caller, Role};
use crate::agents::paging;
use crate::agents::refusal::Refusal;
use crate::agents::storage::{no_object, not_arrived, objects};
use crate::store::{List, Record, Scope, StoreError, Transaction};

impl Agents {
    pub(super) async fn attach(
        &self,
        call: Call<AttachFile, Caller>,
    ) -> Result<VectorStoreFileResponse, Refusal> {
        let Call { request, principal, .. } = call;
        let AttachFile { vector_store_id, x_tenant_id, x_tenant_role, body, .. } = request;
        let caller = principal.within(x_tenant_id.as_ref(), x_tenant_role.as_ref())?;
        caller.needs(Role::Admin)?;
        let (scope, store) = (self.scope(&caller.tenant), vector_store_id.to_string());
        let id = Uuid::new_v4().to_string();
        let mut done = self.live.indexing.listen(&id);

        let mut transaction = self.store.begin().await?;
        let found = stores(&scope).on(&mut transaction).get(&store).await?.ok_or_else(no_store)?;
        let is_over = |end| end <= self.clock.now();
        if found.value.expires_at(found.created_at).is_some_and(is_over) {
            return Err(Refusal::conflict("The vector store has expired."));
        }
        let object = objects(&scope).on(&mut transaction).get(&body.file_id).await?;
        let object = object.ok_or_else(no_object)?.value;
        if !object.is_ready() {
            return Err(not_arrived());
        }
        let json = |map: Map<Value>| map.into_iter().collect();
        let file = Attached {
            store: store.clone(),
            object: body.file_id,
            filename: object.filename,
            mime_type: object.mime_type,
            size_bytes: object.size_bytes,
            status: Status::InProgress,
            attributes: body.attributes.into_value().map(json).unwrap_or_default(),
            chunking: body.chunking_strategy.into_value().map(json),
            error: None,
            usage_bytes: 0,
            passages: 0,
        };
        let files = attached(&scope);
        let created = files.on(&mut transaction).create(&id, &file).await;
        let record = created.map_err(|error| match error {
            StoreError::Exists { .. } => Refusal::conflict("The object is already attached."),
            other => other.into(),
        })?;
        let mut store = found.value;
        store.last_active_at = Some(self.clock.now());
        stores(&scope).on(&mut transaction).put(&found.id, &store).await?;
        self.jobs.start_in(&mut transaction, &scope, PLAN, &id).await?;
        transaction.commit().await?;

        if !body.poll.unwrap_or(true) {
            return Ok(show_file(record)?);
        }
        loop {
            done.mark_unchanged();
            let record = files.get(&id).await?.ok_or_else(no_file)?;
            if record.value.status != Status::InProgress {
                return Ok(show_file(record)?);
            }
            done.changed().await?;
        }
    }

    pub(super) async fn attached_files(
        &self,
        call: Call<ListFiles, Caller>,
    ) -> Result<VectorStoreFileListResponse, Refusal> {
        let Call { request, principal, .. } = call;
        let ListFiles {
            vector_store_id, status, limit, offset, x_tenant_id, x_tenant_role, ..
        } = request;
        let caller = principal.within(x_tenant_id.as_ref(), x_tenant_role.as_ref())?;
        let (scope, store) = (self.scope(&caller.tenant), vector_store_id.to_string());
        stores(&scope).get(&store).await?.ok_or_else(no_store)?;
        let window = paging::window(limit, offset);
        let list = match status {
            Some(status) => window.with_key("status", in_status(&store, &status)),
            None => window.with_key("store", &store),
        };
        let page = attached(&scope).list(&list).await?;
        let items = page.items.into_iter().map(show_file).collect::<Result<_, _>>()?;
        Ok(VectorStoreFileListResponse::new(items, paging::total(page.total)))
    }

    pub(super) async fn attached_file(
        &self,
        call: Call<GetFile, Caller>,
    ) -> Result<VectorStoreFileResponse, Refusal> {
        let Call { request, principal, .. } = call;
        let GetFile { vector_store_id, file_id, x_tenant_id, x_tenant_role, .. } = request;
        let caller = principal.within(x_tenant_id.as_ref(), x_tenant_role.as_ref())?;
        let (scope, store) = (self.scope(&caller.tenant), vector_store_id.to_string());
        stores(&scope).get(&store).await?.ok_or_else(no_store)?;
        let file = find(&scope, &store, &file_id).await?.ok_or_else(no_file)?;
        Ok(show_file(file)?)
    }

    pub(super) async fn detach(&self, call: Call<DeleteFile, Caller>) -> Result<(), Refusal> {
        let Call { request, principal, .. } = call;
        let DeleteFile { vector_store_id, file_id, x_tenant_id, x_tenant_role, .. } = request;
        let caller = principal.within(x_tenant_id.as_ref(), x_tenant_role.as_ref())?;
        caller.needs(Role::Admin)?;
        let (scope, store) = (self.scope(&caller.tenant), vector_store_id.to_string());
        stores(&scope).get(&store).await?.ok_or_else(no_store)?;
        let id = find(&scope, &store, &file_id).await?.ok_or_else(no_file)?.id;
        let mut transaction = self.store.begin().await?;
        // Looked up again, because it can have changed or been deleted in the meantime.
        let file = attached(&scope).on(&mut transaction).delete(&id).await?.ok_or_else(no_file)?;
        transaction.commit().await?;
        Ok(forget_passages(&scope, &file).await?)
    }
}

/// Detaches an object from all vector stores in a transaction. Returns what was detached, for [`forget_passages`].
pub(in crate::agents) async fn forget_object_in(
    transaction: &mut Transaction,
    scope: &Scope,
    object: &str,
) -> Result<Vec<Record<Attached>>, StoreError> {
    let (files, list) = (attached(scope), List::new().with_key("object", object));
    let detached = files.on(transaction).list(&list).await?.items;
    files.on(transaction).delete_by_key("object", object).await?;
    Ok(detached)
}

/// Removes the passages of a detached file from the index, in steps. A passage without its file is not found.
pub(in crate::agents) async fn forget_passages(
    scope: &Scope,
    file: &Record<Attached>,
) -> Result<(), StoreError> {
    index(scope, &file.value.store).delete_below(&passages_of(&file.id)).await?;
    Ok(())
}

fn no_file() -> Refusal {
    Refusal::not_found("The file is not attached to the vector store.")
}
