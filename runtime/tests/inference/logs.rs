//! The inference logs: each model call creates an entry that can be found and counted.

use inference_api::operations as op;
use inference_api::types;
use serde_json::json;

use super::chats::ask;
use super::server::{SECOND, Server};

async fn lines(server: &Server, list: op::ListInferenceLogs) -> types::InferenceLogList {
    server.client.list_inference_logs(list).await.unwrap()
}

/// Makes three calls at intervals of one second: two chats, one of them tagged and the other with another model, and an
/// insight.
async fn three_calls(server: &Server) {
    let marked = ask("Is it raining?")
        .with_type("weather")
        .with_user("client-34")
        .with_tags(vec!["help-desk".to_owned(), "rain".to_owned()])
        .with_metadata(counterpart_wire::Map::from([(
            "correlation_id".to_owned(),
            json!("ticket-4711"),
        )]));
    let other = ask("Is it snowing?").with_model("neolang-1-mini");
    for request in [marked, other] {
        let call = op::CreateChatCompletion::new(request);
        server.client.create_chat_completion(call).await.unwrap();
        server.clock.advance(SECOND);
    }
    let insight = types::InsightCreate::new().with_client("Ada books flights.");
    server.client.create_insight(op::CreateInsight::new(insight)).await.unwrap();
}

#[tokio::test]
async fn each_call_creates_a_log_entry() {
    let server = Server::start().await;
    three_calls(&server).await;
    let all = lines(&server, op::ListInferenceLogs::new()).await;
    let kinds: Vec<&str> = all.data.iter().map(|line| line.type_.as_str()).collect();
    assert_eq!((all.count, kinds), (3, vec!["insight", "chat", "weather"]), "newest first");
    let line = &all.data[2];
    assert_eq!(
        (line.user.as_str(), line.correlation_id.as_deref()),
        ("client-34", Some("ticket-4711"))
    );
    assert_eq!((line.tags.join(" ").as_str(), line.status.as_str()), ("help-desk rain", "success"));
    assert_eq!(line.total_tokens, line.input_tokens + line.output_tokens);
    let me = server.client.get_current_user(op::GetCurrentUser::new()).await.unwrap().id;
    assert_eq!(
        (all.data[1].user.as_str(), all.data[1].model.as_str()),
        (me.as_str(), "neolang-1-mini")
    );

    let list = op::ListInferenceLogs::new;
    let second = lines(&server, list().with_page(2).with_page_size(2)).await;
    assert_eq!((second.count, second.has_more, &second.data[..]), (3, false, &all.data[2..]));
    let at = |text: &str| text.parse().unwrap();
    let table = [
        (list().with_user("client-34"), vec![2]),
        (list().with_user(me.as_str()), vec![0, 1, 2]),
        (list().with_model("neolang-1"), vec![0, 2]),
        (list().with_status("error"), vec![]),
        (list().with_type("weather"), vec![2]),
        (list().with_tag("rain"), vec![2]),
        (list().with_tag("ra"), vec![]),
        (list().with_correlation_id("ticket-4711").with_model("neolang-1"), vec![2]),
        (list().with_correlation_id("ticket-4711").with_type("chat"), vec![]),
        (list().with_start_date(at("2026-01-01T12:00:01Z")), vec![0, 1]),
        (list().with_end_date(at("2026-01-01T13:00:01+01:00")), vec![1, 2]),
    ];
    for (list, expected) in table {
        let told = format!("{list:?}");
        let found = lines(&server, list).await;
        let expected: Vec<_> =
            expected.into_iter().map(|place: usize| all.data[place].clone()).collect();
        assert_eq!(found.data, expected, "{told}");
        assert_eq!(found.count, i64::try_from(expected.len()).unwrap());
    }
    server.stop().await;
}

#[tokio::test]
async fn calls_are_summarized() {
    let server = Server::start().await;
    let sum = async |request: op::GetInferenceLogsSummary| {
        server.client.get_inference_logs_summary(request).await.unwrap()
    };
    let nothing = sum(op::GetInferenceLogsSummary::new()).await;
    assert_eq!((nothing.total_calls, nothing.model_usage.len()), (0, 0));
    assert!(nothing.success_rate.abs() < f64::EPSILON);
    assert_eq!(nothing.period_start_date, nothing.period_end_date);

    three_calls(&server).await;
    let long = ask(&"word ".repeat(5000)).with_model("neolang-1-mini");
    let long = server.client.create_chat_completion(op::CreateChatCompletion::new(long)).await;
    assert_eq!(long.unwrap_err().status().unwrap(), 400);
    let all = sum(op::GetInferenceLogsSummary::new()).await;
    assert_eq!(all.total_calls, 4);
    assert!((all.success_rate - 0.75).abs() < f64::EPSILON);
    assert_eq!(all.model_usage["neolang-1-mini"], 2);
    let lines = lines(&server, op::ListInferenceLogs::new()).await.data;
    assert_eq!(all.total_tokens, lines.iter().map(|line| line.total_tokens).sum::<i64>());
    assert_eq!(all.period_start_date.to_string(), "2026-01-01T12:00:00Z");
    assert_eq!(all.period_end_date.to_string(), "2026-01-01T12:00:02Z");

    let some = op::GetInferenceLogsSummary::new()
        .with_type("weather")
        .with_user("client-34")
        .with_correlation_id("ticket-4711")
        .with_model("neolang-1")
        .with_start_date("2025-01-01T00:00:00Z".parse().unwrap())
        .with_end_date("2026-12-31T00:00:00Z".parse().unwrap());
    let some = sum(some).await;
    assert_eq!((some.total_calls, some.model_usage["neolang-1"]), (1, 1));
    assert_eq!(some.period_start_date.to_string(), "2025-01-01T00:00:00Z");
    server.stop().await;
}
