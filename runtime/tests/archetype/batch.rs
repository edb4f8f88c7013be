//! Batch jobs: queued, admitted, run on their inputs, polled, canceled, retried and deleted.

use archetype_api::wire::from_json;
use archetype_api::{operations as op, types};
use serde_json::{Value, json};

use crate::server::{Server, one, refused};

const HEALTHY: &str = "t,x\n1,0.1\n2,0.1\n";
const WORN: &str = "t,x\n1,0.9\n2,0.9\n";
const WEEK: &str = "t,x\n1,0.1\n2,0.1\n3,0.8\n4,0.9\n";

pub(crate) fn create(job: &Value) -> op::CreateJob {
    op::CreateJob::new(from_json(job.to_string().as_bytes()).unwrap())
}

pub(crate) fn classification() -> Value {
    json!({
        "name": "Pump 7",
        "pipeline_type": "batch",
        "pipeline_key": "machine-state-classification",
        "inputs": {
            "worker.inference": [{"file_id": "week.csv"}],
            "worker.n_shots": [
                {"file_id": "healthy.csv", "metadata": {"class": "healthy", "note": "calm"}},
                {"file_id": "worn.csv", "metadata": {"class": "worn"}},
            ],
        },
        "parameters": {"worker": {"parallelism": 1, "config": {"reader_config": {
            "timestamp_column": "t", "data_columns": ["x"], "window_size": 2, "step_size": 2,
        }}}},
    })
}

pub(crate) async fn with_files() -> Server {
    let server = Server::start().await;
    for (name, table) in [("healthy.csv", HEALTHY), ("worn.csv", WORN), ("week.csv", WEEK)] {
        server.upload(name, table).await;
    }
    server
}

/// Waits until a job has a status.
pub(crate) async fn reach(server: &Server, id: &str, status: types::JobStatus) -> types::Job {
    let ask =
        async |client: archetype_api::Client| client.get_job(op::GetJob::new(id)).await.unwrap();
    server.reach(ask, |job| job.status == status).await
}

/// Waits until a number of inputs are being processed.
async fn processing(server: &Server, id: &str, number: i64) -> types::Job {
    let ask =
        async |client: archetype_api::Client| client.get_job(op::GetJob::new(id)).await.unwrap();
    server.reach(ask, |job| job.input_progress.as_ref().unwrap().processing == number).await
}

/// Runs a job to its end, input by input.
pub(crate) async fn finish(server: &Server, id: &str) -> types::Job {
    loop {
        let job = server.client().await.get_job(op::GetJob::new(id)).await.unwrap();
        if [types::JobStatus::Completed, types::JobStatus::Failed].contains(&job.status) {
            return job;
        }
        server.pass(1);
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    }
}

fn counts(job: &types::Job) -> (i64, i64, i64, i64) {
    let progress = job.input_progress.as_ref().unwrap();
    (progress.pending, progress.processing, progress.completed, progress.failed)
}

