//! The status page: the state of the platform, its incidents, and subscriptions to word of them.

use agents_api::operations::{
    ConfirmWebhookChallenge, CreateStatusSubscription, GetStatus, GetStatusFeed,
    GetStatusFeedAlias, ListStatusSubscriptions, ResendIncident, RevokeStatusSubscription,
    StatusApi, VerifyStatusSubscription,
};
use agents_api::wire::{Call, Outcome};

use super::Agents;
use super::caller::Caller;
use super::refusal::not_done;

impl StatusApi for Agents {
    type Principal = Caller;

    async fn get_status(&self, _: Call<GetStatus, ()>) -> Outcome<GetStatus> {
        not_done()
    }

    async fn get_status_feed(&self, _: Call<GetStatusFeed, ()>) -> Outcome<GetStatusFeed> {
        not_done()
    }

    async fn list_status_subscriptions(
        &self,
        _: Call<ListStatusSubscriptions, Caller>,
    ) -> Outcome<ListStatusSubscriptions> {
        not_done()
    }

    async fn create_status_subscription(
        &self,
        _: Call<CreateStatusSubscription, Caller>,
    ) -> Outcome<CreateStatusSubscription> {
        not_done()
    }

    async fn verify_status_subscription(
        &self,
        _: Call<VerifyStatusSubscription, ()>,
    ) -> Outcome<VerifyStatusSubscription> {
        not_done()
    }

    async fn confirm_webhook_challenge(
        &self,
        _: Call<ConfirmWebhookChallenge, ()>,
    ) -> Outcome<ConfirmWebhookChallenge> {
        not_done()
    }

    async fn revoke_status_subscription(
        &self,
        _: Call<RevokeStatusSubscription, Caller>,
    ) -> Outcome<RevokeStatusSubscription> {
        not_done()
    }

    async fn resend_incident(&self, _: Call<ResendIncident, Caller>) -> Outcome<ResendIncident> {
        not_done()
    }

    async fn get_status_feed_alias(
        &self,
        _: Call<GetStatusFeedAlias, ()>,
    ) -> Outcome<GetStatusFeedAlias> {
        not_done()
    }
}
