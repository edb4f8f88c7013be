//! Signing keys and tokens: JSON Web Tokens with Ed25519, read only by this server.
//!
//! Each month has its own key, generated when it is first needed and stored. The id of a key is its month. Older keys
//! still verify the tokens they signed.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};

use super::refusal::Refusal;
use crate::clock::Clock;
use crate::store::{Collection, Scope, StoreError};

const ISSUER: &str = "counterpart-agents";

/// The claims of a token.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Claims {
    pub(super) iss: String,
    /// The id of the user, or the name of a service account after `service-account:`.
    pub(super) sub: String,
    /// The id of the session; for a service account, the id of the token itself.
    pub(super) sid: String,
    pub(super) jti: String,
    pub(super) token_use: Use,
    pub(super) tenant_id: Option<String>,
    pub(super) roles: Vec<String>,
    /// The scopes, separated by spaces.
    pub(super) scope: String,
    pub(super) email_verified: bool,
    pub(super) iat: i64,
    pub(super) exp: i64,
}

/// The purpose of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Use {
    Access,
    Refresh,
}

/// The signing keys. Cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Keyring {
    stored: Collection<Stored>,
    clock: Clock,
    known: Arc<RwLock<BTreeMap<String, Arc<Pair>>>>,
}

/// The current key. It does not access the store, so it can be used in a transaction.
#[derive(Debug, Clone)]
pub(super) struct Pen(Arc<Pair>);

#[derive(Serialize, Deserialize)]
struct Stored {
    /// The private key as PKCS #8 in Base64.
    pkcs8: String,
}

struct Pair {
    kid: String,
    private: EncodingKey,
    public: DecodingKey,
}

impl Claims {
    /// Creates claims with `sub` and `token_use`; the caller sets the others.
    pub(super) fn new(
        sub: impl Into<String>,
        token_use: Use,
        iat: Timestamp,
        exp: Timestamp,
    ) -> Self {
        Self {
            iss: ISSUER.to_owned(),
            sub: sub.into(),
            sid: String::new(),
            jti: uuid::Uuid::new_v4().to_string(),
            token_use,
            tenant_id: None,
            roles: Vec::new(),
            scope: String::new(),
            email_verified: false,
            iat: iat.as_second(),
            exp: exp.as_second(),
        }
    }
}

impl Keyring {
    pub(super) fn new(shared: &Scope, clock: Clock) -> Self {
        Self { stored: shared.collection("signing_keys"), clock, known: Arc::default() }
    }

    /// Returns the current key.
    pub(super) async fn pen(&self) -> Result<Pen, Refusal> {
        let kid = self.clock.now().strftime("ed25519-%Y-%m").to_string();
        if let Some(pair) = self.find(&kid).await? {
            return Ok(Pen(pair));
        }
        let pkcs8 = Ed25519KeyPair::generate_pkcs8v1(&SystemRandom::new())?;
        let stored = Stored { pkcs8: STANDARD.encode(pkcs8.as_ref()) };
        match self.stored.create(&kid, &stored).await {
            // Another caller was faster; its key is used.
            Ok(_) | Err(StoreError::Exists { .. }) => {}
            Err(error) => return Err(error.into()),
        }
        let pair = self.find(&kid).await?;
        pair.map(Pen)
            .ok_or_else(|| Refusal::fault("a signing key that was just created is missing"))
    }

    /// Returns the claims of a token that is signed by one of the keys and has not expired.
    pub(super) async fn read(&self, token: &str) -> Result<Option<Claims>, Refusal> {
        let kid = jsonwebtoken::decode_header(token).ok().and_then(|header| header.kid);
        let Some(kid) = kid else { return Ok(None) };
        let Some(pair) = self.find(&kid).await? else { return Ok(None) };
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_issuer(&[ISSUER]);
        // The expiry is checked with the server's clock, which tests can control.
        validation.validate_exp = false;
        let token = jsonwebtoken::decode::<Claims>(token, &pair.public, &validation);
        let claims = token.ok().map(|token| token.claims);
        Ok(claims.filter(|claims| claims.exp > self.clock.now().as_second()))
    }

    async fn find(&self, kid: &str) -> Result<Option<Arc<Pair>>, Refusal> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner).get(kid).cloned();
        if known.is_some() {
            return Ok(known);
        }
        let Some(record) = self.stored.get(kid).await? else { return Ok(None) };
        let pair = Arc::new(Pair::read(kid, &record.value)?);
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(kid.to_owned(), pair.clone());
        Ok(Some(pair))
    }
}

impl Pen {
    /// The id of the key.
    pub(super) fn kid(&self) -> &str {
        &self.0.kid
    }

    pub(super) fn sign(&self, claims: &Claims) -> Result<String, Refusal> {
        let mut header = Header::new(Algorithm::EdDSA);
        header.kid = Some(self.0.kid.clone());
        Ok(jsonwebtoken::encode(&header, claims, &self.0.private)?)
    }
}

impl Pair {
    fn read(kid: &str, stored: &Stored) -> Result<Self, Refusal> {
        let pkcs8 = STANDARD.decode(&stored.pkcs8)?;
        let pair = Ed25519KeyPair::from_pkcs8(&pkcs8)?;
        Ok(Self {
            kid: kid.to_owned(),
            private: EncodingKey::from_ed_der(&pkcs8),
            public: DecodingKey::from_ed_der(pair.public_key().as_ref()),
        })
    }
}

impl std::fmt::Debug for Pair {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Pair").field("kid", &self.kid).finish_non_exhaustive()
    }
}
