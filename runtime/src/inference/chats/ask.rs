//! The work of a model for the next message of a chat. It needs no store.

use inference_api::types;

use super::super::guard;
use super::super::models::Model;
use crate::responder::{self, Reply, Turn};
use crate::stored::Stored;

/// The input of a model.
pub(super) struct Ask {
    pub(super) model: Model,
    pub(super) turns: Vec<Turn>,
    pub(super) advisers: Vec<Stored<types::Expert>>,
    /// Whether a router chooses an expert, and whether it explains its choice.
    pub(super) routing: Option<bool>,
    /// Whether a guard can reject the question, and whether it explains its verdict.
    pub(super) guarding: Option<bool>,
    pub(super) limit: u64,
    pub(super) echo: bool,
}

/// The answer of a model.
pub(super) struct Found {
    pub(super) reply: Reply,
    pub(super) refused: bool,
    pub(super) router: Option<types::RouterChoice>,
    pub(super) guard: Option<types::GuardVerdict>,
}

/// The input has more tokens than the model accepts.
pub(super) struct Overload {
    pub(super) tokens: u64,
    pub(super) why: String,
}

impl Ask {
    /// Returns the size of all texts in bytes.
    pub(super) fn size(&self) -> usize {
        let turns = self.turns.iter().map(|turn| turn.text.len());
        let experts = self.advisers.iter().map(|expert| {
            let files = expert.file_context.iter().filter_map(|file| file.content.as_ref());
            let files: usize = files.map(String::len).sum();
            files + expert.context.as_ref().map_or(0, String::len) + expert.description.len()
        });
        turns.chain(experts).sum()
    }

    /// Returns the answer. Its time grows with the size.
    pub(super) fn answer(self) -> Result<Found, Overload> {
        let question = self.turns.last().map_or("", |turn| turn.text.as_str());
        let mut advisers = self.advisers;
        let router = self.routing.map(|reasoning| {
            let (found, choice) = guard::route(question, &advisers, reasoning);
            advisers = found.into_iter().collect();
            choice
        });
        let verdict = self.guarding.map(|reasoning| guard::verdict(question, reasoning));
        let refused = verdict.as_ref().is_some_and(|verdict| !verdict.allowed);
        let knowledge = knowledge(&advisers);
        // Counted before the reply is computed.
        let turns = self.turns.iter().map(|turn| turn.text.as_str());
        let tokens = turns.chain(knowledge.iter().copied()).map(responder::count).sum();
        if let Some(why) = self.model.overload(tokens) {
            return Err(Overload { tokens, why });
        }
        let reply = reply(&self.turns, &knowledge, self.limit, (refused, self.echo));
        Ok(Found { reply, refused, router, guard: verdict })
    }
}

/// Returns the files of the experts, followed by their instructions.
fn knowledge(experts: &[Stored<types::Expert>]) -> Vec<&str> {
    let read = experts.iter().flat_map(|expert| &expert.file_context);
    let read = read.filter_map(|file| file.content.as_deref());
    let told = experts.iter().filter_map(|expert| expert.context.as_deref());
    read.chain(told).collect()
}

fn reply(turns: &[Turn], knowledge: &[&str], limit: u64, (refused, echo): (bool, bool)) -> Reply {
    let mut reply = responder::reply(turns, knowledge, None);
    if refused {
        guard::REFUSAL.clone_into(&mut reply.text);
    } else if echo && let Some(last) = turns.last() {
        reply.text = format!("{}\n\n{}", last.text, reply.text);
    }
    let kept = responder::cut(&reply.text, limit).len();
    reply.cut_off = kept < reply.text.len();
    reply.text.truncate(kept);
    reply.completion_tokens = responder::count(&reply.text);
    reply
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::responder::Speaker;

    #[test]
    fn an_echo_counts_as_output() {
        let turns = [Turn::new(Speaker::User, "Is it raining?")];
        let plain = reply(&turns, &[], 99, (false, false));
        let echo = reply(&turns, &[], 99, (false, true));
        assert!(echo.text.starts_with("Is it raining?\n\nI have found nothing"));
        assert!(echo.completion_tokens > plain.completion_tokens);
        let short = reply(&turns, &[], 4, (false, true));
        assert_eq!((short.text.as_str(), short.cut_off), ("Is it raining?", true));
        let refused = reply(&turns, &[], 99, (true, true));
        assert_eq!((refused.text.as_str(), refused.completion_tokens), (guard::REFUSAL, 6));
    }
}
