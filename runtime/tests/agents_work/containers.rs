//! Containers and the bindings of agents.

use agents_api::operations as op;
use agents_api::types::{
    AgentChatRequest, ContainerBindRequest, ContainerCreateRequest, ContainerResponse,
};
use agents_api::wire::{Json, Map, Uuid};
use futures_util::StreamExt;
use serde_json::json;
use std::time::Duration;

use super::server::{Owner, same, start_with_owner};
use crate::refused;

fn map(value: Json) -> Map<Json> {
    let Json::Object(map) = value else { panic!("{value}") };
    map.into_iter().collect()
}

async fn create(who: &Owner, name: &str) -> ContainerResponse {
    let body = ContainerCreateRequest::new(name);
    who.client.create_container(op::CreateContainer::new(body)).await.unwrap().into_body()
}

#[tokio::test]
async fn a_container_is_created_listed_and_deleted() {
    let (server, ada) = start_with_owner().await;
    let file = ada.store("plans.csv", "text/csv", "a,b\n1,2\n").await;
    let body = ContainerCreateRequest::new("analysis")
        .with_memory_limit("4g")
        .with_expires_after(map(json!({"anchor": "last_active_at", "minutes": 20})))
        .with_metadata(map(json!({"team": "research"})))
        .with_file_ids(vec![file]);
    let made = ada
        .client
        .create_container(op::CreateContainer::new(body.clone()))
        .await
        .unwrap()
        .into_body();
    assert_eq!((made.name.as_str(), made.memory_limit.as_str()), ("analysis", "4g"));
    assert_eq!((made.status.as_str(), made.tenant_id.to_string()), ("running", ada.tenant.clone()));
    assert_eq!(made.owner_user_id.unwrap().to_string(), ada.user);
    assert!(made.openai_id.starts_with("cntr_"));
    assert_eq!(made.metadata["team"], "research");
    let again = op::CreateContainer::new(body.clone());
    let why = refused!(ada.client.create_container(again), CreateContainerError::Conflict);
    assert_eq!(why, "There is already a container analysis.");
    let plain = create(&ada, "plain").await;
    assert_eq!((plain.memory_limit.as_str(), plain.expires_after), ("1g", None));

    let get = op::GetContainer::new(made.id);
    assert_eq!(ada.client.get_container(get.clone()).await.unwrap(), made);
    let list = ada.client.list_containers(op::ListContainers::new().with_limit(1)).await.unwrap();
    assert_eq!((list.items[0].name.as_str(), list.total), ("plain", 2));
    let rest = op::ListContainers::new().with_offset(1);
    assert_eq!(ada.client.list_containers(rest).await.unwrap().items, std::slice::from_ref(&made));

    let eve = server.register("eve@other.example").await;
    refused!(eve.client.get_container(get.clone()), GetContainerError::NotFound);
    let delete = op::DeleteContainer::new(made.id);
    refused!(eve.client.delete_container(delete.clone()), DeleteContainerError::NotFound);
    let mut unknown = body;
    unknown.name = "other".to_owned();
    let unknown = unknown.with_file_ids(vec!["x".to_owned()]);
    let unknown = op::CreateContainer::new(unknown);
    refused!(ada.client.create_container(unknown), CreateContainerError::NotFound);

    ada.client.delete_container(delete.clone()).await.unwrap();
    refused!(ada.client.delete_container(delete), DeleteContainerError::NotFound);
    refused!(ada.client.get_container(get), GetContainerError::NotFound);
    create(&ada, "analysis").await;
    server.stop().await;
}

