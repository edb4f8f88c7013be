//! Plans, subscriptions, usage, and billing events.

mod entry;
mod ledger;
mod plans;
mod stream;
mod stripe;
mod subscription;
mod usage;

use std::time::Duration;

use agents_api::headers::StartSubscriptionHeaders;
use agents_api::operations::{
    BillingApi, CancelSubscription, GetSubscription, ListBillingEvents, ListBillingPlans,
    RecordUsage, StartSubscription, StreamBillingEvents, UpdateSubscription,
};
use agents_api::types::{
    BillingEventHistoryResponse, BillingEventResponse, BillingPlanResponse,
    TenantSubscriptionResponse,
};
use agents_api::wire::{Call, DateTime, Events, Nullable, Outcome, StringEnum, WithHeaders};

use super::caller::{Caller, Role};
use super::paging;
use super::refusal::{Refusal, refuse};
use super::{Agents, BASE};
use crate::store::Transaction;
use entry::Entry;
use ledger::Ledger;
use plans::{DEFAULT, coded};
pub(super) use plans::{PLANS, Plan};
use subscription::{Start, Subscription, UPDATED};

/// The default page size of the event list.
const PAGE: u64 = 25;

/// The interval of keep-alive comments in a stream.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

impl BillingApi for Agents {
    type Principal = Caller;

    async fn list_billing_plans(&self, _: Call<ListBillingPlans, ()>) -> Outcome<ListBillingPlans> {
        Ok(PLANS.iter().map(Plan::show).collect::<Vec<BillingPlanResponse>>())
    }

    async fn get_subscription(
        &self,
        call: Call<GetSubscription, Caller>,
    ) -> Outcome<GetSubscription> {
        self.subscribed(call).await.map_err(refuse)
    }

    async fn start_subscription(
        &self,
        call: Call<StartSubscription, Caller>,
    ) -> Outcome<StartSubscription> {
        let location =
            format!("{BASE}/api/v1/billing/tenants/{}/subscription", call.request.tenant_id);
        let made = self.subscribe(call).await.map_err(refuse)?;
        Ok(WithHeaders::new(made, StartSubscriptionHeaders::new().with_location(location)))
    }

    async fn update_subscription(
        &self,
        call: Call<UpdateSubscription, Caller>,
    ) -> Outcome<UpdateSubscription> {
        self.change_subscription(call).await.map_err(refuse)
    }

    async fn cancel_subscription(
        &self,
        call: Call<CancelSubscription, Caller>,
    ) -> Outcome<CancelSubscription> {
        self.end_subscription(call).await.map_err(refuse)
    }

    async fn record_usage(&self, call: Call<RecordUsage, Caller>) -> Outcome<RecordUsage> {
        self.record(call).await.map_err(refuse)
    }

    async fn list_billing_events(
        &self,
        call: Call<ListBillingEvents, Caller>,
    ) -> Outcome<ListBillingEvents> {
        self.history(call).await.map_err(refuse)
    }

    async fn stream_billing_events(
        &self,
        call: Call<StreamBillingEvents, Caller>,
    ) -> Outcome<StreamBillingEvents> {
        self.follow_billing(call).await.map_err(refuse)
    }
}

impl Agents {
    /// Subscribes a new tenant to a plan or the default plan, in the transaction that creates the tenant. Fails with
    /// 404 if the plan does not exist.
    pub(super) async fn subscribe_in(
        &self,
        transaction: &mut Transaction,
        tenant: &str,
        plan: Option<&str>,
        trial_days: Option<i64>,
        billing_email: &str,
    ) -> Result<(), Refusal> {
        let plan = plan.unwrap_or(DEFAULT);
        let start = Start {
            plan: coded(plan).ok_or_else(|| no_plan(plan))?,
            billing_email: Some(billing_email.to_owned()),
            auto_renew: true,
            seats: None,
            trial_days,
        };
        self.ledger(tenant).start_in(transaction, start).await?;
        Ok(())
    }

