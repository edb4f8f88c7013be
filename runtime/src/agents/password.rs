//! Passwords: hashed with Argon2id and never stored. Hashing is slow on purpose, so it runs in blocking threads, and
//! only a few hashes at a time.

use std::sync::Arc;

use argon2::Argon2;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use tokio::sync::Semaphore;

use super::refusal::Refusal;

/// The maximum number of concurrent hashes; each uses 19 MiB of memory.
const AT_ONCE: usize = 4;

/// The minimum number of different characters in a password.
const VARIETY: usize = 6;

/// The hash of a random password, so that rejecting an unknown user takes as long as rejecting a wrong password.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGlzIGhlcmU$LvuN3AN2iFwV0aQAr6jgSmL2VV8RhNnh0pjbQhR8sRk";

/// Hashes passwords. Cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Passwords(Arc<Semaphore>);

impl Passwords {
    pub(super) fn new() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }

    /// Hashes a password with a random salt.
    pub(super) async fn hash(&self, password: &str) -> Result<String, Refusal> {
        let password = password.to_owned();
        self.beside(move || {
            let mut salt = [0; 16];
            getrandom::fill(&mut salt).map_err(Refusal::fault)?;
            let salt = SaltString::encode_b64(&salt).map_err(|error| unusable(&error))?;
            let hash = Argon2::default().hash_password(password.as_bytes(), &salt);
            Ok(hash.map_err(|error| unusable(&error))?.to_string())
        })
        .await
    }

    /// Returns whether a password matches a hash. Without a hash, it takes as long and returns false.
    pub(super) async fn fits(&self, password: &str, hash: Option<&str>) -> Result<bool, Refusal> {
        let (password, known) = (password.to_owned(), hash.is_some());
        let hash = hash.unwrap_or(NOBODY).to_owned();
        self.beside(move || {
            let hash = PasswordHash::new(&hash).map_err(|error| unusable(&error))?;
            Ok(Argon2::default().verify_password(password.as_bytes(), &hash).is_ok() && known)
        })
        .await
    }

    async fn beside<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let _turn = self.0.acquire().await?;
        tokio::task::spawn_blocking(work).await?
    }
}

fn unusable(error: &argon2::password_hash::Error) -> Refusal {
    Refusal::fault(format!("cannot hash a password: {error}"))
}

/// Rejects a password that is easy to guess. Its length has already been checked.
pub(super) fn check(property: &str, password: &str, email: &str) -> Result<(), Refusal> {
    let weak = |why: &str| Err(Refusal::invalid(property, "weak_password", why));
    let different: std::collections::BTreeSet<char> = password.chars().collect();
    if different.len() < VARIETY {
        return weak("must have at least 6 different characters");
    }
    let (password, email) = (password.to_lowercase(), email.to_lowercase());
    if password.contains(&email) {
        return weak("must not contain the email address");
    }
    Ok(())
}
