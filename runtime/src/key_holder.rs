//! Who calls an API that is secured by keys: in comes a key, out comes whose it is.

use counterpart_wire::Scheme;
use counterpart_wire::server::{Authenticator, Denied, Presented};

use crate::limit::Limiter;
use crate::store::{Key, Keys};

/// Proves callers by the API keys of the store, and counts how often each key is used where that is limited.
#[derive(Debug, Clone)]
pub(crate) struct KeyHolder {
    keys: Keys,
    scheme: &'static Scheme,
    limiter: Option<Limiter>,
}

impl KeyHolder {
    /// Callers who present a key in the way of `scheme`.
    pub(crate) fn new(keys: Keys, scheme: &'static Scheme) -> Self {
        Self { keys, scheme, limiter: None }
    }

    /// The same, as long as the limiter allows the use of a key, by its id.
    #[allow(dead_code)] // the first API with limits is on its way
    pub(crate) fn limited(mut self, limiter: Limiter) -> Self {
        self.limiter = Some(limiter);
        self
    }

    fn count(&self, key: &Key) -> Result<(), Denied> {
        let Some(limiter) = &self.limiter else { return Ok(()) };
        limiter.take(&key.id).map_err(|exceeded| {
            let span = exceeded.rule.within.as_secs();
            let why = format!("more than {} requests within {span} s", exceeded.rule.most);
            Denied::TooOften(why, exceeded.seconds())
        })
    }
}

impl Authenticator for KeyHolder {
    type Principal = Key;

    async fn authenticate(&self, presented: Presented<'_>) -> Result<Key, Denied> {
        let credential = presented.get(self.scheme).ok_or_else(Denied::unauthorized)?;
        match self.keys.verify(credential.secret().expose()).await {
            Ok(Some(key)) => self.count(&key).map(|()| key),
            Ok(None) => Err(Denied::unauthorized()),
            Err(error) => Err(Denied::Failed(error.to_string())),
        }
    }
}
