//! Chats with agents, and the list of agents.

use agents_api::operations as op;
use agents_api::types::{
    AgentChatRequest, AgentState, ContainerBindRequest, ContainerCreateRequest,
};
use agents_api::types::{LocationHint, RunOptionsRequest};
use agents_api::wire::{Json, Map, StringEnum};
use std::time::Duration;

use super::server::{start, start_with_owner};
use crate::refused;

fn chat(message: &str) -> op::Chat {
    op::Chat::new(AgentChatRequest::new(message))
}

#[tokio::test]
async fn a_new_server_has_agents_and_tools() {
    let (server, ada) = start_with_owner().await;
    let agents = ada.client.list_agents(op::ListAgents::new()).await.unwrap();
    let names: Vec<&str> = agents.iter().map(|agent| agent.name.as_str()).collect();
    assert_eq!(names, ["analyst", "researcher", "triage"]);
    assert!(agents.iter().all(|agent| agent.status == AgentState::Active));

    let tools = ada.client.list_tools(op::ListTools::new()).await.unwrap();
    assert_eq!(tools.tool_names, ["code_interpreter", "file_search", "web_search"]);
    assert_eq!((tools.total_tools, tools.categories.len()), (3, 2));
    assert_eq!(tools.per_agent["triage"], ["file_search"]);

    let status = op::GetAgentStatus::new("triage");
    let before = ada.client.get_agent_status(status.clone()).await.unwrap();
    assert_eq!((before.total_conversations, before.last_used.value()), (Some(0), None));
    let first = ada.say("Good morning").await;
    let again = AgentChatRequest::new("Still there?").with_conversation_id(first.conversation_id);
    ada.client.chat(op::Chat::new(again)).await.unwrap();
    ada.say("Another one").await;
    let after = ada.client.get_agent_status(status).await.unwrap();
    assert_eq!(after.total_conversations, Some(2));
    assert_eq!(after.last_used.value().map(String::as_str), Some("2026-01-01T12:00:00Z"));
    let unknown = op::GetAgentStatus::new("nobody");
    let why = refused!(ada.client.get_agent_status(unknown), GetAgentStatusError::NotFound);
    assert_eq!(why, "There is no agent nobody.");
    server.stop().await;
}

#[tokio::test]
async fn a_response_is_stored_with_its_message() {
    let (server, ada) = start_with_owner().await;
    let first = ada.say("Which of our plans include file search?").await;
    assert!(first.response.contains("File search is part of the Pro plan."), "{first:?}");
    assert_eq!((first.agent_used.as_str(), first.handoff_occurred), ("triage", Some(false)));
    assert_eq!(first.metadata.value().unwrap()["model"], "local-responder");

    server.clock.advance(Duration::from_secs(10));
    let more = AgentChatRequest::new("What does the Pro plan cost?")
        .with_conversation_id(first.conversation_id.clone());
    let second = ada.client.chat(op::Chat::new(more)).await.unwrap();
    assert!(second.response.contains("99.00 USD a month"), "{second:?}");
    assert_eq!(second.conversation_id, first.conversation_id);

    let history = ada.conversation(&first.conversation_id).await;
    let said: Vec<(&str, &str)> = history
        .messages
        .iter()
        .map(|one| (StringEnum::as_str(&one.role), one.content.as_str()))
        .collect();
    let expected = [
        ("user", "Which of our plans include file search?"),
        ("assistant", first.response.as_str()),
        ("user", "What does the Pro plan cost?"),
        ("assistant", second.response.as_str()),
    ];
    assert_eq!(said, expected);
    assert_eq!(history.created_at, "2026-01-01T12:00:00Z");
    assert_eq!(history.updated_at, "2026-01-01T12:00:10Z");
    assert_eq!(history.agent_context.value().unwrap()["active_agent"], "triage");
    server.stop().await;
}

#[tokio::test]
async fn a_specialist_takes_over_and_uses_its_container() {
    let (server, ada) = start_with_owner().await;
    let body = ContainerCreateRequest::new("analysis");
    let container =
        ada.client.create_container(op::CreateContainer::new(body)).await.unwrap().into_body();
    let bind = op::BindAgentContainer::new("analyst", ContainerBindRequest::new(container.id));
    ada.client.bind_agent_container(bind).await.unwrap();

    let answer = ada.say("Please calculate 2 + 3 * 4 for me").await;
    assert_eq!(answer.response, "2 + 3 * 4 = 14");
    assert_eq!((answer.agent_used.as_str(), answer.handoff_occurred), ("analyst", Some(true)));
    let events = op::GetConversationEvents::new(answer.conversation_id);
    let events = ada.client.get_conversation_events(events).await.unwrap().items;
    let kinds: Vec<&str> = events.iter().map(|event| event.run_item_type.as_str()).collect();
    let expected = ["user_message", "handoff", "tool_call", "tool_result", "assistant_message"];
    assert_eq!(kinds, expected);
    let numbers: Vec<i64> = events.iter().map(|event| event.sequence_no).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5]);
    assert_eq!(events[2].call_arguments.value().unwrap()["code"], "2 + 3 * 4");
    let output = events[3].call_output.value().unwrap();
    assert_eq!(
        (&output["result"], &output["container_id"]),
        (&14.0.into(), &container.id.to_string().into())
    );
    assert_eq!(events[2].tool_call_id, events[3].tool_call_id);
    let used = ada.client.get_container(op::GetContainer::new(container.id)).await.unwrap();
    assert!(used.last_active_at.is_some() && container.last_active_at.is_none());

    // With one turn, the requested agent has to respond immediately.
    let options = RunOptionsRequest::new().with_max_turns(1);
    let short = AgentChatRequest::new("Please calculate 2 + 3 * 4").with_run_options(options);
    let short = ada.client.chat(op::Chat::new(short)).await.unwrap();
    assert_eq!((short.agent_used.as_str(), short.handoff_occurred), ("triage", Some(false)));
    server.stop().await;
}

