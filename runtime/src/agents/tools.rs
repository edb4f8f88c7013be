//! The tools available to agents.

use agents_api::operations::{ListTools, ToolsApi};
use agents_api::types::ToolCatalogResponse;
use agents_api::wire::{Call, Outcome};

use super::Agents;
use super::caller::Caller;
use super::directory::{AGENTS, TOOLS};

impl ToolsApi for Agents {
    type Principal = Caller;

    async fn list_tools(&self, _: Call<ListTools, Caller>) -> Outcome<ListTools> {
        let names: Vec<String> = TOOLS.iter().map(|tool| tool.name.to_owned()).collect();
        let mut categories: Vec<String> =
            TOOLS.iter().map(|tool| tool.category.to_owned()).collect();
        categories.sort();
        categories.dedup();
        let per_agent = AGENTS.iter().map(|agent| {
            let tools = agent.tools.iter().map(|tool| (*tool).to_owned()).collect();
            (agent.name.to_owned(), tools)
        });
        let total = i64::try_from(names.len())?;
        Ok(ToolCatalogResponse::new(total, names, categories, per_agent.collect()))
    }
}
