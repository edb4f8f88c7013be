//! The WebSocket of a session: each JSON event gets one response event, until either side closes the connection, the
//! session ends or the API key is revoked. An organization can have a limited number of them.

mod events;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::ws::{CloseCode, CloseFrame, Message, WebSocket, WebSocketUpgrade, close_code};
use axum::extract::{Extension, Path, State};
use axum::response::{IntoResponse, Response};
use counterpart_wire::server::Shutdown;
use http::{HeaderMap, StatusCode, header};
use jiff::Timestamp;
use tokio::sync::Notify;

use super::org_store::OrgStore;
use super::{Archetype, refusal::Refusal, sessions, storage};
use crate::store::Keys;

/// The maximum size of a message: large enough for an image, but not for a video.
const LONGEST: usize = 16 * 1024 * 1024;

/// The maximum number of open connections of an organization.
const MOST: usize = 50;

/// Maximum time for the other side to take a message.
const TAKEN_WITHIN: Duration = Duration::from_mins(1);

/// The connections of all sessions. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(super) struct Connections(Arc<Mutex<Lines>>);

/// The connections, by session, and their number by organization.
#[derive(Debug, Default)]
struct Lines {
    by_session: HashMap<String, Line>,
    by_org: HashMap<String, usize>,
}

/// The connections of one session.
#[derive(Debug, Default)]
struct Line {
    number: usize,
    close: Arc<Notify>,
}

impl Connections {
    /// Returns the number of clients connected to a session.
    pub(super) fn number(&self, session: &str) -> usize {
        self.with(|lines| lines.by_session.get(session).map_or(0, |line| line.number))
    }

    /// Closes the connections of a session.
    pub(super) fn close(&self, session: &str) {
        self.with(|lines| {
            if let Some(line) = lines.by_session.get(session) {
                line.close.notify_waiters();
            }
        });
    }

    /// Registers a connection, unless the organization already has too many.
    fn open(&self, org: &str, session: &str) -> Option<Open> {
        let close = self.with(|lines| {
            let number = lines.by_org.entry(org.to_owned()).or_default();
            if *number >= MOST {
                return None;
            }
            *number += 1;
            let line = lines.by_session.entry(session.to_owned()).or_default();
            line.number += 1;
            Some(Arc::clone(&line.close))
        })?;
        let (org, session) = (org.to_owned(), session.to_owned());
        Some(Open { connections: self.clone(), org, session, close })
    }

    fn with<T>(&self, act: impl FnOnce(&mut Lines) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A connection. It is counted until it is dropped.
struct Open {
    connections: Connections,
    org: String,
    session: String,
    close: Arc<Notify>,
}

impl Drop for Open {
    fn drop(&mut self) {
        self.connections.with(|lines| {
            if let Some(line) = lines.by_session.get_mut(&self.session) {
                line.number -= 1;
                if line.number == 0 {
                    lines.by_session.remove(&self.session);
                }
            }
            if let Some(number) = lines.by_org.get_mut(&self.org) {
                *number -= 1;
                if *number == 0 {
                    lines.by_org.remove(&self.org);
                }
            }
        });
    }
}

/// Opens the WebSocket of a session for a caller with a key of its organization.
pub(super) async fn connect(
    State(api): State<Archetype>,
    Path(id): Path<String>,
    shutdown: Option<Extension<Shutdown>>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Response {
    let secret = bearer(&headers).to_owned();
    let key = match api.context.keys.verify(&secret).await {
        Ok(Some(key)) => key,
        Ok(None) => {
            let why = "The API key is missing or not valid.";
            return storage::refuse(StatusCode::UNAUTHORIZED, "UNAUTHORIZED", why);
        }
        Err(error) => return storage::fail(&error),
    };
    let org_store = api.org_store(&key);
    let ends = match sessions::find(&org_store, &id).await {
        Ok(session) => session.value.ends(),
        Err(Refusal::Fault(fault)) => return storage::fail(&fault),
        Err(_) => {
            let why = format!("There is no session {id}.");
            return storage::refuse(StatusCode::NOT_FOUND, "SESSION_NOT_FOUND", &why);
        }
    };
    let Ok(upgrade) = upgrade else {
        let why = "This URL is for WebSocket connections.";
        let answer = storage::refuse(StatusCode::UPGRADE_REQUIRED, "INVALID_REQUEST", why);
        return ([(header::UPGRADE, "websocket")], answer).into_response();
    };
    let Some(open) = api.connections.open(&key.org, &id) else {
        let why = format!("Your organization already has {MOST} open connections.");
        let answer = storage::refuse(StatusCode::TOO_MANY_REQUESTS, "RATE_LIMIT_EXCEEDED", &why);
        return ([(header::RETRY_AFTER, "5")], answer).into_response();
    };
    let keys = api.context.keys.clone();
    let shutdown = shutdown.map(|Extension(shutdown)| shutdown).unwrap_or_default();
    let serve = move |socket| serve(socket, org_store, (keys, secret), open, ends, shutdown);
    upgrade.max_message_size(LONGEST).max_frame_size(LONGEST).on_upgrade(serve)
}

async fn serve(
    mut socket: WebSocket,
    org_store: OrgStore,
    (keys, secret): (Keys, String),
    open: Open,
    ends: Timestamp,
    shutdown: Shutdown,
) {
    let mut heard = events::Heard::default();
    let closing = open.close.notified();
    let over = org_store.clock.sleep_until(ends);
    let (mut closing, mut over) = (std::pin::pin!(closing), std::pin::pin!(over));
    // The session was destroyed after the handshake, before this connection was registered.
    closing.as_mut().enable();
    if sessions::find(&org_store, &open.session).await.is_err() {
        return;
    }
    let goodbye = loop {
        let message = tokio::select! {
            message = socket.recv() => message,
            () = &mut closing => break ENDED,
            () = &mut over => break ENDED,
            () = shutdown.begun() => break STOPPING,
        };
        let text = match &message {
            Some(Ok(Message::Text(text))) => text.as_bytes(),
            Some(Ok(Message::Binary(bytes))) => bytes,
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => continue,
            Some(Ok(Message::Close(_)) | Err(_)) | None => return,
        };
        if !matches!(keys.verify(&secret).await, Ok(Some(_))) {
            break REVOKED;
        }
        let answer = match sessions::find(&org_store, &open.session).await {
            Ok(session) => heard.answer(&session, org_store.now(), text),
            Err(_) => break ENDED,
        };
        if !send(&mut socket, Message::text(answer.to_string())).await {
            return;
        }
    };
    let (code, reason) = goodbye;
    let goodbye = CloseFrame { code, reason: reason.into() };
    // The other side may already have disconnected.
    send(&mut socket, Message::Close(Some(goodbye))).await;
}

const ENDED: (CloseCode, &str) = (close_code::NORMAL, "The session has ended.");
const REVOKED: (CloseCode, &str) = (close_code::POLICY, "The API key is no longer valid.");
const STOPPING: (CloseCode, &str) = (close_code::AWAY, "The server is stopping.");

/// Sends a message. Returns whether the other side took it in time.
async fn send(socket: &mut WebSocket, message: Message) -> bool {
    matches!(tokio::time::timeout(TAKEN_WITHIN, socket.send(message)).await, Ok(Ok(())))
}

/// Returns the API key of a request, if there is one.
fn bearer(headers: &HeaderMap) -> &str {
    let value = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let (scheme, key) = value.and_then(|value| value.split_once(' ')).unwrap_or_default();
    if scheme.eq_ignore_ascii_case("bearer") { key.trim() } else { "" }
}
