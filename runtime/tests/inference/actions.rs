//! Actions and their groups, and the experts for chats.

use inference_api::operations as op;
use inference_api::types::{self, ActionPriority, ActionStatus};

use super::server::{NOTHING, SECOND, Server, refused};

fn new_action(name: &str) -> types::ActionCreate {
    types::ActionCreate::new(name, "What is done.", "offer", ActionPriority::Low)
}

#[tokio::test]
async fn a_group_is_created_changed_and_deleted() {
    let server = Server::start().await;
    let client = &server.client;
    let new = types::ActionGroupCreate::new("Loans", "");
    let made =
        client.create_action_group(op::CreateActionGroup::new(new)).await.unwrap().into_body();
    assert_eq!((made.name.as_str(), made.description.as_str()), ("Loans", ""));
    assert_eq!(made.created_at, made.updated_at);
    let id = made.id.as_str();
    assert_eq!(client.get_action_group(op::GetActionGroup::new(id)).await.unwrap(), made);
    let listed = client.list_action_groups(op::ListActionGroups::new()).await.unwrap();
    assert_eq!((listed.count, listed.has_more, listed.data.last()), (2, false, Some(&made)));

    server.clock.advance(SECOND);
    let change = types::ActionGroupUpdate::new().with_description("Money lent.");
    let changed = client.update_action_group(op::UpdateActionGroup::new(id, change)).await.unwrap();
    assert_eq!((changed.name.as_str(), changed.description.as_str()), ("Loans", "Money lent."));
    assert_eq!(changed.created_at, made.created_at);
    assert!(changed.updated_at > made.updated_at);

    let mut action =
        client.create_action(op::CreateAction::new(new_action("Lend"))).await.unwrap().into_body();
    let change = || types::ActionUpdate::new().with_group(id);
    action =
        client.update_action(op::UpdateAction::new(action.id.as_str(), change())).await.unwrap();
    assert_eq!(action.group.as_deref(), Some(id));
    let deleted = client.delete_action_group(op::DeleteActionGroup::new(id)).await.unwrap();
    assert_eq!(deleted.id, id);
    let left = client.get_action(op::GetAction::new(action.id.as_str())).await.unwrap();
    assert_eq!(left.group, None);

    let there = format!("There is no action group {id}.");
    refused(client.get_action_group(op::GetActionGroup::new(id)).await, 404, &there);
    refused(client.delete_action_group(op::DeleteActionGroup::new(id)).await, 404, &there);
    let change = op::UpdateActionGroup::new(id, types::ActionGroupUpdate::new());
    refused(client.update_action_group(change).await, 404, &there);
    let into = op::UpdateAction::new(action.id, types::ActionUpdate::new().with_group(id));
    refused(client.update_action(into).await, 404, &there);
    server.stop().await;
}

#[tokio::test]
async fn an_action_is_created_changed_and_deleted() {
    let server = Server::start().await;
    let client = &server.client;
    let made =
        client.create_action(op::CreateAction::new(new_action("Lend"))).await.unwrap().into_body();
    assert_eq!((made.status.clone(), made.group.as_ref()), (ActionStatus::Draft, None));
    let id = made.id.as_str();
    let listed = client.list_actions(op::ListActions::new().with_limit(1)).await.unwrap();
    assert_eq!((listed.count, listed.has_more), (2, true));
    assert_eq!(listed.data[0].name, "Offer the travel card");
    let rest = op::ListActions::new().with_after(listed.data[0].id.as_str());
    assert_eq!(client.list_actions(rest).await.unwrap().data, std::slice::from_ref(&made));

    let group = listed.data[0].group.clone().unwrap();
    let change = types::ActionUpdate::new()
        .with_status(ActionStatus::Active)
        .with_group(group.as_str())
        .with_start_date("2026-01-01T00:00:00Z".parse().unwrap())
        .with_end_date("2026-02-01T00:00:00+01:00".parse().unwrap());
    let changed = client.update_action(op::UpdateAction::new(id, change)).await.unwrap();
    assert_eq!(
        (changed.status.clone(), changed.group.as_ref()),
        (ActionStatus::Active, Some(&group))
    );
    assert_eq!(changed.end_date.unwrap().to_string(), "2026-02-01T00:00:00+01:00");
    let out = types::ActionUpdate::new().with_group("");
    assert_eq!(client.update_action(op::UpdateAction::new(id, out)).await.unwrap().group, None);

    let late = types::ActionUpdate::new().with_start_date("2026-03-01T00:00:00Z".parse().unwrap());
    let ends = "must not be before the start date";
    refused(client.update_action(op::UpdateAction::new(id, late)).await, 400, ends);
    let wrong = new_action("Never")
        .with_start_date("2026-02-01T00:00:00Z".parse().unwrap())
        .with_end_date("2026-01-01T00:00:00Z".parse().unwrap());
    refused(client.create_action(op::CreateAction::new(wrong)).await, 400, ends);
    let kept = client.get_action(op::GetAction::new(id)).await.unwrap();
    assert_eq!(kept.start_date, changed.start_date);

    assert_eq!(client.delete_action(op::DeleteAction::new(id)).await.unwrap().id, id);
    refused(client.get_action(op::GetAction::new(id)).await, 404, "There is no action");
    refused(client.delete_action(op::DeleteAction::new(id)).await, 404, "There is no action");
    let change = op::UpdateAction::new(NOTHING, types::ActionUpdate::new());
    refused(client.update_action(change).await, 404, NOTHING);
    server.stop().await;
}

#[tokio::test]
async fn an_expert_is_created_changed_and_deleted() {
    let server = Server::start().await;
    let client = &server.client;
    let mut file = types::ExpertFile::new().with_name("a.md").with_content("Loans cost 3 %.");
    file.unknown.insert("pages", 3);
    let new =
        types::ExpertCreate::new("Loan adviser", "Knows loans.").with_file_context(vec![file]);
    let made = client.create_expert(op::CreateExpert::new(new)).await.unwrap().into_body();
    // Undocumented properties are stored.
    assert_eq!(made.file_context[0].unknown.get("pages").unwrap(), 3);
    assert_eq!((made.context.as_ref(), made.tools.len()), (None, 0));
    let id = made.id.as_str();
    assert_eq!(client.get_expert(op::GetExpert::new(id)).await.unwrap(), made);
    let listed = client.list_experts(op::ListExperts::new()).await.unwrap();
    assert_eq!((listed.count, listed.data.last()), (2, Some(&made)));

    let tool = types::ExpertTool::new("find_loan");
    let change = types::ExpertUpdate::new().with_tools(vec![tool]).with_file_context(Vec::new());
    let changed = client.update_expert(op::UpdateExpert::new(id, change)).await.unwrap();
    assert_eq!((changed.tools.len(), changed.file_context.len()), (1, 0));
    assert_eq!(changed.name, made.name);

    client.delete_expert(op::DeleteExpert::new(id)).await.unwrap();
    let there = "There is no expert";
    refused(client.get_expert(op::GetExpert::new(id)).await, 404, there);
    refused(client.delete_expert(op::DeleteExpert::new(id)).await, 404, there);
    let change = op::UpdateExpert::new(id, types::ExpertUpdate::new());
    refused(client.update_expert(change).await, 404, there);
    server.stop().await;
}
