//! How a decision is made: from the feedback that the job has when it is asked for. No decision is kept, so the same event
//! can be decided otherwise once there is more feedback, or a training. As long as there is not, it is decided the same.
//!
//! - Feedback on the event itself that means a label is the decision, with full confidence.
//! - Else the events with feedback that are most like it vote, the nearest [`VOTERS`], each for the label of its feedback
//!   and with the square of its likeness: what is nearly the same outweighs what has one thing in common.
//! - Beside them every label has an equal part of one vote, so confidence grows with the evidence and is never whole.
//! - Of labels with equal votes the last wins, for labels go from harmless to grave. So the decision without any feedback
//!   is the job's last label, with a confidence of one in as many as there are labels.

use super::marks::{Mark, Marks};
use super::records::{Job, Lesson};

/// How many of the most alike events are listened to.
const VOTERS: usize = 10;

/// A decision.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Decision {
    pub(super) label: String,
    /// From 0 to 1.
    pub(super) confidence: f64,
    /// Whether no event with feedback has anything in common with it.
    pub(super) outlier: bool,
}

/// The decision by feedback on the event itself.
pub(super) fn by_analyst(label: &str) -> Decision {
    Decision { label: label.to_owned(), confidence: 1.0, outlier: false }
}

/// The decision on an event with these marks by what is known of others. `None` when the job has no labels.
pub(super) fn by_lessons(job: &Job, marks: &Marks, lessons: &[Lesson]) -> Option<Decision> {
    let weight = |mark: &Mark| job.training.weight(&mark.property);
    let mut nearest: Vec<(f64, &str)> = lessons
        .iter()
        .map(|lesson| (lesson.marks.likeness(marks, weight), lesson.label.as_str()))
        .filter(|(likeness, _)| *likeness > 0.0)
        .collect();
    // Stable: of equally alike events those come first that come first among the lessons.
    nearest.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    nearest.truncate(VOTERS);

    let share = 1.0 / u32::try_from(job.labels.len()).map_or(f64::MAX, f64::from);
    let votes_for = |label: &str| -> f64 {
        let own = nearest.iter().filter(|(_, voted)| *voted == label);
        share + own.map(|(likeness, _)| likeness * likeness).sum::<f64>()
    };
    let counted = job.labels.iter().map(|label| (label, votes_for(label)));
    let all: f64 = counted.clone().map(|(_, votes)| votes).sum();
    // The last of equal ones is what `max_by` gives.
    let (label, most) = counted.max_by(|(_, one), (_, other)| one.total_cmp(other))?;
    let confidence = (most / all).clamp(0.0, 1.0);
    Some(Decision { label: label.clone(), confidence, outlier: nearest.is_empty() })
}

/// A decision as a word for programs: `Drop` is `drop_alert`.
pub(super) fn word(label: &str) -> String {
    let words = label.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).chain(["alert".to_owned()]).collect::<Vec<_>>().join("_")
}

/// The label that feedback means: a label or its word, in whatever case.
pub(super) fn meant<'a>(labels: &'a [String], feedback: &str) -> Option<&'a str> {
    let said = feedback.trim().to_lowercase();
    let fits = |label: &&String| label.to_lowercase() == said || word(label) == said;
    // A label exactly as it is spelled first: labels may differ in case alone.
    let exact = labels.iter().find(|label| *label == feedback);
    exact.or_else(|| labels.iter().find(fits)).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::seed;
    use super::*;

    fn marks(event: &Value) -> Marks {
        Marks::of(event.as_object().unwrap())
    }

    fn lesson(label: &str, event: &Value) -> Lesson {
        Lesson { label: label.to_owned(), marks: marks(event) }
    }

    fn decide(lessons: &[Lesson], event: &Value) -> (String, f64, bool) {
        let job = seed::jobs().into_iter().next().unwrap();
        let Decision { label, confidence, outlier } =
            by_lessons(&job, &marks(event), lessons).unwrap();
        (label, confidence, outlier)
    }

    #[test]
    fn without_feedback_it_is_the_gravest_label() {
        assert_eq!(decide(&[], &json!({"user": "jo"})), ("Escalate".to_owned(), 0.5, true));
        let strange = [lesson("Drop", &json!({"host": "a"}))];
        assert_eq!(decide(&strange, &json!({"user": "jo"})), ("Escalate".to_owned(), 0.5, true));
    }

    #[test]
    fn the_nearest_decide_and_more_of_them_are_surer() {
        let jo = json!({"user": "jo", "action": "login"});
        let eve = json!({"user": "eve", "action": "login"});
        let mut lessons = vec![lesson("Drop", &jo), lesson("Escalate", &eve)];
        let (label, first, outlier) = decide(&lessons, &jo);
        assert_eq!((label.as_str(), outlier), ("Drop", false));
        assert_eq!(decide(&lessons, &eve).0, "Escalate");
        lessons.push(lesson("Drop", &jo));
        let (_, second, _) = decide(&lessons, &jo);
        assert!(0.5 < first && first < second && second < 1.0, "{first} {second}");
        // Many that are faintly alike do not outvote one that is the same.
        lessons.extend((0..50).map(|at| lesson("Escalate", &json!({"n": at, "action": "login"}))));
        assert_eq!(decide(&lessons, &jo).0, "Drop");
    }

    #[test]
    fn feedback_means_a_label_in_several_spellings() {
        let labels = ["Drop".to_owned(), "Needs review".to_owned()];
        assert_eq!(word("Needs review"), "needs_review_alert");
        for said in ["Drop", "drop", " DROP ", "drop_alert"] {
            assert_eq!(meant(&labels, said), Some("Drop"), "{said}");
        }
        assert_eq!(meant(&labels, "needs_review_alert"), Some("Needs review"));
        assert_eq!(meant(&labels, "positive"), None);
    }
}
