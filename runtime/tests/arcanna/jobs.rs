//! Jobs: found by id and by name, counted, and trained.

use arcanna_api::operations::{
    GetJob, GetJobByName, GetJobByNameError, GetJobError, GetJobLabels, GetJobLabelsByName,
    GetJobLabelsByNameError, GetJobLabelsError, ListJobs, TrainJob, TrainJobError,
};
use arcanna_api::types::{JobByNameRequest, TrainRequest};
use counterpart_wire::CallError;
use serde_json::json;

use super::Server;

/// Runs a training to its end.
pub(super) async fn train(server: &Server, job: i64) {
    let answer = server.client.train_job(TrainJob::new(job)).await.unwrap();
    assert_eq!(answer.status, "Training started");
    for state in ["pending", "training", "trained"] {
        server.reach(job, state).await;
        server.advance(1);
    }
}

#[tokio::test]
async fn a_new_server_has_two_jobs() {
    let server = Server::start().await;
    let jobs = server.client.list_jobs(ListJobs::new()).await.unwrap();
    let titles: Vec<&str> = jobs.iter().map(|job| job.title.as_str()).collect();
    assert_eq!(titles, ["Login alerts", "Malware alerts"]);
    for job in &jobs {
        assert!(job.labels.len() >= 2, "{job:?}");
        assert_eq!(job.retrain_state, "not_trained");
        assert_eq!((job.processed_documents_count, job.feedback_documents_count), (0, 0));
        assert_eq!((job.last_processed_timestamp, job.last_train_start_timestamp), (None, None));
        assert_eq!((job.retrain_msg.as_deref(), job.invalid), (None, Some(false)));

        assert_eq!(&server.job(job.job_id).await, job);
        let by_name = || JobByNameRequest::new(job.title.clone());
        let found = server.client.get_job_by_name(GetJobByName::new(by_name())).await.unwrap();
        assert_eq!(&found, job);
        let labels = server.client.get_job_labels(GetJobLabels::new(job.job_id)).await.unwrap();
        assert_eq!(labels, job.labels);
        let request = GetJobLabelsByName::new(by_name());
        let labels = server.client.get_job_labels_by_name(request).await.unwrap();
        assert_eq!(labels, job.labels);
    }
    server.stop().await;
}

#[tokio::test]
async fn concurrent_first_callers_see_two_jobs() {
    let server = Server::start().await;
    let calls = (0..8).map(|_| async { server.client.list_jobs(ListJobs::new()).await.unwrap() });
    for jobs in futures_util::future::join_all(calls).await {
        assert_eq!(jobs.len(), 2);
    }
    server.stop().await;
}

#[tokio::test]
async fn an_organization_has_its_own_jobs() {
    let (server, other) = Server::with_other_key("acme", None).await;
    server.ingest_as(123, "one", json!({"user": "jo"})).await;
    let jobs = other.list_jobs(ListJobs::new()).await.unwrap();
    assert_eq!((jobs.len(), jobs[0].processed_documents_count), (2, 0));
    assert_eq!(server.job(123).await.processed_documents_count, 1);
    let theirs = arcanna_api::operations::ExportEvent::new(123, "one");
    assert_eq!(other.export_event(theirs).await.unwrap_err().status().unwrap(), 404);
    server.stop().await;
}

#[tokio::test]
async fn an_expired_key_is_rejected() {
    let (server, other) = Server::with_other_key("acme", Some("2026-01-31")).await;
    other.list_jobs(ListJobs::new()).await.unwrap();
    server.advance(24 * 60 * 60);
    let error = other.list_jobs(ListJobs::new()).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 401);
    server.client.list_jobs(ListJobs::new()).await.unwrap();
    server.stop().await;
}

