//! Events from Stripe.

use agents_api::operations::{ReceiveStripeEvent, WebhooksApi};
use agents_api::wire::{Call, Outcome};

use super::Agents;
use super::caller::Caller;
use super::refusal::not_done;

impl WebhooksApi for Agents {
    type Principal = Caller;

    async fn receive_stripe_event(
        &self,
        _: Call<ReceiveStripeEvent, ()>,
    ) -> Outcome<ReceiveStripeEvent> {
        not_done()
    }
}
