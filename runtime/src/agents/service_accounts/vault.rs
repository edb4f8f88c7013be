//! Vault credentials: a payload that describes what may be issued, and the vault's signature.

use agents_api::types::{ServiceAccountIssueRequest, ServiceAccountTokenResponse};
use base64::Engine as _;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::{Deserialize, Serialize};

use super::super::Agents;
use super::super::mac;
use super::super::proofs::fingerprint;
use super::super::refusal::Refusal;
use super::tokens::NewToken;
use crate::store::{Collection, StoreError};

/// The setting with the key.
const KEY: &str = "AGENTS_VAULT_KEY";
/// The required audience of a payload.
const AUDIENCE: &str = "auth-service";
/// The maximum validity of a payload in seconds.
const LONGEST: i64 = 10 * 60;
/// The tolerated clock difference of the vault in seconds.
const AHEAD: i64 = 60;

/// Padding is optional.
const LENIENT: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);

/// The signed payload.
#[derive(Debug, Deserialize)]
struct Payload {
    sub: String,
    aud: Vec<String>,
    iat: i64,
    exp: i64,
    nonce: String,
    account: String,
    scopes: Vec<String>,
    tenant_id: Option<String>,
    lifetime_minutes: Option<i64>,
    fingerprint: Option<String>,
}

/// A used payload, by the hash of its nonce.
#[derive(Debug, Serialize, Deserialize)]
struct Used {
    exp: i64,
}

impl Agents {
    pub(super) async fn issue_by_vault(
        &self,
        authorization: &str,
        payload: Option<&str>,
        body: &ServiceAccountIssueRequest,
    ) -> Result<ServiceAccountTokenResponse, Refusal> {
        let key = self.environment.get(KEY).ok_or_else(|| {
            let why = "No key for verifying vault credentials is configured.";
            Refusal::unavailable("VaultNotConfigured", why)
        })?;
        let payload = read(key, authorization, payload)?;
        let now = self.clock.now().as_second();
        payload.is_good_at(now)?;
        payload.allows(body)?;
        // Used up before the token is issued, so that only one of two concurrent requests with the same payload
        // succeeds.
        let used: Collection<Used> = self.shared().collection("vault_nonces");
        match used.create(&fingerprint(&payload.nonce), &Used { exp: payload.exp }).await {
            Ok(_) => {}
            Err(StoreError::Exists { .. }) => {
                return Err(Refusal::unauthorized("The credential has already been used."));
            }
            Err(error) => return Err(error.into()),
        }
        self.issue_service_token(NewToken {
            account: body.account.clone(),
            scopes: body.scopes.clone(),
            tenant: body.tenant_id.value().cloned(),
            lifetime_minutes: body.lifetime_minutes.value().copied().or(payload.lifetime_minutes),
            fingerprint: body.fingerprint.value().cloned(),
            force: body.force.unwrap_or(false),
            issued_by: format!("vault:{}", payload.sub),
            reason: None,
        })
        .await
    }
}

/// Returns the payload if it is signed by the vault.
fn read(key: &str, authorization: &str, payload: Option<&str>) -> Result<Payload, Refusal> {
    let unsigned = || Refusal::unauthorized("The credential is not signed by the vault.");
    let engine = |alphabet| GeneralPurpose::new(alphabet, LENIENT);
    let signature = authorization
        .split_once(' ')
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .and_then(|(_, credential)| credential.trim().strip_prefix("vault:v1:"))
        .and_then(|signature| engine(&STANDARD).decode(signature).ok())
        .ok_or_else(unsigned)?;
    let payload = payload.and_then(|payload| engine(&URL_SAFE).decode(payload).ok());
    let payload = payload.ok_or_else(unsigned)?;
    if !mac::fits(key, &payload, &signature) {
        return Err(unsigned());
    }
    serde_json::from_slice(&payload)
        .map_err(|_| Refusal::unauthorized("The payload lacks required claims."))
}

impl Payload {
    /// Checks the audience and the validity.
    fn is_good_at(&self, now: i64) -> Result<(), Refusal> {
        if !self.aud.iter().any(|audience| audience == AUDIENCE) {
            return Err(Refusal::unauthorized("The credential is not meant for this service."));
        }
        let long = self.exp.saturating_sub(self.iat) > LONGEST;
        if long || self.exp <= now || self.iat > now.saturating_add(AHEAD) {
            let why = "The credential has expired, is not valid yet, or is valid for too long.";
            return Err(Refusal::unauthorized(why));
        }
        Ok(())
    }

    /// Checks that the payload allows what the body requests.
    fn allows(&self, body: &ServiceAccountIssueRequest) -> Result<(), Refusal> {
        let asked = body.lifetime_minutes.value();
        let differs = [
            ("account", self.account != body.account),
            ("tenant_id", self.tenant_id.as_ref() != body.tenant_id.value()),
            ("fingerprint", self.fingerprint.as_ref() != body.fingerprint.value()),
            ("scopes", body.scopes.iter().any(|scope| !self.scopes.contains(scope))),
            (
                "lifetime_minutes",
                asked.is_some_and(|asked| self.lifetime_minutes.is_none_or(|most| *asked > most)),
            ),
        ];
        match differs.into_iter().find(|(_, differs)| *differs) {
            None => Ok(()),
            Some((property, _)) => {
                let why = format!("The credential does not allow this value of {property}.");
                Err(Refusal::forbidden(why))
            }
        }
    }
}
