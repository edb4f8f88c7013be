//! Actions that a business can take for its clients.

use inference_api::headers;
use inference_api::operations as op;
use inference_api::types;
use inference_api::wire::{Call, DateTime, Outcome, WithHeaders};

use super::caller::Caller;
use super::refusal::Refusal;
use super::space_store::{SpaceStore, delete, read, set, set_some};
use super::{Inference, id, location, now, paging};
use crate::stored::Stored;

pub(super) const WHAT: &str = "action";

impl op::ActionsApi for Inference {
    type Principal = Caller;

    async fn list_actions(&self, call: Call<op::ListActions, Caller>) -> Outcome<op::ListActions> {
        let actions = call.principal.space_store.actions();
        let page = paging::after(&actions, call.limit, call.after.as_deref()).await?;
        let page = page.map(|action| action.0);
        Ok(types::ActionList::new(page.count, page.data, page.has_more))
    }

    async fn create_action(
        &self,
        call: Call<op::CreateAction, Caller>,
    ) -> Outcome<op::CreateAction> {
        let Call { request, principal, .. } = call;
        let new = request.body;
        check_dates(new.start_date, new.end_date)?;
        let (id, now) = (id::new(&self.clock), now(&self.clock).into());
        let status = new.status.unwrap_or(types::ActionStatus::Draft);
        let (name, description) = (new.name, new.description);
        let mut action = types::Action::new(
            id.as_str(),
            name,
            description,
            new.type_,
            new.priority,
            status,
            now,
            now,
        );
        action.channel = new.channel;
        action.channel_template = new.channel_template;
        action.custom_insights = new.custom_insights;
        action.model_id = new.model_id;
        action.start_date = new.start_date;
        action.end_date = new.end_date;
        let action = principal.space_store.actions().create(&id, &Stored(action)).await?.value.0;
        let headers =
            headers::CreateActionHeaders::new().with_location(location("actions", &action.id));
        Ok(WithHeaders::new(action, headers))
    }

    async fn get_action(&self, call: Call<op::GetAction, Caller>) -> Outcome<op::GetAction> {
        Ok(read(&call.principal.space_store.actions(), WHAT, &call.id).await?.value.0)
    }

    async fn update_action(
        &self,
        call: Call<op::UpdateAction, Caller>,
    ) -> Outcome<op::UpdateAction> {
        let Call { request: op::UpdateAction { id, body, .. }, principal, .. } = call;
        Ok(change(&principal.space_store, &id, body, now(&self.clock).into()).await?)
    }

    async fn delete_action(
        &self,
        call: Call<op::DeleteAction, Caller>,
    ) -> Outcome<op::DeleteAction> {
        Ok(delete(&call.principal.space_store.actions(), WHAT, &call.id).await?)
    }
}

async fn change(
    space_store: &SpaceStore,
    id: &str,
    change: types::ActionUpdate,
    now: DateTime,
) -> Result<types::Action, Refusal> {
    let mut transaction = space_store.store().begin().await?;
    let actions = space_store.actions();
    let action = actions.on(&mut transaction).get(id).await?;
    let mut action = action.ok_or_else(|| Refusal::missing(WHAT, id))?.value;
    match change.group {
        Some(group) if group.is_empty() => action.group = None,
        Some(group) => {
            // In the transaction, so that the group cannot be deleted in between.
            if space_store.action_groups().on(&mut transaction).get(&group).await?.is_none() {
                return Err(Refusal::missing("action group", &group));
            }
            action.group = Some(group);
        }
        None => {}
    }
    set(&mut action.name, change.name);
    set(&mut action.description, change.description);
    set(&mut action.type_, change.type_);
    set(&mut action.priority, change.priority);
    set(&mut action.status, change.status);
    set_some(&mut action.channel, change.channel);
    set_some(&mut action.channel_template, change.channel_template);
    set_some(&mut action.custom_insights, change.custom_insights);
    set_some(&mut action.model_id, change.model_id);
    set_some(&mut action.start_date, change.start_date);
    set_some(&mut action.end_date, change.end_date);
    check_dates(action.start_date, action.end_date)?;
    action.updated_at = now;
    let action = actions.on(&mut transaction).put(id, &action).await?;
    transaction.commit().await?;
    Ok(action.value.0)
}

fn check_dates(start: Option<DateTime>, end: Option<DateTime>) -> Result<(), Refusal> {
    match (start, end) {
        (Some(start), Some(end)) if end.timestamp() < start.timestamp() => {
            Err(Refusal::bad_request("/end_date: must not be before the start date."))
        }
        _ => Ok(()),
    }
}
