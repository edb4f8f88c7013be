//! Containers in which agents run code.

mod record;

use agents_api::headers::CreateContainerHeaders;
use std::collections::HashMap;

use agents_api::operations::{
    BindAgentContainer, ContainersApi, CreateContainer, DeleteContainer, GetContainer,
    ListContainers, UnbindAgentContainer,
};
use agents_api::types::{ContainerListResponse, ContainerResponse};
use agents_api::wire::{Call, Outcome, WithHeaders};
use uuid::Uuid;

use super::caller::{Caller, Role};
use super::directory::{named, no_agent};
use super::paging;
use super::refusal::{Refusal, refuse};
use super::storage::{no_object, not_arrived, objects};
use super::{Agents, BASE};
use crate::store::StoreError;
pub(super) use record::use_of;
use record::{Binding, Container, bindings, containers, show};

/// The default memory limit of a container.
const MEMORY: &str = "1g";

impl ContainersApi for Agents {
    type Principal = Caller;

    async fn list_containers(&self, call: Call<ListContainers, Caller>) -> Outcome<ListContainers> {
        self.containers(call).await.map_err(refuse)
    }

    async fn create_container(
        &self,
        call: Call<CreateContainer, Caller>,
    ) -> Outcome<CreateContainer> {
        let made = self.new_container(call).await.map_err(refuse)?;
        let location = format!("{BASE}/api/v1/containers/{}", made.id);
        Ok(WithHeaders::new(made, CreateContainerHeaders::new().with_location(location)))
    }

    async fn get_container(&self, call: Call<GetContainer, Caller>) -> Outcome<GetContainer> {
        self.container(call).await.map_err(refuse)
    }

    async fn delete_container(
        &self,
        call: Call<DeleteContainer, Caller>,
    ) -> Outcome<DeleteContainer> {
        self.forget_container(call).await.map_err(refuse)
    }

    async fn bind_agent_container(
        &self,
        call: Call<BindAgentContainer, Caller>,
    ) -> Outcome<BindAgentContainer> {
        self.bind(call).await.map_err(refuse)
    }

    async fn unbind_agent_container(
        &self,
        call: Call<UnbindAgentContainer, Caller>,
    ) -> Outcome<UnbindAgentContainer> {
        self.unbind(call).await.map_err(refuse)
    }
}

impl Agents {
    async fn containers(
        &self,
        call: Call<ListContainers, Caller>,
    ) -> Result<ContainerListResponse, Refusal> {
        let Call { request, principal, .. } = call;
        let ListContainers { limit, offset, x_tenant_id, x_tenant_role, .. } = request;
        let caller = principal.within(x_tenant_id.as_ref(), x_tenant_role.as_ref())?;
        let scope = self.scope(&caller.tenant);
        let page = containers(&scope).list(&paging::window(limit, offset)).await?;
        let now = self.clock.now();
        let items = page.items.into_iter().map(|record| show(&caller.tenant, record, now));
        let items = items.collect::<Result<_, _>>()?;
        Ok(ContainerListResponse::new(items, paging::total(page.total)))
    }

    async fn new_container(
        &self,
        call: Call<CreateContainer, Caller>,
    ) -> Result<ContainerResponse, Refusal> {
        let Call { request, principal, .. } = call;
        let CreateContainer { x_tenant_id, x_tenant_role, body, .. } = request;
        let caller = principal.within(x_tenant_id.as_ref(), x_tenant_role.as_ref())?;
        caller.needs(Role::Admin)?;
        let scope = self.scope(&caller.tenant);
        let files = body.file_ids.into_value().unwrap_or_default();
        let known = objects(&scope).get_many(&files).await?;
        let ready: HashMap<&str, bool> =
            known.iter().map(|object| (object.id.as_str(), object.value.is_ready())).collect();
        for id in &files {
            if !*ready.get(id.as_str()).ok_or_else(no_object)? {
                return Err(not_arrived());
            }
        }
        let mut transaction = self.store.begin().await?;
        let container = Container {
            name: body.name,
            openai_id: format!("cntr_{}", Uuid::new_v4().simple()),
            owner: caller.user.parse().ok(),
            memory_limit: body.memory_limit.into_value().unwrap_or_else(|| MEMORY.to_owned()),
            expires_after: body.expires_after.into_value().map(|map| map.into_iter().collect()),
            metadata: body.metadata.into_value().unwrap_or_default().into_iter().collect(),
            files,
            last_active_at: None,
            updated_at: self.clock.now(),
        };
        let id = Uuid::new_v4().to_string();
        let created = containers(&scope).on(&mut transaction).create(&id, &container).await;
        let record = created.map_err(|error| match error {
            StoreError::Exists { .. } => {
                Refusal::conflict(format!("There is already a container {}.", container.name))
            }
            other => other.into(),
        })?;
        transaction.commit().await?;
        Ok(show(&caller.tenant, record, self.clock.now())?)
    }

