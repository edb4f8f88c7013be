//! Conversation records: the conversation, its items, and its activity.

use agents_api::types::{ChatMessage, ConversationEventItem, MessageRole};
use agents_api::wire::Nullable;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The maximum number of items of a conversation.
const MOST_ITEMS: i64 = 4000;
/// The maximum size of a conversation in bytes.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// Returns the approximate size of a value in bytes.
fn size(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len(),
        Value::Array(items) => items.iter().map(size).sum(),
        Value::Object(map) => map.iter().map(|(name, value)| name.len() + size(value)).sum(),
        _ => 8,
    }
}

/// A conversation.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::agents) struct Conversation {
    /// The agent that the conversation was started with.
    pub(super) agent: String,
    /// The agent that responded last.
    pub(super) active_agent: String,
    /// All agents that have taken part.
    pub(super) agents: Vec<String>,
    pub(super) messages: i64,
    pub(super) last_message: String,
    pub(super) started_at: Timestamp,
    pub(super) updated_at: Timestamp,
    /// The number of items.
    pub(super) items: i64,
    /// The size of the items in bytes.
    #[serde(default)]
    pub(super) bytes: usize,
    /// The id of the most recent activity.
    pub(super) activity: String,
}

/// An addition to a conversation. The order of activities is the order of the conversation list.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Activity {
    pub(super) conversation: String,
    /// The agent that the conversation was started with.
    pub(super) agent: String,
    /// The position of the next activity of the same conversation, if there is one. Lists started before that activity
    /// show the conversation at this position; others show it at the next one.
    pub(super) next: Option<i64>,
}

/// The role of the author, for a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::agents) enum Speaker {
    User,
    Assistant,
}

/// An item of a conversation.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(in crate::agents) struct Item {
    pub(in crate::agents) kind: String,
    /// The role of the author, if it is a message.
    pub(in crate::agents) speaker: Option<Speaker>,
    pub(in crate::agents) agent: Option<String>,
    pub(in crate::agents) tool_call_id: Option<String>,
    pub(in crate::agents) tool_name: Option<String>,
    pub(in crate::agents) model: Option<String>,
    pub(in crate::agents) text: Option<String>,
    pub(in crate::agents) arguments: Option<Map<String, Value>>,
    pub(in crate::agents) output: Option<Map<String, Value>>,
    pub(in crate::agents) response_id: Option<String>,
    pub(in crate::agents) run: Option<String>,
}

impl Conversation {
    /// Returns whether nothing more can be said. A conversation is read as a whole, so its size limits the work of each
    /// request. The answer to the last message is added in any case.
    pub(super) fn is_full(&self) -> bool {
        self.items >= MOST_ITEMS || self.bytes >= MOST_BYTES
    }
}

impl Item {
    /// Returns the approximate size in bytes.
    pub(super) fn size(&self) -> usize {
        let json = |map: &Option<Map<String, Value>>| {
            map.as_ref().map_or(0, |map| map.values().map(size).sum())
        };
        self.text.as_ref().map_or(0, String::len) + json(&self.arguments) + json(&self.output)
    }

    /// Creates a user message.
    pub(in crate::agents) fn said(text: &str) -> Self {
        Self {
            kind: "user_message".to_owned(),
            speaker: Some(Speaker::User),
            text: Some(text.to_owned()),
            ..Self::default()
        }
    }

    /// Sets the run that the item belongs to.
    #[must_use]
    pub(in crate::agents) fn of_run(mut self, run: &str) -> Self {
        self.run = Some(run.to_owned());
        self
    }

    /// Converts the item to a message, if it is one.
    pub(super) fn message(&self, at: Timestamp) -> Option<ChatMessage> {
        let (speaker, text) = (self.speaker?, self.text.clone()?);
        let message = ChatMessage::new(role(speaker), text);
        Some(message.with_timestamp(at.to_string()).with_attachments(Vec::new()))
    }

    /// Converts the item to an event.
    pub(super) fn show(self, number: i64, at: Timestamp) -> ConversationEventItem {
        let map = |map: Option<Map<String, Value>>| {
            map.map_or(Nullable::Null, |map| Nullable::Value(map.into_iter().collect()))
        };
        ConversationEventItem::new(number, self.kind, at.to_string())
            .with_role(self.speaker.map(role))
            .with_agent(self.agent)
            .with_tool_call_id(self.tool_call_id)
            .with_tool_name(self.tool_name)
            .with_model(self.model)
            .with_content_text(self.text)
            .with_call_arguments(map(self.arguments))
            .with_call_output(map(self.output))
            .with_attachments(Vec::new())
            .with_response_id(self.response_id)
            .with_workflow_run_id(self.run)
    }
}

fn role(speaker: Speaker) -> MessageRole {
    match speaker {
        Speaker::User => MessageRole::User,
        Speaker::Assistant => MessageRole::Assistant,
    }
}
