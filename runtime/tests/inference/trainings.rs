//! Trainings and their results: checkpoints, evaluations with benchmarks, and the ranking.

use inference_api::operations as op;
use inference_api::types::{self, Metric};
use serde_json::json;

use super::server::{
    NOTHING, SECOND, Server, first_benchmark, first_connector, first_data_model, refused,
};

async fn new_training(server: &Server, name: &str, epochs: i32) -> types::TrainingCreate {
    let client = &server.client;
    let data = types::ConnectorTraining::new(first_connector(client).await.id)
        .with_files(vec!["uptake/2024-q2.csv".to_owned()]);
    let settings = [("epochs".to_owned(), json!(epochs))].into();
    let model = first_data_model(client).await.id;
    types::TrainingCreate::new(name, "transformer", settings, model, vec![data], 2)
        .with_benchmark_ids(vec![first_benchmark(client).await.id])
}

async fn start(server: &Server, new: types::TrainingCreate) -> types::Training {
    server.client.create_training(op::CreateTraining::new(new)).await.unwrap().into_body()
}

async fn training(server: &Server, id: &str) -> types::Training {
    server.client.get_training(op::GetTraining::new(id)).await.unwrap()
}

async fn reach(server: &Server, id: &str, status: &str) -> types::Training {
    server
        .until(async || Some(training(server, id).await).filter(|found| found.status == status))
        .await
}

async fn ranking(server: &Server, list: op::ListLeaderboards) -> types::Leaderboard {
    server.client.list_leaderboards(list).await.unwrap()
}

fn names(board: &types::Leaderboard) -> Vec<&str> {
    board.data.iter().map(|entry| entry.name.as_str()).collect()
}

#[tokio::test]
async fn a_training_runs_its_epochs() {
    let server = Server::start().await;
    let made = start(&server, new_training(&server, "uptake-v2", 2).await).await;
    assert_eq!(
        (made.status.as_str(), made.checkpoints.len(), made.metrics.len()),
        ("queued", 0, 0)
    );
    let id = made.id.as_str();
    server.clock.advance(SECOND);
    let running =
        async || Some(training(&server, id).await).filter(|found| found.status != "queued");
    assert_eq!(server.soon(running).await.status, "running");
    server.clock.advance(SECOND);
    let first =
        async || Some(training(&server, id).await).filter(|found| !found.checkpoints.is_empty());
    let found = server.soon(first).await;
    assert_eq!((found.status.as_str(), found.checkpoints.len()), ("running", 1));
    assert_eq!((found.metrics[0].name.as_str(), found.metrics[0].step), ("loss", Some(400)));
    server.clock.advance(SECOND);
    let done =
        async || Some(training(&server, id).await).filter(|found| found.status == "completed");
    let done = server.soon(done).await;
    let epochs: Vec<_> = done.checkpoints.iter().map(|checkpoint| checkpoint.epoch).collect();
    assert_eq!(epochs, [Some(1), Some(2)]);
    assert!(done.metrics[1].value < done.metrics[0].value);
    assert!(done.updated_at > done.created_at);

    let list = op::ListCheckpoints::new().with_limit(100);
    let checkpoints = server.client.list_checkpoints(list).await.unwrap();
    assert_eq!(checkpoints.count, 5);
    assert_eq!(checkpoints.data[3..], done.checkpoints);

    // Each checkpoint is measured with the benchmark automatically.
    let mine = || op::ListLeaderboards::new().with_model_id("uptake-v2");
    let board = server
        .until(async || Some(ranking(&server, mine()).await).filter(|board| board.count == 2))
        .await;
    assert_eq!(names(&board), ["uptake-v2-epoch-2", "uptake-v2-epoch-1"]);
    assert_eq!((board.data[0].rank, board.data[1].rank), (1, 2));
    assert!(board.data[0].score > board.data[1].score);
    server.stop().await;
}

#[tokio::test]
async fn the_references_of_a_training_must_exist() {
    let server = Server::start().await;
    let new = async || new_training(&server, "uptake-v2", 2).await;
    let call = async |new| server.client.create_training(op::CreateTraining::new(new)).await;
    let mut wrong = new().await;
    wrong.data_model_id = NOTHING.to_owned();
    refused(call(wrong).await, 404, "There is no data model");
    let mut wrong = new().await;
    wrong.connectors.push(types::ConnectorTraining::new(NOTHING));
    refused(call(wrong).await, 404, "There is no connector");
    let wrong = new().await.with_benchmark_ids(vec![NOTHING.to_owned()]);
    refused(call(wrong).await, 404, "There is no benchmark");
    let mut wrong = new().await;
    wrong.connectors.clear();
    refused(call(wrong).await, 400, "/connectors");
    server.stop().await;
}

