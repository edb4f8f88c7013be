//! Responses of a model: as a whole, or as the chunks of a stream.

use std::convert::Infallible;
use std::time::Duration;

use inference_api::types::{
    ChatChoice, ChatChunk, ChatChunkChoice, ChatDelta, ChatResponse, GuardVerdict, Message,
    RouterChoice, Usage,
};
use inference_api::wire::Events;
use jiff::Timestamp;

use crate::clock::Clock;
use crate::stream::{owned_words, paced};

/// The time between two words.
const PAUSE: Duration = Duration::from_millis(20);

/// The interval of keep-alive comments in a stream.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// The next message of a chat.
#[derive(Debug)]
pub(super) struct Answer {
    /// The chat.
    pub(super) id: String,
    pub(super) at: Timestamp,
    pub(super) model: &'static str,
    pub(super) text: String,
    pub(super) finish_reason: &'static str,
    pub(super) usage: Usage,
    pub(super) router: Option<RouterChoice>,
    pub(super) guard: Option<GuardVerdict>,
}

impl Answer {
    /// Returns the complete response.
    pub(super) fn response(self) -> ChatResponse {
        let message = Message::new("assistant", self.text);
        let choice = ChatChoice::new(0, message, self.finish_reason);
        let created = self.at.as_second();
        let mut response = ChatResponse::new(
            self.id,
            "chat.completion",
            created,
            self.at.into(),
            self.model,
            vec![choice],
            self.usage,
        );
        response.router = self.router;
        response.guard = self.guard;
        response
    }

    /// Returns the response as a stream of chunks. The message has already been stored when the stream starts.
    pub(super) fn events(self, clock: &Clock) -> Events<ChatChunk> {
        let chunks = self.chunks().map(Ok::<_, Infallible>);
        Events::new(paced(chunks, clock.clone(), PAUSE)).keep_alive(KEEP_ALIVE)
    }

    /// Returns the chunks: the role, each word, and the finish reason. Each is made when it is asked for.
    fn chunks(self) -> impl Iterator<Item = ChatChunk> + Send {
        let text = self.text;
        let chunk = move |delta: ChatDelta, finish_reason: Option<&str>| {
            let mut choice = ChatChunkChoice::new(0, delta);
            choice.finish_reason = finish_reason.map(str::to_owned).into();
            let created = self.at.as_second();
            let object = "chat.completion.chunk";
            ChatChunk::new(self.id.as_str(), object, created, self.model, vec![choice])
                .with_created_at(self.at.into())
        };
        let mut last = chunk(ChatDelta::new(), Some(self.finish_reason));
        last.usage = Some(self.usage);
        last.router = self.router;
        last.guard = self.guard;
        let first = chunk(ChatDelta::new().with_role("assistant"), None);
        let said =
            owned_words(text).map(move |word| chunk(ChatDelta::new().with_content(word), None));
        std::iter::once(first).chain(said).chain([last])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(text: &str) -> Answer {
        Answer {
            id: "chat-1".to_owned(),
            at: Timestamp::UNIX_EPOCH,
            model: "neolang-1",
            text: text.to_owned(),
            finish_reason: "stop",
            usage: Usage::new(4, 3, 7),
            router: None,
            guard: Some(GuardVerdict::new(true)),
        }
    }

    #[test]
    fn the_chunks_form_the_response() {
        let chunks: Vec<_> = answer("Cards are free.").chunks().collect();
        let choices: Vec<_> = chunks.iter().map(|chunk| chunk.choices.first().unwrap()).collect();
        let said: String =
            choices.iter().filter_map(|choice| choice.delta.content.clone()).collect();
        assert_eq!(said, "Cards are free.");
        assert_eq!(chunks.len(), 5);
        assert_eq!(choices.first().unwrap().delta.role.as_deref(), Some("assistant"));
        let ends: Vec<_> = choices.iter().map(|choice| choice.finish_reason.value()).collect();
        assert_eq!(ends.iter().filter(|end| end.is_some()).count(), 1);
        let last = chunks.last().unwrap();
        assert_eq!(last.usage, Some(Usage::new(4, 3, 7)));
        assert_eq!(last.guard, Some(GuardVerdict::new(true)));
        assert!(chunks.iter().rev().skip(1).all(|chunk| chunk.usage.is_none()));
    }
}
