//! Acknowledged data survives a restart, and running jobs resume.

use arcee_api::wire::multipart::File;
use arcee_api::{operations as op, types};
use counterpart_runtime::store::Place;

use super::queries::{names, retrieve};
use super::server::{handbook, reach, start_in, status, upload};

#[tokio::test]
async fn data_survives_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::Folder(folder.path().to_owned());
    let server = start_in(place.clone()).await;
    let client = server.client();
    let organization = types::CreateOrganizationInput::new("Acme");
    client.create_organization(op::CreateOrganization::new(organization)).await.unwrap();
    let expiry = types::CreateTokenInput::new("2030-12-31".parse().unwrap());
    let token = client.create_token(op::CreateToken::new(expiry)).await.unwrap().token;
    let context = upload(&client, "handbook", handbook()).await.context_id;
    let input = types::TrainModelInput::new().with_name("assistant").with_context("handbook");
    let model = client.train_model(op::TrainModel::new(input)).await.unwrap().id;
    // A large file that is accepted shortly before the restart.
    let row = format!("{},note", "word ".repeat(200));
    let rows: Vec<String> = (0..700).map(|number| format!("{row} {number}")).collect();
    let form = File::new(format!("doc,title\n{}\nthe zeppelin,last\n", rows.join("\n")));
    let form = types::BodyUploadContextCsvV2ContextsContextNameCsvPost::new(form);
    let sent =
        client.upload_context_csv(op::UploadContextCsv::new("handbook", form)).await.unwrap();
    assert!(
        matches!(sent, op::UploadContextCsvOutcome::Accepted(made) if made.context_id == context)
    );
    server.stop().await;

    let server = start_in(place).await;
    let client = server.client_with(token.expose());
    let whoami = op::Whoami::new().with_x_arcee_org("acme");
    assert_eq!(client.whoami(whoami).await.unwrap().org, "acme");
    assert_eq!(status(&client, &model).await.unwrap().status, "queued");
    server.train_model(&client, &model).await;
    assert_eq!(names(&retrieve(&client, &model, "desk").await), ["opening-hours"]);
    reach("1", async || retrieve(&client, &model, "zeppelin").await.results.len().to_string())
        .await;
    let files = std::fs::read_dir(folder.path().join("files/arcee/counterpart")).unwrap().count();
    assert!(files <= 1, "the file is removed after processing");
}
