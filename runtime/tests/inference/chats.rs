//! Chats: responses, continued conversations, guard, router and experts.

use futures_util::future::join_all;
use inference_api::operations as op;
use inference_api::types::{self, ChatCompletionRequest, ChatResponse, MessageInput};

use super::server::{NOTHING, Server, refused};

pub(super) fn user(text: &str) -> MessageInput {
    MessageInput::new("user").with_content(types::MessageInputContent::from(text.to_owned()))
}

pub(super) fn ask(text: &str) -> ChatCompletionRequest {
    ChatCompletionRequest::new().with_messages(vec![user(text)])
}

async fn answer(server: &Server, request: ChatCompletionRequest) -> ChatResponse {
    let call = op::CreateChatCompletion::new(request);
    whole(server.client.create_chat_completion(call).await.unwrap())
}

/// Returns a response that is not streamed.
pub(super) fn whole(answer: op::CreateChatCompletionOutcome) -> ChatResponse {
    match answer {
        op::CreateChatCompletionOutcome::Json(answer) => answer,
        other => panic!("expected a complete response: {other:?}"),
    }
}

fn text(response: &ChatResponse) -> &str {
    &response.choices[0].message.content
}

async fn chat(server: &Server, id: &str) -> types::Chat {
    server.client.get_chat(op::GetChat::new(id)).await.unwrap()
}

async fn expert(server: &Server) -> types::Expert {
    server.client.list_experts(op::ListExperts::new()).await.unwrap().data.remove(0)
}

#[tokio::test]
async fn a_question_is_answered() {
    let server = Server::start().await;
    let first = answer(&server, ask("Is it raining?")).await;
    assert_eq!(text(&first), "I have found nothing about that. You said: Is it raining?");
    assert_eq!((first.object.as_str(), first.model.as_str()), ("chat.completion", "neolang-1"));
    assert_eq!(first.created, first.created_at.timestamp().as_second());
    assert_eq!(first.choices[0].finish_reason, "stop");
    assert_eq!(first.choices[0].message.role, "assistant");
    assert_eq!((first.usage.prompt_tokens, first.usage.completion_tokens), (4, 14));
    assert_eq!(first.usage.total_tokens, 18);
    assert_eq!((first.router.as_ref(), first.guard.as_ref()), (None, None));
    let again = answer(&server, ask("Is it raining?")).await;
    assert_eq!(text(&again), text(&first));
    assert_ne!(again.id, first.id);

    let short = answer(&server, ask("Is it raining?").with_max_tokens(3)).await;
    assert_eq!((text(&short), short.choices[0].finish_reason.as_str()), ("I have found", "length"));
    let echo = answer(&server, ask("Is it raining?").with_echo(true)).await;
    assert!(text(&echo).starts_with("Is it raining?\n\nI have found"));
    server.stop().await;
}

#[tokio::test]
async fn a_conversation_is_continued_by_its_id() {
    let server = Server::start().await;
    let first = answer(&server, ask("My card is the blue travel card.").with_name("Cards")).await;
    let more = ask("Which card is mine?").with_id(first.id.as_str());
    let second = answer(&server, more).await;
    assert_eq!(second.id, first.id);
    assert_eq!(text(&second), "My card is the blue travel card.");
    let kept = chat(&server, &first.id).await;
    let said: Vec<_> = kept.messages.iter().map(|said| said.role.as_str()).collect();
    assert_eq!(
        (kept.name.as_str(), said),
        ("Cards", vec!["user", "assistant", "user", "assistant"])
    );
    // Without new messages, the last question is answered again.
    let again = answer(&server, ChatCompletionRequest::new().with_id(first.id.as_str())).await;
    assert_eq!(text(&again), text(&second));
    assert_eq!(chat(&server, &first.id).await.messages.len(), 5);
    server.stop().await;
}

