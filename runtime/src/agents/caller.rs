//! The caller of an operation: whom an access token belongs to, in which tenant they work, and as what.
//!
//! An operation that has the headers `X-Tenant-Id` and `X-Tenant-Role` applies them by [`Caller::within`] before anything
//! else, and then asks for the role it takes by [`Caller::needs`].

use serde::{Deserialize, Serialize};

use super::keyring::Claims;
use super::refusal::Refusal;

/// The scope of those who look after the installation.
pub(super) const OPERATOR: &str = "platform:operator";

/// What a viewer may do, and so everyone.
const VIEWS: [&str; 4] =
    ["conversations:read", "conversations:write", "tools:read", "billing:read"];
/// What an admin may do.
const MANAGES: [&str; 6] = [
    "conversations:read",
    "conversations:write",
    "tools:read",
    "billing:read",
    "billing:manage",
    "tenant:manage",
];

/// What a caller may do in a tenant. Each may do what the one before it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Role {
    Viewer,
    Admin,
    Owner,
}

/// Who calls.
#[derive(Debug, Clone)]
pub(super) struct Caller {
    /// The id of the person, or the name of the service account behind `service-account:`.
    pub(super) user: String,
    /// The id of the tenant that the session works in.
    pub(super) tenant: String,
    /// The role there, as far as the call uses it.
    pub(super) role: Role,
    /// What the session may do.
    pub(super) scopes: Vec<String>,
    /// The id of the session.
    pub(super) session: String,
    /// What the access token says.
    pub(super) claims: Claims,
}

impl Role {
    /// The role with a name of the document.
    pub(super) fn of(name: &str) -> Option<Self> {
        [Self::Viewer, Self::Admin, Self::Owner].into_iter().find(|role| role.name() == name)
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Admin => "admin",
            Self::Owner => "owner",
        }
    }

    /// The scopes that come with it.
    pub(super) fn scopes(self) -> &'static [&'static str] {
        match self {
            Self::Viewer => &VIEWS,
            Self::Admin | Self::Owner => &MANAGES,
        }
    }
}

impl Caller {
    /// The caller as the tenant headers of the call say: they confirm the tenant and narrow the role, and give nothing.
    pub(super) fn within(
        mut self,
        tenant: Option<&String>,
        role: Option<&String>,
    ) -> Result<Self, Refusal> {
        if tenant.is_some_and(|tenant| *tenant != self.tenant) {
            let why = "The header X-Tenant-Id names another tenant than the session's.";
            return Err(Refusal::forbidden(why));
        }
        if let Some(name) = role {
            let role = Role::of(name).filter(|role| *role <= self.role).ok_or_else(|| {
                Refusal::forbidden(
                    "The header X-Tenant-Role names a role that the session does not have.",
                )
            })?;
            self.role = role;
        }
        Ok(self)
    }

    /// The caller as the operator's headers, each with its reason, and the tenant headers say: an operator who says why may
    /// name any tenant, and is an owner there.
    pub(super) fn beyond(
        mut self,
        (overriding, reason): (Option<&String>, Option<&String>),
        (tenant, role): (Option<&String>, Option<&String>),
    ) -> Result<Self, Refusal> {
        if !overriding.is_some_and(|word| word.trim().eq_ignore_ascii_case("true")) {
            return self.within(tenant, role);
        }
        self.needs_operator()?;
        if reason.is_none_or(|reason| reason.trim().is_empty()) {
            let why = "is needed along with X-Operator-Override";
            return Err(Refusal::invalid_at(&["header", "X-Operator-Reason"], "missing", why));
        }
        if let Some(tenant) = tenant.filter(|tenant| **tenant != self.tenant) {
            tracing::info!(
                operator = self.user,
                tenant,
                reason,
                "an operator acts beyond their own tenant"
            );
            self.tenant.clone_from(tenant);
            self.role = Role::Owner;
        }
        self.within(tenant, role)
    }

    /// Refuses a caller whose role is not high enough.
    pub(super) fn needs(&self, role: Role) -> Result<(), Refusal> {
        if self.role >= role {
            return Ok(());
        }
        Err(Refusal::forbidden(format!("This takes the role {}.", role.name())))
    }

    /// Refuses a path that names another tenant than the session's.
    pub(super) fn is_of(&self, tenant: &str) -> Result<(), Refusal> {
        if self.tenant == tenant {
            return Ok(());
        }
        Err(Refusal::forbidden("The path names another tenant than the session's."))
    }

    /// Whether the caller looks after the installation.
    pub(super) fn is_operator(&self) -> bool {
        self.scopes.iter().any(|scope| scope == OPERATOR)
    }

    /// Refuses those who do not look after the installation.
    pub(super) fn needs_operator(&self) -> Result<(), Refusal> {
        if self.is_operator() { Ok(()) } else { Err(Refusal::forbidden("This takes an operator.")) }
    }
}
