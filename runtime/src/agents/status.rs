//! The status page: the state of the platform, its incidents as a page and as a feed, and incident subscriptions.

use agents_api::operations::{
    ConfirmWebhookChallenge, ConfirmWebhookChallengeError, CreateStatusSubscription,
    CreateStatusSubscriptionError, GetStatus, GetStatusFeed, GetStatusFeedAlias,
    ListStatusSubscriptions, ListStatusSubscriptionsError, ResendIncident, ResendIncidentError,
    RevokeStatusSubscription, RevokeStatusSubscriptionError, StatusApi, VerifyStatusSubscription,
    VerifyStatusSubscriptionError,
};
use agents_api::types::{StatusIncidentResendResponse, StatusSeverity};
use agents_api::wire::{Call, Context, Outcome, Secret};

use super::Agents;
use super::caller::Caller;
use super::proofs::Purpose;
use super::refusal::refuse;
use crate::origin;

mod feed;
mod platform;
mod subscriptions;

impl StatusApi for Agents {
    type Principal = Caller;

    async fn get_status(&self, _: Call<GetStatus, ()>) -> Outcome<GetStatus> {
        Ok(platform::status(self.clock.now())?)
    }

    async fn get_status_feed(&self, call: Call<GetStatusFeed, ()>) -> Outcome<GetStatusFeed> {
        Ok(self.feed(&call.context)?)
    }

    async fn get_status_feed_alias(
        &self,
        call: Call<GetStatusFeedAlias, ()>,
    ) -> Outcome<GetStatusFeedAlias> {
        Ok(self.feed(&call.context)?)
    }

    async fn list_status_subscriptions(
        &self,
        call: Call<ListStatusSubscriptions, Caller>,
    ) -> Outcome<ListStatusSubscriptions> {
        let listed = self.list_subscriptions(&call.principal, &call.request).await;
        listed.map_err(refuse::<ListStatusSubscriptionsError>)
    }

    async fn create_status_subscription(
        &self,
        call: Call<CreateStatusSubscription, Caller>,
    ) -> Outcome<CreateStatusSubscription> {
        let subscribed = self.take_subscription(&call.principal, &call.body).await;
        subscribed.map_err(refuse::<CreateStatusSubscriptionError>)
    }

    async fn verify_status_subscription(
        &self,
        call: Call<VerifyStatusSubscription, ()>,
    ) -> Outcome<VerifyStatusSubscription> {
        let verified = self.activate(Purpose::StatusEmail, call.body.token.expose()).await;
        verified.map_err(refuse::<VerifyStatusSubscriptionError>)
    }

    async fn confirm_webhook_challenge(
        &self,
        call: Call<ConfirmWebhookChallenge, ()>,
    ) -> Outcome<ConfirmWebhookChallenge> {
        let verified = self.activate(Purpose::StatusWebhook, call.body.token.expose()).await;
        verified.map_err(refuse::<ConfirmWebhookChallengeError>)
    }

    async fn revoke_status_subscription(
        &self,
        call: Call<RevokeStatusSubscription, Caller>,
    ) -> Outcome<RevokeStatusSubscription> {
        let (id, token) = (call.subscription_id.to_string(), call.token.as_ref());
        let ended = self.unsubscribe(&call.principal, &id, token.map(Secret::expose)).await;
        ended.map_err(refuse::<RevokeStatusSubscriptionError>)
    }

    async fn resend_incident(&self, call: Call<ResendIncident, Caller>) -> Outcome<ResendIncident> {
        let notified = async {
            call.principal.needs_operator()?;
            let severity = call.body.severity.clone().unwrap_or(StatusSeverity::Major);
            let tenant = call.body.tenant_id.value().map(ToString::to_string);
            let notified = self.notify(&call.incident_id, &severity, tenant.as_deref()).await?;
            Ok(StatusIncidentResendResponse::new(i64::try_from(notified)?))
        };
        notified.await.map_err(refuse::<ResendIncidentError>)
    }
}

impl Agents {
    fn feed(&self, context: &Context) -> Result<String, jiff::Error> {
        let page = format!("{}/{}/api/v1/status", origin::of(&context.headers), super::API);
        feed::feed(&page, self.clock.now())
    }
}
