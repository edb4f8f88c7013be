//! API keys. Only their hashes are stored, so access to the database does not give access to the APIs.
//!
//! The hash is a single unsalted SHA-256. Slow, salted hashes protect secrets that can be guessed, such as passwords.
//! Generated keys have 256 random bits and cannot be guessed, and a fast hash allows checking every request. A key
//! chosen by the operator is as strong as the operator makes it.

use jiff::{Timestamp, civil};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::{Store, StoreError, Transaction, row};

/// The prefix of generated keys, so that people and secret scanners recognize them.
pub const PREFIX: &str = "cpt_";

/// The API keys. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Keys(Store);

/// An API key, without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Key {
    /// The id. It is not secret.
    pub id: String,
    /// The last four characters of the secret, to distinguish keys; empty if they would reveal too much of it.
    pub hint: String,
    /// The owner's email address.
    pub owner: String,
    /// The owner's default organization.
    pub org: String,
    /// The name given by the owner.
    pub name: String,
    /// The creation time.
    pub created_at: Timestamp,
    /// The last day on which the key is valid, in UTC.
    pub expires_on: Option<civil::Date>,
    /// The time when the key was revoked.
    pub revoked_at: Option<Timestamp>,
}

/// The properties of a new key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewKey {
    /// The owner's email address.
    pub owner: String,
    /// The owner's default organization.
    pub org: String,
    /// The name given by the owner.
    pub name: String,
    /// The last day on which the key is valid, in UTC.
    pub expires_on: Option<civil::Date>,
}

/// A new key with its secret, which cannot be retrieved later.
#[derive(Clone)]
#[non_exhaustive]
pub struct IssuedKey {
    /// The secret.
    pub secret: String,
    /// The key without its secret.
    pub key: Key,
}

type Row = (String, Vec<u8>, String, String, String, String, i64, Option<String>, Option<i64>);

impl Keys {
    pub(super) fn new(store: Store) -> Self {
        Self(store)
    }

    /// Creates a key.
    pub async fn issue(&self, new: NewKey) -> Result<IssuedKey, StoreError> {
        let secret = random_secret()?;
        let mut transaction = self.0.begin().await?;
        self.insert(&mut transaction, &secret, &new, false).await?;
        transaction.commit().await?;
        let key = self.by_secret(&secret).await?;
        let key = key.ok_or_else(|| {
            StoreError::Corrupt("a key that was just created is missing".to_owned())
        })?;
        Ok(IssuedKey { secret, key })
    }

    /// Returns the key with a secret; `None` if it is unknown, expired or revoked. The caller cannot distinguish these
    /// cases.
    pub async fn verify(&self, presented: &str) -> Result<Option<Key>, StoreError> {
        let today = self.0.clock().today();
        Ok(self.by_secret(presented).await?.filter(|key| key.is_good_on(today)))
    }

