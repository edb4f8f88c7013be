//! Authentication with API keys: turns a key into the caller it belongs to.

use counterpart_wire::Scheme;
use counterpart_wire::server::{AuthError, AuthRequest, Authenticator, Granted};

use crate::limit::Limiter;
use crate::store::{Key, Keys};

/// Authenticates callers with the API keys of the store, and enforces the rate limit per key if there is one.
#[derive(Debug, Clone)]
pub(crate) struct ApiKeyAuth {
    keys: Keys,
    scheme: &'static Scheme,
    limiter: Option<Limiter>,
}

impl ApiKeyAuth {
    /// Authenticates callers who send a key according to `scheme`.
    pub(crate) fn new(keys: Keys, scheme: &'static Scheme) -> Self {
        Self { keys, scheme, limiter: None }
    }

    /// The same, with a rate limiter that counts by the id of the key.
    #[allow(dead_code)] // the first API with limits is in development
    pub(crate) fn limited(mut self, limiter: Limiter) -> Self {
        self.limiter = Some(limiter);
        self
    }

    fn count(&self, key: &Key) -> Result<(), AuthError> {
        let Some(limiter) = &self.limiter else { return Ok(()) };
        limiter.take(&key.id).map_err(|exceeded| {
            let span = exceeded.rule.within.as_secs();
            let why = format!("more than {} requests within {span} s", exceeded.rule.most);
            AuthError::TooOften(why, exceeded.seconds())
        })
    }
}

impl Authenticator for ApiKeyAuth {
    type Principal = Key;

    async fn authenticate(&self, presented: AuthRequest<'_>) -> Result<Granted<Key>, AuthError> {
        let credential = presented.get(self.scheme).ok_or_else(AuthError::unauthorized)?;
        match self.keys.verify(credential.secret().expose()).await {
            Ok(Some(key)) => self.count(&key).map(|()| key.into()),
            Ok(None) => Err(AuthError::unauthorized()),
            Err(error) => Err(error.into()),
        }
    }
}
