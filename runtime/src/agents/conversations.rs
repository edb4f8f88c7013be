//! Conversations.

mod item;
mod list;
mod log;

use agents_api::operations::{
    ConversationsApi, DeleteConversation, GetConversation, GetConversationEvents,
    ListConversations, SearchConversations,
};
use agents_api::types::{
    ConversationEventsResponse, ConversationHistory, ConversationListResponse,
    ConversationSearchResponse, ConversationSearchResult, ConversationSummary,
};
use agents_api::wire::{Call, Outcome};
use serde_json::Value;

use super::Agents;
use super::caller::{Caller, Role};
use super::paging;
use super::refusal::{Refusal, refuse};
pub(super) use item::{Item, Speaker};
pub(super) use log::{Log, turns};

impl ConversationsApi for Agents {
    type Principal = Caller;

    async fn list_conversations(
        &self,
        call: Call<ListConversations, Caller>,
    ) -> Outcome<ListConversations> {
        self.conversations(call).await.map_err(refuse)
    }

    async fn search_conversations(
        &self,
        call: Call<SearchConversations, Caller>,
    ) -> Outcome<SearchConversations> {
        self.find_conversations(call).await.map_err(refuse)
    }

    async fn get_conversation(
        &self,
        call: Call<GetConversation, Caller>,
    ) -> Outcome<GetConversation> {
        self.conversation(call).await.map_err(refuse)
    }

    async fn delete_conversation(
        &self,
        call: Call<DeleteConversation, Caller>,
    ) -> Outcome<DeleteConversation> {
        self.forget_conversation(call).await.map_err(refuse)
    }

    async fn get_conversation_events(
        &self,
        call: Call<GetConversationEvents, Caller>,
    ) -> Outcome<GetConversationEvents> {
        self.conversation_events(call).await.map_err(refuse)
    }
}

impl Agents {
    /// Returns the conversations of a tenant.
    pub(super) fn log(&self, tenant: &str) -> Log {
        Log::new(self.scope(tenant), self.clock.clone())
    }

    async fn conversations(
        &self,
        call: Call<ListConversations, Caller>,
    ) -> Result<ConversationListResponse, Refusal> {
        let Call { request, principal, .. } = call;
        let ListConversations { limit, cursor, agent, x_tenant_id, x_tenant_role, .. } = request;
        let caller = principal.within(x_tenant_id.as_ref(), x_tenant_role.as_ref())?;
        let limit = usize::try_from(paging::size(limit, 50)).unwrap_or(usize::MAX);
        let log = self.log(&caller.tenant);
        let page = list::page(&log, agent.as_deref(), cursor.as_deref(), limit).await?;
        let items = page.items.into_iter().map(|record| {
            let conversation = record.value;
            ConversationSummary::new(
                record.id,
                conversation.messages,
                conversation.last_message,
                conversation.started_at.to_string(),
                conversation.updated_at.to_string(),
            )
        });
        Ok(ConversationListResponse::new(items.collect()).with_next_cursor(page.next))
    }

    async fn find_conversations(
        &self,
        call: Call<SearchConversations, Caller>,
    ) -> Result<ConversationSearchResponse, Refusal> {
        let Call { request, principal, .. } = call;
        let SearchConversations { q, limit, cursor, agent, x_tenant_id, x_tenant_role, .. } =
            request;
        let caller = principal.within(x_tenant_id.as_ref(), x_tenant_role.as_ref())?;
        let limit = usize::try_from(paging::size(limit, 20)).unwrap_or(usize::MAX);
        let log = self.log(&caller.tenant);
        let page = list::search(&log, &q, agent.as_deref(), cursor.as_deref(), limit).await?;
        let items = page.items.into_iter().map(|found| {
            ConversationSearchResult::new(found.id, found.preview)
                .with_score(found.score)
                .with_updated_at(found.conversation.updated_at.to_string())
        });
        Ok(ConversationSearchResponse::new(items.collect()).with_next_cursor(page.next))
    }

    async fn conversation(
        &self,
        call: Call<GetConversation, Caller>,
    ) -> Result<ConversationHistory, Refusal> {
        let Call { request, principal, .. } = call;
        let GetConversation { conversation_id, x_tenant_id, x_tenant_role, .. } = request;
        let caller = principal.within(x_tenant_id.as_ref(), x_tenant_role.as_ref())?;
        let log = self.log(&caller.tenant);
        let found = log.get(&conversation_id).await?.ok_or_else(no_conversation)?.value;
        let items = log.all(&conversation_id).await?;
        let messages = items.iter().filter_map(|item| item.value.message(item.created_at));
        let (started_at, updated_at) = (found.started_at.to_string(), found.updated_at.to_string());
        let context = [("active_agent".to_owned(), Value::from(found.active_agent))];
        Ok(ConversationHistory::new(conversation_id, messages.collect(), started_at, updated_at)
            .with_agent_context(agents_api::wire::Map::from_iter(context)))
    }

    async fn forget_conversation(
        &self,
        call: Call<DeleteConversation, Caller>,
    ) -> Result<(), Refusal> {
        let Call { request, principal, .. } = call;
        let DeleteConversation { conversation_id, x_tenant_id, x_tenant_role, .. } = request;
        let caller = principal.within(x_tenant_id.as_ref(), x_tenant_role.as_ref())?;
        caller.needs(Role::Admin)?;
        let was_there = self.log(&caller.tenant).delete(&conversation_id).await?;
        if was_there { Ok(()) } else { Err(no_conversation()) }
    }

    async fn conversation_events(
        &self,
        call: Call<GetConversationEvents, Caller>,
    ) -> Result<ConversationEventsResponse, Refusal> {
        let Call { request, principal, .. } = call;
        let GetConversationEvents {
            conversation_id,
            workflow_run_id,
            x_tenant_id,
            x_tenant_role,
            ..
        } = request;
        let caller = principal.within(x_tenant_id.as_ref(), x_tenant_role.as_ref())?;
        let log = self.log(&caller.tenant);
        if log.get(&conversation_id).await?.is_none() {
            return Err(no_conversation());
        }
        let run = workflow_run_id.as_deref();
        let items = (1..)
            .zip(log.all(&conversation_id).await?)
            .filter(|(_, item)| run.is_none_or(|run| item.value.run.as_deref() == Some(run)))
            .map(|(number, item)| item.value.show(number, item.created_at));
        Ok(ConversationEventsResponse::new(conversation_id, items.collect()))
    }
}

pub(super) fn no_conversation() -> Refusal {
    Refusal::not_found("There is no conversation with this id.")
}