#[tokio::test]
async fn a_queued_training_can_be_changed() {
    let server = Server::start().await;
    let client = &server.client;
    let made = start(&server, new_training(&server, "uptake-v2", 5).await).await;
    let id = made.id.as_str();
    let change = async |change| client.update_training(op::UpdateTraining::new(id, change)).await;
    let connector = types::UpdateConnectorTraining::new().with_files(vec!["notes.txt".to_owned()]);
    let early = types::TrainingUpdate::new().with_architecture("tree").with_connector(connector);
    let changed = change(early).await.unwrap();
    assert_eq!(changed.architecture, "tree");
    assert_eq!(changed.connectors[0].connector_id, made.connectors[0].connector_id);
    assert_eq!(changed.connectors[0].files.as_ref().unwrap(), &["notes.txt"]);
    let elsewhere = types::UpdateConnectorTraining::new().with_connector_id(NOTHING);
    let elsewhere = types::TrainingUpdate::new().with_connector(elsewhere);
    refused(change(elsewhere).await, 404, "There is no connector");

    reach(&server, id, "running").await;
    let late = types::TrainingUpdate::new().with_architecture("forest");
    refused(change(late).await, 409, "The training is running.");
    let benchmarks = types::TrainingUpdate::new().with_benchmark_ids(vec![NOTHING.to_owned()]);
    refused(change(benchmarks).await, 404, "There is no benchmark");
    let name = types::TrainingUpdate::new().with_name("final").with_benchmark_ids(Vec::new());
    let changed = change(name).await.unwrap();
    assert_eq!((changed.name.as_str(), changed.benchmark_ids.len()), ("final", 0));
    let unknown = op::UpdateTraining::new(NOTHING, types::TrainingUpdate::new());
    refused(client.update_training(unknown).await, 404, "There is no training");
    server.stop().await;
}

#[tokio::test]
async fn a_training_without_data_fails() {
    let server = Server::start().await;
    let mut new = new_training(&server, "lost", 2).await;
    new.connectors[0].files = Some(vec!["gone.csv".to_owned()]);
    let made = start(&server, new).await;
    let failed = reach(&server, &made.id, "failed").await;
    assert_eq!(failed.checkpoints.len(), 0);
    server.stop().await;
}

#[tokio::test]
async fn deleting_a_training_deletes_its_checkpoints() {
    let server = Server::start().await;
    let client = &server.client;
    let made = start(&server, new_training(&server, "uptake-v2", 100).await).await;
    let id = made.id.as_str();
    let some =
        async || Some(training(&server, id).await).filter(|found| found.checkpoints.len() > 1);
    server.until(some).await;
    let board = || op::ListLeaderboards::new().with_limit(100);
    let measured = async || Some(ranking(&server, board()).await).filter(|board| board.count > 4);
    let full = server.until(measured).await;

    assert_eq!(client.delete_training(op::DeleteTraining::new(id)).await.unwrap().id, id);
    let there = "There is no training";
    refused(client.get_training(op::GetTraining::new(id)).await, 404, there);
    refused(client.delete_training(op::DeleteTraining::new(id)).await, 404, there);
    let left = client.list_checkpoints(op::ListCheckpoints::new()).await.unwrap();
    assert_eq!(left.count, 3);
    let left = ranking(&server, board()).await;
    assert_eq!(left.count, 3);
    // A reader continues from the position of a deleted checkpoint.
    for (place, entry) in full.data.iter().enumerate() {
        let rest = ranking(&server, board().with_after(entry.id.as_str())).await;
        let expected: Vec<&str> = full.data[place + 1..]
            .iter()
            .filter(|entry| entry.model_id.as_deref() == Some("card-uptake-v1"))
            .map(|entry| entry.name.as_str())
            .collect();
        assert_eq!(names(&rest), expected);
    }
    // Its job ends and leaves nothing behind.
    let other = start(&server, new_training(&server, "other", 1).await).await;
    reach(&server, &other.id, "completed").await;
    let left = client.list_checkpoints(op::ListCheckpoints::new()).await.unwrap();
    assert_eq!(left.count, 4);
    server.stop().await;
}

