//! The language model of this server, which is none: in come the turns of a conversation and what the model should know,
//! out comes the next turn. What fits the question best is the answer, so the same conversation has the same answer
//! always. Nothing in here knows an API.

pub mod excerpt;
mod tokens;

pub use tokens::{count, cut};

/// Who a turn of a conversation comes from, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaker {
    /// Who asks.
    User,
    /// The model.
    Model,
    /// Who set the model up.
    Operator,
}

impl Speaker {
    /// The speaker of a role, as the chat formats of most vendors name them. Whoever is not known is taken for a user.
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
    /// Who says it.
    pub speaker: Speaker,
    /// What is said.
    pub text: String,
}

impl Turn {
    /// A turn.
    pub fn new(speaker: Speaker, text: impl Into<String>) -> Self {
        Self { speaker, text: text.into() }
    }
}

/// The next turn.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reply {
    /// What the model says.
    pub text: String,
    /// Whether it was cut off at the limit of tokens.
    pub cut_off: bool,
    /// How many tokens were read: the conversation, and what the model was to know.
    pub prompt_tokens: u64,
    /// How many tokens were written.
    pub completion_tokens: u64,
}

/// Answers the last turn of a conversation that comes from a user, from `knowledge` first and else from what was said
/// before. `limit` is how many tokens the reply may have.
pub fn reply(turns: &[Turn], knowledge: &[&str], limit: Option<u64>) -> Reply {
    let asked = turns.iter().rposition(|turn| turn.speaker == Speaker::User);
    let asked = asked.or(turns.len().checked_sub(1));
    let question = asked.and_then(|at| turns.get(at)).map_or("", |turn| turn.text.trim());
    // What the model said itself is no source: it would come to quote its own ignorance.
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
    fn knowledge_comes_before_what_was_said() {
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
    fn who_asks_about_nothing_known_is_told_so() {
        let reply = reply(&[user("Is it raining?")], &["Cards are free."], None);
        assert_eq!(reply.text, "I have found nothing about that. You said: Is it raining?");
        assert!(!reply.cut_off);
        assert_eq!(reply.prompt_tokens, count("Is it raining?") + count("Cards are free."));
        assert_eq!(reply.completion_tokens, count(&reply.text));
        assert_eq!(super::reply(&[], &[], None).text, "What would you like to know?");
    }

    #[test]
    fn a_reply_is_cut_at_its_limit() {
        let short = reply(&[user("Is it raining?")], &[], Some(3));
        assert_eq!((short.text.as_str(), short.cut_off), ("I have found", true));
        assert_eq!(short.completion_tokens, 3);
        let long = reply(&[user("Is it raining?")], &[], Some(1000));
        assert!(!long.cut_off);
    }

    #[test]
    fn speakers_are_known_by_their_roles() {
        let roles = ["user", "human", "assistant", "model", "system", "developer", "tool"];
        let speakers = roles.map(Speaker::of);
        let (user, model, operator) = (Speaker::User, Speaker::Model, Speaker::Operator);
        assert_eq!(speakers, [user, user, model, model, operator, operator, user]);
    }
}