    /// Returns a tenant's billing data.
    fn ledger(&self, tenant: &str) -> Ledger {
        Ledger::new(self.scope(tenant), self.clock.clone(), self.live.clone())
    }

    async fn subscribed(
        &self,
        call: Call<GetSubscription, Caller>,
    ) -> Result<TenantSubscriptionResponse, Refusal> {
        let Call { request, principal, .. } = call;
        let GetSubscription { tenant_id, x_tenant_id, x_tenant_role, .. } = request;
        let caller = principal.within(x_tenant_id.as_ref(), x_tenant_role.as_ref())?;
        caller.is_of(&tenant_id)?;
        let present = self.ledger(&caller.tenant).subscription().await?.ok_or_else(none)?;
        Ok(show(&caller.tenant, present))
    }

    async fn subscribe(
        &self,
        call: Call<StartSubscription, Caller>,
    ) -> Result<TenantSubscriptionResponse, Refusal> {
        let Call { request, principal, .. } = call;
        let StartSubscription { tenant_id, x_tenant_id, x_tenant_role, body, .. } = request;
        let caller = principal.within(x_tenant_id.as_ref(), x_tenant_role.as_ref())?;
        caller.is_of(&tenant_id)?;
        caller.needs(Role::Admin)?;
        let plan = coded(&body.plan_code).ok_or_else(|| no_plan(&body.plan_code))?;
        let start = Start {
            plan,
            billing_email: body.billing_email.into_value(),
            auto_renew: body.auto_renew.unwrap_or(true),
            seats: body.seat_count.into_value(),
            trial_days: None,
        };
        let ledger = self.ledger(&caller.tenant);
        let mut page = ledger.open().await?;
        let started = ledger.start_in(&mut page.transaction, start).await?;
        page.close().await?;
        let started =
            started.ok_or_else(|| Refusal::conflict("The tenant already has a subscription."))?;
        Ok(show(&caller.tenant, started))
    }

    async fn change_subscription(
        &self,
        call: Call<UpdateSubscription, Caller>,
    ) -> Result<TenantSubscriptionResponse, Refusal> {
        let Call { request, principal, .. } = call;
        let UpdateSubscription { tenant_id, x_tenant_id, x_tenant_role, body, .. } = request;
        let caller = principal.within(x_tenant_id.as_ref(), x_tenant_role.as_ref())?;
        caller.is_of(&tenant_id)?;
        caller.needs(Role::Admin)?;
        self.alter(&caller.tenant, |present| {
            let before = present.clone();
            if let Some(auto_renew) = body.auto_renew.into_value()
                && auto_renew != present.auto_renew
            {
                present.renew(auto_renew);
            }
            if let Some(email) = body.billing_email.into_value() {
                present.billing_email = Some(email);
            }
            if let Some(seats) = body.seat_count.into_value() {
                present.seats = seats;
            }
            *present != before
        })
        .await
    }

    async fn end_subscription(
        &self,
        call: Call<CancelSubscription, Caller>,
    ) -> Result<TenantSubscriptionResponse, Refusal> {
        let Call { request, principal, .. } = call;
        let CancelSubscription { tenant_id, x_tenant_id, x_tenant_role, body, .. } = request;
        let caller = principal.within(x_tenant_id.as_ref(), x_tenant_role.as_ref())?;
        caller.is_of(&tenant_id)?;
        caller.needs(Role::Admin)?;
        if body.cancel_at_period_end.unwrap_or(true) {
            return self
                .alter(&caller.tenant, |present| {
                    let before = present.cancel_at;
                    present.cancel_later();
                    present.cancel_at != before
                })
                .await;
        }
        let ledger = self.ledger(&caller.tenant);
        let mut page = ledger.open().await?;
        let mut present = page.subscription().await?.ok_or_else(none)?;
        if present.has_ended() {
            return Err(ended());
        }
        let happened = present.cancel(ledger.now());
        page.keep(&present, vec![happened]).await?;
        page.close().await?;
        Ok(show(&caller.tenant, present))
    }

