//! Places where agents run code.

use agents_api::operations::{
    BindAgentContainer, ContainersApi, CreateContainer, DeleteContainer, GetContainer,
    ListContainers, UnbindAgentContainer,
};
use agents_api::wire::{Call, Outcome};

use super::Agents;
use super::caller::Caller;
use super::refusal::not_done;

impl ContainersApi for Agents {
    type Principal = Caller;

    async fn list_containers(&self, _: Call<ListContainers, Caller>) -> Outcome<ListContainers> {
        not_done()
    }

    async fn create_container(&self, _: Call<CreateContainer, Caller>) -> Outcome<CreateContainer> {
        not_done()
    }

    async fn get_container(&self, _: Call<GetContainer, Caller>) -> Outcome<GetContainer> {
        not_done()
    }

    async fn delete_container(&self, _: Call<DeleteContainer, Caller>) -> Outcome<DeleteContainer> {
        not_done()
    }

    async fn bind_agent_container(
        &self,
        _: Call<BindAgentContainer, Caller>,
    ) -> Outcome<BindAgentContainer> {
        not_done()
    }

    async fn unbind_agent_container(
        &self,
        _: Call<UnbindAgentContainer, Caller>,
    ) -> Outcome<UnbindAgentContainer> {
        not_done()
    }
}