#[tokio::test]
async fn a_webhook_can_end_a_training() {
    let server = Server::start().await;
    let made = start(&server, new_training(&server, "uptake-v2", 100).await).await;
    reach(&server, &made.id, "running").await;
    let news = types::WebhookEvent::new(made.id.as_str()).with_status("failed");
    server.client.receive_webhook(op::ReceiveWebhook::new(news)).await.unwrap();
    let then = training(&server, &made.id).await;
    assert_eq!(then.status, "failed");
    let other = start(&server, new_training(&server, "other", 1).await).await;
    reach(&server, &other.id, "completed").await;
    assert_eq!(training(&server, &made.id).await, then);
    server.stop().await;
}

#[tokio::test]
async fn a_benchmark_is_created_changed_and_deleted() {
    let server = Server::start().await;
    let client = &server.client;
    let connector = first_connector(client).await.id;
    let data =
        vec![types::ConnectorTraining::new(connector.as_str()).with_files(vec!["a".to_owned()])];
    let metrics = vec![Metric::F1, Metric::LogLoss];
    let new =
        || types::BenchmarkCreate::new("Loans", "", "regression", metrics.clone(), data.clone());
    let made = client.create_benchmark(op::CreateBenchmark::new(new())).await.unwrap().into_body();
    let me = client.get_current_user(op::GetCurrentUser::new()).await.unwrap();
    assert_eq!((&made.created_by, &made.updated_by), (&me.id, &me.id));
    let id = made.id.as_str();
    assert_eq!(client.get_benchmark(op::GetBenchmark::new(id)).await.unwrap(), made);
    let page = |page| op::ListBenchmarks::new().with_page_size(1).with_page(page);
    let second = client.list_benchmarks(page(2)).await.unwrap();
    assert_eq!((second.count, second.has_more, &second.data[0]), (2, false, &made));
    let first = client.list_benchmarks(page(1)).await.unwrap();
    assert!(first.has_more && first.data[0] != made);
    assert_eq!(client.list_benchmarks(page(3)).await.unwrap().data, []);

    let change = types::BenchmarkUpdate::new().with_name("All loans").with_connector(connector);
    let changed = client.update_benchmark(op::UpdateBenchmark::new(id, change)).await.unwrap();
    assert_eq!((changed.name.as_str(), changed.connectors[0].files.as_ref()), ("All loans", None));
    let wrong = types::BenchmarkUpdate::new().with_connector(NOTHING);
    refused(
        client.update_benchmark(op::UpdateBenchmark::new(id, wrong)).await,
        404,
        "no connector",
    );
    let mut wrong = new();
    wrong.connectors = vec![types::ConnectorTraining::new(NOTHING)];
    refused(client.create_benchmark(op::CreateBenchmark::new(wrong)).await, 404, "no connector");

    assert_eq!(client.delete_benchmark(op::DeleteBenchmark::new(id)).await.unwrap().id, id);
    let there = "There is no benchmark";
    refused(client.get_benchmark(op::GetBenchmark::new(id)).await, 404, there);
    refused(client.delete_benchmark(op::DeleteBenchmark::new(id)).await, 404, there);
    let change = op::UpdateBenchmark::new(id, types::BenchmarkUpdate::new());
    refused(client.update_benchmark(change).await, 404, there);
    // The results of a benchmark are deleted with it.
    let first = first_benchmark(client).await.id;
    assert_eq!(ranking(&server, op::ListLeaderboards::new()).await.count, 3);
    client.delete_benchmark(op::DeleteBenchmark::new(first)).await.unwrap();
    assert_eq!(ranking(&server, op::ListLeaderboards::new()).await.count, 0);
    server.stop().await;
}

#[tokio::test]
async fn an_evaluation_runs_in_the_background() {
    let server = Server::start().await;
    let client = &server.client;
    let connector = first_connector(client).await.id;
    let data = vec![types::ConnectorTraining::new(connector)];
    let new = types::BenchmarkCreate::new("Loans", "", "regression", vec![Metric::LogLoss], data);
    let benchmark =
        client.create_benchmark(op::CreateBenchmark::new(new)).await.unwrap().into_body().id;
    let checkpoints = client.list_checkpoints(op::ListCheckpoints::new()).await.unwrap().data;
    let checkpoint = checkpoints[1].id.as_str();
    let evaluate = async |benchmark: &str, checkpoint: &str| {
        let new = types::EvaluationCreate::new(benchmark, checkpoint, 1);
        client.create_evaluation(op::CreateEvaluation::new(new)).await
    };
    let started = evaluate(&benchmark, checkpoint).await.unwrap();
    assert_eq!((started.result.len(), started.checkpoint_id.as_str()), (0, checkpoint));
    refused(evaluate(NOTHING, checkpoint).await, 404, "There is no benchmark");
    refused(evaluate(&benchmark, NOTHING).await, 404, "There is no checkpoint");

    let list = || op::ListLeaderboards::new().with_benchmarks(vec![benchmark.clone()]);
    assert_eq!(ranking(&server, list()).await.count, 0);
    server.clock.advance(SECOND);
    let board =
        server.soon(async || Some(ranking(&server, list()).await).filter(|board| board.count > 0));
    let board = board.await;
    assert_eq!((board.count, board.data[0].id.as_str()), (1, checkpoint));
    let results = &board.data[0].results;
    assert_eq!((results.len(), results[0].benchmark_name.as_str()), (1, "Loans"));
    assert!(results[0].metrics.contains_key("log_loss"));
    // The first metric of the oldest benchmark is the default, and this benchmark does not measure it.
    assert_eq!(board.data[0].score, None);
    server.stop().await;
}

