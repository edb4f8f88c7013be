//! Spaces. Their creator is a member and can invite others. Deleted spaces are kept and can be restored.

use inference_api::headers;
use inference_api::operations as op;
use inference_api::types::{self, EntityId};
use inference_api::wire::{Call, Outcome, WithHeaders};

use super::caller::Caller;
use super::paging::{self, LIMIT, Paged};
use super::refusal::{Refusal, unknown_cursor};
use super::registry::{Invitation, Permissions, Space, address, member_id};
use super::space_store::{set, update};
use super::{Inference, location, now};
use crate::store::{List, Record, StoreError};

impl op::SpacesApi for Inference {
    type Principal = Caller;

    async fn list_spaces(&self, call: Call<op::ListSpaces, Caller>) -> Outcome<op::ListSpaces> {
        let page = self.page_of_spaces(&call.principal, call.limit, call.after.as_deref()).await?;
        Ok(types::SpaceList::new(page.count, page.data, page.has_more))
    }

    async fn create_space(&self, call: Call<op::CreateSpace, Caller>) -> Outcome<op::CreateSpace> {
        let Call { request, principal, .. } = call;
        let called = (request.body.name.as_str(), request.body.description.as_str());
        let mut transaction = self.store.begin().await?;
        let space = self.registry.found_in(&mut transaction, &principal.user, called, None).await?;
        transaction.commit().await?;
        let space = space.value.shown.0;
        let headers =
            headers::CreateSpaceHeaders::new().with_location(location("spaces", &space.id));
        Ok(WithHeaders::new(space, headers))
    }

    async fn get_space(&self, call: Call<op::GetSpace, Caller>) -> Outcome<op::GetSpace> {
        Ok(self.space(&call.principal, &call.id).await?.value.shown.0)
    }

    async fn update_space(&self, call: Call<op::UpdateSpace, Caller>) -> Outcome<op::UpdateSpace> {
        let Call { request: op::UpdateSpace { id, body, .. }, principal, .. } = call;
        self.space(&principal, &id).await?;
        let now = now(&self.clock);
        let space = update(self.registry.spaces(), "space", &id, |space| {
            let space = &mut space.shown;
            set(&mut space.name, body.name);
            set(&mut space.description, body.description);
            space.updated_at = now.into();
            space.updated_by = principal.user;
            Ok(())
        });
        Ok(space.await?.shown.0)
    }

    async fn delete_space(&self, call: Call<op::DeleteSpace, Caller>) -> Outcome<op::DeleteSpace> {
        self.space(&call.principal, &call.id).await?;
        if call.id == call.principal.space {
            let why =
                "The API key of this request belongs to the space, so it cannot delete the space.";
            Err(Refusal::conflict(why))?;
        }
        let delete = update(self.registry.spaces(), "space", &call.id, |space| {
            if space.deleted {
                return Err(Refusal::missing("space", &call.id));
            }
            space.deleted = true;
            Ok(())
        });
        delete.await?;
        Ok(EntityId::new(call.request.id))
    }

    async fn invite_to_space(
        &self,
        call: Call<op::InviteToSpace, Caller>,
    ) -> Outcome<op::InviteToSpace> {
        let Call { request: op::InviteToSpace { id, body, .. }, principal, .. } = call;
        self.space(&principal, &id).await?;
        Ok(types::SpaceInvitation::new(self.invite(&id, body).await?))
    }

    async fn restore_space(
        &self,
        call: Call<op::RestoreSpace, Caller>,
    ) -> Outcome<op::RestoreSpace> {
        let id = call.request.id;
        self.membership(&call.principal, &id).await?;
        let restored = update(self.registry.spaces(), "space", &id, |space| {
            if !space.deleted {
                return Err(Refusal::conflict("The space is not deleted."));
            }
            space.deleted = false;
            Ok(())
        });
        restored.await?;
        Ok(EntityId::new(id))
    }
}

impl Inference {
    /// Returns the spaces of a user, oldest first.
    pub(super) async fn spaces_of(&self, user: &str) -> Result<Vec<Record<Space>>, StoreError> {
        let mine = List::new().with_key("user", user);
        let members = self.registry.members().list(&mine).await?.items;
        let ids: Vec<String> = members.into_iter().map(|member| member.value.space).collect();
        let mut spaces = self.registry.spaces().get_many(&ids).await?;
        spaces.retain(|space| !space.value.deleted);
        spaces.sort_by_key(|space| space.seq);
        Ok(spaces)
    }

    async fn page_of_spaces(
        &self,
        caller: &Caller,
        limit: Option<i32>,
        after: Option<&str>,
    ) -> Result<Paged<types::Space>, Refusal> {
        let spaces = self.spaces_of(&caller.user).await?;
        let start = match paging::cursor(after) {
            None => 0,
            Some(id) => {
                let last = self.membership(caller, id).await.map_err(|_| unknown_cursor(id))?;
                spaces.iter().take_while(|space| space.seq <= last.seq).count()
            }
        };
        let page = paging::cut(spaces, start, limit.unwrap_or(LIMIT));
        Ok(page.map(|space| space.value.shown.0))
    }

    /// Returns a space of the caller. Other spaces are reported as nonexistent.
    async fn space(&self, caller: &Caller, id: &str) -> Result<Record<Space>, Refusal> {
        let space = self.membership(caller, id).await?;
        if space.value.deleted { Err(Refusal::missing("space", id)) } else { Ok(space) }
    }

    /// Returns a space of the caller, deleted or not.
    async fn membership(&self, caller: &Caller, id: &str) -> Result<Record<Space>, Refusal> {
        let missing = || Refusal::missing("space", id);
        self.registry.member(id, &caller.user).await?.ok_or_else(missing)?;
        self.registry.spaces().get(id).await?.ok_or_else(missing)
    }

    /// Invites people and returns those invited. People who are already members or invited are skipped.
    async fn invite(
        &self,
        space: &str,
        invite: types::SpaceInvite,
    ) -> Result<Vec<String>, Refusal> {
        let registry = &self.registry;
        let permissions = Permissions::default().with(invite.roles);
        let mut invited = Vec::new();
        let mut transaction = self.store.begin().await?;
        for email in invite.emails {
            let address = address(&email);
            let known = registry.users().on(&mut transaction).find("email", &address).await?;
            if let Some(user) = known {
                let id = member_id(space, &user.id);
                if registry.members().on(&mut transaction).get(&id).await?.is_some() {
                    continue;
                }
            }
            let id = member_id(space, &address);
            if registry.invitations().on(&mut transaction).get(&id).await?.is_some() {
                continue;
            }
            let (space, permissions) = (space.to_owned(), permissions.clone());
            let invitation = Invitation { space, email: address, permissions };
            registry.invitations().on(&mut transaction).create(&id, &invitation).await?;
            invited.push(email);
        }
        transaction.commit().await?;
        Ok(invited)
    }
}