#[tokio::test]
async fn a_job_counts_its_events() {
    let server = Server::start().await;
    let first = server.advance(1);
    server.ingest(124, json!({"n": 1})).await;
    let job = server.job(124).await;
    assert_eq!(job.processed_documents_count, 1);
    assert_eq!(job.last_processed_timestamp.unwrap().timestamp(), first);
    let second = server.advance(1);
    server.ingest(124, json!({"n": 1})).await;
    let job = server.job(124).await;
    assert_eq!(job.processed_documents_count, 2);
    assert_eq!(job.last_processed_timestamp.unwrap().timestamp(), second);
    assert_eq!(server.job(123).await.processed_documents_count, 0);
    server.stop().await;
}

#[tokio::test]
async fn a_training_moves_through_its_states() {
    let server = Server::start().await;
    let id = server.ingest(123, json!({"user": "jo", "host": {"name": "db"}})).await;
    server.feedback(123, &id, "Drop").await;

    let started = server.advance(1);
    let request = TrainJob::new(123).with_body(TrainRequest::new().with_username("jane.roe"));
    let answer = server.client.train_job(request.with_username("someone else")).await.unwrap();
    assert_eq!(answer.status, "Training started");
    assert!(answer.error_message.is_absent());

    let again = server.client.train_job(TrainJob::new(123)).await.unwrap();
    assert_eq!(again.status, "Training not started");
    let why = again.error_message.value().map(String::as_str);
    assert_eq!(why, Some("The job is being trained already."));
    // The other job is not affected.
    assert_eq!(server.job(124).await.retrain_state, "not_trained");
    server.client.train_job(TrainJob::new(124)).await.unwrap();

    let job = server.reach(123, "pending").await;
    assert_eq!(job.last_train_start_timestamp.unwrap().timestamp(), started);
    assert_eq!((job.last_train_finished_timestamp, job.features), (None, None));
    let message = job.retrain_msg.as_deref();
    assert_eq!(message, Some("Training in progress, requested by jane.roe."));
    server.advance(1);
    server.reach(123, "training").await;
    let finished = server.advance(1);
    let job = server.reach(123, "trained").await;
    assert_eq!(job.retrain_msg.as_deref(), Some("Trained on 1 event, requested by jane.roe."));
    assert_eq!(job.last_train_finished_timestamp.unwrap().timestamp(), finished);
    assert_eq!(job.features.unwrap(), ["host.name", "user"]);

    train(&server, 123).await;
    assert_eq!(server.job(123).await.retrain_msg.as_deref(), Some("Trained on 1 event."));
    server.stop().await;
}

#[tokio::test]
async fn unknown_jobs_are_reported() {
    let server = Server::start().await;
    let client = &server.client;
    let error = client.get_job(GetJob::new(9)).await.unwrap_err();
    let CallError::Api(GetJobError::NotFound(why)) = error else { panic!("{error:?}") };
    assert_eq!(why.detail, "There is no job 9.");
    let error = client.get_job_labels(GetJobLabels::new(-1)).await.unwrap_err();
    let CallError::Api(GetJobLabelsError::NotFound(why)) = error else { panic!("{error:?}") };
    assert_eq!(why.detail, "There is no job -1.");
    let error = client.train_job(TrainJob::new(i64::MAX)).await.unwrap_err();
    assert!(matches!(error, CallError::Api(TrainJobError::NotFound(_))), "{error:?}");

    // Titles are compared exactly.
    for name in ["login alerts", "Login alerts ", "Login", "\u{0}", "%"] {
        let request = GetJobByName::new(JobByNameRequest::new(name));
        let error = client.get_job_by_name(request).await.unwrap_err();
        let CallError::Api(GetJobByNameError::NotFound(why)) = error else { panic!("{error:?}") };
        assert!(why.detail.contains(name), "{why:?}");
        let request = GetJobLabelsByName::new(JobByNameRequest::new(name));
        let error = client.get_job_labels_by_name(request).await.unwrap_err();
        assert!(matches!(error, CallError::Api(GetJobLabelsByNameError::NotFound(_))));
    }
    server.stop().await;
}
