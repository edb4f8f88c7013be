//! What this server would send: e-mails, and calls of webhooks. Nothing leaves the machine; letters are kept in the
//! collection `outbox` of the scope `/shared` of the API `agents`, from which an operator can deliver them, and a test
//! read them. The log says that there is a letter, and nothing of what it says.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Agents;
use crate::store::{Collection, StoreError, Transaction};

/// How a letter is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Channel {
    Email,
    Webhook,
}

/// Something to send.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Letter {
    pub(super) channel: Channel,
    /// The e-mail address, or the URL.
    pub(super) to: String,
    /// What it is, a word for programs.
    pub(super) kind: String,
    /// What it says, for people.
    pub(super) text: String,
    /// The token that the reader sends back, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) token: Option<String>,
    /// The signature of the text, if the reader of a webhook has a key to check it by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) signature: Option<String>,
    /// The id of what it is about, if there is something.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) about: Option<String>,
}

impl Letter {
    /// An e-mail.
    pub(super) fn email(to: impl Into<String>, kind: &str, text: impl Into<String>) -> Self {
        Self::new(Channel::Email, to.into(), kind, text.into())
    }

    /// The call of a webhook.
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
    /// Puts a letter into the outbox.
    pub(super) async fn post_in(
        &self,
        transaction: &mut Transaction,
        letter: &Letter,
    ) -> Result<(), StoreError> {
        let outbox: Collection<Letter> =
            self.shared().collection("outbox").key("to", |letter: &Letter| [letter.to.clone()]);
        let id = Uuid::new_v4().to_string();
        outbox.on(transaction).create(&id, letter).await?;
        tracing::info!(letter = id, kind = letter.kind, channel = ?letter.channel, "a letter is in the outbox");
        Ok(())
    }
}
