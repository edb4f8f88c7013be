//! A stand-in for a language model. It takes the turns of a conversation and additional knowledge, and returns the next
//! turn. The response is the text that best matches the question, so the same conversation always gets the same
//! response. It is independent of the APIs.

pub mod excerpt;
mod tokens;

pub use tokens::{count, cut};

/// The author of a turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaker {
    /// The user.
    User,
    /// The model.
    Model,
    /// The system: instructions for the model.
    Operator,
}

impl Speaker {
    /// Returns the author for a role name used in common chat formats. Unknown roles count as users.
    pub fn of(role: &str) -> Self {
        match role {
            "assistant" | "model" | "ai" => Self::Model,
            "system" | "developer" => Self::Operator,
            _ => Self::User,
        }
    }
}

/// A turn of a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// The author.
    pub speaker: Speaker,
    /// The text.
    pub text: String,
}

impl Turn {
    /// Creates a turn.
    pub fn new(speaker: Speaker, text: impl Into<String>) -> Self {
        Self { speaker, text: text.into() }
    }
}

/// The generated turn.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reply {
    /// The text of the reply.
    pub text: String,
    /// Whether the reply was cut off at the token limit.
    pub cut_off: bool,
    /// The number of input tokens: the conversation and the knowledge.
    pub prompt_tokens: u64,
    /// The number of output tokens.
    pub completion_tokens: u64,
}

/// Replies to the last user turn of a conversation, preferably from `knowledge`, otherwise from earlier turns. `limit`
/// is the maximum number of tokens in the reply.
pub fn reply(turns: &[Turn], knowledge: &[&str], limit: Option<u64>) -> Reply {
    let asked = turns.iter().rposition(|turn| turn.speaker == Speaker::User);
    let asked = asked.or(turns.len().checked_sub(1));
    let question = asked.and_then(|at| turns.get(at)).map_or("", |turn| turn.text.trim());
    // The model's own turns are not used as a source, so that it does not quote its own failures.
    let said = turns.iter().take(asked.unwrap_or(0)).filter(|turn| turn.speaker != Speaker::Model);
    let said: Vec<&str> = said.map(|turn| turn.text.as_str()).collect();

    let found = excerpt::fitting(question, knowledge).or_else(|| excerpt::fitting(question, &said));
    let whole = found.unwrap_or_else(|| nothing(question));
    let prompt_tokens = turns
        .iter()
        .map(|turn| turn.text.as_str())
        .chain(knowledge.iter().copied())
        .map(count)
        .sum();
    let text = limit.map_or(whole.as_str(), |limit| cut(&whole, limit)).to_owned();
    Reply {
        cut_off: text.len() < whole.len(),
        prompt_tokens,
        completion_tokens: count(&text),
        text,
    }
}

fn nothing(question: &str) -> String {
    if question.is_empty() {
        "What would you like to know?".to_owned()
    } else {
        format!("I have found nothing about that. You said: {question}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(text: &str) -> Turn {
        Turn::new(Speaker::User, text)
    }

    #[test]
    fn knowledge_takes_precedence_over_earlier_turns() {
        let fees = "The travel card costs 60 a year. The shop is closed.";
        let asked = [user("My travel card is red."), user("What does the travel card cost?")];
        assert_eq!(reply(&asked, &[fees], None).text, "The travel card costs 60 a year.");
        assert_eq!(reply(&asked, &[], None).text, "My travel card is red.");
    }

    #[test]
    fn the_model_does_not_quote_itself() {
        let turns = [
            user("Where is the harbour?"),
            Turn::new(Speaker::Model, "The harbour is nowhere."),
            user("Where is the harbour again?"),
        ];
        assert_eq!(reply(&turns, &[], None).text, "Where is the harbour?");
    }

    #[test]
    fn an_unknown_topic_gets_a_fallback_reply() {
        let reply = reply(&[user("Is it raining?")], &["Cards are free."], None);
        assert_eq!(reply.text, "I have found nothing about that. You said: Is it raining?");
        assert!(!reply.cut_off);
        assert_eq!(reply.prompt_tokens, count("Is it raining?") + count("Cards are free."));
        assert_eq!(reply.completion_tokens, count(&reply.text));
        assert_eq!(super::reply(&[], &[], None).text, "What would you like to know?");
    }

    #[test]
    fn a_reply_is_truncated_at_its_limit() {
        let short = reply(&[user("Is it raining?")], &[], Some(3));
        assert_eq!((short.text.as_str(), short.cut_off), ("I have found", true));
        assert_eq!(short.completion_tokens, 3);
        let long = reply(&[user("Is it raining?")], &[], Some(1000));
        assert!(!long.cut_off);
    }

    #[test]
    fn authors_are_identified_by_role() {
        let roles = ["user", "human", "assistant", "model", "system", "developer", "tool"];
        let speakers = roles.map(Speaker::of);
        let (user, model, operator) = (Speaker::User, Speaker::Model, Speaker::Operator);
        assert_eq!(speakers, [user, user, model, model, operator, operator, user]);
    }
}
