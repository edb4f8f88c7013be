//! Conversations: list, search, get and delete, with concurrent changes.

use agents_api::operations as op;
use agents_api::types::{AgentChatRequest, WorkflowRunRequestBody};
use futures_util::StreamExt;
use std::time::Duration;

use super::server::{Owner, same, start_with_owner};
use crate::refused;

async fn page(who: &Owner, limit: i64, cursor: Option<String>) -> (Vec<String>, Option<String>) {
    let mut request = op::ListConversations::new().with_limit(limit);
    request.cursor = cursor;
    let page = who.client.list_conversations(request).await.unwrap();
    let ids = page.items.into_iter().map(|item| item.conversation_id).collect();
    (ids, page.next_cursor.into_value())
}

/// Reads all conversations with a page size.
async fn all(who: &Owner, limit: i64) -> Vec<String> {
    let all = who.client.list_conversations_all(op::ListConversations::new().with_limit(limit));
    all.map(|item| item.unwrap().conversation_id).collect().await
}

async fn go_on(who: &Owner, id: &str, message: &str) {
    let body = AgentChatRequest::new(message).with_conversation_id(id);
    who.client.chat(op::Chat::new(body)).await.unwrap();
}

async fn delete(who: &Owner, id: &str) {
    who.client.delete_conversation(op::DeleteConversation::new(id)).await.unwrap();
}

#[tokio::test]
async fn the_most_recently_active_conversation_comes_first() {
    let (server, ada) = start_with_owner().await;
    assert!(all(&ada, 10).await.is_empty());
    let mut ids = Vec::new();
    for number in 0..5 {
        ids.push(ada.say(&format!("Question {number}")).await.conversation_id);
        server.clock.advance(Duration::from_secs(1));
    }
    go_on(&ada, &ids[1], "One more thing").await;
    let expected: Vec<String> = [1, 4, 3, 2, 0].map(|place| ids[place].clone()).to_vec();
    for limit in [1, 2, 5, 100] {
        assert_eq!(all(&ada, limit).await, expected, "by {limit}");
    }
    let list = ada.client.list_conversations(op::ListConversations::new()).await.unwrap();
    let first = &list.items[0];
    assert_eq!(first.message_count, 4);
    assert_eq!(
        (first.created_at.as_str(), first.updated_at.as_str()),
        ("2026-01-01T12:00:01Z", "2026-01-01T12:00:05Z")
    );
    let history = ada.conversation(&ids[1]).await;
    assert_eq!(first.last_message, history.messages.last().unwrap().content);

    // Filtered by the first agent.
    let body = AgentChatRequest::new("Hello").with_agent_type("researcher");
    let with = ada.client.chat(op::Chat::new(body)).await.unwrap().conversation_id;
    let request = op::ListConversations::new().with_agent("researcher").with_limit(1);
    let list = ada.client.list_conversations(request).await.unwrap();
    assert_eq!(
        (list.items[0].conversation_id.as_str(), list.next_cursor.value()),
        (with.as_str(), None)
    );
    let request = op::ListConversations::new().with_agent("nobody");
    assert!(ada.client.list_conversations(request).await.unwrap().items.is_empty());
    for cursor in ["", "x", "1", "1.x", "-"] {
        let request = op::ListConversations::new().with_cursor(cursor);
        refused!(
            ada.client.list_conversations(request),
            ListConversationsError::UnprocessableContent
        );
    }
    server.stop().await;
}

#[tokio::test]
async fn pagination_is_stable_during_changes() {
    let (server, ada) = start_with_owner().await;
    let mut ids = Vec::new();
    for number in 0..6 {
        ids.push(ada.say(&format!("Question {number}")).await.conversation_id);
    }
    let (first, cursor) = page(&ada, 2, None).await;
    assert_eq!(first, [ids[5].clone(), ids[4].clone()]);
    // An unseen and a seen conversation move to the top, one is deleted, and one is new.
    go_on(&ada, &ids[2], "Again").await;
    go_on(&ada, &ids[5], "Again").await;
    delete(&ada, &ids[3]).await;
    delete(&ada, &ids[4]).await;
    let new = ada.say("Something else").await.conversation_id;
    let (second, cursor) = page(&ada, 2, cursor).await;
    assert_eq!(second, [ids[2].clone(), ids[1].clone()]);
    let (third, cursor) = page(&ada, 2, cursor).await;
    assert_eq!((third, cursor), (vec![ids[0].clone()], None));
    let now = [&new, &ids[5], &ids[2], &ids[1], &ids[0]].map(Clone::clone);
    assert_eq!(all(&ada, 3).await, now);
    server.stop().await;
}

