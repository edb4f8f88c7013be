//! Workflow runs: complete, streamed, canceled, listed, and resumed after a restart.

use agents_api::operations as op;
use agents_api::types::{StreamEventKind, StreamingWorkflowEvent, WorkflowRunDetail};
use agents_api::types::{WorkflowRunRequestBody, WorkflowRunStatus, WorkflowStageMode};
use agents_api::wire::{Events, Json, Nullable};
use counterpart_runtime::Environment;
use counterpart_runtime::store::Place;
use std::time::Duration;

use super::server::{Owner, Server, client, start_in, start_with_owner};
use crate::refused;

const TASK: &str = "Which plan includes file search?";

fn text(value: &Nullable<String>) -> Option<&str> {
    value.value().map(String::as_str)
}

fn run(workflow: &str) -> op::RunWorkflow {
    op::RunWorkflow::new(workflow, WorkflowRunRequestBody::new(TASK))
}

async fn stream(who: &Owner, workflow: &str) -> Events<StreamingWorkflowEvent> {
    let body = WorkflowRunRequestBody::new(TASK);
    who.client.stream_workflow(op::StreamWorkflow::new(workflow, body)).await.unwrap()
}

async fn detail(who: &Owner, id: &str) -> WorkflowRunDetail {
    who.client.get_workflow_run(op::GetWorkflowRun::new(id)).await.unwrap()
}

/// Returns the next event with a text delta.
async fn piece(
    server: &Server,
    events: &mut Events<StreamingWorkflowEvent>,
) -> StreamingWorkflowEvent {
    loop {
        let event = server.next(events).await.unwrap();
        if event.text_delta.value().is_some() {
            return event;
        }
    }
}

#[tokio::test]
async fn a_new_server_has_workflows() {
    let (server, ada) = start_with_owner().await;
    let list = ada.client.list_workflows(op::ListWorkflows::new()).await.unwrap();
    let keys: Vec<(&str, i64, Option<bool>)> =
        list.iter().map(|one| (one.key.as_str(), one.step_count, one.default)).collect();
    assert_eq!(keys, [("analysis", 3, Some(false)), ("research_report", 2, Some(true))]);
    let analysis = ada.client.get_workflow(op::GetWorkflow::new("analysis")).await.unwrap();
    let stages: Vec<(&str, &WorkflowStageMode, usize)> =
        analysis.stages.iter().map(|one| (one.name.as_str(), &one.mode, one.steps.len())).collect();
    let expected =
        [("sides", &WorkflowStageMode::Parallel, 2), ("judge", &WorkflowStageMode::Sequential, 1)];
    assert_eq!(stages, expected);
    let nothing = op::GetWorkflow::new("nothing");
    let why = refused!(ada.client.get_workflow(nothing), GetWorkflowError::NotFound);
    assert_eq!(why, "There is no workflow nothing.");
    // `runs` is not a workflow key, because the path lists the runs.
    let raw = ada.ask("GET", server.url("/api/v1/workflows/runs")).send().await.unwrap();
    let raw: Json = serde_json::from_str(&raw.text().await.unwrap()).unwrap();
    assert!(raw["items"].is_array(), "{raw}");
    server.stop().await;
}

#[tokio::test]
async fn a_run_returns_the_results_of_all_steps() {
    let (server, ada) = start_with_owner().await;
    let done = server.done(ada.client.run_workflow(run("analysis"))).await.unwrap();
    let mut steps: Vec<(&str, Option<&str>, Option<i64>)> = done
        .steps
        .iter()
        .map(|step| {
            (step.name.as_str(), text(&step.parallel_group), step.branch_index.value().copied())
        })
        .collect();
    steps[..2].sort_unstable();
    let expected = [
        ("argue_against", Some("sides"), Some(1)),
        ("argue_for", Some("sides"), Some(0)),
        ("weigh", None, None),
    ];
    assert_eq!(steps, expected);
    assert_eq!(done.final_output.as_str(), done.steps[2].response_text.as_deref());
    assert!(done.final_output.as_str().unwrap().starts_with("All in all: "), "{done:?}");

    let run = detail(&ada, &done.workflow_run_id).await;
    assert_eq!(
        (run.status.as_str(), run.tenant_id.as_str(), run.user_id.as_str()),
        ("succeeded", ada.tenant.as_str(), ada.user.as_str())
    );
    assert_eq!((run.steps, run.request_message.as_deref()), (done.steps, Some(TASK)));
    assert_eq!(run.final_output_text.as_deref(), done.final_output.as_str());
    assert_eq!(run.conversation_id.as_deref(), Some(done.conversation_id.as_str()));
    assert!(run.ended_at.unwrap() > run.started_at);
    let history = ada.conversation(&done.conversation_id).await;
    assert_eq!((history.messages.len(), history.messages[0].content.as_str()), (4, TASK));

    let unknown = refused!(
        ada.client.run_workflow(op::RunWorkflow::new("nothing", WorkflowRunRequestBody::new(TASK))),
        RunWorkflowError::NotFound
    );
    assert_eq!(unknown, "There is no workflow nothing.");
    let body = WorkflowRunRequestBody::new(TASK).with_conversation_id("unknown");
    let elsewhere = op::RunWorkflow::new("analysis", body.clone());
    refused!(ada.client.run_workflow(elsewhere), RunWorkflowError::NotFound);
    let elsewhere = op::StreamWorkflow::new("analysis", body);
    refused!(ada.client.stream_workflow(elsewhere), StreamWorkflowError::NotFound);
    server.stop().await;
}

