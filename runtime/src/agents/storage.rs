//! Files, uploaded and downloaded with signed URLs.

mod link;
mod object;
mod transfer;

use agents_api::operations::{
    CreateUploadUrl, DeleteObject, GetDownloadUrl, ListObjects, StorageApi,
};
use agents_api::types::{
    StorageObjectListResponse, StoragePresignDownloadResponse, StoragePresignUploadResponse,
};
use agents_api::wire::{Call, Map, Outcome};
use uuid::Uuid;

use super::Agents;
use super::caller::{Caller, Role};
use super::paging;
use super::refusal::{Refusal, refuse};
use super::vector_stores;
use crate::quota::Quota;
use crate::store::Scope;
use link::{LIFE, Permission, Signer, Target};
use object::BUCKET;
pub(super) use object::{Object, objects};
pub(super) use transfer::routes;

/// The maximum size of an object in bytes: 1 GiB.
const LARGEST: i64 = 1024 * 1024 * 1024;

/// The default quota of a tenant: 10 GiB.
const QUOTA: Quota = Quota { objects: 10_000, bytes: 10 * 1024 * 1024 * 1024 };

impl StorageApi for Agents {
    type Principal = Caller;

    async fn create_upload_url(
        &self,
        call: Call<CreateUploadUrl, Caller>,
    ) -> Outcome<CreateUploadUrl> {
        self.prepare_upload(call).await.map_err(refuse)
    }

    async fn list_objects(&self, call: Call<ListObjects, Caller>) -> Outcome<ListObjects> {
        self.stored(call).await.map_err(refuse)
    }

    async fn get_download_url(
        &self,
        call: Call<GetDownloadUrl, Caller>,
    ) -> Outcome<GetDownloadUrl> {
        self.prepare_download(call).await.map_err(refuse)
    }

    async fn delete_object(&self, call: Call<DeleteObject, Caller>) -> Outcome<DeleteObject> {
        self.forget_object(call).await.map_err(refuse)
    }
}

impl Agents {
    async fn prepare_upload(
        &self,
        call: Call<CreateUploadUrl, Caller>,
    ) -> Result<StoragePresignUploadResponse, Refusal> {
        let Call { request, principal, context, .. } = call;
        let CreateUploadUrl { x_tenant_id, x_tenant_role, body, .. } = request;
        let caller = principal.within(x_tenant_id.as_ref(), x_tenant_role.as_ref())?;
        caller.needs(Role::Admin)?;
        if body.size_bytes > LARGEST {
            let why = format!("An object has at most {LARGEST} bytes.");
            return Err(Refusal::too_large("ObjectTooLarge", why));
        }
        let id = Uuid::new_v4();
        let object = Object {
            filename: body.filename,
            mime_type: body.mime_type,
            size_bytes: body.size_bytes,
            agent_key: body.agent_key.into_value(),
            conversation_id: body.conversation_id.into_value(),
            metadata: body.metadata.into_value().unwrap_or_default().into_iter().collect(),
            file: None,
        };
        self.announce(&self.scope(&caller.tenant), &id.to_string(), &object).await?;
        // Values that no header can contain are omitted from the headers.
        let kind = object.content_type();
        let kind = kind.map(|kind| ("Content-Type".to_owned(), kind.to_owned()));
        let permission = Permission::Upload;
        Ok(StoragePresignUploadResponse::new(
            id,
            self.link(&caller.tenant, id, permission, &context.headers).await?,
            permission.method(),
            Map::from_iter(kind),
            BUCKET,
            object.key(&caller.tenant, &id.to_string()),
            LIFE,
        ))
    }

    /// Creates an object, if the tenant has room for it. An announced object uses its room until it is deleted.
    async fn announce(&self, scope: &Scope, id: &str, object: &Object) -> Result<(), Refusal> {
        let bytes = u64::try_from(object.size_bytes).unwrap_or(0);
        self.store.space().check(bytes)?;
        let objects = objects(scope);
        let mut transaction = self.store.begin().await?;
        let used = objects.on(&mut transaction).total("$.size_bytes").await?;
        let quota = Quota::of(&self.environment, super::API, QUOTA);
        if quota.left(used).is_none_or(|left| left < bytes) {
            let why = "The tenant has no storage left. Delete objects to make room.";
            return Err(Refusal::no_storage("StorageQuotaReached", why));
        }
        objects.on(&mut transaction).create(id, object).await?;
        transaction.commit().await?;
        Ok(())
    }

