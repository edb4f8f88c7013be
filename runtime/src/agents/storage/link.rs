//! Signed URLs: valid for one file, one method, and a limited time.

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::agents::mac;
use crate::store::files::hex;
use crate::store::{Scope, StoreError};

/// The validity of a URL in seconds.
pub(super) const LIFE: i64 = 900;

/// The id of the signing key in the store. It survives restarts, so URLs stay valid.
const KEY: &str = "links";

/// The permitted action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Permission {
    Upload,
    Download,
}

/// A file and the expiry of its URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    pub(super) tenant: String,
    pub(super) object: String,
    pub(super) expires: i64,
}

/// Signs and verifies URLs.
pub(super) struct Signer {
    key: String,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    key: String,
}

impl Permission {
    pub(super) fn method(self) -> &'static str {
        match self {
            Self::Upload => "PUT",
            Self::Download => "GET",
        }
    }
}

impl Target {
    /// Creates a URL that is valid from now on.
    pub(super) fn new(tenant: &str, object: &str, now: Timestamp) -> Self {
        let end = now.checked_add(SignedDuration::from_secs(LIFE)).unwrap_or(Timestamp::MAX);
        Self { tenant: tenant.to_owned(), object: object.to_owned(), expires: end.as_second() }
    }

    pub(super) fn is_over(&self, now: Timestamp) -> bool {
        self.expires <= now.as_second()
    }

    fn text(&self, permission: Permission) -> String {
        // No part contains a line break: ids have been validated, and the rest is created here.
        let Self { tenant, object, expires } = self;
        format!("{}\n{tenant}\n{object}\n{expires}", permission.method())
    }
}

impl Signer {
    /// Returns the installation's key, generated when it is first needed.
    pub(super) async fn of(shared: &Scope) -> Result<Self, StoreError> {
        let keys = shared.collection::<Stored>("link_keys");
        if let Some(record) = keys.get(KEY).await? {
            return Ok(Self { key: record.value.key });
        }
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(StoreError::Random)?;
        let stored = Stored { key: hex(&bytes) };
        match keys.create(KEY, &stored).await {
            Ok(record) => Ok(Self { key: record.value.key }),
            // Another caller was faster; its key is used.
            Err(StoreError::Exists { .. }) => {
                let gone = || StoreError::Corrupt("the key for signed URLs is missing".to_owned());
                Ok(Self { key: keys.get(KEY).await?.ok_or_else(gone)?.value.key })
            }
            Err(other) => Err(other),
        }
    }

    /// Returns the path and query of a URL.
    pub(super) fn sign(&self, target: &Target, permission: Permission) -> String {
        let Target { tenant, object, expires } = target;
        let signature = mac::sign(&self.key, &[target.text(permission).as_bytes()]);
        let signature = hex(&signature);
        format!("/storage/{tenant}/{object}?expires={expires}&signature={signature}")
    }

    /// Verifies the signature of a URL, in constant time.
    pub(super) fn knows(&self, target: &Target, permission: Permission, signature: &str) -> bool {
        let signature = mac::from_hex(signature).unwrap_or_default();
        mac::fits(&self.key, target.text(permission).as_bytes(), &signature)
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Signer").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signer(key: &str) -> Signer {
        Signer { key: key.to_owned() }
    }

    #[test]
    fn only_signed_urls_are_valid() {
        let signer = signer("one");
        let target = Target::new("t", "o", Timestamp::UNIX_EPOCH);
        let link = signer.sign(&target, Permission::Upload);
        let (path, signature) = link.split_once("&signature=").unwrap();
        assert_eq!(path, "/storage/t/o?expires=900");
        assert!(signer.knows(&target, Permission::Upload, signature));

        assert!(!signer.knows(&target, Permission::Download, signature));
        let others = [
            Target { tenant: "u".to_owned(), ..target.clone() },
            Target { object: "p".to_owned(), ..target.clone() },
            Target { expires: 901, ..target.clone() },
        ];
        for other in others {
            assert!(!signer.knows(&other, Permission::Upload, signature), "{other:?}");
        }
        for other in ["", "00", "é", &signature[1..], &format!("{signature}00")] {
            assert!(!signer.knows(&target, Permission::Upload, other), "{other}");
        }
        assert!(!self::signer("two").knows(&target, Permission::Upload, signature));
    }

    #[test]
    fn a_signed_url_expires() {
        let target = Target::new("t", "o", Timestamp::UNIX_EPOCH);
        assert!(!target.is_over(Timestamp::new(899, 0).unwrap()));
        assert!(target.is_over(Timestamp::new(900, 0).unwrap()));
    }
}
