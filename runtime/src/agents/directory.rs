//! The agents that can be talked to.

use agents_api::operations::{AgentsApi, GetAgentStatus, ListAgents};
use agents_api::wire::{Call, Outcome};

use super::Agents;
use super::caller::Caller;
use super::refusal::not_done;

impl AgentsApi for Agents {
    type Principal = Caller;

    async fn list_agents(&self, _: Call<ListAgents, Caller>) -> Outcome<ListAgents> {
        not_done()
    }

    async fn get_agent_status(&self, _: Call<GetAgentStatus, Caller>) -> Outcome<GetAgentStatus> {
        not_done()
    }
}
