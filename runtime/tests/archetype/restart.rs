//! Restarts preserve all data, even unexpected ones.

use archetype_api::{operations as op, types};
use bytes::Bytes;
use counterpart_runtime::store::Place;

use crate::batch::{classification, create, finish, reach};
use crate::server::Server;

#[tokio::test]
async fn all_data_survives_a_restart_and_jobs_resume() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::Folder(folder.path().join("data"));
    let server = Server::at(place.clone()).await;
    for (name, class) in [("healthy.csv", "0.1"), ("worn.csv", "0.9"), ("week.csv", "0.8")] {
        server.upload(name, &format!("t,x\n1,{class}\n2,{class}\n")).await;
    }
    let client = server.client().await;
    let waiting = client.create_job(create(&classification())).await.unwrap().into_body().id;
    let upload = types::InitiateUploadInput::new("note.txt", "text/plain", 4);
    let upload = client.initiate_upload(op::InitiateUpload::new(upload)).await.unwrap();
    let session =
        client.create_session(crate::sessions::create(crate::server::ACTIVITY)).await.unwrap();
    server.pass(1);
    reach(&server, &waiting, types::JobStatus::Admitted).await;
    let files = client.list_files(op::ListFiles::new()).await.unwrap();
    server.stop().await;

    let server = Server::at(place).await;
    server.pass(10);
    let client = server.client().await;
    assert_eq!(client.list_files(op::ListFiles::new()).await.unwrap(), files);
    let sessions = client.list_sessions(op::ListSessions::new()).await.unwrap();
    assert_eq!(sessions[0].session_id, session.session_id);
    // An existing URL is still valid, on the new port.
    let path = upload.parts[0].url.split_once("/archetype").unwrap().1;
    let url = format!("{}/archetype{path}", server.running.url());
    let sent = reqwest::Client::new().put(url).body(Bytes::from("text")).send().await.unwrap();
    let token = sent.headers()["etag"].to_str().unwrap().to_owned();
    let parts = types::CompleteUploadInput::new(vec![types::SentPart::new(1, token)]);
    let complete = op::CompleteUpload::new(&*upload.upload_id, parts);
    assert_eq!(client.complete_upload(complete).await.unwrap().file_uid, upload.file_uid);
    assert_eq!(finish(&server, &waiting).await.status, types::JobStatus::Completed);
    server.stop().await;
}
