//! Pagination with concurrent changes: nothing is missed or repeated.

use std::collections::BTreeSet;

use futures_util::TryStreamExt;
use futures_util::future::join_all;
use inference_api::operations as op;
use inference_api::types::ActionGroupCreate;

use super::server::{NOTHING, Server, refused};

async fn create(server: &Server, name: &str) -> String {
    let new = op::CreateActionGroup::new(ActionGroupCreate::new(name, ""));
    server.client.create_action_group(new).await.unwrap().into_body().id
}

#[tokio::test]
async fn pagination_returns_everything_once() {
    let server = Server::start().await;
    let mut made: Vec<String> = Vec::new();
    for number in 0..25 {
        made.push(create(&server, &format!("Group {number}")).await);
    }
    let list = op::ListActionGroups::new().with_limit(4);
    let all: Vec<_> = server.client.list_action_groups_all(list).try_collect().await.unwrap();
    let all: Vec<String> = all.into_iter().map(|group| group.id).collect();
    assert_eq!(all[1..], made);
    server.stop().await;
}

#[tokio::test]
async fn concurrent_changes_neither_hide_nor_repeat_items() {
    let server = Server::start().await;
    let made = join_all((0..30).map(|number| {
        let server = &server;
        async move { create(server, &format!("Group {number}")).await }
    }));
    let made: Vec<String> = made.await;
    // Every third item is deleted during pagination, and others are added.
    let (gone, stay): (Vec<_>, Vec<_>) = (0..).zip(&made).partition(|(place, _)| place % 3 == 0);
    let others = async {
        for (number, id) in &gone {
            server
                .client
                .delete_action_group(op::DeleteActionGroup::new(id.as_str()))
                .await
                .unwrap();
            create(&server, &format!("New {number}")).await;
        }
    };
    let walk = async {
        let list = op::ListActionGroups::new().with_limit(2);
        server.client.list_action_groups_all(list).try_collect::<Vec<_>>().await.unwrap()
    };
    let ((), seen) = tokio::join!(others, walk);
    let ids: Vec<&str> = seen.iter().map(|group| group.id.as_str()).collect();
    let once: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(once.len(), ids.len(), "nothing is repeated");
    for (_, id) in stay {
        assert!(once.contains(id.as_str()), "{id} existed all the time");
    }
    server.stop().await;
}

#[tokio::test]
async fn a_list_continues_after_a_deleted_item() {
    let server = Server::start().await;
    let (one, two) = (create(&server, "One").await, create(&server, "Two").await);
    server.client.delete_action_group(op::DeleteActionGroup::new(one.as_str())).await.unwrap();
    let after = |id: &str| op::ListActionGroups::new().with_after(id);
    let rest = server.client.list_action_groups(after(&one)).await.unwrap();
    assert_eq!(rest.data.iter().map(|group| group.id.as_str()).collect::<Vec<_>>(), [two.as_str()]);
    refused(
        server.client.list_action_groups(after(NOTHING)).await,
        400,
        "has never contained the item",
    );
    for start in ["", "\"\""] {
        assert_eq!(server.client.list_action_groups(after(start)).await.unwrap().data.len(), 2);
    }
    let none = op::ListActionGroups::new().with_limit(0);
    refused(server.client.list_action_groups(none).await, 400, "limit");
    server.stop().await;
}
