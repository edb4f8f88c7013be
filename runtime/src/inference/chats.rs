//! Chats: queries to a model, with or without streaming. Conversations are stored.

mod answer;
mod ask;
mod completion;
mod size;

use inference_api::operations as op;
use inference_api::types;
use inference_api::wire::{Call, Outcome};

use super::Inference;
use super::caller::Caller;
use super::models::Model;
use super::paging::{self, LIMIT, Paged};
use super::records::{Chat, Said};
use super::refusal::Refusal;
use super::space_store::{SpaceStore, delete, read, set, set_some, update};
use crate::store::{List, Record};

pub(super) const WHAT: &str = "chat";

/// The number of messages in a model's context window.
const WINDOW: usize = 20;

impl op::ChatsApi for Inference {
    type Principal = Caller;

    async fn list_chats(&self, call: Call<op::ListChats, Caller>) -> Outcome<op::ListChats> {
        let op::ListChats { limit, after, name, .. } = &call.request;
        let space_store = &call.principal.space_store;
        let page = list(space_store, *limit, after.as_deref(), name.as_deref()).await?;
        let page =
            page.map(|chat| types::ChatSummary::new(chat.id, chat.value, chat.created_at.into()));
        Ok(types::ChatList::new(page.count, page.data, page.has_more))
    }

    async fn create_chat_completion(
        &self,
        call: Call<op::CreateChatCompletion, Caller>,
    ) -> Outcome<op::CreateChatCompletion> {
        let Call { request, principal, .. } = call;
        let stream = request.body.stream.value() == Some(&true);
        let answer = self.complete(&principal, request.body).await?;
        Ok(if stream {
            op::CreateChatCompletionOutcome::EventStream(answer.events(&self.clock))
        } else {
            op::CreateChatCompletionOutcome::Json(answer.response())
        })
    }

    async fn get_chat(&self, call: Call<op::GetChat, Caller>) -> Outcome<op::GetChat> {
        Ok(show(read(&call.principal.space_store.chats(), WHAT, &call.id).await?))
    }

    async fn update_chat(&self, call: Call<op::UpdateChat, Caller>) -> Outcome<op::UpdateChat> {
        let Call { request: op::UpdateChat { id, body, .. }, principal, .. } = call;
        if let Some(model) = &body.model {
            Model::named(Some(model))?;
        }
        let chats = principal.space_store.chats();
        update(chats.clone(), WHAT, &id, |chat| {
            set(&mut chat.name, body.name);
            if let Some(messages) = body.messages {
                chat.messages = messages.into_iter().map(Said::from).collect();
            }
            let last = body.last_response.and_then(|last| last.choices.into_iter().next());
            chat.messages.extend(last.map(|choice| Said::from(choice.message)));
            set_some(&mut chat.model, body.model);
            set_some(&mut chat.max_tokens, body.max_tokens);
            set_some(&mut chat.temperature, body.temperature);
            set_some(&mut chat.guard_enabled, body.guard_enabled);
            set_some(&mut chat.router_enabled, body.router_enabled);
            size::check(chat)
        })
        .await?;
        Ok(show(read(&chats, WHAT, &id).await?))
    }

    async fn delete_chat(&self, call: Call<op::DeleteChat, Caller>) -> Outcome<op::DeleteChat> {
        Ok(delete(&call.principal.space_store.chats(), WHAT, &call.id).await?)
    }

    async fn get_chat_window(
        &self,
        call: Call<op::GetChatWindow, Caller>,
    ) -> Outcome<op::GetChatWindow> {
        let mut chat = read(&call.principal.space_store.chats(), WHAT, &call.id).await?;
        chat.value.messages = window(&chat.value.messages).to_vec();
        Ok(show(chat))
    }
}

fn show(chat: Record<Chat>) -> types::Chat {
    let messages = chat.value.messages.iter().map(Said::message).collect();
    types::Chat::new(chat.id, chat.value.name, chat.created_at.into(), messages)
}

/// Returns the messages in the context window.
fn window(messages: &[Said]) -> &[Said] {
    messages.get(messages.len().saturating_sub(WINDOW)..).unwrap_or(messages)
}

async fn list(
    space_store: &SpaceStore,
    limit: Option<i32>,
    after: Option<&str>,
    name: Option<&str>,
) -> Result<Paged<Record<String>>, Refusal> {
    // Without the messages, which can be large.
    let mut chats = space_store.chats().texts("$.name").await?;
    if let Some(name) = name.map(str::to_lowercase) {
        chats.retain(|chat| chat.value.to_lowercase().contains(&name));
    }
    let start = match paging::cursor(after) {
        None => 0,
        Some(id) => {
            // Looked up by position, because it may have been deleted or renamed.
            let behind = space_store.chats().list(&List::new().after(id).limit(1)).await?;
            let first = behind.items.into_iter().next();
            let first = first.map_or(i64::MAX, |chat| chat.seq);
            chats.iter().take_while(|chat| chat.seq < first).count()
        }
    };
    Ok(paging::cut(chats, start, limit.unwrap_or(LIMIT)))
}
