//! The WebSocket of a session: access, responses, and closing.

use archetype_api::{operations as op, types};
use futures_util::{SinkExt, StreamExt};
use http::{StatusCode, header};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::server::{ACTIVITY, ORG, Server};
use crate::sessions::{create, destroy};

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

async fn open(url: &str, key: &str) -> Result<Socket, Error> {
    let mut request = url.into_client_request().unwrap();
    let credentials = format!("Bearer {key}").parse().unwrap();
    request.headers_mut().insert(header::AUTHORIZATION, credentials);
    connect_async(request).await.map(|(socket, _)| socket)
}

/// Sends an event like the published client, as bytes, and returns the response.
async fn ask(socket: &mut Socket, event: &Value) -> Value {
    socket.send(Message::binary(event.to_string())).await.unwrap();
    let answer = socket.next().await.unwrap().unwrap();
    serde_json::from_str(answer.to_text().unwrap()).unwrap()
}

async fn connected(server: &Server, number: i32) {
    let ask = async |client: archetype_api::Client| {
        client.get_sessions_info(op::GetSessionsInfo::new()).await.unwrap().num_active_connections
    };
    server.reach(ask, |connections| *connections == number).await;
}

#[tokio::test]
async fn events_are_answered_until_the_session_is_destroyed() {
    let server = Server::start().await;
    let key = server.key(ORG).await;
    let client = server.client_with(&key);
    let session = client.create_session(create(ACTIVITY)).await.unwrap();
    let mut socket = open(&session.session_endpoint, &key).await.unwrap();
    connected(&server, 1).await;
    server.pass(1);
    let status = ask(&mut socket, &json!({"type": "session.status"})).await;
    assert_eq!(status["type"], "session.status.response");
    assert_eq!(status["event_data"]["session_status"], "SESSION_STATUS_RUNNING");
    let query = json!({"type": "model.query", "event_data": {"focus": "people", "data": [{"type": "text"}]}});
    let answer = ask(&mut socket, &query).await;
    let said = "Looked at 1 items for: Describe the activity in the picture., with focus on people";
    assert_eq!(answer["event_data"]["response"], json!([said]));
    let read = json!({"type": "session.read", "event_data": {"client_id": "c"}});
    let waiting = ask(&mut socket, &read).await;
    assert_eq!(waiting["event_data"]["events"][0]["event_data"]["response"], json!([said]));
    assert_eq!(ask(&mut socket, &read).await["event_data"]["events"], json!([]));
    let modify = json!({"type": "session.modify", "event_data": {"camera_buffer_size": 1}});
    assert_eq!(ask(&mut socket, &modify).await["event_data"]["is_valid"], true);
    for wrong in [json!([]), json!({"no": "type"})] {
        assert_eq!(ask(&mut socket, &wrong).await["errors"][0]["code"], "INVALID_REQUEST");
    }

    let mut second = open(&session.session_endpoint, &server.key(ORG).await).await.unwrap();
    connected(&server, 2).await;
    second.close(None).await.unwrap();
    connected(&server, 1).await;
    client.destroy_session(destroy(&session.session_id)).await.unwrap();
    assert!(matches!(socket.next().await, Some(Ok(Message::Close(Some(_))))));
    let closed = open(&session.session_endpoint, &key).await;
    assert_eq!(refusal(closed), (StatusCode::NOT_FOUND, "SESSION_NOT_FOUND".to_owned()));
    server.stop().await;
}

#[tokio::test]
async fn a_connection_ends_when_its_session_expires() {
    let server = Server::start().await;
    let key = server.key(ORG).await;
    let session = server.client_with(&key).create_session(create(ACTIVITY)).await.unwrap();
    let mut socket = open(&session.session_endpoint, &key).await.unwrap();
    connected(&server, 1).await;
    server.pass(86_400);
    assert!(matches!(socket.next().await, Some(Ok(Message::Close(Some(_))))));
    server.stop().await;
}

