//! The event stream of a run.

use agents_api::types::{StreamEventKind, StreamingWorkflowEvent};
use agents_api::wire::Map;
use futures_util::{Stream, stream};
use jiff::Timestamp;
use serde_json::Value;
use tokio::sync::mpsc;

use super::run::{Run, Status};
use super::runner::{Place, RunEvent};
use crate::agents::chat::{Sign, usage};
use crate::clock::Clock;

/// The properties shared by all events of a stream, and its position.
#[derive(Debug)]
struct Frame {
    received: mpsc::UnboundedReceiver<RunEvent>,
    clock: Clock,
    workflow: &'static str,
    run: String,
    conversation: String,
    number: i64,
    is_over: bool,
}

/// Returns the events of a run from `received`, which was subscribed before the run started.
pub(super) fn follow(
    received: mpsc::UnboundedReceiver<RunEvent>,
    clock: Clock,
    workflow: &'static str,
    run: String,
    conversation: String,
) -> impl Stream<Item = StreamingWorkflowEvent> + Send {
    let frame = Frame { received, clock, workflow, run, conversation, number: 0, is_over: false };
    stream::unfold(frame, |mut frame| async move {
        let event = frame.next().await?;
        Some((event, frame))
    })
}

impl Frame {
    async fn next(&mut self) -> Option<StreamingWorkflowEvent> {
        if self.is_over {
            return None;
        }
        self.number += 1;
        if self.number == 1 {
            return Some(self.event(StreamEventKind::Lifecycle).with_event("started"));
        }
        let event = self.received.recv().await;
        Some(match event {
            Some(RunEvent::Sign(place, sign)) => self.sign(&place, sign),
            Some(RunEvent::StepEnded(place, text)) => self
                .at(StreamEventKind::Lifecycle, &place)
                .with_event("step_completed")
                .with_response_text(text),
            Some(RunEvent::Ended(run)) => self.end(&run),
            None => self.failed("The server is stopping. The run continues after the restart."),
        })
    }

    fn event(&self, kind: StreamEventKind) -> StreamingWorkflowEvent {
        let now: Timestamp = self.clock.now();
        StreamingWorkflowEvent::new(kind, self.workflow)
            .with_workflow_run_id(self.run.clone())
            .with_server_timestamp(now.to_string())
            .with_conversation_id(self.conversation.clone())
            .with_sequence_number(self.number)
            .with_is_terminal(false)
    }

    fn at(&self, kind: StreamEventKind, place: &Place) -> StreamingWorkflowEvent {
        self.event(kind)
            .with_stage_name(place.stage)
            .with_step_name(place.step)
            .with_step_agent(place.agent)
            .with_agent_used(place.agent)
            .with_response_id(place.response.clone())
            .with_parallel_group(place.group.map(str::to_owned))
            .with_branch_index(place.branch)
    }

    fn sign(&self, place: &Place, sign: Sign) -> StreamingWorkflowEvent {
        match sign {
            Sign::HandedOver { from, to } => {
                self.at(StreamEventKind::AgentUpdate, place).with_agent(from).with_new_agent(to)
            }
            Sign::Called(call) => self
                .at(StreamEventKind::RunItem, place)
                .with_run_item_name("tool_called")
                .with_run_item_type("tool_call_item")
                .with_tool_call_id(call.id)
                .with_tool_name(call.tool)
                .with_payload(map(call.arguments)),
            Sign::Gave(call) => self
                .at(StreamEventKind::RunItem, place)
                .with_run_item_name("tool_output")
                .with_run_item_type("tool_call_output_item")
                .with_tool_call_id(call.id)
                .with_tool_name(call.tool)
                .with_payload(map(call.output)),
            Sign::Piece(text) => self
                .at(StreamEventKind::RawResponse, place)
                .with_raw_type("response.output_text.delta")
                .with_text_delta(text),
            Sign::Usage(read, written) => {
                self.at(StreamEventKind::Usage, place).with_payload(map(usage((read, written))))
            }
        }
    }

    fn end(&mut self, run: &Run) -> StreamingWorkflowEvent {
        match run.status {
            Status::Succeeded => {
                self.is_over = true;
                self.event(StreamEventKind::Lifecycle)
                    .with_event("completed")
                    .with_response_text(run.output())
                    .with_is_terminal(true)
            }
            Status::Cancelled => self.failed("The run was cancelled."),
            Status::Running | Status::Failed => {
                self.failed(run.error.as_deref().unwrap_or("The run failed."))
            }
        }
    }

    fn failed(&mut self, why: &str) -> StreamingWorkflowEvent {
        self.is_over = true;
        let why = ("message".to_owned(), Value::from(why));
        self.event(StreamEventKind::Error)
            .with_payload(Map::from_iter([why]))
            .with_is_terminal(true)
    }
}

fn map(map: serde_json::Map<String, Value>) -> Map<Value> {
    map.into_iter().collect()
}