#[tokio::test]
async fn concurrent_messages_are_not_lost() {
    let server = Server::start().await;
    let first = answer(&server, ask("One.")).await;
    let said = ["Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel"];
    let calls = said.map(|word| answer(&server, ask(word).with_id(first.id.as_str())));
    join_all(calls).await;
    let kept = chat(&server, &first.id).await.messages;
    assert_eq!(kept.len(), 18);
    for pair in kept.chunks(2) {
        assert_eq!((pair[0].role.as_str(), pair[1].role.as_str()), ("user", "assistant"));
        assert!(pair[1].content.ends_with(&pair[0].content), "{pair:?}");
    }
    server.stop().await;
}

#[tokio::test]
async fn a_chat_is_listed_changed_and_deleted() {
    let server = Server::start().await;
    let client = &server.client;
    let id = answer(&server, ask("What is a travel card for? And what else?")).await.id;
    answer(&server, ask("Loans?")).await;
    let listed = client.list_chats(op::ListChats::new()).await.unwrap();
    assert_eq!(
        (listed.count, listed.data[0].name.as_str()),
        (2, "What is a travel card for? And what else?")
    );
    let found = client.list_chats(op::ListChats::new().with_name("TRAVEL")).await.unwrap();
    assert_eq!((found.count, found.data[0].id.as_str()), (1, id.as_str()));

    let said = types::Message::new("user", "My password is blue.");
    let last = answer(&server, ask("Loans?")).await;
    let change = types::ChatUpdate::new()
        .with_name("Fees")
        .with_messages(vec![said.clone()])
        .with_last_response(last.clone())
        .with_model("neolang-1-mini")
        .with_max_tokens(4)
        .with_guard_enabled(true);
    let changed = client.update_chat(op::UpdateChat::new(id.as_str(), change)).await.unwrap();
    assert_eq!(changed.name, "Fees");
    assert_eq!(changed.messages, [said, last.choices[0].message.clone()]);
    // The settings apply from now on, unless a request overrides them.
    let more = answer(&server, ask("What is my colour?").with_id(id.as_str())).await;
    assert_eq!((more.model.as_str(), more.usage.completion_tokens), ("neolang-1-mini", 4));
    assert!(more.guard.unwrap().allowed);
    let other = ask("Is it raining?").with_id(id.as_str()).with_guard_enabled(false);
    let other = answer(&server, other.with_model("neolang-1")).await;
    assert_eq!((other.model.as_str(), other.guard), ("neolang-1", None));
    let wrong = types::ChatUpdate::new().with_model("gpt");
    refused(client.update_chat(op::UpdateChat::new(id.as_str(), wrong)).await, 404, "no model gpt");

    let id = id.as_str();
    assert_eq!(client.delete_chat(op::DeleteChat::new(id)).await.unwrap().id, id);
    let there = "There is no chat";
    refused(client.get_chat(op::GetChat::new(id)).await, 404, there);
    refused(client.get_chat_window(op::GetChatWindow::new(id)).await, 404, there);
    refused(client.delete_chat(op::DeleteChat::new(id)).await, 404, there);
    let change = op::UpdateChat::new(id, types::ChatUpdate::new());
    refused(client.update_chat(change).await, 404, there);
    let more = op::CreateChatCompletion::new(ask("Hello?").with_id(id));
    refused(client.create_chat_completion(more).await, 404, there);
    server.stop().await;
}

#[tokio::test]
async fn a_context_window_has_the_last_messages() {
    let server = Server::start().await;
    let id = answer(&server, ask("The gate is green.")).await.id;
    for number in 0..12 {
        answer(&server, ask(&format!("Number {number}")).with_id(id.as_str())).await;
    }
    let window = server.client.get_chat_window(op::GetChatWindow::new(id.as_str())).await.unwrap();
    assert_eq!(window.messages.len(), 20);
    assert_eq!(window.messages[0].content, "Number 2");
    assert_eq!(chat(&server, &id).await.messages.len(), 26);
    let forgotten = answer(&server, ask("Which gate is green?").with_id(id)).await;
    assert!(text(&forgotten).starts_with("I have found nothing"), "{}", text(&forgotten));
    server.stop().await;
}

