//! Who calls an API that is secured by keys: in comes a key, out comes whose it is.

use counterpart_wire::Scheme;
use counterpart_wire::server::{Authenticator, Denied, Presented};

use crate::store::{Key, Keys};

/// Proves callers by the API keys of the store.
#[derive(Debug, Clone)]
pub(crate) struct KeyHolder {
    keys: Keys,
    scheme: &'static Scheme,
}

impl KeyHolder {
    /// Callers who present a key in the way of `scheme`.
    pub(crate) fn new(keys: Keys, scheme: &'static Scheme) -> Self {
        Self { keys, scheme }
    }
}

impl Authenticator for KeyHolder {
    type Principal = Key;

    async fn authenticate(&self, presented: Presented<'_>) -> Result<Key, Denied> {
        let credential = presented.get(self.scheme).ok_or_else(Denied::unauthorized)?;
        match self.keys.verify(credential.secret().expose()).await {
            Ok(Some(key)) => Ok(key),
            Ok(None) => Err(Denied::unauthorized()),
            Err(error) => Err(Denied::Failed(error.to_string())),
        }
    }
}
