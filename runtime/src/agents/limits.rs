//! Rate limits for operations that could be abused: generous for people, too strict for guessing passwords or flooding
//! a mailbox.

use std::time::Duration;

use super::device::Device;
use super::refusal::Refusal;
use crate::context::Context;
use crate::limit::Limiter;

const MINUTE: Duration = Duration::from_mins(1);
const QUARTER: Duration = Duration::from_mins(15);
const HOUR: Duration = Duration::from_hours(1);

/// The rate limits of the installation. Cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Limits {
    failures: Limiter,
    mails: Limiter,
    visitors: Limiter,
    subscriptions: Limiter,
}

impl Limits {
    pub(super) fn new(context: &Context) -> Self {
        let limiter = |most, within| context.limiter().rule(most, within);
        Self {
            failures: limiter(10, QUARTER),
            mails: limiter(5, HOUR),
            visitors: limiter(120, MINUTE),
            subscriptions: limiter(60, MINUTE),
        }
    }

    /// Rejects a login after too many wrong passwords for an address.
    pub(super) fn may_try(&self, email: &str) -> Result<(), Refusal> {
        self.failures.look(email).map_err(|exceeded| {
            Refusal::too_many("Too many failed login attempts for this user.", exceeded)
        })
    }

    /// Counts a wrong password for an address.
    pub(super) fn failed(&self, email: &str) {
        // The limit takes effect at the next attempt.
        let _ = self.failures.take(email);
    }

    /// Counts an email to an address.
    pub(super) fn mail(&self, kind: &str, to: &str) -> Result<(), Refusal> {
        self.mails.take(&format!("{kind} {to}")).map_err(|exceeded| {
            Refusal::too_many(
                "Too many emails of this kind were requested for this address.",
                exceeded,
            )
        })
    }

    /// Counts a request from a visitor.
    pub(super) fn visitor(&self, what: &str, device: &Device) -> Result<(), Refusal> {
        let key = format!("{what} {:?}", device.address);
        self.visitors.take(&key).map_err(|exceeded| {
            Refusal::too_many("Too many requests of this kind from your IP address.", exceeded)
        })
    }

    /// Counts a subscription of a tenant.
    pub(super) fn subscription(&self, tenant: &str) -> Result<(), Refusal> {
        self.subscriptions.take(tenant).map_err(|exceeded| {
            Refusal::too_many("Too many subscriptions from your tenant.", exceeded)
        })
    }
}
