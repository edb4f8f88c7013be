//! Insights: what a client needs, which action is suitable, and when and how to offer it.

use inference_api::operations as op;
use inference_api::types::{self, ActionPriority, ActionStatus};
use inference_api::wire::{Call, Outcome, StringEnum};
use jiff::{SignedDuration, Timestamp};

use super::caller::Caller;
use super::models::{Asked, Model, usage};
use super::refusal::Refusal;
use super::space_store::{SpaceStore, read_named};
use super::{Inference, actions, id};
use crate::blocking;
use crate::responder::{count, cut, excerpt};
use crate::store::List;
use crate::stored::Stored;

type Action = Stored<types::Action>;

/// The maximum number of actions to choose from.
const ACTIONS: u64 = 1000;

impl op::InsightsApi for Inference {
    type Principal = Caller;

    async fn create_insight(
        &self,
        call: Call<op::CreateInsight, Caller>,
    ) -> Outcome<op::CreateInsight> {
        let Call { request, principal, .. } = call;
        Ok(self.gain_insight(&principal, request.body).await?)
    }
}

impl Inference {
    async fn gain_insight(
        &self,
        caller: &Caller,
        asked_for: types::InsightCreate,
    ) -> Result<types::Insight, Refusal> {
        let model = Model::named(asked_for.model.as_deref())?;
        let asked = Asked::new(model, "insight", &self.clock);
        let client = asked_for.client.unwrap_or_default();
        let actions = choices(&caller.space_store, asked_for.actions).await?;
        let (id, began) = (id::new(&self.clock), asked.began);
        let limit = model.limit(asked_for.max_tokens);
        let echo = asked_for.echo.unwrap_or(false);
        let question = question(&client, &actions);
        let (mut insight, error) = blocking::run(question.len(), move || {
            let read = count(&question);
            if let Some(error) = model.overload(read) {
                let nothing = types::Insight::new(id, "", "", 0.0, usage(read, 0));
                return (nothing.with_error(error.as_str()), Some(error));
            }
            let echo = echo.then_some(question.as_str());
            let fitting = fitting(&client, actions);
            (insight(id, &client, &fitting, (began, limit, echo, read)), None)
        })
        .await?;
        insight.elapsed_time_in_seconds = asked.elapsed(&self.clock);
        let mut transaction = self.store.begin().await?;
        asked.log_in(&mut transaction, caller, &insight.usage, error.as_deref()).await?;
        transaction.commit().await?;
        Ok(insight)
    }
}

/// Returns the actions to choose from: those in the request, or all active ones.
async fn choices(
    space_store: &SpaceStore,
    named: Option<Vec<String>>,
) -> Result<Vec<Action>, Refusal> {
    let Some(named) = named else {
        let active = List::new().with_key("status", ActionStatus::Active.as_str()).limit(ACTIONS);
        let active = space_store.actions().list(&active).await?;
        return Ok(active.items.into_iter().map(|action| action.value).collect());
    };
    read_named(&space_store.actions(), actions::WHAT, &named).await
}

fn question(client: &str, actions: &[Action]) -> String {
    let about = actions.iter().map(|action| format!("{}: {}", action.name, action.description));
    let about: Vec<String> = about.collect();
    format!("What does this client need? {client} Choose from: {}", about.join("; "))
}

/// Returns the actions that match the information about the client, best match first; of equal ones, the one with
/// higher priority first.
fn fitting(client: &str, actions: Vec<Action>) -> Vec<Action> {
    let client = excerpt::Query::new(client);
    let weigh = |action: &Action| {
        let hint = action.custom_insights.as_deref().unwrap_or_default();
        client.fit(&format!("{} {} {} {hint}", action.name, action.description, action.type_))
    };
    let weighed = actions.into_iter().map(|action| (weigh(&action), action));
    let mut fitting: Vec<_> = weighed.filter(|(weight, _)| *weight > 0).collect();
    fitting.sort_by_key(|(weight, action)| std::cmp::Reverse((*weight, rank(&action.priority))));
    fitting.into_iter().map(|(_, action)| action).collect()
}

fn rank(priority: &ActionPriority) -> usize {
    ActionPriority::VALUES.iter().position(|name| *name == priority.as_str()).unwrap_or(0)
}

