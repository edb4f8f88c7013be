//! Talking to agents.

use agents_api::operations::{Chat, ChatApi, StreamChat};
use agents_api::wire::{Call, Outcome};

use super::Agents;
use super::caller::Caller;
use super::refusal::not_done;

impl ChatApi for Agents {
    type Principal = Caller;

    async fn chat(&self, _: Call<Chat, Caller>) -> Outcome<Chat> {
        not_done()
    }

    async fn stream_chat(&self, _: Call<StreamChat, Caller>) -> Outcome<StreamChat> {
        not_done()
    }
}