#[tokio::test]
async fn concurrent_messages_are_neither_lost_nor_repeated() {
    let (server, ada) = start_with_owner().await;
    let made = |name: &'static str| {
        let ada = &ada;
        async move {
            let (mut kept, mut gone) = (Vec::new(), Vec::new());
            for number in 0..24 {
                let id = ada.say(&format!("{name} {number}")).await.conversation_id;
                if number % 3 == 0 {
                    delete(ada, &id).await;
                    gone.push(id);
                } else {
                    kept.push(id);
                }
            }
            (kept, gone)
        }
    };
    let pages = async {
        let mut walks = Vec::new();
        for _ in 0..12 {
            walks.push(all(&ada, 3).await);
        }
        walks
    };
    let ((one, gone), (other, also_gone), walks) = tokio::join!(made("one"), made("other"), pages);
    for walk in walks {
        let mut distinct = walk.clone();
        distinct.sort();
        distinct.dedup();
        assert_eq!(distinct.len(), walk.len(), "nothing is repeated");
    }
    same(all(&ada, 5).await, [one, other].concat());
    for id in gone.iter().chain(&also_gone) {
        let get = op::GetConversation::new(id);
        refused!(ada.client.get_conversation(get), GetConversationError::NotFound);
    }
    server.stop().await;
}

#[tokio::test]
async fn words_are_found_in_all_messages() {
    let (server, ada) = start_with_owner().await;
    let eve = server.register("eve@other.example").await;
    eve.say("The harbour of Trieste").await;
    let ferry = ada.say("When does the ferry leave the harbour?").await.conversation_id;
    let harbour = ada.say("Is there a harbour?").await.conversation_id;
    let other = ada.say("What is the weather like?").await.conversation_id;
    let search = |words: &str| op::SearchConversations::new(words);
    let found = ada.client.search_conversations(search("ferry harbour")).await.unwrap();
    let ids: Vec<&str> = found.items.iter().map(|item| item.conversation_id.as_str()).collect();
    assert_eq!(ids, [ferry.as_str(), harbour.as_str()]);
    assert!(found.items[0].preview.contains("ferry"), "{found:?}");
    assert!(found.items[0].score.value() > found.items[1].score.value());
    assert_eq!(found.items[0].updated_at.value().map(String::as_str), Some("2026-01-01T12:00:00Z"));

    let first = ada.client.search_conversations(search("harbour").with_limit(1)).await.unwrap();
    let cursor = first.next_cursor.into_value().unwrap();
    let next = search("harbour").with_limit(1).with_cursor(cursor.clone());
    let second = ada.client.search_conversations(next).await.unwrap();
    assert_eq!(second.next_cursor.value(), None);
    same(
        vec![first.items[0].conversation_id.clone(), second.items[0].conversation_id.clone()],
        vec![ferry.clone(), harbour.clone()],
    );
    // The last conversation shown is deleted; the next page is still correct.
    delete(&ada, &first.items[0].conversation_id).await;
    let next = search("harbour").with_limit(1).with_cursor(cursor);
    let again = ada.client.search_conversations(next).await.unwrap();
    assert_eq!(again.items[0].conversation_id, second.items[0].conversation_id);

    for words in ["\"", "AND", "harbour*", "title:x", "(("] {
        assert!(ada.client.search_conversations(search(words)).await.is_ok(), "{words}");
    }
    let agent = search("weather").with_agent("analyst");
    assert!(ada.client.search_conversations(agent).await.unwrap().items.is_empty());
    delete(&ada, &other).await;
    assert!(ada.client.search_conversations(search("weather")).await.unwrap().items.is_empty());
    let wrong = search("x").with_cursor("nonsense");
    refused!(
        ada.client.search_conversations(wrong),
        SearchConversationsError::UnprocessableContent
    );
    server.stop().await;
}