#[tokio::test]
async fn a_run_is_streamed_step_by_step() {
    let (server, ada) = start_with_owner().await;
    let mut events = stream(&ada, "research_report").await;
    let first = server.next(&mut events).await.unwrap();
    assert_eq!((&first.kind, text(&first.event)), (&StreamEventKind::Lifecycle, Some("started")));
    let id = text(&first.workflow_run_id).unwrap().to_owned();
    let word = piece(&server, &mut events).await;
    assert_eq!(
        (text(&word.stage_name), text(&word.step_name)),
        (Some("gather"), Some("collect_sources"))
    );
    // The first word arrives while the run is in progress.
    let so_far = detail(&ada, &id).await;
    assert_eq!((so_far.status.as_str(), so_far.steps.len(), so_far.ended_at), ("running", 0, None));

    let rest = server.rest(&mut events).await;
    let ended: Vec<&str> = rest
        .iter()
        .filter(|event| text(&event.event) == Some("step_completed"))
        .map(|event| text(&event.step_name).unwrap())
        .collect();
    assert_eq!(ended, ["collect_sources", "write_report"]);
    let last = rest.last().unwrap();
    assert_eq!(
        (&last.kind, text(&last.event), last.is_terminal),
        (&StreamEventKind::Lifecycle, Some("completed"), Some(true))
    );
    let pieces: String = rest
        .iter()
        .filter(|event| text(&event.step_name) == Some("write_report"))
        .filter_map(|event| text(&event.text_delta))
        .collect();
    assert_eq!(Some(pieces.as_str()), text(&last.response_text));
    assert!(rest.iter().filter(|event| event.is_terminal == Some(true)).count() == 1);
    let run = detail(&ada, &id).await;
    assert_eq!((run.status.as_str(), run.final_output_text), ("succeeded", Some(pieces)));
    server.stop().await;
}

#[tokio::test]
async fn branches_of_a_stage_run_in_parallel() {
    let (server, ada) = start_with_owner().await;
    let mut events = stream(&ada, "analysis").await;
    let (mut last_word, mut first_word) = (None, None);
    for (place, event) in server.rest(&mut events).await.iter().enumerate() {
        match (event.branch_index.value(), event.text_delta.value()) {
            (Some(0), Some(_)) => last_word = Some(place),
            (Some(1), Some(_)) => first_word = first_word.or(Some(place)),
            _ => {}
        }
    }
    assert!(first_word < last_word, "the second branch starts before the first one ends");
    server.stop().await;
}