#[tokio::test]
async fn a_connection_ends_when_its_key_is_revoked() {
    let server = Server::start().await;
    let key = server.key(ORG).await;
    let session = server.client_with(&key).create_session(create(ACTIVITY)).await.unwrap();
    let mut socket = open(&session.session_endpoint, &key).await.unwrap();
    ask(&mut socket, &json!({"type": "session.status"})).await;
    let owner = "jane.roe@acme.example";
    let id = server.keys.list(owner).await.unwrap()[0].id.clone();
    assert!(server.keys.revoke(owner, &id).await.unwrap());
    let event = json!({"type": "session.status"});
    socket.send(Message::binary(event.to_string())).await.unwrap();
    assert!(matches!(socket.next().await, Some(Ok(Message::Close(Some(_))))));
    server.stop().await;
}

#[tokio::test]
async fn the_open_connections_of_an_organization_are_limited() {
    let server = Server::start().await;
    let key = server.key(ORG).await;
    let session = server.client_with(&key).create_session(create(ACTIVITY)).await.unwrap();
    let mut sockets = Vec::new();
    for _ in 0..50 {
        sockets.push(open(&session.session_endpoint, &key).await.unwrap());
    }
    let more = open(&session.session_endpoint, &key).await;
    let expected = (StatusCode::TOO_MANY_REQUESTS, "RATE_LIMIT_EXCEEDED".to_owned());
    assert_eq!(refusal(more), expected);
    sockets.pop().unwrap().close(None).await.unwrap();
    connected(&server, 49).await;
    sockets.push(open(&session.session_endpoint, &key).await.unwrap());
    drop(sockets);
    server.stop().await;
}

#[tokio::test]
async fn a_server_that_stops_says_goodbye() {
    let server = Server::start().await;
    let key = server.key(ORG).await;
    let session = server.client_with(&key).create_session(create(ACTIVITY)).await.unwrap();
    let mut socket = open(&session.session_endpoint, &key).await.unwrap();
    connected(&server, 1).await;
    let closing = tokio::spawn(async move {
        let last = socket.next().await;
        // The server waits for the client's half of the handshake.
        while socket.next().await.is_some() {}
        last
    });
    server.stop().await;
    match closing.await.unwrap() {
        Some(Ok(Message::Close(Some(frame)))) => assert_eq!(u16::from(frame.code), 1001),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn only_the_organization_of_a_session_can_connect() {
    let server = Server::start().await;
    let client = server.client().await;
    let session = client.create_session(create(ACTIVITY)).await.unwrap();
    let url = &session.session_endpoint;
    let wrong = open(url, "wrong").await;
    assert_eq!(refusal(wrong), (StatusCode::UNAUTHORIZED, "UNAUTHORIZED".to_owned()));
    let other = open(url, &server.key("other").await).await;
    assert_eq!(refusal(other), (StatusCode::NOT_FOUND, "SESSION_NOT_FOUND".to_owned()));
    // A plain HTTP request gets an explanation.
    let plain = server.url(&format!("/lens/sessions/{}", session.session_id));
    let request = reqwest::Client::new().get(plain).bearer_auth(server.key(ORG).await);
    let answer = request.send().await.unwrap();
    assert_eq!(
        (answer.status(), &answer.headers()["upgrade"]),
        (StatusCode::UPGRADE_REQUIRED, &"websocket".parse().unwrap())
    );
    assert_eq!(session.session_status, types::SessionStatus::Registered);
    server.stop().await;
}

fn refusal(opened: Result<Socket, Error>) -> (StatusCode, String) {
    match opened {
        Err(Error::Http(answer)) => {
            let body: Value = serde_json::from_slice(answer.body().as_ref().unwrap()).unwrap();
            (answer.status(), body["errors"][0]["code"].as_str().unwrap().to_owned())
        }
        other => panic!("{other:?}"),
    }
}
