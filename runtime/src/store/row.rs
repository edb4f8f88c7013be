//! A record as it is read: the value and what the store knows about it. Times are kept as microseconds since 1970.

use jiff::Timestamp;
use serde::de::DeserializeOwned;

use super::StoreError;

/// A stored value.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Record<T> {
    /// The id, unique in its collection.
    pub id: String,
    /// The place in the order of creation, growing over the whole store.
    pub seq: i64,
    /// 1 at first, and one more at each change.
    pub version: i64,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it was changed the last time.
    pub updated_at: Timestamp,
    /// The value.
    pub value: T,
}

/// The columns of a record: id, seq, version, created, updated, body.
pub(super) type Row = (String, i64, i64, i64, i64, String);

pub(super) fn read<T: DeserializeOwned>(
    collection: &str,
    row: Row,
) -> Result<Record<T>, StoreError> {
    let (id, seq, version, created_at, updated_at, body) = row;
    match serde_json::from_str(&body) {
        Ok(value) => Ok(Record {
            seq,
            version,
            created_at: timestamp(created_at)?,
            updated_at: timestamp(updated_at)?,
            value,
            id,
        }),
        Err(source) => {
            Err(StoreError::Unreadable { collection: collection.to_owned(), id, source })
        }
    }
}

pub(crate) fn timestamp(microseconds: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_microsecond(microseconds)
        .map_err(|error| StoreError::Corrupt(error.to_string()))
}