fn insight(
    id: String,
    client: &str,
    fitting: &[Action],
    (now, limit, echo, read): (Timestamp, u64, Option<&str>, u64),
) -> types::Insight {
    let best = fitting.first();
    let about = best.map(|action| format!("{} {}", action.name, action.description));
    let found = excerpt::fitting(about.as_deref().unwrap_or_default(), &[client]);
    let found = found.or_else(|| excerpt::answer(client, &[client]));
    let found = found.unwrap_or_else(|| "Nothing is known about the client.".to_owned());
    let found = echo.map_or_else(|| found.clone(), |echo| format!("{echo}\n\n{found}"));
    let content = best.map(|action| action.description.clone()).unwrap_or_default();

    // The argument can use the tokens left by the insight.
    let said = cut(&found, limit);
    let argument = cut(&content, limit.saturating_sub(count(said)));
    let whole = said.len() == found.len() && argument.len() == content.len();
    let names: Vec<&str> = fitting.iter().map(|action| action.name.as_str()).collect();
    let cost = usage(read, count(said).saturating_add(count(argument)));
    let mut insight = types::Insight::new(id, said, names.join(", "), 0.0, cost);
    insight.finish_reason = Some(if whole { "stop" } else { "length" }.to_owned());
    insight.thinking = Some(match fitting.len() {
        0 => "None of the actions matches the client.".to_owned(),
        1 => "One of the actions is suitable.".to_owned(),
        several => format!("{several} actions are suitable, and one of them is the best."),
    });
    if let Some(action) = best {
        insight.type_ = Some(action.type_.clone());
        insight.argument = Some(format!("{}: {argument}", action.name));
        insight.argument_content = Some(argument.to_owned());
        insight.argument_thinking =
            Some(format!("{} best matches the information about the client.", action.name));
        insight.best_channel = Some(action.channel.clone().unwrap_or_else(|| "email".to_owned()));
        insight.best_time = Some("weekday evenings".to_owned());
        insight.timeliness = Some(timeliness(action, now).to_owned());
    }
    insight
}

/// Returns the urgency of an action, based on its end date.
fn timeliness(action: &types::Action, now: Timestamp) -> &'static str {
    let left = action.end_date.map(|end| end.timestamp().duration_since(now));
    match left {
        Some(left) if left <= SignedDuration::from_hours(24) => "today",
        Some(left) if left <= SignedDuration::from_hours(7 * 24) => "this week",
        _ => "this month",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn action(name: &str, description: &str, priority: ActionPriority) -> Action {
        let at = Timestamp::UNIX_EPOCH.into();
        let status = ActionStatus::Active;
        Stored(types::Action::new(name, name, description, "offer", priority, status, at, at))
    }

    #[test]
    fn matching_actions_are_sorted_by_relevance() {
        let actions = || {
            vec![
                action("Offer a loan", "For clients who build a house.", ActionPriority::VeryHigh),
                action("Offer the debit card", "For clients who pay cash.", ActionPriority::Low),
                action(
                    "Offer the travel card",
                    "For clients who book flights often.",
                    ActionPriority::Low,
                ),
                action(
                    "Offer the lounge",
                    "For clients who book flights often.",
                    ActionPriority::High,
                ),
            ]
        };
        let client = "Ada, 34, books flights every month and pays them by debit card.";
        let found = fitting(client, actions());
        let names: Vec<&str> = found.iter().map(|action| action.name.as_str()).collect();
        assert!(!names.contains(&"Offer a loan"), "{names:?}");
        assert_eq!(names.len(), 3);
        let lounge = names.iter().position(|name| *name == "Offer the lounge");
        assert!(lounge.is_some());
        assert!(fitting("Nothing", actions()).is_empty());
    }

    #[test]
    fn the_output_stays_within_the_limit() {
        let fitting = [action("Card", "Flights become miles.", ActionPriority::High)];
        let at = (Timestamp::UNIX_EPOCH, 1000, None, 7);
        let whole = insight("1".to_owned(), "Ada books flights.", &fitting, at);
        assert_eq!(
            (whole.insight.as_str(), whole.actions.as_str()),
            ("Ada books flights.", "Card")
        );
        assert_eq!(whole.argument.as_deref(), Some("Card: Flights become miles."));
        assert_eq!((whole.finish_reason.as_deref(), whole.usage.total_tokens), (Some("stop"), 15));
        let at = (Timestamp::UNIX_EPOCH, 5, None, 7);
        let short = insight("1".to_owned(), "Ada books flights.", &fitting, at);
        assert_eq!(short.argument_content.as_deref(), Some("Flights"));
        assert_eq!(
            (short.finish_reason.as_deref(), short.usage.completion_tokens),
            (Some("length"), 5)
        );
    }

    #[test]
    fn actions_that_end_soon_are_urgent() {
        let mut action = action("Card", "", ActionPriority::High);
        let now: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        assert_eq!(timeliness(&action, now), "this month");
        for (end, expected) in
            [("2026-01-01T20:00:00Z", "today"), ("2026-01-05T00:00:00Z", "this week")]
        {
            action.end_date = Some(end.parse().unwrap());
            assert_eq!(timeliness(&action, now), expected);
        }
    }
}