#[tokio::test]
async fn an_agent_knows_only_the_given_information() {
    let (server, ada) = start_with_owner().await;
    let place = LocationHint::new().with_city("Zurich").with_country("Switzerland");
    let ask = AgentChatRequest::new("What is my location?").with_location(place);
    let kept = ada.client.chat(op::Chat::new(ask.clone())).await.unwrap();
    assert!(!kept.response.contains("Zurich"), "{kept:?}");
    let shared = ada.client.chat(op::Chat::new(ask.with_share_location(true))).await.unwrap();
    assert_eq!(shared.response, "Your location is Zurich, Switzerland.");

    let context = [("harbour".to_owned(), Json::from("Trieste"))];
    let context: Map<Json> = context.into_iter().collect();
    let ask = AgentChatRequest::new("Which harbour is it?").with_context(context);
    let told = ada.client.chat(op::Chat::new(ask)).await.unwrap();
    assert_eq!(told.response, "The harbour is Trieste.");
    server.stop().await;
}

#[tokio::test]
async fn unknown_resources_are_rejected() {
    let (server, ada) = start_with_owner().await;
    let eve = server.register("eve@other.example").await;
    let hers = ada.say("A secret").await.conversation_id;

    let unknown = op::Chat::new(AgentChatRequest::new("Hello").with_agent_type("nobody"));
    refused!(ada.client.chat(unknown), ChatError::NotFound);
    for (client, id) in [(&ada.client, "unknown"), (&eve.client, hers.as_str())] {
        let body = AgentChatRequest::new("Hello").with_conversation_id(id);
        let why = refused!(client.chat(op::Chat::new(body.clone())), ChatError::NotFound);
        assert_eq!(why, "There is no conversation with this id.");
        refused!(client.stream_chat(op::StreamChat::new(body)), StreamChatError::NotFound);
    }
    let options = RunOptionsRequest::new().with_previous_response_id("resp_unknown");
    let body = AgentChatRequest::new("Hello").with_conversation_id(hers.clone());
    let body = body.with_run_options(options);
    refused!(ada.client.chat(op::Chat::new(body)), ChatError::NotFound);
    assert_eq!(
        ada.conversation(&hers).await.messages.len(),
        2,
        "rejected requests leave nothing behind"
    );

    let elsewhere = chat("Hello").with_x_tenant_id(eve.tenant.clone());
    refused!(ada.client.chat(elsewhere), ChatError::Forbidden);
    let king = chat("Hello").with_x_tenant_role("king");
    refused!(ada.client.chat(king), ChatError::Forbidden);
    let viewer = chat("Hello").with_x_tenant_id(ada.tenant.clone()).with_x_tenant_role("viewer");
    assert!(ada.client.chat(viewer).await.is_ok(), "viewers can chat");
    server.stop().await;
}

#[tokio::test]
async fn a_user_can_send_sixty_chats_per_minute() {
    let server = start().await;
    let (ada, eve) =
        tokio::join!(server.register("a@acme.example"), server.register("e@acme.example"));
    for _ in 0..60 {
        ada.say("Hello").await;
    }
    server.clock.advance(Duration::from_secs(15));
    let why = refused!(ada.client.chat(chat("Hello")), ChatError::TooManyRequests);
    assert_eq!(why, "More than 60 chats in a minute. Try again in 45 seconds.");
    let raw = ada.ask("POST", server.url("/api/v1/chat")).body(r#"{"message": "Hello"}"#);
    let raw = raw.header("content-type", "application/json").send().await.unwrap();
    assert_eq!(
        (raw.status().as_u16(), raw.headers()["retry-after"].to_str().unwrap()),
        (429, "45")
    );
    assert!(raw.text().await.unwrap().contains(r#""error":"TooManyRequests""#));
    eve.say("Hello").await;
    server.clock.advance(Duration::from_secs(45));
    ada.say("Hello").await;
    server.stop().await;
}
