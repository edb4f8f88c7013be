//! Restarts preserve all data.

use arcanna_api::operations::{ListJobs, TrainJob};
use counterpart_runtime::store::Place;
use serde_json::json;

use super::Server;

#[tokio::test]
async fn all_data_survives_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::Folder(folder.path().join("data"));

    let server = Server::at(place.clone()).await;
    let known = server.ingest(123, json!({"user": "jdoe", "n": 0.1})).await;
    let other = server.ingest(123, json!({"user": "jdoe", "n": 2})).await;
    server.feedback(123, &known, "Drop").await;
    super::jobs::train(&server, 123).await;
    server.client.train_job(TrainJob::new(124)).await.unwrap();
    let jobs = server.client.list_jobs(ListJobs::new()).await.unwrap();
    let (decision, export) = (server.decision(123, &other).await, server.export(123, &known).await);
    server.stop().await;

    for _ in 0..2 {
        let server = Server::at(place.clone()).await;
        assert_eq!(server.client.list_jobs(ListJobs::new()).await.unwrap(), jobs);
        assert_eq!(server.decision(123, &other).await, decision);
        assert_eq!(server.export(123, &known).await, export);
        server.stop().await;
    }

    // Running jobs resume, and new ids continue the sequence.
    let server = Server::at(place).await;
    let next = server.ingest(123, json!({})).await;
    assert!(next > other && next.len() == other.len(), "{next} {other}");
    for state in ["pending", "training", "trained"] {
        server.reach(124, state).await;
        server.advance(10);
    }
    server.stop().await;
}