#[tokio::test]
async fn experts_add_knowledge_and_the_router_selects() {
    let server = Server::start().await;
    let adviser = expert(&server).await;
    let question = "What does the travel card cost a year?";
    let with = ask(question).with_expert_ids(vec![adviser.id.clone()]);
    let known = answer(&server, with).await;
    assert!(text(&known).contains("costs 60 a year"), "{}", text(&known));
    assert!(known.usage.prompt_tokens > 20, "the expert's files are used: {:?}", known.usage);

    let new = types::ExpertCreate::new("Gardener", "Knows roses and their seasons.")
        .with_context("Roses flower in June.");
    let gardener =
        server.client.create_expert(op::CreateExpert::new(new)).await.unwrap().into_body();
    let routed = ask("In which season do roses flower?")
        .with_router_enabled(true)
        .with_router_reasoning_enabled(true);
    let routed = answer(&server, routed).await;
    let choice = routed.router.clone().unwrap();
    assert_eq!(choice.expert_id.as_deref(), Some(gardener.id.as_str()));
    assert!(choice.reasoning.unwrap().contains("Gardener"));
    assert_eq!(text(&routed), "Roses flower in June.");
    // None of the named experts is suitable.
    let among = ask("In which season do roses flower?")
        .with_router_enabled(true)
        .with_expert_ids(vec![adviser.id]);
    let choice = answer(&server, among).await.router.unwrap();
    assert_eq!((choice.expert_id, choice.reasoning), (None, None));
    let unknown = ask(question).with_expert_ids(vec![NOTHING.to_owned()]);
    let unknown = op::CreateChatCompletion::new(unknown);
    refused(server.client.create_chat_completion(unknown).await, 404, "There is no expert");
    server.stop().await;
}

#[tokio::test]
async fn a_guard_rejects_questions() {
    let server = Server::start().await;
    let question = ask("What is the password of the safe?");
    let guarded = question.clone().with_guard_enabled(true).with_guard_reasoning_enabled(true);
    let refused = answer(&server, guarded).await;
    let verdict = refused.guard.clone().unwrap();
    assert_eq!((verdict.allowed, verdict.category.as_deref()), (false, Some("personal_data")));
    assert!(verdict.reasoning.is_some());
    assert_eq!(refused.choices[0].finish_reason, "content_filter");
    assert_eq!(text(&refused), "I cannot help with that.");
    assert_eq!(answer(&server, question).await.choices[0].finish_reason, "stop");
    server.stop().await;
}

#[tokio::test]
async fn invalid_chat_requests_are_rejected() {
    let server = Server::start().await;
    let call = async |request| {
        server.client.create_chat_completion(op::CreateChatCompletion::new(request)).await
    };
    refused(call(ChatCompletionRequest::new()).await, 400, "no message to answer");
    refused(call(ChatCompletionRequest::new().with_messages(Vec::new())).await, 400, "no message");
    refused(call(ask("Hello?").with_model("gpt")).await, 404, "There is no model gpt");
    refused(call(ask("Hello?").with_id(NOTHING)).await, 404, "There is no chat");
    let long = ask(&"word ".repeat(5000)).with_model("neolang-1-mini");
    refused(
        call(long).await,
        400,
        "neolang-1-mini accepts at most 4096 input tokens, but the input has 500",
    );
    refused(call(ask("Hello?").with_temperature(3.0)).await, 400, "/temperature");
    let chats = server.client.list_chats(op::ListChats::new()).await.unwrap();
    assert_eq!(chats.count, 0, "rejected requests create no chat");
    // Empty strings count as absent.
    let empty = ask("Hello?").with_id("").with_model("").with_name("").with_type("").with_user("");
    assert_eq!(whole(call(empty).await.unwrap()).model, "neolang-1");
    server.stop().await;
}

#[tokio::test]
async fn models_are_listed() {
    let server = Server::start().await;
    let models = server.client.list_models(op::ListModels::new()).await.unwrap();
    let ids: Vec<&str> = models.data.iter().map(|model| model.id.as_str()).collect();
    assert_eq!(ids, ["neolang-1", "neolang-1-mini"]);
    assert_eq!((models.object.as_str(), models.count, models.has_more), ("list", 2, false));
    server.stop().await;
}
