//! Who there is and where they work: users, spaces, who belongs to which, and who is invited. It is the same for all keys.

use inference_api::types::{self, UserPermission};
use inference_api::wire::StringEnum;
use serde::{Deserialize, Serialize};

use super::{id, now};
use crate::store::{Collection, Record, Scope, Store, StoreError, Transaction};
use crate::stored::Stored;

/// A user, as shown.
pub(super) type User = Stored<types::User>;

/// A space.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Space {
    pub(super) shown: Stored<types::Space>,
    /// The organization whose keys work in the space, if it is the first one of an organization.
    pub(super) org: Option<String>,
    pub(super) deleted: bool,
}

/// Someone who belongs to a space. The id is made of both.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Member {
    pub(super) space: String,
    pub(super) user: String,
    pub(super) permissions: Permissions,
}

/// An invitation that is open. The id is made of the space and the address.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Invitation {
    pub(super) space: String,
    pub(super) email: String,
    pub(super) permissions: Permissions,
}

/// What someone may do, each at most once.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Permissions(Vec<Stored<UserPermission>>);

impl Permissions {
    /// Everything there is.
    pub(super) fn all() -> Self {
        let all = UserPermission::VALUES.iter().map(|name| UserPermission::from_text(name));
        Self::default().with(all)
    }

    /// These, and others.
    pub(super) fn with(mut self, others: impl IntoIterator<Item = UserPermission>) -> Self {
        for other in others {
            if !self.has(&other) {
                self.0.push(Stored(other));
            }
        }
        self
    }

    pub(super) fn has(&self, permission: &UserPermission) -> bool {
        self.0.iter().any(|held| held.0 == *permission)
    }

    pub(super) fn list(&self) -> Vec<UserPermission> {
        self.0.iter().map(|held| held.0.clone()).collect()
    }
}

/// All that is known of users and spaces.
#[derive(Debug, Clone)]
pub(super) struct Registry {
    scope: Scope,
}

impl Registry {
    pub(super) fn new(store: &Store) -> Self {
        // No id of a space has a slash.
        Self { scope: store.scope(super::API, "/shared") }
    }

    pub(super) fn users(&self) -> Collection<User> {
        self.scope.collection("users").unique_key("email", |user: &User| [user.email.clone()])
    }

    pub(super) fn spaces(&self) -> Collection<Space> {
        self.scope.collection("spaces").unique_key("org", |space: &Space| space.org.clone())
    }

    pub(super) fn members(&self) -> Collection<Member> {
        self.scope.collection("members").key("user", |member: &Member| [member.user.clone()])
    }

    pub(super) fn invitations(&self) -> Collection<Invitation> {
        let invitations = self.scope.collection("invitations");
        invitations.key("email", |invitation: &Invitation| [invitation.email.clone()])
    }

    /// What makes a user a member of a space, if they are one.
    pub(super) async fn member(
        &self,
        space: &str,
        user: &str,
    ) -> Result<Option<Member>, StoreError> {
        let member = self.members().get(&member_id(space, user)).await?;
        Ok(member.map(|record| record.value))
    }

    /// The space that a key of an organization works in: the one that is named so, or else the organization's own.
    pub(super) async fn space_of(&self, org: &str) -> Result<Option<Record<Space>>, StoreError> {
        match self.spaces().get(org).await? {
            Some(space) => Ok(Some(space)),
            None => self.spaces().find("org", org).await,
        }
    }

    /// The user with an address, who is made known if they are not yet.
    pub(super) async fn user_in(
        &self,
        transaction: &mut Transaction,
        email: &str,
        org: &str,
    ) -> Result<Record<User>, StoreError> {
        if let Some(known) = self.users().on(transaction).find("email", email).await? {
            return Ok(known);
        }
        let id = id::new(self.scope.store().clock());
        let (first, last) = names(email);
        let role = types::UserRole::Developer;
        let user =
            types::User::new(id.as_str(), format!("{org}|{email}"), email, first, last, role);
        self.users().on(transaction).create(&id, &Stored(user)).await
    }

    /// Makes a space, to which the user who makes it belongs with all permissions.
    pub(super) async fn found_in(
        &self,
        transaction: &mut Transaction,
        user: &str,
        (name, description): (&str, &str),
        org: Option<&str>,
    ) -> Result<Record<Space>, StoreError> {
        let clock = self.scope.store().clock();
        let (id, now) = (id::new(clock), now(clock));
        let shown =
            types::Space::new(id.as_str(), name, description, now.into(), user, now.into(), user);
        let space = Space { shown: Stored(shown), org: org.map(str::to_owned), deleted: false };
        let space = self.spaces().on(transaction).create(&id, &space).await?;
        self.join_in(transaction, &id, user, Permissions::all()).await?;
        Ok(space)
    }

    /// Makes a user a member of a space, with these permissions beside those they have.
    pub(super) async fn join_in(
        &self,
        transaction: &mut Transaction,
        space: &str,
        user: &str,
        permissions: Permissions,
    ) -> Result<Permissions, StoreError> {
        let id = member_id(space, user);
        let known = self.members().on(transaction).get(&id).await?;
        let held = known.map(|record| record.value.permissions).unwrap_or_default();
        let permissions = held.with(permissions.list());
        let member = Member {
            space: space.to_owned(),
            user: user.to_owned(),
            permissions: permissions.clone(),
        };
        self.members().on(transaction).put(&id, &member).await?;
        Ok(permissions)
    }
}

/// The id of a membership.
pub(super) fn member_id(space: &str, user: &str) -> String {
    format!("{space}/{user}")
}

/// An address as it is compared.
pub(super) fn address(email: &str) -> String {
    email.trim().to_lowercase()
}

/// First and last name, as far as an address tells them: `jane.roe@…` is Jane Roe.
fn names(email: &str) -> (String, String) {
    let local = email.split('@').next().unwrap_or_default();
    let mut parts = local.split(['.', '_', '-', '+']).filter(|part| !part.is_empty());
    let mut next = || parts.next().map(capital).unwrap_or_default();
    (next(), next())
}

fn capital(word: &str) -> String {
    let mut signs = word.chars();
    signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_tell_names() {
        let table = [
            ("jane.roe@acme.example", "Jane", "Roe"),
            ("owner@counterpart.example", "Owner", ""),
            ("élise_van.der@x", "Élise", "Van"),
            ("@", "", ""),
        ];
        for (email, first, last) in table {
            assert_eq!(names(email), (first.to_owned(), last.to_owned()));
        }
    }

    #[test]
    fn a_permission_is_held_once() {
        let (create, list) = (UserPermission::BenchmarksCreate, UserPermission::BenchmarksList);
        let held = Permissions::default().with([create.clone(), create.clone(), list.clone()]);
        assert_eq!(held.list(), [create, list]);
        assert_eq!(Permissions::all().list().len(), UserPermission::VALUES.len());
        assert_eq!(Permissions::all().with(held.list()), Permissions::all());
    }
}
