//! Rate limits for operations that could be abused: generous for people, too strict for guessing passwords or flooding
//! a mailbox.

use std::time::Duration;

use super::device::Device;
use super::proofs::fingerprint;
use super::refusal::Refusal;
use crate::context::Context;
use crate::limit::{Limiter, Reservation};

const MINUTE: Duration = Duration::from_mins(1);
const QUARTER: Duration = Duration::from_mins(15);
const HOUR: Duration = Duration::from_hours(1);

/// The rate limits of the installation. Cheap to clone. The keys of the counts are hashes, so a long address needs no
/// more memory than a short one.
#[derive(Debug, Clone)]
pub(super) struct Limits {
    failures: Limiter,
    attacks: Limiter,
    mails: Limiter,
    visitors: Limiter,
    subscriptions: Limiter,
}

/// A password that is being checked. It is counted as wrong until the check has ended otherwise.
#[derive(Debug)]
pub(super) struct Attempt(Vec<Reservation>);

impl Attempt {
    /// Ends the attempt with the result of the check: only a wrong password stays counted.
    pub(super) fn end(self, fits: Result<bool, Refusal>) -> Result<bool, Refusal> {
        if !matches!(fits, Ok(false)) {
            self.0.into_iter().for_each(Reservation::release);
        }
        fits
    }
}

impl Limits {
    pub(super) fn new(context: &Context) -> Self {
        let limiter = |most, within| context.limiter().rule(most, within);
        Self {
            failures: limiter(10, QUARTER),
            attacks: limiter(100, QUARTER),
            mails: limiter(5, HOUR),
            visitors: limiter(120, MINUTE),
            subscriptions: limiter(60, MINUTE),
        }
    }

    /// Starts a login attempt, or rejects it after too many wrong passwords.
    ///
    /// Wrong passwords are counted by email address and network, and by email address alone. An attacker who knows an
    /// email address can therefore only lock out their own network. If `is_known` is true, the account was used from this
    /// network before, and logins from it are still allowed while others guess.
    pub(super) fn login(
        &self,
        email: &str,
        device: &Device,
        is_known: bool,
    ) -> Result<Attempt, Refusal> {
        let too_many =
            |exceeded| Refusal::too_many("Too many failed login attempts for this user.", exceeded);
        let near = fingerprint(&format!("login {:?} {email}", device.network()));
        let near = self.failures.reserve(&near).map_err(too_many)?;
        if is_known {
            return Ok(Attempt(vec![near]));
        }
        match self.attacks.reserve(&fingerprint(email)) {
            Ok(far) => Ok(Attempt(vec![near, far])),
            Err(exceeded) => {
                near.release();
                Err(too_many(exceeded))
            }
        }
    }

    /// Returns whether so many wrong passwords were sent for an email address that only known networks may try.
    pub(super) fn is_attacked(&self, email: &str) -> bool {
        self.attacks.look(&fingerprint(email)).is_err()
    }

    /// Starts a check of a user's present password, or rejects it after too many wrong ones.
    pub(super) fn present_password(&self, user: &str) -> Result<Attempt, Refusal> {
        let reserved = self.failures.reserve(&format!("change {user}")).map_err(|exceeded| {
            Refusal::too_many("Too many wrong passwords were sent.", exceeded)
        })?;
        Ok(Attempt(vec![reserved]))
    }

    /// Counts an email to an address.
    pub(super) fn mail(&self, kind: &str, to: &str) -> Result<(), Refusal> {
        self.mails.take(&fingerprint(&format!("{kind} {to}"))).map_err(|exceeded| {
            Refusal::too_many(
                "Too many emails of this kind were requested for this address.",
                exceeded,
            )
        })
    }

    /// Counts a request from a visitor.
    pub(super) fn visitor(&self, what: &str, device: &Device) -> Result<(), Refusal> {
        let key = format!("{what} {:?}", device.network());
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
