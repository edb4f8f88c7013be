//! Plans, subscriptions, usage, and what happens to them.

use agents_api::operations::{
    BillingApi, CancelSubscription, GetSubscription, ListBillingEvents, ListBillingPlans,
    RecordUsage, StartSubscription, StreamBillingEvents, UpdateSubscription,
};
use agents_api::wire::{Call, Outcome};

use super::Agents;
use super::caller::Caller;
use super::refusal::{Refusal, not_done};
use crate::store::Transaction;

impl BillingApi for Agents {
    type Principal = Caller;

    async fn list_billing_plans(&self, _: Call<ListBillingPlans, ()>) -> Outcome<ListBillingPlans> {
        not_done()
    }

    async fn get_subscription(&self, _: Call<GetSubscription, Caller>) -> Outcome<GetSubscription> {
        not_done()
    }

    async fn start_subscription(
        &self,
        _: Call<StartSubscription, Caller>,
    ) -> Outcome<StartSubscription> {
        not_done()
    }

    async fn update_subscription(
        &self,
        _: Call<UpdateSubscription, Caller>,
    ) -> Outcome<UpdateSubscription> {
        not_done()
    }

    async fn cancel_subscription(
        &self,
        _: Call<CancelSubscription, Caller>,
    ) -> Outcome<CancelSubscription> {
        not_done()
    }

    async fn record_usage(&self, _: Call<RecordUsage, Caller>) -> Outcome<RecordUsage> {
        not_done()
    }

    async fn list_billing_events(
        &self,
        _: Call<ListBillingEvents, Caller>,
    ) -> Outcome<ListBillingEvents> {
        not_done()
    }

    async fn stream_billing_events(
        &self,
        _: Call<StreamBillingEvents, Caller>,
    ) -> Outcome<StreamBillingEvents> {
        not_done()
    }
}

impl Agents {
    /// Subscribes a tenant that signs up, to the default plan when none is named, as a part of the transaction that creates
    /// it. Refuses with 404 when there is no such plan.
    #[expect(clippy::unused_async, reason = "plans are not served yet")]
    pub(super) async fn subscribe_in(
        &self,
        _transaction: &mut Transaction,
        _tenant: &str,
        _plan: Option<&str>,
        _trial_days: Option<i64>,
        _billing_email: &str,
    ) -> Result<(), Refusal> {
        Ok(())
    }

    /// Notes an event that Stripe signed and that is new, as a part of the transaction that notes its id.
    #[expect(clippy::unused_async, reason = "events are not served yet")]
    pub(super) async fn take_stripe_event_in(
        &self,
        _transaction: &mut Transaction,
        _event: &serde_json::Value,
    ) -> Result<(), Refusal> {
        Ok(())
    }
}
