//! The caller of an operation: the user or service account of the access token, with tenant and role.
//!
//! An operation with the headers `X-Tenant-Id` and `X-Tenant-Role` first applies them with [`Caller::within`], and then
//! checks the required role with [`Caller::needs`].

use serde::{Deserialize, Serialize};

use super::keyring::Claims;
use super::refusal::Refusal;
use super::service_accounts::tokens::PREFIX;

/// The scope of operators.
pub(super) const OPERATOR: &str = "platform:operator";

/// The scopes of a viewer, which every role has.
const VIEWS: [&str; 10] = [
    "conversations:read",
    "conversations:write",
    "tools:read",
    "billing:read",
    "agents:read",
    "containers:read",
    "vector-stores:read",
    "storage:read",
    "status:read",
    "status:write",
];
/// The additional scopes of an admin.
const MANAGES: [&str; 5] =
    ["billing:manage", "tenant:manage", "containers:write", "vector-stores:write", "storage:write"];

/// The role of a caller in a tenant. Each role includes the rights of the previous one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Role {
    Viewer,
    Admin,
    Owner,
}

/// The calling user.
#[derive(Debug, Clone)]
pub(super) struct Caller {
    /// The id of the user, or the name of the service account after `service-account:`.
    pub(super) user: String,
    /// The id of the session's tenant.
    pub(super) tenant: String,
    /// The role in the tenant, as restricted for this request.
    pub(super) role: Role,
    /// The scopes of the session.
    pub(super) scopes: Vec<String>,
    /// The id of the session.
    pub(super) session: String,
    /// The claims of the access token.
    pub(super) claims: Claims,
}

impl Role {
    /// Returns the role with a name of the document.
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

    /// Returns the scopes of the role.
    pub(super) fn scopes(self) -> impl Iterator<Item = &'static str> {
        let manages: &[&str] = if self >= Self::Admin { &MANAGES } else { &[] };
        VIEWS.iter().chain(manages).copied()
    }
}

impl Caller {
    /// Applies the tenant headers of the request: they confirm the tenant and restrict the role, and never add rights.
    pub(super) fn within(
        mut self,
        tenant: Option<&String>,
        role: Option<&String>,
    ) -> Result<Self, Refusal> {
        if tenant.is_some_and(|tenant| *tenant != self.tenant) {
            let why = "The X-Tenant-Id header names a tenant other than that of the session.";
            return Err(Refusal::forbidden(why));
        }
        if let Some(name) = role {
            let role = Role::of(name).filter(|role| *role <= self.role).ok_or_else(|| {
                Refusal::forbidden(
                    "The X-Tenant-Role header names a role that the session does not have.",
                )
            })?;
            self.role = role;
        }
        Ok(self)
    }

    /// Applies the operator headers and the tenant headers: an operator who gives a reason can name any tenant and acts
    /// as its owner.
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
            let why = "is required together with X-Operator-Override";
            return Err(Refusal::invalid_at(&["header", "X-Operator-Reason"], "missing", why));
        }
        if let Some(tenant) = tenant.filter(|tenant| **tenant != self.tenant) {
            tracing::info!(
                operator = self.user,
                tenant,
                reason,
                "an operator acts outside their own tenant"
            );
            self.tenant.clone_from(tenant);
            self.role = Role::Owner;
        }
        self.within(tenant, role)
    }

    /// Rejects a caller without a sufficient role.
    pub(super) fn needs(&self, role: Role) -> Result<(), Refusal> {
        if self.role >= role {
            return Ok(());
        }
        Err(Refusal::forbidden(format!("This operation requires the role {}.", role.name())))
    }

    /// Rejects a path with a tenant other than that of the session.
    pub(super) fn is_of(&self, tenant: &str) -> Result<(), Refusal> {
        if self.tenant == tenant {
            return Ok(());
        }
        Err(Refusal::forbidden("The path names a tenant other than that of the session."))
    }

    /// Returns whether the caller is a service account, not a user.
    pub(super) fn is_service_account(&self) -> bool {
        self.user.starts_with(PREFIX)
    }

    /// Returns whether the caller has a scope.
    pub(super) fn has_scope(&self, scope: &str) -> bool {
        self.scopes.iter().any(|held| held == scope)
    }

    /// Returns whether the caller is an operator.
    pub(super) fn is_operator(&self) -> bool {
        self.has_scope(OPERATOR)
    }

    /// Rejects callers who are not operators.
    pub(super) fn needs_operator(&self) -> Result<(), Refusal> {
        if self.is_operator() {
            Ok(())
        } else {
            Err(Refusal::forbidden("This operation requires an operator."))
        }
    }
}
