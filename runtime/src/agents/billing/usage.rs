//! Usage records: they add up within a billing period. An idempotency key makes requests safe to repeat.

use agents_api::operations::RecordUsage;
use agents_api::types::SuccessResponse;
use agents_api::wire::Call;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::entry::Usage;
use super::ledger::Ledger;
use super::plans::{Feature, coded};
use crate::agents::Agents;
use crate::agents::caller::{Caller, Role};
use crate::agents::refusal::Refusal;
use crate::store::Collection;

/// A record under an idempotency key.
#[derive(Debug, Serialize, Deserialize)]
struct Recorded {
    feature: String,
    quantity: i64,
}

impl Agents {
    pub(super) async fn record(
        &self,
        call: Call<RecordUsage, Caller>,
    ) -> Result<SuccessResponse, Refusal> {
        let Call { request, principal, .. } = call;
        let RecordUsage { tenant_id, x_tenant_id, x_tenant_role, body, .. } = request;
        let caller = principal.within(x_tenant_id.as_ref(), x_tenant_role.as_ref())?;
        caller.is_of(&tenant_id)?;
        caller.needs(Role::Admin)?;
        let ledger = self.ledger(&caller.tenant);
        let now = ledger.now();
        let start = body.period_start.value().map_or(now, agents_api::wire::DateTime::timestamp);
        let end = body.period_end.value().map_or(now, agents_api::wire::DateTime::timestamp);
        if body.period_start.value().is_some() && body.period_end.value().is_some() && start > end {
            let why = "The usage period ends before it starts.";
            return Err(Refusal::invalid("period_end", "value_error", why));
        }

        let mut page = ledger.open().await?;
        let present = page.subscription().await?.filter(|present| !present.has_ended());
        let present =
            present.ok_or_else(|| Refusal::not_found("The tenant has no subscription."))?;
        let plan = coded(&present.plan);
        let feature = plan.and_then(|plan| plan.feature(&body.feature_key)).ok_or_else(|| {
            Refusal::not_found(format!("The plan has no metered feature {}.", body.feature_key))
        })?;
        if let Some(key) = body.idempotency_key.value() {
            let keys = keys(&ledger);
            if keys.on(&mut page.transaction).get(key).await?.is_some() {
                let total = page.total(&present, feature.key).await?;
                // Time-based changes in the meantime are kept.
                page.close().await?;
                return Ok(recorded("The usage has already been recorded.", feature, total));
            }
            let recorded = Recorded { feature: feature.key.to_owned(), quantity: body.quantity };
            keys.on(&mut page.transaction).create(key, &recorded).await?;
        }
        let usage = Usage {
            feature: feature.key.to_owned(),
            quantity: body.quantity,
            period_start: start,
            period_end: end,
        };
        let Some(total) = page.add(&present, usage, feature.hard_limit).await? else {
            let limit = feature.hard_limit.unwrap_or(i64::MAX);
            let why = format!("More than {limit} of {} in a billing period.", feature.key);
            return Err(Refusal::conflict(why));
        };
        page.close().await?;
        let above = feature.soft_limit.filter(|limit| total > *limit);
        let message = above.map_or_else(
            || "The usage was recorded.".to_owned(),
            |limit| format!("The usage was recorded. It exceeds the soft limit of {limit}."),
        );
        Ok(recorded(&message, feature, total))
    }
}

fn recorded(message: &str, feature: &Feature, total: i64) -> SuccessResponse {
    SuccessResponse::new(message).with_success(true).with_data(json!({
        "feature_key": feature.key,
        "total": total,
        "soft_limit": feature.soft_limit,
        "hard_limit": feature.hard_limit,
    }))
}

fn keys(ledger: &Ledger) -> Collection<Recorded> {
    ledger.scope().collection("usage keys")
}
