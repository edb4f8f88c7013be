//! Continues a conversation: stores and returns the next message.

use inference_api::types::{self, MessageInputContent};
use inference_api::wire::Json;

use super::super::Inference;
use super::super::caller::Caller;
use super::super::models::{Asked, Model, usage};
use super::super::records::{Chat, Said};
use super::super::refusal::Refusal;
use super::super::space_store::{SpaceStore, read, read_named};
use super::super::{experts, id};
use super::answer::Answer;
use super::ask::{Ask, Found, Overload};
use super::{WHAT, size, window};
use crate::blocking;
use crate::store::{List, StoreError};
use crate::stored::Stored;

/// How often a reply is computed again, because others have continued the chat.
const ROUNDS: usize = 16;
/// The maximum number of experts that a router chooses from.
const EXPERTS: u64 = 200;
/// The number of characters of a question that are used as the name of a chat.
const NAME: usize = 60;

impl Inference {
    pub(super) async fn complete(
        &self,
        caller: &Caller,
        request: types::ChatCompletionRequest,
    ) -> Result<Answer, Refusal> {
        // The reply is computed before the transaction. If the chat has changed in the meantime, it is computed again,
        // so that a request sees the messages of the one before it.
        for _ in 0..ROUNDS {
            let known = given(request.id.as_deref());
            let kept = match known {
                None => None,
                Some(id) => Some(read(&caller.space_store.chats(), WHAT, id).await?),
            };
            let seen = kept.as_ref().map(|chat| (chat.seq, chat.version));
            let chat = kept.map_or_else(new, |chat| chat.value);
            let computed = self.compute(caller, chat, &request).await?;
            if let Some(answer) = self.keep(caller, known, seen, computed, &request).await? {
                return answer;
            }
        }
        Err(StoreError::busy("others change the chat").into())
    }

    /// Computes the next message of a chat.
    async fn compute(
        &self,
        caller: &Caller,
        mut chat: Chat,
        request: &types::ChatCompletionRequest,
    ) -> Result<Computed, Refusal> {
        let model = given(request.model.value().map(String::as_str)).or(chat.model.as_deref());
        let model = Model::named(model)?;
        chat.messages.extend(request.messages.iter().flatten().map(said));
        if chat.messages.is_empty() {
            return Err(Refusal::bad_request("/messages: there is no message to answer."));
        }
        size::check(&chat)?;
        let routing = request.router_enabled.or(chat.router_enabled).unwrap_or(false);
        let named = request.expert_ids.as_deref().unwrap_or_default();
        let advisers = experts_of(&caller.space_store, named, routing).await?;
        let allowed = request.max_tokens.value().copied().or(chat.max_tokens);
        let ask = Ask {
            model,
            turns: window(&chat.messages).iter().map(Said::turn).collect(),
            advisers,
            routing: routing.then(|| request.router_reasoning_enabled.unwrap_or(false)),
            guarding: request
                .guard_enabled
                .or(chat.guard_enabled)
                .unwrap_or(false)
                .then(|| request.guard_reasoning_enabled.unwrap_or(false)),
            limit: model.limit(allowed),
            echo: request.echo.unwrap_or(false),
        };
        let result = blocking::run(ask.size(), move || ask.answer()).await?;
        Ok(Computed { chat, model, asked: self.asked(model, request), result })
    }

    /// Stores the next message, and logs the request. Returns `None` if the chat is not the one that was read.
    async fn keep(
        &self,
        caller: &Caller,
        known: Option<&str>,
        seen: Option<(i64, i64)>,
        computed: Computed,
        request: &types::ChatCompletionRequest,
    ) -> Result<Option<Result<Answer, Refusal>>, Refusal> {
        let Computed { mut chat, model, asked, result } = computed;
        let chats = caller.space_store.chats();
        let said = match &result {
            Ok(found) => {
                let content = found.reply.text.clone();
                Some(Said { role: "assistant".to_owned(), content, name: None })
            }
            Err(_) => None,
        };
        match given(request.name.as_deref()) {
            Some(name) => name.clone_into(&mut chat.name),
            None if chat.name.is_empty() => chat.name = called(&chat.messages),
            None => {}
        }
        chat.messages.extend(said);
        let id = known.map_or_else(|| id::new(&self.clock), str::to_owned);
        let at = asked.began;

        let mut transaction = self.store.begin().await?;
        if known.is_some() {
            let now = chats.on(&mut transaction).get(&id).await?;
            if now.map(|chat| (chat.seq, chat.version)) != seen {
                return Ok(None);
            }
        }
        let Found { reply, refused, router, guard } = match result {
            Ok(found) => found,
            Err(Overload { tokens, why }) => {
                asked.log_in(&mut transaction, caller, &usage(tokens, 0), Some(&why)).await?;
                transaction.commit().await?;
                return Ok(Some(Err(Refusal::bad_request(format!("/messages: {why}")))));
            }
        };
        let cost = usage(reply.prompt_tokens, reply.completion_tokens);
        chats.on(&mut transaction).put(&id, &chat).await?;
        asked.log_in(&mut transaction, caller, &cost, None).await?;
        transaction.commit().await?;

        let finish_reason = match (refused, reply.cut_off) {
            (true, _) => "content_filter",
            (false, true) => "length",
            (false, false) => "stop",
        };
        let (model, text) = (model.id, reply.text);
        let answer = Answer { id, at, model, text, finish_reason, usage: cost, router, guard };
        Ok(Some(Ok(answer)))
    }

