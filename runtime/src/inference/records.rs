//! Stored records that differ from the responses.

use inference_api::types;
use serde::{Deserialize, Serialize};

use crate::responder::{Speaker, Turn};
use crate::stored::Stored;

/// A conversation and its settings for later requests.
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

/// A cluster and its status.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Cluster {
    pub(super) shown: Stored<types::Cluster>,
    pub(super) status: String,
}

/// A connector and the connection settings of its bucket, which are not returned.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Connector {
    pub(super) shown: Stored<types::Connector>,
    pub(super) s3: Stored<types::S3Config>,
}

/// A training and the user who started it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Training {
    pub(super) shown: Stored<types::Training>,
    pub(super) created_by: String,
}

impl Training {
    /// Returns whether the training is unfinished. Unknown states come from webhooks and count as in progress.
    pub(super) fn is_under_way(&self) -> bool {
        !matches!(self.shown.status.as_str(), COMPLETED | FAILED)
    }
}

/// A model call and the user whose key was used.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Log {
    pub(super) shown: Stored<types::InferenceLog>,
    pub(super) caller: String,
}

/// Personas whose name conflicts have to be resolved. The token is the id.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Upload {
    pub(super) personas: Vec<Stored<types::PersonaCreate>>,
}

/// The status of a training that has not started.
pub(super) const QUEUED: &str = "queued";
/// The status of a running training.
pub(super) const RUNNING: &str = "running";
/// The status of a completed training.
pub(super) const COMPLETED: &str = "completed";
/// The status of a failed training, or of a connector that cannot reach its data.
pub(super) const FAILED: &str = "failed";
/// The status of a connector that is being checked.
pub(super) const PENDING: &str = "pending";
/// The status of a connector that can reach its data.
pub(super) const CONNECTED: &str = "connected";
/// The status of a cluster that is starting.
pub(super) const STARTING: &str = "starting";
/// The status of a running cluster.
pub(super) const READY: &str = "ready";
