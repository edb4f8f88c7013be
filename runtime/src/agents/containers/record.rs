//! Container records, their conversion to responses, and the bindings of agents.

use agents_api::types::ContainerResponse;
use agents_api::wire::DateTime;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::store::{Collection, Record, Scope, StoreError};

/// A container.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Container {
    pub(super) name: String,
    pub(super) openai_id: String,
    pub(super) owner: Option<Uuid>,
    pub(super) memory_limit: String,
    pub(super) expires_after: Option<Map<String, Value>>,
    pub(super) metadata: Map<String, Value>,
    /// The stored objects that were copied into it.
    pub(super) files: Vec<String>,
    pub(super) last_active_at: Option<Timestamp>,
    /// Use by an agent is recorded but does not count as a change.
    pub(super) updated_at: Timestamp,
}

/// The container of an agent. The id is the agent's name.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Binding {
    pub(super) container: String,
}

/// Returns the containers of a tenant.
pub(super) fn containers(scope: &Scope) -> Collection<Container> {
    scope
        .collection("containers")
        .unique_key("name", |container: &Container| [container.name.clone()])
}

/// Returns the agents of a tenant that are bound to a container.
pub(super) fn bindings(scope: &Scope) -> Collection<Binding> {
    scope
        .collection("container_bindings")
        .key("container", |binding: &Binding| [binding.container.clone()])
}

impl Container {
    /// Returns whether it has expired: a number of minutes after its creation or most recent use.
    pub(super) fn has_expired(&self, created_at: Timestamp, now: Timestamp) -> bool {
        let rule = self.expires_after.as_ref();
        let minutes = rule.and_then(|rule| rule.get("minutes")?.as_i64());
        let Some(minutes) = minutes.filter(|minutes| (0..=52_560_000).contains(minutes)) else {
            return false;
        };
        let anchor = rule.and_then(|rule| rule.get("anchor")?.as_str());
        let anchor = match anchor {
            Some("created_at") => created_at,
            _ => self.last_active_at.unwrap_or(created_at),
        };
        anchor.checked_add(SignedDuration::from_mins(minutes)).is_ok_and(|end| end <= now)
    }
}

pub(super) fn show(
    tenant: &str,
    record: Record<Container>,
    now: Timestamp,
) -> Result<ContainerResponse, uuid::Error> {
    let container = record.value;
    let expired = container.has_expired(record.created_at, now);
    Ok(ContainerResponse::new(
        record.id.parse()?,
        container.openai_id,
        tenant.parse()?,
        container.owner,
        container.name,
        container.memory_limit,
        if expired { "expired" } else { "running" },
        container.expires_after.map(|map| map.into_iter().collect()),
        container.last_active_at.map(DateTime::from),
        container.metadata.into_iter().collect(),
        record.created_at.into(),
        container.updated_at.into(),
    ))
}

/// Returns the container of an agent, if it is bound to one that has not expired. This counts as a use.
pub(in crate::agents) async fn use_of(
    scope: &Scope,
    agent: &str,
    now: Timestamp,
) -> Result<Option<String>, StoreError> {
    let Some(binding) = bindings(scope).get(agent).await? else { return Ok(None) };
    let id = binding.value.container;
    let Some(found) = containers(scope).get(&id).await? else { return Ok(None) };
    if found.value.has_expired(found.created_at, now) {
        return Ok(None);
    }
    containers(scope).update(&id, |container| container.last_active_at = Some(now)).await?;
    Ok(Some(id))
}
