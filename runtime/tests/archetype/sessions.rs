//! Sessions: created, listed, counted and destroyed; at most ten at once, with a lifetime of one day.

use archetype_api::{operations as op, types};

use crate::server::{ACTIVITY, KEY, Server, one, refused};

pub(crate) fn create(lens: &str) -> op::CreateSession {
    op::CreateSession::new(types::CreateSessionInput::new(lens))
}

pub(crate) fn destroy(session: &str) -> op::DestroySession {
    op::DestroySession::new(types::DestroySessionInput::new(session))
}

#[tokio::test]
async fn a_session_runs_until_it_is_destroyed() {
    let server = Server::start().await;
    let client = server.client_with(KEY);
    let info = client.get_sessions_info(op::GetSessionsInfo::new()).await.unwrap();
    assert_eq!((info.num_sessions, info.last_updated), (0, 0.0));

    let session = client.create_session(create(ACTIVITY)).await.unwrap();
    assert_eq!(session.api_key.expose(), KEY);
    assert_eq!((&*session.lens_id, &*session.lens_name), (ACTIVITY, "Activity monitor"));
    assert_eq!(session.session_status, types::SessionStatus::Registered);
    assert_eq!(
        (session.session_ttl_sec, session.registration_timestamp),
        (86_400, 1_772_438_400.0)
    );
    let endpoint = server.url("/lens/sessions/").replace("http://", "ws://");
    assert_eq!(session.session_endpoint, format!("{endpoint}{}", session.session_id));

    server.pass(5);
    let list = || op::ListSessions::new().with_session_id(&*session.session_id);
    let listed = client.list_sessions(list()).await.unwrap();
    assert_eq!((listed.len(), &*listed[0].session_id), (1, &*session.session_id));
    assert_eq!(listed[0].session_status, types::SessionStatus::Running);
    assert!((listed[0].session_duration_sec - 5.0).abs() < 1e-6);
    let info = client.get_sessions_info(op::GetSessionsInfo::new()).await.unwrap();
    assert_eq!((info.num_sessions, info.num_running, info.num_active_connections), (1, 1, 0));

    let ended = client.destroy_session(destroy(&session.session_id)).await.unwrap();
    assert_eq!(
        (ended.session_status, &*ended.lens_id),
        (types::SessionStatus::Destroyed, ACTIVITY)
    );
    assert!((ended.session_duration_sec - 5.0).abs() < 1e-6);
    let gone = one("SESSION_NOT_FOUND", "");
    let again = client.destroy_session(destroy(&session.session_id));
    assert_eq!(refused!(again, DestroySessionError::NotFound), gone);
    assert_eq!(refused!(client.list_sessions(list()), ListSessionsError::NotFound), gone);
    assert_eq!(client.list_sessions(op::ListSessions::new()).await.unwrap(), []);
    let info = client.get_sessions_info(op::GetSessionsInfo::new()).await.unwrap();
    assert_eq!((info.num_sessions, info.last_updated), (0, 1_772_438_405.0));

    let unknown = client.create_session(create("lns-0"));
    assert_eq!(refused!(unknown, CreateSessionError::BadRequest), one("INVALID_LENS_ID", ""));
    server.stop().await;
}

#[tokio::test]
async fn a_lens_is_mounted_by_its_first_session_and_can_be_deleted_before_it_ends() {
    let server = Server::start().await;
    let client = server.client().await;
    let clone = op::CloneLens::new(types::CloneLensInput::new(ACTIVITY));
    let lens = client.clone_lens(clone).await.unwrap().lens_id;
    let session = client.create_session(create(&lens)).await.unwrap();
    let lenses = client.list_lenses(op::ListLenses::new().with_lens_id(&*lens)).await.unwrap();
    assert_eq!(lenses[0].lens_status, types::LensStatus::Mounted);
    let delete = op::DeleteLens::new(types::DeleteLensInput::new(&*lens));
    client.delete_lens(delete).await.unwrap();
    let listed = client.list_sessions(op::ListSessions::new()).await.unwrap();
    assert_eq!((listed.len(), &listed[0].session_id), (1, &session.session_id));
    server.stop().await;
}

#[tokio::test]
async fn an_organization_has_ten_sessions_at_once() {
    let server = Server::start().await;
    let client = server.client().await;
    // Of twelve concurrent callers, ten get a session.
    let calls = (0..12).map(|_| client.create_session(create(ACTIVITY)).into_future());
    let answers = futures_util::future::join_all(calls).await;
    let made: Vec<_> = answers.into_iter().filter_map(Result::ok).collect();
    assert_eq!(made.len(), 10);

    let client = server.client().await;
    match client.create_session(create(ACTIVITY)).await.unwrap_err().status() {
        Some(status) => assert_eq!(status, 429),
        None => panic!("no response"),
    }
    let list = op::ListSessions::new().with_max_items_per_shard(7).with_shard_index(1);
    assert_eq!(client.list_sessions(list).await.unwrap().len(), 3);
    client.destroy_session(destroy(&made[3].session_id)).await.unwrap();
    client.create_session(create(ACTIVITY)).await.unwrap();

    // After one day, all have expired, and new ones can be created.
    server.pass(86_400);
    assert_eq!(client.list_sessions(op::ListSessions::new()).await.unwrap(), []);
    let over = client.destroy_session(destroy(&made[0].session_id));
    assert_eq!(refused!(over, DestroySessionError::NotFound), one("SESSION_NOT_FOUND", ""));
    client.create_session(create(ACTIVITY)).await.unwrap();
    server.stop().await;
}
