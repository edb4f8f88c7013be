//! Users, spaces, memberships and invitations. They are shared by all keys.

use inference_api::types::{self, UserPermission};
use inference_api::wire::StringEnum;
use serde::{Deserialize, Serialize};

use super::{id, now};
use crate::store::{Collection, Record, Scope, Store, StoreError, Transaction};
use crate::stored::Stored;

/// A user, as in responses.
pub(super) type User = Stored<types::User>;

/// A space.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Space {
    pub(super) shown: Stored<types::Space>,
    /// The organization whose keys use the space, if it is an organization's first space.
    pub(super) org: Option<String>,
    pub(super) deleted: bool,
}

/// A member of a space. The id consists of both ids.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Member {
    pub(super) space: String,
    pub(super) user: String,
    pub(super) permissions: Permissions,
}

/// An open invitation. The id consists of the space and the email address.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Invitation {
    pub(super) space: String,
    pub(super) email: String,
    pub(super) permissions: Permissions,
}

/// A set of permissions.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Permissions(Vec<Stored<UserPermission>>);

impl Permissions {
    /// All permissions.
    pub(super) fn all() -> Self {
        let all = UserPermission::VALUES.iter().map(|name| UserPermission::from_text(name));
        Self::default().with(all)
    }

    /// Combines two sets of permissions.
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

/// All users and spaces.
#[derive(Debug, Clone)]
pub(super) struct Registry {
    scope: Scope,
}

impl Registry {
    pub(super) fn new(store: &Store) -> Self {
        // The id of a space never contains a slash.
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

    /// Returns the membership of a user in a space, if there is one.
    pub(super) async fn member(
        &self,
        space: &str,
        user: &str,
    ) -> Result<Option<Member>, StoreError> {
        let member = self.members().get(&member_id(space, user)).await?;
        Ok(member.map(|record| record.value))
    }

    /// Returns the space of an organization's keys: the space with the organization's name as its id, or the
    /// organization's own space.
    pub(super) async fn space_of(&self, org: &str) -> Result<Option<Record<Space>>, StoreError> {
        match self.spaces().get(org).await? {
            Some(space) => Ok(Some(space)),
            None => self.spaces().find("org", org).await,
        }
    }

    /// Returns the user with an email address, and creates the user if needed.
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

    /// Creates a space. The creator becomes a member with all permissions.
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

    /// Adds a member to a space, with these permissions in addition to existing ones.
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

/// Returns the id of a membership.
pub(super) fn member_id(space: &str, user: &str) -> String {
    format!("{space}/{user}")
}

/// Returns an email address in the form used for comparison.
pub(super) fn address(email: &str) -> String {
    email.trim().to_lowercase()
}

/// Derives a first and last name from an email address: `jane.roe@…` is Jane Roe.
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
    fn names_are_derived_from_addresses() {
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
    fn permissions_are_unique() {
        let (create, list) = (UserPermission::BenchmarksCreate, UserPermission::BenchmarksList);
        let held = Permissions::default().with([create.clone(), create.clone(), list.clone()]);
        assert_eq!(held.list(), [create, list]);
        assert_eq!(Permissions::all().list().len(), UserPermission::VALUES.len());
        assert_eq!(Permissions::all().with(held.list()), Permissions::all());
    }
}
