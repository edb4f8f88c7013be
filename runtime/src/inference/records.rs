//! What is stored of a space, where it is not simply what is shown.

use inference_api::types;
use serde::{Deserialize, Serialize};

use crate::responder::{Speaker, Turn};
use crate::stored::Stored;

/// A conversation, and how it goes on when a request does not say.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Chat {
    pub(super) name: String,
    pub(super) messages: Vec<Said>,
    pub(super) model: Option<String>,
    pub(super) max_tokens: Option<i32>,
    pub(super) temperature: Option<f64>,
    pub(super) guard_enabled: Option<bool>,
    pub(super) router_enabled: Option<bool>,
}

/// A message of a conversation.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Said {
    pub(super) role: String,
    pub(super) content: String,
    pub(super) name: Option<String>,
}

impl Said {
    pub(super) fn message(&self) -> types::Message {
        let mut message = types::Message::new(self.role.clone(), self.content.clone());
        message.name.clone_from(&self.name);
        message
    }

    pub(super) fn turn(&self) -> Turn {
        Turn::new(Speaker::of(&self.role), self.content.clone())
    }
}

impl From<types::Message> for Said {
    fn from(message: types::Message) -> Self {
        Self { role: message.role, content: message.content, name: message.name }
    }
}

/// A cluster, and how it does.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Cluster {
    pub(super) shown: Stored<types::Cluster>,
    pub(super) status: String,
}

/// A connector, and how its bucket is reached, which is not shown.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Connector {
    pub(super) shown: Stored<types::Connector>,
    pub(super) s3: Stored<types::S3Config>,
}

/// A training, and who started it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Training {
    pub(super) shown: Stored<types::Training>,
    pub(super) created_by: String,
}

impl Training {
    /// Whether it is not over. States that are not known come from outside, and mean that it is under way.
    pub(super) fn is_under_way(&self) -> bool {
        !matches!(self.shown.status.as_str(), COMPLETED | FAILED)
    }
}

/// A call of a model, and the user whose key it came with.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Log {
    pub(super) shown: Stored<types::InferenceLog>,
    pub(super) caller: String,
}

/// Personas that wait for a word on those whose names are taken. The token is the id.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Upload {
    pub(super) personas: Vec<Stored<types::PersonaCreate>>,
}

/// A training that has not begun.
pub(super) const QUEUED: &str = "queued";
/// A training that is at work.
pub(super) const RUNNING: &str = "running";
/// A training that has come to its end.
pub(super) const COMPLETED: &str = "completed";
/// What did not come to its end, or is not reached.
pub(super) const FAILED: &str = "failed";
/// A connector that is being checked.
pub(super) const PENDING: &str = "pending";
/// A connector whose data is reached.
pub(super) const CONNECTED: &str = "connected";
/// A cluster that comes up.
pub(super) const STARTING: &str = "starting";
/// A cluster that is up.
pub(super) const READY: &str = "ready";
