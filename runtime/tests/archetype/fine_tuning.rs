//! Fine-tuning jobs: from registration to completion, stopped, canceled, measured and deleted.

use archetype_api::wire::from_json;
use archetype_api::{Client, operations as op, types};
use serde_json::json;

use crate::server::{Server, one, refused};

fn create(id: Option<&str>, model: &str, file: &str) -> op::CreateFineTuneJob {
    let config = json!({
        "model": model, "epochs": 3,
        "datasets": [{"name": "train", "split": "train", "file_ids": [file], "weight": 2}],
    });
    let config = from_json(config.to_string().as_bytes()).unwrap();
    let mut input = types::CreateFineTuneJobInput::new("Pump states", config);
    input.id = id.map(str::to_owned);
    op::CreateFineTuneJob::new(input)
}

async fn with_file() -> Server {
    let server = Server::start().await;
    server.upload("healthy.csv", "t,x\n1,2\n").await;
    server
}

async fn reach(server: &Server, id: &str, status: types::FineTuneStatus) -> types::FineTuneJob {
    let ask =
        async |client: Client| client.get_fine_tune_job(op::GetFineTuneJob::new(id)).await.unwrap();
    server.reach(ask, |job| job.status == status).await
}

#[tokio::test]
async fn a_job_runs_and_is_measured() {
    use types::FineTuneStatus::{Completed, Finalizing, Registered, Running, Starting};
    let server = with_file().await;
    let client = server.client().await;
    let node = client.get_fine_tune_node_status(op::GetFineTuneNodeStatus::new()).await.unwrap();
    assert_eq!((&*node.status, node.num_jobs, node.last_updated), ("READY", 0, 0.0));
    let job = client
        .create_fine_tune_job(create(Some("pump-1"), "newton-omega", "healthy.csv"))
        .await
        .unwrap()
        .into_body();
    assert_eq!((&*job.id, &job.status, &job.inference_config_path), ("pump-1", &Registered, &None));
    assert_eq!(
        (job.config.unknown.get("epochs"), &*job.config.model),
        (Some(&json!(3)), "newton-omega")
    );
    assert_eq!(job.config.datasets[0].unknown.get("weight"), Some(&json!(2)));
    let metrics = async |list: op::ListFineTuneJobMetrics| {
        server.client().await.list_fine_tune_job_metrics(list).await.unwrap()
    };
    let list = || op::ListFineTuneJobMetrics::new("pump-1");
    assert_eq!(
        (metrics(list()).await.metrics.len(), metrics(list()).await.last_checkpoint_step),
        (0, None)
    );

    for (status, seconds) in [(Starting, 1), (Running, 1)] {
        server.pass(seconds);
        reach(&server, "pump-1", status).await;
    }
    let node = client.get_fine_tune_node_status(op::GetFineTuneNodeStatus::new()).await.unwrap();
    assert_eq!(
        (&*node.status, node.num_jobs, node.num_queued, node.num_running),
        ("BUSY", 1, 0, 1)
    );
    server.pass(3);
    let measured = metrics(list()).await;
    assert_eq!((measured.metrics.len(), measured.last_checkpoint_step), (3, Some(200)));
    assert_eq!(measured.metrics[1]["step"], json!(200));
    assert!(measured.metrics[1]["eval_loss"].is_number());
    let part = metrics(list().with_offset(1).with_limit(1)).await;
    assert_eq!(part.metrics, measured.metrics[1..2]);
    server.pass(2);
    reach(&server, "pump-1", Finalizing).await;
    server.pass(1);
    let done = reach(&server, "pump-1", Completed).await;
    assert_eq!(done.inference_config_path.as_deref(), Some("ft/pump-1/inference.yaml"));
    assert_eq!(metrics(list().with_limit(-1)).await.metrics.len(), 5);

    let wrong = one("INVALID_STATE", "");
    let stop = client.stop_fine_tune_job(op::StopFineTuneJob::new("pump-1"));
    assert_eq!(refused!(stop, StopFineTuneJobError::Conflict), wrong);
    let cancel = client.cancel_fine_tune_job(op::CancelFineTuneJob::new("pump-1"));
    assert_eq!(refused!(cancel, CancelFineTuneJobError::Conflict), wrong);
    server.stop().await;
}

