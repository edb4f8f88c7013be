//! The available plans, cheapest first.

use agents_api::types::{BillingPlanResponse, PlanFeatureResponse};
use agents_api::wire::Nullable;

/// A plan.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::agents) struct Plan {
    pub(in crate::agents) code: &'static str,
    pub(in crate::agents) name: &'static str,
    pub(in crate::agents) price_cents: i64,
    /// The number of months in a period.
    pub(super) months: i32,
    pub(super) trial_days: Option<i64>,
    pub(super) seats: i64,
    toggles: &'static [(&'static str, bool)],
    pub(super) features: &'static [Feature],
}

/// The features of the plan and their limits.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Feature {
    pub(super) key: &'static str,
    name: &'static str,
    description: &'static str,
    pub(super) hard_limit: Option<i64>,
    pub(super) soft_limit: Option<i64>,
}

pub(super) const CURRENCY: &str = "USD";

/// The default plan.
pub(in crate::agents) const DEFAULT: &str = "starter";

pub(in crate::agents) const PLANS: [Plan; 3] = [
    Plan {
        code: "starter",
        name: "Starter",
        price_cents: 0,
        months: 1,
        trial_days: None,
        seats: 1,
        toggles: &[("file_search", false)],
        features: &[messages(Some(500), Some(400))],
    },
    Plan {
        code: "pro",
        name: "Pro",
        price_cents: 9900,
        months: 1,
        trial_days: Some(14),
        seats: 5,
        toggles: &[("file_search", true)],
        features: &[messages(Some(10_000), Some(8_000)), storage(100)],
    },
    Plan {
        code: "enterprise",
        name: "Enterprise",
        price_cents: 990_000,
        months: 12,
        trial_days: None,
        seats: 50,
        toggles: &[("file_search", true)],
        features: &[messages(None, Some(1_000_000)), storage(10_000)],
    },
];

const fn messages(hard_limit: Option<i64>, soft_limit: Option<i64>) -> Feature {
    Feature {
        key: "messages",
        name: "Messages",
        description: "Messages to agents per billing period",
        hard_limit,
        soft_limit,
    }
}

const fn storage(gigabytes: i64) -> Feature {
    Feature {
        key: "storage_gb",
        name: "Storage",
        description: "Gigabytes stored per billing period",
        hard_limit: Some(gigabytes),
        soft_limit: None,
    }
}

/// Returns the plan with a code.
pub(in crate::agents) fn coded(code: &str) -> Option<&'static Plan> {
    PLANS.iter().find(|plan| plan.code == code)
}

impl Plan {
    pub(super) fn feature(&self, key: &str) -> Option<&'static Feature> {
        self.features.iter().find(|feature| feature.key == key)
    }

    pub(super) fn show(&self) -> BillingPlanResponse {
        let (unit, count) =
            if self.months % 12 == 0 { ("year", self.months / 12) } else { ("month", self.months) };
        let features = self.features.iter().map(Feature::show).collect();
        let toggles = self.toggles.iter().map(|(key, on)| ((*key).to_owned(), *on)).collect();
        let (count, price) = (i64::from(count), self.price_cents);
        BillingPlanResponse::new(self.code, self.name, unit, count, price, CURRENCY)
            .with_trial_days(Nullable::from(self.trial_days))
            .with_seat_included(self.seats)
            .with_feature_toggles(toggles)
            .with_is_active(true)
            .with_features(features)
    }

    /// Returns what an agent can say about the plan.
    pub(in crate::agents) fn facts(&self) -> String {
        let mut facts = vec![format!("The {} plan costs {}.", self.name, self.price())];
        if self.toggles.contains(&("file_search", true)) {
            facts.push(format!("File search is part of the {} plan.", self.name));
        }
        if let Some(days) = self.trial_days {
            facts.push(format!("The {} plan has a trial of {days} days.", self.name));
        }
        facts.join(" ")
    }

    fn price(&self) -> String {
        let unit = if self.months == 12 { "a year" } else { "a month" };
        let (whole, cents) = (self.price_cents / 100, self.price_cents % 100);
        format!("{whole}.{cents:02} {CURRENCY} {unit}")
    }
}

impl Feature {
    fn show(&self) -> PlanFeatureResponse {
        PlanFeatureResponse::new(self.key, self.name)
            .with_description(self.description)
            .with_hard_limit(Nullable::from(self.hard_limit))
            .with_soft_limit(Nullable::from(self.soft_limit))
            .with_is_metered(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plans_are_sorted_by_price_and_the_default_exists() {
        assert!(PLANS.is_sorted_by_key(|plan| plan.price_cents));
        assert_eq!(coded(DEFAULT).map(|plan| plan.name), Some("Starter"));
        assert_eq!(coded("gold"), None);
        let year = coded("enterprise").unwrap().show();
        assert_eq!((year.interval.as_str(), year.interval_count), ("year", 1));
    }

    #[test]
    fn an_agent_can_describe_plans() {
        let facts = coded("pro").unwrap().facts();
        assert_eq!(
            facts,
            "The Pro plan costs 99.00 USD a month. File search is part of the Pro plan. \
             The Pro plan has a trial of 14 days."
        );
    }
}
