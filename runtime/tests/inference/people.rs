//! Users and spaces: permissions and memberships.

use inference_api::operations as op;
use inference_api::types::{self, UserPermission as May, UserRole};

use super::server::{KEY, NOTHING, Server, refused};

async fn me(client: &inference_api::Client) -> types::CurrentUser {
    client.get_current_user(op::GetCurrentUser::new()).await.unwrap()
}

async fn space(client: &inference_api::Client, name: &str) -> types::Space {
    let new = types::SpaceCreate::new(name, "Campaigns.");
    client.create_space(op::CreateSpace::new(new)).await.unwrap().into_body()
}

fn invite(space: &str, emails: &[&str], roles: Vec<May>) -> op::InviteToSpace {
    let emails = emails.iter().map(|&email| email.to_owned()).collect();
    op::InviteToSpace::new(space, types::SpaceInvite::new(emails, roles))
}

#[tokio::test]
async fn a_key_identifies_a_user_and_a_space() {
    let server = Server::start().await;
    let user = me(&server.client).await;
    assert_eq!(user.email, "owner@counterpart.example");
    assert_eq!((user.first_name.as_str(), user.role.clone()), ("Owner", UserRole::Developer));
    assert_eq!((user.permissions.len(), user.spaces.len()), (15, 1));
    assert_eq!(user.spaces[0].created_by, user.id);
    assert_eq!(me(&server.client).await, user);

    let change = types::UserUpdate::new().with_last_name("Example").with_role(UserRole::Designer);
    let changed = server.client.update_current_user(op::UpdateCurrentUser::new(change)).await;
    let changed = changed.unwrap();
    assert_eq!((changed.first_name.as_str(), changed.last_name.as_str()), ("Owner", "Example"));
    assert_eq!((changed.role, changed.id), (UserRole::Designer, user.id.clone()));

    // A colleague shares the space; another organization has its own.
    let colleague = me(&server.user("jane.roe@counterpart.example", "counterpart").await).await;
    assert_ne!(colleague.id, user.id);
    assert_eq!(colleague.last_name, "Roe");
    assert_eq!(colleague.spaces, user.spaces);
    let stranger = me(&server.user("bo@acme.example", "acme").await).await;
    assert_ne!(stranger.spaces, user.spaces);
    server.stop().await;
}

#[tokio::test]
async fn concurrent_first_callers_share_one_space() {
    let server = Server::start().await;
    let calls = (0..8).map(|_| me(&server.client));
    let users = futures_util::future::join_all(calls).await;
    assert!(users.iter().all(|user| *user == users[0]), "{users:?}");
    let experts = server.client.list_experts(op::ListExperts::new()).await.unwrap();
    assert_eq!(experts.count, 1);
    server.stop().await;
}

#[tokio::test]
async fn spaces_are_isolated() {
    let server = Server::start().await;
    let other = server.user("bo@acme.example", "acme").await;
    let mine = server.client.list_actions(op::ListActions::new()).await.unwrap().data.remove(0);
    let get = op::GetAction::new(mine.id.as_str());
    refused(other.get_action(get).await, 404, "There is no action");
    refused(other.delete_action(op::DeleteAction::new(mine.id.as_str())).await, 404, "no action");
    let after = op::ListActions::new().with_after(mine.id.as_str());
    refused(other.list_actions(after).await, 400, "has never contained the item");
    let home = me(&server.client).await.spaces.remove(0);
    refused(other.get_space(op::GetSpace::new(home.id.as_str())).await, 404, "There is no space");
    let invite = invite(&home.id, &["bo@acme.example"], vec![]);
    refused(other.invite_to_space(invite).await, 404, "There is no space");
    assert!(server.client.get_action(op::GetAction::new(mine.id)).await.is_ok());
    server.stop().await;
}