    fn asked(&self, model: Model, request: &types::ChatCompletionRequest) -> Asked {
        let kind = given(request.type_.as_deref()).unwrap_or("chat");
        let mut asked = Asked::new(model, kind, &self.clock);
        asked.user = given(request.user.as_deref()).map(str::to_owned);
        asked.tags = request.tags.clone().unwrap_or_default();
        let correlation = request.metadata.value().and_then(|data| data.get("correlation_id"));
        asked.correlation_id = correlation.and_then(|mark| match mark {
            Json::Null => None,
            Json::String(mark) => Some(mark.clone()),
            other => Some(other.to_string()),
        });
        asked
    }
}

/// Returns an empty chat.
pub(super) fn new() -> Chat {
    Chat {
        name: String::new(),
        messages: Vec::new(),
        model: None,
        max_tokens: None,
        temperature: None,
        guard_enabled: None,
        router_enabled: None,
    }
}

/// A chat with the caller's messages, and the result of the model.
struct Computed {
    chat: Chat,
    model: Model,
    asked: Asked,
    result: Result<Found, Overload>,
}

/// Returns the requested experts; with a router and no requested experts, all experts up to a limit.
async fn experts_of(
    space_store: &SpaceStore,
    named: &[String],
    routed: bool,
) -> Result<Vec<Stored<types::Expert>>, Refusal> {
    if named.is_empty() && routed {
        let all = space_store.experts().list(&List::new().limit(EXPERTS)).await?.items;
        return Ok(all.into_iter().map(|expert| expert.value).collect());
    }
    let named: Vec<String> = named.iter().filter(|id| !id.is_empty()).cloned().collect();
    read_named(&space_store.experts(), experts::WHAT, &named).await
}

/// Returns a text, or `None` if it is empty.
fn given(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.is_empty())
}

/// Converts a message to its stored form: only its text.
fn said(message: &types::MessageInput) -> Said {
    let content = match message.content.value() {
        Some(MessageInputContent::Array(parts)) => {
            let texts = parts.iter().filter(|part| part.type_ == "text");
            let texts: Vec<&str> = texts.filter_map(|part| part.text.as_deref()).collect();
            texts.join("\n")
        }
        Some(MessageInputContent::Variant1(text)) => text.clone(),
        _ => String::new(),
    };
    Said { role: message.role.clone(), content, name: message.name.clone() }
}

/// Returns the default name of a chat.
fn called(messages: &[Said]) -> String {
    let question = messages.iter().find(|said| said.role == "user").or_else(|| messages.first());
    let question = question.map(|said| said.content.trim()).unwrap_or_default();
    let line = question.lines().next().unwrap_or_default();
    match line.char_indices().nth(NAME) {
        _ if line.is_empty() => "New chat".to_owned(),
        None => line.to_owned(),
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or(line).trim_end()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(text: &str) -> Said {
        Said { role: "user".to_owned(), content: text.to_owned(), name: None }
    }

    #[test]
    fn a_chat_is_named_after_its_first_question() {
        let system = Said { role: "system".to_owned(), ..user("Be brief.") };
        let table = [
            (vec![system.clone(), user("What is it?\nSay more.")], "What is it?"),
            (vec![system], "Be brief."),
            (vec![user(" \n ")], "New chat"),
            (vec![user(&"ä".repeat(61))], &format!("{}…", "ä".repeat(60))),
        ];
        for (messages, expected) in table {
            assert_eq!(called(&messages), expected);
        }
    }

    #[test]
    fn message_parts_are_concatenated() {
        let part = |kind: &str, text: &str| types::ContentPart::new(kind).with_text(text);
        let parts = vec![part("text", "One."), part("image", "x"), part("text", "Two.")];
        let message =
            types::MessageInput::new("user").with_content(MessageInputContent::from(parts));
        assert_eq!(said(&message).content, "One.\nTwo.");
        assert_eq!(said(&types::MessageInput::new("user")).content, "");
    }
}