#[tokio::test]
async fn a_job_classifies_machine_states() {
    let server = with_files().await;
    let client = server.client().await;
    let job = client.create_job(create(&classification())).await.unwrap().into_body();
    assert_eq!((&job.status, &*job.pipeline_version), (&types::JobStatus::Pending, "1.1.0"));
    assert_eq!(
        (job.queue_position, job.queue_depth, counts(&job)),
        (Some(0), Some(1), (1, 0, 0, 0))
    );
    assert_eq!(job.parameters["worker"].parallelism, Some(1));
    let id = &*job.id;

    server.pass(1);
    let admitted = reach(&server, id, types::JobStatus::Admitted).await;
    assert_eq!((admitted.queue_position, admitted.started_at), (None, None));
    let told = refused!(client.cancel_job(op::CancelJob::new(id)), CancelJobError::Conflict);
    assert_eq!(told, one("INVALID_STATE", ""));
    server.pass(1);
    let running = reach(&server, id, types::JobStatus::Running).await;
    assert_eq!(running.started_at.unwrap().timestamp(), server.clock.now());
    assert_eq!(counts(&running), (0, 1, 0, 0));
    server.pass(1);
    let done = reach(&server, id, types::JobStatus::Completed).await;
    assert_eq!((counts(&done), &done.error), ((0, 0, 1, 0), &None));
    assert_eq!(done.completed_at.unwrap().timestamp(), server.clock.now());
    let told = refused!(client.retry_job(op::RetryJob::new(id)), RetryJobError::Conflict);
    assert_eq!(told, one("INVALID_STATE", ""));
    let told = refused!(client.cancel_job(op::CancelJob::new(id)), CancelJobError::Conflict);
    assert_eq!(told, one("INVALID_STATE", ""));

    let outputs = client.list_job_outputs(op::ListJobOutputs::new(id)).await.unwrap();
    assert_eq!((outputs.total, &*outputs.outputs[0].data.filename), (1, "week_states.csv"));
    let url = &*outputs.outputs[0].data.ref_;
    let answer = reqwest::get(url).await.unwrap();
    assert_eq!(answer.headers()["content-disposition"], "attachment; filename=\"week_states.csv\"");
    let states = answer.text().await.unwrap();
    assert_eq!(i64::try_from(states.len()).unwrap(), outputs.outputs[0].data.num_bytes);
    assert_eq!(
        states,
        "window,first_row,last_row,state,confidence\n0,1,2,healthy,1.000\n1,3,4,worn,0.938\n"
    );
    assert_eq!(reqwest::get(format!("{url}0")).await.unwrap().status(), 403);
    server.pass(3600);
    assert_eq!(reqwest::get(url).await.unwrap().status(), 403);
    server.stop().await;
}

#[tokio::test]
async fn a_job_is_followed_by_events_inputs_and_progress() {
    let server = with_files().await;
    let job =
        server.client().await.create_job(create(&classification())).await.unwrap().into_body();
    let id = &*job.id;
    finish(&server, id).await;
    let client = server.client().await;
    let inputs = client.list_job_inputs(op::ListJobInputs::new(id)).await.unwrap();
    let shown: Vec<_> =
        inputs.inputs.iter().map(|input| (&*input.port_name, &*input.data.ref_)).collect();
    let given = [
        ("worker.inference", "week.csv"),
        ("worker.n_shots", "healthy.csv"),
        ("worker.n_shots", "worn.csv"),
    ];
    assert_eq!((inputs.total, shown.as_slice()), (3, given.as_slice()));
    let [week, healthy, _] = &inputs.inputs[..] else { panic!() };
    assert_eq!((&week.status, week.data.num_bytes), (&types::JobInputStatus::Completed, Some(28)));
    assert_eq!(week.data.file_extension.as_deref(), Some("csv"));
    let metadata = healthy.data.metadata.as_ref().unwrap();
    assert_eq!(
        (metadata.class.as_deref(), metadata.unknown.get("note")),
        (Some("healthy"), Some(&json!("calm")))
    );
    let shots =
        op::ListJobInputs::new(id).with_port_name("worker.n_shots").with_limit(1).with_offset(1);
    let shots = client.list_job_inputs(shots).await.unwrap();
    assert_eq!((shots.total, shots.inputs.len(), &*shots.inputs[0].data.ref_), (2, 1, "worn.csv"));
    let failed = op::ListJobInputs::new(id).with_status(types::JobInputStatus::Failed);
    assert_eq!(client.list_job_inputs(failed).await.unwrap().total, 0);

    let events = async |list| {
        let events = client.list_job_events(list).await.unwrap();
        events.events.into_iter().map(|event| event.event_type).collect::<Vec<_>>()
    };
    let list = || op::ListJobEvents::new(id);
    let all = [
        "job_queued",
        "job_admitted",
        "running_job",
        "file_started",
        "file_completed",
        "job_completed",
    ];
    assert_eq!(events(list()).await, all);
    assert_eq!(events(list().with_offset(4)).await, all[4..]);
    assert_eq!(events(list().with_level(types::EventLevel::Success)).await, all[4..]);
    assert_eq!(events(list().with_input_id(&*week.id)).await, all[3..5]);
    assert_eq!(events(list().with_event_type("running_job")).await, all[2..3]);

    let progress = client.list_job_progress(op::ListJobProgress::new(id)).await.unwrap();
    assert_eq!((progress.total, &*progress.entries[0].kind), (1, "inference"));
    assert_eq!((progress.entries[0].step, progress.entries[0].index), (Some(2), Some(0)));
    let metrics = progress.entries[0].metrics.as_ref().unwrap();
    assert_eq!(metrics["states"], json!({"healthy": 1, "worn": 1}));
    let none = op::ListJobProgress::new(id).with_kind("training");
    assert_eq!(client.list_job_progress(none).await.unwrap().total, 0);
    server.stop().await;
}

