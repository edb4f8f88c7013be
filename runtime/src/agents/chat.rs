//! Chats with agents.

mod answer;
mod arithmetic;
mod events;

use std::convert::Infallible;

use agents_api::operations::{Chat, ChatApi, StreamChat};
use agents_api::types::{AgentChatRequest, AgentChatResponse, LocationHint, StreamingChatEvent};
use agents_api::wire::{Call, Events, Map, Outcome};
use futures_util::StreamExt;
use serde_json::Value;

use super::Agents;
use super::caller::Caller;
use super::conversations::{Item, Log, no_conversation, turns};
use super::directory::{DEFAULT, named, no_agent};
use super::refusal::{Refusal, refuse};
pub(super) use answer::{Answer, MODEL, Question, Sign, answer, usage};
pub(super) use events::PAUSE;

impl ChatApi for Agents {
    type Principal = Caller;

    async fn chat(&self, call: Call<Chat, Caller>) -> Outcome<Chat> {
        self.talk(call).await.map_err(refuse)
    }

    async fn stream_chat(&self, call: Call<StreamChat, Caller>) -> Outcome<StreamChat> {
        self.follow_talk(call).await.map_err(refuse)
    }
}

/// A computed response and its conversation.
#[derive(Debug)]
struct Prepared {
    log: Log,
    conversation: String,
    answer: Answer,
}

impl Agents {
    async fn talk(&self, call: Call<Chat, Caller>) -> Result<AgentChatResponse, Refusal> {
        let Call { request, principal, .. } = call;
        let Chat { x_tenant_id, x_tenant_role, body, .. } = request;
        let caller = principal.within(x_tenant_id.as_ref(), x_tenant_role.as_ref())?;
        let _slot = self.live.chats.take(&caller.user)?;
        let Prepared { log, conversation, answer } = self.prepare(&caller, body).await?;
        if !events::keep(&log, &conversation, &answer).await? {
            return Err(no_conversation());
        }
        let metadata = [
            ("model".to_owned(), Value::from(MODEL)),
            ("response_id".to_owned(), Value::from(answer.response_id.clone())),
            ("usage".to_owned(), Value::Object(usage(answer.tokens))),
        ];
        let handed_over = answer.was_handed_over();
        Ok(AgentChatResponse::new(answer.text, conversation, answer.agent)
            .with_structured_output(Value::Null)
            .with_handoff_occurred(handed_over)
            .with_attachments(Vec::new())
            .with_metadata(Map::from_iter(metadata)))
    }

    async fn follow_talk(
        &self,
        call: Call<StreamChat, Caller>,
    ) -> Result<Events<StreamingChatEvent>, Refusal> {
        let Call { request, principal, .. } = call;
        let StreamChat { x_tenant_id, x_tenant_role, body, .. } = request;
        let caller = principal.within(x_tenant_id.as_ref(), x_tenant_role.as_ref())?;
        let slots = self.open_stream(&caller)?;
        let Prepared { log, conversation, answer } = self.prepare(&caller, body).await?;
        let events = events::follow(log, conversation, answer, self.clock.clone());
        let events = self.while_in_session(&caller, slots, events);
        Ok(Events::new(events.map(Ok::<_, Infallible>)))
    }

    /// Adds the message to its conversation and computes the agent's response.
    async fn prepare(&self, caller: &Caller, body: AgentChatRequest) -> Result<Prepared, Refusal> {
        let agent = body.agent_type.value().map_or(DEFAULT, String::as_str);
        let agent = named(agent).ok_or_else(|| no_agent(agent))?;
        let log = self.log(&caller.tenant);
        let options = body.run_options.into_value().unwrap_or_default();
        let before = match body.conversation_id.value() {
            None => Vec::new(),
            Some(id) => {
                let items = log.context(id).await?;
                let items = items.or_else(|said| said.refuse().map(|()| Vec::new()))?;
                let response = options.previous_response_id.value().map(String::as_str);
                turns(&items, response).ok_or_else(|| {
                    Refusal::not_found("There is no such response in the conversation.")
                })?
            }
        };

        let said = Item::said(&body.message);
        let mut transaction = self.store.begin().await?;
        let conversation = match body.conversation_id.into_value() {
            None => log.begin_in(&mut transaction, agent.name, vec![said]).await?,
            Some(id) => {
                log.say_in(&mut transaction, &id, said).await?.refuse()?;
                id
            }
        };
        transaction.commit().await?;

        let location = body.location.into_value().filter(|_| body.share_location == Some(true));
        let question = Question {
            agent,
            message: &body.message,
            before,
            notes: notes(body.context.into_value(), location.as_ref()),
            max_turns: options.max_turns.into_value(),
            hands_over: true,
        };
        let answer = answer(log.scope(), self.clock.now(), question).await?;
        Ok(Prepared { log, conversation, answer })
    }
}

/// Returns the additional information for the agent, as sentences.
pub(super) fn notes(context: Option<Map<Value>>, location: Option<&LocationHint>) -> Vec<String> {
    let mut notes: Vec<String> = context
        .unwrap_or_default()
        .into_iter()
        .map(|(name, value)| match value {
            Value::String(text) => format!("The {name} is {text}."),
            other => format!("The {name} is {other}."),
        })
        .collect();
    if let Some(place) = location {
        let parts = [&place.city, &place.region, &place.country];
        let parts: Vec<&str> =
            parts.into_iter().filter_map(|part| part.value().map(String::as_str)).collect();
        if !parts.is_empty() {
            notes.push(format!("Your location is {}.", parts.join(", ")));
        }
        if let Some(zone) = place.timezone.value() {
            notes.push(format!("Your time zone is {zone}."));
        }
    }
    notes
}
