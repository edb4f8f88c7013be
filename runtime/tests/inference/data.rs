//! Connectors and their files, data models, the cluster, and webhook notifications.

use inference_api::operations as op;
use inference_api::types::{self, ConnectorType};
use serde_json::json;

use super::server::{NOTHING, SECOND, Server, first_connector, first_data_model, refused};

fn bucket(name: &str) -> types::ConnectorCreate {
    let s3 = types::S3Config::new(name, "eu-central-1")
        .with_access_key_id("EXAMPLEKEYID")
        .with_secret_access_key("example-secret-key-not-a-secret");
    types::ConnectorCreate::new("Bucket", ConnectorType::AwsS3).with_s3(s3)
}

async fn connect(server: &Server, new: types::ConnectorCreate) -> types::Connector {
    server.client.create_connector(op::CreateConnector::new(new)).await.unwrap().into_body()
}

async fn connector(server: &Server, id: &str) -> types::Connector {
    server.client.get_connector(op::GetConnector::new(id)).await.unwrap()
}

async fn status(server: &Server, id: &str, wanted: &str) -> types::Connector {
    server
        .soon(async || Some(connector(server, id).await).filter(|found| found.status == wanted))
        .await
}

async fn files(server: &Server, list: op::ListConnectorFiles) -> Vec<String> {
    let files = server.client.list_connector_files(list).await.unwrap();
    files.into_iter().map(|parts| parts.join("/")).collect()
}

#[tokio::test]
async fn a_connector_is_checked_after_the_response() {
    let server = Server::start().await;
    let made = connect(&server, bucket("acme-campaigns")).await;
    let lost = connect(&server, bucket("nowhere")).await;
    assert_eq!((made.status.as_str(), made.provider.as_str()), ("pending", "aws-s3"));
    assert_eq!(files(&server, op::ListConnectorFiles::new(made.id.as_str())).await, [""; 0]);
    server.clock.advance(SECOND);
    status(&server, &made.id, "connected").await;
    status(&server, &lost.id, "failed").await;
    assert_eq!(files(&server, op::ListConnectorFiles::new(lost.id.as_str())).await, [""; 0]);

    let listed = server.client.list_connectors(op::ListConnectors::new()).await.unwrap();
    assert_eq!(listed.count, 3);
    let id = made.id.as_str();
    let deleted = server.client.delete_connector(op::DeleteConnector::new(id)).await.unwrap();
    assert_eq!(deleted.id, id);
    let there = "There is no connector";
    let client = &server.client;
    refused(client.get_connector(op::GetConnector::new(id)).await, 404, there);
    refused(client.delete_connector(op::DeleteConnector::new(id)).await, 404, there);
    refused(client.list_connector_files(op::ListConnectorFiles::new(id)).await, 404, there);
    let scan = op::ScanConnector::new(id, types::ConnectorScanRequest::new());
    refused(client.scan_connector(scan).await, 404, there);
    let bare = types::ConnectorCreate::new("Bucket", ConnectorType::AwsS3);
    refused(client.create_connector(op::CreateConnector::new(bare)).await, 400, "/s3");
    server.stop().await;
}

#[tokio::test]
async fn files_are_listed_and_scanned() {
    let server = Server::start().await;
    let id = first_connector(&server.client).await.id;
    let all = ["notes.txt", "uptake/2024-q2.csv", "uptake/2024-q3.csv", "uptake/readme.md"];
    let list = || op::ListConnectorFiles::new(id.as_str());
    assert_eq!(files(&server, list()).await, all);
    assert_eq!(files(&server, list().with_prefix("uptake/2")).await, all[1..3]);
    assert_eq!(files(&server, list().with_limit(1)).await, all[..1]);

    let scan = async |scan| {
        server.client.scan_connector(op::ScanConnector::new(id.as_str(), scan)).await.unwrap()
    };
    let found = scan(types::ConnectorScanRequest::new()).await;
    assert_eq!(found.keys().collect::<Vec<_>>(), all);
    let wanted = [all[2], all[3], "gone.csv"].map(str::to_owned).to_vec();
    let found = scan(types::ConnectorScanRequest::new().with_files(wanted)).await;
    assert_eq!((found[0].rows, found[0].columns.len()), (Some(3), 5));
    assert_eq!(
        (found[0].columns[2].name.as_str(), found[0].columns[2].type_.as_str()),
        ("income", "number")
    );
    assert_eq!(found[1].error.as_deref(), Some("Not a table."));
    assert_eq!(found["gone.csv"].error.as_deref(), Some("The file does not exist."));

    // A connector with a prefix only reaches files below it.
    let mut new = bucket("acme-campaigns");
    new.s3.as_mut().unwrap().prefix = Some("uptake/".to_owned());
    let below = connect(&server, new).await;
    server.clock.advance(SECOND);
    status(&server, &below.id, "connected").await;
    assert_eq!(files(&server, op::ListConnectorFiles::new(below.id)).await, all[1..]);
    server.stop().await;
}

