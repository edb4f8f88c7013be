//! How often one may do what can be abused without a session, or by one: enough for people, too little for guessing and
//! for filling someone's mailbox.

use std::time::Duration;

use super::device::Device;
use super::refusal::Refusal;
use crate::context::Context;
use crate::limit::Limiter;

const MINUTE: Duration = Duration::from_mins(1);
const QUARTER: Duration = Duration::from_mins(15);
const HOUR: Duration = Duration::from_hours(1);

/// The limits of the installation. Cheap to clone.
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

    /// Refuses to try another password for an address after too many wrong ones.
    pub(super) fn may_try(&self, email: &str) -> Result<(), Refusal> {
        self.failures.look(email).map_err(|exceeded| {
            Refusal::too_many("Too many attempts to log in as this person failed.", exceeded)
        })
    }

    /// Counts a wrong password for an address.
    pub(super) fn failed(&self, email: &str) {
        // That there are enough of them matters when the next one comes.
        let _ = self.failures.take(email);
    }

    /// Counts an e-mail that someone asks for.
    pub(super) fn mail(&self, kind: &str, to: &str) -> Result<(), Refusal> {
        self.mails.take(&format!("{kind} {to}")).map_err(|exceeded| {
            Refusal::too_many("Too many such e-mails to this address were asked for.", exceeded)
        })
    }

    /// Counts something that a visitor does.
    pub(super) fn visitor(&self, what: &str, device: &Device) -> Result<(), Refusal> {
        let key = format!("{what} {:?}", device.address);
        self.visitors.take(&key).map_err(|exceeded| {
            Refusal::too_many("Too many requests of this kind came from your address.", exceeded)
        })
    }

    /// Counts a subscription that a tenant makes.
    pub(super) fn subscription(&self, tenant: &str) -> Result<(), Refusal> {
        self.subscriptions
            .take(tenant)
            .map_err(|exceeded| Refusal::too_many("Your tenant subscribed too often.", exceeded))
    }
}
