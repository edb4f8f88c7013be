//! How an agent responds: it can hand off to another agent, search, and calculate before it responds. The same question
//! with the same knowledge always gets the same response.

use jiff::Timestamp;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::arithmetic;
use crate::agents::billing::{PLANS, Plan};
use crate::agents::containers;
use crate::agents::conversations::{Item, Speaker as Role};
use crate::agents::directory::{Agent, CODE_INTERPRETER, FILE_SEARCH};
use crate::agents::vector_stores;
use crate::blocking;
use crate::responder::{self, Speaker, Turn};
use crate::store::{Scope, StoreError};
use crate::stream;

/// The name of the model.
pub(in crate::agents) const MODEL: &str = "local-responder";

/// The default maximum number of turns.
const TURNS: i64 = 10;

/// A request to an agent.
#[derive(Debug)]
pub(in crate::agents) struct Question<'q> {
    pub(in crate::agents) agent: &'static Agent,
    pub(in crate::agents) message: &'q str,
    /// The earlier messages.
    pub(in crate::agents) before: Vec<Turn>,
    /// Additional information for the agent.
    pub(in crate::agents) notes: Vec<String>,
    /// The maximum number of turns. With one turn, the agent has to respond immediately.
    pub(in crate::agents) max_turns: Option<i64>,
    /// Whether it can hand off.
    pub(in crate::agents) hands_over: bool,
}

/// The response of an agent.
#[derive(Debug, Clone)]
pub(in crate::agents) struct Answer {
    /// The requested agent.
    pub(in crate::agents) asked: &'static str,
    /// The agent that responds.
    pub(in crate::agents) agent: &'static str,
    pub(in crate::agents) calls: Vec<ToolCall>,
    pub(in crate::agents) text: String,
    pub(in crate::agents) response_id: String,
    pub(in crate::agents) tokens: (u64, u64),
}

/// A tool call.
#[derive(Debug, Clone)]
pub(in crate::agents) struct ToolCall {
    pub(in crate::agents) id: String,
    pub(in crate::agents) tool: &'static str,
    pub(in crate::agents) arguments: Map<String, Value>,
    pub(in crate::agents) output: Map<String, Value>,
}

/// A step of a response, for streaming.
#[derive(Debug, Clone)]
pub(in crate::agents) enum Sign {
    HandedOver {
        from: &'static str,
        to: &'static str,
    },
    Called(ToolCall),
    Gave(ToolCall),
    /// The next part of the text.
    Piece(String),
    /// The number of input and output tokens.
    Usage(u64, u64),
}

/// Answers a question based on the tenant's data.
pub(in crate::agents) async fn answer(
    scope: &Scope,
    now: Timestamp,
    question: Question<'_>,
) -> Result<Answer, StoreError> {
    let Question { agent: asked, message, before, notes, max_turns, hands_over } = question;
    let mut turns = max_turns.unwrap_or(TURNS);
    // One turn is reserved for the response itself.
    let mut spend = || {
        turns -= 1;
        turns > 0
    };
    let successor = asked.successor(message).filter(|_| hands_over).filter(|_| spend());
    let agent = successor.unwrap_or(asked);

    let mut calls = Vec::new();
    let mut knowledge = notes;
    if agent.has(FILE_SEARCH) && spend() {
        let found = vector_stores::passages_about(scope, message, now).await?;
        if !found.is_empty() {
            calls.push(searched(message, &found));
            knowledge.extend(found.into_iter().map(|(_, passage)| passage));
        }
        knowledge.extend(PLANS.iter().map(Plan::facts));
    }
    let mut result = None;
    if agent.has(CODE_INTERPRETER)
        && let Some(calculation) = arithmetic::find(message).filter(|_| spend())
    {
        let container = containers::use_of(scope, agent.name, now).await?;
        result = Some(format!("{} = {}", calculation.code, calculation.result));
        calls.push(ToolCall {
            id: call_id(),
            tool: CODE_INTERPRETER,
            arguments: object(json!({"code": calculation.code})),
            output: object(json!({"result": calculation.result, "container_id": container})),
        });
    }

    let mut said = before;
    said.push(Turn::new(Speaker::User, message));
    let size = said.iter().map(|turn| turn.text.len()).chain(knowledge.iter().map(String::len));
    let (read, text, written) = blocking::run(size.sum(), move || {
        let knowledge: Vec<&str> = knowledge.iter().map(String::as_str).collect();
        let reply = responder::reply(&said, &knowledge, None);
        let text = result.unwrap_or(reply.text);
        let written = responder::count(&text);
        (reply.prompt_tokens, text, written)
    })
    .await?;
    Ok(Answer {
        asked: asked.name,
        agent: agent.name,
        calls,
        tokens: (read, written),
        text,
        response_id: format!("resp_{}", Uuid::new_v4().simple()),
    })
}

