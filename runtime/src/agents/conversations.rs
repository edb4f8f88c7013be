//! What was said.

use agents_api::operations::{
    ConversationsApi, DeleteConversation, GetConversation, GetConversationEvents,
    ListConversations, SearchConversations,
};
use agents_api::wire::{Call, Outcome};

use super::Agents;
use super::caller::Caller;
use super::refusal::not_done;

impl ConversationsApi for Agents {
    type Principal = Caller;

    async fn list_conversations(
        &self,
        _: Call<ListConversations, Caller>,
    ) -> Outcome<ListConversations> {
        not_done()
    }

    async fn search_conversations(
        &self,
        _: Call<SearchConversations, Caller>,
    ) -> Outcome<SearchConversations> {
        not_done()
    }

    async fn get_conversation(&self, _: Call<GetConversation, Caller>) -> Outcome<GetConversation> {
        not_done()
    }

    async fn delete_conversation(
        &self,
        _: Call<DeleteConversation, Caller>,
    ) -> Outcome<DeleteConversation> {
        not_done()
    }

    async fn get_conversation_events(
        &self,
        _: Call<GetConversationEvents, Caller>,
    ) -> Outcome<GetConversationEvents> {
        not_done()
    }
}