    async fn stored(
        &self,
        call: Call<ListObjects, Caller>,
    ) -> Result<StorageObjectListResponse, Refusal> {
        let Call { request, principal, .. } = call;
        let ListObjects { limit, offset, conversation_id, x_tenant_id, x_tenant_role, .. } =
            request;
        let caller = principal.within(x_tenant_id.as_ref(), x_tenant_role.as_ref())?;
        let mut list = paging::window(limit, offset);
        if let Some(conversation) = conversation_id {
            list = list.with_key("conversation", conversation.to_string());
        }
        let page = objects(&self.scope(&caller.tenant)).list(&list).await?;
        let shown = i64::try_from(page.items.len()).unwrap_or(i64::MAX);
        let next = page.has_more.then(|| offset.unwrap_or(0).saturating_add(shown));
        let items = page.items.into_iter().map(|record| object::show(&caller.tenant, record));
        let items = items.collect::<Result<_, _>>()?;
        Ok(StorageObjectListResponse::new(items).with_next_offset(next))
    }

    async fn prepare_download(
        &self,
        call: Call<GetDownloadUrl, Caller>,
    ) -> Result<StoragePresignDownloadResponse, Refusal> {
        let Call { request, principal, context, .. } = call;
        let GetDownloadUrl { object_id, x_tenant_id, x_tenant_role, .. } = request;
        let caller = principal.within(x_tenant_id.as_ref(), x_tenant_role.as_ref())?;
        let id = object_id.to_string();
        let object = objects(&self.scope(&caller.tenant)).get(&id).await?;
        let object = object.ok_or_else(no_object)?.value;
        if !object.is_ready() {
            return Err(not_arrived());
        }
        let permission = Permission::Download;
        Ok(StoragePresignDownloadResponse::new(
            object_id,
            self.link(&caller.tenant, object_id, permission, &context.headers).await?,
            permission.method(),
            Map::new(),
            BUCKET,
            object.key(&caller.tenant, &id),
            LIFE,
        ))
    }

    async fn forget_object(&self, call: Call<DeleteObject, Caller>) -> Result<(), Refusal> {
        let Call { request, principal, .. } = call;
        let DeleteObject { object_id, x_tenant_id, x_tenant_role, .. } = request;
        let caller = principal.within(x_tenant_id.as_ref(), x_tenant_role.as_ref())?;
        caller.needs(Role::Admin)?;
        let (scope, id) = (self.scope(&caller.tenant), object_id.to_string());
        let mut transaction = self.store.begin().await?;
        let object = objects(&scope).on(&mut transaction).delete(&id).await?;
        let object = object.ok_or_else(no_object)?.value;
        let detached = vector_stores::forget_object_in(&mut transaction, &scope, &id).await?;
        transaction.commit().await?;
        for file in detached {
            vector_stores::forget_passages(&scope, &file).await?;
        }
        if let Some(file) = object.file {
            self.store.files().delete(&scope.file(&file)).await?;
        }
        Ok(())
    }

    async fn link(
        &self,
        tenant: &str,
        object: Uuid,
        permission: Permission,
        headers: &agents_api::wire::HeaderMap,
    ) -> Result<String, Refusal> {
        let target = Target::new(tenant, &object.to_string(), self.clock.now());
        let signed = Signer::of(&self.shared()).await?.sign(&target, permission);
        Ok(format!("{}{}{signed}", crate::origin::of(headers), super::BASE))
    }
}

pub(super) fn no_object() -> Refusal {
    Refusal::not_found("There is no stored object with this id.")
}

pub(super) fn not_arrived() -> Refusal {
    Refusal::conflict("The content of the object has not been uploaded yet.")
}
