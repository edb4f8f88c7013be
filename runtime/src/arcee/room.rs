//! Where a call works: an organization that the caller belongs to, and what they may do there.
//!
//! A key says the organization that its owner works for, and its owner administers that one. Into every other they come
//! by having created it or by being invited; an invitation needs no acceptance but its use.

use serde::{Deserialize, Serialize};

use super::Arcee;
use super::refusal::Refusal;
use crate::store::{Collection, Key, Scope, StoreError};

/// What makes a member an administrator.
pub(super) const ADMIN: &str = "admin";

/// An organization that the caller belongs to.
#[derive(Debug)]
pub(super) struct Room {
    pub(super) slug: String,
    pub(super) scope: Scope,
}

/// Someone who belongs to an organization. Their e-mail address, in small letters, is the id.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Member {
    pub(super) role: String,
    /// Who invited them; nobody invited who created the organization.
    pub(super) invited_by: Option<String>,
}

/// What someone is to an organization.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Stranger,
    Member,
    Administrator,
}

impl Arcee {
    /// The organization that a call names, or else the caller's own.
    pub(super) async fn enter(&self, key: &Key, named: Option<&String>) -> Result<Room, Refusal> {
        let slug = named.unwrap_or(&key.org);
        // Whether there is such an organization is no stranger's business.
        if self.standing(key, slug).await? == Standing::Stranger {
            return Err(Refusal::forbidden(format!("You are not a member of {slug}.")));
        }
        Ok(Room { slug: slug.clone(), scope: self.scope(slug) })
    }

    pub(super) async fn standing(&self, key: &Key, slug: &str) -> Result<Standing, StoreError> {
        if slug == key.org {
            return Ok(Standing::Administrator);
        }
        let member = members(&self.scope(slug)).get(&address(&key.owner)).await?;
        Ok(match member {
            None => Standing::Stranger,
            Some(member) if member.value.role == ADMIN => Standing::Administrator,
            Some(_) => Standing::Member,
        })
    }
}

pub(super) fn members(scope: &Scope) -> Collection<Member> {
    scope.collection("members")
}

/// An e-mail address as it is compared.
pub(super) fn address(email: &str) -> String {
    email.trim().to_lowercase()
}