fn searched(query: &str, found: &[(String, String)]) -> ToolCall {
    let results: Vec<Value> = found
        .iter()
        .map(|(filename, passage)| json!({"filename": filename, "text": passage}))
        .collect();
    ToolCall {
        id: call_id(),
        tool: FILE_SEARCH,
        arguments: object(json!({"query": query})),
        output: object(json!({"results": results})),
    }
}

fn call_id() -> String {
    format!("call_{}", Uuid::new_v4().simple())
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        other => Map::from_iter([("value".to_owned(), other)]),
    }
}

impl Answer {
    pub(in crate::agents) fn was_handed_over(&self) -> bool {
        self.agent != self.asked
    }

    /// Returns all steps of the response, with the text word by word. Each word is copied when it is asked for, so that
    /// a reader who stops costs no more than the text.
    pub(in crate::agents) fn signs(&self) -> impl Iterator<Item = Sign> + Send + use<> {
        let (from, to) = (self.asked, self.agent);
        let handed_over = self.was_handed_over().then_some(Sign::HandedOver { from, to });
        let calls = self.calls.clone().into_iter();
        let calls = calls.flat_map(|call| [Sign::Called(call.clone()), Sign::Gave(call)]);
        let pieces = stream::owned_words(self.text.clone()).map(Sign::Piece);
        let usage = Sign::Usage(self.tokens.0, self.tokens.1);
        handed_over.into_iter().chain(calls).chain(pieces).chain([usage])
    }

    /// Returns the number of steps.
    pub(in crate::agents) fn number_of_signs(&self) -> usize {
        let pieces = stream::words(&self.text).count();
        usize::from(self.was_handed_over()) + 2 * self.calls.len() + pieces + 1
    }

    /// Returns what is stored in the conversation.
    pub(in crate::agents) fn items(&self) -> Vec<Item> {
        let of = |kind: &str, agent: &str| Item {
            kind: kind.to_owned(),
            agent: Some(agent.to_owned()),
            model: Some(MODEL.to_owned()),
            response_id: Some(self.response_id.clone()),
            ..Item::default()
        };
        let mut items = Vec::new();
        if self.was_handed_over() {
            let output = object(json!({"new_agent": self.agent}));
            items.push(Item { output: Some(output), ..of("handoff", self.asked) });
        }
        for call in &self.calls {
            let tool = |kind| Item {
                tool_call_id: Some(call.id.clone()),
                tool_name: Some(call.tool.to_owned()),
                ..of(kind, self.agent)
            };
            items.push(Item { arguments: Some(call.arguments.clone()), ..tool("tool_call") });
            items.push(Item { output: Some(call.output.clone()), ..tool("tool_result") });
        }
        let text = Some(self.text.clone());
        items.push(Item {
            speaker: Some(Role::Assistant),
            text,
            ..of("assistant_message", self.agent)
        });
        items
    }
}

/// Returns the token counts for events and responses.
pub(in crate::agents) fn usage((read, written): (u64, u64)) -> Map<String, Value> {
    object(json!({
        "input_tokens": read,
        "output_tokens": written,
        "total_tokens": read.saturating_add(written),
    }))
}
