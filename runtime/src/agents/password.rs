//! Passwords: hashed with Argon2id and never stored. All hashes are computed in a [`Pool`], which bounds their number,
//! their memory and the number of waiting callers.

mod pool;

use std::sync::Arc;

use argon2::password_hash::{Error, Output, ParamsString, PasswordHash, Salt, SaltString};
use argon2::{Algorithm, Argon2, Block, Params, Version};

use super::refusal::Refusal;
use pool::{Place, Pool};

/// The minimum number of different characters in a password.
const VARIETY: usize = 6;

/// The hash of a random password, so that rejecting an unknown user takes as long as rejecting a wrong password.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGlzIGhlcmU$LvuN3AN2iFwV0aQAr6jgSmL2VV8RhNnh0pjbQhR8sRk";

/// Hashes passwords. Cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Passwords(Arc<Pool>);

/// Hashes one password. It has a place in the queue.
#[derive(Debug)]
pub(super) struct Hasher {
    pool: Arc<Pool>,
    place: Place,
}

impl Passwords {
    pub(super) fn new() -> Self {
        Self(Arc::new(Pool::new()))
    }

    /// Enters the queue, or rejects the request if it is full. Call this before any other work for the request.
    pub(super) fn enter(&self) -> Result<Hasher, Refusal> {
        Ok(Hasher { pool: Arc::clone(&self.0), place: self.0.enter()? })
    }
}

impl Hasher {
    /// Hashes a password with a random salt.
    pub(super) async fn hash(self, password: &str) -> Result<String, Refusal> {
        let password = password.to_owned();
        let hashed = self.pool.run(self.place, move |memory| {
            let mut salt = [0; 16];
            getrandom::fill(&mut salt).map_err(Refusal::fault)?;
            hash(&password, &salt, memory).map_err(|error| unusable(&error))
        });
        hashed.await?
    }

    /// Returns whether a password matches a hash. Without a hash, it takes as long and returns false.
    pub(super) async fn fits(self, password: &str, hash: Option<&str>) -> Result<bool, Refusal> {
        let (password, known) = (password.to_owned(), hash.is_some());
        let hash = hash.unwrap_or(NOBODY).to_owned();
        let verified = self.pool.run(self.place, move |memory| {
            let fits = verify(&password, &hash, memory).map_err(|error| unusable(&error))?;
            Ok(fits && known)
        });
        verified.await?
    }
}

fn hash(password: &str, salt: &[u8], memory: &mut [Block]) -> Result<String, Error> {
    let (algorithm, version, params) = (Algorithm::default(), Version::default(), Params::DEFAULT);
    let output = compute((algorithm, version, params.clone()), password, salt, memory)?;
    let salt = SaltString::encode_b64(salt)?;
    let hash = PasswordHash {
        algorithm: algorithm.ident(),
        version: Some(version.into()),
        params: ParamsString::try_from(&params)?,
        salt: Some(salt.as_salt()),
        hash: Some(output),
    };
    Ok(hash.to_string())
}

/// Returns whether a password has this hash. Outputs are compared in constant time.
fn verify(password: &str, hash: &str, memory: &mut [Block]) -> Result<bool, Error> {
    let hash = PasswordHash::new(hash)?;
    let (Some(salt), Some(expected)) = (hash.salt, hash.hash) else { return Err(Error::Password) };
    let algorithm = Algorithm::try_from(hash.algorithm)?;
    let version = hash.version.map(Version::try_from).transpose()?.unwrap_or_default();
    let settings = (algorithm, version, Params::try_from(&hash)?);
    let mut bytes = [0; Salt::MAX_LENGTH];
    let salt = salt.decode_b64(&mut bytes)?;
    Ok(compute(settings, password, salt, memory)? == expected)
}

fn compute(
    (algorithm, version, params): (Algorithm, Version, Params),
    password: &str,
    salt: &[u8],
    memory: &mut [Block],
) -> Result<Output, Error> {
    let length = params.output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN);
    let argon2 = Argon2::new(algorithm, version, params);
    Output::init_with(length, |output| {
        let password = password.as_bytes();
        Ok(argon2.hash_password_into_with_memory(password, salt, output, memory)?)
    })
}

fn unusable(error: &Error) -> Refusal {
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

#[cfg(test)]
mod tests {
    use argon2::password_hash::PasswordVerifier as _;

    use super::*;

    #[test]
    fn reused_memory_gives_the_standard_hash() {
        let mut memory = vec![Block::default(); Params::DEFAULT.block_count()];
        for password in ["correct-horse-battery-staple", "", "größe"] {
            let hash = hash(password, b"sixteen bytes!!!", &mut memory).unwrap();
            let parsed = PasswordHash::new(&hash).unwrap();
            assert_eq!(Argon2::default().verify_password(password.as_bytes(), &parsed), Ok(()));
            assert_eq!(verify(password, &hash, &mut memory), Ok(true));
            assert_eq!(verify("another", &hash, &mut memory), Ok(false));
        }
        assert_eq!(verify("nobody", NOBODY, &mut memory), Ok(false));
    }
}
