//! Events: ids, stored data, and unknown ids.

use arcanna_api::operations::{
    ExportEvent, ExportEventError, GetEventDecision, GetEventDecisionError, IngestEvent,
    IngestEventError, IngestEventWithId, IngestEventWithIdError, SubmitFeedback,
    SubmitFeedbackError,
};
use arcanna_api::types;
use counterpart_wire::CallError;
use serde_json::{Value, json};

use super::{Server, ingest};

#[tokio::test]
async fn an_event_gets_an_id_of_digits() {
    let server = Server::start().await;
    let mut request = ingest(123, json!({"user": "jdoe"}));
    request.title = Some("Five failed logins of one user".to_owned());
    request.severity = Some(3);
    request.data_source = Some("vpn-gateway".to_owned());
    let first = server.client.ingest_event(IngestEvent::new(request)).await.unwrap();
    assert!(first.event_id.bytes().all(|sign| sign.is_ascii_digit()), "{first:?}");
    assert_eq!((first.job_id, first.status.as_str()), (123, "pending_inference"));
    assert_eq!(first.error_message, None);
    assert_eq!(first.ingest_timestamp.to_string(), "2026-01-31T12:00:00Z");

    let second = server.ingest(123, json!({"user": "jdoe"})).await;
    assert_ne!(first.event_id, second);
    assert_eq!(server.decision(123, &second).await.event_id, second);
    server.stop().await;
}

#[tokio::test]
async fn an_id_chosen_by_a_caller_is_not_assigned_again() {
    let server = Server::start().await;
    let made: u64 = server.ingest(123, json!({"n": 1})).await.parse().unwrap();
    for next in 1..4 {
        server.ingest_as(123, &(made + next).to_string(), json!({"chosen": next})).await;
    }
    let id = server.ingest(123, json!({"n": 2})).await;
    assert_eq!(id, (made + 4).to_string());
    assert_eq!(server.job(123).await.processed_documents_count, 5);
    server.stop().await;
}

#[tokio::test]
async fn an_event_is_returned_unchanged() {
    let server = Server::start().await;
    let mut deep = json!(1);
    for _ in 0..120 {
        deep = json!([deep]);
    }
    let event = json!({
        "text": "Ünïcödé \u{1f600} \u{0} \n </script> \"quoted\"",
        "numbers": [0, -1, 1.0, 0.1, 0.02999, 1e300, -0.0, u64::MAX, i64::MIN, 12_345_678_901_234_567_i64],
        "none": null, "yes": true, "empty": {}, "list": [], "": "no name", "a.b": {"c": [{"d": [[]]}]},
        "raw_body": {"event_id": "x"}, "job_id": "not the job", "deep": deep,
    });
    for id in ["1", "vpn-2024-02-15-0007", "a/b c%?#ü", "export", "..x", "1/export"] {
        server.ingest_as(123, id, event.clone()).await;
        let export = server.export(123, id).await;
        assert_eq!((export.event_id.as_str(), export.status.as_str()), (id, "OK"));
        assert_eq!(Value::Object(export.arcanna_event.into_iter().collect()), event);
        assert_eq!(server.decision(123, id).await.event_id, id);
    }
    server.ingest_as(123, "nothing", json!({})).await;
    assert!(server.export(123, "nothing").await.arcanna_event.is_empty());
    server.stop().await;
}

#[tokio::test]
async fn a_second_event_with_the_same_id_replaces_the_first() {
    let server = Server::start().await;
    server.ingest_as(123, "one", json!({"user": "jo"})).await;
    server.feedback(123, "one", "Drop").await;
    // Repeating the same event is safe.
    let again = server.advance(5);
    server.ingest_as(123, "one", json!({"user": "jo"})).await;
    let job = server.job(123).await;
    assert_eq!((job.processed_documents_count, job.feedback_documents_count), (1, 1));
    assert_eq!(server.label(123, "one").await, "Drop");
    let export = server.export(123, "one").await;
    assert_eq!(export.ingest_timestamp.timestamp(), again);

    // A different event inherits nothing from the first one, not even its feedback.
    server.ingest_as(123, "one", json!({"user": "eve"})).await;
    let job = server.job(123).await;
    assert_eq!((job.processed_documents_count, job.feedback_documents_count), (1, 0));
    assert_eq!(server.export(123, "one").await.arcanna_event["user"], "eve");
    server.ingest_as(123, "two", json!({"user": "jo"})).await;
    let decision = server.decision(123, "two").await;
    assert_eq!((decision.outlier, decision.bucket_state.as_deref()), (Some(true), Some("new")));
    server.stop().await;
}

#[tokio::test]
async fn the_same_id_in_two_jobs_is_two_events() {
    let server = Server::start().await;
    server.ingest_as(123, "one", json!({"user": "jo"})).await;
    server.ingest_as(124, "one", json!({"file": "a.exe"})).await;
    server.feedback(124, "one", "Investigate").await;
    assert_eq!(server.export(123, "one").await.arcanna_event["user"], "jo");
    assert_eq!(server.label(124, "one").await, "Investigate");
    assert_eq!(server.label(123, "one").await, "Escalate");
    assert_eq!(server.job(123).await.feedback_documents_count, 0);
    server.stop().await;
}

#[tokio::test]
async fn concurrent_callers_lose_nothing() {
    let server = Server::start().await;
    let calls = (0..20).map(|n| server.ingest(123, json!({"n": n % 3})));
    let mut ids = futures_util::future::join_all(calls).await;
    let feedback = ids.iter().map(|id| server.feedback(123, id, "Drop"));
    futures_util::future::join_all(feedback).await;
    let again = ids.iter().map(|id| server.feedback(123, id, "Escalate"));
    futures_util::future::join_all(again).await;
    ids.sort();
    ids.dedup();
    let job = server.job(123).await;
    assert_eq!(ids.len(), 20);
    assert_eq!((job.processed_documents_count, job.feedback_documents_count), (20, 20));
    server.stop().await;
}

#[tokio::test]
async fn unknown_resources_are_reported() {
    let server = Server::start().await;
    let client = &server.client;
    let body = || ingest(9, json!({}));
    let said = types::FeedbackRequest::new("jane.roe", "Drop");

    let error = client.ingest_event(IngestEvent::new(body())).await.unwrap_err();
    let CallError::Api(IngestEventError::NotFound(why)) = error else { panic!("{error:?}") };
    assert_eq!(why.detail, "There is no job 9.");
    let error = client.ingest_event_with_id(IngestEventWithId::new("1", body())).await.unwrap_err();
    assert!(matches!(error, CallError::Api(IngestEventWithIdError::NotFound(_))), "{error:?}");

    for (job, detail) in [(9, "There is no job 9."), (123, "Job 123 has no event 1.")] {
        let error = client.get_event_decision(GetEventDecision::new(job, "1")).await.unwrap_err();
        let CallError::Api(GetEventDecisionError::NotFound(why)) = error else {
            panic!("{error:?}")
        };
        assert_eq!(why.detail, detail);
        let error = client.export_event(ExportEvent::new(job, "1")).await.unwrap_err();
        let CallError::Api(ExportEventError::NotFound(why)) = error else { panic!("{error:?}") };
        assert_eq!(why.detail, detail);
        let request = SubmitFeedback::new(job, "1", said.clone());
        let error = client.submit_feedback(request).await.unwrap_err();
        let CallError::Api(SubmitFeedbackError::NotFound(why)) = error else { panic!("{error:?}") };
        assert_eq!(why.detail, detail);
    }
    assert_eq!(server.job(123).await.processed_documents_count, 0);
    server.stop().await;
}
