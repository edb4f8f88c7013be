//! Signed URLs, which can be used without an API key. The signature covers what they allow and is made with a secret
//! key of this server.

use aws_lc_rs::hmac::{HMAC_SHA256, Key, sign};
use subtle::ConstantTimeEq;

use super::org_store::shared;
use crate::store::files::hex;
use crate::store::keys::random_secret;
use crate::store::{Store, StoreError};

/// Creates and verifies signatures. The key is generated once and stored, so that URLs survive a restart.
#[derive(Debug, Clone)]
pub(super) struct Signer(Key);

impl Signer {
    /// Returns the signer of a store.
    pub(super) async fn of(store: &Store) -> Result<Self, StoreError> {
        let secrets = shared(store).collection::<String>("secrets");
        if let Some(kept) = secrets.get("signing").await? {
            return Ok(Self::new(&kept.value));
        }
        let secret = match secrets.create("signing", &random_secret()?).await {
            // A concurrent call was faster.
            Err(StoreError::Exists { .. }) => secrets.get("signing").await?,
            made => Some(made?),
        };
        let secret =
            secret.ok_or_else(|| StoreError::Corrupt("the signing key is missing".to_owned()))?;
        Ok(Self::new(&secret.value))
    }

    fn new(secret: &str) -> Self {
        Self(Key::new(HMAC_SHA256, secret.as_bytes()))
    }

    /// Returns the signature of a text.
    pub(super) fn sign(&self, text: &str) -> String {
        hex(sign(&self.0, text.as_bytes()).as_ref())
    }

    /// Returns whether the signature of a text is valid.
    pub(super) fn is_good(&self, text: &str, signature: &str) -> bool {
        self.sign(text).as_bytes().ct_eq(signature.as_bytes()).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_valid_for_one_text() {
        let signer = Signer::new("key");
        let signature = signer.sign("PUT part 1");
        assert!(signer.is_good("PUT part 1", &signature));
        assert!(!signer.is_good("PUT part 2", &signature));
        assert!(!signer.is_good("PUT part 1", &signature[1..]));
        assert!(!Signer::new("other").is_good("PUT part 1", &signature));
    }
}