#[tokio::test]
async fn jobs_wait_in_a_queue_and_are_cancelled_and_retried() {
    let server = with_files().await;
    let client = server.client().await;
    let mut jobs = Vec::new();
    for _ in 0..3 {
        jobs.push(client.create_job(create(&classification())).await.unwrap().into_body());
    }
    let positions: Vec<_> = jobs.iter().map(|job| (job.queue_position, job.queue_depth)).collect();
    assert_eq!(positions, [(Some(0), Some(1)), (Some(1), Some(2)), (Some(2), Some(3))]);
    let cancelled = client.cancel_job(op::CancelJob::new(&*jobs[0].id)).await.unwrap();
    assert_eq!(cancelled.status, types::JobStatus::Cancelled);
    let depths = client.get_queue_depths(op::GetQueueDepths::new()).await.unwrap();
    let depths: Vec<_> =
        depths.queues.iter().map(|queue| (&queue.pipeline_type, queue.depth)).collect();
    assert_eq!(depths, [(&types::PipelineType::Batch, 2), (&types::PipelineType::Training, 0)]);
    let third = client.get_job(op::GetJob::new(&*jobs[2].id)).await.unwrap();
    assert_eq!((third.queue_position, third.queue_depth), (Some(1), Some(2)));

    // Canceled jobs stay canceled while others continue.
    server.pass(1);
    reach(&server, &jobs[1].id, types::JobStatus::Admitted).await;
    server.pass(1);
    processing(&server, &jobs[1].id, 1).await;
    let job = client.get_job(op::GetJob::new(&*jobs[0].id)).await.unwrap();
    assert_eq!(
        (job.status, job.cancelled_at),
        (types::JobStatus::Cancelled, Some(cancelled.cancelled_at))
    );
    client.cancel_job(op::CancelJob::new(&*jobs[1].id)).await.unwrap();
    let job = client.get_job(op::GetJob::new(&*jobs[1].id)).await.unwrap();
    assert_eq!(counts(&job), (1, 0, 0, 0));

    let retried = client.retry_job(op::RetryJob::new(&*jobs[1].id)).await.unwrap();
    assert_eq!((retried.status, retried.retry_count), (types::JobStatus::Pending, 1));
    let job = client.get_job(op::GetJob::new(&*jobs[1].id)).await.unwrap();
    assert_eq!((job.cancelled_at, job.started_at, job.retry_count), (None, None, 1));
    assert_eq!(finish(&server, &jobs[1].id).await.status, types::JobStatus::Completed);

    let client = server.client().await;
    let list = async |list: op::ListJobs| {
        let jobs = client.list_jobs(list).await.unwrap();
        (jobs.total, jobs.jobs.into_iter().map(|job| job.id).collect::<Vec<_>>())
    };
    let ids: Vec<String> = jobs.iter().rev().map(|job| job.id.clone()).collect();
    assert_eq!(list(op::ListJobs::new()).await, (3, ids.clone()));
    assert_eq!(
        list(op::ListJobs::new().with_offset(1).with_limit(1)).await,
        (3, ids[1..2].to_vec())
    );
    let gone = op::ListJobs::new().with_status(types::JobStatus::Cancelled);
    assert_eq!(list(gone).await, (1, ids[2..].to_vec()));
    assert_eq!(list(op::ListJobs::new().with_q("PUMP")).await.0, 3);
    assert_eq!(list(op::ListJobs::new().with_q(&*ids[0])).await, (1, ids[..1].to_vec()));
    let training = op::ListJobs::new().with_pipeline_type(types::PipelineType::Training);
    assert_eq!(list(training).await.0, 0);
    server.stop().await;
}