#[tokio::test]
async fn the_ranking_is_ordered_and_filtered() {
    use types::ListLeaderboardsOrderByMetricDirection as Direction;
    let server = Server::start().await;
    let list = op::ListLeaderboards::new;
    let down = ["card-uptake-v1-epoch-3", "card-uptake-v1-epoch-2", "card-uptake-v1-epoch-1"];
    let up = [down[2], down[1], down[0]];
    assert_eq!(names(&ranking(&server, list()).await), down);
    let lowest = list().with_order_by_metric_direction(Direction::Asc);
    assert_eq!(names(&ranking(&server, lowest).await), up);
    let by_ks = list().with_order_by_metric_metric_name(Metric::Ks);
    let board = ranking(&server, by_ks).await;
    assert_eq!(names(&board), down);
    assert_eq!(board.data[0].score.as_ref(), board.data[0].results[0].metrics.get("ks"));
    let benchmark = first_benchmark(&server.client).await.id;
    let by_benchmark = list().with_order_by_metric_benchmark_id(benchmark.as_str());
    assert_eq!(names(&ranking(&server, by_benchmark).await), down);
    // Without a value, all are equal, and the oldest comes first.
    let unknown = list().with_order_by_metric_benchmark_id(NOTHING);
    let board = ranking(&server, unknown).await;
    assert_eq!((names(&board), board.data[0].score), (up.to_vec(), None));

    let page = ranking(&server, list().with_limit(2)).await;
    assert_eq!((page.count, page.has_more, names(&page)), (3, true, down[..2].to_vec()));
    let rest = ranking(&server, list().with_after(page.data[1].id.as_str())).await;
    assert_eq!((rest.has_more, rest.data[0].rank, names(&rest)), (false, 3, down[2..].to_vec()));
    let unknown = server.client.list_leaderboards(list().with_after(NOTHING)).await;
    refused(unknown, 400, "has never contained the item");

    let entry = &page.data[0];
    let one = ranking(&server, list().with_model_id(entry.id.as_str())).await;
    assert_eq!(names(&one), down[..1]);
    let name = ranking(&server, list().with_name("EPOCH-2")).await;
    assert_eq!(names(&name), down[1..2]);
    let of = list().with_trainings(vec![entry.training_id.clone(), NOTHING.to_owned()]);
    assert_eq!(ranking(&server, of).await.count, 3);
    for none in [
        list().with_trainings(vec![NOTHING.to_owned()]),
        list().with_benchmarks(vec![NOTHING.to_owned()]),
        list().with_model_id("other"),
        list().with_start_date("2026-01-01T12:00:01Z".parse().unwrap()),
        list().with_end_date("2026-01-01T11:59:59Z".parse().unwrap()),
    ] {
        assert_eq!(ranking(&server, none).await.count, 0);
    }
    let all = list().with_benchmarks(vec![benchmark, NOTHING.to_owned()]);
    assert_eq!(ranking(&server, all).await.count, 3);
    server.stop().await;
}

#[tokio::test]
async fn trainings_are_listed_by_page() {
    let server = Server::start().await;
    let made = start(&server, new_training(&server, "second", 1).await).await;
    let page = |page| op::ListTrainings::new().with_page_size(1).with_page(page);
    let second = server.client.list_trainings(page(2)).await.unwrap();
    assert_eq!((second.count, second.has_more, &second.data[0]), (2, false, &made));
    let first = server.client.list_trainings(page(1)).await.unwrap();
    assert_eq!((first.has_more, first.data[0].name.as_str()), (true, "card-uptake-v1"));
    assert_eq!((first.data[0].status.as_str(), first.data[0].checkpoints.len()), ("completed", 3));
    server.stop().await;
}