#[tokio::test]
async fn only_a_running_run_can_be_cancelled() {
    let (server, ada) = start_with_owner().await;
    let mut events = stream(&ada, "research_report").await;
    let id = text(&piece(&server, &mut events).await.workflow_run_id).unwrap().to_owned();
    let cancel = op::CancelWorkflowRun::new(id.clone());
    let eve = server.register("eve@other.example").await;
    refused!(eve.client.cancel_workflow_run(cancel.clone()), CancelWorkflowRunError::NotFound);
    let asked = ada.client.cancel_workflow_run(cancel.clone()).await.unwrap();
    assert_eq!((asked.workflow_run_id, asked.success), (id.clone(), true));
    assert_eq!(detail(&ada, &id).await.status, "cancelled");
    let why = refused!(ada.client.cancel_workflow_run(cancel), CancelWorkflowRunError::Conflict);
    assert_eq!(why, "The run has already ended.");
    let rest = server.rest(&mut events).await;
    let last = rest.last().unwrap();
    assert_eq!((&last.kind, last.is_terminal), (&StreamEventKind::Error, Some(true)));
    assert_eq!(last.payload.value().unwrap()["message"], "The run was cancelled.");
    assert_eq!(detail(&ada, &id).await.steps, []);

    // The request that waits for the end gets the result as well.
    let waiting = tokio::spawn({
        let client = ada.client.clone();
        async move { client.run_workflow(run("analysis")).await }
    });
    let running = op::ListWorkflowRuns::new().with_run_status("running");
    let id = loop {
        let runs = ada.client.list_workflow_runs(running.clone()).await.unwrap().items;
        if let Some(run) = runs.into_iter().next() {
            break run.workflow_run_id;
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    };
    ada.client.cancel_workflow_run(op::CancelWorkflowRun::new(id)).await.unwrap();
    refused!(async { waiting.await.unwrap() }, RunWorkflowError::Conflict);
    server.stop().await;
}

#[tokio::test]
async fn a_run_whose_conversation_is_deleted_fails() {
    let (server, ada) = start_with_owner().await;
    let mut events = stream(&ada, "research_report").await;
    let first = piece(&server, &mut events).await;
    let conversation = text(&first.conversation_id).unwrap();
    ada.client.delete_conversation(op::DeleteConversation::new(conversation)).await.unwrap();
    let rest = server.rest(&mut events).await;
    let why = &rest.last().unwrap().payload.value().unwrap()["message"];
    assert_eq!(why, "The conversation was deleted in the meantime.");
    assert_eq!(detail(&ada, text(&first.workflow_run_id).unwrap()).await.status, "failed");
    server.stop().await;
}

#[tokio::test]
async fn a_run_continues_without_followers() {
    let (server, ada) = start_with_owner().await;
    let mut events = stream(&ada, "research_report").await;
    let id = text(&piece(&server, &mut events).await.workflow_run_id).unwrap().to_owned();
    drop(events);
    let ended = async { while detail(&ada, &id).await.status == "running" {} };
    server.done(ended).await;
    assert_eq!(detail(&ada, &id).await.status, "succeeded");
    server.stop().await;
}

#[tokio::test]
async fn past_runs_are_listed_with_filters() {
    let (server, ada) = start_with_owner().await;
    let mut ids = Vec::new();
    for workflow in ["analysis", "research_report", "analysis"] {
        let done = server.done(ada.client.run_workflow(run(workflow))).await.unwrap();
        ids.push(done);
        server.clock.advance(Duration::from_mins(1));
    }
    let started = detail(&ada, &ids[1].workflow_run_id).await.started_at;
    let list = |request: op::ListWorkflowRuns| {
        let client = &ada.client;
        async move {
            let page = client.list_workflow_runs(request).await.unwrap();
            page.items.into_iter().map(|run| run.workflow_run_id).collect::<Vec<_>>()
        }
    };
    let wanted = |places: &[usize]| -> Vec<String> {
        places.iter().map(|place| ids[*place].workflow_run_id.clone()).collect()
    };
    let all = op::ListWorkflowRuns::new;
    assert_eq!(list(all()).await, wanted(&[2, 1, 0]));
    assert_eq!(list(all().with_workflow_key("analysis")).await, wanted(&[2, 0]));
    assert_eq!(list(all().with_workflow_key("nothing")).await, wanted(&[]));
    assert_eq!(list(all().with_run_status("succeeded")).await, wanted(&[2, 1, 0]));
    assert_eq!(list(all().with_run_status("failed")).await, wanted(&[]));
    assert_eq!(list(all().with_started_before(started.clone())).await, wanted(&[1, 0]));
    assert_eq!(list(all().with_started_after(started.clone())).await, wanted(&[2, 1]));
    let local = started.trim_end_matches('Z');
    assert_eq!(list(all().with_started_after(local)).await, wanted(&[2, 1]), "the time is in UTC");
    let conversation = ids[0].conversation_id.clone();
    assert_eq!(list(all().with_conversation_id(conversation)).await, wanted(&[0]));

    let first = ada.client.list_workflow_runs(all().with_limit(2)).await.unwrap();
    assert_eq!(first.items[0].status, WorkflowRunStatus::Succeeded);
    assert_eq!((first.items[0].step_count, first.items[1].step_count), (3, 2));
    assert!(first.items[0].duration_ms.value().unwrap() > &0);
    let cursor = first.next_cursor.into_value().unwrap();
    let second = ada.client.list_workflow_runs(all().with_cursor(cursor)).await.unwrap();
    assert_eq!((second.items.len(), second.next_cursor.value()), (1, None));
    for wrong in [
        all().with_cursor("x"),
        all().with_started_after("yesterday"),
        all().with_started_before(""),
    ] {
        refused!(ada.client.list_workflow_runs(wrong), ListWorkflowRunsError::UnprocessableContent);
    }
    let eve = server.register("eve@other.example").await;
    assert!(eve.client.list_workflow_runs(all()).await.unwrap().items.is_empty());
    let get = op::GetWorkflowRun::new(ids[0].workflow_run_id.clone());
    refused!(eve.client.get_workflow_run(get), GetWorkflowRunError::NotFound);
    server.stop().await;
}

#[tokio::test]
async fn a_run_resumes_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::Folder(folder.path().join("data"));
    let server = start_in(place.clone(), Environment::default()).await;
    let ada = server.register("ada@acme.example").await;
    let mut events = stream(&ada, "research_report").await;
    let id = loop {
        let event = server.next(&mut events).await.unwrap();
        if text(&event.event) == Some("step_completed") {
            break text(&event.workflow_run_id).unwrap().to_owned();
        }
    };
    let before = detail(&ada, &id).await;
    assert_eq!((before.status.as_str(), before.steps.len()), ("running", 1));
    drop(events);
    server.stop().await;

    let server = start_in(place, Environment::default()).await;
    let ada = Owner { client: client(&server.url(""), &ada.token), ..ada };
    let ended = async { while detail(&ada, &id).await.status == "running" {} };
    server.done(ended).await;
    let after = detail(&ada, &id).await;
    assert_eq!((after.status.as_str(), after.steps.len()), ("succeeded", 2));
    assert_eq!(after.steps[0], before.steps[0], "completed steps are not repeated");
    server.stop().await;
}
