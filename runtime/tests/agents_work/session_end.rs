//! Streams end with the session or token that opened them, and their number is limited.

use std::time::Duration;

use agents_api::Client;
use agents_api::operations as op;
use agents_api::types::{
    AgentChatRequest, BillingEventResponse, BrowserServiceAccountIssueRequest,
    PasswordChangeRequest, ServiceAccountTokenRevokeRequest, StreamingChatEvent,
    StreamingWorkflowEvent, UsageRecordRequest, UserRefreshRequest, WorkflowRunRequestBody,
};
use agents_api::wire::{CallError, Events};
use counterpart_runtime::Environment;
use counterpart_runtime::store::Place;
use futures_util::StreamExt;

use super::server::{Owner, Server, client, start, start_in, start_with_owner};

const MESSAGE: &str = "Which of our plans include file search?";

/// One stream of each kind.
struct Streams {
    billing: Events<BillingEventResponse>,
    chat: Events<StreamingChatEvent>,
    workflow: Events<StreamingWorkflowEvent>,
}

async fn chat(
    client: &Client,
) -> Result<Events<StreamingChatEvent>, CallError<op::StreamChatError>> {
    client.stream_chat(op::StreamChat::new(AgentChatRequest::new(MESSAGE))).await
}

async fn workflow(
    client: &Client,
) -> Result<Events<StreamingWorkflowEvent>, CallError<op::StreamWorkflowError>> {
    let body = WorkflowRunRequestBody::new(MESSAGE);
    client.stream_workflow(op::StreamWorkflow::new("analysis", body)).await
}

impl Streams {
    /// Opens the streams and reads an event of each.
    async fn open(owner: &Owner, client: &Client) -> Self {
        let billing = client.stream_billing_events(op::StreamBillingEvents::new()).await.unwrap();
        let (chat, workflow) = (chat(client).await.unwrap(), workflow(client).await.unwrap());
        let mut streams = Self { billing, chat, workflow };
        owner
            .client
            .record_usage(op::RecordUsage::new(
                &owner.tenant,
                UsageRecordRequest::new("messages", 1),
            ))
            .await
            .unwrap();
        streams.billing.next().await.unwrap().unwrap();
        streams.chat.next().await.unwrap().unwrap();
        streams.workflow.next().await.unwrap().unwrap();
        streams
    }

    /// Reads the streams to their ends. The clock stands still, so none of them ends by itself.
    async fn end(mut self) {
        let ends = async {
            while self.billing.next().await.is_some() {}
            while self.chat.next().await.is_some() {}
            while self.workflow.next().await.is_some() {}
        };
        // A stream that goes on would never end.
        tokio::time::timeout(Duration::from_mins(1), ends).await.expect("the streams end");
    }
}

async fn service_account(server: &Server, owner: &Owner, name: &str) -> (String, Client) {
    let scopes = ["billing:read", "conversations:write"].map(str::to_owned).to_vec();
    let reason = "A test of streams";
    let body = BrowserServiceAccountIssueRequest::new(name, scopes, reason)
        .with_tenant_id(owner.tenant.clone());
    let request = op::IssueServiceAccountTokenFromBrowser::new(body);
    let issued = owner.client.issue_service_account_token_from_browser(request).await.unwrap();
    let refresh = UserRefreshRequest::new(issued.refresh_token.expose());
    let session = owner.client.refresh_session(op::RefreshSession::new(refresh)).await.unwrap();
    (session.session_id.to_string(), client(&server.url(""), session.access_token.expose()))
}

#[tokio::test]
async fn streams_end_with_their_session() {
    let (server, ada) = start_with_owner().await;
    let streams = Streams::open(&ada, &ada.client).await;
    ada.client.logout_everywhere(op::LogoutEverywhere::new()).await.unwrap();
    streams.end().await;

    // Another session of the same user stays open.
    let (one, other) = (server.back(&ada).await, server.back(&ada).await);
    let streams = Streams::open(&one, &one.client).await;
    let mut kept = chat(&other.client).await.unwrap();
    let sessions = one.client.list_sessions(op::ListSessions::new()).await.unwrap().sessions;
    let own = sessions.iter().find(|session| session.current).unwrap().id;
    other.client.revoke_session(op::RevokeSession::new(own)).await.unwrap();
    streams.end().await;
    server.next(&mut kept).await.unwrap();
    assert!(server.rest(&mut kept).await.last().unwrap().is_terminal.unwrap());

    let streams = Streams::open(&other, &other.client).await;
    let body =
        PasswordChangeRequest::new("correct-horse-battery-staple", "seven-quiet-otters-sing");
    other.client.change_password(op::ChangePassword::new(body)).await.unwrap();
    streams.end().await;
    server.stop().await;
}

#[tokio::test]
async fn streams_end_when_their_access_token_expires() {
    let (server, ada) = start_with_owner().await;
    let Streams { mut billing, .. } = Streams::open(&ada, &ada.client).await;
    server.clock.advance(Duration::from_mins(30));
    let end = async { while billing.next().await.is_some() {} };
    tokio::time::timeout(Duration::from_mins(1), end).await.expect("the stream ends");
    server.stop().await;
}

#[tokio::test]
async fn streams_of_a_service_account_end_when_its_token_is_revoked() {
    let (server, ada) = start_with_owner().await;
    let (jti, robot) = service_account(&server, &ada, "nightly-export").await;
    let streams = Streams::open(&ada, &robot).await;
    let body = ServiceAccountTokenRevokeRequest::new();
    let request = op::RevokeServiceAccountToken::new(jti, body);
    ada.client.revoke_service_account_token(request).await.unwrap();
    streams.end().await;
    server.stop().await;
}

#[tokio::test]
async fn open_streams_are_limited_per_user_and_tenant() {
    let server = start().await;
    let ada = server.register("ada@acme.example").await;
    let mut open = Vec::new();
    for _ in 0..4 {
        open.push(chat(&ada.client).await.unwrap());
    }
    let last = workflow(&ada.client).await.unwrap();
    assert!(chat(&ada.client).await.is_err() && workflow(&ada.client).await.is_err());

    let mut robots = Vec::new();
    for number in 0..10 {
        robots.push(service_account(&server, &ada, &format!("robot-{number}")).await.1);
    }
    for robot in &robots[..9] {
        for _ in 0..5 {
            open.push(chat(robot).await.unwrap());
        }
    }
    assert!(chat(&robots[9]).await.is_err(), "50 streams of the tenant are open");
    let eve = server.register("eve@elsewhere.example").await;
    chat(&eve.client).await.unwrap();
    drop((open, last));
    server.stop().await;
}

#[tokio::test]
async fn without_rate_limits_only_the_number_of_open_streams_counts() {
    let environment = Environment::default().with("RATE_LIMITS", "off");
    let server = start_in(Place::Memory, environment).await;
    let ada = server.register("ada@acme.example").await;
    // More than the limits of chats, streams and billing streams in a minute.
    for _ in 0..61 {
        ada.say("Hello").await;
    }
    let mut open = Vec::new();
    for _ in 0..5 {
        open.push(chat(&ada.client).await.unwrap());
    }
    assert!(chat(&ada.client).await.is_err());
    drop(open);
    server.stop().await;
}
