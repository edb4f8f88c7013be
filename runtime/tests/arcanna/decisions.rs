//! Decisions based on the job's feedback so far.

use serde_json::json;

use super::Server;

#[tokio::test]
async fn without_feedback_an_event_is_not_dropped() {
    let server = Server::start().await;
    for (job, share) in [(123, 0.5), (124, 1.0 / 3.0)] {
        let id = server.ingest(job, json!({"user": "jdoe"})).await;
        let decision = server.decision(job, &id).await;
        assert_eq!(decision.status, "OK");
        assert_eq!(decision.result.as_deref(), Some("escalate_alert"));
        assert_eq!(decision.result_label.as_deref(), Some("Escalate"));
        assert_eq!(decision.bucket_state.as_deref(), Some("new"));
        assert_eq!(decision.outlier, Some(true));
        assert_eq!(decision.confidence_score, Some(share));
        assert!(decision.error_message.is_absent());
    }
    server.stop().await;
}

#[tokio::test]
async fn feedback_changes_the_decisions_on_similar_events() {
    let server = Server::start().await;
    let known = server.ingest(123, json!({"user": "jdoe", "action": "login", "failed": 5})).await;
    let bad = server.ingest(123, json!({"user": "eve", "action": "upload", "bytes": 9})).await;
    server.feedback(123, &known, "Drop").await;
    server.feedback(123, &bad, "Escalate").await;

    let like = server.ingest(123, json!({"user": "JDoe", "action": "login", "failed": 6})).await;
    let decision = server.decision(123, &like).await;
    assert_eq!(decision.result.as_deref(), Some("drop_alert"));
    assert_eq!(decision.outlier, Some(false));
    let confidence = decision.confidence_score.unwrap();
    assert!(0.5 < confidence && confidence < 1.0, "{confidence}");
    let like_bad = server.ingest(123, json!({"user": "eve", "action": "upload", "bytes": 8})).await;
    assert_eq!(server.label(123, &like_bad).await, "Escalate");
    let strange = server.ingest(123, json!({"host": "db-1"})).await;
    assert_eq!(server.decision(123, &strange).await.outlier, Some(true));

    // More of the same feedback increases confidence; different feedback changes the decision.
    let third = server.ingest(123, json!({"user": "jdoe", "action": "login", "failed": 7})).await;
    server.feedback(123, &third, "Drop").await;
    assert!(server.decision(123, &like).await.confidence_score.unwrap() > confidence);
    server.feedback(123, &known, "Escalate").await;
    server.feedback(123, &third, "escalate_alert").await;
    assert_eq!(server.label(123, &like).await, "Escalate");

    // Repeating the request gives the same result.
    assert_eq!(server.decision(123, &like).await, server.decision(123, &like).await);
    server.stop().await;
}

#[tokio::test]
async fn feedback_on_an_event_is_its_decision() {
    let server = Server::start().await;
    let id = server.ingest(124, json!({"file": "a.exe"})).await;
    for (feedback, label) in
        [("Drop", "Drop"), ("investigate", "Investigate"), ("Escalate", "Escalate")]
    {
        server.feedback(124, &id, feedback).await;
        let decision = server.decision(124, &id).await;
        assert_eq!(decision.result_label.as_deref(), Some(label));
        assert_eq!((decision.confidence_score, decision.outlier), (Some(1.0), Some(false)));
    }
    server.stop().await;
}

#[tokio::test]
async fn feedback_is_counted_once_for_each_event() {
    let server = Server::start().await;
    let id = server.ingest(123, json!({"user": "jdoe"})).await;
    let job = server.job(123).await;
    assert_eq!((job.feedback_documents_count, job.last_feedback_timestamp), (0, None));
    for feedback in ["Drop", "Escalate", "Drop"] {
        let given = server.advance(10);
        server.feedback(123, &id, feedback).await;
        let job = server.job(123).await;
        assert_eq!(job.feedback_documents_count, 1);
        assert_eq!(job.last_feedback_timestamp.unwrap().timestamp(), given);
    }
    let other = server.ingest(123, json!({"user": "jdoe"})).await;
    assert_eq!(server.label(123, &other).await, "Drop");
    // Feedback that refers to no label is counted and removes the earlier feedback.
    server.feedback(123, &id, "positive").await;
    assert_eq!(server.job(123).await.feedback_documents_count, 1);
    assert_eq!(server.decision(123, &other).await.outlier, Some(true));
    server.stop().await;
}

#[tokio::test]
async fn the_first_of_its_kind_is_new() {
    let server = Server::start().await;
    let first = server.ingest(123, json!({"user": "jdoe", "ports": [1, 2]})).await;
    let second = server.ingest(123, json!({"ports": [2, 1], "user": "jdoe"})).await;
    let other = server.ingest(123, json!({"user": "jdoe", "ports": [1]})).await;
    for (id, state) in [(&first, "new"), (&second, "known"), (&other, "new")] {
        assert_eq!(server.decision(123, id).await.bucket_state.as_deref(), Some(state));
    }
    // A replaced event becomes the newest one.
    server.ingest_as(123, &first, json!({"user": "jdoe", "ports": [1]})).await;
    for (id, state) in [(&first, "known"), (&second, "new"), (&other, "new")] {
        assert_eq!(server.decision(123, id).await.bucket_state.as_deref(), Some(state));
    }
    server.stop().await;
}

#[tokio::test]
async fn training_finds_significant_properties() {
    let server = Server::start().await;
    // The site and the sensor are the same in most events; only the user is significant.
    for (user, site, label) in [
        ("jo", "a", "Drop"),
        ("jo", "b", "Drop"),
        ("eve", "a", "Escalate"),
        ("eve", "b", "Escalate"),
    ] {
        let event = json!({"user": user, "site": site, "sensor": 1, "mode": "x"});
        let id = server.ingest(123, event).await;
        server.feedback(123, &id, label).await;
    }
    let event = json!({"user": "jo", "site": "c", "sensor": 1, "mode": "x"});
    let id = server.ingest(123, event).await;
    let before = server.decision(123, &id).await;
    super::jobs::train(&server, 123).await;
    let after = server.decision(123, &id).await;
    assert_eq!(after.result_label.as_deref(), Some("Drop"));
    assert!(after.confidence_score > before.confidence_score, "{before:?} {after:?}");
    server.stop().await;
}