#[tokio::test]
async fn a_job_with_an_unreadable_input_fails_and_can_be_retried() {
    let server = with_files().await;
    server.upload("odd.csv", "t,speed\n1,7\n").await;
    let client = server.client().await;
    let mut job = classification();
    job["inputs"]["worker.inference"] = json!([{"file_id": "week.csv"}, {"file_id": "odd.csv"}]);
    job["parameters"]["worker"]["parallelism"] = json!(2);
    let id = client.create_job(create(&job)).await.unwrap().into_body().id;
    let failed = finish(&server, &id).await;
    assert_eq!((failed.status.clone(), counts(&failed)), (types::JobStatus::Failed, (0, 0, 1, 1)));
    let error = failed.error.unwrap();
    assert_eq!(error.code.as_deref(), Some("INPUT_UNREADABLE"));
    assert_eq!(error.message.as_deref(), Some("odd.csv: The table has no column x."));
    assert!(failed.failed_at.is_some() && failed.completed_at.is_none());
    let client = server.client().await;
    let events = op::ListJobEvents::new(&*id).with_level(types::EventLevel::Error);
    assert_eq!(client.list_job_events(events).await.unwrap().events[0].event_type, "file_failed");

    client.retry_job(op::RetryJob::new(&*id)).await.unwrap();
    let job = client.get_job(op::GetJob::new(&*id)).await.unwrap();
    assert_eq!((counts(&job), job.error), ((1, 0, 1, 0), None));
    assert_eq!(finish(&server, &id).await.status, types::JobStatus::Failed);
    let outputs =
        server.client().await.list_job_outputs(op::ListJobOutputs::new(&*id)).await.unwrap();
    assert_eq!(outputs.total, 1, "completed steps are not repeated");
    server.stop().await;
}

#[tokio::test]
async fn a_job_uses_the_result_of_a_training() {
    let server = with_files().await;
    let training = json!({
        "name": "Learn", "pipeline_type": "training", "pipeline_key": "machine-state-training",
        "inputs": {"trainer.train": [{"file_id": "worn.csv", "metadata": {"class": "worn"}}]},
    });
    let id = server.client().await.create_job(create(&training)).await.unwrap().into_body().id;
    assert_eq!(finish(&server, &id).await.status, types::JobStatus::Completed);
    let client = server.client().await;
    let saved = op::ListJobEvents::new(&*id).with_event_type("checkpoint_saved");
    let saved = client.list_job_events(saved).await.unwrap().events.remove(0);
    let checkpoint = saved.payload.unwrap()["checkpoint_id"].clone();

    let mut job = classification();
    job["inputs"]["worker.n_shots"].as_array_mut().unwrap().pop();
    job["inputs"]["worker.fine_tune_checkpoint"] =
        json!([{"kind": "checkpoint", "checkpoint_id": checkpoint, "metadata": {}}]);
    let id = client.create_job(create(&job)).await.unwrap().into_body().id;
    finish(&server, &id).await;
    let client = server.client().await;
    let progress = client.list_job_progress(op::ListJobProgress::new(&*id)).await.unwrap();
    let states = &progress.entries[0].metrics.as_ref().unwrap()["states"];
    assert_eq!(*states, json!({"healthy": 1, "worn": 1}));
    let inputs = op::ListJobInputs::new(&*id).with_port_name("worker.fine_tune_checkpoint");
    let inputs = client.list_job_inputs(inputs).await.unwrap().inputs;
    assert_eq!((&inputs[0].file_id, json!(inputs[0].data.ref_)), (&None, checkpoint));
    server.stop().await;
}

