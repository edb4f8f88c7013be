//! The tools that agents can use.

use agents_api::operations::{ListTools, ToolsApi};
use agents_api::wire::{Call, Outcome};

use super::Agents;
use super::caller::Caller;
use super::refusal::not_done;

impl ToolsApi for Agents {
    type Principal = Caller;

    async fn list_tools(&self, _: Call<ListTools, Caller>) -> Outcome<ListTools> {
        not_done()
    }
}