#[tokio::test]
async fn a_space_is_created_changed_deleted_and_restored() {
    let server = Server::start().await;
    let client = &server.client;
    let home = me(client).await.spaces.remove(0);
    let made = space(client, "Marketing").await;
    let id = made.id.as_str();
    assert_eq!(client.get_space(op::GetSpace::new(id)).await.unwrap(), made);
    let first = client.list_spaces(op::ListSpaces::new().with_limit(1)).await.unwrap();
    assert_eq!((first.count, first.has_more, &first.data[0].id), (2, true, &home.id));
    let rest = op::ListSpaces::new().with_after(home.id.as_str());
    assert_eq!(client.list_spaces(rest).await.unwrap().data, std::slice::from_ref(&made));
    let unknown = op::ListSpaces::new().with_after(NOTHING);
    refused(client.list_spaces(unknown).await, 400, "has never contained the item");

    let change = types::SpaceUpdate::new().with_name("Sales");
    let changed = client.update_space(op::UpdateSpace::new(id, change)).await.unwrap();
    assert_eq!((changed.name.as_str(), changed.description.as_str()), ("Sales", "Campaigns."));

    refused(client.restore_space(op::RestoreSpace::new(id)).await, 409, "not deleted");
    refused(client.restore_space(op::RestoreSpace::new(NOTHING)).await, 404, "no space");
    let own = op::DeleteSpace::new(home.id.as_str());
    refused(client.delete_space(own).await, 409, "belongs to the space");
    assert_eq!(client.delete_space(op::DeleteSpace::new(id)).await.unwrap().id, id);
    refused(client.get_space(op::GetSpace::new(id)).await, 404, "There is no space");
    refused(client.delete_space(op::DeleteSpace::new(id)).await, 404, "There is no space");
    let change = op::UpdateSpace::new(id, types::SpaceUpdate::new());
    refused(client.update_space(change).await, 404, "There is no space");
    assert_eq!(client.list_spaces(op::ListSpaces::new()).await.unwrap().count, 1);
    // A reader continues after the position of a deleted item.
    let after = op::ListSpaces::new().with_after(id);
    assert_eq!(client.list_spaces(after).await.unwrap().data, []);
    assert_eq!(client.restore_space(op::RestoreSpace::new(id)).await.unwrap().id, id);
    assert_eq!(client.get_space(op::GetSpace::new(id)).await.unwrap(), changed);
    server.stop().await;
}

#[tokio::test]
async fn an_invitation_is_accepted_once() {
    let server = Server::start().await;
    let client = &server.client;
    let made = space(client, "Marketing").await;
    let grace = server.user("Grace@acme.example", "acme").await;
    refused(grace.accept_invite(op::AcceptInvite::new()).await, 404, "no open invitation");

    let roles = || vec![May::BenchmarksList, May::LeaderboardsList];
    let people = ["grace@ACME.example", "hank@acme.example", "owner@counterpart.example"];
    let invited = client.invite_to_space(invite(&made.id, &people, roles())).await.unwrap();
    assert_eq!(invited.emails, people[..2], "members are not invited");
    let again = client.invite_to_space(invite(&made.id, &people, vec![])).await.unwrap();
    assert_eq!(again.emails, Vec::<String>::new());
    let wrong = invite(&made.id, &["ada@acme.example", "nobody"], roles());
    refused(client.invite_to_space(wrong).await, 400, "/emails/1: must be an email address");

    let joined = grace.accept_invite(op::AcceptInvite::new()).await.unwrap();
    assert_eq!(
        (joined.error.as_str(), joined.spaces.as_slice()),
        ("", std::slice::from_ref(&made))
    );
    refused(grace.accept_invite(op::AcceptInvite::new()).await, 404, "no open invitation");
    assert_eq!(me(&grace).await.spaces.len(), 2);
    assert_eq!(grace.get_space(op::GetSpace::new(made.id.as_str())).await.unwrap(), made);

    // With a key for this space, she has the permissions from the invitation.
    let inside = server.user("grace@acme.example", &made.id).await;
    assert_eq!(me(&inside).await.permissions, roles());
    assert_eq!(inside.list_benchmarks(op::ListBenchmarks::new()).await.unwrap().count, 0);
    let get = op::GetBenchmark::new(NOTHING);
    refused(
        inside.get_benchmark(get).await,
        403,
        "This operation requires the permission benchmarks:get.",
    );

    // She can grant herself missing permissions, as documented.
    let more = types::PermissionList::new(vec![May::BenchmarksGet, May::BenchmarksList]);
    let held = inside.add_permissions(op::AddPermissions::new().with_body(more)).await.unwrap();
    assert_eq!(held.permissions, [May::BenchmarksList, May::LeaderboardsList, May::BenchmarksGet]);
    refused(inside.get_benchmark(op::GetBenchmark::new(NOTHING)).await, 404, "no benchmark");
    let all = inside.add_permissions(op::AddPermissions::new()).await.unwrap();
    assert_eq!(all.permissions.len(), 15);
    server.stop().await;
}

