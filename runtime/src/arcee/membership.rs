//! The organization that a request applies to: the caller must be a member, and their role determines what they may do.
//!
//! A key names its owner's default organization, and its owner administers that one. Other organizations require
//! membership, by creation or invitation. An invitation needs no separate acceptance.

use serde::{Deserialize, Serialize};

use super::Arcee;
use super::refusal::Refusal;
use crate::store::{Collection, Key, Scope, StoreError};

/// The role of an administrator.
pub(super) const ADMIN: &str = "admin";

/// An organization that the caller is a member of.
#[derive(Debug)]
pub(super) struct Membership {
    pub(super) slug: String,
    pub(super) scope: Scope,
}

/// A member of an organization. The id is the email address in lower case.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Member {
    pub(super) role: String,
    /// Who invited the member; none for the creator of the organization.
    pub(super) invited_by: Option<String>,
}

/// The role of a person in an organization.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Stranger,
    Member,
    Administrator,
}

impl Arcee {
    /// Returns the organization named in the request, or the caller's default organization.
    pub(super) async fn enter(
        &self,
        key: &Key,
        named: Option<&String>,
    ) -> Result<Membership, Refusal> {
        let slug = named.unwrap_or(&key.org);
        // A stranger must not learn whether the organization exists.
        if self.standing(key, slug).await? == Standing::Stranger {
            return Err(Refusal::forbidden(format!("You are not a member of {slug}.")));
        }
        Ok(Membership { slug: slug.clone(), scope: self.scope(slug) })
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

/// Returns an email address in the form used for comparison.
pub(super) fn address(email: &str) -> String {
    email.trim().to_lowercase()
}
