//! Passwords: hashed by Argon2id, never kept. Hashing is slow on purpose, so it runs beside the async threads, and only a
//! few at a time.

use std::sync::Arc;

use argon2::Argon2;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use tokio::sync::Semaphore;

use super::refusal::Refusal;

/// How many passwords are hashed at a time; each takes 19 MiB of memory meanwhile.
const AT_ONCE: usize = 4;

/// How many different characters a password has at least.
const VARIETY: usize = 6;

/// The hash of a password that nobody has: who is unknown takes as long to refuse as who is known.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGlzIGhlcmU$LvuN3AN2iFwV0aQAr6jgSmL2VV8RhNnh0pjbQhR8sRk";

/// Hashes passwords. Cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Passwords(Arc<Semaphore>);

impl Passwords {
    pub(super) fn new() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }

    /// The hash of a password, with a salt of its own.
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

    /// Whether a password is that of a hash. Without a hash it takes as long, and is wrong.
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
    Refusal::fault(format!("a password cannot be hashed: {error}"))
}

/// Refuses a password that is easily guessed. Its length is checked before.
pub(super) fn check(property: &str, password: &str, email: &str) -> Result<(), Refusal> {
    let weak = |why: &str| Err(Refusal::invalid(property, "weak_password", why));
    let different: std::collections::BTreeSet<char> = password.chars().collect();
    if different.len() < VARIETY {
        return weak("must have at least 6 different characters");
    }
    let (password, email) = (password.to_lowercase(), email.to_lowercase());
    if password.contains(&email) {
        return weak("must not contain the e-mail address");
    }
    Ok(())
}