#[tokio::test]
async fn a_job_is_stopped_or_cancelled_from_the_states_that_allow_it() {
    use types::FineTuneStatus::{Cancelled, Registered, Running, Stopped, Stopping};
    let server = with_file().await;
    let client = server.client().await;
    for id in ["a", "b", "c"] {
        client
            .create_fine_tune_job(create(Some(id), "newton-omega", "healthy.csv"))
            .await
            .unwrap()
            .into_body();
    }
    let early = client.stop_fine_tune_job(op::StopFineTuneJob::new("a"));
    assert_eq!(refused!(early, StopFineTuneJobError::Conflict), one("INVALID_STATE", ""));
    let cancelled = client.cancel_fine_tune_job(op::CancelFineTuneJob::new("c")).await.unwrap();
    assert_eq!(cancelled.status, Cancelled);
    let again = client.cancel_fine_tune_job(op::CancelFineTuneJob::new("c"));
    assert_eq!(refused!(again, CancelFineTuneJobError::Conflict), one("INVALID_STATE", ""));

    for seconds in [1, 1] {
        server.pass(seconds);
        let not = async |client: Client| {
            client.get_fine_tune_job(op::GetFineTuneJob::new("a")).await.unwrap()
        };
        server.reach(not, |job| job.updated_at.timestamp() == server.clock.now()).await;
    }
    reach(&server, "a", Running).await;
    reach(&server, "b", Running).await;
    server.pass(2);
    let client = server.client().await;
    let stopping = client.stop_fine_tune_job(op::StopFineTuneJob::new("a")).await.unwrap();
    assert_eq!(stopping.status, Stopping);
    let cancelled = client.cancel_fine_tune_job(op::CancelFineTuneJob::new("b")).await.unwrap();
    assert_eq!(cancelled.status, Cancelled);
    server.pass(1);
    let stopped = reach(&server, "a", Stopped).await;
    // Stopping keeps what was learned; canceling discards it.
    assert_eq!(stopped.inference_config_path.as_deref(), Some("ft/a/inference.yaml"));
    let metrics = async |id: &str| {
        let list = op::ListFineTuneJobMetrics::new(id);
        let metrics = client.list_fine_tune_job_metrics(list).await.unwrap();
        (metrics.metrics.len(), metrics.last_checkpoint_step)
    };
    assert_eq!(metrics("a").await, (2, Some(200)));
    assert_eq!(metrics("b").await, (2, None));
    server.pass(60);
    assert_eq!(reach(&server, "b", Cancelled).await.inference_config_path, None);

    let list = async |list: op::ListFineTuneJobs| {
        let jobs = client.list_fine_tune_jobs(list).await.unwrap();
        jobs.into_iter().map(|job| job.id).collect::<Vec<_>>()
    };
    assert_eq!(list(op::ListFineTuneJobs::new()).await, ["c", "b", "a"]);
    assert_eq!(list(op::ListFineTuneJobs::new().with_offset(1).with_limit(1)).await, ["b"]);
    assert_eq!(list(op::ListFineTuneJobs::new().with_limit(-1)).await.len(), 3);
    let states = op::ListFineTuneJobs::new().with_statuses(vec![Stopped, Registered]);
    assert_eq!(list(states).await, ["a"]);
    server.stop().await;
}

#[tokio::test]
async fn unknown_ids_are_rejected_and_ids_are_unique() {
    let server = with_file().await;
    let client = server.client().await;
    let told = client.create_fine_tune_job(create(None, "newton-beta", "none.csv"));
    let told = refused!(told, CreateFineTuneJobError::BadRequest);
    let places: Vec<_> = told.iter().map(|(code, place)| (&**code, &**place)).collect();
    let file = "/config/datasets/0/file_ids/0";
    assert_eq!(places, [("INVALID_INPUT", "/config/model"), ("INVALID_INPUT", file)]);

    let made = client
        .create_fine_tune_job(create(None, "newton-omega", "healthy.csv"))
        .await
        .unwrap()
        .into_body();
    assert!(made.id.starts_with("ftj_"));
    let id = &*made.id;
    let again = client.create_fine_tune_job(create(Some(id), "newton-omega", "healthy.csv"));
    assert_eq!(refused!(again, CreateFineTuneJobError::Conflict), one("JOB_EXISTS", ""));
    let deleted = client.delete_fine_tune_job(op::DeleteFineTuneJob::new(id)).await.unwrap();
    assert_eq!((&*deleted.id, deleted.deleted), (id, true));

    let gone = one("JOB_NOT_FOUND", "");
    let told = client.delete_fine_tune_job(op::DeleteFineTuneJob::new(id));
    assert_eq!(refused!(told, DeleteFineTuneJobError::NotFound), gone);
    let told = client.get_fine_tune_job(op::GetFineTuneJob::new(id));
    assert_eq!(refused!(told, GetFineTuneJobError::NotFound), gone);
    let told = client.list_fine_tune_job_metrics(op::ListFineTuneJobMetrics::new(id));
    assert_eq!(refused!(told, ListFineTuneJobMetricsError::NotFound), gone);
    let told = client.stop_fine_tune_job(op::StopFineTuneJob::new(id));
    assert_eq!(refused!(told, StopFineTuneJobError::NotFound), gone);
    let told = client.cancel_fine_tune_job(op::CancelFineTuneJob::new(id));
    assert_eq!(refused!(told, CancelFineTuneJobError::NotFound), gone);

    // The id can be used again, and the remaining work of the earlier job does not affect the new one.
    client
        .create_fine_tune_job(create(Some(id), "newton-omega", "healthy.csv"))
        .await
        .unwrap()
        .into_body();
    server.stop().await;
}
