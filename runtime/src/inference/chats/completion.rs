//! Continues a conversation: stores and returns the next message.

use inference_api::types::{self, MessageInputContent};
use inference_api::wire::Json;

use super::super::Inference;
use super::super::caller::Caller;
use super::super::guard;
use super::super::models::{Asked, Model, usage};
use super::super::records::{Chat, Said};
use super::super::refusal::Refusal;
use super::super::space_store::SpaceStore;
use super::super::{experts, id};
use super::answer::Answer;
use super::{WHAT, window};
use crate::responder::{self, Reply, Turn};
use crate::store::{List, Transaction};
use crate::stored::Stored;

/// The number of characters of a question that are used as the name of a chat.
const NAME: usize = 60;

impl Inference {
    pub(super) async fn complete(
        &self,
        caller: &Caller,
        request: types::ChatCompletionRequest,
    ) -> Result<Answer, Refusal> {
        let space_store = &caller.space_store;
        // The rest is one transaction: if two requests continue a chat at the same time, the second one sees the first
        // one's messages.
        let mut transaction = self.store.begin().await?;
        let known = given(request.id.as_deref());
        let kept = match known {
            None => None,
            Some(id) => {
                let chat = space_store.chats().on(&mut transaction).get(id).await?;
                Some(chat.ok_or_else(|| Refusal::missing(WHAT, id))?.value)
            }
        };
        let mut chat = kept.unwrap_or_else(|| Chat {
            name: String::new(),
            messages: Vec::new(),
            model: None,
            max_tokens: None,
            temperature: None,
            guard_enabled: None,
            router_enabled: None,
        });
        let model = given(request.model.value().map(String::as_str)).or(chat.model.as_deref());
        let model = Model::named(model)?;
        chat.messages.extend(request.messages.iter().flatten().map(said));
        if chat.messages.is_empty() {
            return Err(Refusal::bad_request("/messages: there is no message to answer."));
        }
        let asked = self.asked(model, &request);
        let turns: Vec<Turn> = window(&chat.messages).iter().map(Said::turn).collect();
        let question = turns.last().map(|turn| turn.text.clone()).unwrap_or_default();

        let routing = request.router_enabled.or(chat.router_enabled).unwrap_or(false);
        let named = request.expert_ids.as_deref().unwrap_or_default();
        let mut advisers = experts_of(&mut transaction, space_store, named, routing).await?;
        let choice = routing.then(|| {
            let reasoning = request.router_reasoning_enabled.unwrap_or(false);
            guard::route(&question, &advisers, reasoning)
        });
        let router = choice.map(|(found, choice)| {
            advisers = found.into_iter().collect();
            choice
        });
        let guarded = request.guard_enabled.or(chat.guard_enabled).unwrap_or(false);
        let reasoning = request.guard_reasoning_enabled.unwrap_or(false);
        let verdict = guarded.then(|| guard::verdict(&question, reasoning));
        let refused = verdict.as_ref().is_some_and(|verdict| !verdict.allowed);

        let allowed = request.max_tokens.value().copied().or(chat.max_tokens);
        let limit = model.limit(allowed);
        let knowledge = knowledge(&advisers);
        let knowledge: Vec<&str> = knowledge.iter().map(String::as_str).collect();
        let reply = reply(&turns, &knowledge, limit, (refused, request.echo.unwrap_or(false)));
        let cost = usage(reply.prompt_tokens, reply.completion_tokens);
        if let Some(why) = model.overload(reply.prompt_tokens) {
            let cost = usage(reply.prompt_tokens, 0);
            asked.log_in(&mut transaction, caller, &cost, Some(&why)).await?;
            transaction.commit().await?;
            return Err(Refusal::bad_request(format!("/messages: {why}")));
        }

        let id = known.map_or_else(|| id::new(&self.clock), str::to_owned);
        match given(request.name.as_deref()) {
            Some(name) => name.clone_into(&mut chat.name),
            None if chat.name.is_empty() => chat.name = called(&chat.messages),
            None => {}
        }
        let said = Said { role: "assistant".to_owned(), content: reply.text.clone(), name: None };
        chat.messages.push(said);
        space_store.chats().on(&mut transaction).put(&id, &chat).await?;
        let at = asked.began;
        asked.log_in(&mut transaction, caller, &cost, None).await?;
        transaction.commit().await?;

        let finish_reason = match (refused, reply.cut_off) {
            (true, _) => "content_filter",
            (false, true) => "length",
            (false, false) => "stop",
        };
        let (model, text) = (model.id, reply.text);
        Ok(Answer { id, at, model, text, finish_reason, usage: cost, router, guard: verdict })
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

/// Returns the requested experts; with a router and no requested experts, all experts.
async fn experts_of(
    transaction: &mut Transaction,
    space_store: &SpaceStore,
    named: &[String],
    routed: bool,
) -> Result<Vec<Stored<types::Expert>>, Refusal> {
    if named.is_empty() && routed {
        let all = space_store.experts().on(transaction).list(&List::new()).await?.items;
        return Ok(all.into_iter().map(|expert| expert.value).collect());
    }
    let mut found = Vec::new();
    for id in named.iter().filter(|id| !id.is_empty()) {
        let expert = space_store.experts().on(transaction).get(id).await?;
        found.push(expert.ok_or_else(|| Refusal::missing(experts::WHAT, id))?.value);
    }
    Ok(found)
}

/// Returns the files of the experts, followed by their instructions.
fn knowledge(experts: &[Stored<types::Expert>]) -> Vec<String> {
    let read = experts.iter().flat_map(|expert| &expert.file_context);
    let read = read.filter_map(|file| file.content.clone());
    let told = experts.iter().filter_map(|expert| expert.context.clone());
    read.chain(told).collect()
}

fn reply(turns: &[Turn], knowledge: &[&str], limit: u64, (refused, echo): (bool, bool)) -> Reply {
    let mut reply = responder::reply(turns, knowledge, None);
    if refused {
        guard::REFUSAL.clone_into(&mut reply.text);
    } else if echo && let Some(last) = turns.last() {
        reply.text = format!("{}\n\n{}", last.text, reply.text);
    }
    let kept = responder::cut(&reply.text, limit).len();
    reply.cut_off = kept < reply.text.len();
    reply.text.truncate(kept);
    reply.completion_tokens = responder::count(&reply.text);
    reply
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
    use crate::responder::Speaker;

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

    #[test]
    fn an_echo_counts_as_output() {
        let turns = [Turn::new(Speaker::User, "Is it raining?")];
        let plain = reply(&turns, &[], 99, (false, false));
        let echo = reply(&turns, &[], 99, (false, true));
        assert!(echo.text.starts_with("Is it raining?\n\nI have found nothing"));
        assert!(echo.completion_tokens > plain.completion_tokens);
        let short = reply(&turns, &[], 4, (false, true));
        assert_eq!((short.text.as_str(), short.cut_off), ("Is it raining?", true));
        let refused = reply(&turns, &[], 99, (true, true));
        assert_eq!((refused.text.as_str(), refused.completion_tokens), (guard::REFUSAL, 6));
    }
}
