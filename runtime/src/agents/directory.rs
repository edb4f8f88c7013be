//! The available agents.

mod roster;

use agents_api::operations::{AgentsApi, GetAgentStatus, ListAgents};
use agents_api::types::{AgentState, AgentStatus, AgentSummary};
use agents_api::wire::{Call, Outcome};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Agents;
use super::caller::Caller;
use super::refusal::{Refusal, refuse};
use crate::store::{Collection, Scope, StoreError, Transaction};
pub(super) use roster::{AGENTS, Agent, CODE_INTERPRETER, DEFAULT, FILE_SEARCH, TOOLS, named};

/// The usage of an agent by a tenant. The id is the agent's name.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Use {
    conversations: i64,
    last: Option<Timestamp>,
}

impl AgentsApi for Agents {
    type Principal = Caller;

    async fn list_agents(&self, _: Call<ListAgents, Caller>) -> Outcome<ListAgents> {
        let show = |agent: &Agent| {
            AgentSummary::new(agent.name, AgentState::Active).with_description(agent.description)
        };
        Ok(AGENTS.iter().map(show).collect())
    }

    async fn get_agent_status(
        &self,
        call: Call<GetAgentStatus, Caller>,
    ) -> Outcome<GetAgentStatus> {
        self.agent_status(call).await.map_err(refuse)
    }
}

impl Agents {
    async fn agent_status(
        &self,
        call: Call<GetAgentStatus, Caller>,
    ) -> Result<AgentStatus, Refusal> {
        let agent = named(&call.agent_name).ok_or_else(|| no_agent(&call.agent_name))?;
        let used = uses(&self.scope(&call.principal.tenant)).get(agent.name).await?;
        let used = used.map(|record| record.value).unwrap_or_default();
        Ok(AgentStatus::new(agent.name, AgentState::Active)
            .with_last_used(used.last.map(|last| last.to_string()))
            .with_total_conversations(used.conversations))
    }
}

pub(super) fn no_agent(name: &str) -> Refusal {
    Refusal::not_found(format!("There is no agent {name}."))
}

/// Counts an activity of an agent, and whether it was its first one in a conversation.
pub(super) async fn used_in(
    transaction: &mut Transaction,
    scope: &Scope,
    agent: &str,
    is_new: bool,
    now: Timestamp,
) -> Result<(), StoreError> {
    let all = uses(scope);
    let before = all.on(transaction).get(agent).await?;
    let before = before.map(|record| record.value).unwrap_or_default();
    let conversations = before.conversations + i64::from(is_new);
    all.on(transaction).put(agent, &Use { conversations, last: Some(now) }).await?;
    Ok(())
}

fn uses(scope: &Scope) -> Collection<Use> {
    scope.collection("agents")
}
