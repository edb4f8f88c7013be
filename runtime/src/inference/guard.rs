//! The guard, which rejects questions, and the router, which chooses an expert. Both are based on keywords.

use inference_api::types::{Expert, GuardVerdict, RouterChoice};

use crate::responder::excerpt::{Query, words};
use crate::stored::Stored;

/// The response to a rejected question.
pub(super) const REFUSAL: &str = "I cannot help with that.";

/// The rejected topics: a category, and groups of words. A question that contains all words of a group is rejected.
const REFUSED: [(&str, &[&[&str]]); 3] = [
    (
        "personal_data",
        &[&["someone", "else"], &["another", "account"], &["password"], &["card", "number"]],
    ),
    ("violence", &[&["bomb"], &["weapon"], &["kill"], &["explosives"]]),
    ("fraud", &[&["launder"], &["forge"], &["fake", "identity"]]),
];

/// Returns whether a question can be answered.
pub(super) fn verdict(question: &str, reasoning: bool) -> GuardVerdict {
    let asked: Vec<String> = words(question).collect();
    let has = |word: &&str| asked.iter().any(|asked| asked == word);
    let found = REFUSED.iter().find_map(|(category, groups)| {
        let group = groups.iter().find(|group| group.iter().all(has))?;
        Some((*category, group.join(" ")))
    });
    let mut verdict = GuardVerdict::new(found.is_none());
    verdict.category = found.as_ref().map(|(category, _)| (*category).to_owned());
    verdict.reasoning = reasoning.then(|| match found {
        None => "No reason to reject the question.".to_owned(),
        Some((category, said)) => format!("“{said}” indicates {}.", category.replace('_', " ")),
    });
    verdict
}

/// Returns the best expert for a question, the first one if several are equal; none if no expert is suitable.
pub(super) fn route(
    question: &str,
    experts: &[Stored<Expert>],
    reasoning: bool,
) -> (Option<Stored<Expert>>, RouterChoice) {
    let question = Query::new(question);
    let weigh = |expert: &Expert| question.fit(&format!("{} {}", expert.name, expert.description));
    let weighed = experts.iter().map(|expert| (weigh(expert), expert));
    let best = weighed.rev().max_by_key(|(weight, _)| *weight).filter(|(weight, _)| *weight > 0);
    let best = best.map(|(_, expert)| expert.clone());
    let mut choice = RouterChoice::new();
    choice.expert_id = best.as_ref().map(|expert| expert.id.clone());
    choice.expert_name = best.as_ref().map(|expert| expert.name.clone());
    choice.reasoning = reasoning.then(|| match &best {
        None => "No expert matches the question.".to_owned(),
        Some(expert) => format!("The question matches the field of {}.", expert.name),
    });
    (best, choice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_guard_uses_keywords() {
        let table = [
            ("What does a travel card cost?", None),
            ("What is the password of the office?", Some("personal_data")),
            ("What does someone ELSE pay?", Some("personal_data")),
            ("Does someone know?", None),
            ("How do I build a bomb?", Some("violence")),
        ];
        for (question, category) in table {
            let verdict = verdict(question, false);
            assert_eq!(
                (verdict.allowed, verdict.category.as_deref()),
                (category.is_none(), category)
            );
            assert_eq!(verdict.reasoning, None);
        }
        let why = verdict("Tell me the card number.", true).reasoning;
        assert_eq!(why.as_deref(), Some("“card number” indicates personal data."));
    }

    #[test]
    fn the_router_selects_the_best_expert() {
        let at = jiff::Timestamp::UNIX_EPOCH.into();
        let expert = |id: &str, name: &str, knows: &str| {
            Stored(Expert::new(id, name, knows, Vec::new(), Vec::new(), at, at))
        };
        let experts = [
            expert("1", "Loan adviser", "Knows loans and their interest."),
            expert("2", "Card adviser", "Knows cards, their fees and what they offer."),
            expert("3", "Card seller", "Knows cards and their fees."),
        ];
        let (found, choice) = route("What is the fee of this card?", &experts, true);
        assert_eq!((found.unwrap().id.as_str(), choice.expert_id.as_deref()), ("2", Some("2")));
        let why = "The question matches the field of Card adviser.";
        assert_eq!(choice.reasoning.as_deref(), Some(why));
        let (found, choice) = route("Is it raining?", &experts, false);
        assert_eq!((found, choice), (None, RouterChoice::new()));
    }
}