#[tokio::test]
async fn an_unused_container_expires() {
    let (server, ada) = start_with_owner().await;
    let rule = map(json!({"anchor": "last_active_at", "minutes": 5}));
    let body = ContainerCreateRequest::new("short").with_expires_after(rule);
    let made =
        ada.client.create_container(op::CreateContainer::new(body)).await.unwrap().into_body();
    let bind = op::BindAgentContainer::new("analyst", ContainerBindRequest::new(made.id));
    ada.client.bind_agent_container(bind.clone()).await.unwrap();
    let get = op::GetContainer::new(made.id);
    server.clock.advance(Duration::from_mins(4));
    // Using it extends its lifetime.
    let body = AgentChatRequest::new("1 + 1").with_agent_type("analyst");
    ada.client.chat(op::Chat::new(body)).await.unwrap();
    server.clock.advance(Duration::from_mins(4));
    assert_eq!(ada.client.get_container(get.clone()).await.unwrap().status, "running");
    server.clock.advance(Duration::from_mins(1));
    assert_eq!(ada.client.get_container(get).await.unwrap().status, "expired");
    let why = refused!(ada.client.bind_agent_container(bind), BindAgentContainerError::NotFound);
    assert_eq!(why, "The container has expired.");
    server.stop().await;
}

#[tokio::test]
async fn an_agent_is_bound_to_one_container_at_most() {
    let (server, ada) = start_with_owner().await;
    let (one, other) = (create(&ada, "one").await, create(&ada, "other").await);
    let used = || async {
        let body = AgentChatRequest::new("1 + 1").with_agent_type("analyst");
        let id = ada.client.chat(op::Chat::new(body)).await.unwrap().conversation_id;
        let events = op::GetConversationEvents::new(id);
        let events = ada.client.get_conversation_events(events).await.unwrap().items;
        let outputs = events.into_iter().find_map(|event| event.call_output.into_value());
        outputs.unwrap()["container_id"].as_str().map(str::to_owned)
    };
    let bind =
        |agent: &str, id: Uuid| op::BindAgentContainer::new(agent, ContainerBindRequest::new(id));
    assert_eq!(used().await, None);
    for container in [&one, &other] {
        ada.client.bind_agent_container(bind("analyst", container.id)).await.unwrap();
        assert_eq!(used().await, Some(container.id.to_string()));
    }
    ada.client.unbind_agent_container(op::UnbindAgentContainer::new("analyst")).await.unwrap();
    ada.client.unbind_agent_container(op::UnbindAgentContainer::new("analyst")).await.unwrap();
    assert_eq!(used().await, None);
    // Deleting a container removes its bindings.
    ada.client.bind_agent_container(bind("analyst", one.id)).await.unwrap();
    ada.client.delete_container(op::DeleteContainer::new(one.id)).await.unwrap();
    assert_eq!(used().await, None);

    refused!(
        ada.client.bind_agent_container(bind("nobody", other.id)),
        BindAgentContainerError::NotFound
    );
    refused!(
        ada.client.bind_agent_container(bind("analyst", one.id)),
        BindAgentContainerError::NotFound
    );
    let nobody = op::UnbindAgentContainer::new("nobody");
    refused!(ada.client.unbind_agent_container(nobody), UnbindAgentContainerError::NotFound);
    server.stop().await;
}

#[tokio::test]
async fn concurrent_requests_for_a_name_succeed_once() {
    let (server, ada) = start_with_owner().await;
    let create = |name: String| {
        let call = op::CreateContainer::new(ContainerCreateRequest::new(name));
        ada.client.create_container(call).into_future()
    };
    let calls = (0..20).map(|number| create(format!("container {}", number / 2)));
    let made = futures_util::future::join_all(calls).await;
    let made: Vec<Uuid> = made.into_iter().flatten().map(|container| container.id).collect();
    let list = op::ListContainers::new().with_limit(100);
    let list = ada.client.list_containers(list).await.unwrap();
    assert_eq!((list.total, made.len()), (10, 10));
    same(list.items.into_iter().map(|container| container.id).collect(), made.clone());
    // The client reads all pages automatically.
    let all = ada.client.list_containers_all(op::ListContainers::new().with_limit(3));
    let all: Vec<Uuid> = all.map(|container| container.unwrap().id).collect().await;
    same(all, made);
    server.stop().await;
}