    /// Changes a subscription that has not ended. `change` returns whether it changed anything.
    async fn alter(
        &self,
        tenant: &str,
        change: impl FnOnce(&mut Subscription) -> bool,
    ) -> Result<TenantSubscriptionResponse, Refusal> {
        let ledger = self.ledger(tenant);
        let mut page = ledger.open().await?;
        let mut present = page.subscription().await?.ok_or_else(none)?;
        if present.has_ended() {
            // Changes due to the passage of time are kept, although the request is rejected.
            page.close().await?;
            return Err(ended());
        }
        let happened = change(&mut present).then(|| present.happening(ledger.now(), UPDATED));
        page.keep(&present, happened.into_iter().collect()).await?;
        page.close().await?;
        Ok(show(tenant, present))
    }

    async fn follow_billing(
        &self,
        call: Call<StreamBillingEvents, Caller>,
    ) -> Result<Events<BillingEventResponse>, Refusal> {
        let Call { request, principal, .. } = call;
        let caller =
            principal.within(request.x_tenant_id.as_ref(), request.x_tenant_role.as_ref())?;
        if !self.live.may_follow_billing {
            let why = "Billing event streams are disabled in this installation.";
            return Err(Refusal::unavailable("BillingStreamDisabled", why));
        }
        let billing = self.live.billing_streams.take(&caller.tenant)?;
        let slots = vec![billing, self.live.tenant_streams.take(&caller.tenant)?];
        let events = stream::follow(self.ledger(&caller.tenant)).await?;
        let events = self.while_in_session(&caller, slots, events);
        Ok(Events::new(events).keep_alive(KEEP_ALIVE))
    }

    async fn history(
        &self,
        call: Call<ListBillingEvents, Caller>,
    ) -> Result<BillingEventHistoryResponse, Refusal> {
        let Call { request, principal, .. } = call;
        let caller =
            principal.within(request.x_tenant_id.as_ref(), request.x_tenant_role.as_ref())?;
        caller.is_of(&request.tenant_id)?;
        let ledger = self.ledger(&caller.tenant);
        ledger.subscription().await?;
        let entries = ledger.entries();
        let kind = request.event_type.as_deref().map(|kind| ("kind", kind));
        let status = request.processing_status.as_ref().map(StringEnum::as_str);
        let limit = paging::size(request.limit, PAGE);
        let keep = |entry: &Entry| status.is_none_or(|status| entry.status == status);
        let page = paging::scan(&entries, request.cursor.as_deref(), kind, limit, keep).await?;
        let items = page.items.into_iter();
        let items = items.map(|record| record.value.show(&caller.tenant, &record.id));
        Ok(BillingEventHistoryResponse::new()
            .with_items(items.collect::<Vec<_>>())
            .with_next_cursor(page.next))
    }
}

fn no_plan(code: &str) -> Refusal {
    Refusal::not_found(format!("There is no plan {code}."))
}

fn none() -> Refusal {
    Refusal::not_found("The tenant has no subscription.")
}

fn ended() -> Refusal {
    Refusal::conflict("The subscription has ended.")
}

fn show(tenant: &str, subscription: Subscription) -> TenantSubscriptionResponse {
    let (begin, end) = subscription.period();
    let status = subscription.status.name();
    let time = |time: Option<jiff::Timestamp>| Nullable::from(time.map(DateTime::from));
    TenantSubscriptionResponse::new(
        tenant,
        subscription.plan,
        status,
        subscription.auto_renew,
        subscription.billing_email,
        subscription.starts_at.into(),
    )
    .with_current_period_start(DateTime::from(begin))
    .with_current_period_end(DateTime::from(end))
    .with_trial_ends_at(time(subscription.trial_ends_at))
    .with_cancel_at(time(subscription.cancel_at))
    .with_seat_count(subscription.seats)
    .with_metadata(subscription.metadata.into_iter().collect())
}
