//! The outbox: emails and webhook requests that this server would send. Nothing is actually sent. Messages are stored
//! in the collection `outbox` in the scope `/shared` of the API `agents`, where an operator can deliver them and tests
//! can read them. The log only mentions that there is a message.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Agents;
use crate::store::{Collection, StoreError, Transaction};

/// The channel of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Channel {
    Email,
    Webhook,
}

/// A message to send.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Notification {
    pub(super) channel: Channel,
    /// The email address or URL.
    pub(super) to: String,
    /// The type of message, as a machine-readable value.
    pub(super) kind: String,
    /// The human-readable text.
    pub(super) text: String,
    /// The token for the recipient to send back, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) token: Option<String>,
    /// The signature of the text, if the receiver of a webhook has a key to verify it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) signature: Option<String>,
    /// The id of the subject, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) about: Option<String>,
}

impl Notification {
    /// Creates an email.
    pub(super) fn email(to: impl Into<String>, kind: &str, text: impl Into<String>) -> Self {
        Self::new(Channel::Email, to.into(), kind, text.into())
    }

    /// Creates a webhook request.
    pub(super) fn webhook(to: impl Into<String>, kind: &str, text: impl Into<String>) -> Self {
        Self::new(Channel::Webhook, to.into(), kind, text.into())
    }

    fn new(channel: Channel, to: String, kind: &str, text: String) -> Self {
        let kind = kind.to_owned();
        Self { channel, to, kind, text, token: None, signature: None, about: None }
    }

    pub(super) fn with_signature(mut self, signature: String) -> Self {
        self.signature = Some(signature);
        self
    }

    pub(super) fn with_token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(token.into());
        self
    }

    pub(super) fn about(mut self, id: impl Into<String>) -> Self {
        self.about = Some(id.into());
        self
    }
}

impl Agents {
    /// Adds a message to the outbox.
    pub(super) async fn post_in(
        &self,
        transaction: &mut Transaction,
        notification: &Notification,
    ) -> Result<(), StoreError> {
        let outbox = self.outbox("outbox");
        let id = Uuid::new_v4().to_string();
        outbox.on(transaction).create(&id, notification).await?;
        tracing::info!(notification = id, kind = notification.kind, channel = ?notification.channel, "added a message to the outbox");
        Ok(())
    }

    /// Does the work of [`post_in`](Self::post_in) without adding a message. Only the last such message is kept, apart
    /// from the others.
    pub(super) async fn pretend_to_post_in(
        &self,
        transaction: &mut Transaction,
        notification: &Notification,
    ) -> Result<(), StoreError> {
        self.outbox("no_outbox").on(transaction).put("last", notification).await?;
        Ok(())
    }

    fn outbox(&self, name: &'static str) -> Collection<Notification> {
        let all = self.shared().collection(name);
        all.key("to", |notification: &Notification| [notification.to.clone()])
    }
}