#[tokio::test]
async fn every_permission_is_checked() {
    let server = Server::start().await;
    let made = space(&server.client, "Marketing").await;
    let client = server.user("nobody@acme.example", &made.id).await;
    assert_eq!(me(&client).await.permissions, []);
    let benchmark = || types::BenchmarkCreate::new("n", "d", "t", vec![types::Metric::F1], data());
    let data_model = || types::DataModelCreate::new("n");
    let training =
        || types::TrainingCreate::new("n", "a", counterpart_wire::Map::new(), "d", data(), 1);
    let evaluation = || types::EvaluationCreate::new("b", "c", 1);
    macro_rules! need {
        ($($permission:literal: $call:ident($request:expr);)*) => {$(
            refused(client.$call($request).await, 403, concat!("the permission ", $permission, "."));
        )*};
    }
    need! {
        "benchmarks:create": create_benchmark(op::CreateBenchmark::new(benchmark()));
        "benchmarks:get": get_benchmark(op::GetBenchmark::new("x"));
        "benchmarks:list": list_benchmarks(op::ListBenchmarks::new());
        "evaluations:create": create_evaluation(op::CreateEvaluation::new(evaluation()));
        "leaderboards:list": list_leaderboards(op::ListLeaderboards::new());
        "trainings:create": create_training(op::CreateTraining::new(training()));
        "trainings:delete": delete_training(op::DeleteTraining::new("x"));
        "trainings:get": get_training(op::GetTraining::new("x"));
        "trainings:list": list_trainings(op::ListTrainings::new());
        "trainings:update": update_training(op::UpdateTraining::new("x", types::TrainingUpdate::new()));
        "data-models:create": create_data_model(op::CreateDataModel::new(data_model()));
        "data-models:delete": delete_data_model(op::DeleteDataModel::new("x"));
        "data-models:get": get_data_model(op::GetDataModel::new("x"));
        "data-models:list": list_data_models(op::ListDataModels::new());
        "data-models:update": update_data_model(op::UpdateDataModel::new("x", types::DataModelUpdate::new()));
    }
    // The other operations require none.
    assert_eq!(client.list_actions(op::ListActions::new()).await.unwrap().count, 0);
    server.stop().await;
}

fn data() -> Vec<types::ConnectorTraining> {
    vec![types::ConnectorTraining::new("c")]
}

#[tokio::test]
async fn a_key_of_a_deleted_space_is_rejected() {
    let server = Server::start().await;
    let made = space(&server.client, "Marketing").await;
    let inside = server.user("owner@counterpart.example", &made.id).await;
    assert_eq!(me(&inside).await.permissions.len(), 15);
    server.client.delete_space(op::DeleteSpace::new(made.id.as_str())).await.unwrap();
    refused(inside.list_models(op::ListModels::new()).await, 401, "not valid");
    server.client.restore_space(op::RestoreSpace::new(made.id)).await.unwrap();
    inside.list_models(op::ListModels::new()).await.unwrap();

    for wrong in ["", "x", &format!("{KEY}x"), &KEY.to_uppercase()] {
        let stranger = server.client_with(wrong);
        let error = stranger.list_models(op::ListModels::new()).await.unwrap_err();
        assert_eq!(error.status().unwrap(), 401, "{wrong:?}");
    }
    server.stop().await;
}