#[tokio::test]
async fn a_conversation_belongs_to_its_tenant_and_admins_delete_it() {
    let (server, ada) = start_with_owner().await;
    let eve = server.register("eve@other.example").await;
    let id = ada.say("A secret").await.conversation_id;
    let get = op::GetConversation::new(id.clone());
    let events = op::GetConversationEvents::new(id.clone());
    let delete = op::DeleteConversation::new(id.clone());
    refused!(eve.client.get_conversation(get.clone()), GetConversationError::NotFound);
    refused!(
        eve.client.get_conversation_events(events.clone()),
        GetConversationEventsError::NotFound
    );
    refused!(eve.client.delete_conversation(delete.clone()), DeleteConversationError::NotFound);
    assert!(all(&eve, 10).await.is_empty());

    let viewer = delete.clone().with_x_tenant_role("viewer");
    let why = refused!(ada.client.delete_conversation(viewer), DeleteConversationError::Forbidden);
    assert_eq!(why, "This operation requires the role admin.");
    ada.client.delete_conversation(delete.clone()).await.unwrap();
    refused!(ada.client.get_conversation(get), GetConversationError::NotFound);
    refused!(ada.client.get_conversation_events(events), GetConversationEventsError::NotFound);
    refused!(ada.client.delete_conversation(delete), DeleteConversationError::NotFound);
    server.stop().await;
}

#[tokio::test]
async fn events_can_be_filtered_by_run() {
    let (server, ada) = start_with_owner().await;
    let id = ada.say("Hello").await.conversation_id;
    let body = WorkflowRunRequestBody::new("Compare two plans").with_conversation_id(id.clone());
    let run = ada.client.run_workflow(op::RunWorkflow::new("research_report", body));
    let run = server.done(run).await.unwrap();
    let all = op::GetConversationEvents::new(id);
    let of_run = all.clone().with_workflow_run_id(run.workflow_run_id.clone());
    let of_none = all.clone().with_workflow_run_id("unknown");
    let all = ada.client.get_conversation_events(all).await.unwrap().items;
    let of_run = ada.client.get_conversation_events(of_run).await.unwrap().items;
    assert!(of_run.len() >= 3 && all.len() == of_run.len() + 2, "{all:?}");
    assert!(of_run.iter().all(|event| event.workflow_run_id.value() == Some(&run.workflow_run_id)));
    assert_eq!(of_run[0].sequence_no, 3, "sequence numbers are per conversation");
    assert!(ada.client.get_conversation_events(of_none).await.unwrap().items.is_empty());
    server.stop().await;
}

#[tokio::test]
async fn a_conversation_has_a_maximum_size() {
    let (server, ada) = start_with_owner().await;
    let long = "w ".repeat(32_768);
    let id = ada.say(&long).await.conversation_id;
    let go_on = |message: &str| {
        let body = AgentChatRequest::new(message).with_conversation_id(id.as_str());
        ada.client.chat(op::Chat::new(body))
    };
    // A message of the largest size, and its answer, which repeats it.
    let mut said = 1;
    loop {
        // The limit of chats in a minute is another one.
        server.clock.advance(Duration::from_secs(10));
        match go_on(&long).await {
            Ok(_) => said += 1,
            Err(error) => {
                assert!(error.to_string().contains("Start a new one"), "{error}");
                break;
            }
        }
        assert!(said < 100, "the conversation has no end");
    }
    assert!(said > 10, "{said}");
    refused!(go_on("short"), ChatError::UnprocessableContent);
    let body = WorkflowRunRequestBody::new("short").with_conversation_id(id.as_str());
    let run = op::RunWorkflow::new("research", body);
    assert!(ada.client.run_workflow(run).await.is_err());
    // It can still be read and deleted.
    assert!(ada.conversation(&id).await.messages.len() >= 2 * said);
    delete(&ada, &id).await;
    let longer = format!("{long}w");
    assert!(ada.client.chat(op::Chat::new(AgentChatRequest::new(longer))).await.is_err());
}