#[tokio::test]
async fn a_data_model_is_created_changed_and_deleted() {
    let server = Server::start().await;
    let client = &server.client;
    let new = types::DataModelCreate::new("Payments");
    let made = client.create_data_model(op::CreateDataModel::new(new)).await.unwrap().into_body();
    assert_eq!(made.description, "");
    let id = made.id.as_str();
    assert_eq!(client.get_data_model(op::GetDataModel::new(id)).await.unwrap(), made);
    let listed = client.list_data_models(op::ListDataModels::new()).await.unwrap();
    assert_eq!((listed.count, listed.data.last()), (2, Some(&made)));
    let change = types::DataModelUpdate::new().with_description("One row a payment.");
    let changed = client.update_data_model(op::UpdateDataModel::new(id, change)).await.unwrap();
    assert_eq!(
        (changed.name.as_str(), changed.description.as_str()),
        ("Payments", "One row a payment.")
    );

    let data = vec![types::ConnectorTraining::new(first_connector(client).await.id)];
    let settings = counterpart_wire::Map::new();
    let training = types::TrainingCreate::new("Payments", "tree", settings, id, data, 1);
    let training =
        client.create_training(op::CreateTraining::new(training)).await.unwrap().into_body();
    let used = format!("The training {} uses it and is queued.", training.id);
    refused(client.delete_data_model(op::DeleteDataModel::new(id)).await, 409, &used);
    client.delete_training(op::DeleteTraining::new(training.id)).await.unwrap();
    assert_eq!(client.delete_data_model(op::DeleteDataModel::new(id)).await.unwrap().id, id);
    // A data model used only by a finished training can be deleted.
    let first = first_data_model(client).await;
    client.delete_data_model(op::DeleteDataModel::new(first.id)).await.unwrap();
    let there = "There is no data model";
    refused(client.get_data_model(op::GetDataModel::new(id)).await, 404, there);
    refused(client.delete_data_model(op::DeleteDataModel::new(id)).await, 404, there);
    let change = op::UpdateDataModel::new(id, types::DataModelUpdate::new());
    refused(client.update_data_model(change).await, 404, there);
    server.stop().await;
}

#[tokio::test]
async fn a_space_has_one_cluster() {
    let server = Server::start().await;
    let client = &server.client;
    let there = "The space has no cluster.";
    refused(client.get_cluster(op::GetCluster::new()).await, 404, there);
    refused(client.delete_cluster(op::DeleteCluster::new()).await, 404, there);
    let change = || types::ClusterUpdate::new().with_manager_url("https://two.example");
    refused(client.update_cluster(op::UpdateCluster::new(change())).await, 404, there);

    let new = || {
        types::ClusterCreate::new("https://manager.example", "https://ingress.example")
            .with_token("example-cluster-token-not-a-secret")
    };
    let made = client.create_cluster(op::CreateCluster::new(new())).await.unwrap().into_body();
    assert_eq!((made.name.as_str(), made.ingress_url.as_str()), ("", "https://ingress.example"));
    refused(
        client.create_cluster(op::CreateCluster::new(new())).await,
        409,
        "has a cluster already",
    );
    let state = client.get_cluster(op::GetCluster::new()).await.unwrap();
    assert_eq!((state.inference.status.as_str(), state.nodes.len()), ("starting", 2));
    server.clock.advance(SECOND);
    let state = server
        .soon(async || {
            let state = client.get_cluster(op::GetCluster::new()).await.unwrap();
            (state.ingress.status == "ready").then_some(state)
        })
        .await;
    assert_eq!(state.inference.models.unwrap(), ["neolang-1", "neolang-1-mini"]);
    assert_eq!((state.resources.gpu_total, state.resources.gpu_used), (Some(8), Some(0)));

    let changed = client.update_cluster(op::UpdateCluster::new(change())).await.unwrap();
    assert_eq!(changed.manager_url, "https://two.example");
    assert_eq!(changed.token.unwrap().expose(), "example-cluster-token-not-a-secret");
    let deleted = client.delete_cluster(op::DeleteCluster::new()).await.unwrap();
    assert_eq!(deleted.id, made.id);
    let again = client.create_cluster(op::CreateCluster::new(new())).await.unwrap().into_body();
    assert_ne!(again.id, made.id);
    server.stop().await;
}

#[tokio::test]
async fn notifications_change_the_status_of_their_subject() {
    let server = Server::start().await;
    let client = &server.client;
    let news = async |id: &str, status: Option<&str>| {
        let mut event = types::WebhookEvent::new(id);
        event.status = status.map(str::to_owned);
        event.payload = Some([("files".to_owned(), json!(12))].into());
        client.receive_webhook(op::ReceiveWebhook::new(event)).await.unwrap().id
    };
    let made = connect(&server, bucket("elsewhere")).await;
    assert_eq!(news(&made.id, Some("connected")).await, made.id);
    assert_eq!(connector(&server, &made.id).await.status, "connected");
    // The server's own check comes later and does not override the webhook.
    server.clock.advance(SECOND);
    let later = connect(&server, bucket("nowhere")).await;
    server.clock.advance(SECOND);
    status(&server, &later.id, "failed").await;
    assert_eq!(connector(&server, &made.id).await.status, "connected");
    news(&made.id, None).await;
    assert_eq!(connector(&server, &made.id).await.status, "connected");
    assert_eq!(news(NOTHING, Some("gone")).await, NOTHING);

    let new = types::ClusterCreate::new("https://manager.example", "https://ingress.example");
    let cluster = client.create_cluster(op::CreateCluster::new(new)).await.unwrap().into_body();
    news(&cluster.id, Some("upgrading")).await;
    let state = client.get_cluster(op::GetCluster::new()).await.unwrap();
    assert_eq!(state.nodes[0].status, "upgrading");
    server.stop().await;
}
