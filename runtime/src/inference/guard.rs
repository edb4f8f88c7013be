//! Who takes part in a chat beside the model: a guard that refuses, and a router that chooses an expert. Both go by words.

use inference_api::types::{Expert, GuardVerdict, RouterChoice};

use crate::responder::excerpt::{fit, words};
use crate::stored::Stored;

/// What is said in the place of an answer that the guard refuses.
pub(super) const REFUSAL: &str = "I cannot help with that.";

/// What must not be answered: a kind, and words of which a question has all of one group.
const REFUSED: [(&str, &[&[&str]]); 3] = [
    (
        "personal_data",
        &[&["someone", "else"], &["another", "account"], &["password"], &["card", "number"]],
    ),
    ("violence", &[&["bomb"], &["weapon"], &["kill"], &["explosives"]]),
    ("fraud", &[&["launder"], &["forge"], &["fake", "identity"]]),
];

/// Whether a question may be answered.
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
        None => "Nothing speaks against an answer.".to_owned(),
        Some((category, said)) => format!("“{said}” sounds like {}.", category.replace('_', " ")),
    });
    verdict
}

/// The expert that fits a question best, the first of several alike; none when none fits at all.
pub(super) fn route(
    question: &str,
    experts: &[Stored<Expert>],
    reasoning: bool,
) -> (Option<Stored<Expert>>, RouterChoice) {
    let weigh = |expert: &Expert| {
        let about = format!("{} {}", expert.name, expert.description);
        fit(question, &about)
    };
    let weighed = experts.iter().map(|expert| (weigh(expert), expert));
    let best = weighed.rev().max_by_key(|(weight, _)| *weight).filter(|(weight, _)| *weight > 0);
    let best = best.map(|(_, expert)| expert.clone());
    let mut choice = RouterChoice::new();
    choice.expert_id = best.as_ref().map(|expert| expert.id.clone());
    choice.expert_name = best.as_ref().map(|expert| expert.name.clone());
    choice.reasoning = reasoning.then(|| match &best {
        None => "No expert knows what the question is about.".to_owned(),
        Some(expert) => format!("What the question is about is what {} knows.", expert.name),
    });
    (best, choice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_guard_goes_by_words() {
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
        assert_eq!(why.as_deref(), Some("“card number” sounds like personal data."));
    }

    #[test]
    fn the_router_takes_the_expert_that_fits() {
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
        let why = "What the question is about is what Card adviser knows.";
        assert_eq!(choice.reasoning.as_deref(), Some(why));
        let (found, choice) = route("Is it raining?", &experts, false);
        assert_eq!((found, choice), (None, RouterChoice::new()));
    }
}
