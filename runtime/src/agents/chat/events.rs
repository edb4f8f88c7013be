//! The stream of a response: its steps as they happen, and the result.

use std::time::Duration;

use agents_api::types::{StreamEventKind, StreamingChatEvent};
use agents_api::wire::Map;
use futures_util::{Stream, StreamExt, stream};
use serde_json::Value;

use super::answer::{Answer, Sign, usage};
use crate::agents::conversations::Log;
use crate::clock::Clock;
use crate::store::StoreError;
use crate::stream::paced;

/// The time between two words.
pub(in crate::agents) const PAUSE: Duration = Duration::from_millis(15);

/// The properties shared by all events of a stream.
#[derive(Debug, Clone)]
struct Frame {
    conversation: String,
    asked: &'static str,
    response: String,
}

impl Frame {
    fn event(&self, kind: StreamEventKind, number: i64) -> StreamingChatEvent {
        StreamingChatEvent::new(kind, self.conversation.clone())
            .with_agent_used(self.asked)
            .with_response_id(self.response.clone())
            .with_sequence_number(number)
            .with_is_terminal(false)
    }

    fn sign(&self, sign: Sign, agent: &'static str, number: i64) -> StreamingChatEvent {
        match sign {
            Sign::HandedOver { from, to } => {
                self.event(StreamEventKind::AgentUpdate, number).with_agent(from).with_new_agent(to)
            }
            Sign::Called(call) => self
                .event(StreamEventKind::RunItem, number)
                .with_run_item_name("tool_called")
                .with_run_item_type("tool_call_item")
                .with_tool_call_id(call.id)
                .with_tool_name(call.tool)
                .with_agent(agent)
                .with_payload(map(call.arguments)),
            Sign::Gave(call) => self
                .event(StreamEventKind::RunItem, number)
                .with_run_item_name("tool_output")
                .with_run_item_type("tool_call_output_item")
                .with_tool_call_id(call.id)
                .with_tool_name(call.tool)
                .with_agent(agent)
                .with_payload(map(call.output)),
            Sign::Piece(text) => self
                .event(StreamEventKind::RawResponse, number)
                .with_raw_type("response.output_text.delta")
                .with_agent(agent)
                .with_text_delta(text),
            Sign::Usage(read, written) => {
                self.event(StreamEventKind::Usage, number).with_payload(map(usage((read, written))))
            }
        }
    }
}

/// The events of a response. If the client disconnects before the end, the response is not added to the conversation.
pub(super) fn follow(
    log: Log,
    conversation: String,
    answer: Answer,
    clock: Clock,
) -> impl Stream<Item = StreamingChatEvent> + Send {
    let (asked, response) = (answer.asked, answer.response_id.clone());
    let frame = Frame { conversation, asked, response };
    let first = frame.event(StreamEventKind::Lifecycle, 1).with_event("started");
    let signs = answer.signs();
    let last = i64::try_from(answer.number_of_signs()).unwrap_or(i64::MAX).saturating_add(2);
    let steps = {
        let (frame, agent) = (frame.clone(), answer.agent);
        (2..).zip(signs).map(move |(number, sign)| frame.sign(sign, agent, number))
    };
    let begun = paced(std::iter::once(first).chain(steps), clock, PAUSE);
    let end = async move {
        match keep(&log, &frame.conversation, &answer).await {
            Ok(true) => frame
                .event(StreamEventKind::Lifecycle, last)
                .with_event("completed")
                .with_response_text(Value::from(answer.text))
                .with_attachments(Vec::new())
                .with_is_terminal(true),
            Ok(false) => failed(&frame, last, "The conversation was deleted in the meantime."),
            Err(error) => {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "cannot store a response"
                );
                failed(&frame, last, "The response could not be stored.")
            }
        }
    };
    begun.chain(stream::once(end))
}

/// Adds a response to its conversation. Returns whether the conversation still exists.
pub(super) async fn keep(
    log: &Log,
    conversation: &str,
    answer: &Answer,
) -> Result<bool, StoreError> {
    let mut transaction = log.scope().store().begin().await?;
    let kept = log.add_in(&mut transaction, conversation, answer.items()).await?;
    transaction.commit().await?;
    Ok(kept)
}

fn failed(frame: &Frame, number: i64, why: &str) -> StreamingChatEvent {
    let why = ("message".to_owned(), Value::from(why));
    frame
        .event(StreamEventKind::Error, number)
        .with_payload(Map::from_iter([why]))
        .with_is_terminal(true)
}

fn map(map: serde_json::Map<String, Value>) -> Map<Value> {
    map.into_iter().collect()
}
