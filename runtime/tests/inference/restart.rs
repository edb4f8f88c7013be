//! Restarts preserve all data.

use counterpart_runtime::store::Place;
use inference_api::operations as op;
use inference_api::types;

use super::chats::{ask, whole};
use super::server::{Server, first_connector, first_data_model};

#[tokio::test]
async fn all_data_survives_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::Folder(folder.path().join("data"));

    let server = Server::at(place.clone()).await;
    let client = &server.client;
    let me = client.get_current_user(op::GetCurrentUser::new()).await.unwrap();
    let question = op::CreateChatCompletion::new(ask("My card is blue."));
    let chat = whole(client.create_chat_completion(question).await.unwrap()).id;
    let data = vec![types::ConnectorTraining::new(first_connector(client).await.id)];
    let model = first_data_model(client).await.id;
    let settings = counterpart_wire::Map::new();
    let new = types::TrainingCreate::new("t", "tree", settings, model, data, 1);
    let training = client.create_training(op::CreateTraining::new(new)).await.unwrap().into_body();
    let file = "name,birthdate,notes\nFrequent flyer,1991-01-01,Again.\n";
    let file = counterpart_wire::multipart::File::new(file).named("a.csv").of_type("text/csv");
    let form = types::PersonaUploadForm::new(vec![file]);
    let pending = client.upload_personas(op::UploadPersonas::new(form)).await.unwrap();
    let board = client.list_leaderboards(op::ListLeaderboards::new()).await.unwrap();
    server.stop().await;

    let server = Server::at(place).await;
    let client = &server.client;
    assert_eq!(client.get_current_user(op::GetCurrentUser::new()).await.unwrap(), me);
    assert_eq!(client.list_leaderboards(op::ListLeaderboards::new()).await.unwrap(), board);
    let more = ask("What is blue?").with_id(chat.as_str());
    let more = client.create_chat_completion(op::CreateChatCompletion::new(more)).await;
    let more = whole(more.unwrap());
    assert_eq!(more.choices[0].message.content, "My card is blue.");
    let body = types::PersonaUploadConfirmation::new();
    let confirm = op::ConfirmPersonaUpload::new(pending.upload_token.unwrap(), body);
    client.confirm_persona_upload(confirm).await.unwrap();
    // Running jobs resume.
    let done = server
        .until(async || {
            let found =
                client.get_training(op::GetTraining::new(training.id.as_str())).await.unwrap();
            (found.status == "completed").then_some(found)
        })
        .await;
    assert_eq!(done.checkpoints.len(), 3);
    server.stop().await;
}