    /// Returns the valid keys of an owner, newest first. Revoked keys are not included.
    pub async fn list(&self, owner: &str) -> Result<Vec<Key>, StoreError> {
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT id, hash, hint, owner, org, name, created_at, expires_on, revoked_at FROM api_keys
             WHERE owner = $1 AND revoked_at IS NULL ORDER BY created_at DESC, id",
        )
        .bind(owner)
        .fetch_all(self.0.readers())
        .await?;
        rows.into_iter().map(|row| Ok(read(row)?.1)).collect()
    }

    /// Returns whether a key was created for an organization.
    pub async fn knows_org(&self, org: &str) -> Result<bool, StoreError> {
        let (known,) = sqlx::query_as("SELECT EXISTS (SELECT 1 FROM api_keys WHERE org = $1)")
            .bind(org)
            .fetch_one(self.0.readers())
            .await?;
        Ok(known)
    }

    /// Revokes a key of an owner permanently. Returns whether there was a key to revoke.
    pub async fn revoke(&self, owner: &str, id: &str) -> Result<bool, StoreError> {
        let mut transaction = self.0.begin().await?;
        let done = sqlx::query(
            "UPDATE api_keys SET revoked_at = $3 WHERE owner = $1 AND id = $2 AND revoked_at IS NULL",
        )
        .bind(owner)
        .bind(id)
        .bind(self.0.clock().now().as_microsecond())
        .execute(transaction.connection())
        .await?;
        transaction.commit().await?;
        Ok(done.rows_affected() > 0)
    }

    /// Replaces the startup keys of earlier starts with the given secrets. A revoked key stays revoked. Returns the
    /// number of valid keys.
    pub async fn accept_at_start(
        &self,
        secrets: &[String],
        new: &NewKey,
    ) -> Result<usize, StoreError> {
        let mut transaction = self.0.begin().await?;
        let known: Vec<(String, Vec<u8>)> = sqlx::query_as(
            "SELECT id, hash FROM api_keys WHERE from_start = 1 AND revoked_at IS NULL",
        )
        .fetch_all(transaction.connection())
        .await?;
        let wanted: Vec<Vec<u8>> = secrets.iter().map(|secret| hash(secret)).collect();
        for (id, hash) in known {
            if !wanted.contains(&hash) {
                sqlx::query("DELETE FROM api_keys WHERE id = $1")
                    .bind(id)
                    .execute(transaction.connection())
                    .await?;
            }
        }
        for secret in secrets {
            self.insert(&mut transaction, secret, new, true).await?;
        }
        transaction.commit().await?;

        let mut good = 0;
        for secret in secrets {
            good += usize::from(self.verify(secret).await?.is_some());
        }
        Ok(good)
    }

    async fn insert(
        &self,
        transaction: &mut Transaction,
        secret: &str,
        new: &NewKey,
        from_start: bool,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO api_keys (id, hash, hint, owner, org, name, from_start, created_at, expires_on)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (hash) DO NOTHING",
        )
        .bind(Uuid::new_v4().to_string())
        .bind(hash(secret))
        .bind(hint(secret))
        .bind(&new.owner)
        .bind(&new.org)
        .bind(&new.name)
        .bind(from_start)
        .bind(self.0.clock().now().as_microsecond())
        .bind(new.expires_on.map(|day| day.to_string()))
        .execute(transaction.connection())
        .await?;
        Ok(())
    }

    async fn by_secret(&self, secret: &str) -> Result<Option<Key>, StoreError> {
        let wanted = hash(secret);
        // The database finds the row by comparing hashes, in time that depends on them. This reveals nothing about a
        // key, because a caller cannot choose the hash of the secret they send. The deciding comparison takes constant
        // time.
        let row: Option<Row> = sqlx::query_as(
            "SELECT id, hash, hint, owner, org, name, created_at, expires_on, revoked_at FROM api_keys WHERE hash = $1",
        )
        .bind(&wanted)
        .fetch_optional(self.0.readers())
        .await?;
        let Some(row) = row else { return Ok(None) };
        let (found, key) = read(row)?;
        Ok(bool::from(found.ct_eq(&wanted)).then_some(key))
    }
}

impl Key {
    /// Returns whether the key is valid on this day.
    pub fn is_good_on(&self, today: civil::Date) -> bool {
        self.revoked_at.is_none() && self.expires_on.is_none_or(|last| today <= last)
    }
}

/// The secret is hidden.
impl std::fmt::Debug for IssuedKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("IssuedKey").field("key", &self.key).finish_non_exhaustive()
    }
}

/// Generates a secret with 256 random bits.
pub fn random_secret() -> Result<String, StoreError> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(StoreError::Random)?;
    Ok(format!("{PREFIX}{}", super::files::hex(&bytes)))
}

fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

fn hint(secret: &str) -> String {
    let length = secret.chars().count();
    if length < 16 { String::new() } else { secret.chars().skip(length - 4).collect() }
}

fn read(row: Row) -> Result<(Vec<u8>, Key), StoreError> {
    let (id, hash, hint, owner, org, name, created_at, expires_on, revoked_at) = row;
    let day = |text: String| {
        text.parse().map_err(|_| StoreError::Corrupt(format!("`{text}` is not a valid date")))
    };
    let key = Key {
        id,
        hint,
        owner,
        org,
        name,
        created_at: row::timestamp(created_at)?,
        expires_on: expires_on.map(day).transpose()?,
        revoked_at: revoked_at.map(row::timestamp).transpose()?,
    };
    Ok((hash, key))
}
