//! Action groups.

use inference_api::headers;
use inference_api::operations as op;
use inference_api::types;
use inference_api::wire::{Call, Outcome, WithHeaders};

use super::caller::Caller;
use super::refusal::Refusal;
use super::space_store::{SpaceStore, read, set, update};
use super::{Inference, id, location, now, paging};
use crate::store::{List, StoreError};
use crate::stored::Stored;

const WHAT: &str = "action group";

impl op::ActionGroupsApi for Inference {
    type Principal = Caller;

    async fn list_action_groups(
        &self,
        call: Call<op::ListActionGroups, Caller>,
    ) -> Outcome<op::ListActionGroups> {
        let groups = call.principal.space_store.action_groups();
        let page = paging::after(&groups, call.limit, call.after.as_deref()).await?;
        let page = page.map(|group| group.0);
        Ok(types::ActionGroupList::new(page.count, page.data, page.has_more))
    }

    async fn create_action_group(
        &self,
        call: Call<op::CreateActionGroup, Caller>,
    ) -> Outcome<op::CreateActionGroup> {
        let Call { request, principal, .. } = call;
        let types::ActionGroupCreate { name, description, .. } = request.body;
        let (id, now) = (id::new(&self.clock), now(&self.clock).into());
        let group = types::ActionGroup::new(id.as_str(), name, description, now, now);
        let group =
            principal.space_store.action_groups().create(&id, &Stored(group)).await?.value.0;
        let headers = headers::CreateActionGroupHeaders::new()
            .with_location(location("action-groups", &group.id));
        Ok(WithHeaders::new(group, headers))
    }

    async fn get_action_group(
        &self,
        call: Call<op::GetActionGroup, Caller>,
    ) -> Outcome<op::GetActionGroup> {
        Ok(read(&call.principal.space_store.action_groups(), WHAT, &call.id).await?.value.0)
    }

    async fn update_action_group(
        &self,
        call: Call<op::UpdateActionGroup, Caller>,
    ) -> Outcome<op::UpdateActionGroup> {
        let Call { request: op::UpdateActionGroup { id, body, .. }, principal, .. } = call;
        let now = now(&self.clock);
        let group = update(principal.space_store.action_groups(), WHAT, &id, |group| {
            set(&mut group.name, body.name);
            set(&mut group.description, body.description);
            group.updated_at = now.into();
            Ok(())
        });
        Ok(group.await?.0)
    }

    async fn delete_action_group(
        &self,
        call: Call<op::DeleteActionGroup, Caller>,
    ) -> Outcome<op::DeleteActionGroup> {
        let Call { request, principal, .. } = call;
        if !disband(&principal.space_store, &request.id).await? {
            Err(Refusal::missing(WHAT, &request.id))?;
        }
        Ok(types::EntityId::new(request.id))
    }
}

/// Deletes a group and removes its actions from it. Returns whether it existed.
async fn disband(space_store: &SpaceStore, id: &str) -> Result<bool, StoreError> {
    let mut transaction = space_store.store().begin().await?;
    if space_store.action_groups().on(&mut transaction).delete(id).await?.is_none() {
        return Ok(false);
    }
    let actions = space_store.actions();
    let members = actions.on(&mut transaction).list(&List::new().with_key("group", id)).await?;
    for mut action in members.items {
        action.value.group = None;
        actions.on(&mut transaction).put(&action.id, &action.value).await?;
    }
    transaction.commit().await?;
    Ok(true)
}
