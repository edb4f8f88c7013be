//! How an agent comes to its answer: it may hand over to another, look things up, compute, and then it says something. The
//! same question with the same knowledge has the same answer always.

use jiff::Timestamp;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::arithmetic;
use crate::agents::billing::{PLANS, Plan};
use crate::agents::containers;
use crate::agents::conversations::{Item, Speaker as Role};
use crate::agents::directory::{Agent, CODE_INTERPRETER, FILE_SEARCH};
use crate::agents::vector_stores;
use crate::responder::{self, Speaker, Turn};
use crate::store::{Scope, StoreError};
use crate::stream;

/// What agents run on.
pub(in crate::agents) const MODEL: &str = "local-responder";

/// How many turns an agent may take when nothing else is asked for.
const TURNS: i64 = 10;

/// What an agent is asked.
#[derive(Debug)]
pub(in crate::agents) struct Question<'q> {
    pub(in crate::agents) agent: &'static Agent,
    pub(in crate::agents) message: &'q str,
    /// What was said before.
    pub(in crate::agents) before: Vec<Turn>,
    /// What the agent should know besides.
    pub(in crate::agents) notes: Vec<String>,
    /// How many turns it may take. With one it has to answer at once.
    pub(in crate::agents) max_turns: Option<i64>,
    /// Whether it may hand over.
    pub(in crate::agents) hands_over: bool,
}

/// How an agent answers.
#[derive(Debug, Clone)]
pub(in crate::agents) struct Answer {
    /// Who was asked.
    pub(in crate::agents) asked: &'static str,
    /// Who answers.
    pub(in crate::agents) agent: &'static str,
    pub(in crate::agents) calls: Vec<ToolCall>,
    pub(in crate::agents) text: String,
    pub(in crate::agents) response_id: String,
    pub(in crate::agents) tokens: (u64, u64),
}

/// A tool that was used on the way.
#[derive(Debug, Clone)]
pub(in crate::agents) struct ToolCall {
    pub(in crate::agents) id: String,
    pub(in crate::agents) tool: &'static str,
    pub(in crate::agents) arguments: Map<String, Value>,
    pub(in crate::agents) output: Map<String, Value>,
}

/// A step of an answer, as those who follow it are told.
#[derive(Debug, Clone)]
pub(in crate::agents) enum Sign {
    HandedOver {
        from: &'static str,
        to: &'static str,
    },
    Called(ToolCall),
    Gave(ToolCall),
    /// The next piece of the text.
    Piece(String),
    /// How many tokens were read and written.
    Usage(u64, u64),
}

/// Answers a question from what the tenant has.
pub(in crate::agents) async fn answer(
    scope: &Scope,
    now: Timestamp,
    question: Question<'_>,
) -> Result<Answer, StoreError> {
    let Question { agent: asked, message, before, notes, max_turns, hands_over } = question;
    let mut turns = max_turns.unwrap_or(TURNS);
    // A turn is left for the answer itself.
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
    let knowledge: Vec<&str> = knowledge.iter().map(String::as_str).collect();
    let reply = responder::reply(&said, &knowledge, None);
    let text = result.unwrap_or(reply.text);
    Ok(Answer {
        asked: asked.name,
        agent: agent.name,
        calls,
        tokens: (reply.prompt_tokens, responder::count(&text)),
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

    /// Everything that happens on the way to the answer, the text word by word.
    pub(in crate::agents) fn signs(&self) -> Vec<Sign> {
        let mut signs = Vec::new();
        if self.was_handed_over() {
            signs.push(Sign::HandedOver { from: self.asked, to: self.agent });
        }
        for call in &self.calls {
            signs.extend([Sign::Called(call.clone()), Sign::Gave(call.clone())]);
        }
        signs.extend(stream::words(&self.text).map(|word| Sign::Piece(word.to_owned())));
        signs.push(Sign::Usage(self.tokens.0, self.tokens.1));
        signs
    }

    /// What is kept of it in the conversation.
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

/// The counts of tokens, as events and answers have them.
pub(in crate::agents) fn usage((read, written): (u64, u64)) -> Map<String, Value> {
    object(json!({
        "input_tokens": read,
        "output_tokens": written,
        "total_tokens": read.saturating_add(written),
    }))
}