#[tokio::test]
async fn a_job_is_deleted_with_all_that_belongs_to_it() {
    let server = with_files().await;
    let client = server.client().await;
    let id = client.create_job(create(&classification())).await.unwrap().into_body().id;
    finish(&server, &id).await;
    let client = server.client().await;
    let outputs = client.list_job_outputs(op::ListJobOutputs::new(&*id)).await.unwrap();
    let waiting = client.create_job(create(&classification())).await.unwrap().into_body().id;
    for id in [&id, &waiting] {
        let deleted = client.delete_job(op::DeleteJob::new(&**id)).await.unwrap();
        assert_eq!((&deleted.id, deleted.deleted), (id, true));
    }
    let depths = client.get_queue_depths(op::GetQueueDepths::new()).await.unwrap();
    assert_eq!(depths.queues[0].depth, 0);
    assert_eq!(reqwest::get(&outputs.outputs[0].data.ref_).await.unwrap().status(), 404);

    let gone = one("JOB_NOT_FOUND", "");
    let id = &*id;
    assert_eq!(refused!(client.get_job(op::GetJob::new(id)), GetJobError::NotFound), gone);
    assert_eq!(refused!(client.delete_job(op::DeleteJob::new(id)), DeleteJobError::NotFound), gone);
    assert_eq!(refused!(client.retry_job(op::RetryJob::new(id)), RetryJobError::NotFound), gone);
    assert_eq!(refused!(client.cancel_job(op::CancelJob::new(id)), CancelJobError::NotFound), gone);
    let told = client.list_job_events(op::ListJobEvents::new(id));
    assert_eq!(refused!(told, ListJobEventsError::NotFound), gone);
    let told = client.list_job_inputs(op::ListJobInputs::new(id));
    assert_eq!(refused!(told, ListJobInputsError::NotFound), gone);
    let told = client.list_job_outputs(op::ListJobOutputs::new(id));
    assert_eq!(refused!(told, ListJobOutputsError::NotFound), gone);
    let told = client.list_job_progress(op::ListJobProgress::new(id));
    assert_eq!(refused!(told, ListJobProgressError::NotFound), gone);
    server.stop().await;
}

#[tokio::test]
async fn an_invalid_job_is_rejected_with_all_reasons() {
    let server = with_files().await;
    let client = server.client().await;
    let refuse = async |change: &dyn Fn(&mut Value)| {
        let mut job = classification();
        change(&mut job);
        refused!(client.create_job(create(&job)), CreateJobError::BadRequest)
    };
    let told = refuse(&|job| job["pipeline_key"] = json!("machine-state-clasification")).await;
    assert_eq!(told, one("INVALID_PIPELINE", "/pipeline_key"));
    let told = refuse(&|job| job["pipeline_type"] = json!("training")).await;
    assert_eq!(told, one("INVALID_PIPELINE", "/pipeline_key"));
    for version in ["1.0.0", "9.9.9"] {
        let told = refuse(&|job| job["pipeline_version"] = json!(version)).await;
        assert_eq!(told, one("INVALID_PIPELINE", "/pipeline_version"));
    }
    let told = refuse(&|job| {
        job["inputs"] = json!({
            "worker.inference": [{"file_id": "none.csv"}],
            "worker.n_shots": [],
            "worker.fine_tune_checkpoint": [{"kind": "checkpoint", "checkpoint_id": "ckp_0"}],
            "a/b": [],
        });
    })
    .await;
    let places: Vec<&str> = told.iter().map(|(_, place)| &**place).collect();
    let expected = [
        "/inputs/worker.inference/0/file_id",
        "/inputs/worker.fine_tune_checkpoint/0/checkpoint_id",
        "/inputs/a~1b",
        "/inputs",
    ];
    assert_eq!(places, expected);
    assert!(told.iter().all(|(code, _)| code == "INVALID_INPUT"));
    let told = refuse(&|job| {
        job["inputs"]["worker.n_shots"][0].as_object_mut().unwrap().remove("metadata");
    });
    assert_eq!(told.await, one("INVALID_INPUT", "/inputs/worker.n_shots/0/metadata/class"));
    // A draft can be run if its version is given.
    let mut draft = classification();
    draft["pipeline_version"] = json!("1.2.0");
    assert_eq!(
        client.create_job(create(&draft)).await.unwrap().into_body().pipeline_version,
        "1.2.0"
    );
    server.stop().await;
}
