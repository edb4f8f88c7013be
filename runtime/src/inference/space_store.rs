//! The collections of one space in the store, and common operations on them.

use std::collections::{HashMap, HashSet};

use inference_api::types::{self, EntityId};
use inference_api::wire::StringEnum;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::records::{Chat, Cluster, Connector, Log, Training, Upload};
use super::refusal::Refusal;
use crate::store::{Collection, Record, Scope, Store};
use crate::stored::Stored;

/// The data of one space.
#[derive(Debug, Clone)]
pub(super) struct SpaceStore {
    scope: Scope,
}

impl SpaceStore {
    /// Returns the data of the space with an id.
    pub(super) fn of(store: &Store, space: &str) -> Self {
        Self { scope: store.scope(super::API, space) }
    }

    pub(super) fn scope(&self) -> &Scope {
        &self.scope
    }

    pub(super) fn store(&self) -> &Store {
        self.scope.store()
    }

    pub(super) fn action_groups(&self) -> Collection<Stored<types::ActionGroup>> {
        self.scope.collection("action groups")
    }

    pub(super) fn actions(&self) -> Collection<Stored<types::Action>> {
        let actions = self.scope.collection("actions");
        actions
            .key("group", |action: &Stored<types::Action>| action.group.clone())
            .key("status", |action: &Stored<types::Action>| [action.status.as_str().to_owned()])
    }

    /// Returns the arguments, with lookups by the list filters.
    pub(super) fn arguments(&self) -> Collection<Stored<types::Argument>> {
        self.scope.collection("arguments").key("filter", |argument: &Stored<types::Argument>| {
            let status = argument.review.status.as_str();
            let action = argument.action_id.as_deref();
            [(Some(status), None), (None, action), (Some(status), action)]
                .map(|(status, action)| argument_filter(status, action))
        })
    }

    pub(super) fn benchmarks(&self) -> Collection<Stored<types::Benchmark>> {
        self.scope.collection("benchmarks")
    }

    pub(super) fn chats(&self) -> Collection<Chat> {
        self.scope.collection("chats")
    }

    pub(super) fn checkpoints(&self) -> Collection<Stored<types::Checkpoint>> {
        checkpoints(&self.scope, "checkpoints")
    }

    /// Returns deleted checkpoints, for readers who are still paging through a ranking that contains them.
    pub(super) fn former_checkpoints(&self) -> Collection<Stored<types::Checkpoint>> {
        checkpoints(&self.scope, "former checkpoints")
    }

    /// Returns the cluster. There is at most one, always with the same id.
    pub(super) fn clusters(&self) -> Collection<Cluster> {
        self.scope.collection("clusters")
    }

    pub(super) fn connectors(&self) -> Collection<Connector> {
        self.scope.collection("connectors")
    }

    pub(super) fn data_models(&self) -> Collection<Stored<types::DataModel>> {
        self.scope.collection("data models")
    }

    pub(super) fn evaluations(&self) -> Collection<Stored<types::Evaluation>> {
        self.scope
            .collection("evaluations")
            .key("benchmark", |evaluation: &Stored<types::Evaluation>| {
                [evaluation.benchmark_id.clone()]
            })
    }

    pub(super) fn experts(&self) -> Collection<Stored<types::Expert>> {
        self.scope.collection("experts")
    }

    pub(super) fn logs(&self) -> Collection<Log> {
        let logs = self.scope.collection("logs");
        logs.key("user", |log: &Log| [log.caller.clone(), log.shown.user.clone()])
            .key("model", |log: &Log| [log.shown.model.clone()])
            .key("type", |log: &Log| [log.shown.type_.clone()])
            .key("tag", |log: &Log| log.shown.tags.clone())
            .key("correlation_id", |log: &Log| log.shown.correlation_id.clone())
    }

    pub(super) fn webhook_events(&self) -> Collection<Stored<types::WebhookEvent>> {
        self.scope.collection("news")
    }

    pub(super) fn personas(&self) -> Collection<Stored<types::Persona>> {
        let personas = self.scope.collection("personas");
        personas.key("name", |persona: &Stored<types::Persona>| [persona.name.clone()])
    }

    pub(super) fn trainings(&self) -> Collection<Training> {
        self.scope
            .collection("trainings")
            .key("data_model", |training: &Training| [training.shown.data_model_id.clone()])
    }

    pub(super) fn uploads(&self) -> Collection<Upload> {
        self.scope.collection("uploads")
    }
}

fn checkpoints(scope: &Scope, name: &str) -> Collection<Stored<types::Checkpoint>> {
    let training = |checkpoint: &Stored<types::Checkpoint>| [checkpoint.training_id.clone()];
    scope.collection(name).key("training", training)
}

/// Returns the lookup key of arguments with a review status, for an action, or both.
pub(super) fn argument_filter(status: Option<&str>, action: Option<&str>) -> String {
    // A status never contains a space, so the keys of different filters are distinct.
    format!("{} {}", status.unwrap_or_default(), action.unwrap_or_default())
}

/// Returns the item with an id, or a "not found" refusal.
pub(super) async fn read<T: Serialize + DeserializeOwned>(
    collection: &Collection<T>,
    what: &str,
    id: &str,
) -> Result<Record<T>, Refusal> {
    collection.get(id).await?.ok_or_else(|| Refusal::missing(what, id))
}

/// Returns the items with these ids in their order, each once, or a "not found" refusal. All are read at once.
pub(super) async fn read_named<T: Serialize + DeserializeOwned>(
    collection: &Collection<T>,
    what: &str,
    ids: &[String],
) -> Result<Vec<T>, Refusal> {
    let found = collection.get_many(ids).await?.into_iter();
    let mut found: HashMap<String, T> = found.map(|record| (record.id, record.value)).collect();
    let mut seen = HashSet::new();
    let mut items = Vec::with_capacity(found.len());
    for id in ids.iter().filter(|id| seen.insert(id.as_str())) {
        items.push(found.remove(id).ok_or_else(|| Refusal::missing(what, id))?);
    }
    Ok(items)
}

/// Changes the item with an id, unless `change` rejects it, and returns the result.
pub(super) async fn update<T: Serialize + DeserializeOwned>(
    collection: Collection<T>,
    what: &str,
    id: &str,
    change: impl FnOnce(&mut T) -> Result<(), Refusal>,
) -> Result<T, Refusal> {
    let changed = collection.try_update(id, change).await?;
    changed.map(|record| record.value).ok_or_else(|| Refusal::missing(what, id))
}

/// Deletes the item with an id.
pub(super) async fn delete<T: Serialize + DeserializeOwned>(
    collection: &Collection<T>,
    what: &str,
    id: &str,
) -> Result<EntityId, Refusal> {
    let deleted = collection.delete(id).await?;
    deleted.map(|record| EntityId::new(record.id)).ok_or_else(|| Refusal::missing(what, id))
}

/// Sets a property if the change contains it.
pub(super) fn set<T>(property: &mut T, change: Option<T>) {
    if let Some(change) = change {
        *property = change;
    }
}

/// Like [`set`], for an optional property.
pub(super) fn set_some<T>(property: &mut Option<T>, change: Option<T>) {
    if change.is_some() {
        *property = change;
    }
}