    async fn container(
        &self,
        call: Call<GetContainer, Caller>,
    ) -> Result<ContainerResponse, Refusal> {
        let Call { request, principal, .. } = call;
        let GetContainer { container_id, x_tenant_id, x_tenant_role, .. } = request;
        let caller = principal.within(x_tenant_id.as_ref(), x_tenant_role.as_ref())?;
        let scope = self.scope(&caller.tenant);
        let record = containers(&scope).get(&container_id.to_string()).await?;
        Ok(show(&caller.tenant, record.ok_or_else(no_container)?, self.clock.now())?)
    }

    async fn forget_container(&self, call: Call<DeleteContainer, Caller>) -> Result<(), Refusal> {
        let Call { request, principal, .. } = call;
        let DeleteContainer { container_id, x_tenant_id, x_tenant_role, .. } = request;
        let caller = principal.within(x_tenant_id.as_ref(), x_tenant_role.as_ref())?;
        caller.needs(Role::Admin)?;
        let (scope, id) = (self.scope(&caller.tenant), container_id.to_string());
        let mut transaction = self.store.begin().await?;
        containers(&scope).on(&mut transaction).delete(&id).await?.ok_or_else(no_container)?;
        bindings(&scope).on(&mut transaction).delete_by_key("container", &id).await?;
        transaction.commit().await?;
        Ok(())
    }

    async fn bind(&self, call: Call<BindAgentContainer, Caller>) -> Result<(), Refusal> {
        let Call { request, principal, .. } = call;
        let BindAgentContainer { agent_key, x_tenant_id, x_tenant_role, body, .. } = request;
        let caller = principal.within(x_tenant_id.as_ref(), x_tenant_role.as_ref())?;
        caller.needs(Role::Admin)?;
        let agent = named(&agent_key).ok_or_else(|| no_agent(&agent_key))?;
        let (scope, id) = (self.scope(&caller.tenant), body.container_id.to_string());
        let mut transaction = self.store.begin().await?;
        let found = containers(&scope).on(&mut transaction).get(&id).await?;
        let found = found.ok_or_else(no_container)?;
        if found.value.has_expired(found.created_at, self.clock.now()) {
            return Err(Refusal::not_found("The container has expired."));
        }
        let binding = Binding { container: id };
        bindings(&scope).on(&mut transaction).put(agent.name, &binding).await?;
        transaction.commit().await?;
        Ok(())
    }

    async fn unbind(&self, call: Call<UnbindAgentContainer, Caller>) -> Result<(), Refusal> {
        let Call { request, principal, .. } = call;
        let UnbindAgentContainer { agent_key, x_tenant_id, x_tenant_role, .. } = request;
        let caller = principal.within(x_tenant_id.as_ref(), x_tenant_role.as_ref())?;
        caller.needs(Role::Admin)?;
        let agent = named(&agent_key).ok_or_else(|| no_agent(&agent_key))?;
        bindings(&self.scope(&caller.tenant)).delete(agent.name).await?;
        Ok(())
    }
}

fn no_container() -> Refusal {
    Refusal::not_found("There is no container with this id.")
}
