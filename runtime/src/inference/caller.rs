//! Authentication: turns an API key into a user and the space of the request.
//!
//! Keys of an organization use its own space, which is created with initial data at the first request. If the
//! organization of a key is the id of another space, the key uses that space.

use std::time::Duration;

use inference_api::security::API_KEY;
use inference_api::types::UserPermission;
use inference_api::wire::server::{AuthError, AuthRequest, Authenticator, Granted};
use inference_api::wire::{OperationSpec, Status, StatusCode, StringEnum};

use super::refusal::Refusal;
use super::registry::{Permissions, Registry, Space, address, member_id};
use super::seed;
use super::space_store::SpaceStore;
use crate::limit::Limiter;
use crate::store::{Key, Keys, Record, Store, StoreError};

/// The maximum number of model requests per key within [`SPAN`].
const ASKS: usize = 600;
const SPAN: Duration = Duration::from_mins(1);

/// An authenticated caller.
#[derive(Debug)]
pub(super) struct Caller {
    /// The id of the user.
    pub(super) user: String,
    /// The user's email address in lower case.
    pub(super) email: String,
    /// The id of the space.
    pub(super) space: String,
    /// Returns the data of the space.
    pub(super) space_store: SpaceStore,
    permissions: Permissions,
}

impl Caller {
    /// Rejects the request if the user lacks a permission in the space.
    pub(super) fn needs(&self, permission: &UserPermission) -> Result<(), Refusal> {
        if self.permissions.has(permission) {
            return Ok(());
        }
        Err(Refusal::forbidden(format!(
            "This operation requires the permission {}.",
            permission.as_str()
        )))
    }

    /// Returns the permissions of the user in the space.
    pub(super) fn permissions(&self) -> Vec<UserPermission> {
        self.permissions.list()
    }
}

/// Authenticates callers with the API keys of the store.
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

    /// Returns the user and the space of a key; `None` if the space has been deleted.
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

    /// The first request of a user, or of any user of an organization.
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
            let space_store = SpaceStore::of(&self.store, &space.id);
            seed::plant_in(&mut transaction, &space_store, &user.id).await?;
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
        let space_store = SpaceStore::of(&self.store, &space);
        Caller { user, email, space, space_store, permissions }
    }
}

/// Returns whether it is the space of the key's organization, in which every key of the organization has all
/// permissions.
fn is_own(space: &Record<Space>, key: &Key) -> bool {
    space.value.org.as_deref() == Some(key.org.as_str())
}

/// Returns whether an operation queries a model. Such operations document a response for rate limits.
fn asks_a_model(operation: &OperationSpec) -> bool {
    let too_often = Status::Code(StatusCode::TOO_MANY_REQUESTS.as_u16());
    operation.problems.iter().any(|problem| problem.status == too_often)
}

impl Authenticator for Door {
    type Principal = Caller;

    async fn authenticate(&self, presented: AuthRequest<'_>) -> Result<Granted<Caller>, AuthError> {
        let denied = || AuthError::Unauthorized("The API key is missing or not valid.".to_owned());
        let credential = presented.get(&API_KEY).ok_or_else(denied)?;
        let key = self.keys.verify(credential.secret().expose()).await?;
        let key = key.ok_or_else(denied)?;
        if asks_a_model(presented.operation) {
            self.limiter.take(&key.id).map_err(|exceeded| {
                let seconds = exceeded.seconds();
                let why = format!("Too many requests. Try again in {seconds} seconds.");
                AuthError::TooOften(why, seconds)
            })?;
        }
        self.enter(&key).await?.map(Granted::new).ok_or_else(denied)
    }
}
