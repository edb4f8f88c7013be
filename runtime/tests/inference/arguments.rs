//! Arguments and insights: what models write for clients.

use inference_api::operations as op;
use inference_api::types::{self, ReviewStatus};
use serde_json::json;

use super::server::{NOTHING, SECOND, Server, refused};

fn brief() -> types::ArgumentCreate {
    let client = [("name".to_owned(), json!("Ada")), ("flights_a_year".to_owned(), json!(14))];
    let mut insight = types::InsightSpec::new().with_insight("You fly every month.");
    insight.unknown.insert("source", "bookings");
    let product = types::ProductSpec::new()
        .with_name("Travel card")
        .with_description("A credit card that turns flights into miles.");
    types::ArgumentCreate::new(client.into(), insight, product, "neolang-1")
}

async fn action(server: &Server) -> types::Action {
    server.client.list_actions(op::ListActions::new()).await.unwrap().data.remove(0)
}

#[tokio::test]
async fn an_argument_is_written_reviewed_and_deleted() {
    let server = Server::start().await;
    let client = &server.client;
    let action = action(&server).await;
    let new = || op::CreateArgument::new(brief().with_action_id(action.id.as_str()));
    let written = client.create_argument(new()).await.unwrap().into_body();
    let text = written.argument.as_deref().unwrap();
    assert!(text.starts_with("Ada, ") && text.contains("miles"), "{text}");
    assert!(text.contains("lounges"), "the action says so: {text}");
    assert!(written.argument_thinking.is_some() && written.error.is_none());
    assert_eq!(written.review.status, ReviewStatus::Pending);
    assert_eq!(written.insight_spec.unknown.get("source").unwrap(), "bookings");
    let again = client.create_argument(new()).await.unwrap().into_body();
    assert_eq!(again.argument, written.argument, "the same brief, the same argument");

    let id = written.id.as_str();
    let kept = client.get_argument(op::GetArgument::new(id)).await.unwrap();
    assert_eq!(
        (kept.underscore_id.as_deref(), kept.action_id.as_deref()),
        (Some(id), Some(action.id.as_str()))
    );
    let me = client.get_current_user(op::GetCurrentUser::new()).await.unwrap();
    assert_eq!(kept.space.as_deref(), Some(me.spaces[0].id.as_str()));

    server.clock.advance(SECOND);
    let review = types::ArgumentReview::new(ReviewStatus::Success).with_reviewer("jane.roe");
    let change = types::ArgumentUpdate::new().with_argument("Shorter.").with_review(review);
    let changed = client.update_argument(op::UpdateArgument::new(id, change)).await.unwrap();
    assert_eq!(changed.argument.as_deref(), Some("Shorter."));
    assert_eq!(changed.review.reviewer.as_deref(), Some("jane.roe"));
    assert!(changed.updated_at > kept.updated_at);

    assert_eq!(client.delete_argument(op::DeleteArgument::new(id)).await.unwrap().id, id);
    let there = "There is no argument";
    refused(client.get_argument(op::GetArgument::new(id)).await, 404, there);
    refused(client.delete_argument(op::DeleteArgument::new(id)).await, 404, there);
    let change = op::UpdateArgument::new(id, types::ArgumentUpdate::new());
    refused(client.update_argument(change).await, 404, there);
    server.stop().await;
}

#[tokio::test]
async fn what_an_argument_names_must_exist() {
    let server = Server::start().await;
    let client = &server.client;
    let new = op::CreateArgument::new(brief().with_action_id(NOTHING));
    refused(client.create_argument(new).await, 404, "There is no action");
    let mut unknown = brief();
    unknown.model = "gpt".to_owned();
    refused(client.create_argument(op::CreateArgument::new(unknown)).await, 404, "no model gpt");
    let made = client.create_argument(op::CreateArgument::new(brief())).await.unwrap().into_body();
    let change = types::ArgumentUpdate::new().with_action_id(NOTHING);
    refused(client.update_argument(op::UpdateArgument::new(made.id, change)).await, 404, NOTHING);
    server.stop().await;
}

