//! Streamed responses.

use agents_api::operations as op;
use agents_api::types::{AgentChatRequest, StreamEventKind, StreamingChatEvent};
use agents_api::wire::{Events, Nullable};
use std::time::Duration;

use super::server::{Owner, start_with_owner};
use crate::refused;

async fn stream(who: &Owner, message: &str) -> Events<StreamingChatEvent> {
    let body = AgentChatRequest::new(message);
    who.client.stream_chat(op::StreamChat::new(body)).await.unwrap()
}

fn text(value: &Nullable<String>) -> Option<&str> {
    value.value().map(String::as_str)
}

#[tokio::test]
async fn the_first_word_is_read_before_the_last_is_written() {
    let (server, ada) = start_with_owner().await;
    let mut events = stream(&ada, "Which of our plans include file search?").await;
    let first = server.next(&mut events).await.unwrap();
    assert_eq!((&first.kind, text(&first.event)), (&StreamEventKind::Lifecycle, Some("started")));
    assert_eq!(first.is_terminal, Some(false));

    let mut pieces = Vec::new();
    while pieces.len() < 3 {
        let event = server.next(&mut events).await.unwrap();
        if let Some(piece) = text(&event.text_delta) {
            assert_eq!(text(&event.raw_type), Some("response.output_text.delta"));
            pieces.push(piece.to_owned());
        }
    }
    // The response is added to the conversation before the last event; it is not there yet.
    let so_far = ada.conversation(&first.conversation_id).await;
    assert_eq!(so_far.messages.len(), 1);

    let rest = server.rest(&mut events).await;
    pieces.extend(rest.iter().filter_map(|event| text(&event.text_delta)).map(str::to_owned));
    let last = rest.last().unwrap();
    assert_eq!((&last.kind, text(&last.event)), (&StreamEventKind::Lifecycle, Some("completed")));
    let whole = last.response_text.as_ref().unwrap().as_str().unwrap();
    assert_eq!(pieces.concat(), whole);
    assert!(whole.contains("File search is part of the Pro plan."), "{whole}");
    let ends = rest.iter().filter(|event| event.is_terminal == Some(true)).count();
    assert_eq!((ends, last.is_terminal), (1, Some(true)));
    let numbers: Vec<i64> =
        rest.iter().filter_map(|event| event.sequence_number.value().copied()).collect();
    assert!(numbers.is_sorted_by(|one, next| one < next), "{numbers:?}");
    let usage = rest.iter().find(|event| event.kind == StreamEventKind::Usage).unwrap();
    assert!(usage.payload.value().unwrap()["output_tokens"].as_u64().unwrap() > 0);

    let history = ada.conversation(&first.conversation_id).await;
    assert_eq!((history.messages.len(), history.messages[1].content.as_str()), (2, whole));
    server.stop().await;
}

#[tokio::test]
async fn all_steps_are_streamed() {
    let (server, ada) = start_with_owner().await;
    let mut events = stream(&ada, "Compute 6 * 7").await;
    let events = server.rest(&mut events).await;
    let update = events.iter().find(|event| event.kind == StreamEventKind::AgentUpdate).unwrap();
    assert_eq!((text(&update.agent), text(&update.new_agent)), (Some("triage"), Some("analyst")));
    let items: Vec<_> =
        events.iter().filter(|event| event.kind == StreamEventKind::RunItem).collect();
    let told: Vec<_> = items.iter().map(|item| text(&item.run_item_type).unwrap()).collect();
    assert_eq!(told, ["tool_call_item", "tool_call_output_item"]);
    assert_eq!(text(&items[0].tool_name), Some("code_interpreter"));
    assert_eq!(items[1].payload.value().unwrap()["result"], 42.0);
    assert!(events.iter().all(|event| text(&event.agent_used) == Some("triage")));
    server.stop().await;
}

#[tokio::test]
async fn an_error_is_the_last_event() {
    let (server, ada) = start_with_owner().await;
    let mut events = stream(&ada, "Which of our plans include file search?").await;
    let id = server.next(&mut events).await.unwrap().conversation_id;
    ada.client.delete_conversation(op::DeleteConversation::new(id)).await.unwrap();
    let rest = server.rest(&mut events).await;
    let last = rest.last().unwrap();
    assert_eq!((&last.kind, last.is_terminal), (&StreamEventKind::Error, Some(true)));
    let why = &last.payload.value().unwrap()["message"];
    assert_eq!(why, "The conversation was deleted in the meantime.");
    server.stop().await;
}

#[tokio::test]
async fn a_disconnected_stream_stores_no_response() {
    let (server, ada) = start_with_owner().await;
    let mut events = stream(&ada, "Which of our plans include file search?").await;
    let id = server.next(&mut events).await.unwrap().conversation_id;
    drop(events);
    server.clock.advance(Duration::from_mins(1));
    assert_eq!(ada.conversation(&id).await.messages.len(), 1);
    server.stop().await;
}

#[tokio::test]
async fn at_most_five_streams_are_open_and_thirty_start_per_minute() {
    let (server, ada) = start_with_owner().await;
    let again = || op::StreamChat::new(AgentChatRequest::new("Hello"));
    let mut open = Vec::new();
    for _ in 0..5 {
        open.push(stream(&ada, "Hello").await);
    }
    let why = refused!(ada.client.stream_chat(again()), StreamChatError::TooManyRequests);
    assert_eq!(why, "5 streams are already open.");
    let raw = ada.ask("POST", server.url("/api/v1/chat/stream")).body(r#"{"message": "Hello"}"#);
    let raw = raw.header("content-type", "application/json").send().await.unwrap();
    assert_eq!(raw.status(), 429);
    assert!(raw.headers()["retry-after"].to_str().unwrap().parse::<u64>().unwrap() > 0);

    // A stream that ends releases its slot.
    for mut events in open {
        server.rest(&mut events).await;
    }
    let begun = server.clock.now();
    for _ in 0..25 {
        let mut events = stream(&ada, "Hello").await;
        server.rest(&mut events).await;
    }
    assert!(server.clock.now().duration_since(begun).as_secs() < 55, "the minute is not over");
    let why = refused!(ada.client.stream_chat(again()), StreamChatError::TooManyRequests);
    assert!(why.starts_with("More than 30 streams in a minute."), "{why}");
    server.clock.advance(Duration::from_mins(1));
    assert!(ada.client.stream_chat(again()).await.is_ok());
    server.stop().await;
}

#[tokio::test]
async fn events_have_no_name() {
    let (server, ada) = start_with_owner().await;
    let raw = ada.ask("POST", server.url("/api/v1/chat/stream")).body(r#"{"message": "Hello"}"#);
    let raw = raw.header("content-type", "application/json").send().await.unwrap();
    assert_eq!(raw.headers()["content-type"], "text/event-stream");
    let text = server.done(raw.text()).await.unwrap();
    let frames: Vec<&str> = text.trim_end().split("\n\n").collect();
    assert!(frames.len() > 3);
    for frame in frames {
        let data = frame.strip_prefix("data: ").unwrap();
        let event: serde_json::Value = serde_json::from_str(data).unwrap();
        assert!(event["kind"].is_string() && event["conversation_id"].is_string(), "{frame}");
    }
    server.stop().await;
}
