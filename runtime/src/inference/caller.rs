//! Who calls: in comes an API key, out comes the user it stands for, and the space that the call works in.
//!
//! Keys of an organization work in a space of its own, which is made, with something to begin with, at the first call.
//! A key whose organization is the id of another space works in that one.

use std::time::Duration;

use inference_api::security::API_KEY;
use inference_api::types::UserPermission;
use inference_api::wire::server::{Authenticator, Denied, Presented};
use inference_api::wire::{OperationSpec, Status, StatusCode, StringEnum};

use super::refusal::Refusal;
use super::registry::{Permissions, Registry, Space, address, member_id};
use super::room::Room;
use super::seed;
use crate::limit::Limiter;
use crate::store::{Key, Keys, Record, Store, StoreError};

/// How often models may be asked with one key within [`SPAN`].
const ASKS: usize = 600;
const SPAN: Duration = Duration::from_mins(1);

/// A caller that a key has proved.
#[derive(Debug)]
pub(super) struct Caller {
    /// The id of the user.
    pub(super) user: String,
    /// The user's address, in small letters.
    pub(super) email: String,
    /// The id of the space.
    pub(super) space: String,
    /// What belongs to the space.
    pub(super) room: Room,
    permissions: Permissions,
}

impl Caller {
    /// Refuses what the user may not do in the space.
    pub(super) fn needs(&self, permission: &UserPermission) -> Result<(), Refusal> {
        if self.permissions.has(permission) {
            return Ok(());
        }
        Err(Refusal::forbidden(format!("This needs the permission {}.", permission.as_str())))
    }

    /// What the user may do in the space.
    pub(super) fn permissions(&self) -> Vec<UserPermission> {
        self.permissions.list()
    }
}

/// Proves callers by the API keys of the store.
#[derive(Debug, Clone)]
pub(super) struct Door {
    store: Store,
    keys: Keys,
    registry: Registry,
    limiter: Limiter,
}

impl Door {
    pub(super) fn new(store: &Store, keys: &Keys, limiter: Limiter) -> Self {
        let limiter = limiter.rule(ASKS, SPAN);
        Self { store: store.clone(), keys: keys.clone(), registry: Registry::new(store), limiter }
    }

    /// Who a key stands for, and where; `None` where the space is deleted.
    async fn enter(&self, key: &Key) -> Result<Option<Caller>, StoreError> {
        let email = address(&key.owner);
        let user = self.registry.users().find("email", &email).await?;
        let space = self.registry.space_of(&key.org).await?;
        let (Some(user), Some(space)) = (user, space) else {
            return self.enter_first(key, email).await.map(Some);
        };
        if space.value.deleted {
            return Ok(None);
        }
        let member = self.registry.member(&space.id, &user.id).await?;
        match member {
            Some(member) => Ok(Some(self.caller(user.id, email, space.id, member.permissions))),
            None if is_own(&space, key) => self.enter_first(key, email).await.map(Some),
            None => Ok(Some(self.caller(user.id, email, space.id, Permissions::default()))),
        }
    }

    /// The first call of a user, or of anyone in an organization.
    async fn enter_first(&self, key: &Key, email: String) -> Result<Caller, StoreError> {
        let registry = &self.registry;
        let mut transaction = self.store.begin().await?;
        let user = registry.user_in(&mut transaction, &email, &key.org).await?;
        let by_id = registry.spaces().on(&mut transaction).get(&key.org).await?;
        let space = match by_id {
            Some(space) => Some(space),
            None => registry.spaces().on(&mut transaction).find("org", &key.org).await?,
        };
        let space = if let Some(space) = space {
            space
        } else {
            let called = (key.org.as_str(), "The first space of the organization.");
            let org = Some(key.org.as_str());
            let space = registry.found_in(&mut transaction, &user.id, called, org).await?;
            let room = Room::of(&self.store, &space.id);
            seed::plant_in(&mut transaction, &room, &user.id).await?;
            space
        };
        let permissions = if is_own(&space, key) {
            let all = Permissions::all();
            registry.join_in(&mut transaction, &space.id, &user.id, all).await?
        } else {
            let id = member_id(&space.id, &user.id);
            let member = registry.members().on(&mut transaction).get(&id).await?;
            member.map(|record| record.value.permissions).unwrap_or_default()
        };
        transaction.commit().await?;
        Ok(self.caller(user.id, email, space.id, permissions))
    }

    fn caller(
        &self,
        user: String,
        email: String,
        space: String,
        permissions: Permissions,
    ) -> Caller {
        let room = Room::of(&self.store, &space);
        Caller { user, email, space, room, permissions }
    }
}

/// Whether it is the space of the key's organization, in which whoever has a key of it may do everything.
fn is_own(space: &Record<Space>, key: &Key) -> bool {
    space.value.org.as_deref() == Some(key.org.as_str())
}

/// Whether an operation asks a model, which is to say that it documents an answer for who does so too often.
fn asks_a_model(operation: &OperationSpec) -> bool {
    let too_often = Status::Code(StatusCode::TOO_MANY_REQUESTS.as_u16());
    operation.problems.iter().any(|problem| problem.status == too_often)
}

impl Authenticator for Door {
    type Principal = Caller;

    async fn authenticate(&self, presented: Presented<'_>) -> Result<Caller, Denied> {
        let denied = || Denied::Unauthorized("The API key is missing or not valid.".to_owned());
        let failed = |error: StoreError| Denied::Failed(error.to_string());
        let credential = presented.get(&API_KEY).ok_or_else(denied)?;
        let key = self.keys.verify(credential.secret().expose()).await.map_err(failed)?;
        let key = key.ok_or_else(denied)?;
        if asks_a_model(presented.operation) {
            self.limiter.take(&key.id).map_err(|exceeded| {
                let seconds = exceeded.seconds();
                let why = format!("Too many requests. Try again in {seconds} seconds.");
                Denied::TooOften(why, seconds)
            })?;
        }
        self.enter(&key).await.map_err(failed)?.ok_or_else(denied)
    }
}
