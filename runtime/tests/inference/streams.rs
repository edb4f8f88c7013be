//! Streamed responses: each word arrives in time, together they form the response, and nothing is lost if the reader
//! disconnects.

use std::time::Duration;

use counterpart_wire::Events;
use futures_util::StreamExt;
use inference_api::operations as op;
use inference_api::types::{ChatChunk, ChatCompletionRequest};
use reqwest::Client;
use serde_json::{Value, json};

use super::chats::{ask, whole};
use super::server::{KEY, Server, refused};

async fn stream(server: &Server, request: ChatCompletionRequest) -> Events<ChatChunk> {
    let call = op::CreateChatCompletion::new(request.with_stream(true));
    match server.client.create_chat_completion(call).await.unwrap() {
        op::CreateChatCompletionOutcome::EventStream(events) => events,
        other => panic!("no stream: {other:?}"),
    }
}

/// Returns the rest of a stream while advancing the clock.
async fn rest(server: &Server, mut events: Events<ChatChunk>) -> Vec<ChatChunk> {
    let mut chunks = Vec::new();
    loop {
        tokio::select! {
            event = events.next() => match event {
                Some(event) => chunks.push(event.unwrap().data),
                None => return chunks,
            },
            () = tokio::time::sleep(Duration::from_millis(2)) => {
                server.clock.advance(Duration::from_millis(20));
            }
        }
    }
}

fn said(chunks: &[ChatChunk]) -> String {
    let choices = chunks.iter().flat_map(|chunk| &chunk.choices);
    choices.filter_map(|choice| choice.delta.content.as_deref()).collect()
}

#[tokio::test]
async fn words_are_streamed_with_pauses() {
    let server = Server::start().await;
    let mut events = stream(&server, ask("Is it raining?").with_guard_enabled(true)).await;
    // The clock stands still, so only the first chunk can have been written when it is read.
    let first = events.next().await.unwrap().unwrap().data;
    assert_eq!(first.choices[0].delta.role.as_deref(), Some("assistant"));
    assert_eq!(first.object, "chat.completion.chunk");
    let rest = rest(&server, events).await;
    let again = op::CreateChatCompletion::new(ask("Is it raining?"));
    let again = whole(server.client.create_chat_completion(again).await.unwrap());
    assert_eq!(said(&rest), again.choices[0].message.content);
    assert_eq!(rest.len(), 12, "one chunk per word, and the last one");
    assert!(rest.iter().all(|chunk| chunk.id == first.id && chunk.created == first.created));
    let last = rest.last().unwrap();
    assert_eq!(last.choices[0].finish_reason.value().map(String::as_str), Some("stop"));
    assert_eq!(last.usage.as_ref(), Some(&again.usage));
    assert!(last.guard.as_ref().unwrap().allowed);

    // The conversation is continued by its id.
    let more = stream(&server, ask("Alpha").with_id(first.id.as_str())).await;
    assert!(self::rest(&server, more).await.iter().all(|chunk| chunk.id == first.id));
    let chat = server.client.get_chat(op::GetChat::new(first.id)).await.unwrap();
    assert_eq!(chat.messages.len(), 4);
    server.stop().await;
}

#[tokio::test]
async fn an_aborted_stream_loses_nothing() {
    let server = Server::start().await;
    let mut events = stream(&server, ask("Is it raining?")).await;
    let id = events.next().await.unwrap().unwrap().data.id;
    drop(events);
    let chat = server.client.get_chat(op::GetChat::new(id)).await.unwrap();
    assert!(chat.messages[1].content.ends_with("Is it raining?"));
    let logs = server.client.list_inference_logs(op::ListInferenceLogs::new()).await.unwrap();
    assert_eq!(logs.count, 1);
    server.stop().await;
}

#[tokio::test]
async fn errors_are_not_streamed() {
    let server = Server::start().await;
    let wrong = ChatCompletionRequest::new().with_stream(true);
    let wrong = server.client.create_chat_completion(op::CreateChatCompletion::new(wrong)).await;
    refused(wrong, 400, "no message to answer");
    server.stop().await;
}

#[tokio::test]
async fn a_stream_ends_with_done() {
    let server = Server::start().await;
    let body = json!({"messages": [{"role": "user", "content": "Is it raining?"}], "stream": true});
    // Like OpenAI's clients, which accept JSON and get a stream because they requested one.
    let request = Client::new().post(server.url("/chat/completions")).bearer_auth(KEY);
    let request = request.header("accept", "application/json");
    let request = request.header("content-type", "application/json").body(body.to_string());
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), 200);
    let kind = response.headers()["content-type"].to_str().unwrap();
    assert!(kind.starts_with("text/event-stream"), "{kind}");
    let text = server.during(response.text()).await.unwrap();
    let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(lines.last(), Some(&"data: [DONE]"));
    for line in &lines[..lines.len() - 1] {
        let chunk: Value = serde_json::from_str(line.strip_prefix("data: ").unwrap()).unwrap();
        assert_eq!(chunk["object"], "chat.completion.chunk");
        assert!(chunk["choices"][0]["delta"].is_object(), "{chunk}");
    }
    assert_eq!(lines.len(), 14);
    server.stop().await;
}
