//! One-time tokens that prove that an email was read or a webhook was called. Only their hashes are stored.

use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::Agents;
use super::refusal::Refusal;
use crate::clock::later;
use crate::store::files::hex;
use crate::store::keys::random_secret;
use crate::store::{Collection, List, Record, StoreError, Transaction};

/// What a token proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Purpose {
    EmailVerification,
    PasswordReset,
    StatusEmail,
    StatusWebhook,
    /// Nothing: written in place of a token for somebody who does not exist.
    Nothing,
}

/// The number of old tokens that are looked at when a token is created.
const SWEEP: u64 = 3;

/// A token, by its hash.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Proof {
    purpose: Purpose,
    /// The id of the token's subject, such as a user or a subscription.
    subject: String,
    expires_at: Timestamp,
}

/// The hash of a secret with 256 random bits, which cannot be guessed.
pub(super) fn fingerprint(secret: &str) -> String {
    hex(&Sha256::digest(secret))
}

impl Agents {
    /// Creates a token. Earlier tokens for the same purpose and subject become invalid. Some expired tokens are removed,
    /// so their number stays in proportion to the requests of the last days.
    pub(super) async fn issue_proof_in(
        &self,
        transaction: &mut Transaction,
        purpose: Purpose,
        subject: &str,
        lifetime: Duration,
    ) -> Result<String, Refusal> {
        self.drop_proofs_in(transaction, purpose, subject).await?;
        let now = self.clock.now();
        let proofs = self.proofs();
        let oldest = proofs.on(transaction).list(&List::new().limit(SWEEP)).await?.items;
        for proof in oldest.iter().filter(|proof| proof.value.expires_at <= now) {
            proofs.on(transaction).delete(&proof.id).await?;
        }
        let secret = random_secret()?;
        let proof =
            Proof { purpose, subject: subject.to_owned(), expires_at: later(now, lifetime) };
        proofs.on(transaction).create(&fingerprint(&secret), &proof).await?;
        Ok(secret)
    }

    /// Returns the subject of a token without using the token up.
    pub(super) async fn look_at_proof(
        &self,
        purpose: Purpose,
        token: &str,
    ) -> Result<String, Refusal> {
        self.good(purpose, self.proofs().get(&fingerprint(token)).await?)
    }

    /// Uses a token up and returns its subject.
    pub(super) async fn redeem_proof_in(
        &self,
        transaction: &mut Transaction,
        purpose: Purpose,
        token: &str,
    ) -> Result<String, Refusal> {
        let (proofs, id) = (self.proofs(), fingerprint(token));
        let proof = proofs.on(transaction).get(&id).await?;
        let subject = self.good(purpose, proof)?;
        proofs.on(transaction).delete(&id).await?;
        Ok(subject)
    }

    fn good(&self, purpose: Purpose, proof: Option<Record<Proof>>) -> Result<String, Refusal> {
        let now = self.clock.now();
        proof
            .map(|proof| proof.value)
            .filter(|proof| proof.purpose == purpose && proof.expires_at > now)
            .map(|proof| proof.subject)
            .ok_or_else(|| Refusal::not_found("The token is unknown, expired or already used."))
    }

    /// Invalidates the tokens for a purpose and subject.
    pub(super) async fn drop_proofs_in(
        &self,
        transaction: &mut Transaction,
        purpose: Purpose,
        subject: &str,
    ) -> Result<(), StoreError> {
        let proofs = self.proofs();
        let about = proofs.on(transaction).list(&List::new().with_key("subject", subject)).await?;
        for proof in about.items.iter().filter(|proof| proof.value.purpose == purpose) {
            proofs.on(transaction).delete(&proof.id).await?;
        }
        Ok(())
    }

    fn proofs(&self) -> Collection<Proof> {
        self.shared().collection("proofs").key("subject", |proof: &Proof| [proof.subject.clone()])
    }
}
