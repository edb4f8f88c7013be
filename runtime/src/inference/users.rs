//! The calling user, their permissions, and their open invitations.

use inference_api::operations as op;
use inference_api::types::{self, UserPermission};
use inference_api::wire::{Call, Outcome};

use super::Inference;
use super::caller::Caller;
use super::refusal::Refusal;
use super::registry::Permissions;
use super::space_store::{set, update};
use crate::store::{List, StoreError};

impl op::UsersApi for Inference {
    type Principal = Caller;

    async fn get_current_user(
        &self,
        call: Call<op::GetCurrentUser, Caller>,
    ) -> Outcome<op::GetCurrentUser> {
        let caller = call.principal;
        let user = self.registry.users().get(&caller.user).await?;
        let user = user.ok_or_else(|| StoreError::Corrupt("a user is missing".to_owned()))?.value.0;
        let spaces = self.spaces_of(&caller.user).await?;
        Ok(types::CurrentUser::new(
            user.id,
            user.external_id,
            user.email,
            user.first_name,
            user.last_name,
            user.role,
            caller.permissions(),
            spaces.into_iter().map(|space| space.value.shown.0).collect(),
        ))
    }

    async fn update_current_user(
        &self,
        call: Call<op::UpdateCurrentUser, Caller>,
    ) -> Outcome<op::UpdateCurrentUser> {
        let Call { request, principal, .. } = call;
        let change = request.body;
        let user = update(self.registry.users(), "user", &principal.user, |user| {
            set(&mut user.first_name, change.first_name);
            set(&mut user.last_name, change.last_name);
            set(&mut user.role, change.role);
            Ok(())
        });
        Ok(user.await?.0)
    }

    async fn add_permissions(
        &self,
        call: Call<op::AddPermissions, Caller>,
    ) -> Outcome<op::AddPermissions> {
        let Call { request, principal, .. } = call;
        let wanted = request
            .body
            .map_or_else(Permissions::all, |body| Permissions::default().with(body.permissions));
        let mut transaction = self.store.begin().await?;
        let (space, user) = (&principal.space, &principal.user);
        let held = self.registry.join_in(&mut transaction, space, user, wanted).await?;
        transaction.commit().await?;
        Ok(types::PermissionList::new(held.list()))
    }

    async fn accept_invite(
        &self,
        call: Call<op::AcceptInvite, Caller>,
    ) -> Outcome<op::AcceptInvite> {
        let joined = self.accept(&call.principal).await?;
        Ok(types::InviteAcceptance::new("", joined))
    }
}

impl Inference {
    /// Accepts all open invitations or none. Invitations to deleted spaces stay open until the spaces are restored.
    async fn accept(&self, caller: &Caller) -> Result<Vec<types::Space>, Refusal> {
        let registry = &self.registry;
        let mut joined = Vec::new();
        let mut transaction = self.store.begin().await?;
        let open = List::new().with_key("email", caller.email.as_str());
        let open = registry.invitations().on(&mut transaction).list(&open).await?;
        for invitation in open.items {
            let space = registry.spaces().on(&mut transaction).get(&invitation.value.space).await?;
            let Some(space) = space.filter(|space| !space.value.deleted) else { continue };
            let permissions: Vec<UserPermission> = invitation.value.permissions.list();
            let offered = Permissions::default().with(permissions);
            registry.join_in(&mut transaction, &space.id, &caller.user, offered).await?;
            registry.invitations().on(&mut transaction).delete(&invitation.id).await?;
            joined.push(space.value.shown.0);
        }
        if joined.is_empty() {
            return Err(Refusal::not_found(format!(
                "There is no open invitation for {}.",
                caller.email
            )));
        }
        transaction.commit().await?;
        Ok(joined)
    }
}
