//! Users and tenants: accounts, memberships and roles.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Agents;
use super::caller::{Caller, OPERATOR, Role};
use super::refusal::Refusal;
use crate::store::{Collection, Record, Transaction};

/// The number of earlier passwords that cannot be used again.
const EARLIER: usize = 3;

/// A user.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Person {
    /// The email address in lower case.
    pub(super) email: String,
    pub(super) display_name: Option<String>,
    /// The hash of the password.
    pub(super) password: String,
    /// The hashes of earlier passwords, newest first.
    pub(super) earlier_passwords: Vec<String>,
    pub(super) email_verified_at: Option<Timestamp>,
    /// Whether the user is an operator.
    pub(super) operator: bool,
    pub(super) memberships: Vec<Membership>,
}

/// A membership in a tenant.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Membership {
    /// The id of the tenant.
    pub(super) tenant: String,
    pub(super) role: Role,
}

/// A tenant, an organization that uses the installation.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Tenant {
    pub(super) name: String,
    pub(super) slug: String,
}

impl Person {
    /// Returns the user's role in a tenant.
    pub(super) fn role_in(&self, tenant: &str) -> Option<Role> {
        let membership = self.memberships.iter().find(|membership| membership.tenant == tenant);
        membership.map(|membership| membership.role)
    }

    /// Returns the scopes of the user's sessions.
    pub(super) fn scopes(&self, role: Role) -> Vec<String> {
        let operator = self.operator.then_some(OPERATOR);
        role.scopes().chain(operator).map(str::to_owned).collect()
    }

    /// Sets another password, given by its hash.
    pub(super) fn set_password(&mut self, hash: String) {
        let before = std::mem::replace(&mut self.password, hash);
        self.earlier_passwords.insert(0, before);
        self.earlier_passwords.truncate(EARLIER);
    }
}

impl Agents {
    /// All users, by id, by email address and by tenant.
    pub(super) fn people(&self) -> Collection<Person> {
        self.shared()
            .collection("people")
            .unique_key("email", |person: &Person| [person.email.clone()])
            .key("tenant", |person: &Person| -> Vec<String> {
                person.memberships.iter().map(|membership| membership.tenant.clone()).collect()
            })
    }

    /// All tenants, by id and by slug.
    pub(super) fn tenants(&self) -> Collection<Tenant> {
        self.shared()
            .collection("tenants")
            .unique_key("slug", |tenant: &Tenant| [tenant.slug.clone()])
    }

    /// Returns the calling user. A service account is not a user.
    pub(super) async fn account_of(&self, caller: &Caller) -> Result<Record<Person>, Refusal> {
        let person = self.people().get(&caller.user).await?;
        person.ok_or_else(|| {
            Refusal::unauthorized("This operation requires the access token of a user.")
        })
    }

    /// Creates a tenant with a unique slug in a transaction. Returns the slug.
    pub(super) async fn create_tenant_in(
        &self,
        transaction: &mut Transaction,
        id: &str,
        name: &str,
    ) -> Result<String, Refusal> {
        let tenants = self.tenants();
        let wanted = slug(name);
        let mut slug = wanted.clone();
        // The id is random, so a unique slug is found eventually.
        for length in [4, 8, id.len()] {
            if tenants.on(transaction).find("slug", &slug).await?.is_none() {
                break;
            }
            slug = format!("{wanted}-{}", id.get(..length).unwrap_or(id));
        }
        let tenant = Tenant { name: name.to_owned(), slug };
        tenants.on(transaction).create(id, &tenant).await?;
        Ok(tenant.slug)
    }
}

/// Returns an email address in the form used for comparison.
pub(super) fn address(email: &str) -> String {
    email.trim().to_lowercase()
}

/// Returns the name in lower-case letters and digits, with a hyphen for everything else.
fn slug(name: &str) -> String {
    let words = name.split(|sign: char| !sign.is_ascii_alphanumeric());
    let words: Vec<String> =
        words.filter(|word| !word.is_empty()).map(str::to_ascii_lowercase).collect();
    if words.is_empty() { "tenant".to_owned() } else { words.join("-") }
}