#[tokio::test]
async fn arguments_are_found_by_review_and_action() {
    let server = Server::start().await;
    let client = &server.client;
    let action = action(&server).await;
    let mut ids = Vec::new();
    for with_action in [true, true, false] {
        let brief = if with_action { brief().with_action_id(action.id.as_str()) } else { brief() };
        ids.push(
            client.create_argument(op::CreateArgument::new(brief)).await.unwrap().into_body().id,
        );
    }
    let review = types::ArgumentReview::new(ReviewStatus::Reviewing);
    let change = types::ArgumentUpdate::new().with_review(review);
    client.update_argument(op::UpdateArgument::new(ids[1].as_str(), change)).await.unwrap();

    let find = async |list: op::ListArguments| -> Vec<String> {
        let found = client.list_arguments(list).await.unwrap();
        found.into_iter().map(|argument| argument.id).collect()
    };
    let all = op::ListArguments::new;
    assert_eq!(find(all()).await, ids);
    assert_eq!(find(all().with_status(ReviewStatus::Pending)).await, [&*ids[0], &*ids[2]]);
    assert_eq!(find(all().with_action_id(action.id.as_str())).await, ids[..2]);
    let both = all().with_action_id(action.id.as_str()).with_status(ReviewStatus::Reviewing);
    assert_eq!(find(both).await, ids[1..2]);
    assert_eq!(find(all().with_action_id(NOTHING)).await, Vec::<String>::new());
    assert_eq!(find(all().with_page(2).with_page_size(2)).await, ids[2..]);
    assert_eq!(find(all().with_page(3).with_page_size(2)).await, Vec::<String>::new());
    server.stop().await;
}

#[tokio::test]
async fn a_model_that_fails_is_named_in_the_argument() {
    let server = Server::start().await;
    let mut long = brief();
    long.model = "neolang-1-mini".to_owned();
    long.client.insert("diary".to_owned(), json!("one word after the other ".repeat(2000)));
    let made =
        server.client.create_argument(op::CreateArgument::new(long)).await.unwrap().into_body();
    assert_eq!(made.argument, None);
    assert!(made.error.unwrap().contains("neolang-1-mini reads 4096 tokens at most"));
    let logs = server.client.list_inference_logs(op::ListInferenceLogs::new()).await.unwrap();
    assert_eq!((logs.data[0].status.as_str(), logs.data[0].output_tokens), ("error", 0));

    let client = "word ".repeat(40_000);
    let new = types::InsightCreate::new().with_client(client);
    let insight = server.client.create_insight(op::CreateInsight::new(new)).await.unwrap();
    assert!(insight.error.unwrap().contains("neolang-1 reads 32768 tokens"));
    server.stop().await;
}

#[tokio::test]
async fn echo_and_limit_shape_what_is_written() {
    let server = Server::start().await;
    let echo = op::CreateArgument::new(brief().with_echo(true));
    let echo = server.client.create_argument(echo).await.unwrap().into_body().argument.unwrap();
    assert!(echo.starts_with("Why is Travel card right for this client?"), "{echo}");
    let short = op::CreateArgument::new(brief().with_max_tokens(3));
    let short = server.client.create_argument(short).await.unwrap().into_body().argument.unwrap();
    assert_eq!(short, "Ada, we");
    server.stop().await;
}

#[tokio::test]
async fn an_insight_chooses_among_the_actions() {
    let server = Server::start().await;
    let client = &server.client;
    let about = "Ada, 34, books flights every month and pays them by debit card.";
    let ask = || types::InsightCreate::new().with_client(about);
    let insight = client.create_insight(op::CreateInsight::new(ask())).await.unwrap();
    assert_eq!(insight.actions, "Offer the travel card");
    assert_eq!(insight.insight, about);
    assert_eq!(
        (insight.type_.as_deref(), insight.best_channel.as_deref()),
        (Some("offer"), Some("push"))
    );
    assert_eq!(insight.finish_reason.as_deref(), Some("stop"));
    let usage = &insight.usage;
    assert_eq!(usage.total_tokens, usage.prompt_tokens + usage.completion_tokens);

    // A draft is not considered, unless it is named.
    let new = types::ActionCreate::new(
        "Offer a lounge",
        "For whoever books flights, pays flights, and flies every month.",
        "gift",
        types::ActionPriority::Low,
    );
    let draft = client.create_action(op::CreateAction::new(new)).await.unwrap().into_body();
    let insight = client.create_insight(op::CreateInsight::new(ask())).await.unwrap();
    assert_eq!(insight.actions, "Offer the travel card");
    let named = ask().with_actions(vec![draft.id]);
    let insight = client.create_insight(op::CreateInsight::new(named)).await.unwrap();
    assert_eq!(
        (insight.actions.as_str(), insight.type_.as_deref()),
        ("Offer a lounge", Some("gift"))
    );

    let none = types::InsightCreate::new().with_client("Nobody.");
    let insight = client.create_insight(op::CreateInsight::new(none)).await.unwrap();
    assert_eq!((insight.actions.as_str(), insight.argument), ("", None));
    let unknown = ask().with_actions(vec![NOTHING.to_owned()]);
    refused(client.create_insight(op::CreateInsight::new(unknown)).await, 404, NOTHING);
    let unknown = ask().with_model("gpt");
    refused(client.create_insight(op::CreateInsight::new(unknown)).await, 404, "no model gpt");
    server.stop().await;
}
