//! Decisions. They are computed when requested, from the job's feedback at that time. Decisions are not stored, so more
//! feedback or a training can change the decision on an event. Otherwise it stays the same.
//!
//! - Feedback on the event itself, if it refers to a label, is the decision, with full confidence.
//! - Otherwise, the [`VOTERS`] most similar events with feedback vote for the labels of their feedback. The weight of a
//!   vote is the square of the similarity, so a near duplicate outweighs events that have little in common.
//! - In addition, all labels share one vote equally. Confidence therefore grows with the evidence but never reaches 1.
//! - If labels have equal votes, the last one wins, because labels are ordered from harmless to severe. Without
//!   feedback, the decision is the job's last label, and its confidence is 1 divided by the number of labels.

use super::features::{Feature, Features};
use super::records::{Job, Lesson};

/// The number of most similar events that vote.
const VOTERS: usize = 10;

/// A decision.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Decision {
    pub(super) label: String,
    /// From 0 to 1.
    pub(super) confidence: f64,
    /// Whether no event with feedback has anything in common with this one.
    pub(super) outlier: bool,
}

/// Returns the decision from feedback on the event itself.
pub(super) fn by_analyst(label: &str) -> Decision {
    Decision { label: label.to_owned(), confidence: 1.0, outlier: false }
}

/// Returns the decision on an event with these features, based on the lessons from other events. `None` if the job has
/// no labels.
pub(super) fn by_lessons(job: &Job, features: &Features, lessons: &[Lesson]) -> Option<Decision> {
    let weight = |feature: &Feature| job.training.weight(&feature.property);
    let mut nearest: Vec<(f64, &str)> = lessons
        .iter()
        .map(|lesson| (lesson.features.similarity(features, weight), lesson.label.as_str()))
        .filter(|(similarity, _)| *similarity > 0.0)
        .collect();
    // The sort is stable: equally similar events keep the order of the lessons.
    nearest.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    nearest.truncate(VOTERS);

    let share = 1.0 / u32::try_from(job.labels.len()).map_or(f64::MAX, f64::from);
    let votes_for = |label: &str| -> f64 {
        let own = nearest.iter().filter(|(_, voted)| *voted == label);
        share + own.map(|(similarity, _)| similarity * similarity).sum::<f64>()
    };
    let counted = job.labels.iter().map(|label| (label, votes_for(label)));
    let all: f64 = counted.clone().map(|(_, votes)| votes).sum();
    // `max_by` returns the last of several equal maxima.
    let (label, most) = counted.max_by(|(_, one), (_, other)| one.total_cmp(other))?;
    let confidence = (most / all).clamp(0.0, 1.0);
    Some(Decision { label: label.clone(), confidence, outlier: nearest.is_empty() })
}

/// Returns a decision as a machine-readable value: `Drop` becomes `drop_alert`.
pub(super) fn word(label: &str) -> String {
    let words = label.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).chain(["alert".to_owned()]).collect::<Vec<_>>().join("_")
}

/// Returns the label that the feedback refers to: a label or its machine-readable value, in any case.
pub(super) fn meant<'a>(labels: &'a [String], feedback: &str) -> Option<&'a str> {
    let said = feedback.trim().to_lowercase();
    let fits = |label: &&String| label.to_lowercase() == said || word(label) == said;
    // Exact matches first, because labels can differ only in case.
    let exact = labels.iter().find(|label| *label == feedback);
    exact.or_else(|| labels.iter().find(fits)).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::seed;
    use super::*;

    fn features(event: &Value) -> Features {
        Features::of(event.as_object().unwrap())
    }

    fn lesson(label: &str, event: &Value) -> Lesson {
        Lesson { label: label.to_owned(), features: features(event) }
    }

    fn decide(lessons: &[Lesson], event: &Value) -> (String, f64, bool) {
        let job = seed::jobs().into_iter().next().unwrap();
        let Decision { label, confidence, outlier } =
            by_lessons(&job, &features(event), lessons).unwrap();
        (label, confidence, outlier)
    }

    #[test]
    fn without_feedback_the_decision_is_the_most_severe_label() {
        assert_eq!(decide(&[], &json!({"user": "jo"})), ("Escalate".to_owned(), 0.5, true));
        let strange = [lesson("Drop", &json!({"host": "a"}))];
        assert_eq!(decide(&strange, &json!({"user": "jo"})), ("Escalate".to_owned(), 0.5, true));
    }

    #[test]
    fn similar_events_decide_and_more_of_them_increase_confidence() {
        let jo = json!({"user": "jo", "action": "login"});
        let eve = json!({"user": "eve", "action": "login"});
        let mut lessons = vec![lesson("Drop", &jo), lesson("Escalate", &eve)];
        let (label, first, outlier) = decide(&lessons, &jo);
        assert_eq!((label.as_str(), outlier), ("Drop", false));
        assert_eq!(decide(&lessons, &eve).0, "Escalate");
        lessons.push(lesson("Drop", &jo));
        let (_, second, _) = decide(&lessons, &jo);
        assert!(0.5 < first && first < second && second < 1.0, "{first} {second}");
        // Many slightly similar events do not outweigh a nearly identical one.
        lessons.extend((0..50).map(|at| lesson("Escalate", &json!({"n": at, "action": "login"}))));
        assert_eq!(decide(&lessons, &jo).0, "Drop");
    }

    #[test]
    fn feedback_refers_to_a_label_in_several_spellings() {
        let labels = ["Drop".to_owned(), "Needs review".to_owned()];
        assert_eq!(word("Needs review"), "needs_review_alert");
        for said in ["Drop", "drop", " DROP ", "drop_alert"] {
            assert_eq!(meant(&labels, said), Some("Drop"), "{said}");
        }
        assert_eq!(meant(&labels, "needs_review_alert"), Some("Needs review"));
        assert_eq!(meant(&labels, "positive"), None);
    }
}
